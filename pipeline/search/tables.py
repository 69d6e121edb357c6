"""The database's views as tables to look through: filtered, sorted, a page at a time, counted by a column.

A view that this database does not have is not offered, so that an older database and a view of tomorrow both work.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.errors import QueryError
from pipeline.search.conditions import ALL, Filters, where
from pipeline.search.connection import Database, connected

VIEWS = {
    "quantities": "view_quantities",
    "norms": "view_norms",
    "penalties": "penalties",
    "responsibilities": "responsibilities",
    "indicators": "indicators",
    "entities": "view_entities",
    "citations": "view_citations",
}
"""Name of a table of facts → its view."""

IDENTIFIER = 16
"""Characters of a document's id, with which a clause's id begins."""
TEXT = ("clause_text", "text", "action")
"""Columns that a text is looked for in: the first of them that the view has."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rows of a table: ``filters`` as in searches, ``equal`` values of columns, ``contains`` a text in the clause, ``least`` and
    ``most`` bounds that a row's own range must touch (an open end touches)."""

    filters: Filters = ALL
    equal: Mapping[str, str] = field(default_factory=dict)
    contains: str | None = None
    least: float | None = None
    most: float | None = None


EVERY = Choice()


def held(db: Database) -> dict[str, tuple[str, ...]]:
    """The tables that this database has, with their columns."""
    with connected(db) as connection:
        found = {name: tuple(row[1] for row in connection.execute(f"PRAGMA table_info({view})")) for name, view in VIEWS.items()}
    return {name: columns for name, columns in found.items() if columns}


def rows(
    db: Database,
    name: str,
    choice: Choice = EVERY,
    *,
    sort: str | None = None,
    descending: bool = False,
    limit: int = 50,
    offset: int = 0,
) -> list[dict[str, Any]]:
    """Rows of the table ``name`` as dictionaries; without ``sort`` in the order of the texts, NULL last.

    Raises ``QueryError`` for a table or a column that is not there.
    """
    with connected(db) as connection:
        columns = _columns(connection, name)
        chosen, parameters = _where(columns, choice)
        order = f"ORDER BY v.{_known(sort, columns)} IS NULL, v.{sort} {'DESC' if descending else 'ASC'}" if sort else ""
        sql = f"SELECT v.* FROM {VIEWS[name]} v {chosen} {order} LIMIT ? OFFSET ?"
        cursor = connection.execute(sql, (*parameters, limit, offset))
        return [dict(zip(columns, row, strict=True)) for row in cursor]


def total(db: Database, name: str, choice: Choice = EVERY) -> int:
    """How many rows of the table ``name`` are chosen. Raises as ``rows``."""
    with connected(db) as connection:
        columns = _columns(connection, name)
        chosen, parameters = _where(columns, choice)
        # Asking for an order frees SQLite from the view's own, for which it would compute every column: fifty times the work.
        return connection.execute(f"SELECT count(*) FROM {VIEWS[name]} v {chosen} ORDER BY 1", parameters).fetchone()[0]


def counts(
    db: Database, name: str, by: Sequence[str], choice: Choice = EVERY, limit: int = 20
) -> dict[str, list[tuple[Any, int]]]:
    """Of each column in ``by`` the ``limit`` most frequent values among the rows chosen, with their number. Raises as ``rows``.

    The table is gone through once, so the columns should have few values.
    """
    with connected(db) as connection:
        columns = _columns(connection, name)
        chosen, parameters = _where(columns, choice)
        picked = ", ".join(f"v.{_known(column, columns)}" for column in by)
        keys = ", ".join(str(n) for n in range(1, len(by) + 1))
        found = connection.execute(
            f"SELECT {picked}, count(*) FROM {VIEWS[name]} v {chosen} GROUP BY {keys} ORDER BY {keys}", parameters
        ).fetchall()
    out: dict[str, dict[Any, int]] = {column: {} for column in by}
    for *values, n in found:
        for column, value in zip(by, values, strict=True):
            if value is not None:
                out[column][value] = out[column].get(value, 0) + n
    return {column: sorted(of.items(), key=lambda item: (-item[1], str(item[0])))[:limit] for column, of in out.items()}


def values(db: Database, name: str, wanted: Sequence[str], choice: Choice = EVERY, limit: int = 100_000) -> list[tuple]:
    """The columns ``wanted`` of the rows chosen, for a picture of them. Raises as ``rows``."""
    with connected(db) as connection:
        columns = _columns(connection, name)
        chosen, parameters = _where(columns, choice)
        picked = ", ".join(f"v.{_known(column, columns)}" for column in wanted)
        return [
            tuple(r) for r in connection.execute(f"SELECT {picked} FROM {VIEWS[name]} v {chosen} LIMIT ?", (*parameters, limit))
        ]


def _columns(connection, name: str) -> tuple[str, ...]:
    tables = held(connection)
    if name not in tables:
        raise QueryError(f"没有这张表 no table {name!r}", hint=" | ".join(tables))
    return tables[name]


def _known(column: str, columns: Sequence[str]) -> str:
    """``column`` if the table has it: only then may it stand in SQL."""
    if column not in columns:
        raise QueryError(f"没有这一列 no column {column!r}", hint=" | ".join(columns))
    return column


def _filtered(sql: str, parameters: tuple) -> tuple[str, tuple]:
    """A condition of searches, written over clauses (c) and documents (d), for the rows of a view: those of the clauses it holds for."""
    if "c." in sql:
        return (
            f"v.clause_id IN (SELECT d.id || '#' || c.eid FROM clauses c JOIN documents d ON d.key = c.document WHERE {sql})",
            parameters,
        )
    return f"substr(v.clause_id, 1, {IDENTIFIER}) IN (SELECT d.id FROM documents d WHERE {sql})", parameters


def _where(columns: Sequence[str], choice: Choice) -> tuple[str, tuple]:
    conditions = [_filtered(sql, parameters) for sql, parameters in choice.filters.conditions()]
    conditions += [(f"v.{_known(column, columns)} = ?", (value,)) for column, value in choice.equal.items()]
    if choice.contains:
        column = next(c for c in TEXT if c in columns)
        conditions.append((f"instr(v.{column}, ?) > 0", (choice.contains,)))
    if choice.least is not None and "high" in columns:
        conditions.append(("(v.low IS NOT NULL OR v.high IS NOT NULL) AND (v.high IS NULL OR v.high >= ?)", (choice.least,)))
    if choice.most is not None and "low" in columns:
        conditions.append(("(v.low IS NOT NULL OR v.high IS NOT NULL) AND (v.low IS NULL OR v.low <= ?)", (choice.most,)))
    return where(conditions)
