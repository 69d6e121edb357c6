"""Rows → the typed objects that were stored, equal to those that went in."""

from __future__ import annotations

import json
import sqlite3
from itertools import groupby

from pipeline.errors import StoreError
from pipeline.model import (
    Act,
    Citation,
    Clause,
    Date,
    Document,
    Entity,
    Facts,
    Issue,
    Kind,
    Modality,
    Node,
    Norm,
    Quantity,
    Record,
    Region,
    Severity,
    Source,
    Span,
    Status,
    Topic,
)


def load(connection: sqlite3.Connection, document_id: str) -> Record:
    """The record of a document, with the first source that holds it. Raises ``StoreError`` for an unknown id."""
    cursor = connection.execute(
        "SELECT d.*, t.text FROM documents d JOIN texts t ON t.document = d.key WHERE d.id = ?", (document_id,)
    )
    row = cursor.fetchone()
    if row is None:
        raise StoreError(f"没有这份文件 no document {document_id}")
    row = dict(zip((column[0] for column in cursor.description), row, strict=True))
    key = row["key"]
    source, place = _source(connection, key)
    clauses = _clauses(connection, key)
    return Record(
        source=source,
        document=_document(connection, row, place),
        nodes=_nodes(connection, key),
        clauses=tuple(clause for _, clause, _ in clauses),
        facts=_facts(connection, key, clauses),
        themes=tuple(
            Topic(label, probability, tuple(json.loads(evidence)))
            for label, probability, evidence in connection.execute(
                "SELECT label, probability, evidence FROM topics WHERE document = ? ORDER BY rank", (key,)
            )
        ),
        issues=tuple(
            Issue(code, message, Severity(severity), start, end)
            for code, message, severity, start, end in connection.execute(
                "SELECT code, message, severity, start, end FROM issues WHERE document = ? AND code != 'duplicate-source' ORDER BY key",
                (key,),
            )
        ),
        status=Status(row["outcome"]),
    )


def _source(connection: sqlite3.Connection, document: int) -> tuple[Source, tuple[int, ...]]:
    row = connection.execute(
        "SELECT s.path, s.sha256, s.media_type, s.encoding, s.size, s.url, x.start, x.end, x.first_line, x.last_line "
        "FROM source_documents x JOIN sources s ON s.key = x.source WHERE x.document = ? ORDER BY s.key, x.n LIMIT 1",
        (document,),
    ).fetchone()
    return Source(*row[:6]), row[6:]


def _document(connection: sqlite3.Connection, row: dict, place: tuple[int, ...]) -> Document:
    evidence = {
        field: (text, start, end)
        for field, text, start, end in connection.execute(
            "SELECT field, text, start, end FROM evidence WHERE document = ?", (row["key"],)
        )
    }
    same = ("id", "text", "title", "genre", "carries", "doc_number", "level", "status")
    lists = ("issuers", "addressees", "regions")
    dates = ("written", "promulgated", "effective", "expires")
    return Document(
        **{name: row[name] for name in same},
        **{name: tuple(json.loads(row[name])) for name in lists},
        **{name: Date(row[name], *evidence[name]) if row[name] else None for name in dates},
        **dict(zip(("source_start", "source_end", "first_line", "last_line"), place, strict=True)),
        acts=tuple(
            Act(kind, Date(date, text, start, end))
            for date, kind, text, start, end in connection.execute(
                "SELECT date, kind, text, start, end FROM acts WHERE document = ? ORDER BY n", (row["key"],)
            )
        ),
        title_is_ours=bool(row["title_is_ours"]),
        region=Region(row["region_code"], row["region"], row["region_level"]) if row["region"] else None,
        status_evidence=evidence["status"][0] if "status" in evidence else None,
    )


def _nodes(connection: sqlite3.Connection, document: int) -> tuple[Node, ...]:
    rows = connection.execute(
        "SELECT eid, kind, start, end, own_end, line, label, number, suffix, heading, parent, page, part FROM nodes WHERE document = ? ORDER BY n",
        (document,),
    ).fetchall()
    return tuple(
        Node(eid, Kind(kind), *middle, heading, rows[parent][0] if parent is not None else None, page, part)
        for eid, kind, *middle, heading, parent, page, part in rows
    )


def _clauses(connection: sqlite3.Connection, document: int) -> list[tuple[int, Clause, Topic | None]]:
    rows = connection.execute(
        "SELECT key, function, function_probability, function_evidence, eid, label, kind, path, start, end, text, number, page, part "
        "FROM clauses WHERE document = ? ORDER BY key",
        (document,),
    )
    out = []
    for key, function, probability, evidence, eid, label, kind, path, *rest in rows:
        topic = Topic(function, probability, tuple(json.loads(evidence))) if function else None
        out.append((key, Clause(eid, label, Kind(kind), tuple(json.loads(path)), *rest), topic))
    return out


def _facts(connection: sqlite3.Connection, document: int, clauses: list[tuple[int, Clause, Topic | None]]) -> tuple[Facts, ...]:
    def rows(table: str, columns: str, order: str = "n") -> dict[int, list[tuple]]:
        sql = f"SELECT f.clause, {columns} FROM {table} f JOIN clauses c ON c.key = f.clause WHERE c.document = ? ORDER BY f.clause, {order}"
        found = groupby(connection.execute(sql, (document,)), key=lambda row: row[0])
        return {clause: [row[1:] for row in group] for clause, group in found}

    quantities = rows(
        "quantities",
        "f.start, f.end, f.text, f.rule, f.confidence, low, high, low_inclusive, high_inclusive, unit, approx, per, dimension, of, role, anchor, period, f.kind",
    )
    entities = rows("entities", "f.start, f.end, f.text, f.rule, f.confidence, f.label, norm, citation, title, target")
    norms = rows("norms", "f.n, f.start, f.end, f.text, f.rule, f.confidence, modality, items")
    spans = rows("norm_spans", "norm, role, f.start, f.end, f.text, f.rule, f.confidence", "norm, n")
    return tuple(
        Facts(
            quantities=tuple(map(_quantity, quantities.get(key, ()))),
            entities=tuple(map(_entity, entities.get(key, ()))),
            norms=tuple(_norm(row, spans.get(key, ())) for row in norms.get(key, ())),
            function=topic,
        )
        for key, _, topic in clauses
    )


def _quantity(row: tuple) -> Quantity:
    *span, low, high, low_inclusive, high_inclusive, unit, approx, per, dimension, of, role, anchor, period, kind = row
    return Quantity(
        *span,
        low,
        high,
        bool(low_inclusive),
        bool(high_inclusive),
        unit,
        bool(approx),
        tuple(json.loads(per)),
        dimension,
        of,
        role,
        anchor,
        period,
        kind,
    )


def _entity(row: tuple) -> Entity:
    *span, label, norm, citation, title, target = row
    return Citation(*span, label, norm, title, target) if citation else Entity(*span, label, norm)


def _norm(row: tuple, spans) -> Norm:
    n, *span, modality, items = row
    roles: dict[str, list[Span]] = {}
    for norm, role, *part in spans:
        if norm == n:
            roles.setdefault(role, []).append(Span(*part))
    return Norm(*span, modality=Modality(modality), items=bool(items), **{role: tuple(parts) for role, parts in roles.items()})
