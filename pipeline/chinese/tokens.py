"""Words: the one place that imports jieba or rjieba.

rjieba (jieba's dictionary and hidden Markov model in Rust) gives the same tokens some twenty times faster; jieba is the
reference and the fallback. Importing this module is cheap; the dictionary loads at the first call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache


@cache
def _engine() -> Callable[[str], list[str]]:
    try:
        import rjieba
    except ImportError:
        return reference()
    return rjieba.cut


def reference() -> Callable[[str], list[str]]:
    """jieba itself, silent: what rjieba must equal."""
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    return jieba.lcut


def cut(text: str) -> list[str]:
    """The words of ``text``, in order; joined they are ``text``."""
    return _engine()(text)


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Words with their half-open offsets."""
    at = 0
    for word in cut(text):
        yield at, at + len(word), word
        at += len(word)
