"""Properties of documents and clauses to filter by: one table gives the SQL and the words that tell a person.

Used by ``Filters`` (the command line's options, the web's form) and by the fields of the query language alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date

from pipeline.errors import QueryError
from pipeline.search.fact_conditions import FACTS


@dataclass(frozen=True, slots=True)
class Filters:
    """What hits are limited to. ``region`` is a name or a code of GB/T 2260 and includes the areas inside it; dates are
    ``2018``, ``2018-06`` or ``2018-06-01``."""

    region: str | None = None
    theme: str | None = None
    function: str | None = None
    genre: str | None = None
    since: str | None = None
    until: str | None = None

    def conditions(self) -> list[tuple[str, tuple]]:
        """SQL over ``c`` (clauses) and ``d`` (documents) with its parameters, one for each filter that is set."""
        return [condition(name, "=", value) for name, value in self._set()]

    def sentence(self) -> str:
        """The filters in words.

        >>> Filters(region="浙江", since="2018").sentence()
        '地区 浙江，2018 起'
        """
        return "，".join(SAID[name].format(value) for name, value in self._set())

    def _set(self) -> list[tuple[str, str]]:
        return [(f.name, value) for f in fields(self) if (value := getattr(self, f.name))]


ALL = Filters()

SAID = {
    "region": "地区 {}",
    "theme": "主题 {}",
    "function": "功能 {}",
    "genre": "文种 {}",
    "since": "{} 起",
    "until": "{} 止",
}


def _equal(column: str) -> Callable[[str, str], tuple[str, tuple]]:
    return lambda op, value: (f"{column} = ?", (value,))


def _contains(column: str) -> Callable[[str, str], tuple[str, tuple]]:
    return lambda op, value: (f"instr({column}, ?) > 0", (value,))


def _year(op: str, value: str) -> tuple[str, tuple]:
    return f"substr(d.date, 1, 4) {op} ?", (value,)


def _since(op: str, value: str) -> tuple[str, tuple]:
    return "d.date >= ?", (day(value),)


def _until(op: str, value: str) -> tuple[str, tuple]:
    value = day(value)
    return "substr(d.date, 1, ?) <= ?", (len(value), value)


def _region(op: str, value: str) -> tuple[str, tuple]:
    """By code, the areas inside included; a name that GB/T 2260 does not know is looked for in the documents' own names."""
    from pipeline.reference.areas import NATION, find

    area = None if value.isdigit() else find(value)
    if area == NATION or value == NATION.code:
        return "d.level = ?", (NATION.level,)
    code = value if value.isdigit() else area.code if area else None
    if code is None:
        return "instr(d.region, ?) > 0", (value,)
    while code.endswith("00") and len(code) > 2:
        code = code[:-2]
    return "substr(d.region_code, 1, ?) = ?", (len(code), code)


def day(value: str) -> str:
    """A date of the command line as the store writes it: ``2018``, ``2018-06`` or ``2018-06-01`` (2018-6-1 too).

    Raises ``QueryError`` for anything else: compared as text it would filter silently.
    """
    match = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", value)
    parts = [int(part) for part in match.groups() if part] if match else [0]
    try:
        date(*parts, *[1] * (3 - len(parts)))
    except ValueError:
        raise QueryError(f"日期看不懂 not a date: {value!r}", hint="2018, 2018-06, 2018-06-01") from None
    return "-".join(f"{part:0{4 if n == 0 else 2}d}" for n, part in enumerate(parts))


def _code(op: str, value: str) -> tuple[str, tuple]:
    """A code of a codebook that was given and kept (``zhengce topics code DB --keep``), by code, name or the name of one above it."""
    same = "k.code = ? OR k.name = ? OR k.name LIKE ? || '/%' OR k.name LIKE '%/' || ?"
    return f"EXISTS (SELECT 1 FROM codings k WHERE k.clause = c.key AND ({same}))", (value,) * 4


CONDITIONS: dict[str, Callable[[str, str], tuple[str, tuple]]] = {
    "region": _region,
    "theme": _contains("d.theme"),
    "function": _equal("c.function"),
    "genre": _equal("d.genre"),
    "since": _since,
    "until": _until,
    "year": _year,
    "level": _equal("d.level"),
    "status": _equal("d.status"),
    "issuer": _contains("d.issuers"),
    "docno": _contains("d.doc_number"),
    "code": _code,
    **FACTS,
}


def where(conditions: Iterable[tuple[str, tuple]]) -> tuple[str, tuple]:
    """Conditions as the WHERE of a SELECT, empty for none, with all their parameters.

    >>> where([("d.genre = ?", ("条例",)), ("d.level = ?", ("省",))])
    ('WHERE (d.genre = ?) AND (d.level = ?)', ('条例', '省'))
    """
    conditions = list(conditions)
    sql = " AND ".join(f"({sql})" for sql, _ in conditions)
    return f"WHERE {sql}" if sql else "", tuple(value for _, values in conditions for value in values)


def condition(name: str, op: str, value: str) -> tuple[str, tuple]:
    """The SQL and parameters of one property compared with ``value``; ``op`` is one of = >= <= > <."""
    return CONDITIONS[name](op, value)
