"""Running heads, feet and page numbers of a PDF: lines at the edge of pages that are the same but for their numbers."""

from __future__ import annotations

import re
from collections import Counter
from statistics import median

from pipeline.read.pdflines import Line, Page

EDGE_LINES = 3
"""Lines from the top and from the bottom of a page among which furniture stands."""

EDGE = 0.13
"""Share of the page's height at top and bottom in which a bare number is a page number."""

SHARE = 0.3
"""Share of the pages that a running line stands on: left and right pages may have different ones."""

SMALL = 0.8
"""Times the usual size of a page up to which its first line is a running head."""

NUMBER = re.compile(
    r"[-—–－·•\s]*(?:第\s*)?(?:\d{1,4}|[IVXivxⅠ-Ⅻⅰ-ⅻ]{1,6})\s*(?:页)?(?:\s*[/／,，共of]{1,2}\s*\d{1,4}\s*页?)?[-—–－·•\s]*"
)
_DIGITS = re.compile(r"\d+")
_BLANK = re.compile(r"\s+")


def split_furniture(pages: list[Page]) -> tuple[list[Page], list[tuple[str, str]]]:
    """``pages`` without furniture, and the furniture with the reason it was left out."""
    counts: Counter[tuple] = Counter()
    for page in pages:
        counts.update({_key(line, page) for line in _edge_lines(page)})
    enough = max(2, round(SHARE * len(pages)))
    dropped: list[tuple[str, str]] = []
    for page in pages:
        dropped.extend(page.aside)
        edge = _edge_lines(page)
        for line in edge:
            if _at_edge(line, page) and NUMBER.fullmatch(line.text):
                reason = "page number"
            elif (counts[_key(line, page)] >= enough and _at_edge(line, page, 2)) or _small_head(line, page, pages):
                reason = "running head or foot"
            else:
                continue
            dropped.append((reason, line.text))
            page.lines.remove(line)
    return pages, dropped


def _small_head(line: Line, page: Page, pages: list[Page]) -> bool:
    """Whether ``line`` is a running head that comes but once: on top of a later page, in smaller print than its text."""
    sizes = [other.size for other in page.lines if not other.cells]
    return page is not pages[0] and line is page.lines[0] and _at_edge(line, page) and line.size < SMALL * median(sizes)


def _edge_lines(page: Page) -> list[Line]:
    texts = [line for line in page.lines if not line.cells]
    if len(texts) <= 2 * EDGE_LINES:
        return texts
    return texts[:EDGE_LINES] + texts[-EDGE_LINES:]


def _key(line: Line, page: Page) -> tuple:
    """What makes two lines on different pages the same: words without digits, and height on the page."""
    return (_DIGITS.sub("#", _BLANK.sub("", line.text)), round(line.top / page.height * 40))


def _at_edge(line: Line, page: Page, factor: float = 1) -> bool:
    return line.bottom < factor * EDGE * page.height or line.top > (1 - factor * EDGE) * page.height
