"""Facts of a clause. Reads a ``Clause`` and a ``Context``, writes ``Found``; one file per kind of fact.

Order matters: titles, article references and document numbers first (their numbers are no quantities), then dates,
quantities, organizations, regions (none inside an organization), groups, and norms last, which look at all of them.
"""

from __future__ import annotations

from pipeline.extract import citations, dates, groups, norms, organizations, quantities, regions
from pipeline.extract.found import UNKNOWN, Context, Found, bare
from pipeline.model import Clause

STAGES = (
    ("citations", citations.extract),
    ("docnos", citations.extract_docnos),
    ("dates", dates.extract),
    ("quantities", quantities.extract),
    ("organizations", organizations.extract),
    ("regions", regions.extract),
    ("groups", groups.extract),
    ("norms", norms.extract),
)


def extract(clause: Clause, context: Context = UNKNOWN) -> Found:
    """All facts of ``clause``; every span holds ``clause.text[span.start:span.end] == span.text``."""
    found = Found(context)
    for name, stage in STAGES:
        setattr(found, name, stage(clause, found))
    return found


__all__ = ["STAGES", "Context", "Found", "bare", "extract"]
