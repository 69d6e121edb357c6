"""From drafts to norms: deadlines are found and cut out of the action, offsets become spans."""

from __future__ import annotations

import re

from pipeline.extract.norms import confidence, deadlines
from pipeline.extract.norms.draft import Draft, Piece
from pipeline.model import Norm, Span

_LIST = re.compile(r"(?:下列|以下|如下)[^，。；\n]{0,12}(?:之一|[：:])")
_EDGE = " \u3000，,、：:\n"


def norms(text: str, masked: str, drafts: list[Draft]) -> list[Norm]:
    """The norms of a clause; every span holds ``text[span.start:span.end] == span.text``."""
    if not drafts:
        return []
    limits = deadlines.find(masked)
    listed = [m.start() for m in _LIST.finditer(masked)] if "下" in masked else []
    return [_norm(text, masked, draft, limits, listed) for draft in drafts]


def _norm(text: str, masked: str, draft: Draft, limits: list[Piece], listed: list[int]) -> Norm:
    start, end = draft.action_start, draft.action_end
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    due = _due(draft, limits, start, end) if limits else []
    pieces = deadlines.cut(text, start, end, [(a, b) for a, b in due if start <= a and b <= end])
    if draft.topic is not None:
        pieces.insert(0, draft.topic)
    return Norm(
        draft.start,
        draft.end,
        text[draft.start : draft.end],
        draft.rule,
        confidence.of(masked, draft, not pieces),
        draft.modality,
        _spans(text, [draft.actor]) if draft.actor is not None else (),
        _spans(text, pieces),
        _spans(text, draft.conditions) if draft.conditions else (),
        _spans(text, due) if due else (),
        _spans(text, draft.exceptions) if draft.exceptions else (),
        draft.items or bool(listed) and _points_to_list(draft, listed),
    )


def _due(draft: Draft, limits: list[Piece], start: int, end: int) -> list[Piece]:
    """The deadlines in front of the cue, outside its conditions and bearer, and inside the action; else the inherited ones."""
    inside = [(a, b) for a, b in limits if start <= a and b <= end]
    before = [
        (a, b)
        for a, b in limits
        if draft.lead <= a
        and b <= draft.start
        and not any(c < b and a < d for c, d in draft.conditions)
        and (draft.actor is None or a >= draft.actor[1] or b <= draft.actor[0])
        and (a, b) not in inside
    ]
    if not inside and not before and draft.due is not None:
        return [(a, b) for a, b in limits if draft.due[0] <= a and b <= draft.due[1]]
    return before + inside


def _points_to_list(draft: Draft, listed: list[int]) -> bool:
    """Whether a condition or the action speaks of what follows as a list: 有下列情形之一的."""
    return any(a <= at < b for at in listed for a, b in (*draft.conditions, (draft.action_start, draft.action_end)))


def _spans(text: str, pieces: list[Piece]) -> tuple[Span, ...]:
    return tuple([Span(a, b, text[a:b]) for a, b in pieces if b > a])
