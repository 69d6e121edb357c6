"""One page of a PDF: what stands on it in lines and rows, and whether its text layer can be trusted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.read.pdfcolumns import gutter_of, kept_free, lines_in_columns
from pipeline.read.pdflinenumbers import take_numbers
from pipeline.read.pdflines import Glyph, Page, line_of, lines_of, rows_of_glyphs
from pipeline.read.pdftables import tables_of, take_rows
from pipeline.read.pdfunruled import take_tables
from pipeline.read.plausible import everyday_share
from pipeline.read.redhead import is_red, red_head

if TYPE_CHECKING:
    from pdfplumber.page import Page as PdfPage

UNMAPPED = re.compile("\\(cid:\\d+\\)|[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
SYMBOL = re.compile(r"[!\"#$%&'’*+,/:;<=>?@\[\\\]^`{|}~]")
_BLANK = re.compile(r"\s+")

FEW = 5
"""Characters below which a page has no text (a stamp, a number)."""

FEW_TURNED = 100
"""Turned characters above which a page can lie on its side."""

STAMP = 40
"""Characters of turned text that is a stamp or a watermark."""

SCAN = 0.4
"""Share of the page that images cover when it is a scan."""


def page_of(page: PdfPage, number: int, before: Page | None = None) -> Page:
    """The lines and table rows of ``page``; ``before`` is the page before, whose columns or table may go on."""
    glyphs = [c for c in page.chars if c["text"]]
    result = Page(number, float(page.width), float(page.height))
    if sum(not c["upright"] for c in glyphs) > max(FEW_TURNED, len(glyphs) / 2):
        glyphs = _turned_back(glyphs, result)
    text = "".join(c["text"] for c in glyphs)
    result.broken = broken_layer(text)
    if len(_BLANK.sub("", text)) < FEW:
        area = sum(abs((i["x1"] - i["x0"]) * (i["bottom"] - i["top"])) for i in page.images)
        result.scan = area > SCAN * result.width * result.height
    glyphs = _set_apart(glyphs, result)
    for table in tables_of(page) if page.width == result.width else ():
        rows, glyphs = take_rows(table, glyphs, number)
        result.lines.extend(rows)
        result.rows += len(rows)
    place(glyphs, result, before)
    if before is None:
        result.said |= red_head([c for c in glyphs if is_red(c["non_stroking_color"])], result)
    return result


def place(glyphs: list[Glyph], page: Page, before: Page | None = None) -> None:
    """Add the lines that upright ``glyphs`` make to ``page``, in one column or two, and the rows of tables without rules; turned
    glyphs go aside.

    A last page whose right column is short or missing takes the gutter of the page ``before``, unless its lines run over it.
    """
    rows = rows_of_glyphs(_upright(glyphs, page))
    rows, page.numbered, numbers = take_numbers(rows, before.numbered if before else None)
    if numbers:
        page.aside.append(("line numbers", numbers))
    gutter = before.gutter if before else None
    page.gutter = gutter_of(rows, page.width) or (gutter if gutter and kept_free(rows, gutter) else None)
    if page.gutter:
        page.lines.extend(lines_in_columns(rows, page.gutter, page.number))
    else:
        cells, rows, page.strips = take_tables(rows, page.number, before.strips if before else ())
        page.rows += len(cells)
        page.lines.extend(cells)
        page.lines.extend(filter(None, (line_of(row, page.number) for row in rows)))
    page.lines.sort(key=lambda line: (line.top, line.x0))


def _turned_back(glyphs: list[Glyph], page: Page) -> list[Glyph]:
    """The glyphs of a page that was laid on its side, as it is held to be read; ``page`` gets its width and height then."""
    upwards = sum(c["matrix"][1] > 0 for c in glyphs) > len(glyphs) / 2
    width, height = page.width, page.height
    page.width, page.height = height, width
    turned = []
    for c in glyphs:
        x0, x1 = (height - c["bottom"], height - c["top"]) if upwards else (c["top"], c["bottom"])
        top, bottom = (c["x0"], c["x1"]) if upwards else (width - c["x1"], width - c["x0"])
        size = bottom - top if not c["upright"] else c["size"]
        turned.append({**c, "x0": x0, "x1": x1, "top": top, "bottom": bottom, "size": size, "upright": not c["upright"]})
    return turned


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
    """Glyphs of the body. Artifacts (ISO 32000-1, 14.8.2.2: running heads, page numbers) go aside."""
    artifacts = [c for c in glyphs if c.get("tag") == "Artifact"]
    if 0 < len(artifacts) <= 0.5 * len(glyphs):
        result.aside.extend(("running head or foot", line.text) for line in lines_of(artifacts, result.number))
        glyphs = [c for c in glyphs if c.get("tag") != "Artifact"]
    return glyphs


def _upright(glyphs: list[Glyph], page: Page) -> list[Glyph]:
    turned = [c for c in glyphs if not c["upright"]]
    if turned:
        shown = "".join(c["text"] for c in turned).strip()
        page.aside.append(("vertical text", shown))
        if len(shown) <= STAMP:
            page.said["stamps"] = shown
        glyphs = [c for c in glyphs if c["upright"]]
    return glyphs
