"""Clause by clause what each version of a work changed in the one before.

Versions of one text are near copies, so that wording alone tells which clause became which: the cosine of character bigrams, with
the weights of ``features``. The trained scorer of ``correspond`` asks what different texts have in common, which is not the question.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from pipeline.compare.features import cosine, dense, weights
from pipeline.compare.versions import Version, works
from pipeline.compare.views import Terms, grams
from pipeline.errors import QueryError
from pipeline.model import Clause, Kind
from pipeline.search.connection import Database, connected

COLUMNS = ("change", "clause", "later", "score", "text", "later_text")

LIKE = 0.14
"""The cosine that two clauses need to be one: hardly more than the words of any two clauses of a law."""


def changes(db: Database, title: str) -> Iterator[dict[str, Any]]:
    """The clauses of each version of the one work called ``title`` beside those of the next, as rows of ``COLUMNS``.

    ``change`` is 相同, 修改, 删除 or 新增; clauses that are the same word for word are told too. Raises ``QueryError`` when no work
    or several are called so, or when only one version is held.
    """
    chosen = works(db, title)
    if len(chosen) > 1:
        names = "\n".join(w[0].title for w in chosen[:8])
        raise QueryError(
            f"{len(chosen)} 部文件的标题含有 works have {title!r} in their title:\n{names}", hint="give the whole title"
        )
    dated = [list(g) for _, g in groupby(chosen[0], key=lambda v: v.version)]
    if len(dated) < 2:
        raise QueryError(f"只有一个版本 only one version is held of {chosen[0][0].title}", hint="zhengce versions DB")
    with connected(db) as connection:
        for earlier, later in zip(dated, dated[1:], strict=False):
            yield from _changes(_clauses(connection, earlier), _clauses(connection, later))


def _clauses(connection: sqlite3.Connection, version: Sequence[Version]) -> list[Clause]:
    """The articles of a version, all its clauses where it has none."""
    sql = "SELECT eid, label, kind, start, end, text, number FROM clauses WHERE document = ? ORDER BY key"
    found = [
        Clause(eid, label, Kind(kind), (), start, end, text, number)
        for v in version
        for eid, label, kind, start, end, text, number in connection.execute(sql, (v.key,))
    ]
    return [c for c in found if c.kind is Kind.ARTICLE] or found


def _changes(earlier: Sequence[Clause], later: Sequence[Clause]) -> Iterator[dict[str, Any]]:
    """Each clause of ``earlier`` in its order; a clause that is new stands before the first that follows it in ``later``."""
    same = {_words(c): c for c in later}
    place = {id(c): n for n, c in enumerate(later)}
    pairs: list[tuple[Clause, Clause | None, float]] = []
    for clause, (nearest, score) in zip(earlier, _nearest(earlier, later), strict=True):
        equal = same.get(_words(clause))
        pairs.append((clause, equal, 1.0) if equal else (clause, nearest, score))
    taken = {id(found) for _, found, _ in pairs if found}
    new = [c for c in later if id(c) not in taken]
    for clause, found, score in pairs:
        while found and new and place[id(new[0])] < place[id(found)]:
            yield _change("新增", None, new.pop(0), 0.0)
        kind = "删除" if found is None else "相同" if _words(found) == _words(clause) else "修改"
        yield _change(kind, clause, found, score)
    for clause in new:
        yield _change("新增", None, clause, 0.0)


def _nearest(earlier: Sequence[Clause], later: Sequence[Clause]) -> list[tuple[Clause | None, float]]:
    """For each clause of ``earlier`` the one of ``later`` that is nearest in wording and to which it is the nearest, with their cosine."""
    if not earlier or not later:
        return [(None, 0.0)] * len(earlier)
    terms = Terms()
    mine, theirs = (grams([[c.text.removeprefix(c.label)] for c in some], terms, 2) for some in (earlier, later))
    w = weights(mine, theirs)
    scores = cosine(dense(mine, w), dense(theirs, w))
    there, back = scores.argmax(axis=1), scores.argmax(axis=0)
    return [
        (later[j], round(float(scores[k, j]), 4)) if back[j] == k and scores[k, j] >= LIKE else (None, 0.0)
        for k, j in enumerate(there)
    ]


def _words(clause: Clause) -> str:
    """The clause's text without its number and without blanks."""
    return "".join(clause.text.removeprefix(clause.label).split())


def _change(kind: str, clause: Clause | None, later: Clause | None, score: float) -> dict[str, Any]:
    return {
        "change": kind,
        "clause": clause.label if clause else None,
        "later": later.label if later else None,
        "score": score,
        "text": clause.text if clause else None,
        "later_text": later.text if later else None,
    }
