"""Themes of the documents of a database, or of their clauses: a plan or a work report covers many."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.classify import theme
from pipeline.classify.subthemes import subtheme
from pipeline.search.conditions import ALL, Filters
from pipeline.search.connection import Database
from pipeline.topics.corpus import units

COLUMNS = ("clause_id", "document", "clause", "theme", "sub", "probability", "second", "evidence")
CLAUSE_SURE = 0.5
"""Below it the theme of a clause is unsure: a clause says less than a document."""


def themes(db: Database, by: str = "document", filters: Filters = ALL) -> Iterator[dict]:
    """A row for each text: class, subclass where the evidence carries it, calibrated probability, a second class, the words.

    ``theme`` is ``None`` where the model is unsure. A clause is judged by the headings above it and its text, not by the
    title of its document.
    """
    for unit in units(db, by, filters):
        title = unit.document if by == "document" else unit.headings
        best, *others = theme(title, unit.text) or (None,)
        if best and by == "clause" and best.probability < CLAUSE_SURE:
            best, others = None, []
        sub = subtheme(title, unit.text, best.label) if best else None
        yield {
            "clause_id": unit.id,
            "document": unit.document,
            "clause": unit.label,
            "theme": best.label if best else None,
            "sub": sub.label if sub else None,
            "probability": round(best.probability, 3) if best else None,
            "second": others[0].label if others else None,
            "evidence": list(best.evidence) if best else [],
        }
