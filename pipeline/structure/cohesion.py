"""How much two stretches of text speak of the same things: cosine of their character bigrams, weighted by rarity in the file.

After Hearst's TextTiling (1997), with bigrams in place of words. Scores depend on length, so they are compared with what a text has in
common with itself: two documents of one field score below three quarters of that, parts of one document above.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.chinese.characters import HAN
from pipeline.structure.types import Line

_RUN = re.compile(f"[{HAN}]+")
Vector = dict[str, float]
WINDOW = 6000
"""Characters of a stretch that are looked at, from the end nearest to the cut."""


def _grams(text: str) -> Counter[str]:
    grams: Counter[str] = Counter()
    for run in _RUN.findall(text[:WINDOW]):
        grams.update(map("".join, zip(run, run[1:], strict=False)))
    return grams


class Cohesion:
    """Similarities between stretches of one file's lines, computed when they are asked for."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self._cache: dict[int, Counter[str]] = {}
        seen: Counter[str] = Counter()
        step = max(1, len(lines) // 1500)
        sample = range(0, len(lines), step)
        for i in sample:
            seen.update(self._of(i).keys())
        self._total, self._seen = len(sample), seen

    def _of(self, i: int) -> Counter[str]:
        if i not in self._cache:
            self._cache[i] = _grams(self.lines[i].text)
        return self._cache[i]

    def vector(self, indexes: Iterable[int]) -> Vector:
        """Of the lines with these indexes, up to ``WINDOW`` characters in the order given."""
        total: Counter[str] = Counter()
        length = 0
        for i in indexes:
            total.update(self._of(i))
            length += len(self.lines[i].text)
            if length > WINDOW:
                break
        return {g: math.log1p(n) * math.log((self._total + 1) / (self._seen.get(g, 0) + 0.5)) for g, n in total.items()}

    def within(self, begin: int, end: int) -> float:
        """Between the two halves of the lines ``[begin, end)``: what one text has in common with itself."""
        total = sum(len(x.text) for x in self.lines[begin:end])
        length, k = 0, begin
        while k < end - 1 and length < total / 2:
            length += len(self.lines[k].text)
            k += 1
        return cosine(self.vector(range(k - 1, begin - 1, -1)), self.vector(range(k, end)))


def cosine(a: Vector, b: Vector) -> float:
    """0 for nothing in common, 1 for the same; 0 when one is empty."""
    if len(a) > len(b):
        a, b = b, a
    dot = sum(w * b[g] for g, w in a.items() if g in b)
    norm = sum(w * w for w in a.values()) * sum(w * w for w in b.values())
    return dot / math.sqrt(norm) if norm else 0.0
