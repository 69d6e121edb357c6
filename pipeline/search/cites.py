"""What a document or a clause cites, and what cites it; and the texts that are cited but not held."""

from __future__ import annotations

from typing import Any

from pipeline.reference.provisions import provision
from pipeline.search.connection import Database, connected
from pipeline.search.lookup import describe

COLUMNS = (
    "direction",
    "relation",
    "document",
    "clause",
    "text",
    "cited",
    "cited_provision",
    "part",
    "cited_clause_id",
    "outcome",
    "younger",
    "clause_id",
)
MISSING_COLUMNS = ("title", "citations", "documents", "parts")

_SELECT = """
SELECT d.title, c.label, d.id || '#' || c.eid, e.text, f.relation, f.outcome, coalesce(t.title, f.title), f.part,
  CASE WHEN g.key IS NOT NULL THEN t.id || '#' || g.eid END, f.younger
FROM citations f JOIN clauses c ON c.key = f.clause JOIN documents d ON d.key = c.document
  JOIN entities e ON e.clause = f.clause AND e.n = f.n
  LEFT JOIN documents t ON t.key = f.document LEFT JOIN clauses g ON g.key = f.target"""
_ORDER = "ORDER BY f.clause, f.n, f.k"

_NOT_HELD = """
SELECT f.title, count(*), count(DISTINCT c.document), count(DISTINCT f.part)
FROM citations f JOIN clauses c ON c.key = f.clause WHERE f.outcome = 'not held'
GROUP BY f.title ORDER BY 2 DESC, 1"""


def cites(db: Database, identifier: str) -> list[dict[str, Any]]:
    """Rows of ``COLUMNS``: first what the document or clause ``identifier`` cites (``direction`` cites), then what cites it (cited by).

    Of a document, references within itself are left out. Raises ``QueryError`` as ``describe`` does.
    """
    with connected(db) as connection:
        shown = describe(connection, identifier)
        if shown["kind"] == "clause":
            of = "(SELECT c.key FROM clauses c JOIN documents d ON d.key = c.document WHERE d.id = ? AND c.eid = ?)"
            who = (shown["document_id"], shown["eid"])
            out, into = f"f.clause = {of}", f"f.target = {of}"
        else:
            of = "(SELECT key FROM documents WHERE id = ?)"
            who = (shown["id"],)
            out, into = f"c.document = {of} AND f.title IS NOT NULL", f"f.document = {of} AND f.title IS NOT NULL"
        return [
            _row(direction, row)
            for direction, condition in (("cites", out), ("cited by", into))
            for row in connection.execute(f"{_SELECT} WHERE {condition} {_ORDER}", who)
        ]


def not_held(db: Database) -> list[dict[str, Any]]:
    """The texts cited that the database does not hold, the most cited first: how often, by how many documents, how many parts."""
    with connected(db) as connection:
        return [dict(zip(MISSING_COLUMNS, row, strict=True)) for row in connection.execute(_NOT_HELD)]


def _row(direction: str, row: tuple) -> dict[str, Any]:
    names = ("document", "clause", "clause_id", "text", "relation", "outcome", "cited", "part", "cited_clause_id", "younger")
    found = dict(zip(names, row, strict=True))
    said = provision(found["part"]) if found["part"] else None
    return {"direction": direction, **found, "cited_provision": said, "younger": bool(found["younger"])}
