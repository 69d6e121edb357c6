"""Lines of a PDF into paragraphs, by layout first and punctuation second.

A Chinese paragraph begins with an indent of two characters and fills its lines to the right edge but for the last. So a line
goes on from the one before when that one is full and this one starts at the left edge; also over the end of a page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from statistics import median

from pipeline.read.draft import Draft
from pipeline.read.pdfcolumns import in_reading_order
from pipeline.read.pdffurniture import split_furniture
from pipeline.read.pdflines import Line, Page, join

INDENT = 1.0
"""Sizes from the left edge from which a line is indented."""

SLACK = 1.7
"""Sizes that a full line may lack at the right edge: a sign that must not begin the next line takes one with it."""

FIRST_LINE = (1.4, 2.6)
"""Sizes of the indent that begins a paragraph (two characters)."""

STRICT = 1.0
"""Sizes that a line may lack to run on into a line that is indented as well (a block set in as a whole)."""

LOOSE = 0.7
"""Sizes of extra space between two lines that part paragraphs, unless the first breaks off."""

FAR = 6.0
"""Sizes from one line to the next above which nothing holds them together."""

HANGING_INDENT = (0.5, 4.0)
"""Sizes by which the further lines of a list's paragraph are set in under the first."""

FEW_LINES = 4
"""Lines below which a page takes its edges from the whole document."""

NARROW = 0.6
"""Share of the page below which the lines do not show how wide the text is set."""

HANGING = re.compile(r"[，。；：、！？）》”〕,.;:!?)]$")
"""Marks that may hang over the right edge."""

LARGE = 1.15
"""Times the usual size from which a line is a title."""

TOC = re.compile(r"[.…·．]{4,}\s*[（(]?[\dIVXivx]{1,6}[)）]?\s*$")
"""The end of a line of a table of contents."""

SENTENCE_END = re.compile(r"[。！？；：!?;:…”）)】》]$")
CLOSED = re.compile(r"[。！？；：，、!?;:,]$")
"""Ends of a line that is neither title nor signature."""

MARKER = re.compile(
    r"第[一二三四五六七八九十百零〇\d]+[编章节条](?:[\s\u3000]|$)|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.．、](?!\d)|[①-⑳]|附件\s*\d*[：:]?|第[一二三四五六七八九十]+[，,]"
)
UNIT = re.compile(r".(?:[，。；：、！？）》”〕％%]+[0-9A-Za-z.%]*|[“（《〔]+.)")
"""A character and the marks that must not begin a line, or not end one: they stay together, so the line before ends early."""

UNIT_SLACK = 1.2
_LEADING_RUN = re.compile(r"[0-9A-Za-z.,%％‰/()（“《〔〕-]+")


class Edges:
    """Left and right edge of the text of a page."""

    def __init__(self, lines: list[Line], width: float, fallback: Edges | None = None) -> None:
        texts = [line for line in lines if not line.cells and len(line.text) > 4]
        if fallback is not None and len(texts) < FEW_LINES:
            self.left, self.right = fallback.left, fallback.right
            return
        inside = [line for line in texts if not HANGING.search(line.text)]
        self.left = _shared([line.x0 for line in texts], min)
        self.right = _shared([line.x1 for line in inside or texts], max)
        if self.right - self.left < NARROW * width:  # only short lines: the margins are taken for equal
            self.right = max(self.right, width - self.left)

    def indent(self, line: Line) -> float:
        """Distance from the left edge in sizes."""
        return (line.x0 - self.left) / (line.size or 1)

    def lack(self, line: Line) -> float:
        """Distance from the right edge in sizes."""
        return (self.right - line.x1) / (line.size or 1)


def _shared(places: list[float], outermost: Callable[[Iterable[int]], int]) -> float:
    """The outermost place that at least two lines share, within two points; 0 for none."""
    counts = Counter(round(place / 2) for place in places)
    shared = [place for place, count in counts.items() if count + counts[place + 1] + counts[place - 1] > 1]
    return outermost(shared or counts) * 2.0 if counts else 0.0


def add_pages(pages: list[Page], draft: Draft) -> None:
    """Add the text of ``pages`` to ``draft``: furniture out, columns one after the other, lines into paragraphs."""
    body, furniture = split_furniture(pages)
    for reason, text in furniture:
        draft.drop(reason, text)
    add_paragraphs([part for page in body for part in in_reading_order(page)], draft)


def add_paragraphs(pages: Iterable[Page], draft: Draft) -> None:
    """Add the paragraphs and table rows of ``pages`` to ``draft``, each with the page it begins on."""
    pages = list(pages)
    overall = _edges_by_column(pages)
    usual = _usual(pages)
    text, first, align = "", 0, None  # the paragraph in the making
    before: tuple[Line, Edges] | None = None
    hanging: float | None = None  # where its further lines begin, when they are set in under a list mark
    row: Line | None = None  # of a table, which may go on overleaf

    def flush() -> None:
        nonlocal text, row
        if row is not None:
            draft.row(row.cells, row.own, page=row.page)
            row = None
        draft.add(text, page=first, align=align, hint="toc" if _contents(text) else "paragraph")
        text = ""

    for page in pages:
        edges = Edges(page.lines, page.width, overall[_column(page)])
        for line in page.lines:
            if line.cells:
                if row is not None and line is page.lines[0] and _overleaf(row, line):
                    row = _row_joined(row, line)
                else:
                    flush()
                    row = line
                before = None
                continue
            if before is not None and _goes_on(*before, line, edges, usual, alone=text == before[0].text, hanging=hanging):
                if text == before[0].text and _hangs(before[0], line):
                    hanging = line.x0
                text = join(text, line.text)
            else:
                flush()
                text, first, align, hanging = line.text, page.number, _align(line, edges), None
            before = line, edges
    flush()


