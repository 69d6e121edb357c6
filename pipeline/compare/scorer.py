"""Whether two passages are the same provision, related or neither: two logistic models over ``features``.

Trained by ``scripts/train_alignment.py`` on hand-labelled pairs; only arrays are needed at run time.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pipeline.classify.arrays import load
from pipeline.compare.features import NAMES, features
from pipeline.compare.views import Views
from pipeline.errors import ZhengceError

if TYPE_CHECKING:
    import numpy as np

MODEL = "alignment"
CANDIDATES = 6
"""How many of a passage's nearest on the other side are judged; all others count as nothing alike."""


class Judged(NamedTuple):
    """Probabilities, passage × passage: that a pair is at least related, that it is the same provision."""

    related: np.ndarray
    same: np.ndarray


class _Model(NamedTuple):
    mean: np.ndarray
    scale: np.ndarray
    weights: np.ndarray  # feature × (related, same)
    intercept: np.ndarray
    thresholds: np.ndarray  # related, same


@cache
def model() -> _Model:
    """The trained arrays. Raises ``ZhengceError`` when they were trained for other features."""
    stored = load(MODEL)
    if tuple(map(str, stored["names"])) != NAMES:
        raise ZhengceError("模型与程序不符 the model is of other features", hint="python scripts/train_alignment.py")
    return _Model(*(stored[name] for name in _Model._fields))


def judge(a: Views, b: Views) -> Judged:
    """The probabilities for all pairs of passages; neither side may be empty."""
    import numpy as np

    made = features(a, b)
    chosen = candidates(made)
    m = model()
    rows = np.stack([made[name][chosen] for name in NAMES], axis=1)
    scores = 1 / (1 + np.exp(-(((rows - m.mean) / m.scale) @ m.weights + m.intercept)))
    related, same = np.zeros(chosen.shape, dtype=np.float32), np.zeros(chosen.shape, dtype=np.float32)
    related[chosen], same[chosen] = scores[:, 0], scores[:, 1]
    return Judged(related, same)


def candidates(made: dict[str, np.ndarray]) -> np.ndarray:
    """The pairs that are judged: the nearest of either side's passages over all views, by pairs, and by breaches."""
    import numpy as np

    most = np.log1p(CANDIDATES - 1) + 1e-6
    chosen = (made["rank"] <= most) | (made["rank_other"] <= most)
    for view in ("pairs", "breach"):
        scores = made[view]
        least = np.sort(scores, axis=1)[:, -min(4, scores.shape[1])][:, None]
        chosen |= (scores >= least) & (scores > 0)
    return chosen
