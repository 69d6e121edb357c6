"""Text of page images through RapidOCR, an optional extra whose models are inside its wheel: nothing is sent or fetched.

Every recognised line is spread over its box as glyphs and goes the way of a PDF's glyphs: columns, running heads, paragraphs.
"""

from __future__ import annotations

import importlib.util
import io
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from statistics import median
from typing import TYPE_CHECKING

from pipeline.errors import ReadError
from pipeline.read.deadline import deadline
from pipeline.read.draft import Draft
from pipeline.read.limits import MAX_IMAGE_SIDE, MAX_PICTURES, MAX_PIXELS, MEGABYTE, RECOGNITION_SECONDS, SLOW_PAGES
from pipeline.read.messages import refused
from pipeline.read.ocrmarks import settled
from pipeline.read.pdflines import Glyph, Page
from pipeline.read.pdfpage import place
from pipeline.read.pdfparagraphs import add_pages

if TYPE_CHECKING:
    from PIL.Image import Image

ENGINE = ("rapidocr", "onnxruntime")
DPI = 200
"""Resolution at which a PDF page is drawn: a character of 16 points is 44 pixels high."""

WIDTH = 595.0
"""Points that an image is taken to be wide, that of A4: what reads lines expects points."""

SURE = 0.9
"""Mean confidence of a page below which a person should look."""

SMALL = 200
"""Pixels of a side below which a picture is an emblem or a code and no page."""

LOWEST = 0.3
"""Confidence of a line below which it is a stain."""

STEADY = 0.25
"""Share by which the size of a line may differ from that of its page and still be the same print."""

LONG = 8
"""Characters from which the width of a line shows its size."""


def available() -> bool:
    """Whether the extra ``ocr`` is installed."""
    return all(importlib.util.find_spec(name) for name in ENGINE)


def read(data: bytes, draft: Draft) -> dict[str, str]:
    """Add the text of a picture file to ``draft``; a TIFF may hold several pages.

    Raises ``ReadError``: ``image-needs-ocr`` without the extra, ``image-damaged``, ``too-large``.
    """
    if not available():
        raise refused("image-needs-ocr", pages=1)
    confidence: dict[int, float] = {}
    pages = []
    for number, image in enumerate(_frames(data), 1):
        page, confidence[number] = recognise(image, number)
        pages.append(page)
    add_pages(pages, draft)
    return note(confidence, draft)


def pictures(images: Iterable[bytes]) -> Iterator[tuple[Page, float]]:
    """The pages that the pictures of a document show, each with its mean confidence; one that is damaged, too small to hold a text
    or takes too long is left out.
    """
    slow = 0
    for number, data in enumerate(islice(images, MAX_PICTURES), 1):
        try:
            for image in _frames(data):
                if min(image.size) >= SMALL:
                    yield recognise(image, number)
        except ReadError as error:
            slow += error.code == "too-slow"
            if slow > SLOW_PAGES:
                return


def pdf_pages(data: bytes, numbers: Iterable[int]) -> Iterator[tuple[Page, float]]:
    """The pages of a PDF with these numbers, recognised, each with its mean confidence; one that cannot be drawn or takes too long
    is left out, and all the rest after ``SLOW_PAGES`` of these.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return
    slow = 0
    try:
        for number in numbers:
            try:
                drawn = document[number - 1]
                scale = min(DPI / 72, MAX_IMAGE_SIDE / max(1.0, *drawn.get_size()))
                image = drawn.render(scale=scale).to_pil()
            except (pypdfium2.PdfiumError, IndexError, ValueError):
                continue
            try:
                yield recognise(image, number)
            except ReadError:
                slow += 1
                if slow > SLOW_PAGES:
                    return
    finally:
        document.close()


def note(confidence: dict[int, float], draft: Draft) -> dict[str, str]:
    """Record how sure the pages are: issues, and the metadata ``ocr_confidence`` (``1: 0.98, 2: 0.95``)."""
    if not confidence:
        return {}
    shown = ", ".join(f"{number}: {value:.2f}" for number, value in confidence.items())
    draft.note("ocr", count=len(confidence), confidence=f"{sum(confidence.values()) / len(confidence):.2f}")
    if unsure := [number for number, value in confidence.items() if value < SURE]:
        draft.note("ocr-uncertain", pages="、".join(map(str, unsure[:20])))
    return {"ocr_confidence": shown}


def recognise(image: Image, number: int) -> tuple[Page, float]:
    """The page that ``image`` shows, and the mean confidence of its characters.

    Raises ``ReadError`` with code ``too-slow``.
    """
    import numpy

    with deadline(RECOGNITION_SECONDS):
        found = _engine()(numpy.asarray(image.convert("RGB"))[:, :, ::-1], use_cls=False)
    scale = WIDTH / image.width
    page = Page(number, WIDTH, image.height * scale)
    lines = []
    for box, text, score in zip(_listed(found.boxes), _listed(found.txts), _listed(found.scores), strict=True):
        (x0, top), (x1, bottom) = box.min(axis=0) * scale, box.max(axis=0) * scale
        if text.strip() and score >= LOWEST:
            lines.append((settled(text), float(x0), float(top), float(x1), float(bottom), float(score)))
    usual = median([_size(text, x0, x1) for text, x0, _, x1, _, _ in lines if len(text) >= LONG] or [0.0])
    place([glyph for line in lines for glyph in _glyphs(*line[:5], usual)], page)
    length = sum(len(line[0]) for line in lines)
    return page, sum(len(line[0]) * line[5] for line in lines) / length if length else 0.0


@lru_cache(maxsize=1)
def _engine():
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "critical", "Global.text_score": LOWEST, "Global.max_side_len": MAX_IMAGE_SIDE})


def _frames(data: bytes) -> Iterator[Image]:
    from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as file:
            for frame in ImageSequence.Iterator(file):
                if frame.width * frame.height > MAX_PIXELS:
                    raise refused("too-large", size=frame.width * frame.height * 3 // MEGABYTE, limit=MAX_PIXELS * 3 // MEGABYTE)
                image = ImageOps.exif_transpose(frame).convert("RGB")
                image.thumbnail((MAX_IMAGE_SIDE, MAX_IMAGE_SIDE))
                yield image
    except UnidentifiedImageError as error:  # its sentence holds an address in memory
        raise refused("image-damaged", reason="格式不明 unknown format") from error
    except (Image.DecompressionBombError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise refused("image-damaged", reason=error) from error


def _listed(found: object) -> list:
    """What the engine found; it says None for nothing."""
    return [] if found is None else list(found)


def _units(text: str) -> list[float]:
    """The width of each character in sizes."""
    return [1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text]


def _size(text: str, x0: float, x1: float) -> float:
    return (x1 - x0) / sum(_units(text))


def _glyphs(text: str, x0: float, top: float, x1: float, bottom: float, usual: float) -> Iterator[Glyph]:
    """The characters of a line, spread over its box in proportion to their widths."""
    size = _size(text, x0, x1) if len(text) >= LONG else min(_size(text, x0, x1), 0.9 * (bottom - top))
    if usual and abs(size - usual) < STEADY * usual:
        size = usual
    step = (x1 - x0) / sum(_units(text))
    at = x0
    for character, units in zip(text, _units(text), strict=True):
        yield {
            "text": character,
            "x0": at,
            "x1": at + units * step,
            "top": top,
            "bottom": bottom,
            "size": size,
            "upright": True,
        }
        at += units * step
