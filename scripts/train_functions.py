"""Train the classifier of clause functions: ``models/functions.npz`` and its card.

    python scripts/train_functions.py                    train on all labels, measure, write model and card
    python scripts/train_functions.py --cross-validate   measure only, figures as JSON on standard output

Labels: the ``function`` of ``../shared/gold/facts/dev.jsonl`` and ``../shared/gold/functions/dev.jsonl``. Figures come from
five-fold cross-validation in which no law or document stands on both sides.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

import numpy as np
from _training import (
    SHARED,
    calibration_error,
    class_figures,
    fingerprint,
    folds,
    interval,
    logistic,
    macro_f1,
    progress,
    rows,
    sparse,
    temperature,
    work,
    write_model,
)

from pipeline.classify.features import softmax
from pipeline.classify.functions import TEXT_BITS, WIDTH, features, text_buckets
from pipeline.model import Function

STRENGTH = 10.0  # inverse regularisation of the logistic regression
FUNCTIONS = [f.value for f in Function]


def labelled() -> list[dict]:
    """The labelled clauses; ``facts`` marks those of the development facts, on which the accuracy is reported."""
    out = []
    for kind in ("facts", "functions"):
        for row in rows(SHARED / "gold" / kind / "dev.jsonl"):
            kept = {key: row.get(key) for key in ("id", "text", "function", "second", "source")}
            out.append(kept | {"facts": kind == "facts", "work": work(row["source"])})
    return out


def document_frequency(texts: Sequence[str]) -> np.ndarray:
    """Inverse document frequency of each bucket; 0 for what fewer than two clauses hold."""
    count = np.zeros(1 << TEXT_BITS)
    for text in texts:
        count[np.unique(np.concatenate(text_buckets(text)))] += 1
    return np.where(count > 1, np.log((1 + len(texts)) / (1 + count)) + 1, 0).astype(np.float32)


def fit(clauses: Sequence[dict]) -> dict[str, np.ndarray]:
    """Train on ``clauses``; returns the arrays of the model (temperature 1)."""
    idf = document_frequency([c["text"] for c in clauses])
    shown = sparse([features(c["text"], (), idf) for c in clauses], WIDTH)
    weights, intercept, classes = logistic(shown, [c["function"] for c in clauses], STRENGTH)
    return {
        "idf": idf,
        "weights": weights.astype(np.float32),
        "intercept": intercept.astype(np.float32),
        "classes": np.array(classes, dtype=str),
        "temperature": np.float32(1.0),
    }


def scores(arrays: dict[str, np.ndarray], clauses: Sequence[dict]) -> np.ndarray:
    """The scores of every class for each clause, from its text alone, as the pipeline computes them."""
    out = []
    for clause in clauses:
        columns, values = features(clause["text"], (), arrays["idf"])
        out.append(values @ arrays["weights"][columns] + arrays["intercept"])
    return np.array(out)


def held_out(clauses: Sequence[dict]) -> np.ndarray:
    """The scores of each clause by a model that has seen no clause of its document."""
    out = np.full((len(clauses), len(FUNCTIONS)), -1e3)
    for train, test in progress(
        folds([c["function"] for c in clauses], [c["work"] for c in clauses]), "functions: cross-validation"
    ):
        arrays = fit([clauses[i] for i in train])
        out[np.ix_(test, [FUNCTIONS.index(name) for name in arrays["classes"]])] = scores(arrays, [clauses[i] for i in test])
    return out


def figures(clauses: Sequence[dict], held: np.ndarray) -> dict:
    """What the held-out scores are worth, on the development facts and on all labels."""
    gold, facts = np.array([c["function"] for c in clauses]), np.array([c["facts"] for c in clauses])
    second = np.array([c["second"] or "" for c in clauses])
    divisor = temperature(held, np.array([FUNCTIONS.index(g) for g in gold]))
    probability = np.array([softmax(row / divisor) for row in held])
    best, guess = probability.max(axis=1), np.array(FUNCTIONS)[probability.argmax(axis=1)]
    right = guess == gold
    error, curve = calibration_error(best, right)
    return {
        "clauses": int(facts.sum()),
        "accuracy": round(float(right[facts].mean()), 3),
        "accuracy_interval": interval(right[facts]),
        "macro_f1": macro_f1(gold[facts], guess[facts]),
        "clauses_all": len(clauses),
        "accuracy_all": round(float(right.mean()), 3),
        "accuracy_either_label": round(float((right | (guess == second)).mean()), 3),
        "calibration_error": error,
        "reliability": curve,
        "temperature": round(divisor, 3),
        "classes": class_figures(gold, guess),
    }


def cross_validate() -> dict:
    """Figures of five-fold cross-validation, grouped by document."""
    clauses = labelled()
    return figures(clauses, held_out(clauses))


def main() -> None:
    if "--cross-validate" in sys.argv[1:]:
        print(json.dumps(cross_validate(), ensure_ascii=False))
        return
    clauses = labelled()
    measured = figures(clauses, held_out(clauses))
    arrays = fit(clauses)
    arrays["temperature"] = np.float32(measured["temperature"])
    card = {
        "task": "Function of a clause (GUIDE section 5)",
        "method": "Multinomial logistic regression over hashed character n-grams and families of cues",
        "trained_on": {
            "labels": ["gold/facts/dev.jsonl", "gold/functions/dev.jsonl"],
            "clauses": len(clauses),
            "fingerprint": fingerprint(part for c in clauses for part in (c["id"], c["function"], c["text"])),
        },
        "cross_validation": measured,
        "weak_classes": [n for n, c in measured["classes"].items() if c["f1"] < 0.6 or c["rows"] < 10],
        "cautions": ["The development facts are among the training labels: only the cross-validated figure says how good it is."],
    }
    write_model("functions", arrays, card)
    print(json.dumps({k: v for k, v in measured.items() if not isinstance(v, (dict, list))}, ensure_ascii=False))


if __name__ == "__main__":
    main()
