"""The function of a clause: what it does in the text that holds it (GUIDE section 5, :class:`pipeline.model.Function`).

A linear model over hashed n-grams of the clause, of its first words, of the heading above it, and over families of cues
(所称, 罚款, 列入预算 …), trained by ``scripts/train_functions.py``. It works from the text alone; a heading helps.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING

from pipeline.classify.arrays import load
from pipeline.classify.features import ngrams, softmax, weighted
from pipeline.model import Clause, Function, Norm, Quantity, Topic

if TYPE_CHECKING:
    import numpy as np

TEXT_LENGTH = 400  # characters read of a clause
START = 12  # its first words
TEXT_BITS, TEXT_SIZES = 15, (1, 2, 3)
START_BITS, START_SIZES, START_SALT = 13, (1, 2, 3), 1
HEADING_BITS, HEADING_SIZES, HEADING_SALT = 12, (2,), 2
START_BLOCK = 1 << TEXT_BITS
HEADING_BLOCK = START_BLOCK + (1 << START_BITS)
CUE_BLOCK = HEADING_BLOCK + (1 << HEADING_BITS)

_LABEL = re.compile(
    r"^\s*(?:第[〇零一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?|[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+、|\d+[.．、])?\s*"
)


def _read() -> tuple[tuple[str, ...], ...]:
    table = files("pipeline.classify") / "data" / "function_cues.tsv"
    lines = table.read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")[1].split(" ")) for line in lines)


CUES = _read()
"""The families of cues of ``data/function_cues.tsv``; the order is that of the model's columns."""

WIDTH = CUE_BLOCK + len(CUES)


def clause_body(text: str) -> str:
    """The part of a clause that is read: without its label, cut at ``TEXT_LENGTH``."""
    return text[_LABEL.match(text).end() :][:TEXT_LENGTH]


def text_buckets(text: str) -> list[np.ndarray]:
    """The hashed n-grams of the part of a clause that is read."""
    return ngrams(clause_body(text), TEXT_SIZES, TEXT_BITS)


def features(text: str, path: Sequence[str], idf: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Columns and values of the linear model for a clause under the headings ``path``."""
    import numpy as np

    body = clause_body(text)
    one = np.ones(1 << START_BITS, dtype=np.float32)
    parts = [
        weighted(ngrams(body, TEXT_SIZES, TEXT_BITS), idf),
        weighted(ngrams("^" + body[:START], START_SIZES, START_BITS, START_SALT), one),
        weighted(ngrams(path[-1] if path else "", HEADING_SIZES, HEADING_BITS, HEADING_SALT), one),
    ]
    cues = np.array([sum([cue in body for cue in family]) for family in CUES], dtype=np.float32)
    seen = np.flatnonzero(cues)
    columns = [parts[0][0], parts[1][0] + START_BLOCK, parts[2][0] + HEADING_BLOCK, seen + CUE_BLOCK]
    values = [*(value for _, value in parts), 0.3 * np.sqrt(cues[seen])]
    return np.concatenate(columns).astype(np.intp), np.concatenate(values).astype(np.float32)


def function(
    clause: Clause, norms: Sequence[Norm] = (), quantities: Sequence[Quantity] = (), position: float | None = None
) -> Topic:
    """The most probable function of ``clause``, with its calibrated probability and the cues that spoke for it.

    ``norms``, ``quantities`` and ``position`` (0 the first clause, 1 the last) are what the pipeline knows besides; the
    shipped model decides by the text and the heading above it. A text without Chinese is ``other``.
    """
    if not any("\u4e00" <= char <= "\u9fff" for char in clause.text):
        return Topic(Function.OTHER.value, 1.0)
    model = load("functions")
    columns, values = features(clause.text, clause.path, model["idf"])
    weights = model["weights"][columns]
    probabilities = softmax((values @ weights + model["intercept"]) / model["temperature"])
    best = int(probabilities.argmax())
    return Topic(
        str(model["classes"][best]), float(probabilities[best]), _evidence(clause.text, model["weights"][CUE_BLOCK:, best])
    )


def _evidence(text: str, weights: np.ndarray, most: int = 4) -> tuple[str, ...]:
    """The cues of the clause whose families speak for the class, the heaviest first."""
    body = clause_body(text)
    found = [
        (float(weight), cue) for weight, family in zip(weights, CUES, strict=True) if weight > 0 for cue in family if cue in body
    ]
    return tuple(cue for _, cue in sorted(found, reverse=True)[:most])
