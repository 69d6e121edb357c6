"""Which cue words govern a norm where they stand: the scope rules of each kind of cue.

Each test reads a cue, its segment and the state of the sentence; ``chosen`` are the segment's cues admitted so far, ``rest``
the ones still to come.
"""

from __future__ import annotations

import re

from pipeline.extract.norms import bearers, directives, indicatives, lexicon, sanctions, statements
from pipeline.extract.norms.cues import Cue
from pipeline.extract.norms.draft import State
from pipeline.extract.norms.layout import Segment
from pipeline.model import Modality

GOVERNING = frozenset({"modal", "by", "charge", "act", "penal", "allow"})
"""Kinds of norm whose predicate takes in the bare verbs that follow (应当制定规划，完善机制)."""

_MILD = frozenset(
    {"处罚", "定罪处罚", "从重处罚", "从轻处罚", "减轻处罚", "从严处罚", "处理", "予以处理", "查处", "撤销", "列入"}
)
"""Penal verbs that another cue in the segment makes part of its predicate."""

_STRICT = ("应当", "不得", "可以", "必须")


def admits(cue: Cue, segment: Segment, index: int, state: State, chosen: list[Cue], rest: list[Cue]) -> bool:
    """Whether ``cue`` governs a norm of its own."""
    if state.defines and cue.rule not in _STRICT:
        return False
    if state.enacts and cue.kind not in ("penal", "ask") and (state.purpose or cue.rule not in _STRICT):
        return False
    if cue.rule == "予以" and not is_penal(cue, segment, state):
        cue.kind, cue.modality = "grant", Modality.DUTY
    return _RULES[cue.kind](cue, segment, index, state, chosen, rest)


def is_penal(cue: Cue, segment: Segment, state: State) -> bool:
    """Whether the cue is a penal verb that sets a penalty here."""
    if cue.kind != "penal" or state.states:
        return False
    masked = state.masked
    if sanctions.needs_breach(cue.rule) and not _breached(cue, state):
        return False  # without a breach it is a task
    if masked.startswith(("决定", "的", "期间", "时", "后"), cue.end) or masked.endswith(
        ("自", "被", "受到", "因", "接受", "未", "不", "不再", "是否"), segment.start, cue.start
    ):
        return False
    if cue.rule == "判处" and masked.endswith(("有", "中", "已", "经", "曾"), segment.start, cue.start):
        return False
    if masked[segment.start : cue.start] in ("对", "经", "因"):
        return False  # 对撤销职务的人员: what the phrase is about
    return sanctions.is_penalty(cue.rule, masked, cue.start, cue.end, segment.start, segment.end)


def _breached(cue: Cue, state: State) -> bool:
    """Whether the sentence tells a breach in front of the cue; for 取消 any condition does, for 收回 there must be one besides."""
    if cue.rule == "取消" or cue.rule in sanctions.TAKES and not state.all:
        return bool(state.all)
    begin = state.segments[0].start
    return _BREACH.search(state.masked, begin, cue.start) is not None or (
        bool(state.all) and _UNDER_LAW.search(state.masked, begin, cue.start) is not None
    )


_UNDER_LAW = re.compile(r"(?:法律|法规|规定|规章)(?:的规定)?(?:予以|进行)?$")


def _penal(cue: Cue, segment: Segment, index: int, state: State, chosen: list[Cue], rest: list[Cue]) -> bool:
    if chosen and (chosen[-1].kind not in ("penal", "by") or cue.rule in _MILD):
        return False
    if not chosen and state.masked.endswith(("或者", "或", "、"), segment.start, cue.start):
        return False
    if cue.rule in ("处", "处以", "并处") and rest and rest[0].start == cue.end and is_penal(rest[0], segment, state):
        return False  # 并处没收: one measure
    return is_penal(cue, segment, state)