def _overleaf(row: Line, line: Line) -> bool:
    """Whether ``line``, first on its page, is the rest of a row that the end of the page cut: its first cell is empty."""
    unfinished = any(a and b and not SENTENCE_END.search(a) for a, b in zip(row.cells, line.cells, strict=False))
    return line.page > row.page and len(line.cells) == len(row.cells) and not line.cells[0] and (unfinished or line.rest)


def _row_joined(row: Line, rest: Line) -> Line:
    cells = tuple(map(join, row.cells, rest.cells))
    own = tuple(map(join, row.own, rest.own)) if len(row.own) == len(rest.own) else cells
    return replace(row, cells=cells, own=own, page=row.page)


def _column(page: Page) -> int:
    return page.lines[0].column if page.lines else 0


def _edges_by_column(pages: list[Page]) -> dict[int, Edges]:
    """The edges of all lines of a column; of a page with few lines nothing else is known."""
    found = {}
    for column in {_column(page) for page in pages}:
        own = [page for page in pages if _column(page) == column]
        found[column] = Edges([line for page in own for line in page.lines], max(page.width for page in own))
    return found


def _contents(text: str) -> bool:
    """Whether ``text`` is an entry of a table of contents: dots that lead to a page number."""
    return TOC.search(text[-60:]) is not None


def _usual(pages: list[Page]) -> tuple[float, float]:
    """The usual size of a line, and the usual distance from its top to that of the next in sizes."""
    sizes, steps = [], []
    for page in pages:
        lines = [line for line in page.lines if not line.cells and line.size]
        sizes.extend(line.size for line in lines)
        for upper, lower in zip(lines, lines[1:], strict=False):
            if 0 < (step := (lower.top - upper.top) / lower.size) < FAR:
                steps.append(step)
    return median(sizes) if sizes else 1.0, median(steps) if steps else 1.5


def _align(line: Line, edges: Edges) -> str | None:
    indent, lack = edges.indent(line), edges.lack(line)
    if indent > 2.5 and abs(indent - lack) < 1.5 and not CLOSED.search(line.text):
        return "center"
    if lack < 6 and indent > 12 and indent > 2 * lack:
        return "right"
    return None


def _centred(line: Line, edges: Edges) -> bool:
    """Whether ``line`` stands in the middle exactly, however long it is."""
    return edges.indent(line) > INDENT / 2 and abs(edges.indent(line) - edges.lack(line)) < INDENT / 2


def _goes_on(
    before: Line,
    before_edges: Edges,
    line: Line,
    edges: Edges,
    usual: tuple[float, float],
    *,
    alone: bool,
    hanging: float | None,
) -> bool:
    """Whether ``line`` belongs to the paragraph that ``before`` is the last line of; ``alone``: and the only one so far.
    ``hanging``: where the lines of that paragraph begin when they are set in under its mark.
    """
    size, spacing = usual
    if (
        abs(before.size - line.size) > 0.15 * max(before.size, line.size)
        or TOC.fullmatch(before.text)
        or TOC.fullmatch(line.text)
    ):
        return False
    if before.size > LARGE * size and _align(line, edges) == "center":  # a title that did not fit on one line
        return before_edges.indent(before) + before_edges.lack(before) <= SLACK
    if alone and not CLOSED.search(before.text) and _centred(line, edges):  # a title in the size of the text
        return abs(before_edges.indent(before)) < INDENT and before_edges.lack(before) <= SLACK
    if _align(before, before_edges) or _align(line, edges):
        return False
    ended = SENTENCE_END.search(before.text) is not None
    step = (line.top - before.top) / (line.size or 1) if before.page == line.page else 0.0
    apart = step > spacing + LOOSE
    if step > FAR or (apart and ended) or not _full(before, before_edges, line):
        return False
    indent = edges.indent(line)
    if indent < INDENT:
        return not (ended and MARKER.match(line.text))
    if apart or ended or MARKER.match(line.text):
        return False
    if hanging is not None and before.page == line.page:
        return abs(line.x0 - hanging) < 0.5 * line.size
    if alone and _hangs(before, line):
        return True
    set_in = abs(line.x0 - before.x0) < 0.5 * line.size and before_edges.lack(before) < STRICT
    return set_in and not FIRST_LINE[0] < indent < FIRST_LINE[1]


def _hangs(before: Line, line: Line) -> bool:
    """Whether ``line`` is set in under ``before``, which begins with the mark of a list."""
    least, most = HANGING_INDENT
    return least < (line.x0 - before.x0) / (line.size or 1) < most and MARKER.match(before.text) is not None


def _full(line: Line, edges: Edges, following: Line) -> bool:
    """Whether ``line`` reaches the right edge, or would have with the word or number that begins the next line."""
    lack = edges.lack(line)
    if lack <= SLACK:
        return True
    if run := _LEADING_RUN.match(following.text):
        return lack <= SLACK + 0.55 * len(run[0])
    unit = UNIT.match(following.text)
    return bool(unit) and lack <= len(unit[0]) + UNIT_SLACK
