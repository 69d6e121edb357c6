"""What was read and how far: the files with their outcome, and how many documents there are by region, year, genre and theme."""

from __future__ import annotations

from typing import Any

from pipeline.search.connection import Database, connected

SOURCE_COLUMNS = ("path", "url", "status", "media_type", "encoding", "size", "stored_at", "documents", "issues")

_SOURCES = """
SELECT s.path, s.url, s.status, s.media_type, s.encoding, s.size, s.stored_at,
  (SELECT json_group_array(json_array(d.id, d.title)) FROM source_documents x JOIN documents d ON d.key = x.document WHERE x.source = s.key),
  (SELECT json_group_array(i.code || '：' || i.message) FROM issues i WHERE i.source = s.key)
FROM sources s"""

AXES = {
    "province": "substr(region_code, 1, 2)",
    "level": "level",
    "genre": "genre",
    "theme": "theme",
    "year": "substr(date, 1, 4)",
    "outcome": "outcome",
}
"""What documents can be counted by."""


def sources(db: Database, status: str | None = None, limit: int = 50, offset: int = 0) -> tuple[list[dict[str, Any]], int]:
    """The files offered, as rows of ``SOURCE_COLUMNS`` (``documents`` and ``issues`` are JSON arrays), those that failed first; and how many."""
    where, parameters = (" WHERE s.status = ?", (status,)) if status else ("", ())
    order = " ORDER BY CASE s.status WHEN 'failed' THEN 0 WHEN 'partial' THEN 1 ELSE 2 END, s.path LIMIT ? OFFSET ?"
    with connected(db) as connection:
        found = connection.execute(_SOURCES + where + order, (*parameters, limit, offset)).fetchall()
        number = connection.execute(f"SELECT count(*) FROM sources s{where}", parameters).fetchone()[0]
    return [dict(zip(SOURCE_COLUMNS, row, strict=True)) for row in found], number


def documents(db: Database, *axes: str) -> list[tuple]:
    """Numbers of documents by the values of ``axes`` (each one of ``AXES``): rows of values and, last, the number."""
    columns = ", ".join(AXES[axis] for axis in axes)
    keys = ", ".join(str(n) for n in range(1, len(axes) + 1))
    with connected(db) as connection:
        return [
            tuple(r) for r in connection.execute(f"SELECT {columns}, count(*) FROM documents GROUP BY {keys} ORDER BY {keys}")
        ]


def latest(db: Database, limit: int = 50, offset: int = 0, title: str | None = None) -> tuple[list[dict[str, Any]], int]:
    """Documents, the youngest first, whose title contains ``title``; and how many there are."""
    names = ("id", "title", "genre", "region", "level", "date", "status", "theme")
    where, parameters = (" WHERE instr(title, ?) > 0", (title,)) if title else ("", ())
    with connected(db) as connection:
        found = connection.execute(
            f"SELECT {', '.join(names)} FROM documents{where} ORDER BY date DESC, title LIMIT ? OFFSET ?",
            (*parameters, limit, offset),
        ).fetchall()
        number = connection.execute(f"SELECT count(*) FROM documents{where}", parameters).fetchone()[0]
    return [dict(zip(names, row, strict=True)) for row in found], number
