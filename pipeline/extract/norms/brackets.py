"""Norms inside round brackets: who answers for the task in front (市民政局、市财政局负责), or an aside (其中应当有…)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.norms import bearers, cues, layout
from pipeline.extract.norms.draft import Draft, View
from pipeline.extract.norms.scope import Reader
from pipeline.model import Entity, Modality

_ANSWERS = re.compile(
    r"(?P<bodies>[^，,。；;：:（）()]{2,120}?)(?:按照?职责)?(?:分工|分别|共同)?(?P<verb>牵头负责|负责|牵头|指导|配合|参与|参加)(?=[，,。；;]|$)"
)


def read(quoted: str, entities: Sequence[Entity]) -> list[Draft]:
    """The norms inside the brackets of a clause; ``quoted`` is its text with quotations blanked."""
    out: list[Draft] = []
    view = None
    for start, end in layout.brackets(quoted):
        if end - start < 2:  # the number of an item
            continue
        answers = [_answer(m) for m in _ANSWERS.finditer(quoted, start, end) if bearers.is_body(quoted, *m.span("bodies"))]
        if answers:
            out.extend(answers)
            continue
        found = [cue for cue in cues.find(quoted, start, end) if cue.kind == "modal"]
        if found:
            view = view or View(quoted, entities, rules=True)
            reader = Reader(view, found)
            reader.read(layout.Line(quoted, start, end), report=False)
            out.extend(draft for draft in reader.drafts if draft.kind == "modal")
    return out


def _answer(match: re.Match[str]) -> Draft:
    """（市民政局负责）: the bodies are bound, the task is the text in front of the bracket."""
    start, end = match.span("verb")
    draft = Draft(start, end, Modality.DUTY, "charge", "in-brackets", end, end, start)
    draft.actor = match.span("bodies")
    return draft
