"""Whether a trained component beats the rules at entities: linear models on characters, cross-validated on the development facts.

    python scripts/entities_trained.py

Two models, each a multinomial logistic regression on hashed character n-grams around a character, decoded by Viterbi over BIO tags:
one sees the text alone, one also what the rules found there and so learns to correct them. Clauses of one work stay in one fold. The rules
were written with these clauses in view and the models never see the test fold: the comparison favours the rules by what
``evaluate.py`` says of new texts. A model that wins by two points of F1 at 100,000 characters a second would be shipped.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import gold
import numpy as np

LABELS = ("org", "group", "region", "date", "law", "docno")
TAGS = ("O", *(f"{place}-{label}" for label in LABELS for place in "BI"))
_TAG = {tag: n for n, tag in enumerate(TAGS)}
FOLDS = 3
WIDTH = 1 << 20  # of the hashed features
REACH = 4  # characters to each side
_MARGIN, _SPEED = 0.02, 100_000

Spans = set[tuple[int, int, str]]


@dataclass(frozen=True)
class Figure:
    """F1 of exact spans with their label, and characters a second."""

    name: str
    f1: float
    speed: float


def compare() -> list[Figure]:
    """The rules and the two models on the same clauses."""
    from sklearn.model_selection import GroupKFold

    records = list(gold.lines(gold.GOLD / "facts" / "dev.jsonl"))
    texts = [r["text"] for r in records]
    wanted = [{(e["start"], e["end"], e["label"]) for e in r["entities"]} for r in records]
    size = sum(map(len, texts))
    _rules(texts[0])  # loads the models
    began = time.process_time()
    ruled = [_rules(text) for text in texts]
    figures = [Figure("rules", f1(wanted, ruled), size / (time.process_time() - began))]
    works = [str(r.get("source", r["id"])) for r in records]
    for name, hints in (("characters, linear", None), ("characters and rules, linear", ruled)):
        found: list[Spans] = [set() for _ in records]
        spent = 0.0
        for train, test in GroupKFold(FOLDS).split(texts, groups=works):
            model = Tagger()
            model.fit([texts[i] for i in train], [wanted[i] for i in train], _of(hints, train))
            began = time.process_time()
            for i, spans in zip(test, model.predict([texts[i] for i in test], _of(hints, test)), strict=True):
                found[i] = spans
            spent += time.process_time() - began
        figures.append(Figure(name, f1(wanted, found), size / spent))
    return figures


def verdict(figures: Sequence[Figure]) -> str:
    """Whether a model is worth shipping, by the rule above."""
    rules, *models = figures
    best = max(models, key=lambda m: m.f1)
    wins = best.f1 >= rules.f1 + _MARGIN and best.speed >= _SPEED
    return f"{best.name} {'beats' if wins else 'does not beat'} the rules by {_MARGIN:.2f} at {_SPEED:,} characters/s"


def f1(wanted: Sequence[Spans], found: Sequence[Spans]) -> float:
    """F1 over all clauses."""
    right = sum(len(a & b) for a, b in zip(wanted, found, strict=True))
    return 2 * right / (sum(map(len, wanted)) + sum(map(len, found)))


class Tagger:
    """A linear tagger of characters."""

    def fit(self, texts: Sequence[str], spans: Sequence[Spans], hints: Sequence[Spans] | None) -> None:
        from sklearn.linear_model import SGDClassifier

        tags = np.concatenate([bio(text, some) for text, some in zip(texts, spans, strict=True)])
        self._known = np.unique(tags)
        self._model = SGDClassifier(loss="log_loss", alpha=1e-4, max_iter=10, tol=None, n_jobs=1, random_state=1)
        self._model.fit(_features(texts, hints), tags)

    def predict(self, texts: Sequence[str], hints: Sequence[Spans] | None) -> Iterator[Spans]:
        scores = np.full((sum(map(len, texts)), len(TAGS)), -20.0)
        scores[:, self._known] = self._model.decision_function(_features(texts, hints))
        at = 0
        for text in texts:
            yield _spans(_viterbi(scores[at : at + len(text)]))
            at += len(text)


def bio(text: str, spans: Spans) -> np.ndarray:
    """One tag a character."""
    tags = np.zeros(len(text), dtype=np.int64)
    for start, end, label in spans:
        tags[start] = _TAG[f"B-{label}"]
        tags[start + 1 : end] = _TAG[f"I-{label}"]
    return tags


def _spans(tags: Sequence[int]) -> Spans:
    out, start, label = set(), None, ""
    for at, tag in enumerate([*(TAGS[t] for t in tags), "O"]):
        if start is not None and tag != f"I-{label}":
            out.add((start, at, label))
            start = None
        if tag[0] == "B":
            start, label = at, tag[2:]
    return out


_ALLOWED = np.array([[not (b[0] == "I" and a[1:] != b[1:]) for b in TAGS] for a in TAGS])
_STEP = np.where(_ALLOWED, 0.0, -1e6)


def _viterbi(scores: np.ndarray) -> list[int]:
    """The best sequence of tags in which an I follows a B or I of its label."""
    if not len(scores):
        return []
    best = scores[0] + _STEP[0]
    back = []
    for row in scores[1:]:
        paths = best[:, None] + _STEP
        back.append(paths.argmax(0))
        best = paths.max(0) + row
    tags = [int(best.argmax())]
    for step in reversed(back):
        tags.append(int(step[tags[-1]]))
    return tags[::-1]


def _features(texts: Sequence[str], hints: Sequence[Spans] | None):
    """Characters, pairs and triples around each character, by their place; the rules' tags there when given."""
    from sklearn.feature_extraction import FeatureHasher

    def rows() -> Iterator[list[str]]:
        for n, text in enumerate(texts):
            padded = "^" * REACH + text + "$" * (REACH + 2)
            tags = [TAGS[t] for t in bio(text, hints[n])] if hints is not None else None
            for at in range(len(text)):
                row = []
                for place in range(2 * REACH + 1):
                    row += (f"{place}{padded[at + place : at + place + size]}" for size in (1, 2, 3))
                if tags is not None:
                    row += (f"r{d}{tags[at + d]}" for d in (-2, -1, 0, 1, 2) if 0 <= at + d < len(text))
                    row.append(f"rc{tags[at]}{text[at]}")
                yield row

    return FeatureHasher(WIDTH, input_type="string", alternate_sign=False).transform(rows())


def _rules(text: str) -> Spans:
    from pipeline.run import annotate

    return {(e.start, e.end, e.label) for e in annotate(text)[0].entities}


def _of(hints: Sequence[Spans] | None, chosen: Sequence[int]) -> list[Spans] | None:
    return None if hints is None else [hints[i] for i in chosen]


if __name__ == "__main__":
    gold.need()
    figures = compare()
    for figure in figures:
        print(f"{figure.name:32} F1 {figure.f1:.3f}  {figure.speed:,.0f} characters/s")
    print(verdict(figures))
