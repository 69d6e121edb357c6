"""Search: a query → ranked clauses, their number, snippets, and counts by property. Reads only.

Ranking is BM25 over the columns title, heading and text. When no clause has all the words of a query without operators, it
is taken for a question (see ``questions``): clauses with any of its telling words, the best of them ordered anew.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pipeline.errors import QueryError
from pipeline.search.conditions import ALL, Filters
from pipeline.search.matching import marks, snippet, teach
from pipeline.search.query import And, Tree, Word, parse, size, words
from pipeline.search.questions import DEPTH, MOST_WORDS, rerank, telling
from pipeline.search.results import GENRE, HIT_COLUMNS, PATH, TEXT, Hit, Results, hit
from pipeline.search.sql import NOTHING, Plan, any_word, compile

WEIGHTS = "4.0, 2.0, 1.0"
"""Of a word in title, headings and text."""

SORTS = {
    "rank": "score, clause",
    "date": "d.date DESC, clause",
    "document": "d.title, clause",
    "level": "CASE d.level WHEN '国家' THEN 0 WHEN '省' THEN 1 WHEN '市' THEN 2 WHEN '县' THEN 3 ELSE 4 END, score, clause",
}

FACETS = {
    "region": "d.region",
    "genre": "d.genre",
    "theme": "d.theme",
    "function": "c.function",
    "year": "substr(d.date, 1, 4)",
}

RANKED = 20_000
"""More hits than these come in the order of the documents: a word that stands everywhere ranks nothing and costs much."""

LONGEST = 20.0
"""Seconds after which a query on a connection of our own is given up."""

Database = str | os.PathLike | sqlite3.Connection


def search(db: Database, query: str, *, limit: int = 20, offset: int = 0, filters: Filters = ALL, sort: str = "rank") -> Results:
    """The clauses that answer ``query`` (see ``pipeline.search.query``), best first.

    ``db`` is a path or an open connection; ``sort`` one of ``SORTS``. Raises ``QueryError`` for a query without a word and
    ``StoreError`` for a file that is not ours.
    """
    started = time.perf_counter()
    if sort not in SORTS:
        raise QueryError(f"不能这样排序 cannot sort by {sort!r}", hint=f"--sort {' | '.join(SORTS)}")
    tree = parse(query)
    with connected(db, LONGEST) as connection:
        answer = _answer(connection, tree, filters)
        hits = tuple(_hits(connection, query, answer, sort, limit, offset)) if answer.total else ()
    said, (sql, parameters) = filters.sentence(), _ranked(answer.first, answer, sort)
    return Results(
        hits=hits,
        total=answer.total,
        seconds=time.perf_counter() - started,
        mode=answer.mode,
        sentence=_sentence(query, answer) + (f"（{said}）" if said else ""),
        explained=f"{tree}\n{sql}\n{parameters}",
    )


def facets(db: Database, query: str, *, filters: Filters = ALL, limit: int = 20) -> dict[str, list[tuple[str, int]]]:
    """How many of the query's hits have each region, genre, theme, function and year: the ``limit`` most frequent values."""
    tree = parse(query)
    with connected(db, LONGEST) as connection:
        source, parameters = _answer(connection, tree, filters).plan.source(joined=True)
        columns = ", ".join(FACETS.values())
        keys = range(1, len(FACETS) + 1)
        rows = connection.execute(
            f"SELECT {columns}, count(*) {source} GROUP BY {', '.join(map(str, keys))}", parameters
        ).fetchall()
    out: dict[str, list[tuple[str, int]]] = {}
    for at, name in enumerate(FACETS):
        counts: dict[str, int] = {}
        for row in rows:
            if row[at] is not None:
                counts[row[at]] = counts.get(row[at], 0) + row[-1]
        out[name] = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:limit]
    return out


@contextmanager
def connected(db: Database, seconds: float | None = None) -> Iterator[sqlite3.Connection]:
    """A connection that knows what searches need, closed at the end if it is ours; it then gives up after ``seconds``."""
    if isinstance(db, sqlite3.Connection):
        teach(db)
        yield db
        return
    from pipeline.store.connect import connect

    connection = connect(db)
    if seconds is not None:
        until = time.monotonic() + seconds
        connection.set_progress_handler(lambda: time.monotonic() > until, 10_000)
    try:
        teach(connection)
        yield connection
    except sqlite3.OperationalError as error:
        if str(error) != "interrupted":
            raise
        message = f"超过 {seconds:g} 秒未完成 not done within {seconds:g} seconds"
        raise QueryError(message, hint="a rarer word, or a filter such as region: or year:, makes it quicker") from error
    finally:
        connection.close()


