"""Where the name of an organization begins, read leftwards from its head noun: the words of ``organization_words`` decide."""

from __future__ import annotations

import re

from pipeline.extract.heads import sizes_by_tail
from pipeline.extract.organization_words import (
    ADJACENT,
    BEFORE_VERBS,
    JOINED,
    KEEPS,
    LEADING_VERBS,
    OBJECT_VERBS,
    QUALIFIERS,
    STOP_CHARS,
    STOPS,
    VERBS,
    WEAK_STOPS,
)
from pipeline.extract.wordlists import words
from pipeline.reference import areas
from pipeline.reference.area_words import COMMON_STEMS, PLAIN_WORDS

REACH = 40
"""The longest name, in characters before its head."""

LEADING = frozenset("送持请含次内指前交凭供如待归附系")
"""Characters that are no part of a name at its head (凭|商务部门), but for known words (供电, 附属) and areas (内江, 如皋)."""


def _place_names(signs: frozenset[str], known: frozenset[str]) -> set[str]:
    """Names of areas that hold a sign or a word at which a name would end (成|都, 无|锡, 呼|和|浩特).

    The short form where it is no word and cannot straddle two (市民政|和公安局 is not in 政和), else the full name.
    """
    found = set()
    for full, stem, wide in areas.names():
        if not any(c in signs for c in stem) and not any(stem[i : i + 2] in known for i in range(len(stem) - 1)):
            continue
        common = stem in COMMON_STEMS or stem in PLAIN_WORDS or stem in known
        straddles = len(stem) == 2 and not wide and (stem[0] in signs or stem[-1] in signs)
        found.add(full if common or straddles else stem)
    return found


_UNITS = frozenset("日月年个名家项条件度")
_SIGNS = STOP_CHARS | WEAK_STOPS | _UNITS
_KINDS = {**dict.fromkeys(STOPS, "stop"), **dict.fromkeys(VERBS, "verb"), **dict.fromkeys(KEEPS, "keep")}
_GOVERNING = words("governing_verbs") - VERBS - KEEPS - STOPS
_OPENING = frozenset("创新 建设".split())
"""Verbs that govern a whole head where they open a sentence or a heading (14.创新|企业服务模式)."""
_KINDS |= dict.fromkeys(_GOVERNING | _OPENING, "verb")
_KINDS |= dict.fromkeys(_place_names(_SIGNS | LEADING, frozenset(STOPS | VERBS)), "keep")
_SIZES = sizes_by_tail(_KINDS)
_BRACKET = re.compile(r"(?<=[\u4e00-\u9fff])[（(](?![一二三四五六七八九十]+[）)])[\u4e00-\u9fff、]{1,8}[）)]$")
_QUOTED = re.compile(r"[“\"][^“”\"]{1,12}$")
_ACTORS = tuple("部门 机关 政府 企业 单位 机构 公司 委员会 国务院 常委会 代表大会 高校 院校 学校 医院 院所 协会".split())
_SUBJECTS = (*_ACTORS, "办事处", "办公室", "指挥部", "国家")
_CAUSED = LEADING_VERBS | ADJACENT | {"联合"}
_OPENS = re.compile(r"(?:^|[，。；;：\n]|[一二三四五六七八九十0-9][、.．]|[）)])[ \u3000]?$")
_BUILDING = ("工程", "项目", "行政", "主管", "施工", "用地", "集团", "银行")
"""Behind 建设 or 创新: the first half of a name (建设|行政主管部门)."""
_WHOLE_WORDS = frozenset("健完安保齐")
_COUNTED = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十百千万亿半家名人个次项户件%％倍岁")
_NUMERALS = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十两几多")


