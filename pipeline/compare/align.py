"""Which clause of another document corresponds to a clause of this one, or that there is none.

Reads clauses, writes ``Match`` rows. Candidates are ranked by character-bigram TF-IDF (``weights``); a candidate counts
when it clears ``RELATED``, and as the same provision when it clears ``SAME`` or both sides choose each other clearly.
The thresholds were chosen on hand-labelled pairs of regulations (see docs/evaluation.md), not derived.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.compare.weights import vectors
from pipeline.model import Clause

RELATED = 0.14
SAME = 0.2
KEPT = 5
"""How many candidates above ``RELATED`` are kept for one clause."""


@dataclass(frozen=True, slots=True)
class Candidate:
    clause: Clause
    score: float
    relation: str  # same | related


@dataclass(frozen=True, slots=True)
class Match:
    """The best counterpart of ``pivot`` in one other document, or none; ``mutual``: it chooses ``pivot`` too (确定)."""

    pivot: Clause
    best: Candidate | None
    mutual: bool
    others: tuple[Candidate, ...]  # every candidate above the threshold, best first


def align(pivot: Sequence[Clause], other: Sequence[Clause]) -> list[Match]:
    """One ``Match`` for each clause of ``pivot``, in order."""
    if not pivot or not other:
        return [Match(clause, None, False, ()) for clause in pivot]
    rows = vectors([_text(c) for c in (*pivot, *other)])
    scores = rows[: len(pivot)] @ rows[len(pivot) :].T
    chosen_back = scores.argmax(axis=0)
    out = []
    for k, clause in enumerate(pivot):
        order = scores[k].argsort(kind="stable")[::-1][:KEPT]
        found = tuple(
            Candidate(other[j], round(float(scores[k, j]), 4), "same" if scores[k, j] >= SAME else "related")
            for j in order
            if scores[k, j] >= RELATED
        )
        out.append(Match(clause, found[0] if found else None, bool(found) and int(chosen_back[order[0]]) == k, found))
    return out


def _text(clause: Clause) -> str:
    """The words that are compared: the nearest heading tells what a short clause is about."""
    return "\n".join((*clause.path[-1:], clause.text))
