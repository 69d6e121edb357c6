"""The base of a rate: 每人每月130元, 20万元/家, 每年至少召开一次, 按日加收千分之二."""

from __future__ import annotations

import re

from pipeline.chinese.numerals import NUMERAL
from pipeline.extract.quantity_grammar import Parsed
from pipeline.extract.quantity_units import PATTERN, PER_AFTER, PER_NOUN, per_words

_WORD = (
    rf"(?:{NUMERAL})?[ ]?"
    rf"(?:{PER_NOUN}|{PATTERN}|季|旬|夜|班|(?:个|名|位|家|户|辆|台|所|座|套|处)(?![设配建置安派至不应可给补有])[\u4e00-\u9fff]{{1,2}})"
)

_BEFORE = re.compile(rf"(?:每(?:{_WORD})[、，]?)+$")
"""每人每月 directly before an amount or its bound word."""

_SEGMENT = re.compile(r"[，。；：、！？\n,;（）()]")
_EARLIER = re.compile(rf"每(?P<per>{_WORD})")
_BY = re.compile(
    r"按(?P<by>[日月年季周])(?=[加计收缴支付])|(?<![0-9０-９一二三四五六七八九十])(?P<yearly>年)(?=产(?![值量业])|设计)|(?P<mean>[人户])均"
)
_OPENING = re.compile(rf"(?P<per>(?:{NUMERAL})(?:年|个月|周|日|天|个?季度))(?![内前后以之])")
_OFTEN = re.compile(r"(?:[^，。；：、,;内前后满\n]{0,8}[^，。；：、,;内前后满累第上下\n])?[一两二三四1-4]次(?!性)")
_OPENS = frozenset("，。；：、,;（(\n \u3000")
_NEAR, _REACH = 16, 30


def attach(text: str, start: int, end: int, floor: int) -> tuple[int, int, tuple[str, ...]]:
    """Where the span of an amount begins and ends with the base that touches it, and all bases of its comma clause."""
    per: tuple[str, ...] = ()
    if after := PER_AFTER.match(text, end):
        end, per = after.end(), per_words(after["per"])
    window = text[max(floor, start - _NEAR) : start]
    before = _BEFORE.search(window) if "每" in window else None
    if before:
        return start - len(before[0]), end, per_words(before[0]) + per
    return start, end, _named_earlier(text, start) + per


def _named_earlier(text: str, start: int) -> tuple[str, ...]:
    """每年至少召开[一次], 按日加收[千分之二], 年产[130台], 半年评查[一次]."""
    segment = _SEGMENT.split(text[max(0, start - _REACH) : start])[-1]
    if len(segment) < 2:
        return ()
    if "每" in segment:
        return tuple(match["per"] for match in _EARLIER.finditer(segment))
    if match := _BY.search(segment):
        return (match["by"] or match["yearly"] or match["mean"],)
    opening = _OPENING.match(segment)
    if opening and _OFTEN.match(text, start - len(segment) + opening.end()):
        return (opening["per"],)
    return ()


def is_base(text: str, parsed: Parsed) -> bool:
    """Whether an amount is only the base of a rate: 每五年, 每百户, 半年评查一次."""
    start, first = parsed.start, parsed.first
    if parsed.bound is not None:
        return False
    if start and text[start - 1] == "每":
        return True
    if (
        parsed.second is not None
        or first.unit is None
        or first.unit.dimension != "duration"
        or (start and text[start - 1] not in _OPENS)
    ):
        return False
    return bool(_OFTEN.match(text, parsed.end))
