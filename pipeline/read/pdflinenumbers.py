"""Numbers of lines in the left margin of a page, as drafts for comment carry them: found as a column of counted numbers."""

from __future__ import annotations

from itertools import pairwise

from pipeline.read.pdflines import Glyph

FEWEST = 8
"""Numbered lines from which a page can carry line numbers."""

SHARE = 0.9
"""Share of the lines between the first and the last numbered one that carry a number."""

FULL = 1 / 3
"""Share of the numbered lines that fill the page to its right edge: those of prose do, the rows of a table do not."""

SLACK = 2.5
"""Sizes that a full line may lack at the right edge."""

APART = 0.6
"""Sizes of white between a number and the text."""

DIGITS = 4
"""Digits of a line number at most."""

Row = list[Glyph]


def take_numbers(rows: list[Row], edge: float | None) -> tuple[list[Row], float | None, str]:
    """``rows`` without the line numbers before them, the right edge of the numbers, and the numbers; ``edge``: that of the page before."""
    numbers = [_number(row) for row in rows]
    right = _edge(rows, numbers) or edge
    if right is None:
        return rows, None, ""
    shown, kept = [], []
    for row, number in zip(rows, numbers, strict=True):
        if number and abs(number[-1]["x1"] - right) < number[-1]["size"]:
            shown.append("".join(glyph["text"] for glyph in number))
            row = [glyph for glyph in row if glyph["x0"] >= right]
        if any(not glyph["text"].isspace() for glyph in row):
            kept.append(row)
    return kept, right, " ".join(shown)


def _number(row: Row) -> Row:
    """The number that a line begins with, if white follows it."""
    number: Row = []
    for glyph in row:
        if glyph["text"].isspace():
            continue
        if number and glyph["x0"] - number[-1]["x1"] > APART * glyph["size"]:
            return number
        if len(number) == DIGITS or not "0" <= glyph["text"] <= "9":
            return []
        number.append(glyph)
    return number


def _edge(rows: list[Row], numbers: list[Row]) -> float | None:
    """The right edge of the line numbers of a page; None for a page without."""
    places = [n for n, number in enumerate(numbers) if number]
    if len(places) < FEWEST or len(places) < SHARE * (places[-1] - places[0] + 1):
        return None
    values = [int("".join(glyph["text"] for glyph in numbers[n])) for n in places]
    ends = sorted(numbers[n][-1]["x1"] for n in places)
    right = ends[len(ends) // 2]
    outer = max(glyph["x1"] for n in places for glyph in rows[n])
    full = sum(outer - rows[n][-1]["x1"] < SLACK * rows[n][-1]["size"] for n in places)
    counted = sum(b - a == 1 for a, b in pairwise(values)) >= SHARE * (len(values) - 1)
    return right if counted and full >= FULL * len(places) else None
