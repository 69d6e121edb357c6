"""A document as it stands in its source, with tree, facts, evidence, citations both ways and versions; and the list of all documents."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.compare import versions
from pipeline.compare.versions import Version
from pipeline.errors import StoreError
from pipeline.export.citing import Cited, citations
from pipeline.model import Date, Record
from pipeline.search import coverage, links
from pipeline.store.load import load
from pipeline.web.ask import Answer, Ask, NotHere
from pipeline.web.highlights import KINDS, SHOWN
from pipeline.web.reading import lines, link, tree
from pipeline.web.render import page

LISTED = 50
"""Documents on a page of the list."""
CITING = 30
"""Citations by others that a page names; it counts them all."""
LARGEST = 100 * 1024 * 1024
"""Bytes of an original file that is handed out."""
_DATES = ("written", "promulgated", "effective", "expires")
_KNOWN = ("genre", "carries", "doc_number", "issuers", "addressees", "region", "level", *_DATES, "status")


@dataclass(frozen=True, slots=True)
class Known:
    """One thing known of a document and the words that say so."""

    name: str
    value: str
    evidence: str | None = None


@dataclass(slots=True)
class CitedText:
    """A text that a document cites: how often, which parts, in which relations."""

    title: str
    href: str | None
    parts: dict[str, str | None]
    relations: dict[str, None]
    count: int = 0


def document(ask: Ask) -> Answer:
    """The whole document on one page."""
    record = held(ask)
    d = record.document
    out = links.outgoing(ask.connection, d.id)
    citing, number = links.incoming(ask.connection, d.id, limit=CITING)
    source = links.source(ask.connection, d.id)
    shown = ask.address.get("show")
    return page(
        ask,
        "document.html",
        d=d,
        known=known(record),
        themes=record.themes[:3],
        issues=record.issues,
        counts={name: sum(len(getattr(f, name)) for f in record.facts) for name in ("quantities", "entities", "norms")},
        clauses=len(record.clauses),
        lines=lines(record, out, ask.language),
        tree=tree(record),
        kinds=KINDS,
        shown=set(shown.split(",") if shown is not None else SHOWN),
        cited=cited_texts(out),
        citing=citing,
        citing_number=number,
        versions=work(ask, d.id),
        source=source,
        name=os.path.basename(source["path"]) if source else "",
        cite=citations(cited(record, source)),
    )


def documents(ask: Ask) -> Answer:
    """The documents held, those whose title contains ``q`` if it is asked for."""
    at = ask.address.number("page", 1, 10_000)
    found, number = coverage.latest(ask.connection, LISTED, LISTED * (at - 1), ask.address.get("q"))
    works = ask.site.remember("works", lambda: versions.works(ask.connection))
    return page(
        ask,
        "documents.html",
        found=found,
        number=number,
        at=at,
        pages=-(-number // LISTED),
        works=works[:200],
        q=ask.address.get("q", ""),
    )


def original(ask: Ask) -> Answer:
    """The file that the document was read from, if it is still what was read. Its path comes from the database, never from the request."""
    source = links.source(ask.connection, ask.parts["id"])
    gone = NotHere(
        "原文件不在这台电脑上，或者已经改动 the original file is not here or has changed", hint="zhengce ingest DB FOLDER"
    )
    if source is None or not 0 < source["size"] <= LARGEST:
        raise gone
    try:
        content = Path(source["path"]).read_bytes()
    except (OSError, ValueError):
        raise gone from None
    if hashlib.sha256(content).hexdigest() != source["sha256"]:
        raise gone
    name = f"{ask.parts['id']}{''.join(c for c in Path(source['path']).suffix if c.isascii() and (c.isalnum() or c == '.'))}"
    return Answer(content, "application/octet-stream", name=name)


def held(ask: Ask) -> Record:
    """The record that the address names. Raises ``NotHere``."""
    try:
        return load(ask.connection, ask.parts["id"])
    except StoreError as error:
        raise NotHere(str(error), hint="/documents") from error


def known(record: Record) -> list[Known]:
    """What is known of the document, what is unknown left out."""
    d, out = record.document, []
    for name in _KNOWN:
        value = getattr(d, name)
        if not value:
            continue
        if isinstance(value, Date):
            evidence = value.evidence if value.evidence != value.value else None
            out.append(Known(name, value.value, evidence))
        elif name == "region":
            out.append(Known(name, f"{value.name}（{value.code}）"))
        else:
            text = "、".join(value) if isinstance(value, tuple) else value
            out.append(Known(name, text, d.status_evidence if name == "status" else None))
    if d.acts:
        out.append(Known("acts", "；".join(f"{a.date.value} {a.kind}" for a in d.acts)))
    return out


def cited_texts(out: list[dict[str, Any]]) -> list[CitedText]:
    """Citations of other texts, gathered by text, the most cited first."""
    texts: dict[str, CitedText] = {}
    for c in out:
        if c["cited"] is None:
            continue
        text = texts.setdefault(c["cited"], CitedText(c["cited"], link(c["cited_id"], None), {}, {}))
        text.count += 1
        if c["relation"]:
            text.relations[c["relation"]] = None
        if c["cited_label"]:
            text.parts[c["cited_label"]] = link(c["cited_id"], c["cited_eid"])
    return sorted(texts.values(), key=lambda t: -t.count)


def work(ask: Ask, identifier: str) -> list[Version]:
    """The versions of the work that a document is one of; empty when it is the only one."""
    works = ask.site.remember("works", lambda: versions.works(ask.connection))
    return next((w for w in works if any(v.id == identifier for v in w)), [])


def cited(record: Record, source: dict[str, Any] | None) -> Cited:
    """What a citation of the document needs to know."""
    d = record.document
    date = d.promulgated or d.written or d.effective
    same = {name: getattr(d, name) for name in ("id", "title", "issuers", "genre", "doc_number")}
    url, seen = (source["url"], source["stored_at"][:10]) if source else (None, None)
    return Cited(**same, date=date.value if date else None, url=url, seen=seen)
