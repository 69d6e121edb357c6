"""How alike the passages of two documents are, in every view: one array passage × passage for each feature.

Weights come from the two documents alone, because what tells two provisions of a subject apart is rare among *them*.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.compare.views import Grams, Views

if TYPE_CHECKING:
    import numpy as np

NAMES = (
    "pairs", "triples", "pairs_log", "triples_log", "contained", "contains_least", "best_sentence_of_other", "best_sentence_of_own", "sentences_best", "covered", "covers",
    "heads", "acts", "acts_best", "acts_covered", "acts_cover", "bodies", "modalities", "function", "place", "length", "length_other", "law", "values",
    "penal_both", "penal_one", "penalty_kind", "penalty_other", "penal_pairs", "breach", "breach_root", "breaches",
    "neighbours", "crowd", "crowd_other", "apart", "all", "rank", "rank_other", "margin", "margin_other", "breach_margin", "breach_margin_other",
)  # fmt: skip
"""The features in the order that the scorer's arrays have them."""

WINDOW = 2
"""How far from its place a neighbour's counterpart may stand."""

CROWD = 5
"""How many nearest neighbours tell whether a clause is like everything (a long list of tasks is)."""


class Weights(NamedTuple):
    """What each term weighs in a comparison of two documents, by its number, and where the terms that both have stand."""

    weight: np.ndarray
    place: np.ndarray  # -1 for a term that only one has: it never adds to a likeness
    shared: np.ndarray  # the weights of the terms that both have


def features(a: Views, b: Views) -> dict[str, np.ndarray]:
    """The features of every pair of passages of ``a`` and ``b``, by name; neither may be empty."""
    import numpy as np

    out: dict[str, np.ndarray] = {}
    w = weights(a.pairs, b.pairs)
    x, y = dense(a.pairs, w), dense(b.pairs, w)
    out["pairs"] = cosine(x, y)
    t = weights(a.triples, b.triples)
    out["triples"] = cosine(dense(a.triples, t), dense(b.triples, t))
    out["pairs_log"], out["triples_log"] = np.log(out["pairs"] + 0.02), np.log(out["triples"] + 0.01)
    common = (np.sign(x) * w.shared) @ np.sign(y).T
    mine, theirs = heft(a.pairs, w), heft(b.pairs, w)
    out["contained"] = common / mine[:, None]
    out["contains_least"] = common / np.minimum(mine[:, None], theirs[None, :])
    _sentences(out, a, b, w, x, y)
    out["heads"] = _plain(a.heads, b.heads, w)
    out["acts"] = _plain(a.acts, b.acts, w)
    each = cosine(dense(a.act, w), dense(b.act, w))
    out["acts_best"], out["acts_covered"], out["acts_cover"] = _best(
        each, a.act.owner, b.act.owner, len(a.passages), len(b.passages)
    )
    out["bodies"] = _plain(a.bodies, b.bodies, w)
    out["modalities"] = a.modalities @ b.modalities.T
    out["function"] = (a.function[:, None] == b.function[None, :]).astype(np.float32)
    out["place"] = np.abs(a.at[:, None] - b.at[None, :])
    out["length"] = np.repeat(a.length[:, None], len(b.length), axis=1)
    out["length_other"] = np.repeat(b.length[None, :], len(a.length), axis=0)
    out["law"] = np.array([[float(bool(p & q)) for q in b.laws] for p in a.laws], dtype=np.float32)
    out["values"] = np.array([[float(len(p & q)) for q in b.values] for p in a.values], dtype=np.float32)
    _penalties(out, a, b, w)
    _standing(out)
    return out


def weights(a: Grams, b: Grams) -> Weights:
    """Inverse document frequency of the terms of two documents' passages, smoothed by one."""
    import numpy as np

    size = int(max(a.terms.max(initial=0), b.terms.max(initial=0))) + 1
    mine, theirs = np.bincount(a.terms, minlength=size), np.bincount(b.terms, minlength=size)
    weight = (np.log((1 + a.size + b.size) / (1 + mine + theirs)) + 1).astype(np.float32)
    shared = np.flatnonzero((mine > 0) & (theirs > 0))
    place = np.full(size, -1, dtype=np.intp)
    place[shared] = np.arange(len(shared))
    return Weights(weight, place, weight[shared])


def dense(grams: Grams, w: Weights) -> np.ndarray:
    """The rows of ``grams``, weighted and of length one, over the terms that both documents have. Terms that came later weigh 0."""
    import numpy as np

    known = grams.terms < len(w.place)
    rows, terms = grams.rows[known], grams.terms[known]
    values = grams.values[known] * w.weight[terms]
    length = np.sqrt(np.bincount(rows, values * values, minlength=grams.size))
    at = w.place[terms]
    keep = at >= 0
    out = np.zeros((grams.size, len(w.shared)), dtype=np.float32)
    out[rows[keep], at[keep]] = values[keep] / length[rows[keep]]
    return out


def heft(grams: Grams, w: Weights) -> np.ndarray:
    """The summed weight of the distinct terms of each row."""
    import numpy as np

    return np.bincount(grams.rows, w.weight[grams.terms], minlength=grams.size) + 1e-9


