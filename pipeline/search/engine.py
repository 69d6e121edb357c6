"""Search: a query → clauses in order, their number, snippets, and counts by property. Reads only.

The best hits of a question are ordered anew (see ``questions``) and near copies among them folded under the first.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Iterator, Sequence

from pipeline.errors import QueryError
from pipeline.search.conditions import ALL, Filters
from pipeline.search.connection import LONGEST, Database, connected
from pipeline.search.copies import groups
from pipeline.search.matching import marks, snippet
from pipeline.search.query import Word, parse
from pipeline.search.questions import DEPTH, rerank
from pipeline.search.ranking import COMPARING, SORTS, Answer, best, ranked
from pipeline.search.ranking import answer as answer_to
from pipeline.search.results import CHOSEN, HIT_COLUMNS, TEXT, Hit, Results, hit
from pipeline.search.synonyms import groups as groups_of
from pipeline.search.synonyms import reviewed

FOLDS = ("auto", "none", "copies", "documents")
"""What is shown as one hit: ``copies`` near copies of a clause, ``documents`` the clauses of a document, ``auto`` copies among
the answers to a question and nothing among exact hits."""

FOLDED = 100
"""Of the best hits, those among which near copies are sought."""

FACETS = {
    "region": "d.region",
    "genre": "d.genre",
    "theme": "d.theme",
    "function": "c.function",
    "year": "substr(d.date, 1, 4)",
}

Found = tuple[int, float, tuple[str, ...]]
"""A clause's key, its score, and the ids of the hits folded under it."""


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
        answer = answer_to(connection, tree, filters, seconds, known)
        hits = tuple(_hits(connection, query, answer, sort, fold, limit, offset)) if answer.total else ()
    said, (sql, parameters) = filters.sentence(), ranked(answer.first, answer, sort)
    return Results(
        hits=hits,
        total=answer.total,
        seconds=time.perf_counter() - started,
        mode=answer.mode,
        sentence=_sentence(query, answer, seconds) + (f"（{said}）" if said else ""),
        explained=f"{tree}\n{sql}\n{parameters}",
        partial=answer.partial,
        words=tuple(answer.words),
    )


def facets(
    db: Database,
    query: str,
    *,
    filters: Filters = ALL,
    limit: int = 20,
    seconds: float = COMPARING,
    synonyms: str | os.PathLike | None = None,
    names: Sequence[str] = tuple(FACETS),
) -> dict[str, list[tuple[str, int]]]:
    """How many of the query's hits have each region, genre, theme, function and year: the ``limit`` most frequent values.

    ``names`` chooses among ``FACETS``: the fewer, the quicker. The other parameters are those of ``search``.
    """
    known = groups_of(synonyms)
    tree = parse(query, known)
    with connected(db, LONGEST) as connection:
        source, parameters = answer_to(connection, tree, filters, seconds, known).plan.source(joined=True)
        columns = ", ".join(FACETS[name] for name in names)
        keys = range(1, len(names) + 1)
        rows = connection.execute(
            f"SELECT {columns}, count(*) {source} GROUP BY {', '.join(map(str, keys))}", parameters
        ).fetchall()
    out: dict[str, list[tuple[str, int]]] = {}
    for at, name in enumerate(names):
        counts: dict[str, int] = {}
        for row in rows:
            if row[at] is not None:
                counts[row[at]] = counts.get(row[at], 0) + row[-1]
        out[name] = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:limit]
    return out


def _sentence(query: str, answer: Answer, seconds: float) -> str:
    """What the answer is, in words: for a question also which of its words were looked for."""
    if answer.mode == "exact":
        said = f"含有 containing {query.strip()[:100]}"
        return f"{said}；{seconds:g} 秒内未比对完，可能还有 not all compared within {seconds:g} s" if answer.partial else said
    asked = "、".join(word.text for word in answer.words)[:100]
    return f"没有条款含有全部词语，以下条款含有其中之一 no clause has all words; these have one or more of: {asked}"


def _hits(
    connection: sqlite3.Connection, query: str, answer: Answer, sort: str, fold: str, limit: int, offset: int
) -> Iterator[Hit]:
    question = answer.mode == "any" and sort == "rank"
    if fold == "auto":
        fold = "copies" if answer.mode == "any" else "none"
    shown: list[Found] = []
    after = offset
    if question or fold != "none":
        head = _head(connection, query, best(connection, answer, sort, DEPTH, 0), question, fold)
        shown = head[offset : offset + limit]
        after = DEPTH + max(0, offset - len(head))
    if len(shown) < limit:
        shown += [(clause, score, ()) for clause, score in best(connection, answer, sort, limit - len(shown), after)]
    yield from page(connection, shown, answer.words)


def identifiers(db: Database, query: str, *, filters: Filters = ALL, seconds: float = LONGEST) -> dict[str, int]:
    """The ids of all clauses that answer ``query``, each with its key in this database. Raises as ``search`` does."""
    with connected(db, LONGEST) as connection:
        source, parameters = answer_to(connection, parse(query), filters, seconds, reviewed()).plan.source(joined=True)
        return dict(connection.execute(f"SELECT d.id || '#' || c.eid, c.key {source} ORDER BY c.key", parameters))


def page(connection: sqlite3.Connection, found: Sequence[Found], words: Sequence[Word]) -> Iterator[Hit]:
    """What was found as hits that show ``words``, in the same order."""
    rows = connection.execute(
        f"SELECT c.key, {HIT_COLUMNS} {CHOSEN}", (json.dumps([clause for clause, _, _ in found]),)
    ).fetchall()
    by_key = {row[0]: row[1:] for row in rows}
    for clause, score, folded in found:
        row = by_key[clause]
        marked = marks(row[TEXT], words)
        yield hit(row, score, snippet(row[TEXT], marked), marked, folded)


def _head(connection: sqlite3.Connection, query: str, best: list[tuple[int, float]], question: bool, fold: str) -> list[Found]:
    """The best hits, those of a question in their new order, with the ids of those that are folded under each."""
    rows = connection.execute(
        f"SELECT c.key, d.id || '#' || c.eid, d.key, d.genre IS '法律', c.path, c.text {CHOSEN}",
        (json.dumps([clause for clause, _ in best]),),
    ).fetchall()
    by_key = {row[0]: row[1:] for row in rows}
    found = [(clause, score, *by_key[clause]) for clause, score in best]
    if question:
        scores = rerank(query, [(score, path, text, bool(statute)) for _, score, _, _, statute, path, text in found])
        found = [(row[0], score, *row[2:]) for score, row in sorted(zip(scores, found, strict=True), key=lambda item: -item[0])]
    if fold == "none":
        together = [[n] for n in range(len(found))]
    elif fold == "copies":
        together = groups(row[-1] for row in found[:FOLDED]) + [[n] for n in range(FOLDED, len(found))]
    else:
        of: dict[int, list[int]] = {}
        for n, row in enumerate(found):
            of.setdefault(row[3], []).append(n)
        together = list(of.values())
    return [(*found[first][:2], tuple(found[n][2] for n in rest)) for first, *rest in together]
