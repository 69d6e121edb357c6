"""Contents pages: 目录 and its entries, or a run of chapter lines that comes again below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Kind
from pipeline.structure import shapes
from pipeline.structure.types import Line

_LEADER = re.compile(r"[\s\u3000.…·．_\-—]*[0-9０-９]{0,4}$")
_BLANKS = re.compile(r"[\s\u3000]+")
DIVISIONS = ("part", "subpart", "chapter", "section")
ANNOUNCED = (*DIVISIONS, "cn_dun")
RANK = {
    "part": 0,
    "subpart": 1,
    "chapter": 2,
    "cn_dun": 2,
    "cn_plain": 2,
    "bare": 2,
    "section": 3,
    "cn_paren": 3,
    "article": 4,
    "ar_dot": 4,
    "ar_paren": 5,
}
LONGEST_ENTRY = 80


def entry(text: str) -> str:
    """A contents entry as it can be compared with the heading it announces: without blanks, dots and page number."""
    return _BLANKS.sub("", _LEADER.sub("", text))


def contents(lines: Sequence[Line], at: int) -> int:
    """Settle a contents page that begins at ``at``; returns the index behind it, or ``at`` when there is none."""
    line = lines[at]
    if shapes.TOC_WORD.fullmatch(line.text):
        stop = _end(lines, at + 1)
        line.settle(Kind.TOC)
        line.heading = _BLANKS.sub("", line.text)
        _entries(lines[at + 1 : stop], line)
        return stop
    if line.marker and line.marker.shape in ANNOUNCED:
        stop = at
        while (
            stop < len(lines)
            and lines[stop].marker
            and lines[stop].marker.shape in ANNOUNCED
            and len(lines[stop].text) <= LONGEST_ENTRY
        ):
            stop += 1
        if stop - at >= 3:
            first = entry(line.text)
            again = next((i for i in range(at + 1, stop) if entry(lines[i].text) == first), None)
            if again is None and _come_again(lines, at, stop):
                again = stop
            if again is not None and again - at >= 2:
                _entries(lines[at:again], None)
                return again
    return at


def _come_again(lines: Sequence[Line], at: int, stop: int) -> bool:
    """Whether most of the headings ``lines[at:stop]`` stand below once more."""
    wanted = {entry(x.text) for x in lines[at:stop]}
    found = {entry(x.text) for x in lines[stop:] if x.marker and x.marker.shape in ANNOUNCED}
    return len(wanted & found) > 0.6 * len(wanted)


def _end(lines: Sequence[Line], at: int) -> int:
    """Where the entries stop: at the heading that the first entry announces, or at the first line of prose."""
    first = entry(lines[at].text) if at < len(lines) else ""
    mark = lines[at].marker if at < len(lines) else None
    i = at
    while i < len(lines):
        line = lines[i]
        text = line.text
        if (
            line.kind is None
            and i > at
            and (entry(text) == first or (mark and line.marker and _same(mark, line.marker) and i > at + 1))
        ):
            return i
        if text and (
            len(text) > LONGEST_ENTRY
            or text[-1] in "。；："
            or (line.marker and line.marker.shape == "article" and not _LEADER.search(text)[0])
        ):
            break
        i += 1
    return i


def _same(a, b) -> bool:
    return (a.shape, a.number, a.path) == (b.shape, b.number, b.path)


def _entries(lines: Sequence[Line], head: Line | None) -> None:
    stack: list[tuple[int, Line]] = []
    for line in lines:
        if line.kind is not None and line.kind is not Kind.TABLE:
            continue
        mark = line.marker
        line.number_as(Kind.TOC, head)
        line.heading = _LEADER.sub("", line.rest).strip() or None
        if not mark:
            continue
        rank = 2 + len(mark.path) - 1 if mark.path else RANK.get(mark.shape, 6)
        while stack and stack[-1][0] >= rank:
            stack.pop()
        line.parent = stack[-1][1] if stack else head
        stack.append((rank, line))
