"""Numbers of two clauses side by side: each paired with the one for the same breach, act or thing.

Fines form *scales*: the steps for one breach (base, 逾期不改, 情节严重), a sentence each. A scale is compared with the scale for the
nearest breach of the other side; two scales may share one, when both are equally near. A scale whose breach is like none of the other
side is another provision and is not told as a difference of this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.compare.amounts import KINDS, Amount
from pipeline.compare.similar import best_pairs, dice, inside
from pipeline.compare.terms import Difference

NEAR = 0.25
"""How alike the words for what two numbers are for must be."""

SHARED = 0.8
"""A second scale shares a partner when it is at least so near to it as the first (a share of the first's nearness)."""

_RULE = re.compile("^[^，。；]{0,12}违反[^，。；]*?规定[，,]?")

OTHER = 0.15
"""A breach less like every breach of the other side than this is another provision."""


def number_differences(a: Sequence[Amount], b: Sequence[Amount]) -> Iterator[Difference]:
    """The differences in numbers, fines first; equal numbers are told too."""
    yield from _fines([x for x in a if x.kind == "fine"], [x for x in b if x.kind == "fine"])
    yield from _others([x for x in a if x.kind != "fine"], [x for x in b if x.kind != "fine"])


def _fines(a: Sequence[Amount], b: Sequence[Amount]) -> Iterator[Difference]:
    mine, theirs = _scales(a), _scales(b)
    if not mine or not theirs:
        for scale in mine:
            yield from (_one_sided(x, None) for x in scale)
        for scale in theirs:
            yield from (_one_sided(None, x) for x in scale)
        return
    near = [[_nearness(x, y) for y in theirs] for x in mine]
    couples = best_pairs(range(len(mine)), range(len(theirs)), lambda i, j: near[i][j], 0.0)
    taken = dict(couples)
    back = {j: i for i, j in couples}
    alone = len(mine) == len(theirs) == 1
    couples = [(i, j) for i, j in couples if alone or near[i][j] >= OTHER or not any(near[i])]
    for i in range(len(mine)):
        if i not in taken:
            j = max(range(len(theirs)), key=lambda k: near[i][k])
            if near[i][j] >= SHARED * near[back[j]][j]:
                couples.append((i, j))
    for j in range(len(theirs)):
        if j not in back:
            i = max(range(len(mine)), key=lambda k: near[k][j])
            if near[i][j] >= SHARED * near[i][taken[i]]:
                couples.append((i, j))
    yield from _coupled(mine, theirs, sorted(couples))
    for i, scale in enumerate(mine):
        if i not in {x for x, _ in couples} and max(near[i]) >= OTHER:
            yield from (_one_sided(x, None) for x in scale)
    for j, scale in enumerate(theirs):
        if j not in {y for _, y in couples} and max(row[j] for row in near) >= OTHER:
            yield from (_one_sided(None, x) for x in scale)


def _coupled(mine: list[list[Amount]], theirs: list[list[Amount]], couples: list[tuple[int, int]]) -> Iterator[Difference]:
    """Step by step; a step is told as absent only when no scale that shares the partner has it."""
    told: dict[int, list[Amount]] = {}
    missing: list[tuple[Amount | None, Amount | None]] = []
    for i, j in couples:
        yield from _imposed(mine[i][0], theirs[j][0])
        for x, y in _steps(mine[i], theirs[j]):
            if x and y:
                told.setdefault(j, []).append(y)
                yield _both(x, y)
            else:
                missing.append((x, y))
    seen = [y for some in told.values() for y in some]
    for x, y in dict.fromkeys(missing):
        if x is not None or y not in seen:
            yield _one_sided(x, y)


def _scales(amounts: Sequence[Amount]) -> list[list[Amount]]:
    return [list(some) for _, some in groupby(amounts, key=lambda x: (x.sentence, _head(x.trigger)))]


def _head(trigger: str) -> str:
    """The act without the rule that it breaks and without a degree that follows: 违反本条例规定，在其他场所吸烟的，拒不改正的 →
    在其他场所吸烟; the rule itself where no act is told."""
    first = trigger.removesuffix("的").partition("的，")[0]
    return _RULE.sub("", first) or first


def _nearness(a: Sequence[Amount], b: Sequence[Amount]) -> float:
    x, y = _head(a[0].trigger), _head(b[0].trigger)
    near = max(dice(x, y), 0.6 * inside(x, y))
    return near if x.endswith("规定") == y.endswith("规定") else near / 2  # one names the rule that is broken, the other the act


def _steps(a: Sequence[Amount], b: Sequence[Amount]) -> Iterator[tuple[Amount | None, Amount | None]]:
    """Steps of two scales: those of one value, then those of one degree, then the first that are left, the rest alone."""
    left, right = list(a), list(b)
    for same in (_value, lambda x: x.grade, lambda x: None):
        for x in list(left):
            y = next((y for y in right if same(y) == same(x)), None)
            if y is not None:
                left.remove(x)
                right.remove(y)
                yield x, y
    yield from ((x, None) for x in left)
    yield from ((None, y) for y in right)


def _others(a: Sequence[Amount], b: Sequence[Amount]) -> Iterator[Difference]:
    couples = best_pairs(a, b, _alike, NEAR)
    for i, j in couples:
        yield _both(a[i], b[j])
    left, right = {i for i, _ in couples}, {j for _, j in couples}
    yield from (_one_sided(x, None) for i, x in enumerate(a) if i not in left and not x.item)
    yield from (_one_sided(None, y) for j, y in enumerate(b) if j not in right and not y.item)


def _alike(a: Amount, b: Amount) -> float:
    """Of one dimension and for the like; the same number for the nearly like is the same."""
    if a.quantity.dimension != b.quantity.dimension:
        return 0.0
    like = max(dice(a.trigger, b.trigger), 0.8 * inside(a.trigger, b.trigger)) if a.trigger and b.trigger else 0.3
    return like + (0.2 if _value(a) == _value(b) else 0.0) + (0.1 if a.kind == b.kind else 0.0)


def _value(x: Amount) -> tuple:
    q = x.quantity
    return q.low, q.high, q.unit


def _both(a: Amount, b: Amount) -> Difference:
    change = ("trigger" if a.kind == "fine" and a.grade != b.grade else "equal") if _value(a) == _value(b) else _stricter(a, b)
    return Difference(
        "number", _what(a, b), a.text, b.text, change, _value(a), _value(b), a.grade or a.trigger, b.grade or b.trigger
    )


def _imposed(a: Amount, b: Amount) -> Iterator[Difference]:
    """A fine that must be imposed against one that may be, at the first step of either scale."""
    if a.optional != b.optional:
        must, may = ("处", "obligation"), ("可以处", "permission")
        (x, x_value), (y, y_value) = (may, must) if a.optional else (must, may)
        yield Difference("modality", KINDS["fine"], x, y, "stricter" if a.optional else "looser", x_value, y_value)


def _one_sided(a: Amount | None, b: Amount | None) -> Difference:
    if b is None:
        return Difference("number", _what(a, a), a.text, None, "absent_in_b", _value(a), None, a.grade or a.trigger, "")
    return Difference("number", _what(b, b), None, b.text, "absent_in_a", None, _value(b), "", b.grade or b.trigger)


def _what(a: Amount, b: Amount) -> str:
    grade = a.grade if a.grade == b.grade else ""
    kind = KINDS.get(a.kind, "")
    about = grade if a.kind == "fine" else a.trigger
    return f"{kind}（{about}）" if kind and about else kind or about


def _stricter(a: Amount, b: Amount) -> str:
    """A higher fine, a shorter time, a higher floor is stricter; anything else is only different."""
    x, y = a.quantity, b.quantity
    if x.unit != y.unit:
        return "different"
    if a.kind == "fine":
        return _higher(_middle(x.low, x.high), _middle(y.low, y.high), "stricter", "looser")
    if a.kind == "deadline" and x.high is not None and y.high is not None:
        return _higher(x.high, y.high, "looser", "stricter")
    if (
        x.high is None
        and y.high is None
        and x.low is not None
        and y.low is not None
        and a.kind in ("threshold", "quota", "target")
    ):
        return _higher(x.low, y.low, "stricter", "looser")
    return "different"


def _middle(low: float | None, high: float | None) -> float:
    return ((low if low is not None else high) + (high if high is not None else low)) / 2


def _higher(x: float, y: float, if_more: str, if_less: str) -> str:
    return if_more if y > x else if_less if y < x else "different"
