"""A trained model of a codebook: arrays and a card in one ``.npz``, used without the library that trained it.

Logistic regression over hashed character n-grams; texts are given the codes whose probability reaches a half of the best one's.
"""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.classify.codebook import CodebookError
from pipeline.classify.codebook_rules import Coding
from pipeline.classify.features import ngrams, softmax, weighted

if TYPE_CHECKING:
    import numpy as np

BITS, SIZES = 15, (1, 2, 3)
LONGEST = 2_000  # characters read of a text


def buckets(text: str) -> list[np.ndarray]:
    """The hashed n-grams of the part of a text that is read."""
    return ngrams(text[:LONGEST], SIZES, BITS)


@dataclass(frozen=True, slots=True)
class Model:
    """``weights``: n-gram × code; ``card``: codebook, figures, data fingerprint, date."""

    idf: np.ndarray
    weights: np.ndarray
    intercept: np.ndarray
    codes: tuple[str, ...]
    card: dict[str, Any]

    def probabilities(self, text: str) -> np.ndarray:
        """The probability of each code."""
        columns, values = weighted(buckets(text), self.idf)
        return softmax(values @ self.weights[columns].astype("float32") + self.intercept)

    def code(self, text: str) -> list[Coding]:
        """The codes of a text: the most probable, and others at least half as probable; with the n-grams that spoke for each."""
        probability = self.probabilities(text)
        order = (-probability).argsort(kind="stable")
        best = probability[order[0]]
        return [
            Coding(self.codes[k], float(probability[k]), self._evidence(text, k)) for k in order if probability[k] >= best / 2
        ]

    def _evidence(self, text: str, code: int, most: int = 3) -> tuple[str, ...]:
        body = text[:LONGEST]
        pairs = ngrams(body, (2,), BITS)[0]
        weight = (self.weights[pairs, code] * self.idf[pairs]).astype("float32")
        order = [at for at in (-weight).argsort(kind="stable")[: most * 3] if weight[at] > 0]
        return tuple(dict.fromkeys(body[at : at + 2] for at in order))[:most]


def save(path: Path, model: Model) -> None:
    """Write the model; arrays and the card as text, never a pickle."""
    import numpy as np

    np.savez_compressed(
        path,
        idf=model.idf.astype(np.float32),
        weights=model.weights.astype(np.float16),
        intercept=model.intercept.astype(np.float32),
        codes=np.array(model.codes, dtype=str),
        card=np.array(json.dumps(model.card, ensure_ascii=False)),
    )


def load(path: Path) -> Model:
    """The model in the file at ``path``. Raises ``CodebookError`` for one that is none."""
    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as stored:
            return Model(
                stored["idf"],
                stored["weights"],
                stored["intercept"],
                tuple(map(str, stored["codes"])),
                json.loads(str(stored["card"])),
            )
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise CodebookError(
            f"不是编码模型 not a model of a codebook: {path}", hint="zhengce topics train LABELS --codebook BOOK --model FILE.npz"
        ) from error
