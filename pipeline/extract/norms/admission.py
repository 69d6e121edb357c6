"""Which cue words govern a norm where they stand: the scope rules of each kind of cue.

Each test reads a cue, its segment and the state of the sentence; ``chosen`` are the segment's cues admitted so far, ``rest``
the ones still to come.
"""

from __future__ import annotations

import re

from pipeline.extract.norms import bearers, directives, indicatives, lexicon, modals, penals
from pipeline.extract.norms.cues import Cue
from pipeline.extract.norms.draft import State
from pipeline.extract.norms.layout import Segment
from pipeline.model import Modality

GOVERNING = frozenset({"modal", "by", "charge", "act", "penal", "allow"})
"""Kinds of norm whose predicate takes in the bare verbs that follow (应当制定规划，完善机制)."""

_STRICT = ("应当", "不得", "可以", "必须")


def admits(cue: Cue, segment: Segment, index: int, state: State, chosen: list[Cue], rest: list[Cue]) -> bool:
    """Whether ``cue`` governs a norm of its own."""
    if state.defines and cue.rule not in _STRICT:
        return False
    if state.enacts and cue.kind not in ("penal", "ask") and (state.purpose or cue.rule not in _STRICT):
        return False
    if cue.rule == "予以" and not penals.is_penal(cue, segment, state):
        cue.kind, cue.modality = "grant", Modality.DUTY
    return _RULES[cue.kind](cue, segment, index, state, chosen, rest)


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


_ROLES = ("组长", "副组长", "成员", "召集人", "副召集人")
"""Who makes up a body that was set up before states its make-up, not a duty."""

_RELATIVE_BY = re.compile(r"[^，。；]{0,6}?的")


def _by(cue: Cue, segment: Segment, index: int, state: State, chosen: list[Cue], rest: list[Cue]) -> bool:
    masked, draft = state.masked, state.open
    start, end = segment.start, segment.end
    if chosen or state.states or state.defines or any(c.rule in ("负责", "承担") for c in rest):
        return False
    if any(penals.is_penal(c, segment, state) and not masked.endswith(("或者", "或", "、"), cue.end, c.start) for c in rest):
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
    return _DUE.match(
        state.masked, cue.start if cue.rule == "有" else cue.end, segment.end
    ) is not None and not modals.is_embedded(cue, segment, state)


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
    "penal": penals.admits,
    "modal": modals.admits,
    "promote": _promote,
    "by": _by,
    "charge": _charge,
}
