"""A text with highlights as HTML: spans may nest and cross, the text stays what it is.

The text is cut at every edge of a span; a piece bears the classes of all spans over it. Nothing of the text is ever
taken for HTML: each piece is escaped on its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True)
class Mark:
    """A half-open span to show; ``kind`` is its class, ``title`` what it means, ``href`` where it leads."""

    start: int
    end: int
    kind: str
    title: str = ""
    href: str | None = None


def marked(text: str, marks: Iterable[Mark], start: int = 0) -> Markup:
    """``text`` as HTML with its marks; ``start`` is the offset of its first character in what the marks count from.

    >>> marked("处五百元罚款", [Mark(1, 4, "quantity", "500 元")])
    Markup('处<span class="m quantity" title="500 元">五百元</span>罚款')
    """
    end = start + len(text)
    inside = sorted((m for m in marks if m.start < end and m.end > start), key=lambda m: (m.start, -m.end))
    if not inside:
        return escape(text)
    edges = sorted({start, end, *(min(max(e, start), end) for m in inside for e in (m.start, m.end))})
    pieces, open_marks, following = [], [], 0
    for left, right in zip(edges, edges[1:], strict=False):
        open_marks = [m for m in open_marks if m.end > left]
        while following < len(inside) and inside[following].start <= left:
            open_marks.append(inside[following])
            following += 1
        pieces.append(_piece(_escaped(text[left - start : right - start]), open_marks))
    return Markup("".join(pieces))


def _piece(escaped: str, marks: Sequence[Mark]) -> str:
    """A piece of the text in its element. Plain strings, for there are thousands of them in a document; all that is not a class of
    ours is escaped."""
    if not marks:
        return escaped
    if len(marks) == 1:
        kinds, title, href = marks[0].kind, marks[0].title, marks[0].href
    else:
        kinds = " ".join(dict.fromkeys(m.kind for m in marks))
        title = "\n".join(dict.fromkeys(m.title for m in marks if m.title))
        href = next((m.href for m in reversed(marks) if m.href), None)
    said = f' title="{_escaped(title)}"' if title else ""
    if href:
        return f'<a class="m {_escaped(kinds)}" href="{_escaped(href)}"{said}>{escaped}</a>'
    return f'<span class="m {_escaped(kinds)}"{said}>{escaped}</span>'


def _escaped(text: str) -> str:
    return str(escape(text))


def hits(text: str, marks: Sequence[tuple[int, int]], start: int = 0, end: int | None = None, cut: bool = True) -> Markup:
    """The piece ``[start, end)`` of ``text`` with search hits in ``<mark>``; an ellipsis where it was cut, at the beginning if ``cut``.

    >>> hits("发展养老服务。", [(2, 4)])
    Markup('发展<mark>养老</mark>服务。')
    """
    end = len(text) if end is None else end
    out, at = [Markup("…") if start and cut else Markup("")], start
    for a, b in marks:
        if start <= a and b <= end:
            out += escape(text[at:a]), Markup("<mark>{}</mark>").format(text[a:b])
            at = b
    out += escape(text[at:end]), Markup("…") if end < len(text) else Markup("")
    return Markup("").join(out)
