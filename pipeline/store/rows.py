"""Records → plain tuples, one list a table, index terms included: what a worker hands to the process that writes.

A pure function of its input. Tuples follow the column order of ``schema.TABLES`` without what only the database can know:
keys of documents and clauses. Where a row needs its clause's key it has the clause's ordinal in the document, to which the
store adds the first free key.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.chinese.bigrams import spelled
from pipeline.extract.penalties import penalties
from pipeline.extract.responsible import find as responsible
from pipeline.model import ROLES, Citation, Clause, Date, Document, Facts, Issue, Node, Norm, Record, Severity
from pipeline.store.extractor import extractor

DATES = ("written", "promulgated", "effective", "expires")


@dataclass(slots=True)
class DocumentRows:
    """One document's rows by table."""

    id: str
    document: tuple
    place: tuple  # start, end, first and last line in the source
    text: str
    evidence: list[tuple] = field(default_factory=list)
    acts: list[tuple] = field(default_factory=list)
    topics: list[tuple] = field(default_factory=list)
    nodes: list[tuple] = field(default_factory=list)
    clauses: list[tuple] = field(default_factory=list)
    quantities: list[tuple] = field(default_factory=list)
    entities: list[tuple] = field(default_factory=list)
    norms: list[tuple] = field(default_factory=list)
    norm_spans: list[tuple] = field(default_factory=list)
    breaches: list[tuple] = field(default_factory=list)
    measures: list[tuple] = field(default_factory=list)
    responsible: list[tuple] = field(default_factory=list)
    index: list[tuple] = field(default_factory=list)
    issues: list[tuple] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Rows:
    """All documents of one source, in order."""

    documents: tuple[DocumentRows, ...]
    version: str = field(default_factory=extractor)


def flatten(records: Sequence[Record]) -> Rows:
    """The rows of the documents of one source."""
    return Rows(tuple(_document(record) for record in records))


def issue_row(issue: Issue) -> tuple:
    return issue.code, issue.severity.value, issue.message, issue.start, issue.end


def array(values: Iterable[str]) -> str:
    """A list as a JSON array."""
    return json.dumps(list(values), ensure_ascii=False)


def _document(record: Record) -> DocumentRows:
    d = record.document
    clauses, repeated = _distinct(record.clauses)
    rows = DocumentRows(
        id=d.id,
        document=_document_row(record),
        place=(d.source_start, d.source_end, d.first_line, d.last_line),
        text=d.text,
        evidence=_evidence(d),
        acts=[(n, a.date.value, a.kind, a.date.evidence, a.date.start, a.date.end) for n, a in enumerate(d.acts)],
        topics=[(rank, t.label, t.probability, array(t.evidence)) for rank, t in enumerate(record.themes, 1)],
        nodes=_nodes(record.nodes),
        issues=[issue_row(issue) for issue in (*record.issues, *repeated)],
    )
    paths = {path: array(path) for path in dict.fromkeys(clause.path for clause in clauses)}
    title, *spelling = spelled([d.title, *paths.values(), *(clause.text for clause in clauses)])
    headings = dict(zip(paths, spelling, strict=False))
    for n, (clause, facts, text) in enumerate(zip(clauses, record.facts, spelling[len(paths) :], strict=True)):
        rows.clauses.append(_clause_row(n, clause, paths[clause.path], facts))
        rows.index.append((n, title, headings[clause.path], text))
        _facts(n, facts, rows)
        _penalties(n, clause, facts, rows)
        rows.responsible += [
            (n, k, r.role, r.since, r.start, r.end, r.text, r.rule, r.confidence) for k, r in enumerate(responsible(clause.text))
        ]
    return rows


def _document_row(record: Record) -> tuple:
    d = record.document
    region = (d.region.name, d.region.code, d.region.level) if d.region else (None, None, None)
    dates = [getattr(d, name).value if getattr(d, name) else None for name in DATES]
    return (
        d.id, d.title, d.title_is_ours, d.genre, d.carries, d.doc_number, array(d.issuers), array(d.addressees),
        *region, array(d.regions), d.level, *dates, _date(d), d.status,
        record.themes[0].label if record.themes else None, len(d.text), record.status.value, extractor(),
    )  # fmt: skip


