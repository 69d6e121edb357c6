"""Widths of marks in recognised text: a recogniser confuses （ and (, ， and , as no shape tells them apart, only the setting does.

Beside a Chinese character Chinese typesetting knows the wide form only (GB/T 15834-2011); between letters and digits the narrow
one stays.
"""

from __future__ import annotations

import re

from pipeline.chinese.characters import HAN

WIDE = str.maketrans("(),;:?!", "（），；：？！")

_CHINESE = f"[{HAN}，。；：、？！（）《》〈〉“”〔〕【】]"
_ANY_CHINESE = re.compile(_CHINESE)
_PAIR = re.compile(r"[(（]([^()（）]*)[)）]")
_LONE_OPENING = re.compile(rf"\((?={_CHINESE})|(?<={_CHINESE})\((?=[^)]*$)")
_LONE_CLOSING = re.compile(rf"(?<={_CHINESE})\)")
_MARK = re.compile(rf"(?<={_CHINESE})[,;:?!]")


def settled(text: str) -> str:
    """``text`` with the marks beside Chinese characters in their wide form, brackets in pairs.

    >>> settled("第九条(一)经营者(以下简称App(v2)商)应当:公示"), settled("ISO 4287:1997(E), 3 (2)")
    ('第九条（一）经营者（以下简称App（v2）商）应当：公示', 'ISO 4287:1997(E), 3 (2)')
    """
    text = _PAIR.sub(_paired, text)
    for pattern in (_LONE_OPENING, _LONE_CLOSING, _MARK):
        text = pattern.sub(lambda mark: mark[0].translate(WIDE), text)
    return text


def _paired(pair: re.Match[str]) -> str:
    """A pair of brackets, wide where a Chinese character stands inside or beside it."""
    text, start, end = pair.string, *pair.span()
    within_and_beside = text[max(0, start - 1) : start] + pair[1] + text[end : end + 1]
    return f"（{pair[1]}）" if _ANY_CHINESE.search(within_and_beside) else pair[0]
