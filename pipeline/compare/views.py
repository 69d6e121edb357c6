"""What is compared of a document's passages, each as counts of character n-grams: its *views*.

Whole text by pairs and by triples, sentences, heading with first words, acts, bodies, breaches. Terms are numbered over all the
documents of one comparison, so that two documents are compared by plain array operations.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.chinese.bigrams import fold
from pipeline.compare.breaches import breaches, is_penal, penalty_kind
from pipeline.compare.texts import Passage
from pipeline.model import Modality

if TYPE_CHECKING:
    import numpy as np

_PUNCTUATION = re.compile(r"[^\u3400-\u9fffa-z0-9]+")
_ITEM = re.compile(r"[（(][一二三四五六七八九十]+[)）]")
_SENTENCE = re.compile("[。；\n]")
FIRST = 40
"""Characters of the first words."""


class Terms:
    """Numbers for terms, given as they come."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def count(self, text: str, size: int) -> dict[int, int]:
        """How often each n-gram of ``size`` characters stands in ``text``; none reaches over punctuation."""
        counts: Counter[str] = Counter()
        for run in _PUNCTUATION.split(fold(_ITEM.sub("", text))):
            counts.update([run[k : k + size] for k in range(len(run) - size + 1)])
        numbers = self._numbers
        return {numbers.setdefault(term, len(numbers)): n for term, n in counts.items()}


@dataclass(slots=True)
class Grams:
    """Texts as sparse rows: ``rows`` and ``terms`` run parallel to ``values`` (1 + log of the count); ``owner``: the passage of each text."""

    rows: np.ndarray
    terms: np.ndarray
    values: np.ndarray
    owner: np.ndarray

    @property
    def size(self) -> int:
        return len(self.owner)


@dataclass(slots=True)
class Views:
    """All views of the passages of one document (or of all documents of a column)."""

    passages: Sequence[Passage]
    pairs: Grams
    triples: Grams
    sentences: Grams
    heads: Grams
    acts: Grams
    act: Grams  # each act for itself
    bodies: Grams
    breaches: Grams
    penal: np.ndarray  # whether each passage is about sanctions
    penalty: np.ndarray  # and of which kind
    function: np.ndarray
    at: np.ndarray
    length: np.ndarray
    modalities: np.ndarray  # passage × modality, shares
    laws: list[frozenset[str]]
    values: list[frozenset[tuple]]


MODALITIES = tuple(Modality)


def views(passages: Sequence[Passage], terms: Terms) -> Views:
    """The views of ``passages``; ``terms`` is shared by all that are compared with each other."""
    import numpy as np

    bodies = ["\n".join((p.clause.text.partition(p.clause.label)[2] or p.clause.text,)) for p in passages]
    by_article = {(p.document.id, p.clause.number, p.clause.part): p for p in passages}
    broken = [breaches(p, by_article) if is_penal(p) else [] for p in passages]
    shares = np.array([[sum(n.modality == m for n in p.facts.norms) for m in MODALITIES] for p in passages], dtype=np.float32)
    shares = shares.reshape(len(passages), len(MODALITIES))
    return Views(
        passages,
        grams([[t] for t in bodies], terms, 2),
        grams([[t] for t in bodies], terms, 3),
        grams([[s for s in _SENTENCE.split(t) if len(s.strip()) > 3] or [t] for t in bodies], terms, 2),
        grams([[f"{p.heading}，{p.body[:FIRST]}"] for p in passages], terms, 2),
        grams([["，".join(s.text for n in p.facts.norms for s in n.action)] for p in passages], terms, 2),
        grams([["".join(s.text for s in n.action) for n in p.facts.norms if n.action] or [p.body] for p in passages], terms, 2),
        grams(
            [["，".join(dict.fromkeys("".join(s.text.split()) for n in p.facts.norms for s in n.actor))] for p in passages],
            terms,
            2,
        ),
        grams(broken, terms, 2),
        np.array([bool(b) for b in broken], dtype=bool),
        np.array([penalty_kind(p) if b else "" for p, b in zip(passages, broken, strict=True)], dtype="U8"),
        np.array([p.function for p in passages], dtype="U16"),
        np.array([p.at for p in passages], dtype=np.float32),
        np.log(np.array([max(1, len(p.clause.text)) for p in passages], dtype=np.float32)),
        shares / np.maximum(np.linalg.norm(shares, axis=1, keepdims=True), 1e-9),
        [frozenset(e.title for e in p.facts.entities if getattr(e, "title", None)) for p in passages],
        [frozenset((q.low, q.high, q.unit) for q in p.facts.quantities) for p in passages],
    )


def grams(texts: Iterable[Sequence[str]], terms: Terms, size: int) -> Grams:
    """The n-grams of the texts of each passage (one or several, or none)."""
    import numpy as np

    rows, numbers, values, owner = [], [], [], []
    for k, some in enumerate(texts):
        for text in some:
            counts = terms.count(text, size)
            rows += [len(owner)] * len(counts)
            numbers += counts.keys()
            values += [1 + math.log(n) for n in counts.values()]
            owner.append(k)
    return Grams(
        np.array(rows, dtype=np.intp),
        np.array(numbers, dtype=np.intp),
        np.array(values, dtype=np.float32),
        np.array(owner, dtype=np.intp),
    )
