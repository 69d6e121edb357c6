"""Words and their parts of speech: the one place that imports jieba or rjieba.

rjieba (jieba's dictionary and hidden Markov model in Rust) gives the same tokens some twenty times faster; jieba is the
reference and the fallback. Importing this module is cheap; the dictionary loads at the first call.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache


@cache
def _engine():
    try:
        import rjieba

        return rjieba.cut, rjieba.tag
    except ImportError:
        import logging

        import jieba
        import jieba.posseg

        jieba.setLogLevel(logging.WARNING)
        return jieba.lcut, lambda text: [(t.word, t.flag) for t in jieba.posseg.cut(text)]


def cut(text: str) -> list[str]:
    """The words of ``text``, in order; joined they are ``text``."""
    return _engine()[0](text)


def tagged(text: str) -> list[tuple[str, str]]:
    """The words of ``text`` with jieba's part-of-speech flags (``n`` ``v`` ``nt`` …)."""
    return _engine()[1](text)


def boundaries(text: str) -> set[int]:
    """The offsets at which a word begins or ends."""
    out, at = {0}, 0
    for word in cut(text):
        at += len(word)
        out.add(at)
    return out


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Words with their half-open offsets."""
    at = 0
    for word in cut(text):
        yield at, at + len(word), word
        at += len(word)
