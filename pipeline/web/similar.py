"""Clauses of other documents that are like one: found by its rarest words, ordered by the cosine of their character bigrams."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from pipeline.compare.weights import vectors
from pipeline.search import Hit, search
from pipeline.search.engine import count
from pipeline.search.questions import telling
from pipeline.search.sql import any_word

WORDS = 12
"""Words that are looked for, the rarest: each costs a look into the index."""
TRIED = 60
"""Hits whose text is compared."""
KEPT = 6
LEAST = 0.2
"""Cosine below which two clauses have a subject in common at most (docs/evaluation.md)."""
CHARACTERS = 600
"""Of a clause that is compared: the rest tells nothing new."""


@dataclass(frozen=True, slots=True)
class Similar:
    hit: Hit
    score: float


def similar(connection: sqlite3.Connection, clause: dict[str, Any], clauses: int) -> list[Similar]:
    """The clauses most like ``clause`` (as ``search.lookup.describe`` gives it) of all ``clauses``, none of its own document."""
    text = clause["text"].removeprefix(clause["label"])[:CHARACTERS]
    words = telling([text], lambda word: count(connection, any_word([word])), clauses)[:WORDS]
    if not words:
        return []
    found = search(connection, "|".join(f'"{w.text}"' for w in words), limit=TRIED)
    others = [hit for hit in found.hits if hit.document_id != clause["document_id"]]
    if not others:
        return []
    rows = vectors([text, *(hit.text[:CHARACTERS] for hit in others)])
    scored = sorted(zip((rows[1:] @ rows[0]).tolist(), others, strict=True), key=lambda pair: -pair[0])
    return [Similar(hit, round(score, 2)) for score, hit in scored[:KEPT] if score >= LEAST]
