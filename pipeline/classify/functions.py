"""The function of a clause: what it does in the text that holds it (GUIDE section 5, :class:`pipeline.model.Function`).

A linear model over hashed n-grams of the clause and of its first words and over the shape of the clause
(:mod:`pipeline.classify.shapes`), trained by ``scripts/train_functions.py``. It works from the text alone; norms,
quantities and the heading above help. All clauses of a document are judged at once: one pass over their joined text costs
far less than a small one for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pipeline.classify.arrays import load
from pipeline.classify.features import Joined, grams, join
from pipeline.classify.shapes import SIGNS, WORDS, known, words
from pipeline.model import Clause, Function, Norm, Quantity, Topic

if TYPE_CHECKING:
    import numpy as np

TEXT_LENGTH = 300  # characters read of a clause
START = 16  # its first words
TEXT_BITS, TEXT_SIZES = 16, (2, 3)
START_BITS, START_SIZES, START_SALT = 13, (2, 3, 4), 1
START_BLOCK = 1 << TEXT_BITS
WIDTH = START_BLOCK + (1 << START_BITS)  # one row more, of zeros, stands for n-grams across the end of a text
START_WEIGHT = 0.7
BATCH = 20_000  # characters whose words are looked for in one go
ROOM = 3_000  # characters whose n-grams are weighed in one go: their rows of the model fit the cache

_FULL_WIDTH = ((",", "，"), (";", "；"), (":", "："), ("(", "（"), (")", "）"))
_CHINESE = re.compile("[\u4e00-\u9fff]")
_LABEL = re.compile(
    r"\s*(?:第[〇零一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?|[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+、|\d+[.．、])?\s*"
)


def split_label(text: str) -> tuple[str, str]:
    """The label of a clause as written (``第三条``, ``（一）``, may be empty), and the part of its text that is read.

    >>> split_label("第三条 水源,应当保护")
    ('第三条 ', '水源,应当保护')
    """
    end = _LABEL.match(text).end()
    return text[:end], text[end : end + TEXT_LENGTH]


def joined(bodies: Sequence[str]) -> Joined:
    """Texts as they are read: half-width punctuation as full-width, so that a text typed with either gets the same answer."""
    return join(bodies, _FULL_WIDTH)


class Zones(NamedTuple):
    """The rows of the model that the n-grams of some texts stand for."""

    text: np.ndarray  # character of the joined texts × size of n-gram
    first: np.ndarray  # text × n-gram of its first words


def zones(texts: Joined) -> Zones:
    """The rows of the model for every n-gram of the texts, and for those of their first words; no text may be empty."""
    import numpy as np

    codes, lengths, starts = texts
    left = np.repeat(starts + lengths, lengths) - np.arange(len(codes))
    text = grams(codes, left, TEXT_SIZES, TEXT_BITS, WIDTH)
    first = np.full((len(lengths), START + 1), ord("^"), dtype=np.uint32)  # a mark of the beginning, the first words
    place = np.arange(START)
    inside = place < lengths[:, None]
    first[:, 1:][inside] = codes[(starts[:, None] + place)[inside]]
    left = np.minimum(lengths, START)[:, None] + 1 - np.arange(START + 1)
    rows = grams(first.ravel(), left.ravel(), START_SIZES, START_BITS, WIDTH - START_BLOCK, START_SALT) + START_BLOCK
    return Zones(text, rows.reshape(len(lengths), -1))


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
        shapes.append(known(label, its_norms, its_quantities, clause.path))
        size += len(body)
        if size > BATCH:
            _judge(batch, bodies, shapes, room, out)
            batch, bodies, shapes, size = [], [], [], 0
    if batch:
        _judge(batch, bodies, shapes, room, out)
    return out


def _room(size: int) -> np.ndarray:
    """Room for the rows of the model that n-grams stand for, to be used by one part after the other: making it anew costs
    more than filling it."""
    import numpy as np

    return np.empty((min(size, max(ROOM, TEXT_LENGTH)) * len(TEXT_SIZES), _model().weights.shape[1]), dtype=np.float32)


def _judge(batch: list[int], bodies: list[str], shapes: list[list[int]], room: np.ndarray, out: list[Topic]) -> None:
    """Put the topics of the clauses of a batch in their places."""
    import numpy as np

    model = _model()
    texts = joined(bodies)
    _, lengths, starts = texts
    rows = zones(texts)
    present = np.zeros((len(bodies), len(SIGNS)), dtype=np.float32)
    present[:, : len(WORDS)] = words(texts)
    belongs = np.repeat(np.arange(len(shapes)), [len(columns) for columns in shapes])
    present[belongs, np.array([sign for signs in shapes for sign in signs], dtype=np.intp)] = 1  # none at all is an answer too
    scores = present @ model.shape_weights + model.intercept
    first = np.sqrt(np.maximum(_ngrams(np.minimum(lengths, START) + 1, START_SIZES), 1))
    scores += START_WEIGHT * model.weights.take(rows.first, axis=0).sum(axis=1) / first[:, None]
    text = np.sqrt(np.maximum(_ngrams(lengths, TEXT_SIZES), 1))
    trigrams = np.empty(len(rows.text), dtype=np.float32)  # the weight of each for the class of its clause
    best = np.empty(len(bodies), dtype=np.intp)
    probability = np.empty(len(bodies), dtype=np.float32)
    for part in _parts(starts, lengths):
        begin, end = starts[part.start], starts[part.stop - 1] + lengths[part.stop - 1]
        seen = rows.text[begin:end].ravel()
        per_row = model.weights.take(seen, axis=0, out=room[: len(seen)], mode="clip")
        added = np.add.reduceat(per_row, (starts[part] - begin) * len(TEXT_SIZES), axis=0)
        scored = (scores[part] + added / text[part, None]) / model.temperature
        grown = np.exp(scored - scored.max(axis=1, keepdims=True))
        best[part] = grown.argmax(axis=1)
        probability[part] = grown.max(axis=1) / grown.sum(axis=1)
        last = per_row[len(TEXT_SIZES) - 1 :: len(TEXT_SIZES)]
        trigrams[begin:end] = last[np.arange(end - begin), np.repeat(best[part], lengths[part])]
    evidence = _evidence(bodies, trigrams, starts, lengths)
    for at, name, sure, spoke in zip(batch, best.tolist(), probability.tolist(), evidence, strict=True):
        out[at] = Topic(model.classes[name], sure, spoke)


def _ngrams(lengths: np.ndarray, sizes: tuple[int, ...]) -> np.ndarray:
    """How many n-grams of these sizes texts of these lengths have."""
    import numpy as np

    return np.maximum(lengths[:, None] + 1 - np.array(sizes), 0).sum(axis=1)


def _parts(starts: np.ndarray, lengths: np.ndarray) -> Iterator[slice]:
    """Runs of clauses of no more than ``ROOM`` characters (a single one may have more)."""
    begin = 0
    for end in range(1, len(starts) + 1):
        if end == len(starts) or starts[end] + lengths[end] - starts[begin] > ROOM:
            yield slice(begin, end)
            begin = end


def _evidence(
    bodies: Sequence[str], weight: np.ndarray, starts: np.ndarray, lengths: np.ndarray, most: int = 3
) -> list[tuple[str, ...]]:
    """For each clause the trigrams that speak most for its class, heaviest first, none overlapping another. ``weight`` is used up."""
    import numpy as np

    words: list[list[str]] = [[] for _ in bodies]
    clause = np.arange(len(bodies))
    for _ in range(most):
        top = np.maximum.reduceat(weight, starts)
        heaviest = np.flatnonzero(weight == np.repeat(top, lengths))
        at = heaviest[np.searchsorted(heaviest, starts)]  # the first of each clause
        for number in clause[top > 0].tolist():
            begin = int(at[number] - starts[number])
            words[number].append(bodies[number][begin : begin + 3])
        near = at[:, None] + np.arange(-2, 3)
        inside = (near >= starts[:, None]) & (near < (starts + lengths)[:, None])
        weight[near[inside]] = 0
    return [tuple(dict.fromkeys(spoke)) for spoke in words]
