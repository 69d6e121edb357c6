"""One reading → its records: structure, then facts, then topics. The one place that knows the order of the rooms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.classify import functions, theme
from pipeline.extract import Context, Found, bare, extract
from pipeline.extract.context import context
from pipeline.model import Clause, Facts, Issue, Reading, Record, Severity, Status
from pipeline.structure import Structured, blocks, structure


def process(reading: Reading) -> list[Record]:
    """The documents of ``reading``, each with its clauses and their facts, in the order they stand in the text.

    A compilation gives several records; a text without a single clause gives records without clauses and an issue that
    says so. Offsets of nodes and clauses count from the document's text, those of facts from their clause's text.
    """
    return [_record(reading, structured) for structured in structure(reading)]


def annotate(text: str, title: str = "") -> tuple[Facts, str | None]:
    """Facts and theme of a bare text, as one clause: offsets count from ``text``."""
    clause = bare(text)
    (facts,) = _facts((clause,), Context(title=title))
    themes = theme(title, text)
    return facts, themes[0].label if themes else None


def segment(reading: Reading) -> dict[str, Any]:
    """Documents and blocks of ``reading`` as plain JSON values, without facts; each document with its theme."""
    segmented = blocks.segment(reading)
    for document in segmented["documents"]:
        themes = theme(document["title"], reading.text[document["start"] : document["end"]])
        document["theme"] = themes[0].label if themes else None
    return segmented


def _record(reading: Reading, structured: Structured) -> Record:
    document, clauses = structured.document, structured.clauses
    known = context(document)
    facts = _facts(clauses, known)
    begin = clauses[0].start if clauses else 0  # who passed a text, told above it, says nothing of its theme
    issues = (*reading.issues, *structured.issues, *_damaged(clauses, facts))
    return Record(
        source=reading.source,
        document=document,
        nodes=structured.nodes,
        clauses=clauses,
        facts=facts,
        themes=theme(document.title, document.text[begin:]),
        issues=issues,
        status=Status.PARTIAL if any(i.severity is Severity.ERROR for i in issues) else Status.OK,
    )


def _damaged(clauses: tuple[Clause, ...], facts: tuple[Facts, ...]) -> Iterator[Issue]:
    """An issue for every number with a lost sign, most likely a decimal point: it has no value until a person gives it one."""
    for clause, found in zip(clauses, facts, strict=True):
        for q in found.quantities:
            if q.rule == "damaged":
                message = f"{clause.label}：“{q.text}”中有无法识别的字符，数值未取 a sign in this number is lost; it was given no value."
                yield Issue("number-damaged", message, Severity.WARNING, clause.start + q.start, clause.start + q.end)


def _facts(clauses: tuple[Clause, ...], known: Context) -> tuple[Facts, ...]:
    """The facts of each clause; the functions of all clauses are judged at once, which is many times cheaper."""
    found = [extract(clause, known) for clause in clauses]
    topics = functions(clauses, [f.norms for f in found], [f.quantities for f in found])
    return tuple(
        Facts(quantities=tuple(f.quantities), entities=_entities(f), norms=tuple(f.norms), function=topic)
        for f, topic in zip(found, topics, strict=True)
    )


def _entities(found: Found) -> tuple:
    """All entities in the order of the text."""
    kinds = (found.citations, found.docnos, found.dates, found.regions, found.organizations, found.groups)
    return tuple(sorted((e for kind in kinds for e in kind), key=lambda e: (e.start, e.end)))
