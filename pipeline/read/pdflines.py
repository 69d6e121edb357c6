"""Glyphs of a PDF page into lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.chinese.characters import HAN

Glyph = dict  # of pdfplumber: text, x0, x1, top, bottom, size, upright, tag
Strip = tuple[float, float]  # white between two columns, from left to right

SPACE_LATIN = 0.2
"""A gap between Latin letters or digits, in sizes, that is a blank."""

SPACE_HAN = 0.45
"""A gap between Chinese characters, in sizes, that is a blank: narrower ones come from justifying a line."""

SPACE_MIXED = 0.7
"""A gap between Chinese and Latin, in sizes, that is a blank: typesetters put a quarter between them anyway."""

SAME_LINE = 0.4
"""Sizes that the middle of a glyph may lie below that of its line."""

_LATIN = re.compile(r"[0-9A-Za-z]")
_HAN = re.compile(f"[{HAN}]")


@dataclass(slots=True)
class Line:
    """A line of text where it stands on its page (points from the top left), or one row of a table (``cells``)."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    page: int
    cells: tuple[str, ...] = ()  # of a table row: values of merged cells repeated
    own: tuple[str, ...] = ()  # the cells that begin in this row
    column: int = 0  # 1 and 2 on a page set in two columns
    rest: bool = False  # of a table without rules: a row whose first cell is on the page before


@dataclass(slots=True)
class Page:
    """What one page holds, from top to bottom."""

    number: int
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    aside: list[tuple[str, str]] = field(default_factory=list)  # (reason, text) of what the format itself sets apart
    said: dict[str, str] = field(default_factory=dict)  # metadata: of a red head, of stamps
    rows: int = 0
    gutter: float | None = None  # between two columns
    strips: tuple[Strip, ...] = ()  # between the columns of a table without rules that ends the page
    numbered: float | None = None  # right edge of the line numbers in the margin
    scan: bool = False
    broken: bool = False


def rows_of_glyphs(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs by the height they stand at, from left to right."""
    groups: list[list[Glyph]] = []
    middle = tolerance = 0.0
    for glyph in sorted(glyphs, key=lambda c: c["top"] + c["bottom"]):
        at = (glyph["top"] + glyph["bottom"]) / 2
        reach = SAME_LINE * glyph["size"]
        if groups and at - middle <= tolerance:
            groups[-1].append(glyph)
            if reach > tolerance:
                middle, tolerance = at, reach
        else:
            groups.append([glyph])
            middle, tolerance = at, reach
    for group in groups:
        group.sort(key=lambda c: c["x0"])
    return groups


def lines_of(glyphs: Iterable[Glyph], number: int) -> list[Line]:
    """Glyphs into lines; ``number`` is that of their page."""
    return [line for group in rows_of_glyphs(glyphs) if (line := line_of(group, number))]


def line_of(glyphs: list[Glyph], number: int) -> Line | None:
    """The line that glyphs from left to right make; None for blanks."""
    kept: list[Glyph] = []
    pieces: list[str] = []
    last: dict[str, float] = {}  # text → where it stood last, for overprinted glyphs
    for glyph in glyphs:
        text = glyph["text"]
        if text.isspace():
            if pieces and not pieces[-1].isspace():
                pieces.append("\u3000" if text == "\u3000" else " ")
            continue
        at = last.get(text)
        if at is not None and glyph["x0"] - at < 0.5 * (glyph["x1"] - glyph["x0"]):
            continue
        last[text] = glyph["x0"]
        if kept and not pieces[-1].isspace() and _gap(kept[-1], glyph):
            pieces.append(" ")
        kept.append(glyph)
        pieces.append(text)
    if not kept:
        return None
    sizes = sorted(c["size"] for c in kept)
    return Line(
        "".join(pieces).strip(),
        kept[0]["x0"],
        max(c["x1"] for c in kept),
        min(c["top"] for c in kept),
        max(c["bottom"] for c in kept),
        sizes[len(sizes) // 2],
        number,
    )


def _gap(before: Glyph, after: Glyph) -> bool:
    latin = (_LATIN.match(before["text"][-1]) is not None) + (_LATIN.match(after["text"][0]) is not None)
    enough = (SPACE_HAN, SPACE_MIXED, SPACE_LATIN)[latin]
    return after["x0"] - before["x1"] > enough * max(before["size"], after["size"])


def join(before: str, after: str) -> str:
    """Two lines of one paragraph: a blank between Latin words only.

    >>> join("公共", "服务"), join("open", "data"), join("第20", "18年")
    ('公共服务', 'open data', '第2018年')
    """
    if not before or not after:
        return before + after
    a, b = before[-1], after[0]
    if _HAN.match(a) or _HAN.match(b) or (a.isdigit() and b.isdigit()) or not (a.isalnum() and b.isalnum()):
        return before + after
    return f"{before} {after}"
