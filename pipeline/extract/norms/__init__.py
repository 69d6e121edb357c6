"""Norms: who must, must not, may, is encouraged to or is tasked to do what, and what follows a breach.

Reads a clause and what was found before (quotations and citations hide cues, organizations and groups help with bearers),
writes ``Norm`` records, one per governing cue. The room by concept: ``layout`` (lines, sentences, segments), ``cues`` (words
with their scope as data), ``admission`` (which words govern where they stand; ``modals`` and ``penals`` for the two large
kinds), ``scope`` (what they govern), ``opening`` (a norm put together at its cue), ``parts`` and ``bearers`` (who),
``conditions``, ``deadlines``, ``sanctions``, ``directives`` (task verbs), ``tasks`` and ``indicatives`` (norms without a
modal), ``statements`` (what is no norm), ``assembly`` (offsets to spans), ``confidence``.
"""

from __future__ import annotations

from operator import attrgetter

from pipeline.extract.found import Found
from pipeline.extract.norms import assembly, brackets, cues, layout, statements
from pipeline.extract.norms.draft import View
from pipeline.extract.norms.scope import Reader
from pipeline.model import Clause, Norm

_BY_START = attrgetter("start")


def extract(clause: Clause, found: Found) -> list[Norm]:
    """The norms of ``clause`` in the order of their cues.

    >>> from pipeline.extract.found import Found, bare
    >>> norm = extract(bare("承办单位应当自签约之日起十日内报送名册。"), Found())[0]
    >>> norm.text, norm.modality.value, norm.actor[0].text, norm.deadline[0].text, norm.action[0].text
    ('应当', 'duty', '承办单位', '自签约之日起十日内', '报送名册')
    """
    text = clause.text
    if not text:
        return []
    quoted = layout.blank(text)
    masked = layout.blank_brackets(quoted)
    entities = sorted((*found.organizations, *found.groups), key=_BY_START)
    rules = layout.is_article(text)
    reader = Reader(View(masked, entities, rules), cues.find(masked))
    lines = layout.lines(quoted, masked)
    tells = not rules and statements.is_told(clause.path, found.context.title)
    told = [not rules and (tells and not statements.looks_ahead(masked, line) or _reports(masked, line)) for line in lines]
    for line, report, following in zip(lines, told, [*told, False][1:], strict=True):
        reader.read(line, report, heads_report=following)
    drafts = reader.drafts
    if quoted is not masked:
        drafts += brackets.read(quoted, entities)
        drafts.sort(key=lambda d: d.start)
    return assembly.norms(text, masked, drafts)


def _reports(masked: str, line: layout.Line) -> bool:
    """Whether most of the line tells what was done, so that its bare verbs are no tasks."""
    if len(line.sentences) < 2:
        return False
    told = sum(
        statements.is_report(masked, a, b) or statements.is_result(masked, a, b + 1)
        for a, b in ((s[0].start, s[-1].end) for s in line.sentences)
    )
    return told * 5 >= len(line.sentences) * 2
