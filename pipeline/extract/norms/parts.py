"""The parts of a norm with a cue word: bearer, condition and topic in front of the cue, the predicate behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.norms import bearers, directives, lexicon, sanctions
from pipeline.extract.norms.draft import Draft, Piece, State
from pipeline.extract.norms.layout import Segment
from pipeline.extract.norms.lexicon import alternation
from pipeline.model import Entity, Modality

_DISCOVERY = re.compile(r"[^，。；]{2,60}(?:部门|机关|机构|政府)发现")
"""A body that finds a breach is the one that punishes it."""

_ANYBODY = re.compile(
    r"任何(?:单位|组织|企业|机构|部门|个人|人)(?:(?:和|或者?|、|及)(?:其他)?(?:单位|组织|企业|机构|部门|个人))*"
)

_HANDLED = ("对", "将", "把")
"""How a phrase begins whose thing the predicate handles."""

_JOINED = ("以及", "及其", "或者", "和", "及")
_LINKS = ("并", "同时", "可以", "可", "应当", "应", "且", "或者", "、", "还", "也", "但")


@dataclass(slots=True)
class Front:
    """What stands in front of a cue."""

    actor: Piece | None = None
    condition: Piece | None = None
    topic: Piece | None = None


def front(masked: str, draft: Draft, begin: int, state: State) -> Front:
    """The parts between ``begin`` and the cue; for 由 also the bearer behind it, where ``draft``'s action then begins."""
    start, entities = draft.start, state.entities
    if draft.kind == "by":
        cut = bearers.behind(masked, draft.end, draft.action_end, entities)
        found = Front(*bearers.before(masked, begin, start, entities))
        if found.actor is not None:  # a body as the topic of what another one does
            found.topic = found.actor
        found.actor = (draft.end, cut)
        draft.action_start = cut
        return found
    by = masked.rfind("由", begin, start) if draft.kind in ("penal", "charge") else -1
    if by >= 0 and (by == begin or masked[by - 1] not in "自理事案缘经"):
        found = Front(*bearers.before(masked, begin, by, entities))
        a, b = bearers.trim(masked, by + 1, start)
        cut = bearers.behind(masked, by + 1, start, entities)
        whole = cut < 0 or bearers.is_body(masked, a, b) and not (cut < b and bearers.PREPOSITION.match(masked, cut))
        found.actor = (a, b) if whole else (by + 1, cut)
        if found.actor[0] >= found.actor[1]:
            found.actor = None
        return found
    found = Front(*bearers.before(masked, begin, start, entities))
    if draft.kind == "modal" and masked.startswith("由", draft.end) and not _lets(draft, found, state):
        cut = bearers.behind(masked, draft.end + 1, draft.action_end, entities)
        if cut > 0 and bearers.is_body(masked, draft.end + 1, cut):
            found.actor = (draft.end + 1, cut)
    return found


def _lets(draft: Draft, found: Front, state: State) -> bool:
    """适龄公民可以由所在单位组织…: the permission is the subject's, not that of the body that acts for it."""
    if draft.modality is not Modality.PERMISSION:
        return False
    lead = state.lead[-1] if state.lead else None
    return found.actor is not None or lead is not None and bearers.is_subject(state.masked, lead.start, lead.end)


def encouraged(masked: str, draft: Draft, entities: Sequence[Entity]) -> None:
    """The encouraged party behind 鼓励, when it is named; the action then begins behind it."""
    anybody = _ANYBODY.match(masked, draft.end, draft.action_end)
    if anybody:
        draft.actor = anybody.span()
        draft.action_start = anybody.end()
        return
    cut = _parties(masked, draft.end, draft.action_end, entities) if draft.rule != "推动" else -1
    if cut < 0 and directives.verb(masked, directives.skip_adverbs(masked, draft.end, draft.action_end), draft.action_end) <= 0:
        cut = bearers.leading(masked, draft.end, draft.action_end, entities)
        cut = cut if cut < draft.action_end else -1
    if cut > 0:
        draft.actor = (draft.end, cut)
        draft.action_start = cut


