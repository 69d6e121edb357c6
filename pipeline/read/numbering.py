"""Automatic numbers of a Word document: what stands before a paragraph on paper and nowhere in its text.

After ECMA-376 part 1, 17.9 (numbering). A paragraph names a list (``numId``) and a level; the list points to an abstract
definition whose levels say how to write (``numFmt``, ``lvlText`` with %1…%9), where to start and when to start anew. Lists that
share an abstract definition count on together, unless one overrides the start.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.read.numberformats import write
from pipeline.read.ooxml import W, attribute, child, whole

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LEVELS = 9


@dataclass(slots=True)
class Level:
    """One level of a list."""

    start: int = 1
    fmt: str = "decimal"
    text: str = ""
    restart: int | None = None  # 0: never; n: after a paragraph of level n or above (1-based)
    legal: bool = False  # all numbers of the label as plain digits
    style: str | None = None  # paragraphs of this style are on this level


@dataclass(slots=True)
class List:
    """A list that paragraphs can belong to."""

    abstract: str
    overrides: dict[int, int] = field(default_factory=dict)  # level → start
    levels: dict[int, Level] = field(default_factory=dict)  # levels defined anew


class Numbering:
    """Counts through a document: call ``label`` for every numbered paragraph in order."""

    def __init__(self, root: Element | None = None) -> None:
        self.abstracts: dict[str, dict[int, Level]] = {}
        self.lists: dict[str, List] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._overridden: set[tuple[str, int]] = set()
        if root is not None:
            self._load(root)

    def _load(self, root: Element) -> None:
        links, styles = {}, {}
        for element in root.iter(W + "abstractNum"):
            name = attribute(element, "abstractNumId") or ""
            self.abstracts[name] = {whole(attribute(e, "ilvl")): _level(e) for e in element.iter(W + "lvl")}
            if (link := child(element, "numStyleLink")) is not None:
                links[name] = attribute(link, "val")
            if (style := child(element, "styleLink")) is not None:
                styles[attribute(style, "val")] = name
        for name, style in links.items():  # a definition that stands elsewhere under a style's name
            if style in styles:
                self.abstracts[name] = self.abstracts[styles[style]]
        for element in root.iter(W + "num"):
            abstract = child(element, "abstractNumId")
            if abstract is None:
                continue
            numbered = List(attribute(abstract, "val") or "")
            for override in element.iter(W + "lvlOverride"):
                index = whole(attribute(override, "ilvl"))
                if (start := child(override, "startOverride")) is not None:
                    numbered.overrides[index] = whole(attribute(start, "val"), 1)
                if (level := child(override, "lvl")) is not None:
                    numbered.levels[index] = _level(level)
            self.lists[attribute(element, "numId") or ""] = numbered

    def level_of_style(self, number: str, style: str | None) -> int:
        """The level of list ``number`` that is bound to a paragraph style."""
        numbered = self.lists.get(number)
        levels = self.abstracts.get(numbered.abstract, {}) if numbered else {}
        return next((index for index, level in levels.items() if style and level.style == style), 0)

    def label(self, number: str, index: int) -> tuple[str, bool] | None:
        """The label of the next paragraph on level ``index`` of list ``number`` and whether it is a mere bullet; None for no list."""
        numbered = self.lists.get(number)
        if numbered is None or not 0 <= index < LEVELS:
            return None
        levels = {**self.abstracts.get(numbered.abstract, {}), **numbered.levels}
        level = levels.get(index)
        if level is None:
            return None
        counters = self._counters.setdefault(numbered.abstract, [None] * LEVELS)
        self._count(number, numbered, levels, counters, index)
        if level.fmt == "bullet":
            return level.text, True
        written = level.text
        for upper in range(index + 1):
            if f"%{upper + 1}" in written:
                shown = levels.get(upper, Level())
                count = counters[upper] if counters[upper] is not None else numbered.overrides.get(upper, shown.start)
                written = written.replace(f"%{upper + 1}", write(count, "decimal" if level.legal else shown.fmt))
        return written, False

    def _count(self, number: str, numbered: List, levels: dict[int, Level], counters: list[int | None], index: int) -> None:
        start = numbered.overrides.get(index)
        if start is not None and (number, index) not in self._overridden:
            self._overridden.add((number, index))
            counters[index] = start
        elif counters[index] is None:
            counters[index] = levels[index].start
        else:
            counters[index] += 1
        for deeper in range(index + 1, LEVELS):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or index < restart:
                counters[deeper] = None


def _level(element: Element) -> Level:
    level = Level()
    for name in ("start", "numFmt", "lvlText", "lvlRestart", "isLgl", "pStyle"):
        found = child(element, name)
        if found is None:
            if name == "numFmt":
                found = element.find(f".//{W}numFmt")  # newer formats stand in an AlternateContent
            if found is None:
                continue
        value = attribute(found, "val")
        if name == "start":
            level.start = whole(value, 1)
        elif name == "numFmt":
            level.fmt = value or "decimal"
        elif name == "lvlText":
            level.text = value or ""
        elif name == "lvlRestart":
            level.restart = whole(value, 0)
        elif name == "isLgl":
            level.legal = value not in ("0", "false")
        else:
            level.style = value
    return level
