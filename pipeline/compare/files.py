"""Alignment of files on disk: reads and structures them, no database needed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.compare.align import Candidate, Match, align
from pipeline.model import Clause, Kind
from pipeline.read import read
from pipeline.structure import structure


def align_files(pivot: str | os.PathLike, others: Sequence[str | os.PathLike]) -> Iterator[dict[str, Any]]:
    """One row per clause of ``pivot`` and other file, clause by clause.

    ``{"id": "PIVOT#第十条@OTHER", "clause": "第十二条" | None, "score", "relation", "mutual", "matches", "pivot_text",
    "text"}``; ``matches`` holds every candidate above the threshold, best first, ``text`` the best one's text. Where one file
    holds several documents the clauses of all of them take part.
    """
    mine = clauses(pivot)
    aligned = [(Path(other).name, align(mine, clauses(other))) for other in others]
    for k in range(len(mine)):
        for name, matches in aligned:
            yield _row(Path(pivot).name, name, matches[k])


def clauses(path: str | os.PathLike) -> list[Clause]:
    """The clauses of a file that can correspond to others: its articles, or all its clauses where it has no articles."""
    found = [c for document in structure(read(path)) for c in document.clauses]
    return [c for c in found if c.kind is Kind.ARTICLE] or found


def _row(pivot: str, other: str, match: Match) -> dict[str, Any]:
    best = match.best
    return {
        "id": f"{pivot}#{match.pivot.label}@{other}",
        "pivot": match.pivot.label,
        "other": other,
        "clause": best.clause.label if best else None,
        "score": best.score if best else 0.0,
        "relation": best.relation if best else "none",
        "mutual": match.mutual,
        "matches": [_candidate(c) for c in match.others],
        "pivot_text": match.pivot.text,
        "text": best.clause.text if best else None,
    }


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {"clause": candidate.clause.label, "score": candidate.score, "relation": candidate.relation}
