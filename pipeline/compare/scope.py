"""Listed things that one side has and the other has not, demands of one side alone, and sanctions of one side alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.compare.demands import Demand, penalty
from pipeline.compare.similar import dice, inside
from pipeline.compare.terms import Difference

SAME_THING = 0.5
"""How alike two listed things must be to be the same."""

_ITEM = re.compile(r"^\s*[（(][一二三四五六七八九十]+[)）](.+)$", re.M)
_THINGS = re.compile("、|以及|或者|(?<=[^以])及(?=[^其时])|和(?=[^谐睦])")


def scope_differences(
    mine: Sequence[Demand], theirs: Sequence[Demand], couples: Sequence[tuple[int, int]]
) -> Iterator[Difference]:
    """Differences of kind ``scope`` and ``consequence``."""
    for i, j in couples:
        if mine[i].modality != "sanction":
            yield from _listed(mine[i], theirs[j])
    left, right = {i for i, _ in couples}, {j for _, j in couples}
    punished = {penalty(d) for d in mine}, {penalty(d) for d in theirs}
    for i, d in enumerate(mine):
        if i not in left:
            yield from _alone(d, punished[1], "absent_in_b")
    for j, d in enumerate(theirs):
        if j not in right:
            yield from _alone(d, punished[0], "absent_in_a")


def _alone(demand: Demand, other: set[str], change: str) -> Iterator[Difference]:
    if demand.modality == "sanction":
        if penalty(demand) not in other:
            yield _one("consequence", penalty(demand) or demand.about, demand.words, change)
    else:
        yield _one("scope", demand.about, demand.words, change)


def _listed(a: Demand, b: Demand) -> Iterator[Difference]:
    """The things of the lists in two demands of one kind that the other does not name."""
    mine, theirs = things(a.action), things(b.action)
    if len(mine) < 2 and len(theirs) < 2:
        return
    gone = [x for x in mine if not _named(x, b.action, theirs)]
    new = [y for y in theirs if not _named(y, a.action, mine)]
    if gone:
        yield _one("scope", a.about, "、".join(gone), "absent_in_b")
    if new:
        yield _one("scope", a.about, "、".join(new), "absent_in_a")


def listed_items(a: str, b: str) -> Iterator[Difference]:
    """The items （一）（二） of two clauses, where both have some or one has several, that the other does not have in any words."""
    mine, theirs = items(a), items(b)
    if not mine or not theirs:
        return
    for change, own, others, text in (("absent_in_b", mine, theirs, b), ("absent_in_a", theirs, mine, a)):
        gone = [x for x in own if not _named(x, text, others)]
        if gone:
            yield _one("scope", "所列各项", "；".join(gone), change)


def items(text: str) -> list[str]:
    """The items of a clause's list, without their numbers."""
    return ["".join(m[1].split()).rstrip("；;。的") for m in _ITEM.finditer(text)]


def things(action: str) -> list[str]:
    """The members of the lists in an act: 通过购置、置换、租赁等方式 → 通过购置, 置换, 租赁等方式."""
    out = []
    for part in re.split("[，；]", action):
        members = [m for m in _THINGS.split(part) if m]
        if len(members) > 1:
            out += members
    return out


def _named(thing: str, text: str, others: Sequence[str]) -> bool:
    return thing in text or inside(thing, text) >= 0.8 or any(dice(thing, other) >= SAME_THING for other in others)


def _one(kind: str, what: str, words: str, change: str) -> Difference:
    return Difference(kind, what, words, None, change) if change == "absent_in_b" else Difference(kind, what, None, words, change)
