"""A fact as a reader judges it: what it says, without the rule that made it, so that the same fact by another rule is the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

FIELDS = {
    "quantity": ("low", "high", "low_inclusive", "high_inclusive", "unit", "approx", "dimension", "of", "role"),
    "entity": ("label", "norm"),
    "norm": ("modality", "actor", "action", "condition", "deadline", "exception"),
}
"""What a fact of each kind says; a norm's parts are the texts of their spans."""

_TABLES = {"quantities": "quantity", "entities": "entity", "norms": "norm"}

Place = tuple[str, int, int]
"""Kind, start and end (of a norm: of its cue) in the clause's text."""


def facts_of(clause: Mapping[str, Any]) -> Iterator[tuple[Place, dict[str, Any]]]:
    """The facts of a clause, as ``search.lookup.describe`` gives it, by their place."""
    for table, kind in _TABLES.items():
        for row in clause[table]:
            yield (kind, row["start"], row["end"]), said(kind, row)


def said(kind: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """What one row says, in the order of ``FIELDS``."""
    if kind != "norm":
        return {name: row[name] for name in FIELDS[kind]}
    parts = {name: [s["text"] for s in row["spans"] if s["role"] == name] for name in FIELDS["norm"][1:]}
    return {"modality": row["modality"], **parts}


def fact_at(clause: Mapping[str, Any], place: Place) -> dict[str, Any] | None:
    """What is extracted at a place, None when nothing of the kind is."""
    return next((fact for where, fact in facts_of(clause) if where == place), None)
