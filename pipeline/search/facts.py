"""Extracted facts as rows, each with its document, region and clause, filtered as searches are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pipeline.model import ROLES
from pipeline.search.conditions import ALL, Filters
from pipeline.search.engine import Database, connected
from pipeline.search.sql import contains as containing

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
            for name in ("low", "high", "low_inclusive", "high_inclusive", "unit", "approx", "per", "dimension", "of", "role")
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

COLUMNS = {kind: tuple(fields) for kind, fields in _FIELDS.items()}
"""The columns of each kind of fact."""


def facts(
    db: Database,
    kind: str,
    *,
    filters: Filters = ALL,
    contains: str | None = None,
    limit: int | None = None,
    **chosen: str | None,
) -> Iterator[dict[str, Any]]:
    """Facts of ``kind`` (quantity, entity, norm) in the order of the documents' texts, as dictionaries of ``COLUMNS[kind]``.

    ``chosen`` asks for equal values of columns (``role="fine"``), ``contains`` for clauses with that text in them. Raises
    ``KeyError`` for a column that the kind does not have.
    """
    fields = _FIELDS[kind]
    conditions = filters.conditions()
    conditions += [(f"{fields[name]} = ?", (value,)) for name, value in chosen.items() if value is not None]
    if contains:
        conditions.append(containing(contains))
    where = f"WHERE {' AND '.join(sql for sql, _ in conditions)}" if conditions else ""
    sql = (
        f"SELECT {', '.join(fields.values())} FROM {_TABLES[kind]} f JOIN clauses c ON c.key = f.clause "
        f"JOIN documents d ON d.key = c.document {where} ORDER BY f.clause, f.n LIMIT ?"
    )
    parameters = [p for _, some in conditions for p in some]
    with connected(db) as connection:
        for row in connection.execute(sql, (*parameters, -1 if limit is None else limit)):
            yield {name: _value(name, value) for name, value in zip(fields, row, strict=True)}


def _value(name: str, value: Any) -> Any:
    if name in _LISTS:
        return json.loads(value)
    return bool(value) if name in _FLAGS else value
