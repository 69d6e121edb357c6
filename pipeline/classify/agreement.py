"""How far coders agree: Cohen's κ for two, Krippendorff's α for any number and with gaps; nominal codes.

J. Cohen, A coefficient of agreement for nominal scales (1960); K. Krippendorff, Content Analysis, ch. 11 (coincidence matrix).
Own lines of arithmetic, since α's package is under the GPL; tests hold κ to scikit-learn's and α to the book's example.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence


def kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float | None:
    """Cohen's κ of two codings of the same units; ``None`` where chance alone would agree always (one code only).

    >>> round(kappa("aabb", "aaab"), 2)
    0.5
    """
    n = len(first)
    if not n or n != len(second):
        raise ValueError("κ needs two codings of the same units")
    seen = sum(a == b for a, b in zip(first, second, strict=True)) / n
    one, two = Counter(first), Counter(second)
    chance = sum(one[code] * two[code] for code in one) / n**2
    return None if chance == 1 else (seen - chance) / (1 - chance)


def alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Krippendorff's α: for each unit the codes its coders gave, as many as there are. Units with one code say nothing.

    ``None`` where there is nothing to compare or only one code occurs.
    """
    pairs: Counter[tuple[Hashable, Hashable]] = Counter()
    for codes in units:
        if len(codes) < 2:
            continue
        for i, a in enumerate(codes):
            for j, b in enumerate(codes):
                if i != j:
                    pairs[a, b] += 1 / (len(codes) - 1)
    total = sum(pairs.values())
    margins: Counter[Hashable] = Counter()
    for (a, _), weight in pairs.items():
        margins[a] += weight
    expected = total**2 - sum(weight**2 for weight in margins.values())
    if total <= 1 or expected <= 0:
        return None
    observed = sum(weight for (a, b), weight in pairs.items() if a != b)
    return 1 - (total - 1) * observed / expected
