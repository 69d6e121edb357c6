"""What is compared: documents with their clauses and facts, read from a store or from files.

A *passage* is a clause that can correspond to another: an article, or in a text without articles any clause long enough to say
something. A *column* is one side of a comparison: a region with one or several documents.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.errors import QueryError
from pipeline.model import Clause, Facts, Function, Kind, Record
from pipeline.search.connection import Database, connected
from pipeline.store.load import load

SHORTEST = 12
"""Characters; a shorter block of a text without articles is a heading or a signature."""

_LABEL = re.compile(
    r"^\s*(?:第[〇零一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?|[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+、|\d+[.．、])\s*"
)


@dataclass(frozen=True, slots=True)
class Title:
    """A document as a comparison names it."""

    id: str
    title: str
    region: str | None = None
    region_code: str | None = None
    genre: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause with its facts, as one side of a correspondence. ``at``: its place among the passages of its document, 0..1."""

    document: Title
    clause: Clause
    facts: Facts
    at: float = 0.0

    @property
    def id(self) -> str:
        """The clause id that ``zhengce show`` takes."""
        return f"{self.document.id}#{self.clause.eid}"

    @property
    def function(self) -> str:
        return self.facts.function.label if self.facts.function else Function.OTHER.value

    @property
    def heading(self) -> str:
        """The nearest heading above, empty where there is none."""
        return self.clause.path[-1] if self.clause.path else ""

    @property
    def body(self) -> str:
        """The text without its label, its lines in one."""
        return _LABEL.sub("", self.clause.text.replace("\n", ""), count=1).strip()


@dataclass(frozen=True, slots=True)
class Column:
    """One side of a comparison: ``name`` is the region's, or the title where two columns are of one region."""

    name: str
    documents: tuple[Title, ...]
    passages: tuple[Passage, ...]


def passages(document: Title, clauses: Sequence[Clause], facts: Sequence[Facts]) -> tuple[Passage, ...]:
    """The clauses of a document that can correspond to others, in order."""
    pairs = [(c, f) for c, f in zip(clauses, facts, strict=True) if c.kind is Kind.ARTICLE]
    if not pairs:
        pairs = [(c, f) for c, f in zip(clauses, facts, strict=True) if len(c.text) >= SHORTEST]
    last = max(1, len(pairs) - 1)
    return tuple(Passage(document, c, f, n / last) for n, (c, f) in enumerate(pairs))


def of_record(record: Record) -> tuple[Title, tuple[Passage, ...]]:
    """A processed document and its passages."""
    d = record.document
    region = (d.region.name, d.region.code) if d.region else (None, None)
    date = next((str(x) for x in (d.promulgated, d.written, d.effective) if x), None)
    title = Title(d.id, d.title, *region, d.genre, date)
    return title, passages(title, record.clauses, record.facts)


def of_store(connection: sqlite3.Connection, document_id: str) -> tuple[Title, tuple[Passage, ...]]:
    """A stored document and its passages. Raises ``StoreError`` for an unknown id."""
    return of_record(load(connection, document_id))


def of_id(db: Database, clause_id: str) -> Passage:
    """The passage of a stored clause. Raises ``QueryError`` for an id that no article or block of text has."""
    document, _, eid = clause_id.partition("#")
    with connected(db) as connection:
        held = connection.execute("SELECT 1 FROM documents WHERE id = ?", (document,)).fetchone()
        found = next((p for p in of_store(connection, document)[1] if p.clause.eid == eid), None) if held else None
    if found is None:
        raise QueryError(f"没有这个条款 no such clause: {clause_id!r}", hint="zhengce search DB WORD; zhengce show DB TITLE")
    return found


def of_file(path: str | os.PathLike) -> list[tuple[Title, tuple[Passage, ...]]]:
    """The documents of a file, each with its passages; no database needed."""
    from pipeline.read import read
    from pipeline.run import process

    return [of_record(record) for record in process(read(path))]


def columns(sides: Iterable[tuple[str | None, Sequence[tuple[Title, tuple[Passage, ...]]]]]) -> tuple[Column, ...]:
    """Columns of (region, its documents with their passages); a region that two columns share gives way to the titles."""
    sides = list(sides)
    regions = [region for region, _ in sides]
    out = []
    for region, documents in sides:
        titles = tuple(title for title, _ in documents)
        name = region if region and regions.count(region) == 1 else "、".join(t.title for t in titles)
        out.append(Column(name, titles, tuple(p for _, some in documents for p in some)))
    return tuple(out)
