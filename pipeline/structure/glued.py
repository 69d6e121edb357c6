"""Marks that lost their line: （三）…；（四）… and 第九条 …。 第十条 … on one line. Reads and writes ``Line``.

A line is parted only where the number goes on by one behind the end of a sentence or item; and, unless blanks stand between,
only where the next mark goes on from the last number found. A mention (依照前款（四）) never stands so.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.structure.markers import marker
from pipeline.structure.types import Line

_BLANKS = " \t\u3000\u00a0"
_SENTENCE_ENDS = "。；：”"
_ITEM_ENDS = "；;。"
_COLONS = "：:"
_MARK = 80
"""Characters that a mark with the blanks and the words that would make it a mention takes at most."""


def unglue(lines: Sequence[Line]) -> list[Line]:
    """The lines with those parted that hold several marks of one numbering."""
    out: list[Line] = []
    article: int | None = None  # the number of the article that is open
    following = [i for i, line in enumerate(lines) if line.marker and line.marker.shape == "article"]
    for i, line in enumerate(lines):
        mark, cuts = line.marker, []
        if mark is None:
            if article is not None and line.hint != "table":
                cuts = _articles(i, lines, article, 0, following)
        elif mark.shape == "article":
            article = mark.number
            cuts = _articles(i, lines, article, mark.after, following) if article is not None else []
        elif mark.shape == "cn_paren" and mark.number is not None:
            cuts = _items(i, lines, mark.number, mark.after, mark.label[0])
        if cuts and (last := marker(line.text[cuts[-1] :])) and last.shape == "article":
            article = last.number
        cuts = cuts or _list_in_line(i, lines)
        out += _pieces(line, cuts) if cuts else [line]
    for index, line in enumerate(out):
        line.index = index
    return out


def _starts(text: str, at: int, head: str, ends: str) -> Iterator[tuple[int, bool]]:
    """Where in ``text`` behind ``at`` a mark may begin: at ``head`` right behind one of ``ends``; and whether blanks stand between."""
    start = text.find(head, at)
    while start > 0:
        end = start
        while end and text[end - 1] in _BLANKS:
            end -= 1
        if end and text[end - 1] in ends:
            yield start, end < start
        start = text.find(head, start + 1)


def _run(text: str, at: int, head: str, ends: str, shape: str, number: int) -> tuple[list[int], int, bool]:
    """The marks that go on from ``number``: their offsets, the last number, and whether blanks set all of them off."""
    cuts, spaced = [], True
    for start, blank in _starts(text, at, head, ends):
        mark = marker(text[start : start + _MARK])
        if mark and mark.shape == shape and mark.number == number + 1:
            cuts.append(start)
            number += 1
            spaced = spaced and blank and (shape != "article" or mark.after > mark.length)
    return cuts, number, spaced


def _articles(i: int, lines: Sequence[Line], number: int, at: int, following: Sequence[int]) -> list[int]:
    """Offsets of further articles in line ``i``, which is of article ``number``; ``following``: the lines that begin with an article."""
    cuts, number, spaced = _run(lines[i].text, at, "第", _SENTENCE_ENDS, "article", number)
    if not cuts or spaced:
        return cuts
    behind = bisect(following, i)
    return cuts if behind == len(following) or lines[following[behind]].marker.number == number + 1 else []


def _items(i: int, lines: Sequence[Line], number: int, at: int, head: str) -> list[int]:
    """Offsets of further items in line ``i``, which begins with item ``number``."""
    cuts, number, spaced = _run(lines[i].text, at, head, _ITEM_ENDS, "cn_paren", number)
    if not cuts:
        return cuts
    behind = lines[i + 1].marker if i + 1 < len(lines) else None
    if behind is not None and behind.shape == "cn_paren":
        return cuts if behind.number == number + 1 else []
    return cuts if spaced else []


def _list_in_line(i: int, lines: Sequence[Line]) -> list[int]:
    """Offsets of a list that begins behind the colon of its lead-in and goes on in the next line: …：（一）…；⏎（二）…"""
    behind = lines[i + 1].marker if i + 1 < len(lines) else None
    if behind is None or behind.shape != "cn_paren" or behind.number is None or behind.number < 2:
        return []
    text, head = lines[i].text, behind.label[0]
    if lines[i].hint == "table":
        return []
    for start, _ in _starts(text, 0, head, _COLONS):
        mark = marker(text[start : start + _MARK])
        if mark and mark.shape == "cn_paren" and mark.number == 1:
            cuts, number, _ = _run(text, start + 1, head, _ITEM_ENDS, "cn_paren", 1)
            return [start, *cuts] if behind.number == number + 1 else []
    return []


def _pieces(line: Line, cuts: Sequence[int]) -> Iterator[Line]:
    """Blanks between two pieces belong to the first, so that nothing is lost."""
    bounds = [0, *cuts, len(line.text)]
    for begin, stop in zip(bounds, bounds[1:], strict=False):
        text = line.text[begin:stop].rstrip()
        start = line.start if begin == 0 else line.text_start + begin
        end = line.end if stop == len(line.text) else line.text_start + stop
        yield replace(line, start=start, end=end, text=text, text_start=line.text_start + begin, marker=marker(text))
