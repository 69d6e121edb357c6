"""Finding many head nouns in a text at the cost of few: by the last two characters first.

A regex of some hundred alternatives tries them at every character. Here one pass looks for pairs of characters that can
end a head, and only there the heads are looked up, the longest first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator


def sizes_by_tail(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The lengths of the words with the same last two characters, the longest first.

    >>> sizes_by_tail(["政府", "人民政府", "部门"])
    {'政府': (4, 2), '部门': (2,)}
    """
    sizes: dict[str, set[int]] = {}
    for word in words:
        sizes.setdefault(word[-2:], set()).add(len(word))
    return {tail: tuple(sorted(lengths, reverse=True)) for tail, lengths in sizes.items()}


class Heads:
    """A set of words of two characters or more that end a phrase."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        self._sizes = sizes_by_tail(self.words)
        first, last = ("".join(sorted({end[i] for end in self._sizes})) for i in (0, 1))
        self._pattern = re.compile(f"[{first}](?=[{last}])")

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Every place where a word of the set ends, as ``(start, end, word)``, the longest word at each end, by end.

        >>> list(Heads(["政府", "人民政府", "部门"]).find("人民政府部门"))
        [(0, 4, '人民政府'), (4, 6, '部门')]
        """
        words, sizes_of = self.words, self._sizes.get
        for match in self._pattern.finditer(text):
            end = match.end() + 1
            for size in sizes_of(text[end - 2 : end], ()):
                word = text[end - size : end] if size <= end else ""
                if word in words:
                    yield end - size, end, word
                    break
