"""What is coordinated before the name of an organization: levels that belong to it, fields that are bodies, kinds in a list.

省、自治区、直辖市|人民政府 is one name, 公安、民政|等部门 are two bodies, 科研、育种|等单位 is one name again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.extract.heads import sizes_by_tail
from pipeline.extract.organization_heads import DOMAINS, LEVEL, PARTIAL, WHOLE
from pipeline.extract.organization_names import REACH, edge, left


def alternatives(words: Iterable[str]) -> str:
    """The words as alternatives of a regex, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


LEVEL_WORD = re.compile(LEVEL)
_NAMED = re.compile(r"[\u4e00-\u9fff]{1,3}[区县市]")
_OF_LEVELS = re.compile(rf"(?:{LEVEL}(?:、|和|或者|与|及|以及|或))*{LEVEL}的$")
_GOVERNMENTS = frozenset("人民政府 政府 人民代表大会 人民代表大会常务委员会 人民法院 人民检察院".split())
LEVELS = re.compile(rf"(?:{LEVEL}(?:[（(]{LEVEL}(?:、{LEVEL})*[）)])?(?:、|和|或者|与|及|以及|或))+$")
JOINTS = frozenset("、和者与及或")
_PARTIAL = frozenset(PARTIAL)
ENDS_IN_HEAD = re.compile(rf"(?:{alternatives([*WHOLE, *PARTIAL])})$")
_DOMAINS = frozenset(DOMAINS)
_DOMAIN_SIZES = sizes_by_tail(_DOMAINS)
_LONGEST_FIELD = 10
_SEPARATOR = re.compile(r"(?:、|和|与|(?<![涉普危触波提])及|以及|或者|或)$")


def levels(text: str, begin: int, head: str) -> int:
    """``begin`` moved left over what belongs to the name.

    Levels (省、自治区、直辖市|人民政府; 市、县（市）、石门区|人民政府; 设区的市的|人民政府) and the government that a department is of.
    """
    while True:
        coordinated = (
            text[begin - 1 : begin] in JOINTS
            and (LEVEL_WORD.match(text, begin) or _NAMED.match(text, begin))
            and LEVELS.search(text, max(0, begin - REACH), begin)
        )
        of_levels = (
            head in _GOVERNMENTS and text.endswith("的", 0, begin) and _OF_LEVELS.search(text, max(0, begin - REACH), begin)
        )
        if coordinated and (LEVEL_WORD.match(text, begin) or edge(text, coordinated.start())):
            begin = left(text, coordinated.start(), 0)
        elif of_levels and edge(text, of_levels.start()):
            begin = of_levels.start()
        elif head in _PARTIAL and text.endswith("政府的", 0, begin):
            begin = left(text, begin - 1, 2)
        else:
            return begin


def fields(text: str, at: int, head: str) -> list[tuple[int, int]]:
    """Fields of government coordinated before ``at``, each a body of its own, from right to left (公安、民政|等部门)."""
    found: list[tuple[int, int]] = []
    at -= 2 if text.endswith("其他", 0, at) else 0
    listing = text[at - 1 : at] == "等"
    at -= listing
    known = 0  # how many of the items are certain: an item of no known field counts only between known ones
    while True:
        if not listing or found:
            separator = text[at - 1 : at] in JOINTS and _SEPARATOR.search(text, max(0, at - 2), at)
            if not separator:
                break
            at = separator.start()
        sizes = _DOMAIN_SIZES.get(text[max(0, at - 2) : at], ())
        size = next((size for size in sizes if text[max(0, at - size) : at] in _DOMAINS), None)
        begin = left(text, at - (size or 0), 1)
        if size:
            begin = levels(text, begin, "部门")
        elif (
            not 2 <= at - begin <= _LONGEST_FIELD or text[begin - 1 : begin] not in JOINTS or ENDS_IN_HEAD.search(text, begin, at)
        ):
            break
        found.append((begin, at))
        known = len(found) if size else known
        at = begin
    return found[:known]


def kinds(text: str, at: int) -> int | None:
    """Where a list of kinds before 等 at ``at`` begins, whose head follows (科研、育种|等单位); None when it lists bodies or nothing."""
    begin = end = at
    while True:
        first = left(text, end, 1)
        if first == end or ENDS_IN_HEAD.search(text, first, end):
            break
        begin = first
        if text[first - 1 : first] != "、":
            break
        end = first - 1
    return begin if "、" in text[begin:at] else None