def _modal(cue: Cue, segment: Segment, index: int, state: State, chosen: list[Cue], rest: list[Cue]) -> bool:
    masked = state.masked
    if chosen or masked.startswith("的", cue.end) or cue.end >= segment.end or _is_embedded(cue, segment, state):
        return False
    if rest and cue.modality in (Modality.DUTY, Modality.PERMISSION) and not _is_power(cue, state, rest):
        mild = cue.modality is Modality.DUTY and not state.fresh or cue.rule == "有权"
        if any(is_penal(c, segment, state) and not (mild and c.rule in _MILD) for c in rest):
            return False
    if cue.modality is Modality.DUTY and index + 1 < len(state.segments) and _GROUND_ONLY.fullmatch(masked, cue.end, segment.end):
        after = state.segments[index + 1]
        if _CONVICTS.match(masked, after.start, after.end):
            return False
    if cue.rule in ("要", "应", "需", "应该", "必须", "不可") and statements.is_reported(
        masked, state.segments[0].start, cue.start
    ):
        state.tasks = False
        return False
    if cue.rule == "应" and masked.startswith("对", cue.end) and not _HANDLES.search(masked, cue.end, segment.end):
        return False  # 应对: to cope with
    if cue.rule == "可以" and state.all and masked.startswith("禁止", cue.end):
        return False
    if cue.rule == "禁止" and state.all and masked.endswith("可以", segment.start, cue.start):
        cue.modality, cue.kind = Modality.SANCTION, "penal"
        return True
    if cue.rule == "要":
        return not (state.states and "\t" in masked[segment.start : segment.end]) and _modal_place(cue, segment, state)
    if cue.rule in ("可", "需", "不能", "不可"):
        return _weak_modal(cue, segment, index, state)
    if cue.rule in ("享有", "有权") and masked.find("告知", segment.start, cue.start) >= 0:
        return False
    if cue.rule == "允许":
        return not masked.startswith(_ALLOWED_THING, cue.end)
    return cue.rule != "同意" or cue.start == segment.start


_ALLOWED_THING = ("采伐", "捕捞", "排放", "误差", "偏差", "使用量", "开采", "通行", "值", "浓度", "限值", "范围")
"""允许采伐量: what is a thing's measure, no permission."""

_SAYS = ("要求", "明确", "规定", "提出", "建议", "督促")


def _is_modified_body(masked: str, start: int, end: int) -> bool:
    """参与竞标的单位: a body whose modifier begins with a verb; not what somebody demands (要求有条件的单位…)."""
    return "的" in masked[start:end] and bearers.is_body(masked, start, end) and not masked.startswith(_SAYS, start)


_GROUND_ONLY = re.compile(r"(?:依法)?(?:依照|按照|依据|根据|适用)[^，。；]{2,60}(?:规定|标准)")
_CONVICTS = re.compile(r"(?:以[^，。；]{2,40}罪)?(?:[^，。；]{0,12})(?:定罪处罚|追究刑事责任|从重处罚|从轻处罚|予以处罚)")
"""应当依照…的规定，以…罪定罪处罚: the modal only names the ground of the penalty behind it."""

_POWERS = frozenset({"暂扣", "扣留", "责令", "禁止"})
_BREACH = re.compile(
    r"违反|违法|违规|违纪|违章|逾期|拒不|拒绝|擅自|发现|未|不(?:履行|执行|服从|按|依|符合|合格|改正|停止|如实|配合|缴|交|得)|下列|没有(?:履行|按|依)|情节(?:较重|严重|恶劣)|造成|构成|犯罪|骗取|侵占|伪造|虚假|弄虚作假|玩忽职守|滥用职权"
)


def _is_power(cue: Cue, state: State, rest: list[Cue]) -> bool:
    """可以暂扣, 可以责令 where no breach is named: a power of enforcement, no penalty."""
    if cue.rule != "可以" or state.all or rest[0].rule not in _POWERS or not state.rules:
        return False
    return rest[0].start == cue.end and _BREACH.search(state.masked, state.segments[0].start, cue.start) is None


_HANDLES = re.compile(r"进行|实施|予以|作出|做出|给予|加强|开展|实行|负责|采取|承担|提出|组织|审查|检查|审核")
"""应对…进行: the modal 应 in front of the phrase of 对."""

_SECURES = ("确保", "保证", "保障", "使", "做到", "努力", "防止", "虽然", "尽管", "由于", "因为", "即使")
_RELATIVE = ("对", "对于", "属于", "凡", "如", "在", "将", "关于", "以及", "或者", "其他")
_UNMET = re.compile(r"[^，。；]{1,12}而(?:不|未|没有|拒)")
"""应当立案而不立案: a case, no duty."""

_NEEDED = re.compile(
    r"[^，。；的]{2,30}的(?:[^，。；的]{0,12}(?:要|应|须|不得|由|可)|按|依)|[^，。；的]{1,10}的(?:其他)?[^，。；的]{1,6}$"
)
"""需批准的事项要…, 需调整的按…: what the modal behind is about."""
_OF_THING = re.compile(r"[^，。；]的[^，。；的]{2,16}$")
_OTHERS = re.compile(r"[^，。；的]{1,12}的(?:其他)?[^，。；的]{2,6}$")


