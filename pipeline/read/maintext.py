"""Where the main text of a web page is: in a known container, or where trafilatura finds it."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING

from pipeline.read import webpage
from pipeline.read.draft import Draft
from pipeline.read.markup import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

TELLING = 12
"""Characters from which a block cannot stand in a text by chance (菜单 such as 政务公开 do)."""


def squash(text: str) -> str:
    """``text`` without white space."""
    return "".join(text.split())


def container(root: Element) -> Element | None:
    """The element that holds the text by its ``id`` or ``class``: of the surest name that is on the page, the fullest element."""
    for same in _named(root):
        best = max(same, key=lambda e: len(text_of(e)))
        if len(squash(text_of(best))) >= webpage.MINIMUM:
            return _around_siblings(best, same)
    return None


def named_holder(root: Element) -> Element | None:
    """The element that should hold the text by its name, though it holds none or pictures; None where there is none."""
    return max(next(_named(root), []), key=lambda e: len(list(e.iter("img"))), default=None)


def _named(root: Element) -> Iterator[list[Element]]:
    """The elements whose ``id`` or ``class`` says that they hold the text, by name, the surest first."""
    named: dict[str, list[Element]] = {}
    for element in root.iter():
        for name in (element.get("id"), *(element.get("class") or "").split()) if isinstance(element.tag, str) else ():
            if name:
                named.setdefault(name, []).append(element)
    yield from (named[name] for name in webpage.CONTAINERS if name in named)


def _around_siblings(best: Element, same: list[Element]) -> Element:
    """The parent of several equal containers side by side (Word exports a section each), else ``best``."""
    parent = best.getparent()
    if parent is not None and sum(e.getparent() is parent for e in same) > 1:
        return parent
    return best


def title_outside(root: Element, text: Element) -> Element | None:
    """The page's headline when it stands outside the container ``text``."""
    for element in root.iter("h1"):
        if not _inside(text, element) and not _inside(element, text) and len(squash(text_of(element))) >= 5:
            return element
    return None


def _inside(outer: Element, element: Element) -> bool:
    return element is outer or any(a is outer for a in element.iterancestors())


def found_by_trafilatura(page: Draft, root: Element) -> list[bool]:
    """For every block of ``page`` (all blocks of ``root``), whether trafilatura counts it to the main text; all if it finds none."""
    from trafilatura import extract

    shown = extract(deepcopy(root), output_format="txt", include_tables=True, include_comments=False, favor_recall=True) or ""
    found = _found(page, shown)
    enough = sum(len(text) for text, at in zip(page.texts, found, strict=True) if at) >= webpage.MINIMUM
    return found if enough else [True] * len(found)


def _found(page: Draft, shown: str) -> list[bool]:
    """For every block, whether it stands in the text ``shown``.

    A long block may stand anywhere, a row of a table cell by cell; a short block must be a line of its own or follow what
    was found last.
    """
    lines = {squash(line) for line in shown.split("\n")}
    whole = squash(shown.replace("|", ""))
    position = 0
    found = []
    for text, block in zip(page.texts, page.blocks, strict=True):
        own = squash(text)
        long = len(own) >= TELLING
        at = whole.find(own, position)
        if long and at < 0:
            at = whole.find(own)
        near = 0 <= at <= position + TELLING
        row = bool(block.cells) and all(squash(cell) in whole for cell in block.cells[0])
        found.append(near or own in lines or row or (long and at >= 0))
        if found[-1] and at >= position and (near or long):
            position = at + len(own)
    return _with_headline(page, _whole_tables(page, found))


def _with_headline(page: Draft, found: list[bool]) -> list[bool]:
    """``found`` with the last first-level heading before it: trafilatura counts the headline to the metadata."""
    first = found.index(True) if True in found else 0
    headline = max((n for n in range(first) if page.blocks[n].level == 1), default=None)
    if headline is not None:
        found[headline] = True
    return found


def _whole_tables(page: Draft, found: list[bool]) -> list[bool]:
    """``found`` with every table whole, of which a row was found."""
    start = 0
    for end in range(len(found) + 1):
        if end == len(found) or not page.blocks[end].cells:
            if any(found[start:end]):
                found[start:end] = [True] * (end - start)
            start = end + 1
    return found