_AND = re.compile("、|和|与|以及|及|或者?")
_ETC = re.compile("等(?:各类|各种|各)?")
_NAMED = re.compile(
    f"[^，。；、：的在对向与和及或等〓]{{0,6}}?(?:{alternation(bearers.HEADS.entries)}|社会资本|社会资金|社会力量)"
)
_MEANS = re.compile(
    "通过|根据|围绕|面向|依托|按照|依照|结合|针对|基于|利用|运用|平时|共同|联合|相互|协助|参与|成为|进入|招用|投保|购买|发行|兴办|发起|投资|捐助|捐赠|进军|投身|单独|独立|自主|率先|率|积极|主动|持续|全面|提前|在|向|与|以|对|为|将|把|从|“"
)
"""What stands between a party and its verb, and is no part of a name."""


def _body_at(masked: str, start: int, end: int) -> int:
    """Where a short name of a body that begins at ``start`` ends, or -1: the last of a list need not be known as an entity."""
    match = _NAMED.match(masked, start, end)
    return match.end() if match and not bearers.THINGS.closes(masked, start, match.end()) else -1


def _parties(masked: str, start: int, end: int, entities: Sequence[Entity]) -> int:
    """Where the bodies and people named from ``start`` on end, when a predicate or a comma follows them; else -1.

    >>> from pipeline.model import Entity
    >>> _parties("高校和企业打造平台", 0, 9, [Entity(0, 2, "高校"), Entity(3, 5, "企业")])
    5
    """
    ends = {e.start: e.end for e in entities if start <= e.start and e.end <= end}
    at = ends.get(start, -1)
    if at < 0:
        return -1
    while link := _AND.match(masked, at, end) or _ETC.match(masked, at, end):
        behind = ends.get(link.end()) or _body_at(masked, link.end(), end)
        if behind < 0:
            break
        at = behind
    if masked.startswith("等", at, end):
        at += 1
    if at == end:
        return at if masked.startswith(("，", ","), end) else -1
    if masked.startswith("的", at) or at in ends:
        return -1
    if _MEANS.match(masked, at, end):
        return at
    verb = max(lexicon.task_verbs().at(masked, at), lexicon.act_verbs().at(masked, at), lexicon.task_adverbs().at(masked, at))
    return at if at < verb < end else -1  # 支持企业|发展: what is supported is the thing


def whole_predicate(masked: str, draft: Draft, begin: int, found: Front) -> None:
    """Of a discontinuous cue (处…罚款) the action is the whole predicate: 对单位处…罚款."""
    if draft.rule not in sanctions.WHOLE:
        return
    start = found.actor[1] if found.actor is not None and begin <= found.actor[0] < draft.start else begin
    if found.condition is not None and found.condition[1] <= draft.start:
        start = max(start, found.condition[1])
    while start < draft.start and masked.startswith(_LINKS, start):
        start += next(len(word) for word in _LINKS if masked.startswith(word, start))
    draft.action_start = min(start, draft.start)


_BREACHES = re.compile(r"违反|违法|未(?!来|成年)|不(?!同|断|动产|少|仅)|擅自|拒绝|拒不|逾期")


def breach(masked: str, lead: Sequence[Segment]) -> Piece | None:
    """The segments in front of a penalty that tell a breach without 的: 企业违反规程作业，由…责令改正."""
    told = [segment for segment in lead if masked[segment.start] != "由"]
    if not told:
        return None
    start, end = told[0].start, told[-1].end
    return (start, end) if _BREACHES.search(masked, start, end) else None


def from_lead(found: Front, draft: Draft, begin: int, state: State) -> None:
    """Bearer, condition and topic from the segments in front of the cue's own, the nearest first, or from its condition's head."""
    start, end = bearers.trim(state.masked, begin, draft.start)
    inherits = start >= end and draft.kind != "by"
    if (
        inherits
        and state.settings
        and (
            not state.lead
            or state.settings[-1].start > state.lead[-1].start
            or state.masked.startswith(_HANDLED, state.lead[0].start)
        )
        and _from_settings(found, draft, state)
    ):
        return
    if _from_segments(found, draft, state) or not inherits:
        return
    if state.fresh and not (draft.rule == "应当" and state.last_actor is not None):  # a duty stays with the sentence's subject
        _from_condition(found, draft, state)


