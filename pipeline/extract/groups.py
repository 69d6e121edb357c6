"""Groups of the population that a text is about: 老年人, 被征地农民, 城镇零就业家庭.

Reads citations, organizations and regions found before and writes ``Entity`` spans with label ``group``. A lexicon of heads
(``group_words``) grows by rule: modifiers on the left belong to the group. Roles in a procedure (申请人, 经营者, 当事人), officials
(工作人员) and everybody (公民, 群众) are none.
"""

from __future__ import annotations

import re

from pipeline.extract.found import Found
from pipeline.extract.group_words import ALLOWED, MODIFIED, MODIFIERS, NOT_AFTER, NOT_BEFORE, SICK, WHOLE
from pipeline.extract.heads import Heads
from pipeline.extract.organization_names import left
from pipeline.model import Clause, Entity

_HEADS = Heads([*WHOLE, *MODIFIED, *ALLOWED])
_NOT_BEFORE = {head: tuple(words) for head, words in NOT_BEFORE.items()}
_BLOCKED = {head: tuple(ends) for head, ends in MODIFIED.items()}
_ALLOWED = {head: tuple(ends) for head, ends in ALLOWED.items()}
_ILL = frozenset(SICK)
_OPEN = frozenset([*MODIFIED, *ALLOWED])
"""Heads before which any words may stand that say which ones are meant."""
_SIZES = tuple(sorted({len(word) for word in MODIFIERS}, reverse=True))
_WORDS = frozenset(MODIFIERS)
_GOVERNING = re.compile(
    "培育|培养|引进|(?<![技业])创新(?!人才|型)|制定|研究|完善|建立|吸引|抓好|留住|选拔|壮大|稳定|开展|加强|推进|支持|鼓励|扶持|组织|安排|救治|收治|治疗|诊治|有关|相关|全国|全省|全市|全体|广大|立项环节|附具"
)


def extract(clause: Clause, found: Found) -> list[Entity]:
    """The groups of ``clause``, in order, not overlapping each other or another entity."""
    text = clause.text
    heads = [item for item in _HEADS.find(text) if not _compound(text, item)]
    if not heads:
        return []
    taken = [*found.citations, *found.docnos, *found.organizations, *found.regions]
    out: list[Entity] = []
    limit = len(text)
    for start, end, head in reversed(heads):
        if end > limit or found.inside(start, end, taken):
            continue
        sick = _sick(text, start, head)
        begin = _open(text, start, 0 if sick or head == "人员" else 1) if sick or head in _OPEN else _modifiers(text, start)
        begin = max([begin, *(span.end for span in taken if begin < span.end <= start)])
        begin += text.startswith("、", begin)
        modifier = text[begin:start]
        if head in _BLOCKED and (len(modifier) < 2 or modifier.endswith(_BLOCKED[head])):
            continue
        if head in _ALLOWED and not modifier.endswith(_ALLOWED[head]):
            continue
        out.append(Entity(begin, end, text[begin:end], "head", 0.85, "group", None))
        limit = begin
    out.reverse()
    return out


def _compound(text: str, item: tuple[int, int, str]) -> bool:
    """Whether the words around a head make another word of it (居民|身份证, 无|居民|海岛)."""
    start, end, head = item
    after, before = _NOT_BEFORE.get(head), NOT_AFTER.get(head)
    return (bool(after) and text.startswith(after, end)) or (bool(before) and text.endswith(before, 0, start))


def _sick(text: str, start: int, head: str) -> bool:
    """Whether the head is a patient told by an illness."""
    return head in ("患者", "病人") and text[start - 1 : start] in _ILL


def _open(text: str, start: int, need: int) -> int:
    """The leftmost offset of any modifier of a head that needs one (农村实用|人才); a verb that governs it is left out."""
    begin = left(text, start, need)
    if text[begin:start] in _WORDS:  # 退休、离休|人员
        return _modifiers(text, start)
    governing = list(_GOVERNING.finditer(text, begin, start))
    return governing[-1].end() if governing else begin


def _modifiers(text: str, start: int) -> int:
    """The leftmost offset from which modifiers, also coordinated ones (高龄、失能|老年人), lead up to ``start``."""
    at = begin = start
    while at > 0:
        size = next((size for size in _SIZES if size <= at and text[at - size : at] in _WORDS), 0)
        if size and not (at < begin and text[at - size : at] in _HEADS.words):
            at = begin = at - size
        elif text[at - 1] == "、" and at == begin < start:
            at -= 1
        else:
            break
    return begin
