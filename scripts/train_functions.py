"""Train the classifier of clause functions: ``models/functions.npz`` and its card.

    python scripts/train_functions.py                    train on all labels, measure, write model and card
    python scripts/train_functions.py --cross-validate   measure only, figures as JSON on standard output

Labels: the ``function`` of ``../shared/gold/facts/dev.jsonl`` and ``../shared/gold/functions/dev.jsonl``, and some 3,300 clauses
labelled by us after the same guide (``_labels.py``): articles of laws, paragraphs of pages, plans, reports, decisions. Figures
come from five-fold cross-validation over the gold, in which no document stands on both sides; ours only train.

A clause is judged through its n-grams, some 280 directions learnt from 30,000 unlabelled articles (``_corpus.py``), and its
shape. N-grams and directions are linear in the counts, so the trained model folds into one table: n-gram × class.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

import numpy as np
from _corpus import articles, counts, directions, sample
from _labels import clauses
from _training import (
    SHARED,
    baseline_figures,
    calibration_error,
    class_figures,
    fingerprint,
    folds,
    interval,
    macro_f1,
    progress,
    temperature,
    write_model,
)

from pipeline.classify.features import softmax
from pipeline.classify.functions import joined, split_label
from pipeline.classify.shapes import SIGNS, WORDS, known, words
from pipeline.extract import Context, bare, extract
from pipeline.model import Function

ARTICLES = 30_000
STRENGTH = 0.4  # of the support vector machine: the inverse of its regularisation
RARE = 3  # an n-gram in fewer labelled clauses than this weighs nothing by itself
DIRECTIONS, SHAPE = 0.4, 0.06  # how much they count beside the n-grams
VIEWS = {"facts": 1.0, "heading": 0.3}  # the ways a clause is shown in training, and their weights
FUNCTIONS = [f.value for f in Function]


def labelled() -> list[dict]:
    """The labelled clauses with what is known beside their words, in every view."""
    out = clauses()
    for clause in progress(out, "functions: facts of the labelled clauses"):
        found = extract(bare(clause["text"]), Context())
        label, body = split_label(clause["text"])
        clause["body"] = body or label
        path = ()
        if (SHARED / "corpus" / "laws" / clause["source"]).is_file():
            path = tuple(a.heading for a in articles(clause["source"]) if a.label == clause["label"])[:1]
        clause["views"] = {
            "text": known(label),
            "facts": known(label, found.norms, found.quantities),
            "heading": known(label, found.norms, found.quantities, path),
        }
    return out


class Data:
    """The clauses as matrices: their n-grams, what the directions say of them, and their shapes in each view."""

    def __init__(self, clauses: Sequence[dict]) -> None:
        from scipy.sparse import csr_matrix, diags, hstack

        self.clauses = clauses
        self.labels = np.array([c["function"] for c in clauses])
        self.works = np.array([c["work"] for c in clauses])
        self.gold = np.flatnonzero([c["set"] in ("facts", "functions") for c in clauses])
        self.directions = directions(sample(ARTICLES, without=set(self.works)))
        grams = counts([c["text"] for c in clauses])
        seen = np.asarray((grams > 0).sum(axis=0)).ravel()
        self.rarity = np.where(seen >= RARE, np.log((1 + len(clauses)) / (1 + seen)) + 1, 0)
        self.rarity /= _length(grams @ diags(self.rarity))
        latent = grams @ self.directions
        self.directions *= DIRECTIONS / _length(csr_matrix(latent))
        self.grams = hstack([grams @ diags(self.rarity), csr_matrix(grams @ self.directions)]).tocsr()
        shown = words(joined([c["body"] for c in clauses]))
        self.shapes = {}
        for view in ("text", *VIEWS):
            self.shapes[view] = np.zeros((len(clauses), len(SIGNS)), dtype=np.float32)
            self.shapes[view][:, : len(WORDS)] = shown
            for row, clause in zip(self.shapes[view], clauses, strict=True):
                row[clause["views"][view]] = 1
        self.spread = (self.shapes["facts"].std(axis=0) + 0.05) / SHAPE

    def seen(self, view: str, picked: np.ndarray):
        """The features of the picked clauses in a view."""
        from scipy.sparse import csr_matrix, hstack

        return hstack([self.grams[picked], csr_matrix(self.shapes[view][picked] / self.spread)]).tocsr()

    def fit(self, picked: np.ndarray):
        """A linear support vector machine, one class against the rest, rare classes as weighty as common ones, on the picked clauses."""
        from scipy.sparse import vstack
        from sklearn.svm import LinearSVC

        shown = vstack([self.seen(view, picked) for view in VIEWS])
        weight = np.repeat(list(VIEWS.values()), len(picked))
        return LinearSVC(C=STRENGTH, class_weight="balanced", random_state=0).fit(
            shown, np.tile(self.labels[picked], len(VIEWS)), weight
        )

    def arrays(self, model) -> dict[str, np.ndarray]:
        """The model folded into one table over n-grams and one over signs of shape."""
        rows, latent = self.directions.shape
        direct, through, shape = np.split(model.coef_, [rows, rows + latent], axis=1)
        return {
            "weights": (self.rarity[:, None] * direct.T + self.directions @ through.T).astype(np.float16),
            "shape_weights": (shape / self.spread).T.astype(np.float32),
            "intercept": model.intercept_.astype(np.float32),
            "classes": np.array(model.classes_, dtype=str),
        }


def _length(matrix) -> float:
    """The mean length of the rows of a sparse matrix."""
    return float(np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1))).mean())


def held_out(data: Data) -> dict[str, np.ndarray]:
    """In each view the scores of every clause of the gold by a model that has seen no clause of its document."""
    gold = data.gold
    out = {view: np.full((len(gold), len(FUNCTIONS)), -1e3) for view in data.shapes}
    for _, test in progress(folds(data.labels[gold], data.works[gold]), "functions: cross-validation"):
        tested = gold[test]
        model = data.fit(np.flatnonzero(~np.isin(data.works, data.works[tested])))
        columns = [FUNCTIONS.index(name) for name in model.classes_]
        for view, scores in out.items():
            scores[np.ix_(test, columns)] = model.decision_function(data.seen(view, tested))
    return out


def figures(data: Data, held: dict[str, np.ndarray]) -> dict:
    """What the held-out scores are worth on the development facts, seen as ``annotate`` sees them: text and its facts."""
    clauses = [data.clauses[i] for i in data.gold]
    gold, facts = np.array([c["function"] for c in clauses]), np.array([c["set"] == "facts" for c in clauses])
    second = np.array([c["second"] or "" for c in clauses])
    divisor = temperature(held["facts"], np.array([FUNCTIONS.index(g) for g in gold]))
    probability = np.array([softmax(row / divisor) for row in held["facts"]])
    best, guess = probability.max(axis=1), np.array(FUNCTIONS)[probability.argmax(axis=1)]
    right = guess == gold
    error, curve = calibration_error(best, right)
    views = {view: round(float((np.array(FUNCTIONS)[scores.argmax(axis=1)] == gold).mean()), 3) for view, scores in held.items()}
    genres = np.array([c.get("genre") or "" for c in clauses])
    by_genre = {g: round(float(right[genres == g].mean()), 3) for g in sorted(set(genres)) if g}
    return {
        "clauses": int(facts.sum()),
        "accuracy": round(float(right[facts].mean()), 3),
        "accuracy_interval": interval(right[facts]),
        "macro_f1": macro_f1(gold[facts], guess[facts]),
        "macro_f1_interval": _macro_interval(gold[facts], guess[facts]),
        "accuracy_by_genre": by_genre,
        "clauses_all": len(clauses),
        "accuracy_all": round(float(right.mean()), 3),
        "accuracy_all_interval": interval(right),
        "accuracy_either_label": round(float((right | (guess == second)).mean()), 3),
        "accuracy_all_by_view": views,
        "calibration_error": error,
        "reliability": curve,
        "temperature": round(divisor, 3),
        "baselines": baselines(data),
        "classes": class_figures(gold, guess),
    }


def _macro_interval(gold: np.ndarray, guess: np.ndarray) -> list[float]:
    return interval(np.arange(len(gold)), lambda picked: macro_f1(gold[picked], guess[picked]))


KEYWORDS = (
    ("liability", "罚款 责令 处分 刑事责任"),
    ("final", "起施行 废止"),
    ("definition", "所称 是指"),
    ("scope", "适用本 适用于"),
    ("purpose", "制定本 为指导 现印发"),
    ("funding", "经费 补贴 奖励 资金"),
    ("procedure", "申请 批准 备案 审议"),
    ("supervision", "监督检查 考核 举报"),
    ("principle", "原则 坚持"),
    ("duty_allocation", "负责 各自职责"),
    ("rights", "有权 不得"),
)


def baselines(data: Data) -> dict[str, dict[str, float]]:
    """What simpler ways reach on the same clauses: the commonest class, keywords, a support vector machine over n-grams of the gold."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    texts = np.array([data.clauses[i]["text"] for i in data.gold], dtype=object)
    gold, works = data.labels[data.gold], data.works[data.gold]
    facts = np.array([data.clauses[i]["set"] == "facts" for i in data.gold])
    guesses = {"majority": np.full(len(gold), "measure"), "keywords": np.array([_by_keyword(text) for text in texts])}
    grams = np.empty(len(gold), dtype=object)
    for train, test in folds(gold, works):
        seen = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), min_df=2, sublinear_tf=True)
        model = LinearSVC(random_state=0).fit(seen.fit_transform(texts[train]), gold[train])
        grams[test] = model.predict(seen.transform(texts[test]))
    guesses["character n-gram SVM"] = grams
    return {name: baseline_figures(gold[facts], guess[facts]) for name, guess in guesses.items()}


