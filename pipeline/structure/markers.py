"""Numbering marks at the head of a line, as data.

A mark's shape says nothing of its rank: （一） is an item of an article (Legislation Law art. 65: 编章节条款项目) and a second
level heading of an official document (GB/T 9704-2012 7.3.3: 一、（一）1.（1）). The rooms ``articles`` and ``outline`` decide.
Mentions (第十二条规定的…, （一）项所列…, 2.5亿元) are told apart here as far as the line itself can tell.

>>> marker("第十七条之一 已满七十五周岁的人").label, marker("第十二条规定的情形") is None
('第十七条之一', True)
>>> marker("2.1.3　职责").path, marker("2.5亿元的投资") is None, marker("11.2017年度申请表").label
((2, 1, 3), True, '11.')
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.chinese.characters import HAN, half_width
from pipeline.chinese.numerals import integer
from pipeline.structure.types import Marker

_B = r"[ \t\u3000\u00a0\u2002\u2003]"
_CN = "一二三四五六七八九十百千零〇○两"
_N = _CN + "0-9０-９"
_D = "0-9０-９"

DIVISIONS = {
    "编": "part",
    "篇": "part",
    "分编": "subpart",
    "章": "chapter",
    "节": "section",
    "条": "article",
    "部分": "part",
    "阶段": "stage",
}
_DIVISION = re.compile(
    rf"第{_B}*(?P<n>[{_N}－](?:[{_N}－ \u3000]{{0,8}}[{_N}－])?){_B}*(?P<unit>分编|编|篇|章|节|条|部分|阶段)"
    rf"(?:{_B}*之{_B}*(?P<s>[一二三四五六七八九十]{{1,3}})(?![{_CN}切]))?"
)
_ORDINAL = re.compile(rf"第(?P<n>[{_CN}]{{1,3}})(?P<sep>[，,、：:])")

_MENTION = re.compile(  # right behind 第X条, no blank between
    rf"第[{_N}（(]+[）)]?{_B}*[款项目]|[（(]?[{_N}]+[）)]?[款项目]|[、，,；;。和或及与至到）)”》〉」]|的(?!士)|之(?:规定|一|外|前|后)"
    r"|规定|所[列称规指述]|中(?:[“的]|关于|所|规定)|以[上下外内前后]|(?:和|与|及)?第[一二三四五六七八九十百]+条"
    r"|[一-龥]{0,6}?(?:修改为|改为|删[去除]|增加[一两二三一款项条作]|作为|调整为)"
)
_MENTION_SPACED = re.compile(r"(?:修改为|改为|删去|第[一二三四五六七八九十]+款(?:的|规定|所|中|修改))")
_HEADING_MENTION = re.compile(r"(?:的|规定|所[列称规指]|至|和|、|以[上下])")

_PAREN = re.compile(rf"[（(]{_B}*(?P<n>[{_CN}]{{1,4}}|[{_D}]{{1,3}}){_B}*[）)]")
_PAREN_MENTION = re.compile(
    rf"[项款目条](?:[的规所至到、和或及中，,。；]|$)|[、至和或及，,]{_B}*(?:第)?[（(][{_N}]+[）)]|[、至和或及][^\u4e00-\u9fff]"
)
_DUN = re.compile(rf"(?P<n>[{_CN}]{{1,4}}){_B}*[、．.]")
_PLAIN = re.compile(rf"(?P<n>[{_CN}]{{1,3}}){_B}+(?=[{HAN}])")
_DECIMAL = re.compile(rf"(?P<n>[{_D}]{{1,2}}(?:[.．][{_D}]{{1,2}}){{1,5}})(?![{_D}])[.．]?")
_DECIMAL_UNIT = re.compile(
    r"(?:[%‰％℃°×/~～\-—–]|[十百千]?[万亿]|[元倍个人名家户件项次吨亩米公千平立升岁天年月日届成折级里分秒小时左右以])"
)
_DOT = re.compile(rf"(?P<n>[{_D}]{{1,3}}){_B}*(?:[、．]|\.(?!\d)|\.(?=(?:19|20)\d\d年))")
_HALF = re.compile(rf"(?P<n>[{_D}]{{1,2}}){_B}*[）)]")
_BARE = re.compile(rf"(?P<n>[{_D}]{{1,2}}){_B}+(?=[{HAN}])")
_POINT = re.compile(r"(?P<n>[一二三四五六七八九十]{1,2})(?:是|要|则)")
_DASH = re.compile(r"(?:—{2}|―{2}|─{2}|－{2}|——|⸺)")

ENCLOSED = {  # one character that holds its number: first code point, count, shape
    0x2460: (20, "circled"),
    0x2474: (20, "ar_paren"),
    0x2488: (20, "ar_dot"),
    0x3220: (10, "cn_paren"),
    0x2776: (10, "circled"),
}
_ENCLOSED = {chr(first + i): (shape, i + 1) for first, (count, shape) in ENCLOSED.items() for i in range(count)}

_BLANK = re.compile(rf"{_B}*")
_DIGITS = frozenset("0123456789０１２３４５６７８９")
_NUMERALS = frozenset(_CN)
_HEADS = frozenset("第（(—―─－⸺") | _DIGITS | _NUMERALS | frozenset(_ENCLOSED)
LONGEST_HEADING = 50
"""A chapter's or section's heading is a phrase, never a sentence."""


@lru_cache(maxsize=4096)
def _integer(numeral: str) -> int | None:
    return integer(re.sub(r"\s", "", numeral).replace("－", "一"))


def marker(text: str) -> Marker | None:
    """The mark that a line (blanks at its ends removed) begins with, or None when it begins with prose."""
    head = text[:1]
    if head not in _HEADS:
        return None
    if head == "第":
        return _division(text)
    if head in "（(":
        return _paren(text)
    if head in _NUMERALS:
        return _chinese(text)
    if head in _DIGITS:
        return _arabic(text)
    if head in _ENCLOSED:
        shape, number = _ENCLOSED[head]
        return _mark(shape, text, 1 + (text[1:2] in ("、", "．", ".")), number)
    match = _DASH.match(text)
    return _mark("dash", text, match.end(), None) if match else None


def counts(text: str, at: int) -> bool:
    """Whether a unit or sign stands at ``at``, so that the decimal before it is an amount: 2.5亿元, 5.5%."""
    return bool(_DECIMAL_UNIT.match(text, at))


def _mark(
    shape: str, text: str, length: int, number: int | None, suffix: int | None = None, path: tuple[int, ...] = ()
) -> Marker:
    return Marker(shape, text[:length], number, length, _BLANK.match(text, length).end(), suffix, path)


def _division(text: str) -> Marker | None:
    match = _DIVISION.match(text)
    if not match:
        match = _ORDINAL.match(text)
        return _mark("ordinal", text, match.end() - 1, _integer(match["n"])) if match else None
    shape, end = DIVISIONS[match["unit"]], match.end()
    number = _integer(match["n"])
    if number is None:
        return None
    spaced = text[end : end + 1] in " \u3000\t\u00a0" and end < len(text)
    if shape == "article":
        mention = (_MENTION_SPACED if spaced else _MENTION).match(text, _BLANK.match(text, end).end() if spaced else end)
        if mention:
            return None
        return _mark(shape, text, end, number, _integer(match["s"]) if match["s"] else None)
    if shape == "stage":
        follows = text[end : end + 1]
        return _mark(shape, text, end, number) if follows in ("", "：", ":", "（", "(", "。", "、", " ", "\u3000", "—") else None
    rest = text[end:].strip()
    if len(rest) <= 20 and rest.count("。") == 1:
        rest = rest.removesuffix("。")
    sentence = rest and (rest[-1] in "。；;，,：:" or "。" in rest)
    if len(rest) > LONGEST_HEADING or sentence or (not spaced and _HEADING_MENTION.match(rest)):
        return None
    return _mark(shape, text, end, number)


def _paren(text: str) -> Marker | None:
    match = _PAREN.match(text)
    if not match or _PAREN_MENTION.match(text, match.end()):
        return None
    end = match.end()
    if text[end : end + 1] in "、．." and end < len(text):
        end += 1
    return _mark("cn_paren" if match["n"][0] in _NUMERALS else "ar_paren", text, end, _integer(match["n"]))


def _chinese(text: str) -> Marker | None:
    match = _DUN.match(text)
    if match:
        number = _integer(match["n"])
        # 一、二级市场 / 三、四线城市: an enumeration in prose
        if (
            number is None
            or text[match.end() : match.end() + 1] in _NUMERALS
            and re.match(rf"[{_CN}][、级线类等、者]", text[match.end() :])
        ):
            return None
        return _mark("cn_dun", text, match.end(), number)
    match = _POINT.match(text)
    if match:
        return _mark("point", text, match.end(), _integer(match["n"]))
    match = _PLAIN.match(text)
    if match and len(text) - match.end() <= 30 and text[-1] not in "。；，：":
        return _mark("cn_plain", text, len(match["n"]), _integer(match["n"]))
    return None


def _arabic(text: str) -> Marker | None:
    match = _DOT.match(text)
    if match:
        return _mark("ar_dot", text, match.end(), _integer(match["n"]))
    match = _DECIMAL.match(text)
    if match:
        path = tuple(int(p) for p in re.split(r"[.．]", half_width(match["n"])))
        if len(path) == 2 and counts(text, match.end()):
            return None
        return _mark("decimal", text, match.end(), path[-1], None, path)
    match = _HALF.match(text)
    if match:
        return _mark("ar_half", text, match.end(), _integer(match["n"]))
    match = _BARE.match(text)
    if match and len(text) <= 40 and text[-1] not in "。；，：":
        return _mark("bare", text, len(match["n"]), _integer(match["n"]))
    return None
