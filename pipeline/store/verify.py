"""Checks of the *data*: every offset against the text, the index against the text, every key. Changes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from pipeline.store.connect import teach
from pipeline.store.store import Store

SHOWN = 20
"""Mismatches told in full."""

SPANS = {
    "quantities": "SELECT clause, start, end, text FROM quantities ORDER BY clause",
    "entities": "SELECT clause, start, end, text FROM entities ORDER BY clause",
    "norms": "SELECT clause, start, end, text FROM norms ORDER BY clause",
    "norm_spans": "SELECT clause, start, end, text FROM norm_spans ORDER BY clause",
    "breaches": "SELECT clause, start, end, text FROM breaches ORDER BY clause",
    "measures": "SELECT clause, start, end, text FROM measures ORDER BY clause",
    "responsible": "SELECT clause, start, end, text FROM responsible ORDER BY clause",
}


@dataclass(slots=True)
class Report:
    """What was checked, how much of it, and what is wrong."""

    checked: dict[str, int] = field(default_factory=dict)
    mismatches: int = 0
    examples: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return self.mismatches == 0

    def __str__(self) -> str:
        counts = ", ".join(f"{n} {what}" for what, n in self.checked.items())
        lines = [f"核对 checked: {counts}", f"不符 mismatches: {self.mismatches}", *self.examples]
        return "\n".join(lines)

    def count(self, what: str, n: int = 1) -> None:
        self.checked[what] = self.checked.get(what, 0) + n

    def wrong(self, message: str) -> None:
        self.mismatches += 1
        if len(self.examples) < SHOWN:
            self.examples.append(message)


def verify(store: Store) -> Report:
    """Check all of ``store``: documents' ids, nodes (bounds, tree, lossless tiling), clauses, spans, index, keys."""
    report = Report()
    connection = store.connection
    _documents(connection, report)
    _spans(connection, report)
    _keys(connection, report)
    _index(connection, store.readonly, report)
    return report


def _documents(connection: sqlite3.Connection, report: Report) -> None:
    from hashlib import sha256

    documents = connection.execute(
        "SELECT d.key, d.id, t.text FROM documents d LEFT JOIN texts t ON t.document = d.key ORDER BY d.key"
    )
    for key, identifier, text in documents:
        report.count("documents")
        if text is None or sha256(text.encode()).hexdigest()[:16] != identifier:
            report.wrong(f"document {identifier}: its text is not the one its id was made from")
            continue
        nodes = connection.execute(
            "SELECT n, eid, parent, start, end, own_end FROM nodes WHERE document = ? ORDER BY n", (key,)
        ).fetchall()
        report.count("nodes", len(nodes))
        for message in _tree(nodes, text):
            report.wrong(f"document {identifier}: {message}")
        for eid, start, end, clause in connection.execute("SELECT eid, start, end, text FROM clauses WHERE document = ?", (key,)):
            report.count("clauses")
            if text[start:end] != clause:
                report.wrong(f"clause {identifier}#{eid}: its offsets {start}–{end} do not give its text")


def _tree(nodes: list[tuple], text: str) -> Iterator[str]:
    """What is wrong with a document's nodes: each lies in its parent, and their own texts cover every character but blanks once."""
    bounds = {n: (start, end) for n, _, _, start, end, _ in nodes}
    for _, eid, parent, start, end, own_end in nodes:
        if not 0 <= start <= own_end <= end <= len(text):
            yield f"node {eid} has impossible offsets {start}, {own_end}, {end}"
        elif parent is not None and not (bounds[parent][0] <= start and end <= bounds[parent][1]):
            yield f"node {eid} {start}–{end} reaches out of its parent"
    at = 0
    for start, own_end, eid in sorted((start, own_end, eid) for _, eid, _, start, _, own_end in nodes):
        if text[at:start].strip("\n"):
            yield f"characters {at}–{start} belong to no node"
        elif start < at:
            yield f"node {eid} begins at {start}, inside the node before it"
        at = max(at, own_end)
    if nodes and text[at:].strip("\n"):
        yield f"characters {at}–{len(text)} belong to no node"


def _spans(connection: sqlite3.Connection, report: Report) -> None:
    for table, sql in SPANS.items():
        texts = connection.execute("SELECT key, text FROM clauses ORDER BY key")
        current = (None, "")
        for clause, spans in groupby(connection.execute(sql), key=lambda row: row[0]):
            while current is not None and current[0] != clause:
                current = texts.fetchone()
            for _, start, end, text in spans:
                report.count(table)
                if current is None or current[1][start:end] != text:
                    report.wrong(f"{table} of clause {clause}: offsets {start}–{end} do not give {text!r}")
            if current is None:
                return


def _keys(connection: sqlite3.Connection, report: Report) -> None:
    for table, rowid, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        report.wrong(f"{table} row {rowid} points to a row of {parent} that is not there")
    for (message,) in connection.execute("PRAGMA quick_check"):
        if message != "ok":
            report.wrong(f"SQLite: {message}")
    orphans = connection.execute("SELECT id FROM documents WHERE key NOT IN (SELECT document FROM source_documents)")
    for (identifier,) in orphans:
        report.wrong(f"document {identifier} has no source")


def _index(connection: sqlite3.Connection, readonly: bool, report: Report) -> None:
    """FTS5 reads every clause again through ``clause_terms`` and compares all terms and positions with the index."""
    report.count("index rows", connection.execute("SELECT count(*) FROM clause_index_docsize").fetchone()[0])
    clauses = connection.execute("SELECT count(*) FROM clauses").fetchone()[0]
    if report.checked["index rows"] != clauses:
        report.wrong(f"the index has {report.checked['index rows']} rows for {clauses} clauses")
    target = _copy(connection) if readonly else connection
    try:
        target.execute("INSERT INTO clause_index(clause_index, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        report.wrong(f"the index differs from the text ({error})")
    if readonly:
        target.close()


def _copy(connection: sqlite3.Connection) -> sqlite3.Connection:
    """A temporary copy that can be written, as FTS5 asks even for a check."""
    copy = sqlite3.connect("", isolation_level=None)
    connection.backup(copy)
    teach(copy)
    return copy
