"""Search: a query → ranked clauses, their number, snippets, and counts by property. Reads only.

Ranking is BM25 over the columns title, heading and text. When no clause has all the words of a plain question, the words
that jieba finds in it are looked for instead, those in more than a tenth of the clauses left out, and what has most of the
rarest comes first.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.errors import QueryError
from pipeline.search.conditions import ALL, Filters
from pipeline.search.matching import marks, snippet, teach
from pipeline.search.query import And, Tree, Word, parse, words
from pipeline.search.results import HIT_COLUMNS, Hit, Results, hit
from pipeline.search.sql import Plan, any_word, compile

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

MOST_WORDS = 40
"""A plain query of more words is taken for a question; of its words the rarest so many are looked for."""
COMMON = 0.1
"""Share of the clauses above which a word tells nothing of what a question is about."""

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
    with connected(db) as connection:
        mode, shown, plan, total = _plan(connection, tree, filters)
        hits = tuple(_hits(connection, plan, shown, sort, limit, offset)) if total else ()
    said = filters.sentence()
    sentence = (
        "含有 containing " if mode == "exact" else "没有条款含有全部词语，按相关程度排列 no clause has all words; ranked by "
    ) + query.strip()[:100]
    return Results(
        hits=hits,
        total=total,
        seconds=time.perf_counter() - started,
        mode=mode,
        sentence=f"{sentence}（{said}）" if said else sentence,
        explained=f"{tree}\n{_ranked(plan, sort)[0]}\n{_ranked(plan, sort)[1]}",
    )


def facets(db: Database, query: str, *, filters: Filters = ALL, limit: int = 20) -> dict[str, list[tuple[str, int]]]:
    """How many of the query's hits have each region, genre, theme, function and year: the ``limit`` most frequent values."""
    tree = parse(query)
    with connected(db) as connection:
        _, _, plan, _ = _plan(connection, tree, filters)
        source, parameters = plan.source(joined=True)
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
def connected(db: Database) -> Iterator[sqlite3.Connection]:
    if isinstance(db, sqlite3.Connection):
        teach(db)
        yield db
        return
    from pipeline.store.connect import connect

    connection = connect(db)
    try:
        teach(connection)
        yield connection
    finally:
        connection.close()


def _plan(connection: sqlite3.Connection, tree: Tree, filters: Filters) -> tuple[str, list[Word], Plan, int]:
    """How to answer: the mode, the words to mark, the plan and the number of hits."""
    conditions = filters.conditions()
    plain = _plain_words(tree)
    plan = compile(tree, conditions)
    total = _count(connection, plan) if len(plain) <= MOST_WORDS else 0
    if total or not plain or (conditions and _count(connection, compile(tree))):
        return "exact", list(words(tree)), plan, total
    if chosen := _telling(connection, plain):
        plan = any_word(chosen, conditions)
        return "any", chosen, plan, _count(connection, plan)
    return "exact", list(words(tree)), plan, total


def _plain_words(tree: Tree) -> list[Word]:
    """The words of a query without any operator; else none."""
    parts = tree.parts if isinstance(tree, And) else (tree,)
    return list(parts) if all(isinstance(part, Word) and not (part.wild or part.exact) for part in parts) else []


def _telling(connection: sqlite3.Connection, plain: list[Word]) -> list[Word]:
    """The words of a question that tell what it is about: two characters or more, in the corpus and not all over it."""
    from pipeline.chinese.bigrams import RUN
    from pipeline.chinese.tokens import cut

    found = dict.fromkeys(w for word in plain for w in cut(word.text) if len(w) > 1 and RUN.fullmatch(w))
    if len(found) > 4 * MOST_WORDS:  # a pasted page: the longest words are the rarest
        found = dict.fromkeys(sorted(found, key=len, reverse=True)[: 4 * MOST_WORDS])
    clauses = connection.execute("SELECT coalesce(max(key), 0) FROM clauses").fetchone()[0]
    counts = {Word(w): _count(connection, any_word([Word(w)])) for w in found}
    present = {word: n for word, n in counts.items() if n}
    rare = {word: n for word, n in present.items() if n <= COMMON * clauses} or present
    return sorted(rare, key=rare.__getitem__)[:MOST_WORDS]


def _count(connection: sqlite3.Connection, plan: Plan) -> int:
    source, parameters = plan.source()
    return connection.execute(f"SELECT count(*) {source}", parameters).fetchone()[0]


def _ranked(plan: Plan, sort: str) -> tuple[str, tuple]:
    """SQL that gives (clause key, BM25: lower is better) in order, for LIMIT and OFFSET to follow."""
    source, parameters = plan.source(joined="d." in SORTS[sort])
    if plan.match is None:
        return f"SELECT c.key AS clause, 0.0 AS score {source} ORDER BY {SORTS[sort]}", parameters
    return (
        f"SELECT clause_index.rowid AS clause, bm25(clause_index, {WEIGHTS}) AS score {source} ORDER BY {SORTS[sort]}",
        parameters,
    )


def _hits(connection: sqlite3.Connection, plan: Plan, shown: list[Word], sort: str, limit: int, offset: int) -> Iterator[Hit]:
    sql, parameters = _ranked(plan, sort)
    best = connection.execute(f"{sql} LIMIT ? OFFSET ?", (*parameters, limit, offset)).fetchall()
    keys = ", ".join(str(clause) for clause, _ in best)
    rows = connection.execute(
        f"SELECT c.key, {HIT_COLUMNS} FROM clauses c JOIN documents d ON d.key = c.document WHERE c.key IN ({keys})"
    ).fetchall()
    by_key = {row[0]: row[1:] for row in rows}
    for clause, score in best:
        row = by_key[clause]
        text = row[-1]
        marked = marks(text, shown)
        yield hit(row, abs(score), snippet(text, marked), marked)
