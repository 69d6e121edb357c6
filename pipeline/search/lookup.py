"""One document or clause with all that is known of it, as plain dictionaries."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from pipeline.errors import QueryError
from pipeline.search.connection import Database, connected

_DOCUMENT_LISTS = ("issuers", "addressees", "regions")
_FACTS = {
    "quantities": "text, start, end, low, high, low_inclusive, high_inclusive, unit, approx, per, dimension, of, role, anchor, period, kind, rule, confidence",
    "entities": "text, start, end, label, norm, title, target, rule, confidence",
    "norms": "n, modality, text AS cue, start, end, items, rule, confidence",
}
_CITED = """
SELECT e.text, f.relation, f.outcome, coalesce(t.title, f.title) AS cited, f.part, f.younger,
  CASE WHEN g.key IS NOT NULL THEN t.id || '#' || g.eid END AS cited_clause_id
FROM citations f JOIN entities e ON e.clause = f.clause AND e.n = f.n
  LEFT JOIN documents t ON t.key = f.document LEFT JOIN clauses g ON g.key = f.target
WHERE f.clause = ? ORDER BY f.n, f.k"""
_CHOICES = 8
"""Documents named when an identifier fits several."""


def describe(db: Database, identifier: str) -> dict[str, Any]:
    """The clause or document that ``identifier`` names.

    A clause id (``document#eid``) gives ``{"kind": "clause", …}`` with its facts; a document's id, its title or a part of the
    title gives ``{"kind": "document", …}`` with its clauses. Raises ``QueryError`` when nothing or more than one is meant.
    """
    with connected(db) as connection:
        document, _, eid = identifier.partition("#")
        found = _rows(connection, "SELECT * FROM documents WHERE id = ?", document) or _by_title(connection, identifier)
        if not found:
            raise QueryError(f"没有这份文件或条款 no document or clause {identifier!r}", hint="zhengce search DB WORD")
        if len(found) > 1:
            names = "\n".join(f"{row['id']}  {row['title']}  {row['date'] or ''}" for row in found[:_CHOICES])
            raise QueryError(
                f"{len(found)} 份文件符合 documents fit {identifier!r}:\n{names}", hint=f"zhengce show DB {found[0]['id']}"
            )
        if eid and found[0]["id"] == document:
            return _clause(connection, found[0], eid)
        return _document(connection, found[0])


def need_region(db: Database, value: str) -> None:
    """Raises ``QueryError`` when ``value`` is neither a name nor a code of an area nor the region of a document held.

    Such a filter would take everything away and say nothing.
    """
    from pipeline.reference.areas import known

    if known(value):
        return
    with connected(db) as connection:
        held = _rows(connection, "SELECT 1 FROM documents WHERE instr(region, ?) > 0 LIMIT 1", value)
    if not held:
        hint = "GB/T 2260 的名称或者代码 a name or code, as 浙江, 杭州市, 330100; 全国 for national texts"
        raise QueryError(f"没有这个地区 no such region: {value!r}", hint=hint)


def _by_title(connection: sqlite3.Connection, title: str) -> list[dict[str, Any]]:
    exact = _rows(connection, "SELECT * FROM documents WHERE title = ? ORDER BY date DESC", title)
    return exact or _rows(connection, "SELECT * FROM documents WHERE instr(title, ?) > 0 ORDER BY date DESC, id", title)


def _document(connection: sqlite3.Connection, row: dict[str, Any]) -> dict[str, Any]:
    key = row.pop("key")
    clauses = _rows(connection, "SELECT eid, label, path, function, text FROM clauses WHERE document = ? ORDER BY key", key)
    return {
        "kind": "document",
        **row,
        **{name: json.loads(row[name]) for name in _DOCUMENT_LISTS},
        "title_is_ours": bool(row["title_is_ours"]),
        "evidence": {
            r["field"]: r["text"] for r in _rows(connection, "SELECT field, text FROM evidence WHERE document = ?", key)
        },
        "acts": _rows(connection, "SELECT date, kind, text FROM acts WHERE document = ? ORDER BY n", key),
        "themes": _rows(connection, "SELECT label, probability FROM topics WHERE document = ? ORDER BY rank", key),
        "sources": [
            s["path"]
            for s in _rows(connection, "SELECT path FROM sources JOIN source_documents ON key = source WHERE document = ?", key)
        ],
        "facts": {kind: _count(connection, kind, key) for kind in _FACTS},
        "issues": _rows(connection, "SELECT code, severity, message FROM issues WHERE document = ? ORDER BY key", key),
        "clauses": [{"clause_id": f"{row['id']}#{c['eid']}", **c, "path": json.loads(c["path"])} for c in clauses],
    }


def _count(connection: sqlite3.Connection, table: str, document: int) -> int:
    sql = f"SELECT count(*) FROM {table} f JOIN clauses c ON c.key = f.clause WHERE c.document = ?"
    return connection.execute(sql, (document,)).fetchone()[0]


def _clause(connection: sqlite3.Connection, document: dict[str, Any], eid: str) -> dict[str, Any]:
    found = _rows(connection, "SELECT * FROM clauses WHERE document = ? AND eid = ?", document["key"], eid)
    if not found:
        raise QueryError(f"{document['title']} 没有条款 has no clause {eid!r}", hint=f"zhengce show DB {document['id']}")
    clause = found[0]
    facts = {
        table: _rows(connection, f"SELECT {columns} FROM {table} WHERE clause = ? ORDER BY n", clause["key"])
        for table, columns in _FACTS.items()
    }
    for quantity in facts["quantities"]:
        quantity["per"] = json.loads(quantity["per"])
        for flag in ("low_inclusive", "high_inclusive", "approx"):
            quantity[flag] = bool(quantity[flag])
    for norm in facts["norms"]:
        norm["items"] = bool(norm["items"])
        spans = "SELECT role, text, start, end, rule FROM norm_spans WHERE clause = ? AND norm = ? ORDER BY n"
        norm["spans"] = _rows(connection, spans, clause["key"], norm.pop("n"))
    return {
        "kind": "clause",
        "clause_id": f"{document['id']}#{eid}",
        "document_id": document["id"],
        "document": document["title"],
        **{name: document[name] for name in ("region", "genre", "date")},
        **{name: clause[name] for name in ("label", "eid", "number", "start", "end", "page", "function", "text")},
        "path": json.loads(clause["path"]),
        **facts,
        "citations": [{**c, "younger": bool(c["younger"])} for c in _rows(connection, _CITED, clause["key"])],
        "cited_by": connection.execute("SELECT count(*) FROM citations WHERE target = ?", (clause["key"],)).fetchone()[0],
    }


def _rows(connection: sqlite3.Connection, sql: str, *parameters: Any) -> list[dict[str, Any]]:
    cursor = connection.execute(sql, parameters)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