def _by_keyword(text: str) -> str:
    return next((name for name, found in KEYWORDS if any(word in text for word in found.split(" "))), "measure")


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
    sets = [c["set"] for c in data.clauses]
    card = {
        "task": "Function of a clause (GUIDE section 5)",
        "method": "Linear support vector machines, one class against the rest, over hashed character n-grams, latent directions of "
        "them learnt with weak labels from chapter headings, phrases and the shape of the clause; folded into one table; "
        "probabilities by one temperature",
        "trained_on": {
            "labels": {name: sets.count(name) for name in dict.fromkeys(sets)},
            "unlabelled_articles": ARTICLES,
            "fingerprint": fingerprint(part for c in data.clauses for part in (c["source"], c["function"], c["text"])),
        },
        "cross_validation": measured,
        "weak_classes": [n for n, c in measured["classes"].items() if c["f1"] < 0.6 or c["rows"] < 10],
        "cautions": [
            "The development facts are among the training labels: only the cross-validated figure says how good the model is.",
            "Two annotators agree on 88 of 100 clauses; measures, rights and procedures overlap in the guide itself.",
            "Essays (background in running prose) are often taken for measures.",
        ],
    }
    write_model("functions", arrays, card)
    print(json.dumps({k: v for k, v in measured.items() if not isinstance(v, list) and k != "classes"}, ensure_ascii=False))


if __name__ == "__main__":
    main()
