"""Near copies among hits: the same provision in other regions' rules or in other versions of one text, folded under the first.

Two texts are near copies when their sets of character bigrams have a Jaccard similarity of ``ALIKE`` or more. Comparing each
with each would cost too much: texts that are so alike almost surely share most of a few bigrams that are chosen from both by
one rule (the bottom-k sketch of Broder 1997), so only those that share some of them are compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from operator import add

ALIKE = 0.8
_SKETCH, _SHARED = 6, 3
_NUMBER = re.compile(r"第[一二三四五六七八九十百千零〇\d]+条(?:之[一二三四五六七八九十]+)?\s*")
"""An article's number is no part of what it says: copies stand under other numbers."""
_RUN = re.compile(r"\w+")


def groups(texts: Iterable[str]) -> list[list[int]]:
    """The places of ``texts`` in groups: each text stands under the first that it is a near copy of, in their order.

    >>> groups(["第一条 经费由财政承担。", "第二条 补贴另定。", "第九条 经费由财政承担。"])
    [[0, 2], [1]]
    """
    out: list[list[int]] = []
    first: list[set[str]] = []  # of each group, the bigrams of its first text
    by_sketch: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        said = _bigrams(text)
        sketch = sorted(said)[-_SKETCH:]
        shared = Counter(n for bigram in sketch for n in by_sketch.get(bigram, ()))
        enough = min(_SHARED, len(sketch))
        like = next((n for n in sorted(shared) if shared[n] >= enough and alike(said, first[n])), None)
        if like is not None:
            out[like].append(place)
            continue
        for bigram in sketch:
            by_sketch.setdefault(bigram, []).append(len(out))
        out.append([place])
        first.append(said)
    return out


def alike(a: set[str], b: set[str]) -> bool:
    """Whether two sets of bigrams are those of near copies."""
    if not ALIKE * len(a) <= len(b) <= len(a) / ALIKE:
        return False
    shared = len(a & b)
    return shared >= ALIKE * (len(a) + len(b) - shared)


def _bigrams(text: str) -> set[str]:
    text = "".join(_RUN.findall(_NUMBER.sub("", text, count=1)))
    return set(map(add, text, text[1:])) or {text}
