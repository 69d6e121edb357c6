"""Anomalies of the data: what a person should look at before trusting it. Reads only; each finding names its place.

Every check is one SELECT that gives document id, title, the id of the node where it is, and what was found. People read where it is as a
lawyer cites it, 第二十六条第四项; programs have the id.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from pipeline.reference.provisions import provision
from pipeline.search.connection import Database, connected

COLUMNS = ("code", "document", "place", "message", "document_id", "eid")
NARROW = COLUMNS[:4]
"""What a terminal shows."""


def _issues(code: str) -> str:
    return f"""
SELECT d.id, d.title, (SELECT c.eid FROM clauses c WHERE c.document = d.key AND c.start <= i.start AND i.start < c.end), i.message
FROM issues i JOIN documents d ON d.key = i.document WHERE i.code = '{code}' ORDER BY d.key, i.key"""


def _dates(earlier: str, later: str, said: str, unless: str = "") -> str:
    """Both dates are compared as far as the less precise one goes."""
    length = f"min(length(d.{earlier}), length(d.{later}))"
    return (
        f"SELECT d.id, d.title, NULL, '{said}：' || d.{earlier} || ' > ' || d.{later} FROM documents d "
        f"WHERE substr(d.{earlier}, 1, {length}) > substr(d.{later}, 1, {length}) {unless} ORDER BY d.key"
    )


_AMENDED = """AND NOT EXISTS (SELECT 1 FROM acts a WHERE a.document = d.key AND a.kind IN ('修正', '修订'))
AND (SELECT count(DISTINCT a.date) FROM acts a WHERE a.document = d.key AND a.kind = '通过') < 2 -- passed again: a court's rules are amended so"""

CHECKS: tuple[tuple[str, str], ...] = (
    ("article-gap", _issues("article-gap")),
    ("article-repeat", _issues("article-repeat")),
    ("repeated-number", _issues("repeated-number")),
    ("no-clauses", _issues("no-clauses")),
    (
        "orphan-item",
        """
SELECT id, title, eid, '列项从' || label || '开始，前面没有（一） the list does not begin with its first item' FROM (
  SELECT d.key, d.id, d.title, o.n, o.eid, o.label, o.number, row_number() OVER (PARTITION BY o.document, o.parent ORDER BY o.n) AS place
  FROM nodes o JOIN documents d ON d.key = o.document WHERE o.kind = 'item')
WHERE place = 1 AND number > 1 ORDER BY key, n""",
    ),
    (
        "item-gap",
        """
SELECT id, title, eid, before || '之后是' || label || ' items jump or return' FROM (
  SELECT d.key, d.id, d.title, o.n, o.eid, o.number, o.label,
    lag(o.number) OVER (PARTITION BY o.document, o.parent ORDER BY o.n) AS last,
    lag(o.label) OVER (PARTITION BY o.document, o.parent ORDER BY o.n) AS before
  FROM nodes o JOIN documents d ON d.key = o.document WHERE o.kind = 'item' AND o.suffix IS NULL)
WHERE number NOT IN (last + 1, last, 1) ORDER BY key, n""",
    ),
    (
        "unmarked-item",
        """
SELECT d.id, d.title, o.eid, '列项的编号在原文中缺失，按前后编号推定 the mark of this item is lost; its number is inferred'
FROM nodes o JOIN documents d ON d.key = o.document WHERE o.kind = 'item' AND o.label IS NULL ORDER BY d.key, o.n""",
    ),
    (
        "empty-chapter",
        """
SELECT d.id, d.title, o.eid, coalesce(o.label, '') || coalesce(' ' || o.heading, '') || ' 之下没有内容 nothing stands under it'
FROM nodes o JOIN documents d ON d.key = o.document
WHERE o.kind IN ('part', 'chapter', 'section') AND o.label IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM nodes s WHERE s.document = o.document AND s.n > o.n AND s.parent = o.n)
ORDER BY d.key, o.n""",
    ),
    ("dates-out-of-order", _dates("effective", "expires", "失效早于施行 expires before it takes effect")),
    (
        "dates-out-of-order",
        _dates(
            "promulgated",
            "effective",
            "施行早于公布，而题注没有修正或者修订 in effect before publication, and no amendment is told",
            _AMENDED,
        ),
    ),
    ("dates-out-of-order", _dates("written", "promulgated", "公布早于成文 published before it was written")),
    (
        "unresolved-reference",
        """
SELECT d.id, d.title, c.eid, '“' || e.text || '”：《' || coalesce(t.title, f.title, '') || '》没有' || provision(coalesce(f.part, '')) || ' no such part'
FROM citations f JOIN clauses c ON c.key = f.clause JOIN documents d ON d.key = c.document
  JOIN entities e ON e.clause = f.clause AND e.n = f.n LEFT JOIN documents t ON t.key = f.document
WHERE f.outcome IN ('missing', 'partly') AND f.younger = 0
  AND (f.part LIKE 'art%' OR e.rule != 'backward') -- 前款 outside an article stands in quoted text
  AND (f.outcome = 'missing' OR instr(f.eid, 'art_')) -- the 款 that an entry of an amendment puts in is in no tree
ORDER BY f.clause, f.n, f.k""",
    ),
    ("suspicious-text", _issues("private-use-characters")),
    ("suspicious-text", _issues("number-damaged")),
    (
        "suspicious-text",
        """
SELECT d.id, d.title, c.eid, '含有无法识别或者乱码的字符 characters that cannot be read'
FROM clauses c JOIN documents d ON d.key = c.document
WHERE instr(c.text, char(65533)) OR instr(c.text, '锟斤拷') OR instr(c.text, '烫烫烫') OR instr(c.text, '???') OR instr(c.text, '□□')
ORDER BY c.key""",
    ),
)
"""Code of a finding and the SELECT that makes it."""

CODES = tuple(dict.fromkeys(code for code, _ in CHECKS))


def audit(db: Database, code: str | None = None) -> list[dict[str, Any]]:
    """Rows of ``COLUMNS``, check by check in the order of ``CODES``; ``code`` limits them to one kind."""
    with connected(db) as connection:
        connection.create_function("provision", 1, provision, deterministic=True)
        return [
            {
                "code": name,
                "document": title,
                "place": _place(connection, identifier, eid),
                "message": message,
                "document_id": identifier,
                "eid": eid,
            }
            for name, sql in CHECKS
            if code in (None, name)
            for identifier, title, eid, message in connection.execute(sql)
        ]


def _place(connection: sqlite3.Connection, document: str, eid: str | None) -> str | None:
    """第二十六条第四项; the 款 is named only where the article has several."""
    if eid and "__para_1__" in eid:
        second = eid.partition("__para_1__")[0] + "__para_2"
        sql = "SELECT 1 FROM nodes n JOIN documents d ON d.key = n.document WHERE d.id = ? AND n.eid = ?"
        if connection.execute(sql, (document, second)).fetchone() is None:
            eid = eid.replace("__para_1__", "__")
    return provision(eid) if eid else None
