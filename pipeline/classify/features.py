"""Hashed character n-grams: the same features in training and in use, without a vocabulary to ship.

Every n-gram of a text falls into one of ``2**bits`` buckets. Chinese needs no word segmentation for topics: bigrams and
trigrams of characters carry the words, and numpy computes all of them at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np

FOLD = 0x01000193  # the prime of the FNV hash: folds one more character in
SPREAD = 0x9E3779B1  # 2**32 / golden ratio: spreads hashes over the buckets (Knuth, TAOCP 3, 6.4)


class Joined(NamedTuple):
    """Texts side by side, to be judged in one go."""

    codes: np.ndarray  # code points of all texts
    lengths: np.ndarray
    starts: np.ndarray  # where each text begins


def join(texts: Sequence[str], punctuation: Sequence[tuple[str, str]] = ()) -> Joined:
    """The texts joined, one character of ``punctuation`` read as another."""
    import numpy as np

    whole = "".join(texts)
    for one, other in punctuation:
        whole = whole.replace(one, other)
    lengths = np.array([len(text) for text in texts])
    return Joined(code_points(whole), lengths, np.cumsum(lengths) - lengths)


def code_points(text: str) -> np.ndarray:
    """The code points of a text, as numbers."""
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def ngrams(text: str, sizes: tuple[int, ...], bits: int, salt: int = 0) -> list[np.ndarray]:
    """For each size the bucket of the n-gram that begins at each character (see :func:`hashed`)."""
    return hashed(code_points(text), sizes, bits, salt)


def hashed(codes: np.ndarray, sizes: tuple[int, ...], bits: int, salt: int = 0) -> list[np.ndarray]:
    """For each size the bucket of the n-gram that begins at each code point.

    ``salt`` gives a zone of a text (its title, its first words) buckets of its own kind. The array of size ``n`` has
    ``len(codes) - n + 1`` entries; a text shorter than ``n`` gives an empty one.
    """
    import numpy as np

    rolling = codes + np.uint32(salt * FOLD & 0xFFFFFFFF)
    out = []
    for size in range(1, max(sizes) + 1):
        if size > 1:
            rolling = rolling[:-1] * np.uint32(FOLD) ^ codes[size - 1 :]
        if size in sizes:
            out.append(rolling * np.uint32(SPREAD) >> np.uint32(32 - bits))
    return out


def grams(codes: np.ndarray, left: np.ndarray, sizes: tuple[int, ...], bits: int, none: int, salt: int = 0) -> np.ndarray:
    """The buckets of :func:`hashed` for texts that stand side by side: code point × size.

    ``left`` says how many characters of its own text begin with each; ``none`` stands where an n-gram would reach across the end.
    """
    import numpy as np

    out = np.full((len(codes), len(sizes)), none, dtype=np.int64)
    for column, (size, buckets) in enumerate(zip(sizes, hashed(codes, sizes, bits, salt), strict=True)):
        whole = left[: len(buckets)] >= size
        out[: len(buckets), column][whole] = buckets[whole]
    return out


def weighted(buckets: list[np.ndarray], idf: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Bucket numbers, each once, and their values: (1 + ln count) · idf, the whole of length 1."""
    import numpy as np

    index, count = np.unique(np.concatenate(buckets), return_counts=True)
    value = (1 + np.log(count)) * idf[index]
    norm = float(np.sqrt(value @ value))
    return index, value / norm if norm else value


def softmax(scores: np.ndarray) -> np.ndarray:
    import numpy as np

    grown = np.exp(scores - scores.max())
    return grown / grown.sum()