def _date(d: Document) -> str | None:
    """The date a document is sorted and filtered by."""
    return next((date.value for date in (d.promulgated, d.written, d.effective) if date), None)


def _evidence(d: Document) -> list[tuple]:
    found: list[tuple[str, Date | None]] = [(name, getattr(d, name)) for name in DATES]
    rows = [(name, date.evidence, date.start, date.end) for name, date in found if date]
    if d.status_evidence:
        rows.append(("status", d.status_evidence, None, None))
    return rows


def _nodes(nodes: Sequence[Node]) -> list[tuple]:
    ordinal = {node.eid: n for n, node in enumerate(nodes)}
    return [
        (
            n, o.eid, o.kind.value, o.label, o.number, o.suffix, o.heading, ordinal.get(o.parent) if o.parent else None,
            o.start, o.end, o.own_end, o.line, o.page, o.part,
        )
        for n, o in enumerate(nodes)
    ]  # fmt: skip


def _distinct(clauses: Sequence[Clause]) -> tuple[list[Clause], list[Issue]]:
    """The clauses with ids that differ, as citing needs; where a document numbers two alike, the second gets ``~2``."""
    from dataclasses import replace

    out, issues, seen = [], [], {}
    for clause in clauses:
        seen[clause.eid] = count = seen.get(clause.eid, 0) + 1
        if count > 1:
            message = f"两处编号相同 two clauses are both {clause.label}: the later is cited as {clause.eid}~{count}."
            issues.append(Issue("repeated-number", message, Severity.WARNING, clause.start, clause.end))
            clause = replace(clause, eid=f"{clause.eid}~{count}")
        out.append(clause)
    return out, issues


def _clause_row(n: int, c: Clause, path: str, facts: Facts) -> tuple:
    function = (
        (facts.function.label, facts.function.probability, array(facts.function.evidence))
        if facts.function
        else (None, None, None)
    )
    return (n, c.eid, c.label, c.kind.value, c.number, path, c.start, c.end, c.page, c.part, *function, c.text)


def _facts(clause: int, facts: Facts, rows: DocumentRows) -> None:
    rows.quantities += [
        (
            clause, n, q.start, q.end, q.text, q.low, q.high, q.low_inclusive, q.high_inclusive, q.unit, q.approx, array(q.per),
            q.dimension, q.of, q.role, q.anchor, q.period, q.kind, q.rule, q.confidence,
        )
        for n, q in enumerate(facts.quantities)
    ]  # fmt: skip
    for n, e in enumerate(facts.entities):
        cited = (True, e.title, e.target) if isinstance(e, Citation) else (False, None, None)
        rows.entities.append((clause, n, e.start, e.end, e.text, e.label, e.norm, *cited, e.rule, e.confidence))
    for n, norm in enumerate(facts.norms):
        rows.norms.append(
            (clause, n, norm.start, norm.end, norm.text, norm.modality.value, norm.items, norm.rule, norm.confidence)
        )
        rows.norm_spans += _norm_spans(clause, n, norm)


def _penalties(ordinal: int, clause: Clause, facts: Facts, rows: DocumentRows) -> None:
    numbered = 0
    for p, penalty in enumerate(penalties(clause.text, facts.norms)):
        if penalty.breach is not None:
            for n, b in enumerate((penalty.breach, *penalty.items)):
                rows.breaches.append((ordinal, p, n, n == 0 and bool(penalty.items), b.start, b.end, b.text))
        for m in penalty.measures:
            rows.measures.append((ordinal, numbered, p, m.step, m.norm, m.kind, m.start, m.end, m.text, m.trigger, m.body))
            numbered += 1


def _norm_spans(clause: int, norm: int, facts: Norm) -> list[tuple]:
    spans = [(role, span) for role in ROLES for span in getattr(facts, role)]
    return [(clause, norm, n, role, s.start, s.end, s.text, s.rule, s.confidence) for n, (role, s) in enumerate(spans)]
