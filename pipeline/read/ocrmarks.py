"""Widths of marks in recognised text: a recogniser confuses （ and (, ， and , as no shape tells them apart, only the setting does.

Beside a Chinese character Chinese typesetting knows the wide form only (GB/T 15834-2011); between letters and digits the narrow
one stays.
"""

from __future__ import annotations

import re

from pipeline.chinese.characters import HAN

WIDE = str.maketrans("(),;:?!", "（），；：？！")

_CHINESE = f"[{HAN}，。；：、？！（）《》〈〉“”〔〕【】]"
_PAIR = re.compile(
    rf"(?<={_CHINESE})[(（]([^()（）]*)[)）]|[(（]([^()（）]*)[)）](?={_CHINESE})|[(（]([^()（）]*{_CHINESE}[^()（）]*)[)）]"
)
_LONE_OPENING = re.compile(rf"\((?={_CHINESE})|(?<={_CHINESE})\((?=[^)]*$)")
_LONE_CLOSING = re.compile(rf"(?<={_CHINESE})\)")
_MARK = re.compile(rf"(?<={_CHINESE})[,;:?!]")


def settled(text: str) -> str:
    """``text`` with the marks beside Chinese characters in their wide form, brackets in pairs.

    >>> settled("第九条(一)经营者(以下简称App(v2)商)应当:公示"), settled("ISO 4287:1997(E), 3 (2)")
    ('第九条（一）经营者（以下简称App（v2）商）应当：公示', 'ISO 4287:1997(E), 3 (2)')
    """
    text = _PAIR.sub(lambda pair: f"（{next(inner for inner in pair.groups() if inner is not None)}）", text)
    for pattern in (_LONE_OPENING, _LONE_CLOSING, _MARK):
        text = pattern.sub(lambda mark: mark[0].translate(WIDE), text)
    return text
