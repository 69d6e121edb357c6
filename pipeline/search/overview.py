"""What a database holds, in numbers; and what was odd in its sources."""

from __future__ import annotations

from typing import Any

from pipeline.search.connection import Database, connected

TOTALS = {
    "sources": "SELECT count(*) FROM sources",
    "failed": "SELECT count(*) FROM sources WHERE status = 'failed'",
    "documents": "SELECT count(*) FROM documents",
    "characters": "SELECT coalesce(sum(characters), 0) FROM documents",
    "clauses": "SELECT count(*) FROM clauses",
    "quantities": "SELECT count(*) FROM quantities",
    "entities": "SELECT count(*) FROM entities",
    "norms": "SELECT count(*) FROM norms",
    "issues": "SELECT count(*) FROM issues",
}

COUNTS = {
    "region": ("documents", "region"),
    "genre": ("documents", "genre"),
    "theme": ("documents", "theme"),
    "function": ("clauses", "function"),
    "modality": ("norms", "modality"),
    "label": ("entities", "label"),
    "status": ("sources", "status"),
}
"""What can be counted by: the table and its column."""

ISSUE_COLUMNS = ("severity", "code", "message", "source", "document")


def totals(db: Database) -> list[dict[str, Any]]:
    """``{"kind", "count"}`` for every kind of thing stored."""
    with connected(db) as connection:
        return [{"kind": kind, "count": connection.execute(sql).fetchone()[0]} for kind, sql in TOTALS.items()]


def counts(db: Database, by: str) -> list[dict[str, Any]]:
    """``{by, "count"}``, most frequent first; an unknown value is None. ``by`` is one of ``COUNTS``."""
    table, column = COUNTS[by]
    with connected(db) as connection:
        rows = connection.execute(f"SELECT {column}, count(*) FROM {table} GROUP BY 1 ORDER BY 2 DESC, 1").fetchall()
    return [{by: value, "count": n} for value, n in rows]


def issues(db: Database) -> list[dict[str, Any]]:
    """All issues, those of the worst severity first."""
    with connected(db) as connection:
        rows = connection.execute(
            "SELECT severity, code, message, path, document FROM view_issues "
            "ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, path, start"
        ).fetchall()
    return [dict(zip(ISSUE_COLUMNS, row, strict=True)) for row in rows]
