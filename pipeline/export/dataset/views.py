"""The views of the database as tables, with values that are more than text and the type of each column."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from pipeline.store.schema import VIEWS

LISTS = frozenset({"addressees", "issuers", "path", "per", "regions"})
"""Columns of documents, clauses and facts that hold a JSON array in the database."""

FLAGS = frozenset({"approx", "high_inclusive", "items", "low_inclusive", "title_is_ours", "younger"})
"""Columns that hold 0 or 1."""

_DOCUMENT = {"clause_id": "substr(clause_id, 1, 16)", "document_id": "document_id", "id": "id"}
"""Columns by which a view is limited to documents, with the SQL of the document's id."""


@dataclass(slots=True)
class Table:
    """One view. ``types`` (Table Schema's names) and ``count`` are complete when ``rows`` have been read."""

    name: str
    columns: tuple[str, ...]
    rows: Iterator[dict[str, Any]] = field(default_factory=lambda: iter(()))
    types: dict[str, str] = field(default_factory=dict)
    count: int = 0


def views(connection: sqlite3.Connection, chosen: Sequence[str] | None) -> Iterator[Table]:
    """Every view, limited to the ``chosen`` documents; a view that has no document is left out then."""
    for view in VIEWS:
        columns = tuple(column[0] for column in connection.execute(f"SELECT * FROM {view} LIMIT 0").description)
        own = next((name for name in _DOCUMENT if name in columns), None)
        if chosen is not None and own is None:
            continue
        limit = f"WHERE {_DOCUMENT[own]} IN (SELECT value FROM json_each(?))" if chosen is not None else ""
        parameters = (json.dumps(chosen),) if chosen is not None else ()
        table = Table(view.removeprefix("view_"), columns)
        found = connection.execute(f"SELECT * FROM {view} {limit}", parameters)
        table.rows = _read(table, found, LISTS if own else frozenset())
        yield table


def _read(table: Table, found: sqlite3.Cursor, lists: Set[str]) -> Iterator[dict[str, Any]]:
    for values in found:
        row = dict(zip(table.columns, values, strict=True))
        for column, value in row.items():
            if value is None:
                continue
            if column in lists:
                row[column] = value = json.loads(value)
            elif column in FLAGS:
                row[column] = value = bool(value)
            table.types[column] = _wider(table.types.get(column), value)
        table.count += 1
        yield row


def _wider(known: str | None, value: Any) -> str:
    """The type that holds ``value`` and what the column held before."""
    kind = {bool: "boolean", int: "integer", float: "number", list: "array"}.get(type(value), "string")
    if known in (None, kind):
        return kind
    return "number" if {known, kind} == {"integer", "number"} else "string"
