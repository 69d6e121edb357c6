"""Which penal verbs set a penalty where they stand, and what makes them part of another norm."""

from __future__ import annotations

import re

from pipeline.extract.norms import sanctions
from pipeline.extract.norms.cues import Cue
from pipeline.extract.norms.draft import State
from pipeline.extract.norms.layout import Segment

MILD = frozenset({"处罚", "定罪处罚", "从重处罚", "从轻处罚", "减轻处罚", "从严处罚", "处理", "予以处理", "查处", "撤销", "列入"})
"""Penal verbs that another cue in the segment makes part of its predicate."""

_BREACH = re.compile(
    r"违反|违法|违规|违纪|违章|逾期|拒不|拒绝|擅自|发现|未|不(?:履行|执行|服从|按|依|符合|合格|改正|停止|如实|配合|缴|交|得)|下列|没有(?:履行|按|依)|情节(?:较重|严重|恶劣)|造成|构成|犯罪|骗取|侵占|伪造|虚假|弄虚作假|玩忽职守|滥用职权"
)


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
    if cue.rule in sanctions.TAKES and not state.all:
        return False
    if cue.rule == "取消":
        return True
    begin = state.segments[0].start
    return _BREACH.search(state.masked, begin, cue.start) is not None or (
        bool(state.all) and _UNDER_LAW.search(state.masked, begin, cue.start) is not None
    )


_UNDER_LAW = re.compile(r"(?:法律|法规|规定|规章)(?:的规定)?(?:予以|进行)?$")


def admits(cue: Cue, segment: Segment, index: int, state: State, chosen: list[Cue], rest: list[Cue]) -> bool:
    """Whether the penal verb ``cue`` is a norm of its own."""
    if chosen and (chosen[-1].kind not in ("penal", "by") or cue.rule in MILD):
        return False
    if not chosen and state.masked.endswith(("或者", "或", "、"), segment.start, cue.start):
        return False
    if cue.rule in ("处", "处以", "并处") and rest and rest[0].start == cue.end and is_penal(rest[0], segment, state):
        return False  # 并处没收: one measure
    return is_penal(cue, segment, state)


_POWERS = frozenset({"暂扣", "扣留", "责令", "禁止"})
"""What an officer may do on the spot."""


def is_power(cue: Cue, state: State, rest: list[Cue]) -> bool:
    """可以暂扣, 可以责令 where no breach is named: a power of enforcement, no penalty."""
    if cue.rule != "可以" or state.all or rest[0].rule not in _POWERS or not state.rules:
        return False
    return rest[0].start == cue.end and _BREACH.search(state.masked, state.segments[0].start, cue.start) is None
