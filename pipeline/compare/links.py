"""Links between the passages of several columns: every pair of columns judged by the trained scorer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.compare.correspond import SURE, strength
from pipeline.compare.groups import Link
from pipeline.compare.scorer import judge, model
from pipeline.compare.texts import Column
from pipeline.compare.views import Terms, views

LEAST = 0.45
"""The mean score that a group keeps over all its pairs of different columns, those without a link counted as 0."""


@dataclass(slots=True)
class Links:
    """Pairs of passages that are the same provision, with how surely: the mean of being related and being the same."""

    links: list[Link] = field(default_factory=list)
    _scores: dict[tuple[int, int], float] = field(default_factory=dict)
    _sure: set[tuple[int, int]] = field(default_factory=set)

    def score(self, a: int, b: int) -> float:
        return self._scores.get((min(a, b), max(a, b)), 0.0)

    def sure(self, a: int, b: int) -> bool:
        """Whether the two choose each other among all of the other's column (确定)."""
        return (min(a, b), max(a, b)) in self._sure

    def add(self, a: int, b: int, score: float, sure: bool) -> None:
        self.links.append(Link(a, b, score))
        self._scores[a, b] = score
        if sure:
            self._sure.add((a, b))


def links(columns: Sequence[Column]) -> Links:
    """Every pair of passages of different columns that is the same provision, or that choose each other as related."""
    import numpy as np

    out, terms = Links(), Terms()
    seen = [views(c.passages, terms) if c.passages else None for c in columns]
    ends = np.cumsum([len(c.passages) for c in columns])
    starts = ends - [len(c.passages) for c in columns]
    least = float(model().thresholds[1])
    for i in range(len(columns)):
        for j in range(i + 1, len(columns)):
            if seen[i] is None or seen[j] is None:
                continue
            judged = judge(seen[i], seen[j])
            order = strength(judged)
            right, back = order.argmax(axis=1), order.argmax(axis=0)
            for a, b in zip(*np.nonzero((judged.same >= least) | (judged.related >= SURE)), strict=True):
                mutual = right[a] == b and back[b] == a
                if judged.same[a, b] >= least or mutual:
                    sure = mutual and judged.same[a, b] >= SURE
                    out.add(int(starts[i] + a), int(starts[j] + b), float(order[a, b]) / 2, bool(sure))
    return out
