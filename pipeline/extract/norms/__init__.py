"""Norms: who must, must not, may, is encouraged to or is tasked to do what, and what follows a breach.

Reads a clause and what was found before (quotations and citations hide cues, organizations and groups help with bearers),
writes ``Norm`` records; definition in GUIDE: one record per governing cue. The room by concept: ``layout`` (lines, sentences,
segments), ``cues`` (words with their scope as data), ``scope`` (which cue governs what), ``bearers``, ``conditions``,
``deadlines``, ``sanctions``, ``directives``, ``indicatives``, ``statements`` (what is no norm).
"""

from __future__ import annotations

import re

from pipeline.extract.found import Found
from pipeline.extract.norms import cues, deadlines, layout, statements
from pipeline.extract.norms.draft import Draft
from pipeline.extract.norms.scope import Reader
from pipeline.model import Clause, Norm, Span


def extract(clause: Clause, found: Found) -> list[Norm]:
    """The norms of ``clause`` in the order of their cues.

        >>> import re

    from pipeline.extract.found import Found, bare
        >>> norm = extract(bare("承办单位应当自签约之日起十日内报送名册。"), Found())[0]
        >>> norm.text, norm.modality.value, norm.actor[0].text, norm.deadline[0].text, norm.action[0].text
        ('应当', 'duty', '承办单位', '自签约之日起十日内', '报送名册')
    """
    text = clause.text
    if not text:
        return []
    quoted = layout.blank(text)
    masked = layout.blank_brackets(quoted)
    entities = sorted((*found.organizations, *found.groups), key=lambda e: e.start)
    lines = layout.lines(quoted, masked)
    reader = Reader(masked, cues.find(masked), entities, layout.is_article(text))
    for line in lines:
        reader.read(line, _reports(masked, line))
    drafts = reader.drafts
    for start, end in layout.brackets(quoted):
        drafts = drafts + _bracket(quoted, start, end, entities)
    drafts = sorted(drafts, key=lambda d: d.start)
    return [norm for draft in drafts if (norm := _norm(text, masked, draft)) is not None]


def _reports(masked: str, line: layout.Line) -> bool:
    """Whether most of the line tells what was done, so that its bare verbs are no tasks."""
    if len(line.sentences) < 2:
        return False
    told = sum(statements.is_report(masked, s[0].start, s[-1].end) for s in line.sentences)
    return told * 5 >= len(line.sentences) * 2


def _bracket(quoted: str, start: int, end: int, entities: list) -> list[Draft]:
    """Norms inside brackets: （市民政局负责）, (其中应当有…)."""
    found = [c for c in cues.find(quoted, start, end) if c.kind in ("modal", "charge")]
    if not found:
        return []
    reader = Reader(quoted, found, entities, rules=True)
    sentences = layout._sentences(quoted, start, end)
    reader.read(layout.Line(start, end, False, False, sentences), report=False)
    return [d for d in reader.drafts if d.kind in ("modal", "charge")]


def _norm(text: str, masked: str, draft: Draft) -> Norm | None:
    start = draft.action_start
    end = draft.action_end
    while end > start and text[end - 1] in " \u3000，,、：:":
        end -= 1
    limits = deadlines.find(masked, start, end)
    lead = []
    if 0 <= draft.lead < draft.start:
        lead = [
            (a, b)
            for a, b in deadlines.find(masked, draft.lead, draft.start)
            if not any(c < b and a < d for c, d in draft.conditions)
            and (draft.actor is None or a >= draft.actor[1] or b <= draft.actor[0])
        ]
    if not lead and not limits and draft.due is not None:
        lead = deadlines.find(masked, *draft.due)
    pieces = deadlines.cut(text, start, end, limits)
    if draft.topic is not None:
        pieces.insert(0, draft.topic)
    return Norm(
        draft.start,
        draft.end,
        text[draft.start : draft.end],
        draft.rule,
        draft.confidence,
        draft.modality,
        actor=_spans(text, [draft.actor] if draft.actor else []),
        action=_spans(text, pieces),
        condition=_spans(text, draft.conditions),
        deadline=_spans(text, lead + limits),
        exception=_spans(text, draft.exceptions),
        items=draft.items or _points_to_list(text, draft),
    )


def _points_to_list(text: str, draft: Draft) -> bool:
    """Whether the condition or action speaks of what follows as a list: 有下列情形之一的."""
    return any(_LIST.search(text, a, b) for a, b in (*draft.conditions, (draft.action_start, draft.action_end)))


_LIST = re.compile(r"(?:下列|以下|如下)[^，。；\n]{0,12}(?:之一|[：:])")


def _spans(text: str, pieces: list[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(a, b, text[a:b]) for a, b in pieces if b > a)