@dataclass(frozen=True, slots=True)
class _Answer:
    """How to answer: exactly or by ``any`` of the words, which words to mark, what to ask (``plan`` as it can be asked
    again, ``first`` as it was) and how many hits that has."""

    mode: str
    words: list[Word]
    plan: Plan
    total: int
    first: Plan


def _answer(connection: sqlite3.Connection, tree: Tree, filters: Filters) -> _Answer:
    conditions, asked = filters.conditions(), list(words(tree))
    plain = _is_plain(tree)
    if size(tree) <= MOST_WORDS:
        first = compile(tree, conditions)
        plan, total = _settled(connection, first)
        if total or not plain or (conditions and count(connection, compile(tree))):
            return _Answer("exact", asked, plan, total, first)
    if not asked:
        raise QueryError(f"条件太多 more than {MOST_WORDS} words and properties", hint="leave some out")
    clauses = connection.execute("SELECT coalesce(max(key), 0) FROM clauses").fetchone()[0]
    chosen = telling([word.text for word in asked], lambda word: count(connection, any_word([word])), clauses)
    if not chosen:
        return _Answer("exact", asked, NOTHING, 0, NOTHING)
    plan = any_word(chosen, conditions)
    return _Answer("any", chosen, plan, count(connection, plan), plan)


def _sentence(query: str, answer: _Answer) -> str:
    """What the answer is, in words: for a question also which of its words were looked for."""
    if answer.mode == "exact":
        return f"含有 containing {query.strip()[:100]}"
    asked = "、".join(word.text for word in answer.words)[:100]
    return f"没有条款含有全部词语，以下条款含有其中之一 no clause has all words; these have one or more of: {asked}"


def _is_plain(tree: Tree) -> bool:
    """Whether a query has no operator: then it may be a question."""
    parts = tree.parts if isinstance(tree, And) else (tree,)
    return all(isinstance(part, Word) and not (part.wild or part.exact) for part in parts)


def _settled(connection: sqlite3.Connection, plan: Plan) -> tuple[Plan, int]:
    """A plan that is quick to ask again, and its number of hits."""
    if not plan.compares:
        return plan, count(connection, plan)
    source, parameters = plan.source(joined=True)
    keys = [key for (key,) in connection.execute(f"SELECT c.key {source}", parameters)]
    return plan.narrowed(keys), len(keys)


def count(connection: sqlite3.Connection, plan: Plan) -> int:
    """How many clauses a plan finds."""
    source, parameters = plan.source()
    return connection.execute(f"SELECT count(*) {source}", parameters).fetchone()[0]


def _ranked(plan: Plan, answer: _Answer, sort: str) -> tuple[str, tuple]:
    """SQL that gives (clause key, BM25: lower is better) in order, for LIMIT and OFFSET to follow."""
    source, parameters = plan.source(joined="d." in SORTS[sort])
    if plan.match is None:
        return f"SELECT c.key AS clause, 0.0 AS score {source} ORDER BY {SORTS[sort]}", parameters
    if answer.mode == "exact" and answer.total > RANKED and sort == "rank":
        return f"SELECT clause_index.rowid AS clause, 0.0 AS score {source} ORDER BY clause_index.rowid", parameters
    score = f"bm25(clause_index, {WEIGHTS})"
    return f"SELECT clause_index.rowid AS clause, {score} AS score {source} ORDER BY {SORTS[sort]}", parameters


def _hits(connection: sqlite3.Connection, query: str, answer: _Answer, sort: str, limit: int, offset: int) -> Iterator[Hit]:
    sql, parameters = _ranked(answer.plan, answer, sort)
    again = answer.mode == "any" and sort == "rank" and offset < DEPTH
    wanted = max(DEPTH, offset + limit) if again else limit
    best = connection.execute(f"{sql} LIMIT ? OFFSET ?", (*parameters, wanted, 0 if again else offset)).fetchall()
    keys = ", ".join(str(clause) for clause, _ in best)
    rows = connection.execute(
        f"SELECT c.key, {HIT_COLUMNS} FROM clauses c JOIN documents d ON d.key = c.document WHERE c.key IN ({keys})"
    ).fetchall()
    by_key = {row[0]: row[1:] for row in rows}
    found = [(abs(score), by_key[clause]) for clause, score in best]
    if again:
        scores = rerank(query, [(score, row[PATH], row[TEXT], row[GENRE] == "法律") for score, row in found[:DEPTH]])
        first = sorted(zip(scores, (row for _, row in found), strict=False), key=lambda item: -item[0])
        found = [*first, *found[DEPTH:]][offset : offset + limit]
    for score, row in found:
        marked = marks(row[TEXT], answer.words)
        yield hit(row, score, snippet(row[TEXT], marked), marked)
