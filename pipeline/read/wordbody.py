"""The body of a Word document, element by element, into blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.read.draft import BLANKS, Draft
from pipeline.read.limits import MAX_CELLS
from pipeline.read.numbering import Numbering
from pipeline.read.ooxml import MC, M, R, W, attribute, child, switched_on, value, whole
from pipeline.read.symbols import character
from pipeline.read.wordstyles import Styles, alignment, outline_level

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

TRANSPARENT = frozenset(
    W + n
    for n in (
        "ins",
        "moveTo",
        "hyperlink",
        "smartTag",
        "sdt",
        "sdtContent",
        "fldSimple",
        "customXml",
        "bdo",
        "dir",
        "body",
        "txbxContent",
    )
)
"""Elements whose content counts as if they were not there."""

DELETED = frozenset(W + n for n in ("del", "moveFrom"))
PICTURES = frozenset(W + n for n in ("drawing", "pict", "object"))
BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
IMAGE_DATA = "{urn:schemas-microsoft-com:vml}imagedata"
"""What names the picture inside a drawing (DrawingML) and inside an old one (VML)."""

REFERENCES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
CHARACTERS = {W + "tab": " ", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "softHyphen": "", W + "ptab": " "}

_HEX = re.compile(r"[0-9A-Fa-f]{1,4}")

ENDS_ITSELF = re.compile(r"[、.．,，)）:：】〕\]]$")
"""A label that needs no blank before the text: 一、 （一） 1. against 第一条, 1.1."""

WORDY_BULLET = re.compile(r"[—–]+$|[※▲△★☆√]$")
"""Bullets that are part of the text on paper; dots and squares are not."""


class Body:
    """Adds paragraphs and tables to ``draft``, counting numbers, references and changes on the way."""

    def __init__(self, draft: Draft, styles: Styles, numbering: Numbering) -> None:
        self.draft = draft
        self.styles = styles
        self.numbering = numbering
        self.references: dict[str, list[str | None]] = {"footnote": [], "endnote": []}
        self.insertions = self.deletions = self.pictures = 0
        self.shown: list[str] = []  # relations of the pictures, in order
        self._carried = ""  # text of a paragraph whose end was deleted: it runs on into the next
        self._boxes: list[Element] = []  # text boxes anchored in the paragraph at hand

    def add(self, element: Element) -> None:
        """Add all paragraphs and tables inside ``element``."""
        for part in element:
            tag = part.tag
            if tag == W + "p":
                self._paragraph(part)
            elif tag == W + "tbl":
                self._table(part)
            elif tag in TRANSPARENT:
                self._count_change(tag)
                self.add(part)
            elif tag == MC + "AlternateContent":
                self.add(_chosen(part))
            elif tag in DELETED:
                self.deletions += 1

    def add_note(self, note: Element, label: str) -> None:
        """Add a foot- or endnote with its number."""
        inner = self._inner()
        inner.add(note)
        for position, text in enumerate(inner.draft.texts):
            self.draft.append(("" if position else label) + text, label=None if position else label.strip())

    def _inner(self) -> Body:
        """A body with a draft of its own that counts with this one."""
        inner = Body(Draft(), self.styles, self.numbering)
        inner.references = self.references
        inner.shown = self.shown
        inner.draft.dropped = self.draft.dropped
        return inner

    def _close(self, inner: Body) -> None:
        self.insertions += inner.insertions
        self.deletions += inner.deletions
        self.pictures += inner.pictures
        self.draft.invisible += inner.draft.invisible

    def _count_change(self, tag: str) -> None:
        if tag in (W + "ins", W + "moveTo"):
            self.insertions += 1

    def _paragraph(self, paragraph: Element) -> None:
        properties = child(paragraph, "pPr")
        name = value(properties, "pStyle") or self.styles.default
        style = self.styles.style(name)
        runs: list[str] = []
        self._runs(paragraph, runs, style.hidden)
        text = self._carried + "".join(runs)
        self._carried = ""
        if child(properties, "rPr", "del") is not None:
            self._carried = text
            return
        text = text.strip(BLANKS + "\n")
        label, bullet = self._label(properties, name) if text else (None, False)
        if label:
            text = _joined(label, text)
        hint, level = style.hint, style.level
        if (outline := outline_level(properties)) is not None:
            hint, level = ("heading", outline) if outline else ("paragraph", None)
        if hint == "paragraph" and (label or bullet):
            hint = "list"
        self.draft.add(text, hint=hint, level=level, align=alignment(properties, style.align), label=label)
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.add(box)

    def _label(self, properties: Element | None, name: str | None) -> tuple[str | None, bool]:
        """The automatic number of a paragraph, and whether it is on a list without one (a bullet)."""
        style = self.styles.style(name)
        number, level = style.number, style.number_level
        numbering = child(properties, "numPr")
        if numbering is not None:
            number = value(numbering, "numId") or number
            direct = value(numbering, "ilvl")
            level = level if direct is None else whole(direct)
        if number is None or number == "0":
            return None, False
        if level is None:
            level = self.numbering.level_of_style(number, style.number_style)
        found = self.numbering.label(number, level)
        if found is None:
            return None, False
        label, bullet = found
        label = self.draft.clean(label).strip(BLANKS)
        if bullet and not WORDY_BULLET.match(label):
            return None, True
        return label or None, False

    def _runs(self, element: Element, runs: list[str], hidden: bool) -> None:
        for part in element:
            tag = part.tag
            if tag == W + "r":
                self._run(part, runs, hidden)
            elif tag in TRANSPARENT:
                self._count_change(tag)
                self._runs(part, runs, hidden)
            elif tag in DELETED:
                self.deletions += 1
            elif tag == MC + "AlternateContent":
                self._runs(_chosen(part), runs, hidden)
            elif isinstance(tag, str) and tag.startswith(M):
                runs.append("".join(t.text or "" for t in part.iter(M + "t", W + "t")))

    def _run(self, run: Element, runs: list[str], hidden: bool) -> None:
        properties = child(run, "rPr")
        if properties is not None and child(properties, "vanish") is not None:
            hidden = switched_on(properties, "vanish")
        if hidden:
            self.draft.drop("hidden", "".join(t.text or "" for t in run.iter(W + "t")))
            return
        for part in run:
            tag = part.tag
            if tag == W + "t":
                runs.append(part.text or "")
            elif tag in CHARACTERS:
                runs.append(CHARACTERS[tag])
            elif tag == W + "sym":
                runs.append(_symbol(part))
            elif tag in REFERENCES:
                self.references[REFERENCES[tag]].append(attribute(part, "id"))
            elif tag in PICTURES:
                self._picture(part)
            elif tag == MC + "AlternateContent":
                self._run(_chosen(part), runs, hidden)
            elif tag == W + "ruby":
                base = child(part, "rubyBase")
                if base is not None:
                    self._runs(base, runs, hidden)

    def _picture(self, part: Element) -> None:
        boxes = [b for b in part.iter(W + "txbxContent") if next(b.iterancestors(W + "txbxContent"), None) is None]
        if boxes:
            self._boxes.extend(boxes)
        else:
            self.pictures += 1
            self.shown.extend(filter(None, (e.get(R + "embed") or e.get(R + "id") for e in part.iter(BLIP, IMAGE_DATA))))

    def _table(self, table: Element) -> None:
        rows = [row for row in _descend(table, W + "tr") if child(row, "trPr", "del") is None]
        grid = [[cell for cell in _descend(row, W + "tc")] for row in rows]
        if len(grid) == 1 and len(grid[0]) == 1:  # a frame around text
            self.add(grid[0][0])
            return
        above: list[str] = []
        for row, cells in zip(rows, grid, strict=True):
            full = [""] * min(max(0, whole(value(row, "trPr", "gridBefore"))), MAX_CELLS)
            own: list[str] = []
            for cell in cells:
                properties = child(cell, "tcPr")
                inner = self._inner()
                inner.add(cell)
                self._close(inner)
                text = " ".join(inner.draft.texts)
                merge = child(properties, "vMerge")
                if merge is not None and attribute(merge, "val") != "restart" and len(full) < len(above):
                    text = text or above[len(full)]
                else:
                    own.append(text)
                span = whole(value(properties, "gridSpan"), 1)
                full.extend([text] * min(max(1, span), MAX_CELLS))
            self.draft.row(full, own)
            above = full


def _descend(element: Element, tag: str) -> list[Element]:
    """Children of ``tag``, also those wrapped in a content control or an insertion."""
    found = []
    for part in element:
        if part.tag == tag:
            found.append(part)
        elif part.tag in TRANSPARENT:
            found.extend(_descend(part, tag))
    return found


def _chosen(alternatives: Element) -> Element:
    """The branch of an AlternateContent that holds text; the first one if none does."""
    return next((branch for branch in alternatives if next(branch.iter(W + "t"), None) is not None), alternatives[0])


def _joined(label: str, text: str) -> str:
    """``label`` before ``text`` as a typist writes it: 一、总则, （一）总则, 第一条 总则, 1.1 总则; never 1.5 for 1. and 5."""
    blank = not ENDS_ITSELF.search(label) or (label[-1] in ".．" and text[:1].isdigit())
    return f"{label} {text}" if blank else label + text


def _symbol(part: Element) -> str:
    """The character of a symbol font that ``w:sym`` puts in."""
    code = attribute(part, "char") or ""
    return character(int(code, 16), attribute(part, "font") or "") if _HEX.fullmatch(code) else ""
