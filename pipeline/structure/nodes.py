"""Settled lines → nodes. Every character of the document except the line feeds between blocks lies in one node's own text.

One line gives one node, with two exceptions. An article's line gives the article (its own text is the marker) and its first 款.
Inline points are children of their paragraph: the paragraph's own text ends where the first point begins, and what follows the
last point is a ``body`` child.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Kind, Node
from pipeline.structure.eids import Eids
from pipeline.structure.types import Line

_UNDER_ARTICLE = (Kind.PARAGRAPH,)


class _Draft:
    __slots__ = ("eid", "kind", "start", "end", "own_end", "line", "parent", "fields")

    def __init__(
        self, eid: str, kind: Kind, start: int, end: int, own_end: int, line: Line, parent: _Draft | None, fields: tuple
    ) -> None:
        self.eid, self.kind, self.start, self.end, self.own_end = eid, kind, start, end, own_end
        self.line, self.parent, self.fields = line, parent, fields


def nodes(lines: Sequence[Line], origin: int) -> tuple[tuple[Node, ...], dict[int, str]]:
    """The nodes of one document in the order of the text, and the eid of each line's first node by ``id(line)``.

    ``origin`` is the document's offset in the reading, where its own offsets begin.
    """
    eids = Eids()
    out: list[_Draft] = []
    first: dict[int, _Draft] = {}  # by line: its own node
    host: dict[int, _Draft] = {}  # by line: the node that the lines below it are children of
    items: dict[int, _Draft] = {}  # by line: the item that begins inside it
    for line in lines:
        parent = _parent(line, first, host, items)
        _add(line, parent, origin, eids, out, first, host, items)
    for draft in reversed(out):
        if draft.parent is not None and draft.parent.end < draft.end:
            draft.parent.end = draft.end
    return tuple(_node(d) for d in out), {key: d.eid for key, d in first.items()}


def _parent(line: Line, first: dict, host: dict, items: dict) -> _Draft | None:
    above = line.parent
    if above is None or id(above) not in first:
        return None
    if line.in_item and id(above) in items:
        return items[id(above)]
    if above.kind is Kind.ARTICLE and line.kind not in _UNDER_ARTICLE:
        return host[id(above)]
    return first[id(above)]


def _add(line: Line, parent: _Draft | None, origin: int, eids: Eids, out: list, first: dict, host: dict, items: dict) -> None:
    start, end = line.start - origin, line.end - origin
    text = line.text_start - origin
    kind = line.kind
    fields = (line.label, line.number, line.suffix, line.heading)
    eid = eids.make(kind, line.number, line.suffix, parent.eid if parent else None, line.part)
    node = _Draft(eid, kind, start, end, end, line, parent, fields)
    out.append(node)
    first[id(line)] = host[id(line)] = node
    if kind is Kind.ARTICLE and not line.heading_only:
        node.own_end = min(text + line.marker.after, end)
        eid = eids.make(Kind.PARAGRAPH, 1, None, node.eid, line.part)
        node = _Draft(eid, Kind.PARAGRAPH, node.own_end, end, end, line, node, (None, 1, None, None))
        out.append(node)
        host[id(line)] = node
    if line.inner:
        node.own_end = text + line.inner[0].start
        for piece in line.inner:
            eid = eids.make(piece.kind, piece.number, None, node.eid, line.part)
            last = min(text + piece.end, end) if piece.end < len(line.text) else end
            child = _Draft(eid, piece.kind, text + piece.start, last, last, line, node, (piece.label, piece.number, None, None))
            out.append(child)
            if piece.kind is Kind.ITEM:
                items[id(line)] = child
        if last < end:
            eid = eids.make(Kind.BODY, None, None, node.eid, line.part)
            out.append(_Draft(eid, Kind.BODY, last, end, end, line, node, (None, None, None, None)))


def _node(d: _Draft) -> Node:
    label, number, suffix, heading = d.fields
    parent = d.parent.eid if d.parent is not None else None
    return Node(
        d.eid,
        d.kind,
        d.start,
        d.end,
        d.own_end,
        d.line.number_in_source,
        label,
        number,
        suffix,
        heading,
        parent,
        d.line.page,
        d.line.part,
    )
