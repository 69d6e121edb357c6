"""Marks that lost their line: （三）…；（四）… and 第九条 …。 第十条 … on one line. Reads and writes ``Line``.

A line is parted only where the number goes on by one behind the end of a sentence or item, and, inside a list, where the
next line goes on from the last number found. A mention (依照前款（四）) never stands so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.structure.markers import marker
from pipeline.structure.types import Line

_ARTICLE = re.compile(r"(?<=[。；：”])[ \t\u3000\u00a0]+(?=第[一二三四五六七八九十百千零〇]{1,7}条[ \t\u3000\u00a0])")
_ITEM = re.compile(r"(?<=[；;。])[ \t\u3000\u00a0]*(?=[（(][一二三四五六七八九十]{1,3}[）)])")
_GLUE = {"article": _ARTICLE, "cn_paren": _ITEM}


def unglue(lines: Sequence[Line]) -> list[Line]:
    """The lines with those parted that hold several marks of one numbering."""
    out: list[Line] = []
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        cuts = _cuts(line, following) if line.marker and line.marker.shape in _GLUE else []
        out += _pieces(line, cuts) if cuts else [line]
    for index, line in enumerate(out):
        line.index = index
    return out


def _cuts(line: Line, following: Line | None) -> list[int]:
    """Offsets in the line's text at which a further mark begins."""
    shape, number = line.marker.shape, line.marker.number
    cuts = []
    for match in _GLUE[shape].finditer(line.text, line.marker.after):
        mark = marker(line.text[match.end() :])
        if mark and mark.shape == shape and number is not None and mark.number == number + 1:
            cuts.append(match.end())
            number += 1
    if shape == "cn_paren" and cuts:
        behind = following.marker if following and following.marker else None
        goes_on = behind is not None and behind.shape == shape and behind.number == number + 1
        last_of_list = (behind is None or behind.shape != shape) and line.text[cuts[-1] - 1] in " \t\u3000\u00a0"
        return cuts if goes_on or last_of_list else []
    return cuts


def _pieces(line: Line, cuts: Sequence[int]) -> Iterator[Line]:
    """Blanks between two pieces belong to the first, so that nothing is lost."""
    bounds = [0, *cuts, len(line.text)]
    for begin, stop in zip(bounds, bounds[1:], strict=False):
        text = line.text[begin:stop].rstrip()
        start = line.start if begin == 0 else line.text_start + begin
        end = line.end if stop == len(line.text) else line.text_start + stop
        yield replace(line, start=start, end=end, text=text, text_start=line.text_start + begin, marker=marker(text))
