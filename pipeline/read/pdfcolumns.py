"""Pages set in two columns: found by their gutter, read one column after the other."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from pipeline.read.pdflines import Glyph, Line, Page, line_of

MIDDLE = (0.4, 0.6)
"""Share of the width of the page in which the gutter lies."""

GUTTER = 1.2
"""Sizes that a gutter is wide at least; the gaps between the words of a line are narrower."""

NEAR = 0.12
"""Share of the width of the page before the gutter in which a line of the left column ends when it is full."""

FULL = 1 / 3
"""Share of the lines of a left column that reach the gutter; the cells of a table without rules are shorter."""

BOTH = 6
"""Lines with text on both sides of the gutter from which a page has columns (a line of a form or a signature has it once)."""


def gutter_of(rows: list[list[Glyph]], width: float) -> float | None:
    """The middle of the gutter of a page whose lines are ``rows``; None for a page in one column."""
    gaps = [gap for row in rows if (gap := _gap(row, width))]
    if len(gaps) < BOTH:
        return _from_starts(rows, width)
    if sum(after - before < NEAR * width for before, after in gaps) < len(gaps) * FULL:
        return None
    left, right = max(gap[0] for gap in gaps), min(gap[1] for gap in gaps)
    if left >= right:  # a line or two that reach over are no column's
        gaps = sorted(gaps)[len(gaps) // 10 : len(gaps) - len(gaps) // 10]
        left, right = max(gap[0] for gap in gaps), min(gap[1] for gap in gaps)
    middle = (left + right) / 2
    crossing = sum(crosses(row, middle) for row in rows)
    return middle if left < right and crossing <= len(gaps) / 2 else None


def _from_starts(rows: list[list[Glyph]], width: float) -> float | None:
    """The gutter of a page whose columns keep different lines: where many lines begin in the middle of the page and none runs over,
    and many end just before.
    """
    starts: Counter[int] = Counter()
    ends: list[float] = []
    for row in rows:
        solid = [c for c in row if not c["text"].isspace()]
        for before, after in zip([None, *solid], solid, strict=False):
            if MIDDLE[0] * width < after["x0"] < MIDDLE[1] * width and (
                before is None or after["x0"] - before["x1"] > GUTTER * after["size"]
            ):
                starts[round(after["x0"] / 2)] += 1
        ends.extend(c["x1"] for c in solid[-1:])
    if not starts:
        return None
    place, count = starts.most_common(1)[0]
    middle = 2.0 * place - 2
    near = sum(0 < middle - end < NEAR * width for end in ends)
    return middle if count >= BOTH and near >= BOTH and kept_free(rows, middle) else None


def _gap(row: list[Glyph], width: float) -> tuple[float, float] | None:
    """The gap of a line in the middle of the page."""
    solid = [c for c in row if not c["text"].isspace()]
    for before, after in zip(solid, solid[1:], strict=False):
        if (
            after["x0"] - before["x1"] > GUTTER * before["size"]
            and before["x1"] < MIDDLE[1] * width
            and after["x0"] > MIDDLE[0] * width
        ):
            return before["x1"], after["x0"]
    return None


def crosses(row: list[Glyph], middle: float) -> bool:
    """Whether a line runs over the gutter."""
    solid = [c for c in row if not c["text"].isspace()]
    left = [c for c in solid if c["x0"] < middle]
    right = [c for c in solid if c["x0"] >= middle]
    if not left or not right:
        return bool(left) and left[-1]["x1"] > middle + left[-1]["size"] / 2
    return right[0]["x0"] - left[-1]["x1"] < GUTTER * left[-1]["size"]


def kept_free(rows: list[list[Glyph]], middle: float) -> bool:
    """Whether the lines of a page, but for a title and the page number, keep off the gutter at ``middle``."""
    return len(rows) >= BOTH and sum(crosses(row, middle) for row in rows) <= max(2, len(rows) // 10)


def lines_in_columns(rows: list[list[Glyph]], middle: float, number: int) -> list[Line]:
    """Lines of a page with a gutter: those that run over it with column 0, the others cut in two."""
    lines = []
    for row in rows:
        if crosses(row, middle):
            parts = [(0, row)]
        else:
            parts = [(1, [c for c in row if c["x0"] < middle]), (2, [c for c in row if c["x0"] >= middle])]
        for column, part in parts:
            if line := line_of(part, number):
                line.column = column
                lines.append(line)
    return lines


def in_reading_order(page: Page) -> list[Page]:
    """``page`` as a page per column and per stretch over both, in the order they are read."""
    if not any(line.column for line in page.lines):
        return [page]
    parts: list[Page] = []
    stretch: list[Line] = []
    for line in [*page.lines, None]:
        if line is not None and line.column:
            stretch.append(line)
            continue
        for column in (1, 2):
            if own := [x for x in stretch if x.column == column]:
                parts.append(replace(page, lines=own, width=0, aside=[]))
        stretch = []
        if line is not None:
            if parts and parts[-1].width:
                parts[-1].lines.append(line)
            else:
                parts.append(replace(page, lines=[line], aside=[]))
    return parts