def _is_embedded(cue: Cue, segment: Segment, state: State) -> bool:
    """Whether the modal stands inside a noun phrase or an aim: 应当履行的其他职责, 对于可以…的事项, 确保…可以…."""
    masked = state.masked
    start, end = bearers.trim(masked, segment.start, cue.start)
    if _UNMET.match(masked, cue.end, segment.end):
        return True
    if masked.find("是", segment.start, cue.start) >= 0 and _OTHERS.search(masked, cue.end, segment.end):
        return True  # 赡养老人是子女应当履行的义务
    if cue.rule in ("需", "应", "可") and start >= end and _NEEDED.match(masked, cue.end, segment.end):
        return True
    if cue.rule == "需" and start >= end and not state.fresh and _OTHERS.match(masked, cue.end, segment.end):
        return True  # 需说明的内容
    if start >= end and cue.start == state.segments[0].start and "的" in masked[cue.end : segment.end]:
        after = state.segments[1] if len(state.segments) > 1 else None
        if after is not None and masked.startswith("由", after.start):
            return True  # 应当申报的机构的范围，由…规定
    if start >= end:
        return state.listed and _OTHERS.match(masked, cue.end, segment.end) is not None and segment.stop in ("。", "；", ";", "")
    if masked.startswith(("下列", "以下"), cue.end):
        return False
    if masked.startswith(("或者限制", "、限制"), cue.end) and masked.find("的", cue.end, segment.end) > 0:
        return True  # 国家禁止或者限制出口的货物
    if state.listed and masked.startswith("其他", masked.rfind("的", cue.end, segment.end) + 1):
        return True  # 法律规定不能流动的其他人员
    if masked[start:end] in _RELATIVE or masked.startswith(_SECURES, start):
        return True
    if (
        segment.stop in ("，", ",")
        and bearers.PREPOSITION.match(masked, start, end)
        and _OTHERS.match(masked, cue.end, segment.end)
    ):
        return True
    if (
        cue.rule in ("可", "需", "应")
        and not state.rules
        and masked.startswith("对", segment.start)
        and segment.stop in ("，", ",")
        and _OF_THING.search(masked, cue.end, segment.end)
    ):
        return True  # 对医院可另收费的器械，…
    if cue.rule in ("可", "应", "需") and not _is_modified_body(masked, start, end):
        begin = directives.skip_adverbs(masked, start, end)
        stop = directives.verb(masked, begin, end)
        if stop > 0 and masked[begin:stop] not in lexicon.nominal_verbs():
            return True
    return (
        cue.rule in ("禁止", "严禁")
        and not bearers.is_body(masked, start, end)
        and _OTHERS.search(masked, cue.end, segment.end) is not None
    )


def _modal_place(cue: Cue, segment: Segment, state: State) -> bool:
    """要 is a modal at the head of a segment or behind a body or an adverb, never inside a noun."""
    start, end = bearers.trim(state.masked, segment.start, cue.start)
    if start >= end or bearers.is_body(state.masked, start, end):
        return True
    return directives.skip_adverbs(state.masked, start, end) >= end or state.masked[cue.start - 1] not in "的不"


def _weak_modal(cue: Cue, segment: Segment, index: int, state: State) -> bool:
    """可, 需, 不能 inside a clause that states a fact or leads to a condition are none."""
    masked = state.masked
    if masked.endswith(("时", "后", "情况", "情形"), segment.start, segment.end):
        return False
    if masked.find("预计", state.segments[0].start, cue.start) >= 0 or _ABOUT.search(masked, segment.start, cue.start):
        return False
    if cue.rule == "需" and masked[cue.start - 1] in "还仍尚步" and _SHORT.fullmatch(masked, cue.end, segment.end):
        return False
    if state.states or masked.rfind("的", cue.end, segment.end) == segment.end - 1:
        return False
    if masked.endswith(("如", "确", "若", "凡", "预计", "或者", "梳理", "事项", "有"), segment.start, cue.start):
        return False
    following = state.segments[index + 1 : index + 12]
    return not any(masked[s.end - 1] == "的" and s.stop in ("，", ",") for s in following)


