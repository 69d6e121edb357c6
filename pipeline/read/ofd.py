"""OFD (GB/T 33190-2016), the fixed-layout format of Chinese offices: a zip of XML that says where each character stands.

Our own reader: the libraries there are render pages to PDF or images and need a graphics stack for it. Characters are placed on
the page and go the way of a PDF's glyphs; stamps and annotations are not text.
"""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.read import labels, ocr
from pipeline.read.draft import Draft
from pipeline.read.messages import refused
from pipeline.read.package import Package
from pipeline.read.pdflines import Glyph, Page
from pipeline.read.pdfpage import place
from pipeline.read.pdfparagraphs import add_pages
from pipeline.read.redhead import is_red, red_head, said_on

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

POINTS = 72 / 25.4  # a millimetre
A4 = (0.0, 0.0, 210.0, 297.0)
ASCENT = 0.88
"""Share of its size that a glyph stands above its baseline."""

WIDE = 1.2
"""Sizes that the next character may stand off without a blank between."""

MAX_PAGES = 10_000
MAX_REPEAT = 100_000
"""Characters of one text object: ``g 2000000000 1`` in a list of distances is an attack."""

IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def read(data: bytes, draft: Draft) -> dict[str, str]:
    """Add the text of an OFD document to ``draft``; title and keywords of its ``DocInfo`` as metadata.

    Raises ``ReadError``: ``ofd-truncated``, ``encrypted``, ``zip-bomb``, ``xml-entities``, ``image-needs-ocr``.
    """
    package = Package(data, "ofd")
    entry = next((name for name in package.names if name.lower() == "ofd.xml"), "OFD.xml")
    root = package.xml(entry)
    if next(_all(root, "Encryptions"), None) is not None or "Encryptions.xml" in package.names:
        raise refused("encrypted")
    pages: list[Page] = []
    said: dict[str, str] = {}
    pictures: dict[int, bytes] = {}
    for body in _all(root, "DocBody"):
        said = {**_metadata(body), **said}
        if place_of := _text(body, "DocRoot"):
            pages.extend(_pages(package, _target(entry, place_of), len(pages), pictures))
    confidence = _recognise(pages, pictures) if ocr.available() else {}
    if scans := [page.number for page in pages if page.scan]:
        if len(scans) == len(pages):
            raise refused("image-needs-ocr", pages="、".join(map(str, scans[:20])))
        draft.note("image-needs-ocr", pages="、".join(map(str, scans[:20])))
    add_pages(pages, draft)
    return {**said_on(pages), **said, **ocr.note(confidence, draft)}


def _recognise(pages: list[Page], pictures: dict[int, bytes]) -> dict[int, float]:
    """Put what the picture of a page shows, by its number, in the place of the page; the confidence by number."""
    confidence: dict[int, float] = {}
    for n, page in enumerate(pages):
        if page.scan and page.number in pictures:
            for found, sure in ocr.pictures([pictures[page.number]]):
                found.number = page.number
                for line in found.lines:
                    line.page = page.number
                pages[n], confidence[page.number] = found, sure
    return confidence


def _picture(package: Package, name: str, root: Element, content: Element) -> bytes | None:
    """The bytes of the largest picture on a page; ``root`` is the document in the part ``name``, ``content`` the page."""
    shown = max(_all(content, "ImageObject"), key=lambda e: _area(e.get("Boundary")), default=None)
    if shown is None:
        return None
    for resources in (*_all(root, "PublicRes"), *_all(root, "DocumentRes")):
        part = _target(name, (resources.text or ""))
        if part in package.names:
            listed = package.xml(part)
            for media in _all(listed, "MultiMedia"):
                if media.get("ID") == shown.get("ResourceID"):
                    file = posixpath.join(listed.get("BaseLoc", ""), _text(media, "MediaFile") or "")
                    found = _target(part, file)
                    return package.bytes(found) if found in package.names else None
    return None


def _area(boundary: str | None) -> float:
    box = _box(boundary, A4)
    return box[2] * box[3]


