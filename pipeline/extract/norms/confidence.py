"""How sure a norm is: by the kind of its cue, less for what was ambiguous, so that a person reviews the doubtful first.

The values order norms, they are no probabilities: on clauses that no rule was written for, norms above 0.9 were right more
often than those below 0.8, and those whose bearer was understood from an earlier sentence or is missing less often.
"""

from __future__ import annotations

from pipeline.extract.norms.draft import Draft
from pipeline.model import Modality

KINDS = {
    "modal": 0.95, "penal": 0.95, "promote": 0.95, "allow": 0.9, "by": 0.9, "charge": 0.9, "task": 0.85, "entitle": 0.8,
    "ask": 0.8, "negate": 0.75, "grant": 0.7, "act": 0.6,
}  # fmt: skip
"""By kind of cue; ``act`` and ``task`` have no cue word of their own."""

AMBIGUOUS = frozenset({"可", "需", "要", "应", "不能", "不可", "免征", "减征", "免收", "处理", "处罚", "列入", "撤销", "给予"})
"""Cue words with other uses."""

WORD, UNDERSTOOD, UNNAMED, EMPTY = 0.15, 0.1, 0.05, 0.2
"""Taken off for an ambiguous word, a bearer from before, none where somebody is bound, and a predicate without words."""

_BINDS = frozenset({Modality.DUTY, Modality.PROHIBITION, Modality.PERMISSION})


def of(masked: str, draft: Draft, empty: bool) -> float:
    """The confidence of a finished draft; ``empty`` when its action has no words."""
    sure = KINDS[draft.kind]
    if draft.rule in AMBIGUOUS:
        sure -= WORD
    if draft.actor is None:
        sure -= UNNAMED if draft.modality in _BINDS else 0.0
    elif draft.actor[1] <= draft.lead and any(masked.find(stop, draft.actor[1], draft.start) >= 0 for stop in "。；\n"):
        sure -= UNDERSTOOD
    if empty:
        sure -= EMPTY
    return round(sure, 2)
