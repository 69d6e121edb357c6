"""What a search gives back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from pipeline.search.query import Word

Mark = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Hit:
    """One clause. ``marks`` are half-open offsets in ``text``; ``snippet`` shows them in 【】; ``source`` is the path or URL
    it was read from; ``score`` is higher for better hits of the same search."""

    clause_id: str
    document_id: str
    document: str  # its title
    label: str
    eid: str
    path: tuple[str, ...]
    region: str | None
    region_code: str | None
    genre: str | None
    theme: str | None
    date: str | None
    function: str | None
    source: str
    score: float
    text: str
    snippet: str
    marks: tuple[Mark, ...]
    folded: tuple[str, ...] = ()
    """Ids of hits that are shown as this one: near copies of it, or other hits of its document."""

    def row(self) -> dict[str, Any]:
        """The hit for JSON and tables."""
        return {
            "clause_id": self.clause_id,
            "document": self.document,
            "label": self.label,
            "eid": self.eid,
            "path": list(self.path),
            "region": self.region,
            "genre": self.genre,
            "date": self.date,
            "function": self.function,
            "score": round(self.score, 4),
            "snippet": self.snippet,
            "text": self.text,
            "source": self.source,
            "document_id": self.document_id,
            "folded": list(self.folded),
        }


@dataclass(frozen=True, slots=True)
class Results:
    """``total`` counts all hits, ``hits`` holds those asked for. ``mode`` is ``exact``, or ``any`` when no clause has all words
    of a question and those with some of them are ranked. ``sentence`` says it to a person, ``explained`` gives tree and SQL.
    ``partial``: the time was up before all clauses were compared, so there may be more than ``total``."""

    hits: tuple[Hit, ...]
    total: int
    seconds: float
    mode: str
    sentence: str
    explained: str
    partial: bool = False
    words: tuple[Word, ...] = ()
    """What hits are marked for."""


HIT_COLUMNS = """d.id || '#' || c.eid, d.id, d.title, c.label, c.eid, c.path, d.region, d.region_code, d.genre, d.theme, d.date, c.function,
  (SELECT coalesce(s.url, s.path) FROM source_documents x JOIN sources s ON s.key = x.source
   WHERE x.document = d.key ORDER BY s.key LIMIT 1), c.text"""
CHOSEN = """FROM json_each(?) k CROSS JOIN clauses c ON c.key = k.value CROSS JOIN documents d ON d.key = c.document"""
"""Clauses by a JSON array of their keys: one SQL for all, so that SQLite prepares it once."""
PATH, TEXT = 5, 13
"""Places of the headings (a JSON array) and the text among them."""


def hit(row: tuple, score: float, snippet: str, marks: list[Mark], folded: tuple[str, ...] = ()) -> Hit:
    """A hit from the values of ``HIT_COLUMNS``."""
    return Hit(
        *row[:5],
        tuple(json.loads(row[PATH])),
        *row[6:TEXT],
        score=score,
        text=row[TEXT],
        snippet=snippet,
        marks=tuple(marks),
        folded=folded,
    )
