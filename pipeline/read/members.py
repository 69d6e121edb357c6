"""The texts that one file holds: itself, or each text of a collection (an archive, a table, a list of search results)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.read import archive, magic, records, tables, workbook
from pipeline.read.limits import MAX_BYTES, MEGABYTE
from pipeline.read.member import Member
from pipeline.read.messages import refused

OPENERS = {"zip": archive, "csv": tables, "json": records, "xlsx": workbook}
"""The module whose ``members(data, path)`` opens a kind of collection."""

DEPTH = 1
"""How deep an archive may lie inside another."""


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
        for inner in OPENERS[kind].members(member.data, member.path):
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
