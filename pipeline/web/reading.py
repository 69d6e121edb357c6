"""A stored document laid out for reading: its lines as in the source, its tree, the links of its citations."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from pipeline.model import Kind, Node, Record
from pipeline.web.highlights import highlights
from pipeline.web.marking import Mark, marked

BRANCHES = {Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.HEADING1, Kind.HEADING2, Kind.ATTACHMENT}
"""Kinds that are lines of the tree; articles stand under them as numbers."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text. ``id`` is its anchor, ``others`` those of nodes that begin later in it; ``page`` a page that begins here."""

    id: str | None
    others: list[str]
    kind: str
    html: Markup
    page: int | None


@dataclass(frozen=True, slots=True)
class Branch:
    label: str
    heading: str
    href: str
    branches: list[Branch] = field(default_factory=list)
    articles: list[tuple[str, str, str]] = field(default_factory=list)  # number, label, address


def link(document: str | None, eid: str | None) -> str | None:
    """The address of a clause or, without ``eid``, of its document; None where neither is held."""
    if document is None:
        return None
    return f"/document/{document}/{eid}" if eid else f"/document/{document}"


def lines(record: Record, cited: Iterable[dict[str, Any]], language: str) -> list[Line]:
    """The text's lines, in order, with all facts marked and every citation that leads somewhere a link."""
    marks = sorted(_marks(record, cited, language), key=lambda m: m.start)
    starts = [m.start for m in marks]
    longest = max((m.end - m.start for m in marks), default=0)
    nodes = sorted(record.nodes, key=lambda n: n.start)
    text, out, start, at, page = record.document.text, [], 0, 0, None
    kind = Kind.BODY
    for line in text.split("\n"):
        end, here = start + len(line), []
        while at < len(nodes) and nodes[at].start <= end:
            here.append(nodes[at])
            at += 1
        kind = here[0].kind if here else kind
        turned = next((n.page for n in here if n.page not in (None, page)), None)
        page = turned or page
        near = marks[bisect_right(starts, start - longest - 1) : bisect_right(starts, end)]
        ids = [n.eid for n in here]
        out.append(Line(ids[0] if ids else None, ids[1:], kind.value, marked(line, near, start), turned))
        start = end + 1
    return out


def _marks(record: Record, cited: Iterable[dict[str, Any]], language: str) -> Iterator[Mark]:
    links: dict[str, dict[tuple[int, int], str]] = {}
    for c in cited:
        if href := link(c["cited_id"], c["cited_eid"]):
            links.setdefault(c["eid"], {}).setdefault((c["start"], c["end"]), href)
    for clause, facts in zip(record.clauses, record.facts, strict=True):
        label = len(clause.label) if clause.text.startswith(clause.label) else 0
        if label:
            yield Mark(clause.start, clause.start + label, "label", href=link(record.document.id, clause.eid))
        for m in highlights(facts, language, links.get(clause.eid, {})):
            yield Mark(m.start + clause.start, m.end + clause.start, m.kind, m.title, m.href)


def tree(record: Record) -> Branch:
    """The headings of a document with the articles under each; the root has no label."""
    root = Branch("", "", "")
    branches: dict[str | None, Branch] = {None: root}
    for node in record.nodes:
        above = branches[node.parent]
        if node.kind in BRANCHES:
            made = Branch(node.label or "", node.heading or ("" if node.label else _begin(record, node)), f"#{node.eid}")
            above.branches.append(made)
            branches[node.eid] = made
        else:
            branches[node.eid] = above
            if node.kind is Kind.ARTICLE:
                above.articles.append((_number(node), node.label or "", f"#{node.eid}"))
    return root


def _number(node: Node) -> str:
    return f"{node.number}{f'-{node.suffix}' if node.suffix else ''}" if node.number else node.label or "·"


def _begin(record: Record, node: Node) -> str:
    text = record.document.text[node.start : node.own_end].strip().partition("\n")[0]
    return text if len(text) <= 24 else text[:23] + "…"