def cosine(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return x @ y.T


def _plain(a: Grams, b: Grams, w: Weights) -> np.ndarray:
    """The cosine of one short view."""
    return cosine(dense(a, w), dense(b, w))


def _sentences(out: dict[str, np.ndarray], a: Views, b: Views, w: Weights, x: np.ndarray, y: np.ndarray) -> None:
    """Sentence against clause and sentence against sentence: a provision may be one sentence of a long clause."""
    s, t = dense(a.sentences, w), dense(b.sentences, w)
    out["best_sentence_of_other"] = by_owner(cosine(t, x), b.sentences.owner, len(b.passages)).T
    out["best_sentence_of_own"] = by_owner(cosine(s, y), a.sentences.owner, len(a.passages))
    found = _best(cosine(s, t), a.sentences.owner, b.sentences.owner, len(a.passages), len(b.passages))
    out["sentences_best"], out["covered"], out["covers"] = found


def _best(scores: np.ndarray, mine: np.ndarray, theirs: np.ndarray, size: int, other_size: int) -> tuple[np.ndarray, ...]:
    """Of pieces against pieces, for each pair of clauses: the best score, and the mean best of the pieces of either clause."""
    rows = by_owner(scores, mine, size)  # own clause × other piece
    columns = by_owner(scores.T, theirs, other_size).T  # own piece × other clause
    return by_owner(columns, mine, size), mean_by_owner(columns, mine, size), mean_by_owner(rows.T, theirs, other_size).T


def by_owner(scores: np.ndarray, owner: np.ndarray, size: int) -> np.ndarray:
    """The best row of each owner; 0 for one that owns none."""
    import numpy as np

    out = np.zeros((size, scores.shape[1]), dtype=np.float32)
    if len(owner):
        owners, starts = np.unique(owner, return_index=True)  # those of one passage stand in a row
        out[owners] = np.maximum.reduceat(scores, starts, axis=0)
    return out


def mean_by_owner(scores: np.ndarray, owner: np.ndarray, size: int) -> np.ndarray:
    import numpy as np

    out = np.zeros((size, scores.shape[1]), dtype=np.float32)
    if len(owner):
        owners, starts = np.unique(owner, return_index=True)
        out[owners] = np.add.reduceat(scores, starts, axis=0)
    return out / np.maximum(np.bincount(owner, minlength=size), 1)[:, None]


def _penalties(out: dict[str, np.ndarray], a: Views, b: Views, w: Weights) -> None:
    """Penalties by the act that they punish; all zero between clauses of which one punishes nothing."""
    import numpy as np

    both = a.penal[:, None] & b.penal[None, :]
    same = both & (a.penalty[:, None] == b.penalty[None, :])
    out["penal_both"] = both.astype(np.float32)
    out["penal_one"] = (a.penal[:, None] != b.penal[None, :]).astype(np.float32)
    out["penalty_kind"] = same.astype(np.float32)
    out["penalty_other"] = (both & ~same).astype(np.float32)
    out["penal_pairs"] = both * out["pairs"]
    acts = cosine(dense(a.breaches, w), dense(b.breaches, w))
    out["breach"], covered, covers = _best(acts, a.breaches.owner, b.breaches.owner, len(a.passages), len(b.passages))
    out["breach_root"] = np.sqrt(out["breach"])
    out["breaches"] = (covered + covers) / 2
    out["breach_margin"] = _margin(out["breach"])
    out["breach_margin_other"] = _margin(out["breach"].T).T


def _standing(out: dict[str, np.ndarray]) -> None:
    """How a pair stands among its rivals on either side, and whether its neighbours correspond too."""
    import numpy as np

    views = ("pairs", "triples", "contains_least", "best_sentence_of_other", "best_sentence_of_own")
    everything = sum((out[v] - out[v].mean()) / (out[v].std() + 1e-9) for v in views) / len(views)
    out["all"] = everything
    out["rank"] = _rank(everything)
    out["rank_other"] = _rank(everything.T).T
    out["margin"] = _margin(everything)
    out["margin_other"] = _margin(everything.T).T
    pairs = out["pairs"]
    crowd, other = (np.sort(x, axis=1)[:, -CROWD:].mean(axis=1) for x in (pairs, pairs.T))
    out["crowd"], out["crowd_other"] = (
        np.repeat(crowd[:, None], len(other), axis=1),
        np.repeat(other[None, :], len(crowd), axis=0),
    )
    out["apart"] = 2 * pairs - out["crowd"] - out["crowd_other"]  # cross-domain similarity local scaling (Conneau et al. 2018)
    padded = np.pad(pairs, ((1, 1), (WINDOW, WINDOW)))
    around = np.max([padded[:, k : k + pairs.shape[1]] for k in range(2 * WINDOW + 1)], axis=0)
    out["neighbours"] = (around[:-2] + around[2:]) / 2


def _rank(scores: np.ndarray) -> np.ndarray:
    import numpy as np

    return np.log1p(np.argsort(np.argsort(-scores, axis=1, kind="stable"), axis=1, kind="stable")).astype(np.float32)


def _margin(scores: np.ndarray) -> np.ndarray:
    """How far a score is above the best of the others of its row."""
    import numpy as np

    if scores.shape[1] < 2:
        return scores.copy()
    top = np.sort(scores, axis=1)[:, -2:]
    return scores - np.where(scores >= top[:, 1:], top[:, :1], top[:, 1:])
