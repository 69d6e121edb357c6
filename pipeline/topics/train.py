"""Training a model of a codebook from labels, with figures per code by cross-validation. Needs scikit-learn; using the model does not."""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline import __version__
from pipeline.classify.agreement import alpha, kappa
from pipeline.classify.codebook import Codebook, CodebookError
from pipeline.classify.codebook_model import BITS, Model, buckets
from pipeline.classify.features import weighted
from pipeline.errors import ZhengceError
from pipeline.topics.agree import rounded
from pipeline.topics.labels import Label

if TYPE_CHECKING:
    import numpy as np

LEAST = 20
"""Labels that a code needs to be trained."""
FOLDS = 5
STRENGTH = 10.0  # inverse regularisation
SEED = 20180613

COLUMNS = ("code", "name", "labels", "precision", "recall", "f1", "kappa")


def train(book: Codebook, labels: Sequence[Label]) -> tuple[Model, list[dict]]:
    """The model, and a row of figures for each code and one for all: precision, recall, F1 of cross-validation (labels of one
    document never on both sides, if there are enough documents), κ of model and coder. The overall row's ``f1`` is the mean over codes.

    Raises ``CodebookError`` when a code has too few labels or fewer than two codes are labelled.
    """
    labels = _one_each(labels)
    seen = Counter(label.code for label in labels)
    few = {code: n for code, n in seen.items() if n < LEAST}
    if len(seen) < 2:
        raise CodebookError(
            f"只标注了一个编码 only one code is labelled: {', '.join(seen)}", hint="label texts of at least two codes"
        )
    if few:
        told = "，".join(f"{book.label(code)} {n}" for code, n in sorted(few.items()))
        raise CodebookError(
            f"每个编码至少需要 {LEAST} 条标注 each code needs at least {LEAST} labels; too few: {told}",
            hint="zhengce topics label DB --codebook … (most doubtful first), or leave these rows without a code",
        )
    import numpy as np

    codes = np.array([label.code for label in labels])
    guess = np.empty(len(labels), dtype=codes.dtype)
    for train_rows, test_rows in _folds(codes, [label.document for label in labels]):
        held = _fit([labels[i] for i in train_rows], {})
        for i in test_rows:
            guess[i] = held.codes[int(held.probabilities(labels[i].text).argmax())]
    figures = [_figures(book, code, codes, guess) for code in (each.code for each in book.codes) if code in seen]
    whole = {
        "code": "",
        "name": "全部 all",
        "labels": len(labels),
        "precision": round(float((codes == guess).mean()), 3),
        "recall": round(float((codes == guess).mean()), 3),
        "f1": round(sum(row["f1"] for row in figures) / len(figures), 3),
        "kappa": rounded(kappa(codes.tolist(), guess.tolist())),
    }
    card = {
        "codebook": book.name,
        "codes": {code: book.label(code) for code in seen},
        "labels": len(labels),
        "fingerprint": hashlib.sha256("\0".join(f"{x.id}\1{x.code}\1{x.text}" for x in labels).encode()).hexdigest()[:16],
        "date": datetime.date.today().isoformat(),
        "version": __version__,
        "cross_validation": {
            "folds": FOLDS,
            "accuracy": whole["precision"],
            "macro_f1": whole["f1"],
            "kappa": whole["kappa"],
            "alpha": rounded(alpha(zip(codes.tolist(), guess.tolist(), strict=True))),
            "codes": figures,
        },
    }
    return _fit(labels, card), [*figures, whole]


def _one_each(labels: Sequence[Label]) -> list[Label]:
    """One label for each text: of several coders the one most gave, the first given among equals."""
    codes: dict[str, list[Label]] = {}
    for label in labels:
        codes.setdefault(label.id, []).append(label)
    return [next(x for x in same if x.code == Counter(y.code for y in same).most_common(1)[0][0]) for same in codes.values()]


def _folds(codes: np.ndarray, documents: Sequence[str]):
    import warnings

    model_selection = need("sklearn.model_selection")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a code in fewer documents than folds
        if len(set(documents)) < FOLDS:
            return list(model_selection.StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(codes, codes))
        split = model_selection.StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED)
        return list(split.split(codes, codes, documents))


def _fit(labels: Sequence[Label], card: dict) -> Model:
    import numpy as np

    need("sklearn")
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    count = np.zeros(1 << BITS)
    for label in labels:
        count[np.unique(np.concatenate(buckets(label.text)))] += 1
    idf = np.where(count > 1, np.log((1 + len(labels)) / (1 + count)) + 1, 0).astype(np.float32)
    rows = [weighted(buckets(label.text), idf) for label in labels]
    ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    matrix = csr_matrix(
        (np.concatenate([v for _, v in rows]), np.concatenate([c for c, _ in rows]), ends), shape=(len(rows), 1 << BITS)
    )
    made = LogisticRegression(C=STRENGTH, max_iter=300).fit(matrix, [label.code for label in labels])
    weights, intercept = made.coef_.T, made.intercept_
    if len(made.classes_) == 2:  # scikit-learn keeps one column for two classes
        weights, intercept = np.hstack([-weights, weights]) / 2, np.array([-intercept[0], intercept[0]]) / 2
    return Model(idf, weights.astype(np.float16), intercept.astype(np.float32), tuple(map(str, made.classes_)), card)


def _figures(book: Codebook, code: str, codes: np.ndarray, guess: np.ndarray) -> dict:
    both, given, made = ((codes == code) & (guess == code)).sum(), (codes == code).sum(), (guess == code).sum()
    precision, recall = (float(both / made) if made else 0.0), float(both / given)
    return {
        "code": code,
        "name": book.label(code),
        "labels": int(given),
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f1": round(2 * precision * recall / (precision + recall), 3) if both else 0.0,
        "kappa": rounded(kappa((codes == code).tolist(), (guess == code).tolist())),
    }


def need(module: str):
    """A module of scikit-learn; ``ZhengceError`` with the command that installs it."""
    import importlib

    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise ZhengceError("需要 scikit-learn is needed", hint="pip install 'zhengce[train]'") from error
