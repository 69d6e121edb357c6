"""Sentences that state and set nothing: reports of past work, definitions, purposes, scope, effect."""

from __future__ import annotations

import re

_PAST = re.compile(
    r"(?<![为除罢受极到])了(?!解|结|然|断|却|望|如指掌)|已(?:经|[\u4e00-\u9fff])|曾|近年来|目前|截至|截止|以来[，,]|去年|上年|同比|比上年|环比|受到了?[^，。；]{0,12}(?:处分|好评|表彰)|超额完成|累计[\u4e00-\u9fff]{0,4}\d"
)
_NOT_PAST = re.compile(r"已(?:知|婚|有(?:的|建|设施|住房))|为了|除了")
_COPULA = re.compile(r"(?<![特别尤其一二三四五六七八九十但凡还就于只总可或若如而便即要都])是(?!否|指|非)|意味着|体现了|标志着")
_DEFINES = re.compile(r"(?:所称|所指|是指|系指|简称|包括下列)")
_PURPOSE = re.compile(r"为(?!主|准|依据|基础|限|期|此|[〓])(?:了)?")
_SET_UP = re.compile(r"(?:特?制定|现[将就]|提出(?:如下|以下)|通知如下|决定如下)")
_SCOPE = re.compile(r"适用(?:本|于)|参照(?:本|适用)|自[^，。；]{2,24}(?:起|日)(?:施行|实施|执行)|同时废止")


def is_report(masked: str, start: int, end: int) -> bool:
    """Whether the sentence tells what was done or how things stand."""
    match = _PAST.search(masked, start, end)
    return match is not None and _NOT_PAST.match(masked, match.start(), end) is None


def is_copular(masked: str, start: int, end: int) -> bool:
    """Whether the sentence says what something is: …是…."""
    return _COPULA.search(masked, start, end) is not None


def is_definition(masked: str, start: int, end: int) -> bool:
    return _DEFINES.search(masked, start, end) is not None


def is_scope(masked: str, start: int, end: int) -> bool:
    return _SCOPE.search(masked, start, end) is not None


def is_purpose(masked: str, start: int, end: int) -> bool:
    """Whether the sentence opens with an aim (为了…) or enacts its own text (制定本条例)."""
    return _PURPOSE.match(masked, start, end) is not None or _SET_UP.search(masked, start, end) is not None
