"""Links between the passages of several columns: every pair of columns aligned, with weights from all of them together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.compare.align import SAME
from pipeline.compare.groups import Link
from pipeline.compare.texts import Column
from pipeline.compare.weights import vectors

LEAST = 0.17
"""The mean score that a group keeps."""


@dataclass(slots=True)
class Links:
    links: list[Link] = field(default_factory=list)
    _scores: dict[tuple[int, int], float] = field(default_factory=dict)
    _sure: set[tuple[int, int]] = field(default_factory=set)

    def score(self, a: int, b: int) -> float:
        return self._scores.get((min(a, b), max(a, b)), 0.0)

    def sure(self, a: int, b: int) -> bool:
        """Whether the two choose each other among all of the other's column."""
        return (min(a, b), max(a, b)) in self._sure

    def add(self, a: int, b: int, score: float, sure: bool) -> None:
        self.links.append(Link(a, b, score))
        self._scores[a, b] = score
        if sure:
            self._sure.add((a, b))


def links(columns: Sequence[Column]) -> Links:
    """Every pair of passages of different columns that is the same provision by its score."""
    import numpy as np

    out = Links()
    rows = vectors(["\n".join((p.heading, p.clause.text)) for c in columns for p in c.passages])
    ends = np.cumsum([len(c.passages) for c in columns])
    starts = ends - [len(c.passages) for c in columns]
    for i in range(len(columns)):
        for j in range(i + 1, len(columns)):
            if starts[i] == ends[i] or starts[j] == ends[j]:
                continue
            scores = rows[starts[i] : ends[i]] @ rows[starts[j] : ends[j]].T
            right, back = scores.argmax(axis=1), scores.argmax(axis=0)
            for a, b in zip(*np.nonzero(scores >= SAME), strict=True):
                mutual = right[a] == b and back[b] == a
                out.add(int(starts[i] + a), int(starts[j] + b), float(scores[a, b]), bool(mutual))
    return out
