"""Where the words of a query stand in a text, in the text's own offsets; and the one SQL function that searches need."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from functools import lru_cache

from pipeline.chinese.bigrams import fold
from pipeline.search.query import Word
from pipeline.search.sql import pattern

AROUND = 100
"""Characters of a snippet, at most."""
_BEFORE = 15  # characters of a snippet before its first mark


def teach(connection: sqlite3.Connection) -> None:
    """Give ``connection`` the function ``zh_match(pattern, text)``: whether the folded text has the pattern."""
    try:
        connection.execute("SELECT zh_match('', '')")
    except sqlite3.OperationalError:
        connection.create_function("zh_match", 2, _match, deterministic=True)


def marks(text: str, words: Iterable[Word]) -> list[tuple[int, int]]:
    """Half-open offsets in ``text`` of all places where a word stands, in order, overlapping ones joined.

    >>> marks("ＧＢ标准", [Word("gb"), Word("标准")])
    [(0, 2), (2, 4)]
    """
    folded, places = _folded(text)
    found = sorted(m.span() for word in words for m in _compiled(pattern(word)).finditer(folded) if m[0])
    out: list[tuple[int, int]] = []
    for start, end in found:
        if places:
            start, end = places[start], places[end - 1] + 1
        if out and start < out[-1][1]:
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((start, end))
    return out


def window(text: str, marked: list[tuple[int, int]]) -> tuple[int, int]:
    """The half-open piece of ``text``, at most ``AROUND`` characters, that shows most of the marks; the first such piece."""
    if len(text) <= AROUND:
        return 0, len(text)
    if not marked:
        return 0, AROUND
    best, start = -1, 0
    for place, _ in marked:
        seen = {text[a:b] for a, b in marked if place <= a and b <= place + AROUND - _BEFORE}
        if len(seen) > best:
            best, start = len(seen), place
    start = max(0, min(start - _BEFORE, len(text) - AROUND))
    return start, start + AROUND


def snippet(text: str, marked: list[tuple[int, int]]) -> str:
    """The piece of ``text`` that shows the marks, each in 【】, on one line.

    >>> snippet("发展养老服务。", [(2, 4)])
    '发展【养老】服务。'
    """
    start, end = window(text, marked)
    out, at = ["…"] if start else [], start
    for a, b in marked:
        if start <= a and b <= end:
            out += text[at:a], "【", text[a:b], "】"
            at = b
    out += text[at:end], "…" if end < len(text) else ""
    return "".join(out).replace("\n", " ")


def _folded(text: str) -> tuple[str, list[int] | None]:
    """The folded text and, where folding changes its length, the offset in ``text`` of each folded character."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded, None
    pieces = [fold(c) for c in text]
    return "".join(pieces), [n for n, piece in enumerate(pieces) for _ in piece]


@lru_cache(maxsize=512)
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.DOTALL)


def _match(expression: str, text: str | None) -> bool:
    return bool(_compiled(expression).search(fold(text or "")))
