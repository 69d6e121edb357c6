"""Which of many words stand where in many texts: one pass of numpy over the texts joined, whatever the number of words.

The words of one length fall into a table by their hash; the hash of the characters at every place of the text is looked up in
it. The 32-bit hash is compared besides, never the bucket alone, so a wrong hit is one in some hundred million places.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from pipeline.classify.features import FOLD, SPREAD

if TYPE_CHECKING:
    import numpy as np

BITS = 16


class _Table(NamedTuple):
    """Words of one length: by bucket the number of a word (0 = none, else one more), and the hash of each word."""

    slots: np.ndarray
    hashes: np.ndarray
    words: np.ndarray  # number among all words


class Lookup:
    """Finds the words of groups; ``groups`` are the words of each. A word may stand in several groups."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        import numpy as np

        of: dict[str, list[int]] = {}
        for number, words in enumerate(groups):
            for word in dict.fromkeys(words):
                of.setdefault(word, []).append(number)
        words = sorted(of, key=lambda word: (len(word), word))
        self._count = np.array([len(of[word]) for word in words])  # groups of each word
        self._first = np.cumsum(self._count) - self._count
        self._groups = np.array([number for word in words for number in of[word]])
        self._tables: list[tuple[int, _Table]] = []
        for size in sorted({len(word) for word in words}):
            waiting = [(number, word) for number, word in enumerate(words) if len(word) == size]
            while waiting:  # words whose bucket is taken go to a further table of the same length
                table, waiting = _fill(waiting)
                self._tables.append((size, table))

    def find(self, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Where every word in a text begins and ends and its group, in order of the beginnings; a text is its code points (``uint32``).

        A word of several groups is there once for each.
        """
        import numpy as np

        starts, ends, found = [], [], []
        rolling, size = codes, 1
        for length, table in self._tables:
            while size < length:
                rolling = rolling[:-1] * np.uint32(FOLD) ^ codes[size:]
                size += 1
            slot = table.slots.take(rolling * np.uint32(SPREAD) >> np.uint32(32 - BITS))
            at = np.flatnonzero(slot)
            word = slot[at] - 1
            right = table.hashes[word] == rolling[at]
            at = at[right]
            starts.append(at)
            ends.append(at + length)
            found.append(table.words[word[right]])
        start, end, word = np.concatenate(starts), np.concatenate(ends), np.concatenate(found)
        times = self._count[word]
        group = self._groups[np.repeat(self._first[word] - (np.cumsum(times) - times), times) + np.arange(times.sum())]
        start, end = np.repeat(start, times), np.repeat(end, times)
        order = np.argsort(start, kind="stable")
        return start[order], end[order], group[order]


def _fill(waiting: list[tuple[int, str]]) -> tuple[_Table, list[tuple[int, str]]]:
    """A table of the words of one length, and those that found no room in it."""
    import numpy as np

    slots = np.zeros(1 << BITS, dtype=np.int16)
    hashes, numbers, left = [], [], []
    for number, word in waiting:
        hashed = word_hash(word)
        bucket = (hashed * SPREAD & 0xFFFFFFFF) >> (32 - BITS)
        if slots[bucket]:
            left.append((number, word))
            continue
        hashes.append(hashed)
        numbers.append(number)
        slots[bucket] = len(hashes)
    return _Table(slots, np.array(hashes, dtype=np.uint32), np.array(numbers)), left


def word_hash(word: str) -> int:
    """The hash that rolls over the characters of a word."""
    hashed = ord(word[0])
    for char in word[1:]:
        hashed = (hashed * FOLD & 0xFFFFFFFF) ^ ord(char)
    return hashed