def _promote(cue: Cue, segment: Segment, index: int, state: State, chosen: list[Cue], rest: list[Cue]) -> bool:
    masked = state.masked
    if chosen or state.states or state.purpose or state.listed or cue.end >= segment.end or state.copular(index):
        return False
    if state.open is not None and state.open.kind in GOVERNING:
        return False
    begin, end = bearers.trim(masked, segment.start, cue.start)
    if begin >= end or directives.skip_adverbs(masked, begin, end) >= end:
        return True
    if lexicon.task_verbs().at(masked, begin) > 0:
        return False
    if bearers.is_body(masked, begin, end):
        return not masked.startswith(("机构", "单位", "部门", "人员", "主体", "平台"), cue.end)
    cut = bearers.leading(masked, begin, end, state.entities)
    return cut > 0 and directives.skip_adverbs(masked, cut, end) >= end


_ABOUT = re.compile(r"对[^，。；的]{0,6}$")
"""对暂时不能开工的用地: what the phrase of 对 is about."""

_SHORT = re.compile(r"(?:继续|持续|进一步|不断)?(?:完善|提高|提升|加强|改进|优化|努力)")
"""还需完善: how things stand."""

_ROLES = ("组长", "副组长", "成员", "召集人", "副召集人")
"""Who makes up a body that was set up before states its make-up, not a duty."""

_RELATIVE_BY = re.compile(r"[^，。；]{0,6}?的")


def _by(cue: Cue, segment: Segment, index: int, state: State, chosen: list[Cue], rest: list[Cue]) -> bool:
    masked, draft = state.masked, state.open
    start, end = segment.start, segment.end
    if chosen or state.states or state.defines or any(c.rule in ("负责", "承担") for c in rest):
        return False
    if any(is_penal(c, segment, state) and not masked.endswith(("或者", "或", "、"), cue.end, c.start) for c in rest):
        return False
    governed = draft is not None and not state.fresh and draft.kind in ("modal", "promote", "charge", "allow")
    if governed and not _TURNS.fullmatch(masked, start, cue.start):
        return False
    if (
        draft is not None
        and draft.kind == "task"
        and (cue.start == start and not state.fresh or masked.endswith(_MAKE_UP, start, end))
    ):
        return False
    if not state.rules and masked.startswith(_ROLES, start) and masked.endswith(_MAKE_UP, start, end):
        return False
    if index + 1 < len(state.segments) and _WEIGHS.search(masked, cue.end, end):
        return _PENAL_HEAD.match(masked, state.segments[index + 1].start, state.segments[index + 1].end) is None
    if masked.endswith(_CAUSED, start, end) or _FROM_TO.match(masked, cue.end, end):
        return False
    stop = bearers.behind(masked, cue.end, end, state.entities)
    return 0 < stop < end and _RELATIVE_BY.match(masked, stop, end) is None


_WEIGHS = re.compile(
    r"(?:视|根据|按照?|依据?|区别)(?:其)?(?:违法)?(?:情节|情况|不同情况|程度)[^，。；]{0,8}$|依照[^，。；]{2,30}规定$"
)
_PENAL_HEAD = re.compile(r"(?:分别|依法|可以|并)*(?:给予|责令|处|没收|吊销|予以|暂扣|警告)")
"""由…视情节轻重，给予…: the body of the penalty behind, no duty of its own."""

_FROM_TO = re.compile(r"[^，。；]{1,40}?向[^，。；]{1,40}?(?:转变|转型|转为|过渡|迈进|延伸|拓展|升级|跃升|扩展|推进)")
"""由甲向乙转变: from one state to another."""

_TURNS = re.compile(
    r"(?!并|且|可|应|或)(?:[^，。；]{0,16}的)?(?:具体|有关|相关|实施)?[^，。；的]{0,6}(?:办法|标准|比例|范围|程序|细则|目录|名录|费用|经费|事项|方案|数额|条件|时间|名单|职责)(?:等)?"
)
"""In front of 由: a thing that another body decides on, behind a norm: …应当申报，具体办法由…规定."""

_MAKE_UP = ("担任", "组成", "兼任")
_CAUSED = ("部分组成", "方面组成", "要素组成", "内容组成", "构成", "引起", "造成", "导致", "的")
"""How a segment ends in which 由 names parts or causes, or that is a noun phrase."""

_SYSTEM = re.compile(r"制(?![定订作止造])")
"""负责制: a system, not a charge."""


