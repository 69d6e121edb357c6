"""By when: 自…之日起三十日内, 2009年底前, 有效期届满前. Offsets in the clause's text."""

from __future__ import annotations

import re

_NUMBER = r"(?:[\d０-９]+(?:\.\d+)?|[一二三四五六七八九十百两半]{1,5})"
_UNIT = r"(?:个)?(?:工作日|自然日|日|天|月|年|小时|周|星期|季度|分钟)"
_AMOUNT = rf"{_NUMBER}(?:至{_NUMBER})?{_UNIT}"
_COUNTED = "0123456789０１２３４５６７８９一二三四五六七八九十百两半"
_WITHIN = r"(?:之内|以内|内|之前|以前|前)"
_MONTH = r"(?:[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?)?"
_YEAR = rf"(?:[\d一二三四五六七八九十〇○零]{{4}}年|每年|当年|次年|翌年|同年){_MONTH}"
_NAMES = "治然行愿主己身动来制查用费筹律由学觉备有"  # 自治, 自然 …: words that only begin like 自…起
_CORE = re.compile(
    # one leading class over all alternatives lets the search skip every other character; each looks back at it
    r"[\d０-９一二三四五六七八九十百两半〇○零每当次翌同自在到通经用有期任届开动施投](?:"
    rf"(?:(?<=[\d０-９])[\d０-９]*(?:\.\d+)?|(?<=[一二三四五六七八九十百两半])[一二三四五六七八九十百两半]{{0,4}})(?:至{_NUMBER})?{_UNIT}{_WITHIN}"
    rf"|(?:(?<=[\d一二三四五六七八九十〇○零])[\d一二三四五六七八九十〇○零]{{3}}年|(?<=[每当次翌同])年)"
    rf"{_MONTH}(?:年?底|末|上半年|下半年|[一二三四]季度末?)?(?:{_WITHIN}|起)"
    rf"|(?<=自)(?![{_NAMES}])[^，,。；：\n]{{1,40}}?[起后](?=[，,])"
    rf"|(?<=自)(?![{_NAMES}])[^，,。；：\n]{{1,40}}?(?:[起后][^，,。；：\n]{{0,8}}?)?{_AMOUNT}(?:{_WITHIN}|起|后)?"
    r"|(?<=在)[^，,。；：\n]{2,24}?(?:规定|约定|确定|要求)的(?:期限|时限|时间)内"
    r"|(?<=到)20\d\d年(?:底)?"
    rf"|(?:(?<=通)过|(?<=经)过|(?<=用)){_NUMBER}(?:[到至-]{_NUMBER})?年(?:左右)?(?:的)?(?:时间|努力|[\u4e00-\u9fff]{{0,2}}(?:建设|发展|工作))"
    r"|(?:(?<=有)效期|(?<=期)[限间]|(?<=任)期)(?:届满|期满)前"
    r"|(?:(?<=届)满|(?<=期)满|(?<=开)工|(?<=动)工|(?<=施)工|(?<=投)入使用)前"
    r")"
)
_ANCHOR = re.compile(
    r"(?:(?<=[在于])[^，,。；：\n]{1,30}?|[^，,。；：\n在于应当可以得须自并]{2,24}?(?:之日起|之日|之后|届满|期满|后|前)的?)?(?:最迟|不迟于)?$"
)
"""What an amount of time is counted from, in front of it: 采暖期开始(六个月前), 接到申请之日起(三十日内)."""

_IN = re.compile(r"[在于](?=[^，,。；：\n在于应当可以得须自]*$)")
_QUICK = re.compile("[内前起后到用]|[通经]过")


def find(text: str) -> list[tuple[int, int]]:
    """The deadlines in ``text``, in order.

    >>> text = "应当自受理之日起二十日内答复"
    >>> [text[a:b] for a, b in find(text)]
    ['自受理之日起二十日内']
    """
    if not _QUICK.search(text):
        return []
    out = []
    last = 0
    for match in _CORE.finditer(text):
        start, end = match.span()
        first = text[start]
        if first in "在到":
            start += 1
        elif first in _COUNTED:
            if text[start - 1 : start] in _TARGET and text[start - 2 : start - 1] in _SHORTENED:
                continue  # 压缩至三日内: how long it shall take, not by when
            start = _ANCHOR.search(text, max(last, start - 34), start).start()
        elif first in "有期任届开动施投" and (anchor := _IN.search(text, max(last, start - 18), start)):
            start = anchor.end()
        out.append((start, end))
        last = end
    return out


_TARGET = frozenset("至到为在")
_SHORTENED = frozenset("缩短制降减")
"""压缩至, 缩短为, 控制在: in front of a length of time."""


def behind(text: str, start: int, end: int) -> int:
    """Where the words begin behind a deadline that stands at ``start`` (每年一月底前完成…); ``start`` when none does."""
    if text[start] not in _HEADS:
        return start
    match = _AT_HEAD.match(text, start, end)
    return match.end() if match and match.end() < end else start


_HEADS = frozenset(_COUNTED + "〇○零每当次翌同力到在于原")
_AT_HEAD = re.compile(
    rf"(?:力争|到|在|于)?{_YEAR}(?:年?底|末)?(?:{_WITHIN}|起)?[，,]?|{_AMOUNT}{_WITHIN}|(?:原则上)?每[\d一两二三四五六七八九十]*(?:年|季度|月|周)"
)
_EDGE = "，,；; \u3000"
_LINK = re.compile(r"(?:并|且|应当|应|在|于|最迟)+")
_LINKING = "并且应在于最"


def cut(text: str, start: int, end: int, deadlines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """``[start, end)`` without the deadlines, as pieces with clean edges."""
    pieces = []
    at = start
    for a, b in [*deadlines, (end, end)]:
        left, right = at, a
        while left < right and text[left] in _EDGE:
            left += 1
        while left < right and text[right - 1] in _EDGE:
            right -= 1
        if right < end and right > left and text[right - 1] in "在于":
            right -= 1
        if right > left and not (text[left] in _LINKING and _LINK.fullmatch(text, left, right)):
            while left < right and text[right - 1] in _EDGE + "并":
                right -= 1
            if right > left:
                pieces.append((left, right))
        at = b
    return pieces
