"""Works and their dated versions: documents of one title and region, put in order.

What a version's standing is follows from the versions held and from nothing else: one with a later version held is 已修改, one
that a later text held repeals by name is 废止; of the latest held it is said only what a catalogue said. A text published in
parts (a code, book by book) is one version of several documents.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pipeline.errors import QueryError
from pipeline.resolve.works import name
from pipeline.search.conditions import day
from pipeline.search.connection import Database, connected

COLUMNS = ("title", "region", "version", "since", "amended", "status", "evidence", "clauses", "document_id")
NARROW = ("title", "version", "since", "amended", "status", "evidence", "document_id")
"""What a terminal shows."""

_DOCUMENTS = """
SELECT d.key, d.id, d.title, coalesce(d.region, ''), coalesce(d.date, ''), d.promulgated, d.effective, d.status,
  (SELECT count(*) FROM clauses c WHERE c.document = d.key),
  (SELECT group_concat(a.date || ' ' || a.kind, '；') FROM acts a WHERE a.document = d.key AND a.kind IN ('修正', '修订'))
FROM documents d WHERE d.title_is_ours = 0"""
_REPEALED = """
SELECT c.document, d.title, d.date FROM citations f JOIN clauses c ON c.key = f.clause JOIN documents d ON d.key = c.document
WHERE f.document = ? AND f.relation = '废止' AND f.part IS NULL AND f.title IS NOT NULL AND d.date > ? ORDER BY d.date LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Version:
    """One document as a version of a work. ``since``: in force from; ``version``: the day that tells it from the others."""

    key: int
    id: str
    title: str
    region: str
    version: str
    since: str
    said: str | None  # its status in a catalogue
    clauses: int
    amended: str | None  # the days and kinds of amendment that its header tells


def works(db: Database, title: str | None = None) -> list[list[Version]]:
    """Works with their versions, oldest first; with ``title`` (whole, or a part of it) the works so called, else those with several versions.

    Raises ``QueryError`` when no document is called so.
    """
    with connected(db) as connection:
        found = [_version(row) for row in connection.execute(_DOCUMENTS)]
    found.sort(key=lambda v: (name(v.title), v.region, v.version, v.id))
    grouped = [list(g) for _, g in groupby(found, key=lambda v: (name(v.title), v.region))]
    if title is None:
        return [work for work in grouped if len({v.version for v in work}) > 1]
    wanted = name(title)
    chosen = [w for w in grouped if name(w[0].title) == wanted] or [w for w in grouped if wanted in name(w[0].title)]
    if not chosen:
        raise QueryError(f"没有这个标题的文件 no document is called {title!r}", hint="zhengce versions DB")
    return chosen


def rows(db: Database, title: str | None = None, as_of: str | None = None) -> list[dict[str, Any]]:
    """Versions as rows of ``COLUMNS``; with ``as_of`` (2018 or 2018-06-01) only the version of each work in force on that day."""
    on = day(as_of) if as_of else None
    with connected(db) as connection:
        return [
            row
            for work in works(connection, title)
            for row in _rows(connection, work)
            if on is None or row["version"] in _valid(work, on)
        ]


def _version(row: Sequence[Any]) -> Version:
    key, identifier, title, region, date, promulgated, effective, status, clauses, amended = row
    since = effective if effective and effective >= (promulgated or "") else promulgated or date
    return Version(key, identifier, title, region, date, since, status, clauses, amended)


def _valid(work: Sequence[Version], on: str) -> set[str]:
    """The version in force on ``on``: the latest of those that were in force by then."""
    begun = [v.version for v in work if v.since and v.since[: len(on)] <= on]
    return {max(begun)} if begun else set()


def _rows(connection: sqlite3.Connection, work: Sequence[Version]) -> Iterator[dict[str, Any]]:
    for v in work:
        later = next((w for w in work if v.version and w.version > v.version), None)
        repealed = None if later else connection.execute(_REPEALED, (v.key, v.version)).fetchone()
        if later:
            status, evidence = "已修改", f"较新版本 later: {later.version}"
        elif repealed:
            status, evidence = "废止", f"{repealed[1]}（{repealed[2]}）"
        else:
            status, evidence = v.said, "目录 catalogue" if v.said else "最新 latest held"
        yield {
            "title": v.title,
            "region": v.region or None,
            "version": v.version or None,
            "since": v.since or None,
            "amended": v.amended,
            "status": status,
            "evidence": evidence,
            "clauses": v.clauses,
            "document_id": v.id,
        }
