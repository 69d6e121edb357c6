"""Search: a query → ranked clauses, their number, snippets, and counts by property. Reads only.

Ranking is BM25 over the columns title, heading and text. When no clause has all the words of a query without operators, it
is taken for a question (see ``questions``): clauses with any of its telling words, the best of them ordered anew, near copies
folded under the first.
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
from pipeline.search.copies import groups
from pipeline.search.matching import marks, snippet, teach
from pipeline.search.query import And, Tree, Word, parse, size, words
from pipeline.search.questions import CONSIDERED, DEPTH, MOST_WORDS, STATUTE, counted, driving, rerank
from pipeline.search.results import HIT_COLUMNS, TEXT, Hit, Results, hit
from pipeline.search.sql import NOTHING, Plan, any_word, compile, titled
from pipeline.search.synonyms import Groups, reviewed
from pipeline.search.synonyms import groups as groups_of

WEIGHTS = "4.0, 2.0, 1.0"
"""Of a word in title, headings and text."""

SORTS = {
    "rank": "score, clause",
    "date": "d.date DESC, clause",
    "document": "d.title, clause",
    "level": "CASE d.level WHEN '国家' THEN 0 WHEN '省' THEN 1 WHEN '市' THEN 2 WHEN '县' THEN 3 ELSE 4 END, score, clause",
}

FOLDS = ("auto", "none", "copies", "documents")
"""What is shown as one hit: ``copies`` near copies of a clause, ``documents`` the clauses of a document, ``auto`` copies among
the answers to a question and nothing among exact hits."""

FACETS = {
    "region": "d.region",
    "genre": "d.genre",
    "theme": "d.theme",
    "function": "c.function",
    "year": "substr(d.date, 1, 4)",
}

RANKED = 4_000
"""More hits than these are not ranked by BM25, for a word that stands everywhere ranks nothing and costs much: those of
documents whose title has the words come first, then the rest, in the order of the documents."""

LONGEST = 20.0
"""Seconds after which a query on a connection of our own is given up."""
COMPARING = 0.8
"""Seconds, where the caller says none, for comparing clauses with patterns one by one; then what was found until then is given."""
MAPPED = 2**31
"""Bytes of a database that are read as memory where the system can: a search touches many pages a little."""

Database = str | os.PathLike | sqlite3.Connection


def search(
    db: Database,
    query: str,
    *,
    limit: int = 20,
    offset: int = 0,
    filters: Filters = ALL,
    sort: str = "rank",
    fold: str = "auto",
    seconds: float = COMPARING,
    synonyms: str | os.PathLike | None = None,
) -> Results:
    """The clauses that answer ``query`` (see ``pipeline.search.query``), best first.

    ``db`` is a path or an open connection; ``sort`` one of ``SORTS``; ``fold`` one of ``FOLDS``: ``limit`` and ``offset`` then
    count what is left after folding, among the best ``DEPTH`` hits. ``seconds`` limits the comparing of clauses with wildcards,
    distances and punctuation; ``Results.partial`` tells when it did. ``synonyms`` is a file of the user's own groups (see
    ``pipeline.search.synonyms``). Raises ``QueryError`` for a query without a word and
    ``StoreError`` for a file that is not ours.
    """
    started = time.perf_counter()
    if sort not in SORTS:
        raise QueryError(f"不能这样排序 cannot sort by {sort!r}", hint=f"--sort {' | '.join(SORTS)}")
    if fold not in FOLDS:
        raise QueryError(f"不能这样合并 cannot fold by {fold!r}", hint=f"--fold {' | '.join(FOLDS)}")
    known = groups_of(synonyms)
    tree = parse(query, known)
    with connected(db, LONGEST) as connection:
        answer = _answer(connection, tree, filters, seconds, known)
        hits = tuple(_hits(connection, query, answer, sort, fold, limit, offset)) if answer.total else ()
    said, (sql, parameters) = filters.sentence(), _ranked(answer.first, answer, sort)
    return Results(
        hits=hits,
        total=answer.total,
        seconds=time.perf_counter() - started,
        mode=answer.mode,
        sentence=_sentence(query, answer, seconds) + (f"（{said}）" if said else ""),
        explained=f"{tree}\n{sql}\n{parameters}",
        partial=answer.partial,
    )


def facets(
    db: Database,
    query: str,
    *,
    filters: Filters = ALL,
    limit: int = 20,
    seconds: float = COMPARING,
    synonyms: str | os.PathLike | None = None,
) -> dict[str, list[tuple[str, int]]]:
    """How many of the query's hits have each region, genre, theme, function and year: the ``limit`` most frequent values.

    The other parameters are those of ``search``.
    """
    known = groups_of(synonyms)
    tree = parse(query, known)
    with connected(db, LONGEST) as connection:
        source, parameters = _answer(connection, tree, filters, seconds, known).plan.source(joined=True)
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
    connection.execute(f"PRAGMA mmap_size = {MAPPED}")
    if seconds is not None:
        _hurry(connection, seconds)
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


def _hurry(connection: sqlite3.Connection, seconds: float) -> None:
    """Let what ``connection`` does be interrupted after so many seconds."""
    until = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > until, 10_000)


@dataclass(frozen=True, slots=True)
class _Answer:
    """How to answer: exactly or by ``any`` of the words, which words to mark, what to ask (``plan`` as it can be asked
    again, ``first`` as it was), how many hits that has, and whether there may be more."""

    mode: str
    words: list[Word]
    plan: Plan
    total: int
    first: Plan
    partial: bool = False


def _answer(
    connection: sqlite3.Connection, tree: Tree, filters: Filters, seconds: float = COMPARING, synonyms: Groups | None = None
) -> _Answer:
    conditions, asked = filters.conditions(), list(words(tree))
    plain = _is_plain(tree)
    if size(tree) <= MOST_WORDS:
        first = compile(tree, conditions)
        plan, total, partial = _settled(connection, first, seconds)
        if total or not plain or (conditions and count(connection, compile(tree))):
            return _Answer("exact", asked, plan, total, first, partial)
    if not asked:
        raise QueryError(f"条件太多 more than {MOST_WORDS} words and properties", hint="leave some out")
    clauses = connection.execute("SELECT coalesce(max(key), 0) FROM clauses").fetchone()[0]
    known = reviewed() if synonyms is None else synonyms
    chosen = counted([word.text for word in asked], lambda word: count(connection, any_word([word])), clauses, known)
    if not chosen:
        return _Answer("exact", asked, NOTHING, 0, NOTHING)
    plan = any_word(driving(chosen), conditions)
    return _Answer("any", list(chosen), plan, count(connection, plan), plan)


def _sentence(query: str, answer: _Answer, seconds: float) -> str:
    """What the answer is, in words: for a question also which of its words were looked for."""
    if answer.mode == "exact":
        said = f"含有 containing {query.strip()[:100]}"
        return f"{said}；{seconds:g} 秒内未比对完，可能还有 not all compared within {seconds:g} s" if answer.partial else said
    asked = "、".join(word.text for word in answer.words)[:100]
    return f"没有条款含有全部词语，以下条款含有其中之一 no clause has all words; these have one or more of: {asked}"


def _is_plain(tree: Tree) -> bool:
    """Whether a query has no operator: then it may be a question."""
    parts = tree.parts if isinstance(tree, And) else (tree,)
    return all(isinstance(part, Word) and not (part.wild or part.exact) for part in parts)


def _settled(connection: sqlite3.Connection, plan: Plan, seconds: float) -> tuple[Plan, int, bool]:
    """A plan that is quick to ask again, its number of hits, and whether the time was too short to find them all."""
    if not plan.compares:
        return plan, count(connection, plan), False
    source, parameters = plan.source(joined=True)
    keys, partial = [], False
    _hurry(connection, seconds)
    try:
        for (key,) in connection.execute(f"SELECT c.key {source}", parameters):
            keys.append(key)
    except sqlite3.OperationalError as error:
        if str(error) != "interrupted":
            raise
        partial = True
    finally:
        connection.set_progress_handler(None, 0)  # what is left to do is little
    return plan.narrowed(keys), len(keys), partial


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
        asked = [p.source() for p in titled(plan, answer.words)]
        every = " UNION ALL ".join(f"SELECT clause_index.rowid AS clause, 0.0 AS score {source}" for source, _ in asked)
        return every, tuple(p for _, parameters in asked for p in parameters)
    score = f"bm25(clause_index, {WEIGHTS})"
    return f"SELECT clause_index.rowid AS clause, {score} AS score {source} ORDER BY {SORTS[sort]}", parameters


def _best(connection: sqlite3.Connection, answer: _Answer, sort: str, limit: int, offset: int) -> list[tuple[int, float]]:
    """(clause key, score: higher is better) of so many hits. The first ``CONSIDERED`` of a question stand statutes first."""
    sql, parameters = _ranked(answer.plan, answer, sort)
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


def _hits(
    connection: sqlite3.Connection, query: str, answer: _Answer, sort: str, fold: str, limit: int, offset: int
) -> Iterator[Hit]:
    question = answer.mode == "any" and sort == "rank"
    if fold == "auto":
        fold = "copies" if answer.mode == "any" else "none"
    page: list[tuple[int, float, tuple[str, ...]]] = []
    after = offset
    if question or fold != "none":
        head = _head(connection, query, _best(connection, answer, sort, DEPTH, 0), question, fold)
        page = head[offset : offset + limit]
        after = DEPTH + max(0, offset - len(head))
    if len(page) < limit:
        page += [(clause, score, ()) for clause, score in _best(connection, answer, sort, limit - len(page), after)]
    keys = ", ".join(str(clause) for clause, _, _ in page)
    rows = connection.execute(
        f"SELECT c.key, {HIT_COLUMNS} FROM clauses c JOIN documents d ON d.key = c.document WHERE c.key IN ({keys})"
    ).fetchall()
    by_key = {row[0]: row[1:] for row in rows}
    for clause, score, folded in page:
        row = by_key[clause]
        marked = marks(row[TEXT], answer.words)
        yield hit(row, score, snippet(row[TEXT], marked), marked, folded)


def _head(
    connection: sqlite3.Connection, query: str, best: list[tuple[int, float]], question: bool, fold: str
) -> list[tuple[int, float, tuple[str, ...]]]:
    """The best hits, those of a question in their new order, with the ids of those that are folded under each."""
    keys = ", ".join(str(clause) for clause, _ in best)
    rows = connection.execute(
        "SELECT c.key, d.id || '#' || c.eid, d.key, d.genre IS '法律', c.path, c.text "
        f"FROM clauses c JOIN documents d ON d.key = c.document WHERE c.key IN ({keys})"
    ).fetchall()
    by_key = {row[0]: row[1:] for row in rows}
    found = [(clause, score, *by_key[clause]) for clause, score in best]
    if question:
        scores = rerank(query, [(score, path, text, bool(statute)) for _, score, _, _, statute, path, text in found])
        found = [(row[0], score, *row[2:]) for score, row in sorted(zip(scores, found, strict=True), key=lambda item: -item[0])]
    if fold == "none":
        together = [[n] for n in range(len(found))]
    elif fold == "copies":
        together = groups(row[-1] for row in found)
    else:
        of: dict[int, list[int]] = {}
        for n, row in enumerate(found):
            of.setdefault(row[3], []).append(n)
        together = list(of.values())
    return [(*found[first][:2], tuple(found[n][2] for n in rest)) for first, *rest in together]
