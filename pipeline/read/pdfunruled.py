"""Tables without rules on a fixed page: their cells are told by the white that all lines leave between two columns.

A table begins at a line with a wide gap and goes on as long as some of the gaps stay free. What hangs in a later column only is
the rest of the cell above it. Numbered lists look the same but for their marks, and stay lists.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from itertools import accumulate, pairwise
from statistics import median

from pipeline.read.pdflines import Glyph, Line, Strip, join, line_of

GAP = 1.5
"""Sizes of white inside a line that may part two cells; a blank in a line of prose is one."""

WHITE = 0.7
"""Sizes of white between two columns that no line of the table enters: the inner margins of two cells."""

ROWS = 3
"""Lines with text in more than one column from which there is a table."""

STEP = 4.0
"""Sizes from one line to the next above which a table has ended."""

ALIGNED = 0.6
"""Sizes that a line may stand off the left edge of its column."""

TOP_LINES = 4
"""Lines from the top of a page among which a table of the page before goes on, after a running head."""

WIDE = 3.0
"""Sizes of the widest gap of a table; typed blanks are fewer."""

APART = 1.25
"""Times the distance of two lines of a cell from which a distance parts two rows."""

BESIDE = 1.0
"""Sizes from one line to the next below which they stand beside each other: cells are centred in rows of several lines."""

LIST_MARK = re.compile(
    r"第[一二三四五六七八九十百零〇\d]+[编章节条款项]|[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{1,3}(?:\.\d{1,3})*[.．、)）]|\d(?:\.\d{1,3})+|[a-zA-Z][.)）]|[①-⑳●•○■□◆◇★▲➢√·—-]"
)
"""What stands before the lines of a list; a bare number is the first cell of a row."""

Row = list[Glyph]


def take_tables(rows: list[Row], number: int, before: tuple[Strip, ...] = ()) -> tuple[list[Line], list[Row], tuple[Strip, ...]]:
    """The rows of the tables among the lines ``rows`` of page ``number``, the other lines, and the white between the columns of
    a table that ends the page. ``before``: that of the page before, whose table may go on here.
    """
    taken: list[Line] = []
    others: list[Row] = []
    last: tuple[Strip, ...] = ()
    n = 0
    while n < len(rows):
        carried = before if n < TOP_LINES and not taken and _hangs(rows[n], before) else ()
        strips = carried or _gaps(rows[n])
        end, strips = _stretch(rows, n, strips) if strips else (n, ())
        grid = [_cells(row, strips) for row in rows[n:end]]
        while grid and not _belongs(grid[-1], grid):
            grid.pop()
        table = _lines(grid, number) if grid else []
        if _is_table(table, grid, 1 if carried else ROWS):
            taken.extend(table)
            n += len(grid)
            last = strips
        else:
            others.append(rows[n])
            last = () if len(rows) - n > TOP_LINES else last  # a page number may stand below
            n += 1
    return taken, others, last


def _solid(row: Row) -> Row:
    return [glyph for glyph in row if not glyph["text"].isspace()]


def _gaps(row: Row) -> tuple[Strip, ...]:
    """The wide gaps of a line."""
    solid = _solid(row)
    return tuple((a["x1"], b["x0"]) for a, b in pairwise(solid) if b["x0"] - a["x1"] >= GAP * max(a["size"], b["size"]))


def _hangs(row: Row, strips: tuple[Strip, ...]) -> bool:
    """Whether a line goes on in the columns that ``strips`` part: it keeps off them and begins at the left edge of a column."""
    solid = _solid(row)
    if not solid or not strips:
        return False
    size = solid[0]["size"]
    at_edge = any(abs(solid[0]["x0"] - right) < ALIGNED * size for _, right in strips)
    return (at_edge or solid[0]["x0"] < strips[0][0]) and _narrowed(strips, solid) == strips and (at_edge or bool(_gaps(row)))


def _stretch(rows: list[Row], start: int, strips: tuple[Strip, ...]) -> tuple[int, tuple[Strip, ...]]:
    """The line after those from ``start`` that leave some of ``strips`` free, and what they leave of them."""
    above = None
    for n in range(start, len(rows)):
        solid = _solid(rows[n])
        if not solid:
            continue
        top = min(glyph["top"] for glyph in solid)
        if above is not None and top - above > STEP * solid[0]["size"]:
            return n, strips
        kept = _narrowed(strips, solid)
        if not kept:
            return n, strips
        above, strips = top, kept
    return len(rows), strips


def _narrowed(strips: tuple[Strip, ...], solid: Row) -> tuple[Strip, ...]:
    """What a line leaves free of ``strips``."""
    kept = []
    least = WHITE * median(glyph["size"] for glyph in solid)
    for left, right in strips:
        at = left
        for glyph in solid:
            if glyph["x1"] <= at or glyph["x0"] >= right:
                continue
            if glyph["x0"] - at >= least:
                kept.append((at, glyph["x0"]))
            at = max(at, glyph["x1"])
        if right - at >= least:
            kept.append((at, right))
    return tuple(kept)


def _cells(row: Row, strips: tuple[Strip, ...]) -> list[Row]:
    """The glyphs of a line by column."""
    borders = [(left + right) / 2 for left, right in strips]
    cells: list[Row] = [[] for _ in range(len(borders) + 1)]
    for glyph in row:
        cells[bisect(borders, (glyph["x0"] + glyph["x1"]) / 2)].append(glyph)
    return [cell if _solid(cell) else [] for cell in cells]


def _filled(cells: list[Row]) -> int:
    return sum(map(bool, cells))


def _belongs(cells: list[Row], grid: list[list[Row]]) -> bool:
    """Whether a last line is one of the table: it has several cells, or stands at the left edge of a column but the first."""
    if _filled(cells) != 1:
        return _filled(cells) > 1
    column = next(n for n, cell in enumerate(cells) if cell)
    starts = Counter(round(_solid(other[column])[0]["x0"]) for other in grid if other is not cells and other[column])
    if not column or not starts:
        return False
    first = _solid(cells[column])[0]
    return abs(first["x0"] - starts.most_common(1)[0][0]) < ALIGNED * first["size"]


def _is_table(rows: list[Line], grid: list[list[Row]], least: int) -> bool:
    """Whether ``rows``, made of the lines ``grid``, are those of a table and neither of a list nor of a text with blanks in it."""
    several = [row for row in rows if sum(map(bool, row.cells)) > 1]
    if len(several) < least or max(map(_widest, grid)) < WIDE:
        return False
    firsts = [row.cells[0] for row in several if row.cells[0]]
    return 2 * sum(LIST_MARK.fullmatch(text) is not None for text in firsts) <= len(firsts)


def _widest(cells: list[Row]) -> float:
    """The widest gap between two cells of a line in sizes; 0 for a line of one cell."""
    filled = [cell for cell in map(_solid, cells) if cell]
    return max(((right[0]["x0"] - left[-1]["x1"]) / right[0]["size"] for left, right in pairwise(filled)), default=0.0)


def _lines(grid: list[list[Row]], number: int) -> list[Line]:
    """The rows of a table from its lines."""
    places = [median(glyph["top"] + glyph["bottom"] for cell in cells for glyph in cell) / 2 for cells in grid]
    size = median(glyph["size"] for cells in grid for cell in cells for glyph in cell)
    owner = _owners([bool(cells[0]) for cells in grid], [place / size for place in places])
    return [_row([cells for cells, n in zip(grid, owner, strict=True) if n == row], number) for row in sorted(set(owner))]


def _owners(first: list[bool], places: list[float]) -> list[int]:
    """The row that each line of a table belongs to. ``first``: whether its first cell has text there, ``places``: how many sizes down it stands.

    Rows are told by their distance where it differs from that of the lines in a cell. Else a row begins where its first cell does;
    or, when cells are centred in their row, it reaches as far below its first cell as above.
    """
    steps = [lower - upper for upper, lower in pairwise(places)]
    anchors = [n for n, has in enumerate(first) if has]
    if len(anchors) in (0, len(first)):
        return list(range(len(first))) if anchors else [0] * len(first)
    if min(steps) < BESIDE:
        return _centred(anchors, places)
    if sum(step > APART * min(steps) for step in steps) > 1:
        return list(accumulate((step > APART * min(steps) for step in steps), initial=0))
    return list(accumulate(first[1:], initial=0))


def _centred(anchors: list[int], places: list[float]) -> list[int]:
    """The row of each line of a table whose first cells stand at ``anchors`` in the middle of their rows."""
    owner, at, above = [], 0, anchors[0]
    for row, anchor in enumerate(anchors):
        end = min(anchor + above + 1, len(places)) if row + 1 < len(anchors) else len(places)
        owner += [row] * (end - at)
        if row + 1 < len(anchors):
            at, above = end, anchors[row + 1] - end
            if above < 0:  # not centred after all: each line to the nearest
                return [min(range(len(anchors)), key=lambda k: abs(places[anchors[k]] - place)) for place in places]
    return owner


def _row(lines: list[list[Row]], number: int) -> Line:
    """One row of a table from the lines of its cells."""
    texts = [""] * len(lines[0])
    for cells in lines:
        for column, cell in enumerate(cells):
            if line := line_of(cell, number):
                texts[column] = join(texts[column], line.text)
    glyphs = [glyph for cells in lines for cell in cells for glyph in cell]
    x0, x1 = min(c["x0"] for c in glyphs), max(c["x1"] for c in glyphs)
    top, bottom = min(c["top"] for c in glyphs), max(c["bottom"] for c in glyphs)
    own = tuple(texts)
    return Line("\t".join(own), x0, x1, top, bottom, 0, number, own, own, rest=not own[0])
