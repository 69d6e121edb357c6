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

# bound once: asking the enumeration costs ten times as much (Python 3.11)
_ARTICLE, _PARAGRAPH, _ITEM, _BODY = Kind.ARTICLE, Kind.PARAGRAPH, Kind.ITEM, Kind.BODY


def nodes(lines: Sequence[Line], origin: int) -> tuple[Node, ...]:
    """The nodes of one document in the order of the text. ``origin`` is the document's offset in the reading."""
    _reach(lines)
    eids = Eids()
    out: list[Node] = []
    for line in lines:
        _add(line, origin, eids, out)
    return tuple(out)


def _reach(lines: Sequence[Line]) -> None:
    """How far each line's node, its first 款 and the item inside it go with all that stands below them."""
    for line in lines:
        line.reach = line.reach_first = line.reach_item = line.end
    for line in reversed(lines):
        above = line.parent
        if above is None:
            continue
        reach = line.reach
        if reach > above.reach:
            above.reach = reach
        if line.kind is not _PARAGRAPH and reach > above.reach_first:
            above.reach_first = reach
        if line.in_item and reach > above.reach_item:
            above.reach_item = reach


def _parent(line: Line) -> str | None:
    above = line.parent
    if above is None:
        return None
    if line.in_item and above.item_eid:
        return above.item_eid
    return above.eid if line.kind is _PARAGRAPH else above.host_eid


def _add(line: Line, origin: int, eids: Eids, out: list[Node]) -> None:
    start, end, kind, part, page = line.start - origin, line.end - origin, line.kind, line.part, line.page
    number, source = line.number, line.number_in_source
    parent = _parent(line)
    eid = eids.make(kind, number, line.suffix, parent, part)
    line.eid = line.host_eid = eid
    inner = line.inner
    text = line.text_start - origin
    opening = text + inner[0].start if inner else end
    if kind is _ARTICLE and not line.heading_only:
        body = min(text + line.marker.after, end)
        reach = line.reach - origin
        out.append(Node(eid, kind, start, reach, body, source, line.label, number, line.suffix, line.heading, parent, page, part))
        line.host_eid = eids.make(_PARAGRAPH, 1, None, eid, part)
        first = Node(
            line.host_eid, _PARAGRAPH, body, line.reach_first - origin, opening, source, None, 1, None, None, eid, page, part
        )
        out.append(first)
    else:
        reach = line.reach - origin
        out.append(
            Node(eid, kind, start, reach, opening, source, line.label, number, line.suffix, line.heading, parent, page, part)
        )
    if not inner:
        return
    for piece in inner:
        eid = eids.make(piece.kind, piece.number, None, line.host_eid, part)
        stop = text + piece.end if piece.end < len(line.text) else end
        reach = stop
        if piece.kind is _ITEM:
            line.item_eid, reach = eid, line.reach_item - origin
        label, parent = piece.label, line.host_eid
        out.append(
            Node(eid, piece.kind, text + piece.start, reach, stop, source, label, piece.number, None, None, parent, page, part)
        )
    if stop < end:
        eid = eids.make(_BODY, None, None, line.host_eid, part)
        out.append(Node(eid, _BODY, stop, end, end, source, None, None, None, None, line.host_eid, page, part))
