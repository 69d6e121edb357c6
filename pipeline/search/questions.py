"""Questions: the words of a sentence that tell what it is about, and second thoughts on the best hits.

A question is cut with jieba only when it is asked: the index knows no dictionary. The rarest of its telling words drive the
search; the best hits, statutes first, are then ordered anew by BM25 of characters and bigrams besides, with rarity counted
among these hits themselves, for what all of them share tells none apart. The few weights were chosen on paraphrased questions
and on lay questions about statutes (docs/search.md).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from pipeline.chinese.bigrams import RUN, fold, terms
from pipeline.search.query import Word
from pipeline.search.synonyms import Groups, spoken

MOST_WORDS = 100
"""A query of more words, operators or not, is a pasted text and read as a question."""
TELLING = 40
"""So many words of a question are looked for, the rarest first."""
COMMON, FEW = 0.05, 1_000
"""Share of the clauses above which a word tells nothing of what a question is about, if it is in more than so many."""
DRIVEN = 8_000
"""So many places of words are ranked: the rarest words have them first, commoner ones only help to order what those find."""
FEWEST = 3
"""Words that are ranked at least, however common."""

CONSIDERED = 1_000
"""How many of the best hits are looked at to prefer statutes."""
DEPTH = 200
"""How many of the best hits are looked at again, text and all."""

CHARACTERS, BIGRAMS, HEADING = 1.0, 1.0, 0.5
"""Weights beside the index's own BM25: of characters and bigrams in the text, of a bigram in the headings."""
STATUTE = 6.0
"""What a clause of a statute (法律) has ahead of one of an ordinance or a local rule when the best hits are chosen: hundreds of
these repeat the statute that answers the question, and it stands above them (Legislation Law, articles 98–100)."""
BY_WORDS, BY_BIGRAMS = 10.0, 8.0
"""What it has ahead among these when it is as near as the nearest, by its words and by its bigrams; less when it is not: a
local rule that alone says what is asked stays first."""
_K1, _B = 1.2, 0.75

ASKING = frozenset(
    """什么 怎么 怎样 怎么办 怎么样 怎么着 如何 为何 为什么 多少 多久 多长 多大 多高 几个 几天 几年 哪些 哪个 哪里 哪儿 哪种 哪类 何时
    何种 谁来 是否 是不是 有没有 能否 能不能 可否 可不可以 可以 应该 应当 需要 需不需要 会不会 要不要 该不该 请问 想问 咨询
    知道 我们 你们 他们 她们 咱们 自己 别人 人家 这样 这种 这个 那个 那么 这么 如果 要是 但是 因为 所以 而且 或者 还是 以及
    没有 不是 不能 不会 一个 一些 一下 之后 以后 之前 以前 的话 时候 情况 关于 对于 有关""".split()
)
"""Words of asking and telling, not of what is asked about. Rules hardly use them, so that they would seem to tell much."""


def telling(
    question: Sequence[str], count: Callable[[Word], int], clauses: int, synonyms: Groups | None = None
) -> dict[Word, int]:
    """The words of a question, and those that ``synonyms`` says for them, that two characters or more make and that are in the corpus
    but not all over it, rarest first, each with the number of clauses it is in.

    ``count`` gives that number, of all ``clauses``. When every word is common, all are given.
    """
    from pipeline.chinese.tokens import cut

    found = dict.fromkeys(w for piece in question for w in cut(piece) if len(w) > 1 and RUN.fullmatch(w))
    meant = dict.fromkeys(w for piece in question for others in spoken(piece, synonyms or {}).values() for w in others)
    subject = [*(word for word in found if word not in ASKING and word not in meant), *meant] or list(found)
    tried = sorted(subject, key=len, reverse=True)[: 4 * TELLING]  # of a pasted page the longest words, mostly the rarest
    present = {word: n for word in map(Word, tried) if (n := count(word))}
    rare = {word: n for word, n in present.items() if n <= max(COMMON * clauses, FEW)} or present
    return {word: rare[word] for word in sorted(rare, key=rare.__getitem__)[:TELLING]}


def driving(words: Mapping[Word, int]) -> list[Word]:
    """Of words and their numbers of clauses, rarest first, those that are looked for."""
    out, places = [], 0
    for word, n in words.items():
        places += n
        if places > DRIVEN and len(out) >= FEWEST:
            break
        out.append(word)
    return out


def rerank(query: str, candidates: Sequence[tuple[float, str, str, bool]]) -> list[float]:
    """New scores, higher is better, for candidates given as (score, headings, text, whether of a statute)."""
    wanted = set(terms(query))
    bigrams, characters = {t for t in wanted if len(t) == 2}, {t[0] for t in wanted}
    texts = [fold(text) for _, _, text, _ in candidates]
    above = [len(bigrams.intersection(terms(headings))) for _, headings, _, _ in candidates]
    by_bigram, by_character = _bm25(bigrams, texts), _bm25(characters, texts)
    most, nearest = max(score for score, _, _, _ in candidates) or 1, max(by_bigram) or 1
    return [
        score + BIGRAMS * b + CHARACTERS * c + HEADING * h + statute * (BY_WORDS * score / most + BY_BIGRAMS * b / nearest)
        for (score, _, _, statute), b, c, h in zip(candidates, by_bigram, by_character, above, strict=True)
    ]


def _bm25(wanted: set[str], texts: list[str]) -> list[float]:
    """BM25 (Robertson and Spärck Jones) of each text for the wanted terms, over this collection of texts."""
    average = sum(map(len, texts)) / len(texts) or 1
    lengths = [_K1 * (1 - _B + _B * len(text) / average) for text in texts]
    scores = [0.0] * len(texts)
    for term in wanted:
        found = [(n, often) for n, text in enumerate(texts) if (often := text.count(term))]
        rarity = math.log(1 + (len(texts) - len(found) + 0.5) / (len(found) + 0.5)) * (_K1 + 1)
        for n, often in found:
            scores[n] += rarity * often / (often + lengths[n])
    return scores