def is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def left(text: str, start: int, need: int) -> int:
    """The leftmost offset from which words that may be part of a name lead up to its head at ``start``.

    ``need`` says how much the head needs a modifier, and so how much a verb before it is one and not its governor:
    2 (部门, 单位) always, 1 (消防队) unless it is a verb of setting up, 0 (企业) only after a noun, -1 (国务院) never.
    """
    at = start
    floor = max(0, start - REACH)
    kinds, sizes_of = _KINDS, _SIZES.get
    while at > floor:
        character = text[at - 1]
        if not "\u4e00" <= character <= "\u9fff":
            passed = _passed(text, at, character)
            if not passed:
                break
            at -= passed
            continue
        sizes = sizes_of(text[at - 2 : at])
        if sizes is None and character not in _SIGNS:  # by far the most characters
            at -= 1
            continue
        kind, size = None, 1
        for size in sizes or ():
            kind = kinds.get(text[at - size : at]) if size <= at else None
            if kind:
                break
        if kind == "keep":
            if character in "上下" and at > 2 and text[at - 2] == "以" and text[at - 3] in _COUNTED:
                break  # 三分之一以上|业主委员会
            at -= size
        elif kind == "stop":
            if character not in "省市县区" or text[at - 2] != "全" or text[at - 3 : at - 2] not in _WHOLE_WORDS:
                break
            at -= 1  # 健全|省人民代表大会
        elif kind == "verb":
            if _governs(text, at - size, at, start, need):
                break
            at -= size
        elif character not in _SIGNS:
            at -= 1
        elif character in STOP_CHARS:
            joined = _joined(text, at - 1) if character in "和与" else 0
            if not joined:
                break
            at -= joined
            if text.startswith("中华人民共和国", at):
                break
        elif _measures(text, at) or (
            character in WEAK_STOPS and (text.startswith(QUALIFIERS, at) or (need <= 0 and at == start))
        ):
            break
        else:
            at -= 1
    return at


def _measures(text: str, at: int) -> bool:
    """Whether the character before ``at`` is a unit of a number, so that a name begins at ``at`` (5年|企业, 三项|组织)."""
    return at > 1 and text[at - 1] in _UNITS and text[at - 2] in _NUMERALS


def edge(text: str, at: int) -> bool:
    """Whether no word of a name ends at ``at``."""
    if at <= 0 or not is_han(text[at - 1]):
        return True
    return text[at - 1] in STOP_CHARS or _KINDS.get(text[max(0, at - 2) : at]) == "stop"


def governs(word: str) -> bool:
    """Whether a word is a verb that takes a name as its object."""
    return word in _GOVERNING or word in STOPS


def begins_word(text: str, at: int) -> bool:
    """Whether a known word of two to four characters begins at ``at``."""
    return any(text[at : at + size] in _KINDS for size in (2, 3, 4))


def _passed(text: str, at: int, character: str) -> int:
    """The length of a sign, bracket or quotation that ends at ``at`` and is part of a name: 县（市、区）, “枢纽型”, 海山•青港."""
    if character in "）)":
        match = _BRACKET.search(text, max(0, at - 11), at)
        return len(match[0]) if match else 0
    if character in '”"':
        match = _QUOTED.search(text, max(0, at - 14), at - 1)
        return len(match[0]) + 1 if match else 0
    return 1 if character in "•·" and at > 1 and is_han(text[at - 2]) else 0


def _governs(text: str, begin: int, end: int, start: int, need: int) -> bool:
    """Whether the verb at ``[begin, end)`` takes the name that follows as its object (检查|有关部门), not as a modifier (检查|机构)."""
    verb = text[begin:end]
    if need < 0 or text.endswith(BEFORE_VERBS, 0, begin):
        return True
    if verb in _GOVERNING:
        return need <= 0 or end < start
    if verb in LEADING_VERBS and edge(text, begin) and not (need == 2 and end == start):
        return True
    if (need == 0 or end < start) and verb in _CAUSED and text.endswith(_ACTORS, 0, begin):
        return True
    if need == 0 and verb in OBJECT_VERBS and verb not in ("管理", "服务") and text.endswith(_SUBJECTS, 0, begin):
        return True  # 街道办事处受理|业主委员会, 国家保护|企业
    if verb == "主管" and text[begin - 1 : begin] in ("的", "由", "向"):
        return False
    if verb in _OPENING and need == 0 and not text.startswith(_BUILDING, end) and _OPENS.search(text, max(0, begin - 4), begin):
        return True
    if end == start:
        if need == 0:
            return verb in ADJACENT or (verb in OBJECT_VERBS and edge(text, begin))
        return need == 1 and verb in ADJACENT
    if verb in ADJACENT or text.startswith(QUALIFIERS, end):
        return True
    if verb in OBJECT_VERBS and text[begin - 1 : begin] in ("）", ")") and text[end : end + 2] not in VERBS:
        return True  # （四）检查|水务经营机构: an item begins with what is done
    return need == 0 and verb in OBJECT_VERBS and verb not in ("管理", "服务") and edge(text, begin)


def _joined(text: str, at: int) -> int:
    """How many characters up to and with the conjunction at ``at`` are part of a name that holds it, or 0."""
    for name in JOINED:
        before = max(name.find("和"), name.find("与"))
        if at >= before and text.startswith(name, at - before):
            return before + 1
    return 0