def _from_segments(found: Front, draft: Draft, state: State) -> bool:
    """主管部门，应当…; 安排资金，应当…: the segments that wait for a norm."""
    masked = state.masked
    waiting = None
    joined = -1
    for segment in reversed(state.lead):
        start, end = bearers.trim(masked, segment.start, segment.end)
        if start >= end:
            continue
        by = masked.rfind("由", start, end) if draft.kind == "penal" else -1
        cut = bearers.behind(masked, by + 1, end, state.entities) if by >= 0 else -1
        if cut > 0 and bearers.is_body(masked, by + 1, cut):  # 由…视情节轻重，给予…
            found.actor = (by + 1, cut)
            return True
        if joined < 0 and masked.startswith(_JOINED, start):  # 国家机关，以及参照管理的单位，不得…
            joined = end
            continue
        actor, condition, topic = bearers.before(masked, start, end, state.entities)
        if actor is None and topic is not None and draft.rule == "应当":
            actor = bearers.acting(masked, topic, state.entities)
        found.condition = found.condition or condition
        if actor is not None:
            found.actor = (actor[0], max(actor[1], joined) if actor[1] == end else actor[1])
            found.topic = found.topic or topic
            return True
        if draft.kind == "penal" and topic is not None and masked[topic[0]] == "对":
            state.all.append((topic[0] + (2 if masked.startswith("对于", topic[0]) else 1), topic[1]))  # 对违法的主体，予以处罚
        elif found.topic is None and topic is not None:
            found.topic = waiting = topic
    first = state.lead[0] if state.lead else None
    if waiting and masked.startswith(_HANDLED, first.start):  # 对甲，乙，丙等问题，要…: one phrase of several segments
        found.topic = waiting = (first.start, state.lead[-1].end)
    if waiting and found.condition is None and draft.kind == "modal" and lexicon.task_verbs().at(masked, waiting[0]) > 0:
        found.condition, found.topic = waiting, None
    return False


def _from_settings(found: Front, draft: Draft, state: State) -> bool:
    """检查人员在执行公务时，应当…: the head of a setting."""
    if draft.kind == "penal":
        return False
    for number, segment in enumerate(state.settings):
        start, _ = bearers.trim(state.masked, segment.start, segment.end)
        cut = bearers.leading(state.masked, start, segment.end, state.entities)
        if 0 < cut < segment.end - 2:
            found.actor = (start, cut)
            state.settings[number] = Segment(cut, segment.end, segment.stop)
            return True
    return False


def _from_condition(found: Front, draft: Draft, state: State) -> None:
    """用户逾期不缴的，应当…: the head of the condition; of a sanction only the body that finds the breach."""
    start, end = state.fresh[-1]
    if draft.kind == "penal" and not _DISCOVERY.match(state.masked, start, end):
        return
    cut = bearers.leading(state.masked, start, end, state.entities)
    if 0 < cut < end:
        state.fresh[-1] = (cut, end)
        found.actor = (start, cut)
        return
    last = state.masked.rfind("，", start, end) + 1  # 审定未通过的品种，申请人有异议的: the condition stays whole
    if last > start and draft.kind != "penal":
        begin, _ = bearers.trim(state.masked, last, end)
        if state.masked.startswith(_NO_SUBJECT, begin) or _is_verb(state.masked, begin):
            return
        cut = bearers.leading(state.masked, begin, end, state.entities)
        if 0 < cut < end:
            found.actor = (begin, cut)


_NO_SUBJECT = ("或者", "或", "由", "不", "并", "且", "提前")


def _is_verb(masked: str, at: int) -> bool:
    """Whether a verb begins at ``at`` that is not a person's or body's name: 申请, not 申请人."""
    stop = max(lexicon.act_verbs().at(masked, at), lexicon.task_verbs().at(masked, at))
    return stop > 0 and not masked.startswith(("人", "者", "方", "单位", "机构", "机关", "部门"), stop)


def topic(masked: str, draft: Draft, found: Front, state: State) -> Piece | None:
    """The thing or phrase in front of the cue that belongs to the action."""
    if found.topic is None and found.actor is not None and draft.kind == "modal" and state.lead:  # 对…的纠纷，有关部门应当…
        last = state.lead[-1]
        if masked.startswith(_HANDLED, last.start):
            return last.start, last.end
    if found.topic is None or found.topic[0] >= found.topic[1]:
        return None
    if draft.kind in ("by", "charge") or draft.kind == "modal" and masked.startswith(("对", "将", "把", "以"), found.topic[0]):
        return found.topic
    return None
