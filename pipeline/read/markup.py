"""From an element tree of HTML to blocks: paragraphs, headings, lists, tables as rows of cells."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from pipeline.chinese.characters import HAN
from pipeline.read.draft import BLANKS, Draft
from pipeline.read.limits import MAX_CELLS
from pipeline.read.numberformats import write
from pipeline.read.ooxml import whole
from pipeline.read.webpage import SKIP

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

BLOCKS = frozenset(
    "p div section article main header footer nav aside center blockquote pre form fieldset ul ol li dl dt dd table thead tbody tfoot tr td th "
    "caption h1 h2 h3 h4 h5 h6 hr address figure figcaption body html details summary".split()
)
HEADINGS = {f"h{n}": n for n in range(1, 7)}
LIST_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
MARKED = frozenset({*HEADINGS, "li", "dt", "dd", "pre", "center"})
"""Elements whose text is shown otherwise than that around them, also without an attribute."""

CELL_TEXT = 2_000
"""Characters of a cell that holds a page and not a value: its table is a layout."""

_ALIGN = re.compile(r"text-align\s*:\s*(left|center|right)", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_WRAPPED = re.compile(rf"(?<=[{HAN}，。；：、！？）】》”])[ \t]*[\r\n]\s*(?=[{HAN}，。；：、！？（【《“])")
_NUMBERED = re.compile(r"[（(]?[\d一二三四五六七八九十]+[.．、)）]|第[\d一二三四五六七八九十百]+[章节条]")


def text_of(element: Element) -> str:
    """All text of an element without what no reader sees."""
    if not len(element) and element.tag not in SKIP:
        return element.text or ""
    if next(element.iter(*SKIP), None) is not None:
        return "".join(t for t in element.xpath(".//text()[not(ancestor::script or ancestor::style or ancestor::noscript)]"))
    return "".join(element.itertext("*"))


def fold(text: str) -> str:
    """White space as a browser shows it; a source line that wraps between two Chinese characters leaves no blank."""
    if "\n" in text or "\r" in text:
        text = _WRAPPED.sub("", text)
    return _SPACE.sub(" ", text)


class Walker:
    """Walks a tree and adds its blocks to ``draft``; those whose text ``keep`` refuses are dropped as furniture."""

    def __init__(self, draft: Draft, *, keep: Callable[[str], bool] | None = None, line: int | None = None) -> None:
        self.draft = draft
        self.keep = keep
        self.line = line
        self._run: list[str] = []
        self._label: str | None = None  # number of the list item that begins next

    def walk(self, element: Element) -> None:
        """Add the blocks of ``element`` and all within."""
        self._element(element, {"align": None})
        self._flush({"align": None})

    def _flush(self, style: dict) -> None:
        if not self._run:
            return
        text = "".join(self._run)
        self._run.clear()
        text = (text if style.get("pre") else fold(text)).strip(BLANKS + "\n\r")
        if not text:
            return
        label, self._label = self._label, None
        if label and _NUMBERED.match(text):  # numbered by hand as well
            label = None
        text = (label or "") + text
        if self.keep and not self.keep(text):
            self.draft.drop("furniture", text)
            return
        hint = style.get("hint", "paragraph")
        self.draft.add(text, line=self.line, hint=hint, level=style.get("level"), align=style["align"], label=label)

    def _element(self, element: Element, style: dict) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in SKIP:
            return
        css = element.get("style") or ""
        if css and _HIDDEN.search(css):
            self.draft.drop("hidden", fold(text_of(element)))
            return
        if tag == "br":
            self._flush(style)
            return
        if tag == "table" and self._table(element, style):
            return
        if tag not in BLOCKS:
            self._inside(element, style)
            return
        self._flush(style)
        inner = self._style(element, tag, css, style)
        self._inside(element, inner)
        self._flush(inner)

    def _inside(self, element: Element, style: dict) -> None:
        if element.text:
            self._run.append(element.text)
        number = _start(element) if element.tag == "ol" else 0
        for child in element:
            if number and child.tag == "li":
                fmt = LIST_FORMATS.get(element.get("type") or "1", "decimal")
                self._label = f"{write(number, fmt)}."
                self._element(child, style)
                self._label = None
                number += 1
            else:
                self._element(child, style)
            if child.tail:
                self._run.append(child.tail)

    def _style(self, element: Element, tag: str, css: str, style: dict) -> dict:
        if not css and not element.attrib and tag not in MARKED:
            return style
        inner = dict(style)
        align = _ALIGN.search(css) if css else None
        if align:
            inner["align"] = align[1].lower()
        elif (shown := (element.get("align") or "").lower()) in ("left", "center", "right"):
            inner["align"] = shown
        elif tag == "center":
            inner["align"] = "center"
        elif "justify" in css or shown == "justify":
            inner["align"] = None
        if tag in HEADINGS:
            inner.update(hint="heading", level=HEADINGS[tag])
        elif tag in ("li", "dt", "dd"):
            inner["hint"] = "list"
        elif tag == "pre":
            inner["pre"] = True
        return inner

    def _table(self, table: Element, style: dict) -> bool:
        """Add a table of values row by row; False for a table that only lays out the page."""
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
        cells = [[c for c in row if c.tag in ("td", "th")] for row in rows]
        if max(map(len, cells), default=0) < 2 or len(rows) < 2:
            return False
        if any(c.find(".//table") is not None or len(text_of(c)) > CELL_TEXT for row in cells for c in row):
            return False
        self._flush(style)
        for caption in table.iter("caption"):
            self._element(caption, {**style, "align": "center"})
        spans: dict[int, tuple[int, str]] = {}  # column → rows still covered, text
        for row in cells:
            full: list[str] = []
            own: list[str] = []
            for cell in row:
                _fill(full, spans)
                text = self._cell(cell)
                own.append(text)
                width, height = _span(cell, "colspan"), _span(cell, "rowspan")
                for _ in range(min(width, MAX_CELLS - len(full))):
                    if height > 1:
                        spans[len(full)] = (height - 1, text)
                    full.append(text)
            _fill(full, spans)
            self.draft.row(full, own, line=self.line)
        return True

    def _cell(self, cell: Element) -> str:
        inner = Draft()
        walker = Walker(inner)
        walker._inside(cell, {"align": None})
        walker._flush({"align": None})
        self.draft.invisible += inner.invisible
        return " ".join(inner.texts)


def _fill(row: list[str], spans: dict[int, tuple[int, str]]) -> None:
    """Append the cells that hang down from rows above."""
    while len(row) in spans:
        left, text = spans.pop(len(row))
        if left > 1:
            spans[len(row)] = (left - 1, text)
        row.append(text)


def _span(cell: Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(whole(value, 1), 1), MAX_CELLS)


def _start(element: Element) -> int:
    if "none" in (element.get("style") or ""):
        return 0
    value = (element.get("start") or "1").strip()
    return whole(value) or 1
