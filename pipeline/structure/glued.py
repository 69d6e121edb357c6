"""Marks that lost their line: （三）…；（四）… and 第九条 …。 第十条 … on one line. Reads and writes ``Line``.

A line is parted only where the number goes on by one behind the end of a sentence or item; and, unless blanks stand between,
only where the next mark goes on from the last number found. A mention (依照前款（四）) never stands so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.structure.markers import marker
from pipeline.structure.types import Line

_ARTICLE = re.compile(r"[。；：”](?P<blank>[ \t\u3000\u00a0]*)(?=第[一二三四五六七八九十百千零〇]{1,7}条)")
_ITEM = re.compile(r"[；;。](?P<blank>[ \t\u3000\u00a0]*)(?=[（(][一二三四五六七八九十]{1,3}[）)])")
_FIRST = re.compile(r"[：:][ \t\u3000\u00a0]*(?=[（(]一[）)])")
_GLUE = {"article": _ARTICLE, "cn_paren": _ITEM}


def unglue(lines: Sequence[Line]) -> list[Line]:
    """The lines with those parted that hold several marks of one numbering."""
    out: list[Line] = []
    article: int | None = None  # the number of the article that is open
    for i, line in enumerate(lines):
        mark, cuts = line.marker, []
        if mark and mark.shape in _GLUE:
            cuts = _cuts(i, lines, mark.shape, mark.number)
        elif mark is None and article is not None and line.hint != "table":
            cuts = _cuts(i, lines, "article", article)
        if cuts:
            article = _last(line, cuts) or article
        elif mark and mark.shape == "article":
            article = mark.number
        cuts = cuts or _list_in_line(i, lines)
        out += _pieces(line, cuts) if cuts else [line]
    for index, line in enumerate(out):
        line.index = index
    return out


def _last(line: Line, cuts: Sequence[int]) -> int | None:
    """The number of the article that is open behind the last cut."""
    mark = marker(line.text[cuts[-1] :])
    return mark.number if mark and mark.shape == "article" else None


def _cuts(i: int, lines: Sequence[Line], shape: str, number: int | None) -> list[int]:
    """Offsets in the text of line ``i``, which is of mark ``number`` or below it, at which a further mark of ``shape`` begins."""
    line = lines[i]
    cuts, spaced = [], True
    for match in _GLUE[shape].finditer(line.text, line.marker.after if line.marker else 0):
        mark = marker(line.text[match.end() :])
        if mark and mark.shape == shape and number is not None and mark.number == number + 1:
            cuts.append(match.end())
            number += 1
            spaced = spaced and bool(match["blank"]) and (shape != "article" or mark.after > mark.length)
    if not cuts:
        return cuts
    if shape == "article":
        behind = next((x.marker for x in lines[i + 1 :] if x.marker and x.marker.shape == shape), None)
        return cuts if spaced or behind is None or behind.number == number + 1 else []
    behind = lines[i + 1].marker if i + 1 < len(lines) else None
    if behind is not None and behind.shape == shape:
        return cuts if behind.number == number + 1 else []
    return cuts if spaced else []


def _list_in_line(i: int, lines: Sequence[Line]) -> list[int]:
    """Offsets of a list that begins behind the colon of its lead-in and goes on in the next line: …：（一）…；⏎（二）…"""
    line = lines[i]
    behind = lines[i + 1].marker if i + 1 < len(lines) else None
    if behind is None or behind.shape != "cn_paren" or behind.number is None or behind.number < 2:
        return []
    first = next((m for m in _FIRST.finditer(line.text) if marker(line.text[m.end() :])), None)
    if first is None or line.hint == "table":
        return []
    cuts, number = [first.end()], 1
    for match in _ITEM.finditer(line.text, first.end()):
        mark = marker(line.text[match.end() :])
        if mark and mark.number == number + 1:
            cuts.append(match.end())
            number += 1
    return cuts if behind.number == number + 1 else []


def _pieces(line: Line, cuts: Sequence[int]) -> Iterator[Line]:
    """Blanks between two pieces belong to the first, so that nothing is lost."""
    bounds = [0, *cuts, len(line.text)]
    for begin, stop in zip(bounds, bounds[1:], strict=False):
        text = line.text[begin:stop].rstrip()
        start = line.start if begin == 0 else line.text_start + begin
        end = line.end if stop == len(line.text) else line.text_start + stop
        yield replace(line, start=start, end=end, text=text, text_start=line.text_start + begin, marker=marker(text))
