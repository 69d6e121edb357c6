"""What two clauses of the same provision say differently: body, modality, numbers, scope, consequence; then the text by phrases.

Reads two passages, writes ``Differences``. Norms are paired by what they demand, fines by the breach and its degree; what one side
alone has is told as absent on the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.compare.amounts import amounts
from pipeline.compare.demands import Demand, alike, demands, paired, penalty
from pipeline.compare.numbers import number_differences
from pipeline.compare.phrases import Piece, pieces
from pipeline.compare.scope import listed_items, scope_differences
from pipeline.compare.terms import Difference
from pipeline.compare.texts import Passage

STRICTNESS = {"prohibition": 2, "obligation": 2, "encouragement": 1, "permission": 0}

CLEARLY = 0.4
"""How alike two acts must be to be the same though each has a nearer counterpart."""


@dataclass(frozen=True, slots=True)
class Differences:
    """``items``: the differences, most telling kinds first (equal numbers are among them); ``text``: the two texts by phrases."""

    a: Passage
    b: Passage
    items: tuple[Difference, ...]
    text: tuple[Piece, ...]

    @property
    def changed(self) -> tuple[Difference, ...]:
        """The items that are not equal."""
        return tuple(d for d in self.items if d.change != "equal")


def differences(a: Passage, b: Passage) -> Differences:
    """How ``b`` differs from ``a``. ``stricter`` means that ``b`` asks for more or punishes harder."""
    mine, theirs = demands(a), demands(b)
    couples = paired(mine, theirs)
    items = [
        *number_differences(amounts(a), amounts(b)),
        *_modality(mine, theirs, couples),
        *_bodies(mine, theirs, couples),
        *scope_differences(mine, theirs, couples),
        *listed_items(a.clause.text, b.clause.text),
    ]
    return Differences(a, b, tuple(dict.fromkeys(items)), pieces(a.body, b.body))


def _modality(mine: list[Demand], theirs: list[Demand], couples: list[tuple[int, int]]) -> Iterator[Difference]:
    for i, j in couples:
        a, b = mine[i], theirs[j]
        if a.strength != b.strength and penalty(a) != "罚款":  # a fine's own is told with its amount
            yield Difference("modality", a.about, a.cue, b.cue, _strictness(a, b), a.strength, b.strength)
    left, right = {i for i, _ in couples}, {j for _, j in couples}
    for i, a in enumerate(mine):
        if i not in left and _second_strength(a, theirs):
            yield Difference("modality", a.about, a.cue, None, "absent_in_b", a.strength, None)
    for j, b in enumerate(theirs):
        if j not in right and _second_strength(b, mine):
            yield Difference("modality", b.about, None, b.cue, "absent_in_a", None, b.strength)


def _second_strength(demand: Demand, others: list[Demand]) -> bool:
    """Whether one side asks for an act in two strengths (一般可以, 有风险的应当) and the other only in one."""
    near = [d for d in others if alike(demand, d) >= CLEARLY]
    return demand.modality != "sanction" and bool(near) and all(d.strength != demand.strength for d in near)


def _strictness(a: Demand, b: Demand) -> str:
    x, y = STRICTNESS[a.strength], STRICTNESS[b.strength]
    return "stricter" if y > x else "looser" if y < x else "different"


def _bodies(mine: list[Demand], theirs: list[Demand], couples: list[tuple[int, int]]) -> Iterator[Difference]:
    """Who acts; who punishes is told once, however many sanctions there are."""
    told = set()
    for i, j in couples:
        a, b = mine[i], theirs[j]
        about = "处罚机关" if a.modality == "sanction" else a.about
        if a.actor != b.actor and (a.actor or b.actor) and (about, a.actor, b.actor) not in told:
            told.add((about, a.actor, b.actor))
            change = "different" if a.actor and b.actor else "absent_in_b" if a.actor else "absent_in_a"
            yield Difference("body", about, a.actor or None, b.actor or None, change)
