"""How a norm begins at its cue: its bearer, its conditions and its action are put together and handed to the clause."""

from __future__ import annotations

from pipeline.extract.norms import bearers, parts
from pipeline.extract.norms.cues import Cue
from pipeline.extract.norms.draft import Draft, Piece, Work


def begin(work: Work, cue: Cue, left: int, right: int, first: bool) -> None:
    """Open the norm of ``cue``, whose own words stand in ``[left, right)``; ``first`` when it is the segment's first."""
    state = work.state
    masked = state.masked
    kind = "allow" if cue.rule in ("允许", "同意") else cue.kind
    draft = Draft(cue.start, cue.end, cue.modality, kind, cue.rule, cue.end, right, left)
    if kind in ("promote", "ask") or cue.rule in ("禁止", "严禁", "不准") and masked.startswith("任何", cue.end):
        front = parts.Front()
        parts.encouraged(masked, draft, state.entities)
    elif first or kind in ("by", "charge", "penal"):
        front = parts.front(masked, draft, left, state)
    else:
        front = parts.Front()
    if kind not in ("promote", "ask"):
        if front.actor is None and first:
            parts.from_lead(front, draft, left, state)
        draft.actor = _bearer(work, draft, front)
        if kind == "penal":
            parts.whole_predicate(masked, draft, left, front)
    settings = state.take_settings()
    if front.condition is not None:
        settings.append(front.condition)
    if kind == "penal" and not (settings or state.all) and state.lead and (breach := parts.breach(masked, state.lead)):
        settings.append(breach)
    draft.conditions = conditions_of(work, draft, settings)
    draft.topic = parts.topic(masked, draft, front, state)
    push(work, draft)


def push(work: Work, draft: Draft) -> None:
    """Hand a norm to the clause; what was waiting for it is used up."""
    state = work.state
    draft.exceptions.extend(state.exceptions)
    if draft.kind == "penal" and state.open is not None and state.open.conditions == draft.conditions:
        draft.exceptions.extend(state.open.exceptions)
    draft.items = state.segments[-1].stop in ("：", ":")
    state.exceptions = []
    state.lead = []
    state.open = draft
    state.started = True
    work.drafts.append(draft)


def _bearer(work: Work, draft: Draft, front: parts.Front) -> Piece | None:
    """The bearer in front, or the one that is understood from before."""
    state = work.state
    if draft.actor is not None:
        return draft.actor
    if front.actor is not None and draft.kind == "by" and state.all:
        work.memory.penal_actor = front.actor
    if front.actor is not None and draft.kind == "penal":
        work.memory.penal_actor = front.actor
        return front.actor
    if front.actor is not None:
        state.last_actor, state.subject = front.actor, True
        return front.actor
    if draft.kind == "penal":
        elsewhere = draft.rule == "追究" or state.masked.startswith("治安管理", draft.end)  # courts and the police
        return None if elsewhere else work.memory.penal_actor
    if front.topic is not None and bearers.PREPOSITION.match(work.state.masked, front.topic[0]) is None:
        state.last_actor, state.subject = None, True
        return None
    if draft.kind == "by":
        return None
    if state.subject:
        return state.last_actor
    goes_on = work.memory.stop in ("；", ";")
    handled = not state.rules and front.topic is not None and state.masked.startswith("对", front.topic[0])  # 对…要开展培训
    setting = len(state.lead) == 1 and front.condition is not None and front.topic is None  # 发布信息前，应当…
    if (
        state.lead
        and not setting
        and not (handled and state.masked.startswith("对", state.lead[0].start))
        or (front.topic is not None and not handled or state.all)
        and not goes_on
    ):
        return None
    return work.memory.actor


def conditions_of(work: Work, draft: Draft, settings: list[Piece]) -> list[Piece]:
    """Sanctions hold every condition of their sentence; others the ones since the last norm, or that norm's."""
    state = work.state
    fresh, state.fresh = state.fresh, []
    state.all.extend(settings)
    if draft.kind == "penal":
        if not state.all and work.state.masked.startswith("对", state.segments[0].start):
            return list(work.memory.penal_conditions)
        work.memory.penal_conditions = list(state.all)
        return list(state.all)
    if fresh or settings:
        state.held = fresh + settings
    return list(state.held)
