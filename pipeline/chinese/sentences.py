"""Sentences and their commas, as offsets."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]?[”’」』）]?")


def sentences(text: str) -> list[tuple[int, int]]:
    """Half-open offsets of the sentences of ``text`` (ended by 。！？； or a line feed), blanks at the edges left out.

    >>> [ "甲。乙；丙"[a:b] for a, b in sentences("甲。乙；丙")]
    ['甲。', '乙；', '丙']
    """
    out = []
    for match in _SENTENCE.finditer(text):
        piece = match[0]
        start = match.start() + len(piece) - len(piece.lstrip())
        end = match.start() + len(piece.rstrip())
        if start < end:
            out.append((start, end))
    return out
