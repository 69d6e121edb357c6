"""Character-bigram TF-IDF over the clauses that are compared with each other.

The inverse document frequency comes from the compared documents alone, because what tells two provisions of a subject
apart is rare among *them* (养老 says nothing between two regulations on elderly care).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from pipeline.chinese.bigrams import fold

_PUNCTUATION = re.compile(r"[^\u3400-\u9fffa-z0-9]+")
_MARKER = re.compile(
    r"^\s*第[〇零一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?\s*|^\s*[（(][一二三四五六七八九十]+[）)]", re.M
)


def bigrams(text: str) -> Counter[str]:
    """Counts of the overlapping character pairs of ``text``, its own markers and all punctuation left out."""
    text = fold(_MARKER.sub("", text))
    counts: Counter[str] = Counter()
    for run in _PUNCTUATION.split(text):
        counts.update(map("".join, zip(run, run[1:], strict=False)))
    return counts


def vectors(texts: Sequence[str]):
    """L2-normalised TF-IDF rows (``numpy`` array, one row a text): ``a @ b`` is the cosine of two texts.

    Term weights are ``1 + log(count)``; the document frequency is smoothed by one.
    """
    import numpy as np

    counts = [bigrams(text) for text in texts]
    frequency = Counter(term for c in counts for term in c)
    columns = {term: k for k, term in enumerate(sorted(frequency))}
    idf = {term: math.log((1 + len(texts)) / (1 + n)) + 1 for term, n in frequency.items()}
    matrix = np.zeros((len(texts), len(columns)), dtype=np.float32)
    for row, c in zip(matrix, counts, strict=True):
        for term, n in c.items():
            row[columns[term]] = (1 + math.log(n)) * idf[term]
        length = float(np.linalg.norm(row))
        if length:
            row /= length
    return matrix
