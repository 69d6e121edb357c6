"""A panel region × indicator × period: what plans, reports and regulations of several regions tell of the same thing.

Reads the stored quantities with what they are of; an indicator of one region is the same as another's when the words agree after their
opening verb (新增养老床位, 养老床位) and the unit is the same. A blank says why it is blank.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.compare.similar import dice
from pipeline.errors import QueryError
from pipeline.search.conditions import ALL, Filters, where
from pipeline.search.connection import Database, connected

ROLES = ("target", "subsidy", "deadline", "quota", "result")
"""Roles of amounts that make an indicator without a period (regulations tell none)."""

SAME = 0.75
"""How alike the names of two indicators must be."""

NOT_STATED, NO_DOCUMENT = "未载明", "无文件"
"""Why a cell is blank: not stated (the region has a document with indicators for the period), or document missing."""

_VERB = re.compile(
    "^(?:推动|实施|新增|新建|新改扩建|建成|累计|培育|完成|力争|实现|达到|确保|安排|发放|给予|建设|全市|全省|全县|全区|本市|本省|本县|本区|其中|年均|每年|预计)+"
)
_COLUMNS = "d.region, coalesce(f.period, ''), f.of, f.role, f.text, f.low, f.high, f.low_inclusive, f.high_inclusive, f.unit, f.approx, f.per, d.title, c.label, d.id || '#' || c.eid, substr(d.date, 1, 4)"
_JOIN = "FROM quantities f JOIN clauses c ON c.key = f.clause JOIN documents d ON d.key = c.document"


@dataclass(frozen=True, slots=True)
class Value:
    """What one clause tells of an indicator. ``period``: 2025, 2023/2025; of a regulation the year of its date."""

    region: str
    period: str
    indicator: str
    role: str | None
    text: str
    low: float | None
    high: float | None
    low_inclusive: bool
    high_inclusive: bool
    unit: str
    approx: bool
    per: tuple[str, ...]
    document: str
    clause: str
    clause_id: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the panel: ``values[k]`` are those of region ``k``, oldest period first."""

    name: str
    unit: str
    values: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """``covered``: the periods for which each region has a document with indicators."""

    regions: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    covered: tuple[frozenset[str], ...]


def panel(
    db: Database, *, filters: Filters = ALL, contains: str | None = None, roles: Sequence[str] = ROLES, least: int = 2
) -> Panel:
    """The indicators that at least ``least`` regions tell; ``contains`` asks for a word in their names.

    Raises ``QueryError`` when there is none.
    """
    values = [v for v in _values(db, filters, roles) if len(_core(v.indicator)) > 1 and (not contains or contains in v.indicator)]
    regions = tuple(sorted({v.region for v in values}))
    groups: list[list[Value]] = []
    for value in sorted(values, key=lambda v: (-len(_core(v.indicator)), v.indicator)):
        group = next((g for g in groups if g[0].unit == value.unit and _same(g[0].indicator, value.indicator)), None)
        if group is None:
            groups.append([value])
        else:
            group.append(value)
    kept = [g for g in groups if len({v.region for v in g}) >= least]
    if not kept:
        raise QueryError(
            f"没有 {least} 个地区都载明的指标 no indicator is told by {least} regions",
            hint="--all lists those of one region; zhengce facts DB --sheet indicators",
        )
    rows = [
        Indicator(
            _core(min((v.indicator for v in g), key=len)),
            g[0].unit,
            tuple(tuple(sorted((v for v in g if v.region == r), key=lambda v: (v.period, v.clause_id))) for r in regions),
        )
        for g in kept
    ]
    rows.sort(key=lambda i: (-sum(bool(v) for v in i.values), i.name))
    return Panel(regions, tuple(rows), tuple(frozenset(v.period for v in values if v.region == r) for r in regions))


COLUMNS = ("indicator", "unit", "period")
NARROW = (*COLUMNS, "stated", "not_stated")
"""What a terminal shows: the regions that tell the indicator, and those whose documents for the period do not."""


def columns(found: Panel) -> tuple[str, ...]:
    """The columns of ``rows``: indicator, unit, period, then the regions."""
    return (*COLUMNS, *found.regions)


def rows(found: Panel) -> Iterator[dict[str, Any]]:
    """One row an indicator and period; blanks say whether the region has a document for that period."""
    for indicator in found.indicators:
        for period in sorted({v.period for some in indicator.values for v in some}):
            cells = {}
            for region, some, covered in zip(found.regions, indicator.values, found.covered, strict=True):
                here = [v for v in some if v.period == period]
                cells[region] = "；".join(dict.fromkeys(v.text for v in here)) or (
                    NOT_STATED if period in covered else NO_DOCUMENT
                )
            yield {
                "indicator": indicator.name,
                "unit": indicator.unit,
                "period": period,
                "stated": [f"{r} {text}" for r, text in cells.items() if text not in (NOT_STATED, NO_DOCUMENT)],
                "not_stated": [r for r, text in cells.items() if text == NOT_STATED],
                **cells,
                "evidence": [v.clause_id for some in indicator.values for v in some if v.period == period],
            }


def _values(db: Database, filters: Filters, roles: Sequence[str]) -> Iterator[Value]:
    conditions = [("d.region IS NOT NULL", ()), ("f.of IS NOT NULL", ()), *filters.conditions()]
    marks = ", ".join("?" * len(roles))
    conditions.append((f"(f.period IS NOT NULL OR f.role IN ({marks}))", tuple(roles)))
    chosen, parameters = where(conditions)
    with connected(db) as connection:
        for row in connection.execute(f"SELECT {_COLUMNS} {_JOIN} {chosen} ORDER BY f.clause, f.n", parameters):
            region, period, of, role, text, low, high, low_in, high_in, unit, approx, per, title, label, clause_id, year = row
            yield Value(
                region, period or year or "", of, role, text, low, high, bool(low_in), bool(high_in), unit, bool(approx),
                tuple(json.loads(per)), title, label, clause_id,
            )  # fmt: skip


def _core(name: str) -> str:
    return _VERB.sub("", name) or name


def _same(a: str, b: str) -> bool:
    x, y = _core(a), _core(b)
    return x == y or (min(len(x), len(y)) >= 4 and dice(x, y) >= SAME)
