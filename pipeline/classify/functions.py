"""The function of a clause: what it does in the text that holds it (GUIDE section 5, :class:`pipeline.model.Function`).

A linear model over hashed n-grams of the clause and of its first words and over the shape of the clause
(:mod:`pipeline.classify.shapes`), trained by ``scripts/train_functions.py``. It works from the text alone; norms,
quantities and the heading above help.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from pipeline.classify.arrays import load
from pipeline.classify.features import ngrams, softmax
from pipeline.classify.shapes import shape
from pipeline.model import Clause, Function, Norm, Quantity, Topic

if TYPE_CHECKING:
    import numpy as np

TEXT_LENGTH = 400  # characters read of a clause
START = 14  # its first words
TEXT_BITS, TEXT_SIZES = 15, (1, 2, 3)
START_BITS, START_SIZES, START_SALT = 13, (2, 3, 4), 1
START_BLOCK = 1 << TEXT_BITS
WIDTH = START_BLOCK + (1 << START_BITS)
START_WEIGHT = 0.7

_FULL_WIDTH = ((",", "，"), (";", "；"), (":", "："), ("(", "（"), (")", "）"))

_LABEL = re.compile(
    r"\s*(?:第[〇零一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?|[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+、|\d+[.．、])?\s*"
)


def split_label(text: str) -> tuple[str, str]:
    """The label of a clause as written (``第三条``, ``（一）``, may be empty), and the part of its text that is read.

    Half-width punctuation is read as full-width, so that a text typed with either gets the same answer; offsets stay.

    >>> split_label("第三条 水源,应当保护")
    ('第三条 ', '水源，应当保护')
    """
    end = _LABEL.match(text).end()
    body = text[end : end + TEXT_LENGTH]
    for half, full in _FULL_WIDTH:
        body = body.replace(half, full)
    return text[:end], body


def zones(body: str) -> tuple[np.ndarray, np.ndarray]:
    """The rows of the model for every n-gram of the clause, and for those of its first words."""
    import numpy as np

    return (
        np.concatenate(ngrams(body, TEXT_SIZES, TEXT_BITS)),
        np.concatenate(ngrams("^" + body[:START], START_SIZES, START_BITS, START_SALT)) + START_BLOCK,
    )


@cache
def _model() -> dict[str, np.ndarray]:
    """The model with its table in single precision: half precision is for the file, numpy adds it three times slower."""
    import numpy as np

    stored = dict(load("functions"))
    return stored | {"weights": stored["weights"].astype(np.float32)}


def function(
    clause: Clause, norms: Sequence[Norm] = (), quantities: Sequence[Quantity] = (), position: float | None = None
) -> Topic:
    """The most probable function of ``clause``, with its calibrated probability and the words that spoke for it.

    ``norms`` and ``quantities`` are the facts of the clause where they are known; the heading above is the last of
    ``clause.path``. ``position`` (0 the first clause of its document, 1 the last) is not used by the present model. A text
    without Chinese is ``other``.
    """
    import numpy as np

    text = clause.text
    if not any("\u4e00" <= char <= "\u9fff" for char in text):
        return Topic(Function.OTHER.value, 1.0)
    model = _model()
    label, body = split_label(text)
    rows, first = zones(body)
    parts = model["weights"].take(rows, axis=0)
    scores = parts.sum(axis=0) / len(rows) ** 0.5 + model["intercept"]
    scores += START_WEIGHT * model["weights"].take(first, axis=0).sum(axis=0) / max(len(first), 1) ** 0.5
    scores += np.array(shape(label, body, norms, quantities, clause.path), dtype=np.float32) @ model["shape_weights"]
    probabilities = softmax(scores / model["temperature"])
    best = int(probabilities.argmax())
    return Topic(str(model["classes"][best]), float(probabilities[best]), _evidence(body, parts[-len(body) + 2 :, best]))


def _evidence(body: str, trigrams: np.ndarray, most: int = 3) -> tuple[str, ...]:
    """The trigrams of the clause that speak most for its class, heaviest first, none overlapping another."""
    words: dict[str, int] = {}
    for at in trigrams.argsort()[::-1][: 3 * most]:
        if trigrams[at] > 0 and len(words) < most and all(abs(at - other) > 2 for other in words.values()):
            words.setdefault(body[at : at + 3], int(at))
    return tuple(words)
