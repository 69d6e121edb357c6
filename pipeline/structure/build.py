"""The way of one reading through the rooms."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from pipeline.chinese.numerals import written
from pipeline.model import Clause, Document, Issue, Kind, Node, Reading, Severity
from pipeline.structure.clauses import clauses
from pipeline.structure.compilations import cut
from pipeline.structure.frame import frame
from pipeline.structure.lines import lines
from pipeline.structure.metadata import metadata
from pipeline.structure.nodes import nodes
from pipeline.structure.tree import grow
from pipeline.structure.types import Line, Structured


class Built(NamedTuple):
    """A structured document with the lines it was made of, for the block view."""

    structured: Structured
    lines: Sequence[Line]


def structure(reading: Reading) -> tuple[Structured, ...]:
    """The documents of ``reading`` in the order of its text, each with its tree and clauses. An empty text gives none."""
    return tuple(b.structured for b in build(reading))


def build(reading: Reading) -> list[Built]:
    return [
        _document(reading, piece, single=single)
        for pieces in [cut(lines(reading))]
        for single in [len(pieces) == 1]
        for piece in pieces
    ]


def _document(reading: Reading, piece: Sequence[Line], single: bool) -> Built:
    for body in frame(piece):
        part = body[0].part if body else 0
        titled = any(x.kind is Kind.TITLE and x.part == part for x in piece)
        grow(body, titled)
    _float(piece)
    start, end = piece[0].start, piece[-1].end
    text = reading.text[start:end]
    tree = nodes(piece, start)
    known = metadata(reading.metadata if single else {}, reading.source.path if single else "", piece, start, text)
    document = Document(
        id=sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        text=text,
        source_start=start,
        source_end=end,
        first_line=piece[0].number_in_source,
        last_line=piece[-1].number_in_source,
        **known,
    )
    found = clauses(tree, text, document.title)
    return Built(Structured(document, tree, found, _issues(tree, found)), piece)


def _float(piece: Sequence[Line]) -> None:
    """Tables and notes stand under the heading or article that is open above them; what nobody settled is body."""
    above: Line | None = None
    for line in piece:
        if line.kind is None:
            line.settle(_BODY)
        if line.kind in _FLOATING:
            if line.parent is None and above is not None and above.part == line.part:
                line.parent = above
        elif line.kind in _HOLDERS:
            above = line
        elif line.kind in _CLOSERS or line.kind is _BODY and line.parent is None:
            above = None


_BODY, _ARTICLE = Kind.BODY, Kind.ARTICLE  # bound once: asking the enumeration costs ten times as much (Python 3.11)
_FLOATING = frozenset((Kind.TABLE, Kind.NOTE))
_CLOSERS = frozenset((Kind.TITLE, Kind.ATTACHMENT, Kind.SIGNATURE))
_HOLDERS = frozenset(
    (
        Kind.PART,
        Kind.CHAPTER,
        Kind.SECTION,
        Kind.ARTICLE,
        Kind.HEADING1,
        Kind.HEADING2,
        Kind.HEADING3,
        Kind.HEADING4,
        Kind.HEADING5,
    )
)


def _issues(tree: Sequence[Node], found: Sequence[Clause]) -> tuple[Issue, ...]:
    """What a person should look at: gaps and repeats in the numbers of articles, a text without a clause."""
    out = []
    last: dict[int, int] = {}
    for node in tree:
        if node.kind is not _ARTICLE or node.number is None:
            continue
        before = last.get(node.part, 0)
        if node.number != before + 1 and not (node.number == before and node.suffix):
            code = "article-gap" if node.number > before else "article-repeat"
            where = f"第{written(before)}条之后是{node.label}" if before else f"第一个条文是{node.label}"
            message = f"条文编号不连续：{where}。Article numbers jump or return."
            out.append(Issue(code, message, Severity.WARNING, node.start, node.own_end))
        last[node.part] = node.number
    if not found:
        message = "没有可引用的条款：文件可能只有标题，请查看原文。Nothing to cite: perhaps a title alone; look at the source."
        out.append(Issue("no-clauses", message))
    return tuple(out)
