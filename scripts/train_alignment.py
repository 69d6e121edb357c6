"""Train the scorer of clause alignment and write models/alignment.npz with its card.

    python scripts/train_alignment.py

Labels: hand-made decisions for pairs of regulations (grade 2 the same provision, 1 related). Figures are by leaving one subject out:
a model that judges 养老服务 has seen nothing of 养老服务. Needs scikit-learn; the program itself does not.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
import gold
from _training import fingerprint, progress, write_model

from pipeline.compare.features import NAMES, features
from pipeline.compare.scorer import candidates
from pipeline.compare.texts import Passage, of_file
from pipeline.compare.views import Terms, views

LABELS = gold.GOLD / "align" / "alignment.jsonl"
STRENGTH = 0.1  # of the regularization: some forty features, some thousand candidate pairs
RELATED, SAME = 0.56, 0.35  # thresholds, by leaving one subject out
BASELINE = 0.14, 0.2  # those of the plain cosine, chosen on such labels


@dataclass(frozen=True)
class Pair:
    """Two documents with the features of all pairs of their passages, and the decisions about them."""

    subject: str
    pivot: Sequence[Passage]
    other: Sequence[Passage]
    made: dict[str, np.ndarray]
    chosen: np.ndarray
    decisions: tuple[tuple[str, int, dict[int, int], str], ...]  # id, row, column → grade, kind of the pivot


@cache
def pairs() -> list[Pair]:
    """The labelled pairs of documents."""
    rows = list(gold.lines(LABELS))
    texts = {
        f: [p for _, some in of_file(gold.LAWS / f) for p in some]
        for r in rows
        for f in (r["pivot"]["file"], r["target"]["file"])
    }
    out = []
    for a, b in progress(sorted({(r["pivot"]["file"], r["target"]["file"]) for r in rows}), "特征 features"):
        terms = Terms()
        made = features(views(texts[a], terms), views(texts[b], terms))
        mine, theirs = ({p.clause.number: k for k, p in enumerate(texts[f])} for f in (a, b))
        some = [r for r in rows if (r["pivot"]["file"], r["target"]["file"]) == (a, b)]
        decisions = tuple(
            (r["id"], mine[r["pivot"]["clause"]], {theirs[m["clause"]]: m["grade"] for m in r["matches"]}, r["pivot"]["kind"])
            for r in some
        )
        out.append(Pair(some[0]["topic"], texts[a], texts[b], made, candidates(made), decisions))
    return out


def examples(some: Sequence[Pair]) -> tuple[np.ndarray, np.ndarray]:
    """Rows of features of the candidates of every labelled passage, and their grades."""
    rows, grades = [], []
    for pair in some:
        for _, k, wanted, _ in pair.decisions:
            columns = np.flatnonzero(pair.chosen[k])
            rows.append(np.stack([pair.made[name][k, columns] for name in NAMES], axis=1))
            grades += [wanted.get(int(j), 0) for j in columns]
    return np.concatenate(rows), np.array(grades)


def fit(some: Sequence[Pair]) -> dict[str, np.ndarray]:
    """The arrays of a model trained on some pairs."""
    from sklearn.linear_model import LogisticRegression

    rows, grades = examples(some)
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    models = [LogisticRegression(C=STRENGTH, max_iter=3000).fit((rows - mean) / scale, grades >= grade) for grade in (1, 2)]
    return {
        "names": np.array(NAMES),
        "mean": mean.astype(np.float32),
        "scale": scale.astype(np.float32),
        "weights": np.concatenate([m.coef_ for m in models]).T.astype(np.float32),
        "intercept": np.concatenate([m.intercept_ for m in models]).astype(np.float32),
        "thresholds": np.array([RELATED, SAME], dtype=np.float32),
    }


def judged(pair: Pair, arrays: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities of related and of same for all pairs of passages, those that are no candidates 0."""
    rows = np.stack([pair.made[name] for name in NAMES], axis=2)
    scores = 1 / (1 + np.exp(-(((rows - arrays["mean"]) / arrays["scale"]) @ arrays["weights"] + arrays["intercept"])))
    scores[~pair.chosen] = 0
    return scores[..., 0], scores[..., 1]


