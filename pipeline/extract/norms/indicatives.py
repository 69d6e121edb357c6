"""Rules in the indicative: 县级人民政府主管本行政区域的…, 主管部门自收到之日起二十日内作出决定."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.norms import bearers, conditions, directives, opening
from pipeline.extract.norms.draft import Draft, Work
from pipeline.extract.norms.layout import Segment
from pipeline.model import Modality, Span

_ACT = re.compile(
    r"主管|设(?!立)(?=[^，。；的]{2,24}(?:[人名会厅局科处室组部]|中心|机构)$)|履行(?=下列|以下|如下)|行使(?=下列|以下)|作出(?=[^，。；]{0,20}决定)|完成|设立|受理|征收|发放|核发|颁发|填发|签发|换发|出具|报告|公布|公告|缴纳|支付|赔偿|垫付|制定|编制|审批|审核|批准|登记|备案|统一管理|监督管理|开展|实行|提供|确定|协助|协调|指导(?!价|意见|目录|性|原则|方针|思想)|进行|提起诉讼|核定|审查决定|委托(?!人|方|书|合同|单位|机构|[^，。；]{0,6}的)"
)
Act = tuple[int, int, tuple[int, int] | None]
"""An act's verb and its bearer; none when a thing is the subject."""

TERRITORIES = frozenset("国家 国家和社会 本市 本省 本自治区 本县 本区 本州 全省 全市 全县".split())
"""Subjects that stand for the whole community: what they do is a programme, no duty of a body."""

_MODIFIES = re.compile(r"[^，。；、]{0,30}?的(?:[^，。；]{0,10}?)(?:部门|机构|机关|单位|组织|人员|人|政府|委员会|工作机构)")
_GAP = re.compile(
    r"(?:依法|依照|按照|根据|自|在|应|对|向|为|将|会同|及时|定期|每年|每|具体|统一|分别|可|共同|并|于|经|全面)?[^，。；]{0,40}$"
)
_NOT = re.compile(r"是|决定|的$|属于|适用|视为|除外|包括|不")


def modifies(masked: str, start: int, end: int) -> bool:
    """Whether the verb that ends at ``start`` is part of a noun's modifier: 负责…的部门."""
    return masked.startswith("的", start) or _MODIFIES.match(masked, start, end) is not None


_DECIDED = frozenset({"批准", "决定"})
"""Outside rules what a body did: 国务院批准，授予…."""

_REFERS = re.compile(r"(?:按照?|依照|参照|依据)[^，。；]{2,40}(?:执行|办理)$")
"""A reference behind a case, which sets nothing itself: 机构开展业务，按照国家有关规定执行."""

_ENTERED = re.compile(
    r"[^，。；由的]{0,8}(?:经费|费用|资金|支出|开支)[^，。；由的]{0,4}?(?P<verb>列入|纳入)[^，。；]{0,16}(?:预算|规划|计划)$"
)
"""所需经费列入本级财政预算: the means are provided for, whoever does it."""


def _entered(masked: str, segment: Segment) -> Act | None:
    match = _ENTERED.match(masked, segment.start, segment.end)
    return (*match.span("verb"), None) if match else None


def find(masked: str, segment: Segment, entities: Sequence[Span]) -> Act | None:
    """The act's verb and its bearer in a segment that begins with a body, or None."""
    if _ACT.search(masked, segment.start, segment.end) is None:
        return None
    begin, end = bearers.trim(masked, segment.start, segment.end)
    if end - begin < 5 or masked[begin] == "不":
        return None
    cut = bearers.leading(masked, begin, end, entities)
    if cut <= 0 or cut >= end:
        act = _ACT.search(masked, begin, end)
        cut = act.start() if act else -1
        if not (bearers.is_subject(masked, begin, cut) or any((e.start, e.end) == (begin, cut) for e in entities)):
            return None
    match = next((m for m in _ACT.finditer(masked, cut, end) if not masked.startswith(("之日", "后", "时"), m.end())), None)
    if match is None or match.end() >= end or not _GAP.fullmatch(masked, cut, match.start()):
        return None
    if (
        masked.startswith(
            (
                "的",
                "、",
                "和",
                "业务",
                "期限",
                "标准",
                "人",
                "者",
                "机构",
                "部门",
                "权利",
                "义务人",
                "责任人",
                "登记",
                "遵循",
                "坚持",
                "工作",
                "职责",
            ),
            match.end(),
        )
        or modifies(masked, match.end(), end)
        or directives.is_relative(masked, match.end(), end)
        or _NOT.search(masked, cut, match.start())
    ):
        return None
    return match.start(), match.end(), (begin, cut)


def start(work: Work, segment: Segment, index: int) -> bool:
    """A rule's plain statement of what a named body does: 主管部门…作出决定."""
    state = work.state
    if not state.tasks:
        return False
    if index + 1 < len(state.segments):
        after = state.segments[index + 1]
        if _REFERS.match(state.masked, after.start, after.end):
            return False
    act = _entered(state.masked, segment) or find(state.masked, segment, state.entities)
    if act is not None and not state.rules and state.masked[act[0] : act[1]] in _DECIDED:
        return False
    if (
        act is None
        or state.masked[act[0] : act[1]] == "设"
        and not state.rules
        or state.copular(index)
        or conditions.follows(state.masked, state.segments, index)
    ):
        return False
    begin, end, actor = act
    programme = actor is not None and state.masked[actor[0] : actor[1]] in TERRITORIES
    draft = Draft(
        begin,
        end,
        Modality.DIRECTIVE if programme else Modality.DUTY,
        "act",
        "indicative",
        end,
        segment.end,
        segment.start,
        actor,
    )
    settings = state.take_settings()
    draft.conditions = opening.conditions_of(work, draft, settings)
    state.last_actor, state.subject = actor, True
    opening.push(work, draft)
    return True