def _charge(cue: Cue, segment: Segment, index: int, state: State, chosen: list[Cue], rest: list[Cue]) -> bool:
    masked = state.masked
    if chosen and chosen[-1].kind != "by" or state.states or state.purpose:
        return False
    if indicatives.modifies(masked, cue.end, segment.end) or _SYSTEM.match(masked, cue.end):
        return False
    if masked.endswith(("后", "时", "前", "的争议", "的案件", "的纠纷", "的请求"), cue.end, segment.end):
        return False
    by = masked.rfind("由", segment.start, cue.start)
    if by < 0:
        if state.listed or state.open is not None and state.open.kind in ("modal", "promote", "allow") and not state.fresh:
            return False
        begin, end = bearers.trim(masked, segment.start, cue.start)
        if begin >= end:
            return bool(state.fresh or state.lead or state.open)
        stop = directives.verb(masked, begin, end)
        if stop > 0 and masked[begin:stop] not in lexicon.nominal_verbs():
            return False
        if bearers.is_body(masked, begin, end):
            return True
        cut = bearers.leading(masked, begin, end, state.entities)
        return cut > 0 and directives.skip_adverbs(masked, cut, end) >= end
    return state.open is None or state.open.kind not in ("modal", "allow") or bool(state.fresh) or by == segment.start


def _ask(cue: Cue, segment: Segment, index: int, state: State, chosen: list[Cue], rest: list[Cue]) -> bool:
    return not chosen and directives.skip_adverbs(state.masked, segment.start, cue.start) >= cue.start


def _grant(cue: Cue, segment: Segment, index: int, state: State, chosen: list[Cue], rest: list[Cue]) -> bool:
    """予以 with what is no penalty (予以批准) states a duty behind a condition or a ground."""
    if chosen or state.states or state.purpose or state.listed or cue.end >= segment.end:
        return False
    named = bearers.is_body(state.masked, *bearers.trim(state.masked, segment.start, cue.start))
    if state.open is not None and state.open.kind in GOVERNING and not state.fresh and not named:
        return False
    if state.masked.startswith(("的", "支持"), cue.end) or state.masked.endswith(_DENIED, segment.start, cue.start):
        return False
    return bool(state.fresh) or named or _GROUND.match(state.masked, segment.start, cue.start) is not None


_DENIED = ("不", "或者", "或", "并", "是否")
"""In front of 予以: denied, or part of a choice."""

_GROUND = re.compile(r"(?:将)?(?:依法|按照|根据|依照|按)")

_DUE = re.compile(r"有|[^，。；]{0,30}?(?:待遇|优惠|优待|政策|补贴|补助|津贴|权利|休假|假期|年休|保险|服务|减免|奖励|保障)")


def _entitle(cue: Cue, segment: Segment, index: int, state: State, chosen: list[Cue], rest: list[Cue]) -> bool:
    """享受…待遇, 有…的自由: what somebody is entitled to; in a plan it tells what a measure brings about."""
    if chosen or state.states or state.purpose or not state.rules and not state.fresh:
        return False
    governed = state.open is not None and state.open.kind in ("modal", "promote") and not state.fresh
    if governed and not bearers.is_body(state.masked, *bearers.trim(state.masked, segment.start, cue.start)):
        return False
    if state.masked.endswith(("的依据", "的条件", "的标准", "的对象", "的范围"), cue.end, segment.end):
        return False
    return _DUE.match(state.masked, cue.start if cue.rule == "有" else cue.end, segment.end) is not None and not _is_embedded(
        cue, segment, state
    )


_FIRST = re.compile(r"(?:原则上|一律|坚决|暂|均|都|也|绝|切实|严格)*$")


def _negate(cue: Cue, segment: Segment, index: int, state: State, chosen: list[Cue], rest: list[Cue]) -> bool:
    """不搞…, 原则上不建…: what a plan forbids without a modal; elsewhere 不 tells what is not so."""
    if chosen or not state.tasks or state.rules or state.open is not None and state.open.kind in GOVERNING:
        return False
    if state.masked.endswith(("的", "时", "后"), segment.start, segment.end) or segment.stop in ("：", ":"):
        return False
    begin, end = bearers.trim(state.masked, segment.start, cue.start)
    return begin >= end or _FIRST.fullmatch(state.masked, begin, cue.start) is not None


_RULES = {
    "negate": _negate,
    "entitle": _entitle,
    "grant": _grant,
    "ask": _ask,
    "penal": _penal,
    "modal": _modal,
    "promote": _promote,
    "by": _by,
    "charge": _charge,
}
