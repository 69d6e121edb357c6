"""Overlapping character bigrams: the one text form that makes SQLite's full-text search exact for Chinese.

Each run of Han characters gives its overlapping bigrams and its last character alone, so that a phrase of bigrams is a
substring and a single character is a prefix. Runs of Latin letters and digits (with ``.`` and ``%`` inside) are one term.
"""

from __future__ import annotations

import re
import unicodedata

from pipeline.chinese.characters import HAN

RUN = re.compile(rf"[{HAN}]+|[a-z0-9.%]+")


def fold(text: str) -> str:
    """Full width to half width, lower case: the form both sides of a match are compared in. Never stored."""
    return unicodedata.normalize("NFKC", text).lower()


def terms(text: str) -> list[str]:
    """The index terms of a text, in order.

    >>> terms("养老服务50%")
    ['养老', '老服', '服务', '务', '50%']
    """
    out: list[str] = []
    for run in RUN.findall(fold(text)):
        if run[0].isascii():
            out.append(run)
        else:
            out.extend(map("".join, zip(run, run[1:])))
            out.append(run[-1])
    return out
