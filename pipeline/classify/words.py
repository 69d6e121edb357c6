"""Subject words: about 1,300 words that by themselves name a class and subclass of the State Council library.

``data/theme_words.tsv`` has one line a subclass: class, subclass, words separated by blanks. A longer word wins over the
shorter one inside it or across it (道路交通安全 is police business, 道路 and 交通 are not).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Hit(NamedTuple):
    """A subject word found in a text: its offset, the word, its class and subclass (empty where the class has none)."""

    start: int
    word: str
    theme: str
    sub: str


@cache
def subject_words() -> Mapping[str, tuple[str, str]]:
    """Each word with its class and subclass."""
    table = files("pipeline.classify") / "data" / "theme_words.tsv"
    out: dict[str, tuple[str, str]] = {}
    for line in table.read_text(encoding="utf-8").splitlines():
        theme, sub, words = line.split("\t")
        out.update(dict.fromkeys(words.split(" "), (theme, sub)))
    return out


@cache
def _lengths() -> tuple[int, ...]:
    return tuple(sorted({len(word) for word in subject_words()}, reverse=True))


def subject_hits(text: str) -> list[Hit]:
    """The subject words of ``text`` in order, none overlapping another, longer ones first choice.

    >>> [(h.word, h.theme) for h in subject_hits("云山市政务服务条例")]
    [('政务服务', '综合政务')]
    """
    table = subject_words()
    free = bytearray(len(text))  # 0 = not yet part of a word
    out = []
    for length in _lengths():
        for start in range(len(text) - length + 1):
            word = text[start : start + length]
            if word in table and not any(free[start : start + length]):
                free[start : start + length] = b"\1" * length
                out.append(Hit(start, word, *table[word]))
    return sorted(out)
