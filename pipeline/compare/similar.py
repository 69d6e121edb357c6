"""How alike two short pieces of text are, by their character bigrams."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")


@lru_cache(4096)
def pairs(text: str) -> frozenset[str]:
    """The character bigrams of ``text``; of a single character, itself."""
    return frozenset(text[k : k + 2] for k in range(len(text) - 1)) or frozenset(text)


def dice(a: str, b: str) -> float:
    """Dice's coefficient of two texts, 0..1.

    >>> dice("养老服务", "养老服务机构"), dice("养老", "吸烟")
    (0.75, 0.0)
    """
    mine, theirs = pairs(a), pairs(b)
    return 2 * len(mine & theirs) / (len(mine) + len(theirs)) if mine and theirs else 0.0


def inside(a: str, b: str) -> float:
    """The share of the shorter text's bigrams that the longer has."""
    mine, theirs = sorted((pairs(a), pairs(b)), key=len)
    return len(mine & theirs) / len(mine) if mine else 0.0


def best_pairs(a: Sequence[T], b: Sequence[T], alike: Callable[[T, T], float], least: float) -> list[tuple[int, int]]:
    """One-to-one pairs of places, the most alike first, none below ``least``."""
    ranked = sorted(((alike(x, y), -i, -j) for i, x in enumerate(a) for j, y in enumerate(b)), reverse=True)
    out: list[tuple[int, int]] = []
    left, right = set(), set()
    for score, i, j in ranked:
        if score < least:
            break
        if -i not in left and -j not in right:
            left.add(-i)
            right.add(-j)
            out.append((-i, -j))
    return sorted(out)
