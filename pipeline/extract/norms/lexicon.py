"""The words of task setting, read from ``data/``: verbs (加强, 推进) and what may stand in front of them (进一步, 积极)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from pipeline.extract.wordlists import words


def alternation(entries: Iterable[str], forms: Mapping[str, str] = MappingProxyType({})) -> str:
    """A pattern of the words, the longest first, in groups by their first character, of which a search tries only one.

    ``forms`` holds the patterns of words with a context; each begins with its word's first character.

    >>> alternation(["可", "可以", "应"])
    '可(?:以|)|应(?:)'
    """
    groups: dict[str, list[str]] = {}
    for word in sorted(entries, key=len, reverse=True):
        groups.setdefault(word[0], []).append(forms.get(word, word)[1:])
    return "|".join(f"{first}(?:{'|'.join(group)})" for first, group in groups.items())


class Lexicon:
    """Words found at a place of a text, the longest first.

    >>> Lexicon(frozenset({"建立", "建立健全"})).at("建立健全制度", 0)
    4
    """

    def __init__(self, entries: frozenset[str]) -> None:
        self.entries = entries
        lengths: dict[str, set[int]] = {}
        for word in entries:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {first: sorted(sizes, reverse=True) for first, sizes in lengths.items()}

    def at(self, text: str, start: int) -> int:
        """Where the longest word that begins at ``start`` ends, or -1."""
        for size in self._lengths.get(text[start : start + 1], ()):
            if text[start : start + size] in self.entries:
                return start + size
        return -1


class Endings:
    """Words that a stretch of text may end in.

    >>> Endings({"部门", "机关"}).end("主管部门", 0, 4), Endings({"机关"}).end("主管部门", 0, 4)
    (2, 0)
    """

    def __init__(self, entries: Iterable[str]) -> None:
        self.entries = tuple(entries)
        by_last: dict[str, list[str]] = {}
        for word in self.entries:
            by_last.setdefault(word[-1], []).append(word)
        self._by_last = {last: tuple(sorted(group, key=len, reverse=True)) for last, group in by_last.items()}

    def closes(self, text: str, start: int, end: int) -> bool:
        """Whether ``text[start:end]`` ends in one of the words."""
        if end <= start:
            return False
        group = self._by_last.get(text[end - 1])
        return group is not None and text.endswith(group, start, end)

    def end(self, text: str, start: int, end: int) -> int:
        """The length of the longest word that ``text[start:end]`` ends in, or 0."""
        if end <= start:
            return 0
        group = self._by_last.get(text[end - 1])
        if group is None or not text.endswith(group, start, end):
            return 0
        return next(len(word) for word in group if text.endswith(word, start, end))


@cache
def task_verbs() -> Lexicon:
    return Lexicon(words("task_verbs"))


@cache
def task_adverbs() -> Lexicon:
    return Lexicon(words("task_adverbs"))


@cache
def act_verbs() -> Lexicon:
    return Lexicon(words("act_verbs"))


@cache
def nominal_verbs() -> frozenset[str]:
    return words("nominal_verbs")


@cache
def programme_verbs() -> frozenset[str]:
    return words("programme_verbs")
