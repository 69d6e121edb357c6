"""PDF through pdfplumber, page by page: lines from glyphs, tables from rules, then furniture out and lines into paragraphs.

A text layer that says something else than the page shows (private-use or wrong-mapped glyphs) is never taken for text.
"""

from __future__ import annotations

import io
import logging
import struct
import zlib

from pipeline.errors import ReadError
from pipeline.read import ocr
from pipeline.read.deadline import deadline
from pipeline.read.draft import Draft
from pipeline.read.limits import PAGE_SECONDS, SLOW_PAGES
from pipeline.read.messages import refused
from pipeline.read.pdflines import Page
from pipeline.read.pdfpage import page_of
from pipeline.read.pdfparagraphs import add_pages
from pipeline.read.pdfstreams import bound
from pipeline.read.redhead import said_on

PDFMINER_ERRORS = (  # what pdfminer lets through on damaged files, beside its own
    AssertionError,
    AttributeError,
    IndexError,
    KeyError,
    OverflowError,
    RecursionError,
    TypeError,
    UnicodeError,
    ValueError,
    struct.error,
    zlib.error,
)
TAIL = 2048
"""Bytes at the end among which a whole file has its ``%%EOF`` mark (PDF 1.7, 7.5.5, with room for trailing junk)."""


def read(data: bytes, draft: Draft) -> dict[str, str]:
    """Add the text of a PDF to ``draft``.

    Raises ``ReadError``: ``pdf-encrypted``, ``pdf-truncated``, ``pdf-needs-ocr``, ``pdf-broken-text-layer``, ``pdf-page-unreadable``, ``too-slow``. A file that is
    read in part carries an issue with one of these codes instead.
    """
    pages, failed = _pages(data)
    pages, confidence, undrawn = _recognised(data, pages)
    truncated = b"%%EOF" not in data[-TAIL:]
    if not pages and undrawn:
        raise refused("pdf-page-unreadable", pages=_listed(undrawn))
    if not pages:
        raise refused("pdf-truncated", reason="")
    failed = sorted(failed + undrawn)
    scans = [p for p in pages if p.scan]
    broken = [p for p in pages if p.broken]
    sound = [p for p in pages if not p.broken and (p.lines or p.rows)]
    if not sound or len(broken) > len(sound):
        if broken:
            raise refused("pdf-broken-text-layer", pages=_listed([p.number for p in broken]))
        if scans:
            raise refused("pdf-needs-ocr", pages=_listed([p.number for p in scans]))
        if truncated or failed:
            raise refused("pdf-truncated", reason="")
        return {}
    for page in broken:
        draft.drop("broken text layer", "\n".join(line.text for line in page.lines))
    for code, numbers in (
        ("pdf-broken-text-layer", [p.number for p in broken]),
        ("pdf-needs-ocr", [p.number for p in scans]),
        ("pdf-page-unreadable", failed),
    ):
        if numbers:
            draft.note(code, pages=_listed(numbers))
    if truncated:
        draft.note("pdf-truncated", reason="")
    add_pages(sound, draft)
    return {**said_on(sound), **ocr.note(confidence, draft)}


def _recognised(data: bytes, pages: list[Page]) -> tuple[list[Page], dict[int, float], list[int]]:
    """``pages`` with the scanned and broken ones recognised, where the extra is installed; their confidence by number, and the
    numbers of the scans that cannot be drawn or take too long.
    """
    wanted = [page.number for page in pages if page.scan or page.broken]
    if not wanted or not ocr.available():
        return pages, {}, []
    found = {page.number: (page, confidence) for page, confidence in ocr.pdf_pages(data, wanted)}
    undrawn = [page.number for page in pages if page.scan and page.number not in found]
    pages = [found[page.number][0] if page.number in found else page for page in pages if page.number not in undrawn]
    return pages, {n: c for n, (_, c) in found.items()}, undrawn


def _pages(data: bytes) -> tuple[list[Page], list[int]]:
    """All pages as lines and rows, and the numbers of those that cannot be read. One page is held at a time."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    bound()
    errors = (PSException, MalformedPDFException, PdfminerException, *PDFMINER_ERRORS)
    pages: list[Page] = []
    failed: list[int] = []
    slow = 0
    try:
        with deadline(PAGE_SECONDS):
            document = pdfplumber.open(io.BytesIO(data))
            leaves = document.pages
        for number, page in enumerate(leaves, 1):
            try:
                with deadline(PAGE_SECONDS):
                    pages.append(page_of(page, number, pages[-1] if pages else None))
            except (ReadError, *errors) as error:
                failed.append(number)
                if refusal := _inside(error):
                    slow += 1
                    if slow > SLOW_PAGES or len(leaves) == slow:
                        raise refusal from error
            finally:
                page.close()
    except errors as error:
        if refusal := _inside(error):
            raise refusal from error
        causes = (error, *error.args)
        if any(isinstance(cause, (PDFPasswordIncorrect, PDFEncryptionError)) for cause in causes):
            raise refused("pdf-encrypted") from error
        if not pages:
            raise refused("pdf-truncated", reason=f"（{error or type(error).__name__}）") from error
    return pages, failed


def _inside(error: Exception) -> ReadError | None:
    """Our own error (too slow, a bomb), also where pdfplumber has wrapped it."""
    return next((cause for cause in (error, *error.args) if isinstance(cause, ReadError)), None)


def _listed(pages: list[int]) -> str:
    """Page numbers, the first twenty of many."""
    return "、".join(map(str, pages[:20])) + ("…" if len(pages) > 20 else "")
