"""Train the classifier of clause functions: ``models/functions.npz`` and its card.

    python scripts/train_functions.py                    train on all labels, measure, write model and card
    python scripts/train_functions.py --cross-validate   measure only, figures as JSON on standard output

Labels: the ``function`` of ``../shared/gold/facts/dev.jsonl`` and ``../shared/gold/functions/dev.jsonl``, and
``data/clause_functions.tsv``: 542 articles of the law corpus labelled by us after the same guide. Figures come from five-fold
cross-validation over the first two, in which no law or document stands on both sides; ours only train.

A clause is judged through some 280 directions learnt from 30,000 unlabelled articles (``_corpus.py``) and its shape. Both
are linear in the n-grams, so the trained model folds into one table: n-gram × class.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from _corpus import articles, counts, directions, sample
from _training import (
    SHARED,
    calibration_error,
    class_figures,
    fingerprint,
    folds,
    interval,
    macro_f1,
    progress,
    rows,
    temperature,
    work,
    write_model,
)

from pipeline.classify.features import softmax
from pipeline.classify.functions import split_label
from pipeline.classify.shapes import SIGNS, shape
from pipeline.extract import Context, bare, extract
from pipeline.model import Function

ARTICLES = 30_000
STRENGTH = 0.015  # inverse regularisation of the logistic regression
OURS = 0.8  # weight of a clause labelled by us
VIEWS = {"text": 0.2, "facts": 1.0, "heading": 0.3}  # the ways a clause is shown, and their weights
FUNCTIONS = [f.value for f in Function]


def labelled() -> list[dict]:
    """The labelled clauses with their shapes. ``set`` says where the label is from: facts, functions or ours."""
    out = []
    for kind in ("facts", "functions"):
        for row in rows(SHARED / "gold" / kind / "dev.jsonl"):
            out.append({key: row.get(key) for key in ("text", "function", "second", "source", "label")} | {"set": kind})
    table = Path(__file__).parent / "data" / "clause_functions.tsv"
    for line in table.read_text(encoding="utf-8").splitlines():
        source, label, name = line.split("\t")
        text = next(article.text for article in articles(source) if article.label == label)
        out.append({"text": text, "function": name, "second": None, "source": source, "label": label, "set": "ours"})
    for clause in out:
        clause["work"] = work(clause["source"])
        clause["views"] = _views(clause)
    return out


def _views(clause: dict) -> dict[str, np.ndarray]:
    """The shape of a clause seen as bare text, with its facts, and with the heading above it where a law file tells it."""
    found = extract(bare(clause["text"]), Context())
    parts = split_label(clause["text"])
    path = ()
    if (SHARED / "corpus" / "laws" / clause["source"]).is_file():
        path = tuple(a.heading for a in articles(clause["source"]) if a.label == clause["label"])[:1]
    return {
        "text": _dense(shape(*parts)),
        "facts": _dense(shape(*parts, found.norms, found.quantities)),
        "heading": _dense(shape(*parts, found.norms, found.quantities, path)),
    }


def _dense(columns: list[int]) -> np.ndarray:
    row = np.zeros(len(SIGNS), dtype=np.float32)
    row[columns] = 1
    return row


class Data:
    """The clauses as matrices: what the directions say of their n-grams, and their shapes in each view."""

    def __init__(self, clauses: Sequence[dict]) -> None:
        self.clauses = clauses
        self.directions = directions(sample(ARTICLES, without={c["work"] for c in clauses}))
        self.words = counts([c["text"] for c in clauses]) @ self.directions
        self.shapes = {view: np.array([c["views"][view] for c in clauses], dtype=np.float32) for view in VIEWS}
        self.labels = np.array([c["function"] for c in clauses])
        self.spread = self.shapes["facts"].std(axis=0) + 0.05

    def seen(self, view: str, picked: np.ndarray) -> np.ndarray:
        """The features of the picked clauses in a view."""
        return np.hstack([self.words[picked], self.shapes[view][picked] / self.spread])

    def fit(self, picked: np.ndarray):
        """Logistic regression on the picked clauses, each shown in every view."""
        from sklearn.linear_model import LogisticRegression

        ours = np.where([self.clauses[i]["set"] == "ours" for i in picked], OURS, 1.0)
        shown = np.vstack([self.seen(view, picked) for view in VIEWS])
        weight = np.concatenate([share * ours for share in VIEWS.values()])
        model = LogisticRegression(C=STRENGTH, max_iter=300, tol=1e-3)
        return model.fit(shown, np.tile(self.labels[picked], len(VIEWS)), weight)

    def arrays(self, model) -> dict[str, np.ndarray]:
        """The model folded into one table over n-grams and one over signs of shape."""
        words = self.words.shape[1]
        return {
            "weights": (self.directions @ model.coef_[:, :words].T).astype(np.float16),
            "shape_weights": (model.coef_[:, words:] / self.spread).T.astype(np.float32),
            "intercept": model.intercept_.astype(np.float32),
            "classes": np.array(model.classes_, dtype=str),
        }


def held_out(data: Data) -> dict[str, np.ndarray]:
    """In each view the scores of every clause by a model that has seen no clause of its document; ours are never tested."""
    gold = np.array([i for i, c in enumerate(data.clauses) if c["set"] != "ours"])
    works = np.array([c["work"] for c in data.clauses])
    out = {view: np.full((len(gold), len(FUNCTIONS)), -1e3) for view in VIEWS}
    for _, test in progress(folds(data.labels[gold], works[gold]), "functions: cross-validation"):
        tested = gold[test]
        model = data.fit(np.flatnonzero(~np.isin(works, works[tested])))
        columns = [FUNCTIONS.index(name) for name in model.classes_]
        for view, scores in out.items():
            scores[np.ix_(test, columns)] = model.decision_function(data.seen(view, tested))
    return out


def figures(data: Data, held: dict[str, np.ndarray]) -> dict:
    """What the held-out scores are worth on the development facts, seen as ``annotate`` sees them: text and its facts."""
    clauses = [c for c in data.clauses if c["set"] != "ours"]
    gold, facts = np.array([c["function"] for c in clauses]), np.array([c["set"] == "facts" for c in clauses])
    second = np.array([c["second"] or "" for c in clauses])
    divisor = temperature(held["facts"], np.array([FUNCTIONS.index(g) for g in gold]))
    probability = np.array([softmax(row / divisor) for row in held["facts"]])
    best, guess = probability.max(axis=1), np.array(FUNCTIONS)[probability.argmax(axis=1)]
    right = guess == gold
    error, curve = calibration_error(best, right)
    views = {view: round(float((np.array(FUNCTIONS)[scores.argmax(axis=1)] == gold).mean()), 3) for view, scores in held.items()}
    return {
        "clauses": int(facts.sum()),
        "accuracy": round(float(right[facts].mean()), 3),
        "accuracy_interval": interval(right[facts]),
        "macro_f1": macro_f1(gold[facts], guess[facts]),
        "clauses_all": len(clauses),
        "accuracy_all": round(float(right.mean()), 3),
        "accuracy_either_label": round(float((right | (guess == second)).mean()), 3),
        "accuracy_all_by_view": views,
        "calibration_error": error,
        "reliability": curve,
        "temperature": round(divisor, 3),
        "classes": class_figures(gold, guess),
    }


def cross_validate() -> dict:
    """Figures of five-fold cross-validation, grouped by document."""
    data = Data(labelled())
    return figures(data, held_out(data))


def main() -> None:
    data = Data(labelled())
    measured = figures(data, held_out(data))
    if "--cross-validate" in sys.argv[1:]:
        print(json.dumps(measured, ensure_ascii=False))
        return
    arrays = data.arrays(data.fit(np.arange(len(data.clauses)))) | {"temperature": np.float32(measured["temperature"])}
    card = {
        "task": "Function of a clause (GUIDE section 5)",
        "method": "Multinomial logistic regression over latent directions of hashed character n-grams, weak labels from "
        "chapter headings, families of cues and the shape of the clause, folded into one table",
        "trained_on": {
            "labels": {name: sum(c["set"] == name for c in data.clauses) for name in ("facts", "functions", "ours")},
            "unlabelled_articles": ARTICLES,
            "fingerprint": fingerprint(part for c in data.clauses for part in (c["source"], c["function"], c["text"])),
        },
        "cross_validation": measured,
        "weak_classes": [n for n, c in measured["classes"].items() if c["f1"] < 0.6 or c["rows"] < 10],
        "cautions": [
            "The development facts are among the training labels: only the cross-validated figure says how good the model is.",
            "Reports and essays (background, purpose in running prose) are rare among the labels and often taken for measures.",
        ],
    }
    write_model("functions", arrays, card)
    print(json.dumps({k: v for k, v in measured.items() if not isinstance(v, list) and k != "classes"}, ensure_ascii=False))


if __name__ == "__main__":
    main()
