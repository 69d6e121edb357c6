"""Clauses that are like a clause or like a pasted text: found by its rarest words, ordered by the bigrams they share."""

from __future__ import annotations

import json
import math
import sqlite3
import time
from collections import Counter
from collections.abc import Sequence

from pipeline.chinese.bigrams import terms
from pipeline.errors import QueryError
from pipeline.search.conditions import ALL, Filters
from pipeline.search.connection import LONGEST, Database, connected
from pipeline.search.engine import page
from pipeline.search.query import Word
from pipeline.search.questions import DEPTH, driving, telling
from pipeline.search.ranking import Answer, best, count, size_of
from pipeline.search.results import CHOSEN, Results
from pipeline.search.sql import any_word

CHARACTERS = 1_000
"""Of a text that is compared: the rest tells little new."""
WORDS = 12
"""Words that are looked for, the rarest of the text."""
LEAST = 0.1
"""Similarity below which two texts have some words in common at most."""


def similar(db: Database, subject: str, *, limit: int = 20, filters: Filters = ALL) -> Results:
    """The clauses most like ``subject``, a clause id (``document#eid``) or a text, itself left out.

    ``Hit.score`` is the cosine, 0 to 1, of the two sets of character bigrams, each weighted by its rarity among the texts
    compared; ``Results.mode`` is ``similar`` and ``total`` the number of clauses compared that are like it at all. Raises
    ``QueryError`` for a clause that is not there and for a text without a word that the corpus knows.
    """
    started = time.perf_counter()
    with connected(db, LONGEST) as connection:
        itself, text = _subject(connection, subject)
        clauses = size_of(connection)
        found = telling([text[:CHARACTERS]], lambda word: count(connection, any_word([word])), clauses)
        chosen: list[Word] = driving(found)[:WORDS]
        if not chosen:
            raise QueryError("没有可比较的词语 no word of the text is in the corpus", hint="zhengce search DB WORD")
        plan = any_word(chosen, filters.conditions())
        answer = Answer("similar", chosen, plan, 0, plan)
        compared = [row for row in _texts(connection, best(connection, answer, "rank", DEPTH + 1, 0)) if row[1] != itself]
        scores = likeness(text[:CHARACTERS], [row[2][:CHARACTERS] for row in compared])
        scored = sorted(zip(scores, compared, strict=True), key=lambda pair: -pair[0])
        alike = [(row[0], score, ()) for score, row in scored if score >= LEAST]
        hits = tuple(page(connection, alike[:limit], chosen))
    said = "、".join(word.text for word in chosen)[:100]
    return Results(
        hits=hits,
        total=len(alike),
        seconds=time.perf_counter() - started,
        mode="similar",
        sentence=f"相近的条款，按这些词查找 similar clauses, found by: {said}"
        + (f"（{filters.sentence()}）" if filters.sentence() else ""),
        explained=f"{chosen}\n{plan.source()[0]}\n{plan.source()[1]}",
        words=tuple(chosen),
    )


def likeness(text: str, others: Sequence[str]) -> list[float]:
    """The similarity, 0 to 1, of ``text`` with each of ``others``: the cosine of sets of bigrams weighted by rarity (TF-IDF)."""
    sets = [{term for term in terms(one) if len(term) == 2} for one in (text, *others)]
    holding = Counter(term for one in sets for term in one)
    weight = {term: math.log(1 + len(sets) / n) for term, n in holding.items()}
    length = [math.sqrt(sum(weight[term] for term in one)) or 1.0 for one in sets]
    own, *rest = sets
    return [sum(weight[term] for term in own & one) / (length[0] * length[n]) for n, one in enumerate(rest, 1)]


def _subject(connection: sqlite3.Connection, subject: str) -> tuple[str | None, str]:
    """The id of the clause meant, if one is, and the text to compare."""
    document, mark, eid = subject.partition("#")
    if mark and document.isascii() and document.isalnum() and eid:
        sql = "SELECT c.label, c.text FROM clauses c JOIN documents d ON d.key = c.document WHERE d.id = ? AND c.eid = ?"
        found = connection.execute(sql, (document, eid)).fetchone()
        if found is None:
            raise QueryError(f"没有这一条款 no clause {subject!r}", hint="zhengce search DB WORD --json")
        return subject, found[1].removeprefix(found[0])
    return None, subject


def _texts(connection: sqlite3.Connection, found: Sequence[tuple[int, float]]) -> list[tuple[int, str, str]]:
    """(key, clause id, text) of clauses, in the order given."""
    sql = f"SELECT c.key, d.id || '#' || c.eid, c.text {CHOSEN}"
    keys = json.dumps([key for key, _ in found])
    by_key = {row[0]: row for row in connection.execute(sql, (keys,))}
    return [by_key[key] for key, _ in found]
