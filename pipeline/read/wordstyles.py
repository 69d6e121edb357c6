"""Paragraph styles of a Word document, with what they inherit: numbering, alignment, heading level, hidden text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.read.ooxml import W, attribute, child, switched_on, value, whole

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.I)
_TITLE = re.compile(r"(?:title|标题)$", re.I)
_TOC = re.compile(r"(?:toc|目录)\s*\d$", re.I)
_ALIGN = {"center": "center", "right": "right", "end": "right", "left": "left", "start": "left"}
MAX_DEPTH = 20  # of inheritance; a longer chain is a cycle


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph takes from its style unless it says otherwise."""

    hint: str = "paragraph"
    level: int | None = None
    align: str | None = None
    number: str | None = None  # numId
    number_level: int | None = None
    number_style: str | None = None  # the style that names the list, to which a level may be bound
    hidden: bool = False


def alignment(properties: Element | None, inherited: str | None = None) -> str | None:
    """``left``, ``center``, ``right``, or None for justified; what is ``inherited`` where nothing is said."""
    said = value(properties, "jc")
    return inherited if said is None else _ALIGN.get(said)


def outline_level(properties: Element | None) -> int | None:
    """1 to 6 for a paragraph or style with an outline level, 0 for one that says it is body text, None when it says nothing."""
    outline = value(properties, "outlineLvl")
    if outline is None:
        return None
    level = whole(outline, 9) + 1
    return level if 1 <= level <= 6 else 0


class Styles:
    """Resolved styles by id; ``Style()`` for an unknown one."""

    def __init__(self, root: Element | None = None) -> None:
        self._elements = {attribute(e, "styleId"): e for e in root.iter(W + "style")} if root is not None else {}
        self._resolved: dict[str | None, Style] = {}
        self.default = next(
            (i for i, e in self._elements.items() if attribute(e, "type") == "paragraph" and attribute(e, "default") == "1"), None
        )

    def style(self, name: str | None, depth: int = 0) -> Style:
        """The style ``name`` with all that it inherits."""
        if name not in self._resolved:
            element = self._elements.get(name)
            self._resolved[name] = Style() if element is None or depth > MAX_DEPTH else self._resolve(name, element, depth)
        return self._resolved[name]

    def _resolve(self, name: str | None, element: Element, depth: int) -> Style:
        parent = value(element, "basedOn")
        style = self.style(parent, depth + 1) if parent and parent != name else Style()
        properties = child(element, "pPr")
        shown = value(element, "name") or ""
        style = replace(style, align=alignment(properties, style.align))
        if (outline := outline_level(properties)) is not None:
            style = replace(style, hint="heading" if outline else "paragraph", level=outline or None)
        if heading := _HEADING.match(shown):
            style = replace(style, hint="heading", level=min(int(heading[1]), 6))
        elif _TITLE.match(shown):
            style = replace(style, hint="title", level=None)
        elif _TOC.match(shown):
            style = replace(style, hint="toc", level=None)
        numbering = child(properties, "numPr")
        if numbering is not None:
            level = value(numbering, "ilvl")
            number = value(numbering, "numId") or style.number
            style = replace(style, number=number, number_level=None if level is None else whole(level), number_style=name)
        if switched_on(child(element, "rPr"), "vanish"):
            style = replace(style, hidden=True)
        return style
