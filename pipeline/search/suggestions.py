"""Words of the corpus that a person may have meant: how a word goes on, words like one that is in no clause, its synonyms.

The index knows no words, so they are read off clauses: those that have the beginning, or the rest of a mistyped word.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator

from pipeline.chinese.bigrams import RUN, fold
from pipeline.search.connection import Database, connected
from pipeline.search.query import And, Word
from pipeline.search.ranking import count
from pipeline.search.sql import Plan, compile, pattern
from pipeline.search.synonyms import Groups, reviewed

READ = 300
"""Clauses that words are read off."""
LONGEST_WORD = 8
_BOUND = re.compile(r"[的和与及或等之、，。；：！？（）《》“”\s]")
"""Where a term ends for certain."""
_SAYING = frozenset(
    "应当 可以 不得 必须 依法 应 可 须 在 对 为 按照 依照 根据 以及 或者 其他 有关 相关 进行 实行 是 有 由 将 被 从 向 以 因 所 其".split()
)
"""Words that end a term: they say something of it."""


def suggest(db: Database, typed: str, *, limit: int = 8) -> list[tuple[str, int]]:
    """Terms of the corpus that begin with the last word of ``typed``, with the number of clauses each is in, the commonest first.

    Terms are made of whole words (as jieba cuts them): 养老 goes on as 养老服务, 养老机构, 养老服务机构.
    """
    from pipeline.chinese.tokens import cut

    pieces = RUN.findall(fold(typed))
    if not pieces or len(pieces[-1]) > LONGEST_WORD:
        return []
    start = pieces[-1]
    with connected(db) as connection:
        terms: Counter[str] = Counter()
        for text in _texts(connection, compile(Word(start))):
            for at in re.finditer(re.escape(start), text):
                rest = _BOUND.split(text[at.start() : at.start() + 2 * LONGEST_WORD], maxsplit=1)[0]
                terms.update(set(_growing(start, cut(rest))))
        best = [term for term, n in terms.most_common(4 * limit) if n > 1 and not _only_part(term, n, terms)]
        counted = [(term, count(connection, compile(Word(term)))) for term in best[: 2 * limit]]
    return sorted(counted, key=lambda pair: -pair[1])[:limit]


def _growing(start: str, words: list[str]) -> Iterator[str]:
    """``start`` continued to the end of a word, and by a word or two more."""
    term, n = "", 0
    for word in words:
        term += word
        if len(term) > LONGEST_WORD or n == 3 or word in _SAYING or not RUN.fullmatch(word):
            return
        if len(term) > len(start):
            n += 1
            yield term


def _only_part(term: str, n: int, terms: Counter[str]) -> bool:
    """Whether a term stands in nothing but one longer term."""
    return any(other != term and other.startswith(term) and terms[other] == n for other in terms)


def corrected(connection: sqlite3.Connection, word: str, *, limit: int = 3) -> list[tuple[str, int]]:
    """Words of the corpus that differ from ``word``, which is in no clause, by one character: another, one more or one less."""
    word = fold(word)
    if not RUN.fullmatch(word) or not 3 <= len(word) <= LONGEST_WORD:
        return []
    found: Counter[str] = Counter()
    for at in range(len(word)):
        left, right = word[:at], word[at + 1 :]
        if left + right and count(connection, compile(Word(left + right))):
            found[left + right] += 1
        for wild in (f"{left}?{right}", f"{left}?{word[at:]}" if at else ""):
            known = [Word(part) for part in wild.split("?") if part]
            if sum(len(part.text) for part in known) > 1:
                found.update(_read_off(connection, wild, known))
    counted = [(term, count(connection, compile(Word(term)))) for term, _ in found.most_common(4 * limit)]
    return sorted(counted, key=lambda pair: (-found[pair[0]], -pair[1]))[:limit]


def _read_off(connection: sqlite3.Connection, wild: str, parts: list[Word]) -> Iterator[str]:
    """What stands in clauses for a word with one unknown character, found by its known parts."""
    expression = re.compile(pattern(Word(wild, wild=True)))
    for text in _texts(connection, compile(And(tuple(parts)) if len(parts) > 1 else parts[0])):
        for match in expression.finditer(text):
            if RUN.fullmatch(match[0]):
                yield match[0]


def meant(connection: sqlite3.Connection, word: str, synonyms: Groups | None = None) -> list[tuple[str, int]]:
    """Synonyms of ``word`` that are in the corpus, with the number of clauses each is in."""
    known = reviewed() if synonyms is None else synonyms
    counted = [(other, count(connection, compile(Word(other)))) for other in known.get(fold(word), ())]
    return [(other, n) for other, n in counted if n]


def _texts(connection: sqlite3.Connection, plan: Plan) -> list[str]:
    source, parameters = plan.source(joined=True)
    return [fold(text) for (text,) in connection.execute(f"SELECT c.text {source} LIMIT {READ}", parameters)]
