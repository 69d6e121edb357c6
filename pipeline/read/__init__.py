"""From bytes to blocks: reads one source of any format and writes a ``Reading``.

``read(path)`` for a file, ``members(path)`` and ``read_member(member)`` for the texts that an archive or a table holds, ``read_bytes(data, name)`` and ``read_text(text)`` for what is already in memory, ``discover(paths)``
for the files of folders in a stable order, ``manifest.load(folder)`` for metadata that somebody wrote down beside the files.
"""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePath

from pipeline.errors import ReadError
from pipeline.model import Reading, Source
from pipeline.read import magic, manifest
from pipeline.read.discover import discover
from pipeline.read.draft import Draft
from pipeline.read.encodings import Decoded, decode
from pipeline.read.limits import MAX_ANY_BYTES, MAX_BYTES, MEGABYTE
from pipeline.read.member import Member
from pipeline.read.members import members
from pipeline.read.messages import issue, refused

__all__ = ["Member", "discover", "manifest", "members", "read", "read_bytes", "read_member", "read_text"]

TEXTUAL = frozenset({"text", "markdown", "html"})


def read(path: str | Path, *, metadata: Mapping[str, str] | None = None) -> Reading:
    """What the file at ``path`` says. ``metadata`` (from a manifest) wins over what the file says of itself.

    Raises ``ReadError`` for what cannot be read at all; its ``code`` says why (``docs/readers.md`` lists them).
    """
    path = Path(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise refused("not-a-file", path=path)
        if status.st_size > MAX_ANY_BYTES:
            raise _too_large(status.st_size, MAX_ANY_BYTES)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise refused("not-found", path=path) from error
    except OSError as error:
        raise refused("unreadable", path=path, reason=error.strerror or error) from error
    return read_bytes(data, str(path), metadata=metadata)


def read_bytes(data: bytes, name: str, *, metadata: Mapping[str, str] | None = None) -> Reading:
    """What ``data`` says; ``name`` is its path or URL, whose suffix decides where the content does not."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise refused("empty")
    kind = magic.sniff(data, name)
    if kind == "encrypted-office":
        raise refused("encrypted")
    if kind in magic.COLLECTIONS:
        what, english = magic.COLLECTIONS[kind]
        raise refused("collection", what=what, english=english, path=name)
    if kind in magic.UNSUPPORTED:
        raise magic.unsupported(kind)
    if len(data) > MAX_BYTES[kind]:
        raise _too_large(len(data), MAX_BYTES[kind])
    draft = Draft()
    encoding, said = _read_as(kind, data, name, draft)
    if not draft.blocks:
        raise refused("no-text")
    url = said.get("url") or (metadata or {}).get("url")
    source = Source(name, hashlib.sha256(data).hexdigest(), magic.MEDIA_TYPES[kind], encoding, len(data), url)
    return draft.finish(source, said, metadata)


def read_member(member: Member, *, metadata: Mapping[str, str] | None = None) -> Reading:
    """What a member of a collection says. ``metadata`` (from a manifest) wins over what the collection says of it.

    Raises ``ReadError`` as ``read`` does.
    """
    if member.error is not None:
        raise member.error
    given = {**member.metadata, **(metadata or {})}
    if member.data is None:
        return read(member.path, metadata=given)
    reading = read_bytes(member.data, member.path, metadata=given)
    if member.summary:
        note = issue("summary-only", url=given.get("url", "–"))
        reading = replace(reading, issues=(*reading.issues, note))
    return reading


def read_text(text: str, *, path: str = "<text>", metadata: Mapping[str, str] | None = None) -> Reading:
    """What a string says: plain text, or Markdown or HTML where its content or the suffix of ``path`` says so.

    >>> reading = read_text("关于甲的通知\\n\\n　　一、总则")
    >>> reading.text, [block.line for block in reading.blocks]
    ('关于甲的通知\\n一、总则', [1, 3])
    """
    data = text.encode("utf-8", errors="surrogatepass")
    kind = magic.textual(data[: magic.HEAD], PurePath(path).suffix.lower())
    kind = kind if kind in TEXTUAL else "text"
    draft = Draft()
    said = _textual(kind, text, draft)
    source = Source(path, hashlib.sha256(data).hexdigest(), magic.MEDIA_TYPES[kind], None, len(data), said.get("url"))
    return draft.finish(source, said, metadata)


def _read_as(kind: str, data: bytes, name: str, draft: Draft) -> tuple[str | None, dict[str, str]]:
    """Fill ``draft`` with what ``data`` says in format ``kind``; its encoding and what it says of itself."""
    if kind in TEXTUAL:
        declared = None
        if kind == "html":
            from pipeline.read.html import declared_charset

            declared = declared_charset(data)
        decoded = decode(data, declared)
        _note_damage(decoded, draft)
        return decoded.encoding, _textual(kind, decoded.text, draft)
    if kind == "docx":
        from pipeline.read import docx as reader
    elif kind == "pdf":
        from pipeline.read import pdf as reader
    elif kind == "image":
        from pipeline.read import ocr as reader
    elif kind == "ofd":
        from pipeline.read import ofd as reader
    else:
        from pipeline.read import doc as reader
    return None, reader.read(data, draft)


def _textual(kind: str, text: str, draft: Draft) -> dict[str, str]:
    if kind == "html":
        from pipeline.read import html as reader
    elif kind == "markdown":
        from pipeline.read import markdown as reader
    else:
        from pipeline.read import text as reader
    return reader.read(text, draft)


def _note_damage(decoded: Decoded, draft: Draft) -> None:
    if decoded.guessed:
        draft.note("encoding-guessed", encoding=decoded.encoding)
    if decoded.damaged:
        draft.note("encoding-damaged", count=decoded.damaged, encoding=decoded.encoding)


def _too_large(size: int, limit: int) -> ReadError:
    return refused("too-large", size=size // MEGABYTE, limit=limit // MEGABYTE)
