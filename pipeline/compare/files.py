"""Alignment of files on disk: reads and processes them, no database needed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.compare.correspond import Correspondence, Counterpart, correspond
from pipeline.compare.texts import Passage, of_file


def align(pivot: str | os.PathLike, others: Sequence[str | os.PathLike]) -> Iterator[dict[str, Any]]:
    """One row per clause of ``pivot`` and other file, clause by clause.

    ``{"id": "PIVOT#第十条@OTHER", "clause": "第十二条" | None, "score", "relation", "mutual", "matches", "pivot_text",
    "text"}``; ``matches`` holds every candidate above the threshold with its relation, best first, ``text`` the best one's text,
    ``mutual`` (确定) whether each side chooses the other. Where one file holds several documents the clauses of all of them take part.
    """
    mine = passages(pivot)
    aligned = [(Path(other).name, correspond(mine, passages(other))) for other in others]
    for k in range(len(mine)):
        for name, found in aligned:
            yield _row(Path(pivot).name, name, found[k])


def passages(path: str | os.PathLike) -> list[Passage]:
    """The clauses of a file that can correspond to others: its articles, or all its clauses where it has no articles."""
    documents = [some for _, some in of_file(path)]
    return [p for some in documents for p in some]


def _row(pivot: str, other: str, found: Correspondence) -> dict[str, Any]:
    best, clause = found.best, found.pivot.clause
    return {
        "id": f"{pivot}#{clause.label}@{other}",
        "pivot": clause.label,
        "other": other,
        "clause": best.passage.clause.label if best else None,
        "score": best.score if best else 0.0,
        "relation": best.relation if best else "none",
        "mutual": found.sure,
        "matches": [_candidate(c) for c in found.others],
        "pivot_text": clause.text,
        "text": best.passage.clause.text if best else None,
    }


def _candidate(candidate: Counterpart) -> dict[str, Any]:
    return {"clause": candidate.passage.clause.label, "score": candidate.score, "relation": candidate.relation}
