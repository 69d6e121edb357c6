"""What a file is: its content decides, its suffix only where the content leaves it open."""

from __future__ import annotations

import io
import os
import re
import zipfile
from pathlib import Path, PurePath
from typing import BinaryIO

from pipeline.errors import ReadError
from pipeline.read.limits import MAX_ANY_BYTES
from pipeline.read.messages import refused
from pipeline.read.package import DAMAGED

MEDIA_TYPES = {
    "text": "text/plain",
    "markdown": "text/markdown",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "doc": "application/msword",
    "pdf": "application/pdf",
    "ofd": "application/ofd",
    "image": "image/*",
}

COLLECTIONS = {  # format of a file that holds many texts → what it is, in English
    "zip": ("压缩包", "a zip archive"),
    "csv": ("表格", "a table"),
    "xlsx": ("Excel 工作簿", "an Excel workbook"),
    "json": ("JSON 数据", "JSON data"),
}
"""Their texts are read one by one (``members``)."""

MAGIC = (  # bytes a file begins with, and its format
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "bitmap"),
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
    ("ofd.xml", "ofd"),
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
    ".ndjson": "json",
    ".xml": "xml",
    ".docx": "docx",
    ".doc": "doc",
    ".pdf": "pdf",
}

TABLE = "请另存为 .xlsx 或 .csv。Save it as .xlsx or .csv."

UNSUPPORTED = {  # format → (what it is, in English, what to do)
    "archive": ("压缩包", "an archive", "请解压后读文件夹。Unpack it and read the folder."),
    "xls": ("旧版 Excel 工作簿", "an old Excel workbook", TABLE),
    "pptx": ("演示文稿", "a presentation", "请导出为 PDF。Export it as PDF."),
    "ppt": ("旧版演示文稿", "an old presentation", "请导出为 PDF。Export it as PDF."),
    "odf": ("OpenDocument 文件", "an OpenDocument file", "请另存为 .docx。Save it as .docx."),
    "rtf": ("RTF 文件", "a Rich Text file", "请另存为 .docx。Save it as .docx."),
    "sqlite": ("数据库", "a database", "请给出原来的文件。Give the files it was made from."),
    "mhtml": ("网页存档", "a web archive", "请把网页另存为 HTML。Save the page as HTML."),
    "xml": ("XML 数据", "XML data", "请另存为 .txt 或 .html。Save the text as .txt or .html."),
}

HEAD = 4096

_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s*html|html|head|body)[\s>]", re.I | re.S)
_FRAGMENT = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*)*<(?:div|table|p|meta|span|script|title|style|center|article|section|h1)[\s>]", re.I | re.S
)


def sniff(data: bytes, name: str) -> str:
    """The format of ``data``: a key of ``MEDIA_TYPES`` or of ``UNSUPPORTED``, or ``encrypted-office``.

    Raises ``ReadError`` for a zip package that breaks off.

    >>> sniff(b"%PDF-1.7", "a.txt"), sniff(b"<!DOCTYPE html><p>", "a.docx"), sniff(b"# x", "a.md"), sniff(b"x", "a")
    ('pdf', 'html', 'markdown', 'text')
    """
    suffix = PurePath(name).suffix.lower()
    kind = _magic(data)
    if kind == "zip":
        return _zip(data, suffix)
    if kind == "ole":
        return _ole(data)
    if kind:
        return kind
    head = data[:HEAD]
    mark = head.find(b"%PDF-", 0, 1024)  # readers allow junk before it (PDF 1.7, annex H)
    if mark >= 0 and b"<" not in head[:mark]:
        return "pdf"
    return textual(_narrow(head), suffix)


def _magic(data: bytes) -> str | None:
    kind = next((kind for magic, kind in MAGIC if data.startswith(magic)), None)
    if kind == "bitmap":
        return "image" if b"\0" in data[:32] else None  # a text may begin with BM too
    return kind


def textual(head: bytes, suffix: str) -> str:
    """The format of text that begins with ``head`` (in any encoding that keeps ASCII)."""
    if _HTML.match(head):
        return "html"
    said = SUFFIXES.get(suffix)
    if _FRAGMENT.match(head) and said not in ("markdown", "text"):
        return "html"
    return "text" if said in (None, "docx", "doc", "pdf") else said  # none of the three begins like text


def _narrow(head: bytes) -> bytes:
    """``head`` without its byte order mark, and in one byte a character where it has two."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head[2 : 2 + (len(head) - 2 & ~1)].decode(encoding, errors="ignore").encode()
    return head.removeprefix(b"\xef\xbb\xbf")


def _zip(data: bytes, suffix: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _package_kind(package)
    except DAMAGED as error:
        kind = "docx" if suffix == ".docx" or b"word/" in data else "zip"
        raise refused(f"{kind}-truncated", reason=error) from error


def _ole(data: bytes) -> str:
    return next((kind for name, kind in OLE_STREAMS if name.encode("utf-16-le") in data), "doc")


def collection_at(path: str | Path) -> str | None:
    """The format of the file at ``path`` if it is a collection, found from its first bytes and, of a zip, from its directory.

    None for any other file, and for one that cannot be opened: reading it will say why.
    """
    try:
        if not os.path.isfile(path) or os.path.getsize(path) > MAX_ANY_BYTES:
            return None
        with open(path, "rb") as file:
            head = file.read(HEAD)
            if not head.startswith(b"PK"):
                suffix = PurePath(path).suffix.lower()
                kind = textual(_narrow(head), suffix) if suffix in SUFFIXES and not _magic(head) else None
            else:
                kind = _zip_at(file)
    except OSError:
        return None
    return kind if kind in COLLECTIONS else None


def _zip_at(file: BinaryIO) -> str | None:
    try:
        with zipfile.ZipFile(file) as package:
            return _package_kind(package)
    except DAMAGED:
        return None


def _package_kind(package: zipfile.ZipFile) -> str:
    members = set(package.namelist())
    return next((kind for member, kind in ZIP_MEMBERS if member in members), "zip")


def unsupported(kind: str) -> ReadError:
    """The error for a format that is known but not read."""
    what, english, todo = UNSUPPORTED[kind]
    return refused("unsupported-type", what=what, english=english, todo=todo)