def left_out() -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """For each labelled pair (by its place) the probabilities of a model that has not seen its subject."""
    made = pairs()
    arrays = {subject: fit([p for p in made if p.subject != subject]) for subject in {p.subject for p in made}}
    return {n: judged(p, arrays[p.subject]) for n, p in enumerate(made)}


def baseline() -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """The same for plain cosine of bigrams, its thresholds moved to those of the model."""
    related, same = BASELINE
    return {n: (p.made["pairs"] * RELATED / related, p.made["pairs"] * SAME / same) for n, p in enumerate(pairs())}


Scores = dict[int, tuple[np.ndarray, np.ndarray]]


def figures(scores: Scores) -> dict[str, float]:
    """All measures of alignment for probabilities of each pair."""
    best: list[tuple[int | None, dict[int, int], str, bool]] = []
    same: list[tuple[int | None, dict[int, int]]] = []
    every = np.zeros(3)
    for n, pair in enumerate(pairs()):
        related, equal = scores[n]
        order = related + equal
        for _, k, wanted, kind in pair.decisions:
            j = int(order[k].argmax())
            found = related[k, j] >= RELATED or equal[k, j] >= SAME
            sure = bool(found) and int(order[:, j].argmax()) == k and equal[k, j] >= 0.5
            best.append((j if found else None, wanted, kind, sure))
            j = int(equal[k].argmax())
            same.append((j if equal[k, j] >= SAME else None, {c: g for c, g in wanted.items() if g == 2}))
            predicted, gold_columns = set(np.flatnonzero(equal[k] >= SAME).tolist()), {c for c, g in wanted.items() if g == 2}
            every += len(predicted & gold_columns), len(predicted), len(gold_columns)
    return {
        "related": _f1([(j, w) for j, w, _, _ in best]),
        "same": _f1(same),
        "all pairs": 2 * every[0] / (every[1] + every[2]),
        "accuracy": float(np.mean([(j in w) if w else j is None for j, w, _, _ in best])),
        "none": float(np.mean([j is None for j, w, _, _ in best if not w])),
        "sure precision": float(np.mean([j in w for j, w, _, sure in best if sure])),
        "sure same precision": float(np.mean([w.get(j) == 2 for j, w, _, sure in best if sure])),
        "sure share": float(np.mean([sure for *_, sure in best])),
        "penalties": _f1([(j, w) for j, w, kind, _ in best if kind == "liability"]),
    }


def _f1(rows: Sequence[tuple[int | None, dict[int, int]]]) -> float:
    right = sum(j in wanted for j, wanted in rows if j is not None)
    return 2 * right / (sum(j is not None for j, _ in rows) + sum(bool(w) for _, w in rows))


def main() -> int:
    gold.need()
    made = pairs()
    measured = {name: {k: round(v, 3) for k, v in figures(how()).items()} for name, how in _WAYS.items()}
    rows, grades = examples(made)
    write_model(
        "alignment",
        fit(made),
        {
            "task": "Whether two clauses are the same provision, related or neither",
            "method": "Two logistic regressions over measures of likeness of text, structure, norms and sanctions",
            "trained_on": {
                "labels": "gold/align/alignment.jsonl",
                "decisions": sum(len(p.decisions) for p in made),
                "pairs": len(rows),
                "related": int((grades >= 1).sum()),
                "same": int((grades == 2).sum()),
                "subjects": sorted({p.subject for p in made}),
                "fingerprint": fingerprint(r["id"] for r in gold.lines(LABELS)),
            },
            "leave_one_subject_out": measured["model"],
            "bigram_baseline": measured["bigrams"],
            "cautions": [
                "Labelled are local regulations on three subjects; notices and plans were not.",
                "What is only related (grade 1) and what has no counterpart are often a matter of judgement: most errors are there.",
            ],
        },
    )
    for name, values in measured.items():
        print(name, values)
    return 0


_WAYS: dict[str, Callable[[], Scores]] = {"model": left_out, "bigrams": baseline}

if __name__ == "__main__":
    sys.exit(main())
