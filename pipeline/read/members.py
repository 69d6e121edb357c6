"""The texts that one file holds: itself, or each text of a collection (an archive, a table, a list of search results).

A member is named by the path of its collection, ``!/`` and its place inside: ``laws.zip!/北京/a.txt``, ``laws.csv!/17`` (the row
as a spreadsheet counts it), ``laws.xlsx!/Sheet1/17``, ``laws.jsonl!/17`` (the line), ``laws.json!/17``. What is wrong with one member
travels with it as ``error``, so that the others are read all the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.read import magic
from pipeline.read.limits import MAX_BYTES, MEGABYTE
from pipeline.read.messages import refused

INSIDE = "!/"
"""Parts the path of a collection from the place of a member in it."""

DEPTH = 1
"""How deep an archive may lie inside another."""


@dataclass(frozen=True, slots=True)
class Member:
    """One text to be read. ``data`` None: the file at ``path`` itself. ``error``: why it cannot be read."""

    path: str
    data: bytes | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)  # what the collection says of it
    error: ReadError | None = None
    summary: bool = False  # the collection holds only a summary of the text

    def digest(self) -> tuple[str, int]:
        """SHA-256 and size of the bytes. Raises ``OSError`` for a file that cannot be opened."""
        if self.data is not None:
            return hashlib.sha256(self.data).hexdigest(), len(self.data)
        with open(self.path, "rb") as file:
            digest = hashlib.sha256()
            while chunk := file.read(MEGABYTE):
                digest.update(chunk)
            return digest.hexdigest(), file.tell()


def members(path: str | Path) -> Iterator[Member]:
    """The texts of the file at ``path``, one at a time. Never raises ``ReadError``: a collection that cannot be opened is one member
    with an ``error``, and so is one that holds nothing.
    """
    kind = magic.collection_at(path)
    if kind is None:
        yield Member(str(path))
        return
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        yield Member(str(path), error=refused("unreadable", path=path, reason=error.strerror or error))
        return
    yield from members_of(Member(str(path), data))


def members_of(member: Member, depth: int = 0) -> Iterator[Member]:
    """The texts of a member that is in memory: itself when it is no collection. ``depth``: archives around it."""
    assert member.data is not None
    found = False
    try:
        kind = magic.sniff(member.data, member.path)
        if kind not in magic.COLLECTIONS:
            yield member
            return
        if depth > DEPTH:
            raise refused("nested-archive", depth=DEPTH)
        if len(member.data) > MAX_BYTES[kind]:
            raise refused("too-large", size=len(member.data) // MEGABYTE, limit=MAX_BYTES[kind] // MEGABYTE)
        for inner in _open(kind, member):
            found = True
            inner = replace(inner, metadata={**member.metadata, **inner.metadata})
            if kind == "zip" and inner.error is None:
                yield from members_of(inner, depth + 1)
            else:
                yield inner
        if not found:
            raise refused("no-text")
    except ReadError as error:
        yield replace(member, data=b"", error=error)


def _open(kind: str, member: Member) -> Iterator[Member]:
    if kind == "zip":
        from pipeline.read import archive as opener
    elif kind == "json":
        from pipeline.read import records as opener
    elif kind == "xlsx":
        from pipeline.read import workbook as opener
    else:
        from pipeline.read import tables as opener
    return opener.members(member.data, member.path)
