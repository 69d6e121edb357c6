"""The part that a citation names → the node of a document's tree.

A citation says ``art_10__para_2__item_3``; ids of nodes begin with the chapters above (``chp_2__art_10__para_2__item_3``), and
citations leave out what a reader needs not be told: the only paragraph of an article, the paragraph that has the items.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

_RANK = {name: rank for rank, name in enumerate(("part", "chp", "sec", "art", "para", "item", "subitem"))}
_KINDS = {"part": "part", "chp": "chapter", "sec": "section", "art": "article"}
_LISTED = ("heading1", "heading2", "heading3")
KINDS = (*_KINDS.values(), *_LISTED)
"""Kinds of node that a number alone leads to; a 款 or 项 is found by its id."""
_PARAGRAPHS = 12
"""Paragraphs of an article among which an item is looked for."""
_STEP = re.compile(r"(part|chp|sec|art|para|item|subitem)_(\d+)(?:_(\d+))?$")


class Place(NamedTuple):
    """A node as far as finding it needs: its id, kind, and number (第十七条之一: 17, 1) and label."""

    eid: str
    kind: str
    number: int | None
    suffix: int | None
    part: int
    label: str | None = None


def expand(target: str) -> list[tuple[str, ...]]:
    """The parts that the ``target`` of a ``Citation`` lists, each in full.

    >>> expand("art_14__item_1,item_3"), expand("art_3__para_1,art_5")
    ([('art_14', 'item_1'), ('art_14', 'item_3')], [('art_3', 'para_1'), ('art_5',)])
    """
    out: list[tuple[str, ...]] = []
    for said in filter(None, target.split(",")):
        steps = tuple(said.split("__"))
        rank = _rank(steps[0])
        above = tuple(step for step in out[-1] if _rank(step) < rank) if out else ()
        out.append((*above, *steps))
    return out


def _rank(step: str) -> int:
    return _RANK.get(step.partition("_")[0], -1)


class Tree:
    """The numbered nodes of one document, to be asked for parts.

    ``starts`` are the offsets of all its nodes by id, ``places`` those of ``KINDS`` that have a number; others do no harm.
    """

    def __init__(self, places: Iterable[Place], starts: Mapping[str, int]) -> None:
        self.starts = starts
        self._numbered: dict[tuple[int, str, int, int | None], list[str]] = {}
        self._headings: dict[tuple[int, str], dict[int, list[str]]] = {}
        for place in places:
            if place.number is None or "分编" in (place.label or ""):  # 第二编 is not 第二分编
                continue
            if place.kind in _KINDS.values():
                self._numbered.setdefault((place.part, place.kind, place.number, place.suffix), []).append(place.eid)
            elif place.kind in _LISTED:
                self._headings.setdefault((place.part, place.kind), {}).setdefault(place.number, []).append(place.eid)
        self.first_article = min((number for _, kind, number, _ in self._numbered if kind == "article"), default=None)
        self._in_articles = {part for part, kind, _, _ in self._numbered if kind == "article"}

    def find(self, steps: Sequence[str], part: int = 0, here: str = "") -> tuple[str, bool] | None:
        """The node that ``steps`` name in the text numbered ``part``, and whether it is exactly what they name.

        Not exact is the article whose paragraph or item is not there. Of several of one number the one under the same
        division as the node ``here`` is meant, else the first. ``None``: no such article or division.
        """
        eid = ""
        for at, step in enumerate(steps):
            level, below = step.partition("_")[0], at > 0 and bool(eid)
            if level in _KINDS:
                found = self._division(step, part, eid if below else "", here)
                if found is None:
                    return None
            elif not eid:
                found = self._beside(step, part, here) if level == "item" else None
                if found is None:
                    return None
            else:
                found = next((e for e in _under(eid, step) if e in self.starts), None)
                if found is None and step == "para_1" and not any(e in self.starts for e in _under(eid, "para_1")):
                    found = eid  # an article of one paragraph has no node for it
                if found is None:
                    return eid, False
            eid = found
        return eid, True

    def _division(self, step: str, part: int, above: str, here: str) -> str | None:
        match = _STEP.match(step)
        if match is None:
            return None
        key = (part, _KINDS[match[1]], int(match[2]), int(match[3]) if match[3] else None)
        found = self._numbered.get(key, [])
        if not found and match[1] == "art" and part not in self._in_articles:
            found = self._as_article(part, int(match[2]))
        inside = [eid for eid in found if eid.startswith(above + "__")] if above else found
        return max(inside or found, key=lambda eid: _shared(eid, here), default=None)

    def _as_article(self, part: int, number: int) -> list[str]:
        """第四十六条 of a text without articles: 四十六、 of an amendment, or 46. where these run on through all headings."""
        running = self._headings.get((part, "heading3"), {})
        above = {eid.rpartition("__")[0] for eids in running.values() for eid in eids}
        if len(above) > 1 and all(len(eids) == 1 for eids in running.values()):
            return running.get(number, [])
        return self._headings.get((part, "heading1"), {}).get(number, [])

    def _beside(self, step: str, part: int, here: str) -> str | None:
        """第三项 of a list that stands outside articles: the entry of that number nearest to the one the words stand in."""
        number = int(step.rpartition("_")[2])
        for kind in reversed(_LISTED):
            if f"h{kind[-1]}_" in here:
                found = self._headings.get((part, kind), {}).get(number, [])
                if found:
                    return max(found, key=lambda eid: _shared(eid, here))
        return None

    def paragraph_at(self, article: str, offset: int) -> int | None:
        """Which 款 of ``article`` the offset of the document's text lies in."""
        number = 0
        while (start := self.starts.get(f"{article}__para_{number + 1}")) is not None and start <= offset:
            number += 1
        return number or None


def _under(eid: str, step: str) -> Iterator[str]:
    """Ids that a child called ``step`` may have: an item stands under the article or, unsaid, under one of its paragraphs."""
    yield f"{eid}__{step}"
    if step.startswith("item_") and "__para_" not in eid:
        yield from (f"{eid}__para_{n}__{step}" for n in range(1, _PARAGRAPHS + 1))


def _shared(one: str, other: str) -> int:
    """How many levels from the top two ids share."""
    same = [a == b for a, b in zip(one.split("__"), other.split("__"), strict=False)]
    return same.index(False) if False in same else len(same)
