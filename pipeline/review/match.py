"""Reviews after a re-run: does what was judged still stand?

==========  ==================================================================================================
kept        its words stand where they stood, and extraction says what it said or what the reader made of it
moved       so, but in another clause or in a new text of the same title
conflict    its words stand, but something else is extracted there now
orphan      its words are gone
==========  ==================================================================================================
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.errors import QueryError
from pipeline.review.fact import fact_at
from pipeline.review.store import Review
from pipeline.search.coverage import latest
from pipeline.search.lookup import describe

STATES = ("kept", "moved", "conflict", "orphan")
COLUMNS = (
    "state", "verdict", "kind", "text", "fact", "corrected", "note", "document", "clause_id", "start", "end", "clause_text", "now", "at",
)  # fmt: skip
"""Of a review as a line of labelled data."""
AROUND = 12
"""Characters on both sides that tell which of several like words was meant."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A review and its state. ``clause_id``: where its words stand now; ``now``: what is extracted there (None: nothing)."""

    review: Review
    state: str
    clause_id: str | None
    now: dict[str, Any] | None

    def row(self) -> dict[str, Any]:
        """The review as a line of labelled data, by ``COLUMNS``."""
        r = self.review
        return {
            "state": self.state,
            "verdict": r.verdict,
            "kind": r.kind,
            "text": r.text,
            "fact": r.fact,
            "corrected": r.corrected,
            "note": r.note,
            "document": r.title,
            "clause_id": self.clause_id or f"{r.document}#{r.eid}",
            "start": r.start,
            "end": r.end,
            "clause_text": r.clause_text,
            "now": self.now,
            "at": r.at,
        }


def standing(db: sqlite3.Connection, review: Review) -> Standing:
    """Where a review stands in the database as it is now."""
    here = _clause(db, f"{review.document}#{review.eid}")
    if here is not None and here["text"][review.start : review.end] == review.text:
        return _judge(review, here, review.start, "kept")
    for clause in _elsewhere(db, review):
        start = _place(clause["text"], review)
        if start is not None:
            return _judge(review, clause, start, "moved")
    return Standing(review, "orphan", None, None)


def _judge(review: Review, clause: dict[str, Any], start: int, state: str) -> Standing:
    now = fact_at(clause, (review.kind, start, start + review.end - review.start))
    agrees = now == review.fact
    if review.verdict == "rejected":
        agrees = agrees or now is None
    if review.verdict == "corrected" and now is not None:
        agrees = agrees or now == review.fact | (review.corrected or {})
    return Standing(review, state if agrees else "conflict", clause["clause_id"], now)


def _elsewhere(db: sqlite3.Connection, review: Review) -> Iterator[dict[str, Any]]:
    """Clauses that may hold the words now: of the document itself and of those with its title, the same text first."""
    found = [row["id"] for row in latest(db, 20, title=review.title)[0] if row["title"] == review.title]
    for document in dict.fromkeys((review.document, *found)):
        try:
            clauses = describe(db, document)["clauses"]
        except QueryError:
            continue
        holding = [c for c in clauses if review.text in c["text"]]
        for c in sorted(holding, key=lambda c: (c["text"] != review.clause_text, c["eid"] != review.eid)):
            if (clause := _clause(db, c["clause_id"])) is not None:
                yield clause


def _place(text: str, review: Review) -> int | None:
    """Where the review's words stand in ``text``: at their old place in the same text, else where what is around them is the same."""
    if text == review.clause_text:
        return review.start
    before = review.clause_text[max(0, review.start - AROUND) : review.start]
    after = review.clause_text[review.end : review.end + AROUND]
    for context, shift in (
        (before + review.text + after, len(before)),
        (before + review.text, len(before)),
        (review.text + after, 0),
    ):
        if len(context) > len(review.text) and text.count(context) == 1:
            return text.index(context) + shift
    return None


def _clause(db: sqlite3.Connection, identifier: str) -> dict[str, Any] | None:
    try:
        found = describe(db, identifier)
    except QueryError:
        return None
    return found if found["kind"] == "clause" else None
