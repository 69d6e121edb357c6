"""Ruled tables of a PDF page into rows of cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.read.pdflines import Glyph, Line, join, lines_of

if TYPE_CHECKING:
    from pdfplumber.page import Page as PdfPage
    from pdfplumber.table import Table

MIN_RULES = 4
"""Rules (lines, rectangles, curves) of a page below which it has no table."""

FRAME = 0.35
"""Share of the page that a cell covers when it is a frame around text and no cell."""


def tables_of(page: PdfPage) -> list[Table]:
    """Ruled tables with at least two columns and two rows, none of whose cells is a page of text."""
    if len(page.lines) + len(page.rects) + len(page.curves) < MIN_RULES:
        return []
    most = FRAME * float(page.width) * float(page.height)
    tables = [t for t in page.find_tables() if len(t.rows) > 1 and max(len(r.cells) for r in t.rows) > 1]
    return [t for t in tables if all((x1 - x0) * (bottom - top) < most for x0, top, x1, bottom in t.cells)]


def take_rows(table: Table, glyphs: list[Glyph], number: int) -> tuple[list[Line], list[Glyph]]:
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
