"""From a tree to what is asked of the database, and to its hits in order.

BM25 over the columns title, heading and text. A query without operators that no clause has all the words of is a question:
then clauses with any of its rarest telling words, statutes among the best of them first.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from pipeline.errors import QueryError
from pipeline.search.conditions import Filters
from pipeline.search.connection import hurry
from pipeline.search.query import And, Tree, Word, size, words
from pipeline.search.questions import CONSIDERED, MOST_WORDS, STATUTE, driving, telling
from pipeline.search.sql import NOTHING, Plan, any_word, compile, titled
from pipeline.search.synonyms import Groups

BM25 = "bm25(clause_index, 4.0, 2.0, 1.0)"
"""The lower the better; with the weights of a word in title, headings and text."""

SORTS = {
    "rank": "score, clause",
    "date": "d.date DESC, clause",
    "document": "d.title, clause",
    "level": "CASE d.level WHEN '国家' THEN 0 WHEN '省' THEN 1 WHEN '市' THEN 2 WHEN '县' THEN 3 ELSE 4 END, score, clause",
}

RANKED = 4_000
"""More hits than these are not ranked by BM25, for a word that stands everywhere ranks nothing and costs much: those of
documents whose title has the words come first, then the rest, in the order of the documents."""

COMPARING = 0.8
"""Seconds, where the caller says none, for comparing clauses with patterns one by one; then what was found until then is given."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How to answer: exactly or by ``any`` of the words, which words to mark, what to ask (``plan`` as it can be asked
    again, ``first`` as it was), how many hits that has, and whether there may be more."""

    mode: str
    words: list[Word]
    plan: Plan
    total: int
    first: Plan
    partial: bool = False


def answer(connection: sqlite3.Connection, tree: Tree, filters: Filters, seconds: float, synonyms: Groups) -> Answer:
    conditions, asked = filters.conditions(), list(words(tree))
    plain = _is_plain(tree)
    if size(tree) <= MOST_WORDS:
        first = compile(tree, conditions)
        plan, total, partial = _settled(connection, first, seconds)
        if total or not plain or (conditions and count(connection, compile(tree))):
            return Answer("exact", asked, plan, total, first, partial)
    if not asked:
        raise QueryError(f"条件太多 more than {MOST_WORDS} words and properties", hint="leave some out")
    clauses = size_of(connection)
    chosen = telling([word.text for word in asked], lambda word: count(connection, any_word([word])), clauses, synonyms)
    if not chosen:
        return Answer("exact", asked, NOTHING, 0, NOTHING)
    plan = any_word(driving(chosen), conditions)
    return Answer("any", list(chosen), plan, count(connection, plan), plan)


def _is_plain(tree: Tree) -> bool:
    """Whether a query has no operator: then it may be a question."""
    parts = tree.parts if isinstance(tree, And) else (tree,)
    return all(isinstance(part, Word) and not (part.wild or part.exact) for part in parts)


def _settled(connection: sqlite3.Connection, plan: Plan, seconds: float) -> tuple[Plan, int, bool]:
    """A plan that is quick to ask again, its number of hits, and whether the time was too short to find them all."""
    if not plan.compares:
        return plan, count(connection, plan), False
    source, parameters = plan.source(joined=True)
    score = BM25 if plan.match and '" *' not in plan.match else "0.0"  # a single character ranks nothing
    found, partial = [], False
    hurry(connection, seconds)
    try:
        for row in connection.execute(f"SELECT c.key, {score} {source}", parameters):
            found.append(row)
    except sqlite3.OperationalError as error:
        if str(error) != "interrupted":
            raise
        partial = True
    finally:
        connection.set_progress_handler(None, 0)  # what is left to do is little
    return Plan(found=json.dumps(found)), len(found), partial


def count(connection: sqlite3.Connection, plan: Plan) -> int:
    """How many clauses a plan finds."""
    source, parameters = plan.source()
    return connection.execute(f"SELECT count(*) {source}", parameters).fetchone()[0]


def size_of(connection: sqlite3.Connection) -> int:
    """How many clauses there are, about: the highest key."""
    return connection.execute("SELECT coalesce(max(key), 0) FROM clauses").fetchone()[0]


def ranked(plan: Plan, answer: Answer, sort: str) -> tuple[str, tuple]:
    """SQL that gives (clause key, BM25: lower is better) in order, for LIMIT and OFFSET to follow."""
    source, parameters = plan.source(joined="d." in SORTS[sort])
    if plan.found is not None:
        return f"SELECT c.key AS clause, json_extract(s.value, '$[1]') AS score {source} ORDER BY {SORTS[sort]}", parameters
    if plan.match is None:
        order = "c.key" if sort == "rank" else SORTS[sort]
        return f"SELECT c.key AS clause, 0.0 AS score {source} ORDER BY {order}", parameters
    if answer.mode == "exact" and answer.total > RANKED and sort == "rank":
        asked = [p.source() for p in titled(plan, answer.words)]
        every = " UNION ALL ".join(f"SELECT clause_index.rowid AS clause, 0.0 AS score {source}" for source, _ in asked)
        return every, tuple(p for _, parameters in asked for p in parameters)
    return f"SELECT clause_index.rowid AS clause, {BM25} AS score {source} ORDER BY {SORTS[sort]}", parameters


def best(connection: sqlite3.Connection, answer: Answer, sort: str, limit: int, offset: int) -> list[tuple[int, float]]:
    """(clause key, score: higher is better) of so many hits. The first ``CONSIDERED`` of a question stand statutes first."""
    sql, parameters = ranked(answer.plan, answer, sort)
    out: list[tuple[int, float]] = []
    if answer.mode == "any" and sort == "rank" and offset < CONSIDERED:
        considered = (
            f"SELECT clause, score FROM (SELECT * FROM ({sql}) LIMIT {CONSIDERED}) JOIN clauses c ON c.key = clause "
            f"JOIN documents d ON d.key = c.document ORDER BY score - {STATUTE} * (d.genre IS '法律'), clause LIMIT ? OFFSET ?"
        )
        out = connection.execute(considered, (*parameters, limit, offset)).fetchall()
        limit, offset = limit - len(out), CONSIDERED
    if limit:
        out += connection.execute(f"{sql} LIMIT ? OFFSET ?", (*parameters, limit, offset)).fetchall()
    return [(clause, abs(score)) for clause, score in out]
