"""Extracted facts and the sheets made of them as rows, each with its document, region and clause, filtered as searches are."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from typing import Any

from pipeline.model import ROLES
from pipeline.search.conditions import ALL, Filters
from pipeline.search.connection import Database, connected
from pipeline.search.sql import contains as containing
from pipeline.store.sheets import SHEETS, Sheet

_PLACE = {
    "clause_id": "d.id || '#' || c.eid",
    "document": "d.title",
    "clause": "c.label",
    "region": "d.region",
    "date": "d.date",
}


def _role(role: str) -> str:
    return f"(SELECT json_group_array(s.text) FROM norm_spans s WHERE s.clause = f.clause AND s.norm = f.n AND s.role = '{role}')"


_SPAN = {"rule": "f.rule", "confidence": "f.confidence", "start": "f.start", "end": "f.end"}

_FIELDS = {
    "quantity": {
        **_PLACE,
        "text": "f.text",
        **{
            name: f"f.{name}"
            for name in (
                "low",
                "high",
                "low_inclusive",
                "high_inclusive",
                "unit",
                "approx",
                "per",
                "dimension",
                "of",
                "role",
                "anchor",
                "period",
                "kind",
            )
        },
        **_SPAN,
    },
    "entity": {**_PLACE, "text": "f.text", "label": "f.label", "norm": "f.norm", **_SPAN},
    "norm": {
        **_PLACE,
        "modality": "f.modality",
        "cue": "f.text",
        **{role: _role(role) for role in ROLES},
        "items": "f.items",
        **_SPAN,
    },
}
_TABLES = {"quantity": "quantities", "entity": "entities", "norm": "norms"}
_LISTS = {"per", *ROLES}
_FLAGS = {"low_inclusive", "high_inclusive", "approx", "items"}

_SHEETS = SHEETS | {
    kind: Sheet(
        columns=_FIELDS[kind],
        source=f"{table} f JOIN clauses c ON c.key = f.clause JOIN documents d ON d.key = c.document",
        order="f.clause, f.n",
    )
    for kind, table in _TABLES.items()
}
COLUMNS = {kind: tuple(sheet.columns) for kind, sheet in _SHEETS.items()}
"""The columns of each kind of fact and of each sheet."""

_DOUBT = "f.confidence, f.clause, f.n"
"""The order in which a person reviews: what the rules were least sure of first."""


def facts(
    db: Database,
    kind: str,
    *,
    filters: Filters = ALL,
    contains: str | None = None,
    title: str | None = None,
    doubtful: bool = False,
    limit: int | None = None,
    **chosen: str | None,
) -> Iterator[dict[str, Any]]:
    """Rows of ``kind`` (quantity, entity, norm, or a sheet of ``store.sheets``) in the order of the documents' texts.

    Each is a dictionary of ``COLUMNS[kind]``. ``chosen`` asks for equal values of columns (``role="fine"``), ``contains`` for
    clauses and ``title`` for documents' titles with that text in them; ``doubtful`` puts what is least sure first. Raises
    ``KeyError`` for a column that the kind does not have.
    """
    sheet = _SHEETS[kind]
    fields = sheet.columns
    lists = _LISTS if kind in _TABLES else ()
    conditions = filters.conditions()
    conditions += [(f"{fields[name]} = ?", (value,)) for name, value in chosen.items() if value is not None]
    if contains:
        conditions.append(containing(contains))
    if title:
        conditions.append(("instr(d.title, ?) > 0", (title,)))
    sql = sheet.sql(tuple(condition for condition, _ in conditions), order=_DOUBT if doubtful else "")
    parameters = [p for _, some in conditions for p in some]
    with connected(db) as connection:
        for row in connection.execute(f"{sql} LIMIT ?", (*parameters, -1 if limit is None else limit)):
            yield {name: _value(name, value, lists) for name, value in zip(fields, row, strict=True)}


_OF_FILTERS = {"theme": "d.theme", "function": "c.function", "genre": "d.genre"}
SHOWN = 40
"""Values that ``unknown`` names."""


def unknown(db: Database, kind: str, filters: Filters = ALL, **chosen: str | None) -> list[str]:
    """For each value asked for that no row of ``kind`` has: a sentence that names those there are."""
    sheet = _SHEETS[kind]
    asked = {name: (sheet.columns[name], value) for name, value in chosen.items() if value}
    asked |= {name: (column, value) for name, column in _OF_FILTERS.items() if (value := getattr(filters, name))}
    with connected(db) as connection:
        held = {name: _held(connection, sheet, column) for name, (column, _) in asked.items()}
    return [
        f"没有 no --{name} {value}；有 there are: {'；'.join(held[name][:SHOWN]) or '—'}"
        for name, (_, value) in asked.items()
        if not any(value == one or (name == "theme" and value in one) for one in held[name])
    ]


def _held(connection: sqlite3.Connection, sheet: Sheet, column: str) -> list[str]:
    """The values of ``column`` in all rows of ``sheet``, the most frequent first."""
    sql = f"SELECT {column}, count(*) FROM {sheet.source} WHERE {sheet.where} AND {column} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"
    return [value for value, _ in connection.execute(sql)]


def _value(name: str, value: Any, lists: Collection[str]) -> Any:
    if name in lists:
        return json.loads(value)
    return bool(value) if name in _FLAGS and value is not None else value
