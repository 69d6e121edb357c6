"""What a file is: its content decides, its suffix only where the content leaves it open."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath

from pipeline.errors import ReadError
from pipeline.read.package import DAMAGED

MEDIA_TYPES = {
    "text": "text/plain",
    "markdown": "text/markdown",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "doc": "application/msword",
    "pdf": "application/pdf",
}

MAGIC = (  # bytes a file begins with, and its format
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image?"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"SQLite format 3\0", "sqlite"),
    (b"MIME-Version:", "mhtml"),
    (b"From: <Saved by", "mhtml"),
)

ZIP_MEMBERS = (  # a member that only one kind of zip package has
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("ppt/presentation.xml", "pptx"),
    ("OFD.xml", "ofd"),
    ("META-INF/manifest.xml", "odf"),
)

OLE_STREAMS = (  # names in the directory of a compound file
    ("EncryptedPackage", "encrypted-office"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)

SUFFIXES = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
    ".htm": "html",
    ".html": "html",
    ".shtml": "html",
    ".xhtml": "html",
    ".csv": "csv",
    ".tsv": "csv",
    ".json": "json",
    ".jsonl": "json",
    ".xml": "xml",
    ".docx": "docx",
    ".doc": "doc",
    ".pdf": "pdf",
}

UNSUPPORTED = {  # format → (what it is, what to do)
    "zip": ("a zip archive", "unpack it and read the folder"),
    "archive": ("an archive", "unpack it and read the folder"),
    "xlsx": ("an Excel workbook", "save the sheet's texts as separate files, with a manifest.csv for their metadata"),
    "xls": ("an old Excel workbook", "save the sheet's texts as separate files, with a manifest.csv for their metadata"),
    "pptx": ("a presentation", "export it as PDF"),
    "ppt": ("an old presentation", "export it as PDF"),
    "ofd": ("an OFD document", "export it as PDF from an OFD viewer"),
    "odf": ("an OpenDocument file", "save it as .docx"),
    "rtf": ("a Rich Text file", "save it as .docx"),
    "image": ("an image", "run a text recogniser over it and read the text"),
    "sqlite": ("a database", "give the files it was made from"),
    "mhtml": ("a web archive", "save the page as HTML"),
    "csv": ("a table", "save its texts as separate files, with a manifest.csv for their metadata"),
    "json": ("JSON data", "save its texts as separate files, with a manifest.csv for their metadata"),
    "xml": ("XML data", "save the text as .txt or .html"),
}

_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s*html|html|head|body)[\s>]", re.I | re.S)
_FRAGMENT = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*)*<(?:div|table|p|meta|span|script|title|style|center|article|section|h1)[\s>]", re.I | re.S
)
_WIDE_BOMS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def sniff(data: bytes, name: str) -> str:
    """The format of ``data``: a key of ``MEDIA_TYPES`` or of ``UNSUPPORTED``, or ``encrypted-office``.

    >>> sniff(b"%PDF-1.7", "a.txt"), sniff(b"<!DOCTYPE html><p>", "a.docx"), sniff(b"# x", "a.md"), sniff(b"x", "a")
    ('pdf', 'html', 'markdown', 'text')
    """
    head = data[:4096]
    for mark, encoding in _WIDE_BOMS.items():
        if head.startswith(mark):
            head = head[2 : 2 + (len(head) - 2 & ~1)].decode(encoding, errors="ignore").encode()
    head = head.removeprefix(b"\xef\xbb\xbf")
    suffix = PurePath(name).suffix.lower()
    for magic, kind in MAGIC:
        if head.startswith(magic):
            if kind == "zip":
                return _zip(data, suffix)
            if kind == "ole":
                return _ole(data)
            if kind == "image?":
                kind = "image" if b"\0" in head[:32] else ""
            if kind:
                return kind
    if (
        b"%PDF-" in head[:1024] and b"<" not in head[: head.index(b"%PDF-")]
    ):  # readers allow junk before the mark (PDF 1.7, annex H)
        return "pdf"
    if _HTML.match(head):
        return "html"
    by_suffix = SUFFIXES.get(suffix, "text")
    if _FRAGMENT.match(head) and by_suffix not in ("markdown", "text"):
        return "html"
    if by_suffix in ("docx", "doc", "pdf"):  # none of these begins like this
        return "html" if _FRAGMENT.match(head) else "text"
    return by_suffix


def _zip(data: bytes, suffix: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = set(package.namelist())
    except DAMAGED as error:
        kind = "docx" if suffix == ".docx" or b"word/" in data else "zip"
        raise ReadError(
            f"{kind}-truncated", f"the file breaks off or is damaged ({error})", "get it again from its source"
        ) from error
    return next((kind for member, kind in ZIP_MEMBERS if member in members), "zip")


def _ole(data: bytes) -> str:
    return next((kind for name, kind in OLE_STREAMS if name.encode("utf-16-le") in data), "doc")


def unsupported(kind: str) -> ReadError:
    """The error for a format that is known but not read."""
    what, todo = UNSUPPORTED[kind]
    return ReadError("unsupported-type", f"this is {what}, which is not read; {todo}")
