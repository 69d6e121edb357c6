"""What the training scripts share: where the labels are, folds, figures with intervals, model cards."""

from __future__ import annotations

import datetime
import hashlib
import json
import platform
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
MODELS = ROOT / "models"
SEED = 20180613

ARTICLE = re.compile(r"^第[〇零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?")
_COPY = re.compile(r"^(?:text|\d{8}_.+?)__|[(（]\d{4}-\d\d-\d\d[)）]$|\.content$")  # what names a version or a copy


def rows(path: Path) -> list[dict]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def law_body(source: str) -> str:
    """The text of a law file below its header lines, without the marks of Markdown."""
    text = (SHARED / "corpus" / "laws" / source).read_text(encoding="utf-8")
    return re.sub(r"[#*`|]", "", text.partition("<!-- INFO END -->")[2] or text).strip()


def work(source: str) -> str:
    """The name of the work a file is a version or a copy of: those of one work never stand on both sides of a fold."""
    return _COPY.sub("", Path(source).stem)


def folds(labels: Sequence[str], groups: Sequence[str], count: int = 5, seed: int = SEED) -> list[tuple[np.ndarray, np.ndarray]]:
    """Training and test rows of each fold: classes in equal shares, groups never split."""
    import warnings

    from sklearn.model_selection import StratifiedGroupKFold

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # classes smaller than the number of folds are expected
        return list(StratifiedGroupKFold(count, shuffle=True, random_state=seed).split(labels, labels, groups))


def sparse(made: Sequence[tuple[np.ndarray, np.ndarray]], width: int):
    """A sparse matrix with one row for each (columns, values)."""
    from scipy.sparse import csr_matrix

    ends = np.cumsum([0, *(len(columns) for columns, _ in made)])
    columns, values = (np.concatenate([row[i] for row in made]) for i in (0, 1))
    return csr_matrix((values, columns, ends), shape=(len(made), width))


def logistic(
    matrix, labels: Sequence[str], strength: float, weight: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Multinomial logistic regression: weights (column × class), intercepts, classes. Columns never seen weigh 0."""
    from sklearn.linear_model import LogisticRegression

    used = np.unique(matrix.indices)
    model = LogisticRegression(C=strength, max_iter=200, tol=1e-3).fit(matrix[:, used], labels, weight)
    weights = np.zeros((matrix.shape[1], len(model.classes_)), dtype=np.float32)
    weights[used] = model.coef_.T
    return weights, model.intercept_, list(model.classes_)


def interval(values: np.ndarray, statistic: Callable[[np.ndarray], float] = np.mean, times: int = 1000) -> list[float]:
    """The 95 % interval of a statistic over rows, by bootstrap."""
    random = np.random.default_rng(SEED)
    drawn = [statistic(values[random.integers(len(values), size=len(values))]) for _ in range(times)]
    return [round(float(x), 3) for x in np.percentile(drawn, [2.5, 97.5])]


def class_figures(gold: Sequence[str], guess: Sequence[str]) -> dict[str, dict[str, float]]:
    """Precision, recall, F1 and number of rows of each class."""
    both, given, made = Counter(g for g, p in zip(gold, guess, strict=True) if g == p), Counter(gold), Counter(guess)
    out = {}
    for name in sorted(given, key=lambda n: (-given[n], n)):
        precision, recall = both[name] / made[name] if made[name] else 0.0, both[name] / given[name]
        f1 = 2 * precision * recall / (precision + recall) if both[name] else 0.0
        out[name] = {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3), "rows": given[name]}
    return out


def macro_f1(gold: Sequence[str], guess: Sequence[str], least: int = 1) -> float:
    """The mean F1 of the classes with at least ``least`` rows."""
    return round(float(np.mean([c["f1"] for c in class_figures(gold, guess).values() if c["rows"] >= least])), 3)


def baseline_figures(gold: Sequence[str], guess: Sequence[str], least: int = 1) -> dict[str, float]:
    """What a simpler way reaches: accuracy and macro-F1 over classes with at least ``least`` rows."""
    return {"accuracy": round(float(np.mean(np.array(gold) == np.array(guess))), 3), "macro_f1": macro_f1(gold, guess, least)}


def calibration_error(probability: np.ndarray, right: np.ndarray, bins: int = 10) -> tuple[float, list[dict[str, float]]]:
    """Expected calibration error (ten equal steps of probability) and the reliability curve behind it."""
    step = np.minimum((probability * bins).astype(int), bins - 1)
    curve, error = [], 0.0
    for b in range(bins):
        inside = step == b
        if inside.any():
            said, true = float(probability[inside].mean()), float(right[inside].mean())
            error += abs(said - true) * inside.mean()
            curve.append({"said": round(said, 3), "true": round(true, 3), "rows": int(inside.sum())})
    return round(float(error), 3), curve


def temperature(scores: np.ndarray, gold: np.ndarray) -> float:
    """The divisor of the scores under which the held-out labels are most likely (Guo et al. 2017)."""
    tried = np.geomspace(0.05, 5, 120)

    def loss(t: float) -> float:
        scaled = scores / t
        scaled -= scaled.max(axis=1, keepdims=True)
        return float(np.mean(np.log(np.exp(scaled).sum(axis=1)) - scaled[np.arange(len(gold)), gold]))

    return float(min(tried, key=loss))


def progress(steps: Sequence, label: str) -> Iterator:
    """``steps`` one by one under a progress bar on standard error."""
    from rich.console import Console
    from rich.progress import track

    return iter(track(steps, description=label, console=Console(stderr=True)))


def fingerprint(parts: Iterable[str]) -> str:
    """A digest of the training rows in order: the same data gives the same sixteen digits."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode("utf-8") + b"\0")
    return digest.hexdigest()[:16]


def write_model(name: str, arrays: dict[str, np.ndarray], card: dict) -> None:
    """``models/<name>.npz`` and its card ``models/<name>.json``."""
    import sklearn

    MODELS.mkdir(exist_ok=True)
    np.savez_compressed(MODELS / f"{name}.npz", **arrays)
    made = {
        "name": name,
        "command": f"python scripts/train_{name}.py",
        "date": datetime.date.today().isoformat(),
        "versions": {"python": platform.python_version(), "numpy": np.__version__, "scikit-learn": sklearn.__version__},
    }
    (MODELS / f"{name}.json").write_text(json.dumps(made | card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
