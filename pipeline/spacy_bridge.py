"""The bridge to spaCy, and the only importer of it: ``spacy.blank("zh").add_pipe("zhengce")``.

The component fills ``doc.spans["quantities"]``, ``["entities"]`` and ``["norms"]`` (a span is the norm's cue) with the
core's facts. spaCy's Chinese tokenizer cuts single characters by default, so that every span aligns. With a tokenizer that
makes words some spans begin or end inside a token; they are then widened to whole tokens and counted in
``doc.user_data["zhengce_widened"]``, never dropped. The core's own object stands beside each span in
``doc.user_data["zhengce_facts"]``, under the key (group, position in the group).

``spacy.tokens.DocBin``, ``spacy.displacy`` (style "span", ``options={"spans_key": "norms"}``) and ``spacy.scorer.Scorer``
work on these span groups as on any others. Needs the extra ``zhengce[spacy]``; import this module to register the component.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline import model
from pipeline.run import annotate

GROUPS = ("quantities", "entities", "norms")


@Language.factory("zhengce")
def create(nlp: Language, name: str) -> Component:
    """The component for ``nlp.add_pipe("zhengce")``."""
    return Component()


class Component:
    """Facts of a text as span groups of its ``Doc``."""

    def __call__(self, doc: Doc) -> Doc:
        facts, _ = annotate(doc.text)
        known, widened = {}, 0
        for group in GROUPS:
            spans = []
            for fact in getattr(facts, group):
                span = doc.char_span(fact.start, fact.end, label=label(fact), alignment_mode="expand")
                widened += span.text != fact.text
                known[group, len(spans)] = fact
                spans.append(span)
            doc.spans[group] = spans
        doc.user_data["zhengce_facts"] = known
        doc.user_data["zhengce_widened"] = widened
        return doc


def label(fact: model.Span) -> str:
    """The label of a span: an entity's own, a norm's modality, a quantity's dimension."""
    if isinstance(fact, model.Entity):
        return fact.label
    return fact.modality.value if isinstance(fact, model.Norm) else fact.dimension


def facts_of(doc: Doc, group: str) -> Sequence[tuple[Span, model.Span]]:
    """The spans of ``doc.spans[group]``, each with the core's fact behind it (bounds, bearer, rule …)."""
    known = doc.user_data["zhengce_facts"]
    return [(span, known[group, n]) for n, span in enumerate(doc.spans[group])]
