"""Citations as links of one document: where each stands in its clause and where it leads; and what leads here."""

from __future__ import annotations

from typing import Any

from pipeline.search.connection import Database, connected

_OUT = """
SELECT c.eid, e.start, e.end, e.text, f.relation, f.outcome, coalesce(t.title, f.title), f.part, t.id, g.eid, g.label, f.younger
FROM citations f JOIN clauses c ON c.key = f.clause JOIN entities e ON e.clause = f.clause AND e.n = f.n
  LEFT JOIN documents t ON t.key = f.document LEFT JOIN clauses g ON g.key = f.target
WHERE c.document = (SELECT key FROM documents WHERE id = ?) ORDER BY f.clause, f.n, f.k"""
_OUT_NAMES = (
    "eid",
    "start",
    "end",
    "text",
    "relation",
    "outcome",
    "cited",
    "part",
    "cited_id",
    "cited_eid",
    "cited_label",
    "younger",
)

_IN = "SELECT d.id, d.title, d.region, d.date, c.eid, c.label, e.text, f.relation, f.part, g.eid, g.label"
_CITING = """
FROM citations f JOIN clauses c ON c.key = f.clause JOIN documents d ON d.key = c.document
  JOIN entities e ON e.clause = f.clause AND e.n = f.n LEFT JOIN clauses g ON g.key = f.target
WHERE f.document = (SELECT key FROM documents WHERE id = ?) AND f.title IS NOT NULL"""
_IN_NAMES = ("id", "title", "region", "date", "eid", "label", "text", "relation", "part", "cited_eid", "cited_label")


def outgoing(db: Database, document: str) -> list[dict[str, Any]]:
    """Every citation of the document with that id; ``start`` and ``end`` are offsets in the text of the clause ``eid``. ``cited_id`` and
    ``cited_eid`` are None where the text or the clause cited is not held."""
    with connected(db) as connection:
        return [dict(zip(_OUT_NAMES, row, strict=True)) for row in connection.execute(_OUT, (document,))]


def incoming(db: Database, document: str, eid: str | None = None, limit: int = 200) -> tuple[list[dict[str, Any]], int]:
    """The citations by *other* texts of the document, or of its clause ``eid`` alone: the ``limit`` youngest, and how many there are."""
    citing, who = (f"{_CITING} AND g.eid = ?", (document, eid)) if eid else (_CITING, (document,))
    with connected(db) as connection:
        rows = connection.execute(f"{_IN} {citing} ORDER BY d.date DESC, f.clause, f.n, f.k LIMIT ?", (*who, limit))
        found = [dict(zip(_IN_NAMES, row, strict=True)) for row in rows]
        return found, connection.execute(f"SELECT count(*) {citing}", who).fetchone()[0]


def beside(db: Database, document: str, eid: str) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """The clauses before and after one of a document, as ``{"eid", "label"}``; None at the ends."""
    here = "(SELECT c.key FROM clauses c JOIN documents d ON d.key = c.document WHERE d.id = ? AND c.eid = ?)"
    there = "document = (SELECT key FROM documents WHERE id = ?)"
    with connected(db) as connection:
        return tuple(
            {"eid": row[0], "label": row[1]} if row else None
            for order, sign in (("DESC", "<"), ("ASC", ">"))
            for row in (
                connection.execute(
                    f"SELECT eid, label FROM clauses WHERE {there} AND key {sign} {here} ORDER BY key {order} LIMIT 1",
                    (document, document, eid),
                ).fetchone(),
            )
        )


def source(db: Database, document: str) -> dict[str, Any] | None:
    """The first file that holds the document: path, URL, sha256, media type, size, and when it was read."""
    names = ("path", "url", "sha256", "media_type", "size", "stored_at")
    sql = f"SELECT {', '.join(f's.{name}' for name in names)} FROM sources s JOIN source_documents x ON x.source = s.key JOIN documents d ON d.key = x.document WHERE d.id = ? ORDER BY s.key LIMIT 1"
    with connected(db) as connection:
        row = connection.execute(sql, (document,)).fetchone()
    return dict(zip(names, row, strict=True)) if row else None
