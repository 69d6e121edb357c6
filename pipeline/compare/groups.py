"""Provisions: groups of clauses of several columns that correspond to each other.

Links are joined best first. Two groups become one only while their clauses agree *on the average*: a chain of weak links
(each clause a little like the next) must not tie a whole regulation into one row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple


class Link(NamedTuple):
    """Two passages by their place in the list of all, and how surely they are the same provision."""

    a: int
    b: int
    score: float


def groups(
    size: int,
    owner: Sequence[int],
    links: Iterable[Link],
    least: float,
    together: Iterable[tuple[int, int]] = (),
    apart: Iterable[tuple[int, int]] = (),
) -> list[list[int]]:
    """The groups of ``size`` passages, each in order, single ones included.

    ``owner``: the column of each passage; ``least``: the mean score over all pairs of different columns that a joined group must keep;
    ``together`` and ``apart``: pairs that a person has decided on, which nothing overrules.
    """
    links = list(links)
    score: dict[int, dict[int, float]] = defaultdict(dict)  # few of all pairs are linked: a table of all grows with the square
    for a, b, value in links:
        score[a][b] = score[b][a] = value
    forbidden = {frozenset(pair) for pair in apart}
    group = list(range(size))
    members = {k: [k] for k in range(size)}

    def join(a: int, b: int) -> None:
        a, b = sorted((group[a], group[b]))
        if a != b:
            members[a] += members.pop(b)
            for k in members[a]:
                group[k] = a

    for a, b in together:
        join(a, b)
    for a, b, _ in sorted(links, key=lambda link: (-link.score, link.a, link.b)):
        if group[a] == group[b]:
            continue
        mine, theirs = members[group[a]], members[group[b]]
        if forbidden and any(frozenset((x, y)) in forbidden for x in mine for y in theirs):
            continue
        if _agreement(score, owner, mine, theirs) >= least:
            join(a, b)
    return [sorted(some) for some in members.values()]


def _agreement(score: Mapping[int, Mapping[int, float]], owner: Sequence[int], mine: list[int], theirs: list[int]) -> float:
    """The mean score of the pairs of different columns; the clauses of one column say nothing of each other."""
    across = [score[a].get(b, 0.0) for a in mine for b in theirs if owner[a] != owner[b]]
    return sum(across) / len(across) if across else 0.0
