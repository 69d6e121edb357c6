"""The file of reviews: one row for each fact that somebody judged, with the words and the clause it was about."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from pipeline.errors import StoreError
from pipeline.review.fact import FIELDS

VERDICTS = ("accepted", "rejected", "corrected")

APPLICATION_ID = 0x7A687276  # "zhrv"

_SHAPE = """
CREATE TABLE IF NOT EXISTS reviews (
  document TEXT NOT NULL,           -- id of the document, as in the database
  eid TEXT NOT NULL,                -- of the clause
  kind TEXT NOT NULL CHECK (kind IN ('quantity', 'entity', 'norm')),
  start INTEGER NOT NULL,           -- of the fact's words in the clause's text, in code points
  end INTEGER NOT NULL,
  text TEXT NOT NULL,
  title TEXT NOT NULL,              -- of the document: to find it again when its text has changed
  clause_text TEXT NOT NULL,
  fact TEXT NOT NULL,               -- JSON: what was extracted when it was judged
  verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'rejected', 'corrected')),
  corrected TEXT,                   -- JSON: the fields that a reader set right
  note TEXT NOT NULL,
  at TEXT NOT NULL,                 -- UTC
  PRIMARY KEY (document, eid, kind, start, end)
) STRICT, WITHOUT ROWID"""
_NAMES = ("document", "eid", "kind", "start", "end", "text", "title", "clause_text", "fact", "verdict", "corrected", "note", "at")
LONGEST = 2000
"""Characters of a note or of a corrected value."""


@dataclass(frozen=True, slots=True)
class Review:
    document: str
    eid: str
    kind: str
    start: int
    end: int
    text: str
    title: str
    clause_text: str
    fact: dict[str, Any]
    verdict: str
    corrected: dict[str, Any] | None = None
    note: str = ""
    at: str = ""

    @property
    def place(self) -> tuple[str, int, int]:
        return self.kind, self.start, self.end


def beside(database: Path) -> Path:
    """Where the reviews of a database are kept."""
    return database.with_name(f"{database.name}.reviews.db")


class Reviews:
    """The reviews in the file at ``path``, made when something is first written. Raises ``StoreError`` for a file that is not one."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def save(self, review: Review) -> None:
        """Write a judgement, in place of an earlier one on the same fact. Raises ``StoreError`` for one that makes no sense."""
        if review.kind not in FIELDS or review.verdict not in VERDICTS:
            raise StoreError(f"不能这样判断 no such judgement: {review.kind} {review.verdict}", hint=" | ".join(VERDICTS))
        if len(review.note) > LONGEST or any(len(str(v)) > LONGEST for v in (review.corrected or {}).values()):
            raise StoreError(f"超过 {LONGEST} 字 longer than {LONGEST} characters", hint="a shorter note")
        row = [getattr(review, name) for name in _NAMES]
        row[_NAMES.index("fact")] = json.dumps(review.fact, ensure_ascii=False)
        corrected = review.corrected if review.verdict == "corrected" else None
        row[_NAMES.index("corrected")] = json.dumps(corrected, ensure_ascii=False) if corrected else None
        row[_NAMES.index("at")] = review.at or datetime.now(timezone.utc).isoformat(timespec="seconds")
        with self._open() as connection:
            connection.execute(f"INSERT OR REPLACE INTO reviews VALUES ({', '.join('?' * len(_NAMES))})", row)

    def withdraw(self, document: str, eid: str, kind: str, start: int, end: int) -> None:
        """Forget the judgement on one fact, if there is one."""
        with self._open() as connection:
            connection.execute(
                "DELETE FROM reviews WHERE document = ? AND eid = ? AND kind = ? AND start = ? AND end = ?",
                (document, eid, kind, start, end),
            )

    def all(self, document: str | None = None, eid: str | None = None) -> list[Review]:
        """The reviews, of one document or of one clause if it is named, in the order of the texts."""
        if not self.path.exists():
            return []
        asked = [(name, value) for name, value in (("document", document), ("eid", eid)) if value is not None]
        where = f" WHERE {' AND '.join(f'{name} = ?' for name, _ in asked)}" if asked else ""
        with self._open() as connection:
            rows = connection.execute(
                f"SELECT {', '.join(_NAMES)} FROM reviews{where} ORDER BY title, document, eid, start, kind",
                [v for _, v in asked],
            ).fetchall()
        return [_review(row) for row in rows]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = sqlite3.connect(self.path, timeout=10)
            try:
                with connection:
                    owner = connection.execute("PRAGMA application_id").fetchone()[0]
                    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
                    if owner != APPLICATION_ID and not empty:
                        raise StoreError(f"不是复核文件 not a file of reviews: {self.path}", hint="move it away")
                    if empty:
                        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                        connection.execute(_SHAPE)
                    yield connection
            finally:
                connection.close()
        except sqlite3.Error as error:
            raise StoreError(f"复核文件打不开 cannot open {self.path}: {error}") from error


def _review(row: tuple) -> Review:
    values = dict(zip(_NAMES, row, strict=True))
    values["fact"] = json.loads(values["fact"])
    values["corrected"] = json.loads(values["corrected"]) if values["corrected"] else None
    return Review(**values)
