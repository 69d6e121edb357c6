"""Which passage of another document corresponds to a passage of this one, or that there is none.

Reads passages (clauses with their facts), writes a ``Correspondence`` for each, judged by the trained ``scorer``. The relation is
many-to-many: a correspondence keeps every candidate above the threshold, best first. Versions of one text are near copies and need
no judge (see ``changes``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.compare.scorer import Judged, judge, model
from pipeline.compare.texts import Passage
from pipeline.compare.views import Terms, views

KEPT = 5
"""How many candidates are kept for one passage."""

SURE = 0.5
"""The probability of being the same provision from which a mutual choice is 确定."""


@dataclass(frozen=True, slots=True)
class Counterpart:
    """``score``: the probability that the two are at least related; ``same_score``: that they are the same provision."""

    passage: Passage
    score: float
    same_score: float
    relation: str  # same | related


@dataclass(frozen=True, slots=True)
class Correspondence:
    """The best counterpart of ``pivot``, or none; ``sure`` (确定): each side chooses the other as the same provision."""

    pivot: Passage
    best: Counterpart | None
    sure: bool
    others: tuple[Counterpart, ...]  # every one above the threshold, best first


def correspond(pivot: Sequence[Passage], other: Sequence[Passage]) -> list[Correspondence]:
    """One ``Correspondence`` for each passage of ``pivot``, in order."""
    if not pivot or not other:
        return [Correspondence(passage, None, False, ()) for passage in pivot]
    terms = Terms()
    judged = judge(views(pivot, terms), views(other, terms))
    order = strength(judged)
    back = order.argmax(axis=0)
    return [_correspondence(k, passage, other, judged, order[k], back) for k, passage in enumerate(pivot)]


def strength(judged: Judged):
    """What candidates are ordered by: being related counts, being the same counts as much again."""
    return judged.related + judged.same


def _correspondence(k: int, passage: Passage, other: Sequence[Passage], judged: Judged, order, back) -> Correspondence:
    related, same = model().thresholds
    found = tuple(
        Counterpart(
            other[j],
            round(float(judged.related[k, j]), 4),
            round(float(judged.same[k, j]), 4),
            "same" if judged.same[k, j] >= same else "related",
        )
        for j in order.argsort(kind="stable")[::-1][:KEPT]
        if judged.related[k, j] >= related or judged.same[k, j] >= same
    )
    best = int(order.argmax())
    sure = bool(found) and int(back[best]) == k and found[0].passage is other[best] and found[0].same_score >= SURE
    return Correspondence(passage, found[0] if found else None, sure, found)
