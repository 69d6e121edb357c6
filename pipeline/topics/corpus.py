"""The texts that are coded: clauses or whole documents of a database, filtered as searches are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.search.conditions import ALL, Filters, where
from pipeline.search.connection import Database, connected

UNITS = ("clause", "document")
GROUPS = {
    "document": "d.title",
    "region": "d.region",
    "theme": "d.theme",
    "genre": "d.genre",
    "year": "substr(d.date, 1, 4)",
    "function": "c.function",
}
"""What keywords can be grouped by."""
CHINESE = re.compile("[\u3400-\u9fff]")

_SELECT = "SELECT c.key, d.id || '#' || c.eid, d.title, c.label, d.region, d.date, coalesce(d.genre, ''), c.path, c.text"


class Unit(NamedTuple):
    """A text to code: a clause, or all clauses of a document (then ``clause`` and ``label`` are empty)."""

    key: int  # of the clause, of a document's first clause
    id: str
    document: str
    label: str
    region: str
    date: str
    genre: str
    path: str  # the headings above a clause, a JSON array
    text: str

    @property
    def headings(self) -> str:
        return "".join(json.loads(self.path))

    def row(self) -> dict:
        return {"clause_id": self.id, "document": self.document, "clause": self.label, "region": self.region, "date": self.date}


def units(db: Database, by: str = "clause", filters: Filters = ALL) -> Iterator[Unit]:
    """The clauses of ``db``, or its documents (``by="document"``), in the order of the database."""
    with connected(db) as connection:
        chosen, parameters = where(filters.conditions())
        found = connection.execute(
            f"{_SELECT} FROM clauses c JOIN documents d ON d.key = c.document {chosen} ORDER BY d.key, c.key", parameters
        )
        clauses = (Unit(*row) for row in found)
        yield from clauses if by == "clause" else _documents(clauses)


def _documents(clauses: Iterator[Unit]) -> Iterator[Unit]:
    held: list[Unit] = []
    for unit in clauses:
        if held and unit.id.partition("#")[0] != held[0].id.partition("#")[0]:
            yield _joined(held)
            held = []
        held.append(unit)
    if held:
        yield _joined(held)


def _joined(clauses: list[Unit]) -> Unit:
    first = clauses[0]
    return first._replace(id=first.id.partition("#")[0], label="", text="\n".join(unit.text for unit in clauses))


def grouped(db: Database, group: str, filters: Filters = ALL) -> dict[str, str]:
    """The text of each group: the clauses of ``db`` joined by document, region, theme, genre, year or function."""
    with connected(db) as connection:
        chosen, parameters = where(filters.conditions())
        out: dict[str, list[str]] = {}
        for name, text in connection.execute(
            f"SELECT {GROUPS[group]}, c.text FROM clauses c JOIN documents d ON d.key = c.document {chosen} ORDER BY c.key",
            parameters,
        ):
            out.setdefault(name or "（未知 unknown）", []).append(text)
    return {name: "\n".join(texts) for name, texts in out.items()}
