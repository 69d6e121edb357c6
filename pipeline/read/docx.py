"""Word documents: what stands on paper, in order. Automatic numbers restored, tracked changes taken as accepted.

Read from the XML itself: no library gives numbering, text boxes, tracked changes and footnotes together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.read import ocr
from pipeline.read.draft import Draft
from pipeline.read.messages import refused
from pipeline.read.numbering import Numbering
from pipeline.read.ooxml import W, attribute
from pipeline.read.package import Package
from pipeline.read.pdfparagraphs import add_pages
from pipeline.read.wordbody import Body
from pipeline.read.wordstyles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAIN = "word/document.xml"
ASIDE = {"header": "header", "footer": "footer", "comments": "comment"}
"""Kind of part → reason for which its text is left out."""

MACROS = "vbaProject.bin"
"""The part that holds macros."""

LITTLE = 100
"""Characters of text below which the pictures of a document carry its text."""

NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
"""Kind of part → element of one note."""


def read(data: bytes, draft: Draft) -> dict[str, str]:
    """Add the text of a DOCX to ``draft``.

    Raises ``ReadError``: ``docx-truncated``, ``encrypted``, ``zip-bomb``, ``xml-entities``, ``text-in-pictures``.
    """
    package = Package(data, "docx")
    main = next((target for kind, target in package.related("").values() if kind == "officeDocument"), MAIN)
    relations = package.related(main)
    parts = {kind: target for kind, target in relations.values() if target in package.names}

    def part(kind: str) -> Element | None:
        return package.xml(parts[kind]) if kind in parts else None

    body = Body(draft, Styles(part("styles")), Numbering(part("numbering")))
    root = package.xml(main)
    content = root.find(W + "body")
    if content is None:
        raise refused("docx-truncated", reason="w:body")
    body.add(content)
    for kind, element in NOTES.items():
        _add_notes(part(kind), element, body)
    for kind, target in relations.values():
        if kind in ASIDE and target in package.names:
            _drop_aside(package.xml(target), ASIDE[kind], draft)
    if any(name.endswith(MACROS) for name in package.names):
        draft.note("macros")
    if body.deletions or body.insertions:
        draft.note("tracked-changes", insertions=body.insertions, deletions=body.deletions)
    if body.pictures and sum(map(len, draft.texts)) < LITTLE:
        shown = (relations.get(reference, ("", ""))[1] for reference in body.shown)
        return _text_in_pictures([package.bytes(name) for name in shown if name in package.names], body.pictures, draft)
    if body.pictures:
        draft.note("pictures", count=body.pictures)
    return {}


def _text_in_pictures(images: list[bytes], count: int, draft: Draft) -> dict[str, str]:
    """Add what the pictures of a document with little text show, where the extra is installed; else say that they hold the text."""
    found = list(ocr.pictures(images)) if ocr.available() else []
    if any(page.lines for page, _ in found):
        add_pages([page for page, _ in found], draft)
        return ocr.note({number: confidence for number, (_, confidence) in enumerate(found, 1)}, draft)
    if images and not draft.blocks:
        raise refused("text-in-pictures", count=count)
    draft.note("text-in-pictures" if images else "pictures", count=count)
    return {}


def _add_notes(root: Element | None, name: str, body: Body) -> None:
    """Add foot- or endnotes at the end in the order they are referred to, each with its number."""
    if root is None:
        return
    notes = {attribute(e, "id"): e for e in root.iter(W + name)}
    for number, reference in enumerate(body.references[name], 1):
        if (note := notes.get(reference)) is not None:
            body.add_note(note, f"[{number}] ")


def _drop_aside(root: Element, reason: str, draft: Draft) -> None:
    for paragraph in root.iter(W + "p"):
        draft.drop(reason, "".join(t.text or "" for t in paragraph.iter(W + "t")))
