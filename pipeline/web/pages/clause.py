"""One clause at its permanent address: its facts in words with the rule behind each, where it is cited, what is like it, how to cite it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from pipeline.errors import QueryError
from pipeline.export.citing import citations
from pipeline.export.citing import cited as citing
from pipeline.review import FIELDS, Review, fact_at
from pipeline.search import Hit, links, similar
from pipeline.search.lookup import describe
from pipeline.web.ask import Answer, Ask, NotHere
from pipeline.web.highlights import amount
from pipeline.web.marking import Mark, marked
from pipeline.web.reading import link
from pipeline.web.render import page
from pipeline.web.reviewing import Judged, judged, reviews, shown
from pipeline.web.words import value

CITING = 20
ALIKE = 6
LIKE = 0.2
"""Cosine below which two clauses have a subject in common at most (docs/evaluation.md)."""
TYPES = {
    "bib": ("bibtex", "application/x-bibtex; charset=utf-8"),
    "ris": ("ris", "application/x-research-info-systems; charset=utf-8"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact in words: ``kind`` the table it is from, ``said`` pairs of name and words, ``judged`` what a reader thinks of it."""

    kind: str
    name: str
    said: list[tuple[str, str]]
    rule: str
    confidence: float
    start: int
    end: int
    text: str
    judged: Judged | None
    fields: list[tuple[str, str]]  # of the form that corrects it


def clause(ask: Ask) -> Answer:
    """The clause's page."""
    c = held(ask)
    document = describe_document(ask, c["document_id"])
    out = [one for one in links.outgoing(ask.connection, c["document_id"]) if one["eid"] == c["eid"]]
    citing_this, number = links.incoming(ask.connection, c["document_id"], c["eid"], CITING)
    before, after = links.beside(ask.connection, c["document_id"], c["eid"])
    return page(
        ask,
        "clause.html",
        c=c,
        paragraphs=paragraphs(c, out, ask.language),
        facts=facts(ask, c),
        cited=out,
        citing=citing_this,
        citing_number=number,
        similar=ask.site.remember(("similar", c["clause_id"]), lambda: alike(ask, c)),
        before=before,
        after=after,
        path=link(c["document_id"], c["eid"]),
        cite=references(ask, document, c["label"]),
        link=link,
    )


def reference(ask: Ask) -> Answer:
    """The clause's citation as a file for a reference manager."""
    c = held(ask)
    style, media_type = TYPES[ask.parts["form"]]
    found = references(ask, describe_document(ask, c["document_id"]), c["label"])
    return Answer(found[style], media_type, name=f"{c['document_id']}.{ask.parts['form']}")


def held(ask: Ask) -> dict[str, Any]:
    """The clause that the address names. Raises ``NotHere``."""
    try:
        found = describe(ask.connection, f"{ask.parts['id']}#{ask.parts['eid']}")
    except QueryError as error:
        raise NotHere(str(error), hint="/search") from error
    if found["kind"] != "clause":
        raise NotHere("没有这个条款 no such clause", hint="/search")
    return found


def alike(ask: Ask, c: dict[str, Any]) -> list[Hit]:
    """The clauses of other documents that are most like this one."""
    try:
        found = similar(ask.connection, c["clause_id"], limit=4 * ALIKE).hits
    except QueryError:  # no word of it is in another clause
        return []
    return [hit for hit in found if hit.document_id != c["document_id"] and hit.score >= LIKE][:ALIKE]


def describe_document(ask: Ask, identifier: str) -> dict[str, Any]:
    """The row of a document, remembered: a reader goes from clause to clause."""
    return ask.site.remember(("document", identifier), lambda: describe(ask.connection, identifier) | {"clauses": None})


def references(ask: Ask, document: dict[str, Any], label: str | None) -> dict[str, str]:
    source = links.source(ask.connection, document["id"])
    url, seen = (source["url"], source["stored_at"][:10]) if source else (None, None)
    return citations(citing(document, label, url, seen))


def paragraphs(c: dict[str, Any], cited: list[dict[str, Any]], language: str) -> list[Markup]:
    """The clause's text, a paragraph for each line, with all its facts marked."""
    where = {(one["start"], one["end"]): link(one["cited_id"], one["cited_eid"]) for one in cited}
    marks = [Mark(q["start"], q["end"], "quantity", amount(q, language)) for q in c["quantities"]]
    marks += [
        Mark(
            e["start"],
            e["end"],
            e["label"],
            f"{value(e['label'], language)} {e['norm'] or ''}",
            where.get((e["start"], e["end"])),
        )
        for e in c["entities"]
    ]
    for n in c["norms"]:
        marks.append(Mark(n["start"], n["end"], "cue", value(n["modality"], language)))
        marks += [Mark(s["start"], s["end"], s["role"], value(s["role"], language)) for s in n["spans"] if s["role"] != "action"]
    if c["text"].startswith(c["label"]):
        marks.append(Mark(0, len(c["label"]), "label"))
    out, start = [], 0
    for line in c["text"].split("\n"):
        out.append(marked(line, marks, start))
        start += len(line) + 1
    return out


def facts(ask: Ask, c: dict[str, Any]) -> list[Fact]:
    """The facts in the order of the text, norms first."""
    language, out = ask.language, []
    thoughts = reviews(ask).all(c["document_id"], c["eid"]) if ask.site.reviews else []
    for n in c["norms"]:
        parts: dict[str, list[str]] = {}
        for span in n["spans"]:
            parts.setdefault(span["role"], []).append(span["text"].replace("\n", " "))
        said = [(value(role, language), "；".join(texts)) for role, texts in parts.items()]
        out.append(_fact(c, thoughts, "norm", value(n["modality"], language), said, n, n["cue"]))
    for q in c["quantities"]:
        out.append(
            _fact(c, thoughts, "quantity", value(q["role"] or "quantity", language), [("", amount(q, language))], q, q["text"])
        )
    for e in c["entities"]:
        said = [("", e["norm"])] if e["norm"] and e["norm"] != e["text"] else []
        out.append(_fact(c, thoughts, "entity", value(e["label"], language), said, e, e["text"]))
    return out


def _fact(c: dict[str, Any], thoughts: list[Review], kind: str, name: str, said: list, row: dict[str, Any], text: str) -> Fact:
    start, end = row["start"], row["end"]
    thought = judged(thoughts, kind, start, end)
    values = fact_at(c, (kind, start, end)) | (thought.corrected if thought else {})
    fields = [(field, shown(field, values[field])) for field in FIELDS[kind]]
    return Fact(kind, name, said, row["rule"], row["confidence"], start, end, text, thought, fields)
