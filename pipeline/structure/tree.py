"""Chooses how a part is built: in articles or as an outline; settles what is left open. Reads and writes ``Line``."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Kind
from pipeline.structure import articles, outline
from pipeline.structure.points import points
from pipeline.structure.types import Line

_AMENDS = ("修改为", "改为", "增加一", "删去", "增加为", "修改后")
_FLOATING = (Kind.TABLE, Kind.NOTE)
_BODY = Kind.BODY
_WITH_POINTS = frozenset(
    (
        Kind.BODY,
        Kind.PARAGRAPH,
        Kind.ARTICLE,
        Kind.HEADING1,
        Kind.HEADING2,
        Kind.HEADING3,
        Kind.HEADING4,
        Kind.POINT,
        Kind.ITEM,
        Kind.SUBITEM,
    )
)


def grow(lines: Sequence[Line], titled: bool) -> None:
    """Build the tree of one part's open lines. ``titled``: a title stands above, so that the text is no fragment."""
    fragment = not titled and _begins_inside(lines)
    if _in_articles(lines, fragment):
        articles.build(lines, fragment)
    else:
        outline.build(lines, fragment or not titled)
    for line in lines:
        if line.kind in _WITH_POINTS and not line.inner and len(line.text) > 12:
            start = line.marker.after if line.marker and line.kind is not _BODY else 0
            line.inner = points(line.text, start)


def _in_articles(lines: Sequence[Line], fragment: bool) -> bool:
    count = outlined = 0
    divided = amends = False
    for line in lines:
        mark = line.marker
        if mark is None:
            continue
        if mark.shape == "article":
            count += 1
        elif mark.shape == "cn_dun":
            outlined += 1
            amends = amends or (count == 0 and any(w in line.text for w in _AMENDS))
        elif mark.shape in ("chapter", "section"):
            divided = True
    if count == 0:
        return fragment and (divided or _items(lines))
    return not amends and (count >= 2 or divided or outlined < 2)


def _begins_inside(lines: Sequence[Line]) -> bool:
    """Whether the text begins in the middle: its first article is not the first, or a list begins with a later number."""
    seen: set[str] = set()
    for line in lines:
        mark = line.marker
        if mark is None:
            continue
        if mark.shape == "article":
            return mark.number != 1
        if mark.shape in ("cn_paren", "ar_dot") and not seen and mark.number is not None and mark.number > 1:
            return True
        seen.add(mark.shape)
    return False


def _items(lines: Sequence[Line]) -> bool:
    """Whether entries close with a semicolon as items of an article do, and no 一、 stands above them."""
    marks = [x for x in lines if x.marker]
    return any(x.text[-1] in "；;" for x in marks) and not any(x.marker.shape in ("cn_dun", "decimal") for x in marks)
