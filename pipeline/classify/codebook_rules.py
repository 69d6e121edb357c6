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
    sentences = SENTENCE.findall(text)
    fields = {"text": sentences, "title": [title], "genre": [genre]}
    found = [
        Coding(each.code, 1 - 0.5 ** len(hits), tuple(hits)) for each in book.rules if (hits := _hits(each, fields[each.field]))
    ]
    return sorted(found, key=lambda coding: -coding.score)


def _hits(each: Code, sentences: list[str]) -> dict[str, None]:
    """The terms of the code that stand in a sentence without an excluded one, each once, as written."""
    out: dict[str, None] = {}
    for sentence in sentences:
        if any(all(word in sentence for word in term) for term in each.exclude):
            continue
        for term in each.include:
            if _fits(each, term, sentence):
                out["+".join(term)] = None
    return out


def _fits(each: Code, term: tuple[str, ...], sentence: str) -> bool:
    if each.field == "genre":
        return sentence in term
    return all(word in sentence for word in term)


def children(book: Codebook) -> Iterator[Code]:
    """The codes that have no code under them: those that texts are given."""
    parents = {each.parent for each in book.codes}
    return (each for each in book.codes if each.code not in parents)
