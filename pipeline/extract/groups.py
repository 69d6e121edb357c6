"""Groups of the population that a text is about: 老年人, 被征地农民, 城镇零就业家庭.

Reads citations, organizations and regions found before and writes ``Entity`` spans with label ``group``. A lexicon of heads
(``group_words``) grows by rule: modifiers on the left belong to the group. Roles in a procedure (申请人, 经营者, 当事人), officials
(工作人员) and everybody (公民, 群众) are none.
"""

from __future__ import annotations

import re

from pipeline.extract.found import Found
from pipeline.extract.group_words import ALLOWED, MODIFIED, NOT_BEFORE, WHOLE
from pipeline.extract.heads import Heads
from pipeline.extract.organization_names import left
from pipeline.model import Clause, Entity

_HEADS = Heads([*WHOLE, *MODIFIED, *ALLOWED])
_NOT_BEFORE = {head: re.compile("|".join(map(re.escape, words))) for head, words in NOT_BEFORE.items() if words}
_BLOCKED = {head: tuple(ends) for head, ends in MODIFIED.items()}
_ALLOWED = {head: tuple(ends) for head, ends in ALLOWED.items()}
_LISTED = re.compile(r"(?:[\u4e00-\u9fff]{2,4}、)+$")
_OWN = re.compile(r"(?:单位|企业|行政区域内?|辖区内?|省|市|县|区|村|地|校|人|国|院|机构|部门|系统|行业)+")


def extract(clause: Clause, found: Found) -> list[Entity]:
    """The groups of ``clause``, in order, not overlapping each other or another entity."""
    text = clause.text
    taken = [*found.citations, *found.docnos, *found.organizations, *found.regions]
    out: list[Entity] = []
    limit = len(text)
    for start, end, head in reversed(list(_HEADS.find(text))):
        blocked = _NOT_BEFORE.get(head)
        if end > limit or (blocked and blocked.match(text, end)) or found.inside(start, end, taken):
            continue
        begin = max([left(text, start, head in MODIFIED), *(span.end for span in taken if span.end <= start)][:1])
        begin = max([begin, *(span.end for span in taken if begin < span.end <= start)])
        if text[begin - 1 : begin] == "本":
            own = _OWN.match(text, begin, start)
            begin = own.end() if own else begin
        modifier = text[begin:start]
        if head in _BLOCKED and (not modifier or modifier.endswith(_BLOCKED[head])):
            continue
        if head in _ALLOWED and not modifier.endswith(_ALLOWED[head]):
            continue
        out.append(Entity(begin, end, text[begin:end], "head", 0.85, "group", None))
        limit = begin
    out.reverse()
    return out