def _pages(package: Package, name: str, before: int, pictures: dict[int, bytes]) -> Iterator[Page]:
    """The pages of the document whose root is the part ``name``; ``before``: pages of documents before it. Of a page without text
    ``pictures`` gets the picture.
    """
    root = package.xml(name)
    templates = {e.get("ID"): _target(name, e.get("BaseLoc", "")) for e in _all(root, "TemplatePage")}
    area = _box(_text(root, "PhysicalBox"), A4)
    places = [e.get("BaseLoc", "") for pages in _all(root, "Pages") for e in _all(pages, "Page")]
    for number, place_of in enumerate(places[:MAX_PAGES], before + 1):
        content = package.xml(_target(name, place_of))
        box = _box(_text(content, "PhysicalBox"), area)
        page = Page(number, box[2] * POINTS, box[3] * POINTS)
        for used in _all(content, "Template"):
            if (template := templates.get(used.get("TemplateID"))) in package.names:
                glyphs = [g for e in _all(package.xml(template), "TextObject") for g in _glyphs(e)]
                page.aside.append(("page template", "".join(g["text"] for g in glyphs)))
        glyphs = [glyph for e in _all(content, "TextObject") for glyph in _glyphs(e)]
        page.scan = not glyphs and next(_all(content, "ImageObject"), None) is not None
        if page.scan and (picture := _picture(package, name, root, content)):
            pictures[number] = picture
        place(glyphs, page)
        if number == 1:
            page.said |= red_head([glyph for glyph in glyphs if glyph["red"]], page)
        yield page


def _glyphs(element: Element) -> Iterator[Glyph]:
    """The characters of a ``TextObject`` where they stand, in points from the top left of the page."""
    left, top, _, _ = _box(element.get("Boundary"), (0.0, 0.0, 0.0, 0.0))
    size = _number(element.get("Size"), 4.0)
    matrix = tuple(_numbers(element.get("CTM"))) or IDENTITY
    a, b, c, d, e, f = matrix if len(matrix) == 6 else IDENTITY
    colour = next((e for e in element if e.tag.endswith("FillColor")), None)
    red = colour is not None and is_red(tuple(part / 255 for part in _numbers(colour.get("Value"))))
    height = size * (abs(d) or abs(c) or 1) * POINTS
    for code in _all(element, "TextCode"):
        x, y = _number(code.get("X"), 0.0), _number(code.get("Y"), 0.0)
        across, down = _numbers(code.get("DeltaX")), _numbers(code.get("DeltaY"))
        vertical = bool(down) and not any(across)
        for n, text in enumerate((code.text or "")[:MAX_REPEAT]):
            at, base = (left + a * x + c * y + e) * POINTS, (top + b * x + d * y + f) * POINTS
            width = height * (1.0 if unicodedata.east_asian_width(text) in "WFA" else 0.5)
            if n < len(across) and 0 < (advance := a * across[n] * POINTS) <= WIDE * height:
                width = advance  # set wide, not apart
            yield {
                "text": text,
                "x0": at,
                "x1": at + width,
                "top": base - ASCENT * height,
                "bottom": base + (1 - ASCENT) * height,
                "size": height,
                "upright": not (vertical or abs(b) > abs(a)),
                "red": red,
            }
            x += across[n] if n < len(across) else (0.0 if vertical else size)
            y += down[n] if n < len(down) else 0.0


def _metadata(body: Element) -> dict[str, str]:
    found = {}
    for key, name in (("title", "Title"), ("keywords", "Keyword")):
        shown = "、".join(filter(None, ((e.text or "").strip() for e in _all(body, name))))
        if kept := labels.value(key, shown):
            found[key] = kept
    return found


def _all(element: Element, name: str) -> Iterator[Element]:
    """Descendants of a local name: makers differ in their namespaces."""
    return element.iter("{*}" + name)


def _text(element: Element, name: str) -> str | None:
    found = next(_all(element, name), None)
    return None if found is None else (found.text or "").strip()


def _target(part: str, location: str) -> str:
    """The part that ``location`` in ``part`` names: from the root of the package, or from the folder of ``part``."""
    location = location.strip().replace("\\", "/")
    base = "/" if location.startswith("/") else "/" + posixpath.dirname(part)
    return posixpath.normpath(posixpath.join(base, location.lstrip("/"))).lstrip("/")


def _numbers(shown: str | None) -> list[float]:
    """A list of numbers; ``g 3 5`` stands for 5 5 5 (GB/T 33190, 7.2.2).

    >>> _numbers("1.5 g 3 5 x 2")
    [1.5, 5.0, 5.0, 5.0, 0.0, 2.0]
    """
    words = (shown or "").split()
    found: list[float] = []
    n = 0
    while n < len(words) and len(found) < MAX_REPEAT:
        if words[n] == "g" and n + 2 < len(words):
            found.extend([_number(words[n + 2], 0.0)] * int(min(MAX_REPEAT, max(0, _number(words[n + 1], 0.0)))))
            n += 3
        else:
            found.append(_number(words[n], 0.0))
            n += 1
    return found


def _box(shown: str | None, otherwise: tuple[float, ...]) -> tuple[float, ...]:
    box = tuple(_numbers(shown))
    return box if len(box) == 4 else otherwise


def _number(shown: str | None, otherwise: float) -> float:
    """A number of sane size, or ``otherwise``."""
    try:
        number = float(shown or "")
    except ValueError:
        return otherwise
    return number if abs(number) < 1e6 else otherwise  # also for nan
