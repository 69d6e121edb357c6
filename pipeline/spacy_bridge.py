"""The bridge to spaCy, and the only importer of it: ``spacy.blank("zh").add_pipe("zhengce")``.

The component fills ``doc.spans["quantities"]``, ``["entities"]`` and ``["norms"]`` (a span is the norm's cue) with the
core's facts. spaCy's Chinese tokenizer cuts single characters by default, so that every span aligns. With a tokenizer that
makes words (``language(words=True)``) some spans begin or end inside a token; they are then widened to whole tokens and counted in
``doc.user_data["zhengce_widened"]``, never dropped. The core's own object stands beside each span in
``doc.user_data["zhengce_facts"]``, under the key (group, position in the group).

``training`` makes a ``DocBin``, ``page`` a displaCy page, ``scores`` calls ``spacy.scorer.Scorer``. Needs the extra ``zhengce[spacy]``;
import this module to register the component.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import spacy
from spacy import displacy
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc, DocBin, Span, SpanGroup
from spacy.training import Example
from spacy.vocab import Vocab

from pipeline import model
from pipeline.chinese import tokens
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


class Words:
    """A tokenizer of rjieba's words; blanks and line feeds are tokens of their own, so that ``doc.text`` is the text."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words = [word for word in tokens.cut(text) if word]
        return Doc(self.vocab, words=words, spaces=[False] * len(words))


def language(words: bool = False) -> Language:
    """A blank Chinese pipeline with the component; tokens are characters, or words on wish."""
    nlp = spacy.blank("zh")
    if words:
        nlp.tokenizer = Words(nlp.vocab)
    nlp.add_pipe("zhengce")
    return nlp


def training(texts: Iterable[str], words: bool = False) -> DocBin:
    """The facts of ``texts`` as training data: ``training(texts).to_disk("train.spacy")``, then ``spacy train``."""
    nlp = language(words)
    return DocBin(docs=list(nlp.pipe(texts)), store_user_data=False)


def page(doc: Doc, group: str = "entities") -> str:
    """An HTML page of displaCy with the spans of one group marked in the text."""
    return displacy.render(doc, style="span", options={"spans_key": group}, page=True, jupyter=False)


def scores(gold: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 per label of the component on gold records, as ``spacy.scorer.Scorer`` counts them.

    A record has ``text``, ``entities`` (with ``start``, ``end``, ``label``) and ``quantities`` (``start``, ``end``, ``dimension``).
    Keys of the result are ``entities`` and ``quantities`` for the whole and ``entities.org`` … for each label.
    """
    nlp = language()
    examples = [_example(nlp, record) for record in gold]
    out: dict[str, dict[str, float]] = {}
    for group in ("entities", "quantities"):
        scored = Scorer.score_spans(
            examples, f"spans_{group}", getter=lambda doc, key: doc.spans[key.removeprefix("spans_")], allow_overlap=True
        )
        names = {"p": "precision", "r": "recall", "f": "f1"}
        out[group] = {name: scored[f"spans_{group}_{key}"] for key, name in names.items()}
        for of, figures in scored[f"spans_{group}_per_type"].items():
            out[f"{group}.{of}"] = {name: figures[key] for key, name in names.items()}
    return out


def _example(nlp: Language, record: Mapping[str, Any]) -> Example:
    """What the component makes of a record's text beside what the record says; characters as tokens, so that every span aligns."""
    wanted = nlp.make_doc(record["text"])
    for group, key in (("entities", "label"), ("quantities", "dimension")):
        spans = [wanted.char_span(s["start"], s["end"], label=s[key], alignment_mode="expand") for s in record[group]]
        wanted.spans[group] = SpanGroup(wanted, name=group, spans=spans)
    return Example(nlp(record["text"]), wanted)
