"""Codes by rules: a code is given where one of its terms stands in a sentence that holds none of the terms it excludes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.classify.codebook import Code, Codebook

SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")


class Coding(NamedTuple):
    """A code given to a text: how sure (hits of rules as 1 − 1/2ⁿ, probability of a model), and the words that spoke for it."""

    code: str
    score: float
    evidence: tuple[str, ...]


def code(book: Codebook, text: str, title: str = "", genre: str = "") -> list[Coding]:
    """The codes of a clause by the rules of ``book``, surest first; several may fit, or none.

    >>> from pipeline.classify.codebook import load
    >>> [(c.code, c.evidence) for c in code(load("policy_instruments"), "对符合条件的养老机构减征企业所得税。")]
    [('E3', ('减征', '所得税'))]
    """
    found = []
    for each in book.rules:
        if each.field == "genre":
            hits = [genre for term in each.include if term == (genre,)]
        else:
            hits = _hits(each, text if each.field == "text" else title)
        if hits:
            found.append(Coding(each.code, 1 - 0.5 ** len(hits), tuple(hits)))
    return sorted(found, key=lambda coding: -coding.score)


def _hits(each: Code, text: str) -> list[str]:
    """The terms of the code that stand in a sentence without an excluded one, each once, as written."""
    terms = [term for term in each.include if all(word in text for word in term)]  # few: most texts end here
    if not terms:
        return []
    sentences = [s for s in SENTENCE.findall(text) if not any(all(word in s for word in term) for term in each.exclude)]
    return ["+".join(term) for term in terms if any(all(word in s for word in term) for s in sentences)]


def children(book: Codebook) -> Iterator[Code]:
    """The codes that have no code under them: those that texts are given."""
    parents = {each.parent for each in book.codes}
    return (each for each in book.codes if each.code not in parents)
