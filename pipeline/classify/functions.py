"""The function of a clause: what it does in the text that holds it (GUIDE section 5, :class:`pipeline.model.Function`).

A linear model over hashed n-grams of the clause and of its first words and over the shape of the clause
(:mod:`pipeline.classify.shapes`), trained by ``scripts/train_functions.py``. It works from the text alone; norms,
quantities and the heading above help. All clauses of a document are judged at once: one pass over their joined text costs
far less than a small one for each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pipeline.classify.arrays import load
from pipeline.classify.features import grams
from pipeline.classify.shapes import shape
from pipeline.model import Clause, Function, Norm, Quantity, Topic

if TYPE_CHECKING:
    import numpy as np

TEXT_LENGTH = 300  # characters read of a clause
START = 14  # its first words
TEXT_BITS, TEXT_SIZES = 15, (1, 2, 3)
START_BITS, START_SIZES, START_SALT = 13, (2, 3, 4), 1
START_BLOCK = 1 << TEXT_BITS
WIDTH = START_BLOCK + (1 << START_BITS)  # one row more, of zeros, stands for n-grams across the end of a text
START_WEIGHT = 0.7
BATCH = 1_500  # characters judged in one go: their rows of the model fit the cache

_FULL_WIDTH = ((",", "，"), (";", "；"), (":", "："), ("(", "（"), (")", "）"))
_CHINESE = re.compile("[\u4e00-\u9fff]")
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


class Zones(NamedTuple):
    """The rows of the model that the n-grams of some texts stand for."""

    text: np.ndarray  # character of the joined texts × size of n-gram
    starts: np.ndarray  # where each text begins in them
    first: np.ndarray  # text × n-gram of its first words


def zones(bodies: Sequence[str]) -> Zones:
    """The rows of the model for every n-gram of the texts, and for those of their first words; no text may be empty."""
    import numpy as np

    lengths = np.array([len(body) for body in bodies])
    ends = np.cumsum(lengths)
    text = grams("".join(bodies), np.repeat(ends, lengths) - np.arange(ends[-1]), TEXT_SIZES, TEXT_BITS)
    heads = ["^" + body[:START] for body in bodies]
    left = np.array([len(head) for head in heads])[:, None] - np.arange(START + 1)
    first = grams("".join(head.ljust(START + 1) for head in heads), left.ravel(), START_SIZES, START_BITS, START_SALT)
    return Zones(
        np.where(text < 0, WIDTH, text), ends - lengths, np.where(first < 0, WIDTH, first + START_BLOCK).reshape(len(bodies), -1)
    )


class _Model(NamedTuple):
    """The trained arrays as they are used: in single precision, since numpy adds half precision three times slower."""

    weights: np.ndarray  # n-gram × class, and a row of zeros
    shape_weights: np.ndarray  # sign × class
    intercept: np.ndarray
    temperature: float
    classes: tuple[str, ...]


@cache
def _model() -> _Model:
    import numpy as np

    stored = load("functions")
    weights = np.vstack([stored["weights"], np.zeros_like(stored["weights"][:1])]).astype(np.float32)
    names = tuple(str(name) for name in stored["classes"])
    return _Model(weights, stored["shape_weights"], stored["intercept"], float(stored["temperature"]), names)


def function(clause: Clause, norms: Sequence[Norm] = (), quantities: Sequence[Quantity] = ()) -> Topic:
    """The function of one clause: :func:`functions` for a batch of one."""
    return functions([clause], [norms], [quantities])[0]


def functions(
    clauses: Sequence[Clause], norms: Sequence[Sequence[Norm]] = (), quantities: Sequence[Sequence[Quantity]] = ()
) -> list[Topic]:
    """The most probable function of each clause, with its calibrated probability and the words that spoke for it.

    ``norms`` and ``quantities``, where they are known, hold those of each clause; the heading above is the last of
    ``clause.path``. A text without Chinese is ``other``.
    """
    nothing = ((),) * len(clauses)
    out = [Topic(Function.OTHER.value, 1.0)] * len(clauses)
    room = _room(sum(min(len(clause.text), TEXT_LENGTH) for clause in clauses))
    batch, bodies, shapes, size = [], [], [], 0
    for i, (clause, its_norms, its_quantities) in enumerate(zip(clauses, norms or nothing, quantities or nothing, strict=True)):
        if not _CHINESE.search(clause.text):
            continue
        label, body = split_label(clause.text)
        body = body or label  # a label that stands alone is all there is to read
        batch.append(i)
        bodies.append(body)
        shapes.append(shape(label, body, its_norms, its_quantities, clause.path))
        size += len(body)
        if size > BATCH:
            _judge(batch, bodies, shapes, room, out)
            batch, bodies, shapes, size = [], [], [], 0
    if batch:
        _judge(batch, bodies, shapes, room, out)
    return out


def _room(size: int) -> np.ndarray:
    """Room for the rows of a batch, to be used by one after the other: making it anew costs more than filling it."""
    import numpy as np

    return np.empty((min(size, BATCH + TEXT_LENGTH) * len(TEXT_SIZES), len(_model().classes)), dtype=np.float32)


def _judge(batch: list[int], bodies: list[str], shapes: list[list[int]], room: np.ndarray, out: list[Topic]) -> None:
    """Put the topics of the clauses of a batch in their places."""
    import numpy as np

    model = _model()
    rows = zones(bodies)
    per_row = model.weights.take(rows.text.ravel(), axis=0, out=room[: rows.text.size], mode="clip")
    known = np.add.reduceat((rows.text < WIDTH).sum(axis=1), rows.starts)
    added = np.add.reduceat(per_row, rows.starts * len(TEXT_SIZES), axis=0)
    scores = added / np.sqrt(known)[:, None]
    known = np.maximum((rows.first < WIDTH).sum(axis=1), 1)
    scores += START_WEIGHT * model.weights.take(rows.first, axis=0).sum(axis=1) / np.sqrt(known)[:, None]
    signs = np.array([sign for signs in shapes for sign in signs], dtype=np.intp)  # none at all is an answer too
    belongs = np.repeat(np.arange(len(shapes)), [len(columns) for columns in shapes])
    present = np.zeros((len(shapes), len(model.shape_weights)), dtype=np.float32)
    present[belongs, signs] = 1
    scores += present @ model.shape_weights
    scores = (scores + model.intercept) / model.temperature
    grown = np.exp(scores - scores.max(axis=1, keepdims=True))
    probabilities = grown / grown.sum(axis=1, keepdims=True)
    best = probabilities.argmax(axis=1)
    lengths = [len(body) for body in bodies]
    trigrams = per_row[len(TEXT_SIZES) - 1 :: len(TEXT_SIZES)][np.arange(len(rows.text)), np.repeat(best, lengths)]
    for at, body, start, length, name, row in zip(batch, bodies, rows.starts, lengths, best, probabilities, strict=True):
        out[at] = Topic(model.classes[name], float(row[name]), _evidence(body, trigrams[start : start + length]))


def _evidence(body: str, weight: np.ndarray, most: int = 3) -> tuple[str, ...]:
    """The trigrams of the clause that speak most for its class, heaviest first, none overlapping another."""
    words = []
    for _ in range(most):
        at = int(weight.argmax())
        if weight[at] <= 0:
            break
        words.append(body[at : at + 3])
        weight[max(0, at - 2) : at + 3] = 0
    return tuple(dict.fromkeys(words))
