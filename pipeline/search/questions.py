"""Questions: the words of a sentence that tell what it is about, and second thoughts on the best hits.

A question is cut with jieba only when it is asked: the index knows no dictionary. Its best hits are then ordered anew by
BM25 of characters and bigrams besides, with rarity counted among these hits themselves, for what all of them share tells
none apart. Weights were chosen on paraphrased questions and on lay questions about statutes (docs/search.md).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from pipeline.chinese.bigrams import RUN, terms
from pipeline.search.query import Word

MOST_WORDS = 100
"""A query of more words, operators or not, is a pasted text and read as a question."""
TELLING = 40
"""So many words of a question are looked for, the rarest first."""
COMMON = 0.1
"""Share of the clauses above which a word tells nothing of what a question is about."""

DEPTH = 100
"""How many of the best hits are looked at again."""

CHARACTERS, BIGRAMS, HEADING = 1.0, 1.0, 0.5
"""Weights beside the index's own BM25: of characters and bigrams in the text, of a bigram in the headings."""
STATUTE = 6.0
"""What a clause of a statute (法律) has ahead of one of an ordinance or a local rule: hundreds of these repeat the statute
that answers the question, and it stands above them (Legislation Law, articles 98–100)."""
_K1, _B = 1.2, 0.75


def telling(question: Iterable[str], count: Callable[[Word], int], clauses: int) -> list[Word]:
    """The words of a question, rarest first, that two characters or more make and that are in the corpus but not all over it.

    ``count`` gives the number of clauses, of all ``clauses``, that a word is in. When every word is common, all are given.
    """
    from pipeline.chinese.tokens import cut

    found = dict.fromkeys(w for piece in question for w in cut(piece) if len(w) > 1 and RUN.fullmatch(w))
    tried = sorted(found, key=len, reverse=True)[: 4 * TELLING]  # of a pasted page the longest words, mostly the rarest
    present = {word: n for word in map(Word, tried) if (n := count(word))}
    rare = {word: n for word, n in present.items() if n <= COMMON * clauses} or present
    return sorted(rare, key=rare.__getitem__)[:TELLING]


def rerank(query: str, candidates: Sequence[tuple[float, str, str, bool]]) -> list[float]:
    """New scores, higher is better, for candidates given as (score, headings, text, whether of a statute)."""
    wanted = set(terms(query))
    bigrams, characters = {t for t in wanted if len(t) == 2}, {t[0] for t in wanted}
    found = [terms(text) for _, _, text, _ in candidates]
    by_bigram = _bm25(bigrams, [Counter(t) for t in found])
    by_character = _bm25(characters, [Counter(t[0] for t in some) for some in found])
    return [
        score + BIGRAMS * b + CHARACTERS * c + HEADING * len(bigrams.intersection(terms(headings))) + STATUTE * statute
        for (score, headings, _, statute), b, c in zip(candidates, by_bigram, by_character, strict=True)
    ]


def _bm25(wanted: set[str], texts: list[Counter[str]]) -> list[float]:
    """BM25 (Robertson and Spärck Jones) of each text for the wanted terms, over this collection of texts."""
    lengths = [text.total() for text in texts]
    average = sum(lengths) / len(texts) or 1
    scores = [0.0] * len(texts)
    for term in wanted:
        holding = [n for n, text in enumerate(texts) if term in text]
        rarity = math.log(1 + (len(texts) - len(holding) + 0.5) / (len(holding) + 0.5))
        for n in holding:
            often = texts[n][term]
            scores[n] += rarity * often * (_K1 + 1) / (often + _K1 * (1 - _B + _B * lengths[n] / average))
    return scores
