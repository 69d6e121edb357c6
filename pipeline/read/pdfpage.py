"""One page of a PDF: its glyphs into lines, its ruled tables into rows, and whether its text layer can be trusted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.chinese.characters import HAN
from pipeline.read.plausible import everyday_share

if TYPE_CHECKING:
    from pdfplumber.page import Page as PdfPage

Glyph = dict  # of pdfplumber: text, x0, x1, top, bottom, size, upright, tag

MIN_RULES = 4
"""Rules (lines, rectangles, curves) of a page below which it has no table."""

SPACE_LATIN = 0.2
"""A gap between Latin letters or digits, in sizes, that is a blank."""

SPACE_HAN = 0.45
"""A gap between Chinese characters, in sizes, that is a blank: narrower ones come from justifying a line."""

SPACE_MIXED = 0.7
"""A gap between Chinese and Latin, in sizes, that is a blank: typesetters put a quarter between them anyway."""

FRAME = 0.35
"""Share of the page that a cell covers when it is a frame around text and no cell."""

UNMAPPED = re.compile("\\(cid:\\d+\\)|[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
SYMBOL = re.compile(r"[!\"#$%&'’*+,/:;<=>?@\[\\\]^`{|}~]")
_BLANK = re.compile(r"\s+")
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


@dataclass(slots=True)
class Page:
    """What one page holds, from top to bottom."""

    number: int
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    aside: list[tuple[str, str]] = field(default_factory=list)  # (reason, text) of what the format itself sets apart
    rows: int = 0
    scan: bool = False
    broken: bool = False


def page_of(page: PdfPage, number: int) -> Page:
    """The lines and table rows of ``page``."""
    glyphs = [c for c in page.chars if c["text"]]
    result = Page(number, float(page.width), float(page.height))
    text = "".join(c["text"] for c in glyphs)
    result.broken = broken_layer(text)
    solid = len(_BLANK.sub("", text))
    if solid < 5:
        area = sum(abs((i["x1"] - i["x0"]) * (i["bottom"] - i["top"])) for i in page.images)
        result.scan = area > 0.4 * result.width * result.height
    glyphs = _set_apart(glyphs, result)
    for table in _tables(page):
        rows, glyphs = _rows(table, glyphs, number)
        result.lines.extend(rows)
        result.rows += len(rows)
    result.lines.extend(lines_of(glyphs, number))
    result.lines.sort(key=lambda line: (line.top, line.x0))
    return result


def broken_layer(text: str) -> bool:
    """Whether glyphs are mapped to wrong characters: unmapped ones, a soup of signs, or Han characters nobody writes.

    >>> broken_layer("(cid:12)(cid:13)有关规定" * 9), broken_layer("为了规范管理，根据有关法律制定本办法。" * 9)
    (True, False)
    """
    unmapped = len(UNMAPPED.findall(text))
    solid = len(_BLANK.sub("", UNMAPPED.sub("x", text)))
    if solid < 20:
        return False
    if unmapped > 0.05 * solid:
        return True
    share, han = everyday_share(text)
    if han >= 30 and share < 0.12:
        return True
    return solid >= 50 and len(SYMBOL.findall(text)) > 0.3 * solid


def _set_apart(glyphs: list[Glyph], result: Page) -> list[Glyph]:
    """Glyphs of the body. Artifacts (ISO 32000-1, 14.8.2.2: running heads, page numbers) and upright-standing text go aside."""
    artifacts = [c for c in glyphs if c.get("tag") == "Artifact"]
    if 0 < len(artifacts) <= 0.5 * len(glyphs):
        result.aside.extend(("running head or foot", line.text) for line in lines_of(artifacts, result.number))
        glyphs = [c for c in glyphs if c.get("tag") != "Artifact"]
    turned = [c for c in glyphs if not c["upright"]]
    if turned:
        result.aside.append(("vertical text", "".join(c["text"] for c in turned)))
        glyphs = [c for c in glyphs if c["upright"]]
    return glyphs


def lines_of(glyphs: Iterable[Glyph], number: int) -> list[Line]:
    """Glyphs into lines, by the height they stand at."""
    groups: list[list[Glyph]] = []
    middle = tolerance = 0.0
    for glyph in sorted(glyphs, key=lambda c: c["top"] + c["bottom"]):
        at = (glyph["top"] + glyph["bottom"]) / 2
        if groups and at - middle <= tolerance:
            groups[-1].append(glyph)
            if glyph["size"] * 0.4 > tolerance:
                middle, tolerance = at, glyph["size"] * 0.4
        else:
            groups.append([glyph])
            middle, tolerance = at, glyph["size"] * 0.4
    return [line for group in groups if (line := _line(group, number))]


def _line(glyphs: list[Glyph], number: int) -> Line | None:
    glyphs.sort(key=lambda c: c["x0"])
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


def _tables(page: PdfPage) -> list:
    """Ruled tables with at least two columns and two rows, none of whose cells is a page of text."""
    if len(page.lines) + len(page.rects) + len(page.curves) < MIN_RULES:
        return []
    most = FRAME * float(page.width) * float(page.height)
    tables = [t for t in page.find_tables() if len(t.rows) > 1 and max(len(r.cells) for r in t.rows) > 1]
    return [t for t in tables if all((x1 - x0) * (bottom - top) < most for x0, top, x1, bottom in t.cells)]


def _rows(table, glyphs: list[Glyph], number: int) -> tuple[list[Line], list[Glyph]]:
    """Rows of a table and the glyphs outside it."""
    x0, top, x1, bottom = table.bbox
    inside: list[Glyph] = []
    outside: list[Glyph] = []
    for glyph in glyphs:
        x, y = (glyph["x0"] + glyph["x1"]) / 2, (glyph["top"] + glyph["bottom"]) / 2
        (inside if x0 <= x <= x1 and top <= y <= bottom else outside).append(glyph)
    rows: list[Line] = []
    above: list[tuple] = []  # (box, text) by column of the row above
    for row in table.rows:
        texts = [(box, _cell(box, inside)) if box else None for box in row.cells]
        full: list[tuple] = []
        for column, cell in enumerate(texts):
            if cell is None:  # covered by the cell above or to the left
                hanging = (
                    above[column] if column < len(above) and above[column][0] and above[column][0][3] > row.bbox[1] + 1 else None
                )
                cell = hanging or (full[-1] if full else (None, ""))
            full.append(cell)
        above = full
        own = tuple(text for cell in texts if cell for text in (cell[1],))
        if any(own):
            rows.append(
                Line(
                    "\t".join(own), row.bbox[0], row.bbox[2], row.bbox[1], row.bbox[3], 0, number, tuple(c[1] for c in full), own
                )
            )
    return rows, outside


def _cell(box: tuple, glyphs: list[Glyph]) -> str:
    x0, top, x1, bottom = box
    own = [c for c in glyphs if x0 <= (c["x0"] + c["x1"]) / 2 <= x1 and top <= (c["top"] + c["bottom"]) / 2 <= bottom]
    text = ""
    for line in lines_of(own, 0):
        text = join(text, line.text)
    return text


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
