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

WIDE = 1.3
"""Times the usual distance between lines that sets a running line apart."""

OTHER_SIZE = 0.08
"""Share by which the print of a running line differs from that of the text."""

SMALL = 0.8
"""Times the usual size of a page up to which its first line is a running head."""

NUMBER = re.compile(
    r"[-—–－·•\s]*(?:第\s*)?(?:\d{1,4}|[IVXivxⅠ-Ⅻⅰ-ⅻ]{1,6})\s*(?:页)?(?:\s*[/／,，共of]{1,2}\s*\d{1,4}\s*页?)?[-—–－·•\s]*"
)
_DIGITS = re.compile(r"\d+")
_BLANK = re.compile(r"\s+")


def split_furniture(pages: list[Page]) -> tuple[list[Page], list[tuple[str, str]]]:
    """``pages`` without furniture, and the furniture with the reason it was left out."""
    apart = [_apart(page) for page in pages]
    counts = Counter(key for page, lines in zip(pages, apart, strict=True) for key in {_key(line, page) for line in lines})
    enough = max(2, round(SHARE * len(pages)))
    dropped: list[tuple[str, str]] = []
    for page, lines in zip(pages, apart, strict=True):
        dropped.extend(page.aside)
        body = [line for line in page.lines if line not in lines]
        for line in page.lines[:EDGE_LINES] + page.lines[EDGE_LINES:][-EDGE_LINES:]:
            if _at_edge(line, page) and NUMBER.fullmatch(line.text):
                reason = "page number"
            elif counts[_key(line, page)] >= enough or (line in lines and _small_head(line, page, body, pages)):
                reason = "running head or foot"
            else:
                continue
            dropped.append((reason, line.text))
            page.lines.remove(line)
    return pages, dropped


def _apart(page: Page) -> list[Line]:
    """Lines at the edges of a page that a wider gap or another size of print sets apart from its text."""
    lines = [line for line in page.lines if not line.cells]
    if not lines:
        return []
    size = median(line.size for line in lines)
    steps = [lower.top - upper.top for upper, lower in zip(lines, lines[1:], strict=False)]
    wide = WIDE * median(steps) if len(steps) >= EDGE_LINES else WIDE * 1.5 * size
    head = max((n + 1 for n, step in enumerate(steps[:EDGE_LINES]) if step > wide), default=0)
    foot = max((n + 1 for n, step in enumerate(reversed(steps[-EDGE_LINES:])) if step > wide), default=0)
    edge = lines[:EDGE_LINES] + lines[EDGE_LINES:][-EDGE_LINES:]
    other = [line for line in edge if abs(line.size - size) > OTHER_SIZE * size]
    chosen = lines[:head] + (lines[-foot:] if foot else []) + other
    return [line for n, line in enumerate(chosen) if _at_edge(line, page, 2) and line not in chosen[:n]]


def _small_head(line: Line, page: Page, body: list[Line], pages: list[Page]) -> bool:
    """Whether ``line`` is a running head that comes but once: on top of a later page, in smaller print than its text."""
    sizes = [other.size for other in body if not other.cells]
    top = page is not pages[0] and line is page.lines[0] and _at_edge(line, page)
    return top and bool(sizes) and line.size < SMALL * median(sizes)


def _key(line: Line, page: Page) -> tuple[str, int]:
    """What makes two lines on different pages the same: words without digits, and height on the page."""
    return _DIGITS.sub("#", _BLANK.sub("", line.text)), round(line.top / page.height * 40)


def _at_edge(line: Line, page: Page, factor: float = 1) -> bool:
    return line.bottom < factor * EDGE * page.height or line.top > (1 - factor * EDGE) * page.height
