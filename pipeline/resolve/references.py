"""The pass over all citations of a store: computes what each points to and writes what differs from what stands there.

It depends on the stored rows alone, so that it gives the same whatever order the sources came in, and a second pass writes
nothing. A document that is added can give an older one its target; therefore all are looked at, which costs seconds.
"""

from __future__ import annotations

import bisect
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from pipeline.resolve.amended import BARE, Amended
from pipeline.resolve.relations import relations
from pipeline.resolve.subjects import subject_of
from pipeline.resolve.trees import KINDS, Place, Tree, expand
from pipeline.resolve.works import Held, Works, name
from pipeline.store import Store

FOUND, PARTLY, MISSING, NOT_HELD = "found", "partly", "missing", "not held"
"""The part itself; its article, without the paragraph or item named; the text, but no such part; no such text."""

_PARAGRAPH = re.compile(r"para_(\d+)")
INHERITS = (*BARE, "here")
_BOOKS = 3  # documents of one version from which they are taken for the books of a code
_TREES = 64  # documents kept in memory
_CITATIONS = """
SELECT c.document, c.key, e.n, e.start, e.end, e.title, e.target, c.part, c.eid, c.text, d.date, d.title, e.rule, c.path,
  c.start
FROM entities e JOIN clauses c ON c.key = e.clause JOIN documents d ON d.key = c.document
WHERE e.citation = 1 ORDER BY c.document, c.key, e.n"""

_PLACES = f"""
SELECT eid, kind, number, suffix, part, label FROM nodes
WHERE document = ? AND number IS NOT NULL AND kind IN ({", ".join(f"'{kind}'" for kind in KINDS)}) ORDER BY n"""


@dataclass(slots=True)
class Summary:
    """Citations by outcome, and the documents whose rows were written."""

    outcomes: dict[str, int] = field(default_factory=dict)
    written: int = 0


def resolve(store: Store) -> Summary:
    """Bring the table ``citations`` of ``store`` up to date with its documents, in one transaction."""
    connection = store.connection
    texts = Works(connection.execute("SELECT key, title, carries, date FROM documents"))
    trees = _Trees(connection)
    stored = _stored(connection)
    summary, changed = Summary(), {}
    for document, cited in groupby(connection.execute(_CITATIONS).fetchall(), key=lambda row: row[0]):
        rows = list(_document(list(cited), texts, trees))
        for row in rows:
            summary.outcomes[row[4]] = summary.outcomes.get(row[4], 0) + 1
        if rows != stored.get(document, []):
            changed[document] = rows
    summary.written = len(changed)
    store.replace_citations(changed)
    return summary


def _stored(connection: sqlite3.Connection) -> dict[int, list[tuple]]:
    rows = connection.execute(
        "SELECT c.document, f.clause, f.n, f.k, f.relation, f.outcome, f.title, f.part, f.document, f.eid, f.target, f.younger "
        "FROM citations f JOIN clauses c ON c.key = f.clause ORDER BY c.document, f.clause, f.n, f.k"
    )
    return {document: [row[1:] for row in group] for document, group in groupby(rows, key=lambda row: row[0])}


def _document(cited: list[tuple], texts: Works, trees: _Trees) -> Iterator[tuple]:
    """The rows of the citations of one document, in their order."""
    amended = Amended(cited[0][11])
    for _, clause in groupby(cited, key=lambda row: row[1]):
        of_clause = list(clause)
        amended.under(of_clause[0][13])
        why = relations(of_clause[0][9], [(row[3], row[4]) for row in of_clause])
        last: _Said | None = None
        for row, relation in zip(of_clause, why, strict=True):
            said = _said(row, relation, amended, trees)
            yield from _citation(row, relation, said, last, texts, trees)
            if (said.target or "").startswith("art_") and not _of_here(said, row[8]):
                last = said


class _Said(NamedTuple):
    """What a citation says: the title meant (``None`` is the document itself) and the parts of it."""

    title: str | None
    target: str | None


def _of_here(said: _Said, here: str) -> bool:
    """Whether a citation means the article it stands in: it names no other one that later paragraphs may be of."""
    return said.title is None and here.endswith((said.target or "").partition(",")[0].partition("__")[0])


def _said(row: tuple, relation: str | None, amended: Amended, trees: _Trees) -> _Said:
    document, _, _, start, _, title, target, _, eid, text, _, _, rule, _, begin = row
    if rule == "backward" and target:
        target = trees.counted_back(document, eid, target, begin + start)
    quoted = text.count("“", 0, start) > text.count("”", 0, start)
    return _Said(*amended.meant(title, target, rule, relation, quoted))


def _citation(row: tuple, relation: str | None, said: _Said, last: _Said | None, texts: Works, trees: _Trees) -> Iterator[tuple]:
    """The rows of one citation, one for each part that it names."""
    document, clause, n, _, _, _, _, part, eid, _, date, own, rule, _, _ = row

    def look(title: str | None, steps: tuple[str, ...]) -> tuple[str | None, tuple, bool]:
        if title is None:
            return None, trees.look([Held(document, "", part), *texts.siblings(own, document, date)], steps, eid), False
        held, younger = texts.meant(title, date)
        return title, trees.look(held, steps, ""), younger

    for k, steps in enumerate(expand(said.target or "") or [()]):
        found = look(said.title, steps)
        if said.title is None and rule in INHERITS and found[1][0] in (MISSING, PARTLY):
            for title, others in _elsewhere(steps, rule, last, own, eid):
                other = look(title, others)
                if other[1][0] == FOUND:
                    found, steps = other, others
                    break
        title, (outcome, *where), younger = found
        yield clause, n, k, relation, outcome, title and name(title), "__".join(steps) or None, *where, int(younger)


def _elsewhere(
    steps: tuple[str, ...], rule: str, last: _Said | None, own: str, here: str
) -> Iterator[tuple[str | None, tuple[str, ...]]]:
    """Where else a part without a title may be that the text itself lacks, the likeliest first.

    违反本办法第九条第一款的，警告；违反第三款的，罚款: the article named before. 刑法第三百条的罪或者第三百零二条的罪: the law named
    before. 关于适用刑法…的解释: the law that the whole text is about.
    """
    if last is not None and len(steps) > 1 and here.endswith(steps[0]):
        yield last.title, (expand(last.target or "")[0][0], *steps[1:])
    if rule in BARE:
        if last is not None and last.title:
            yield last.title, steps
        if subject := subject_of(own):
            yield subject, steps


class _Trees:
    """Trees and clauses of documents, read when they are asked for."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._tree = lru_cache(_TREES)(self._read_tree)
        self._clauses = lru_cache(_TREES)(self._read_clauses)

    def look(self, held: list[Held], steps: tuple[str, ...], here: str) -> tuple[str, int | None, str | None, int | None]:
        """Outcome, document, id of the node and key of the clause; the first of the texts ``held`` that has the part."""
        if not held:
            return NOT_HELD, None, None, None
        if not steps:
            return FOUND, held[0].document, None, None
        best = None
        for text in held:
            found = self._tree(text.document).find(steps, text.part, here)
            if found and (best is None or found[1] and not best[1][1]):
                best = text.document, found
        if best is None and (book := self._book(held, steps[0])):
            return (FOUND, book.document, None, None) if len(steps) == 1 else self.look([book], steps[1:], here)
        if best is None:
            return MISSING, held[0].document, None, None
        document, (eid, exact) = best
        return FOUND if exact else PARTLY, document, eid, self._clause_of(document, eid)

    def _book(self, held: list[Held], step: str) -> Held | None:
        """第三编 of a code that was published book by book: the third of its documents in the order of their articles."""
        if not step.startswith("part_") or len(held) < _BOOKS:
            return None
        firsts = {text: self._tree(text.document).first_article for text in held}
        books = sorted((text for text in held if firsts[text]), key=lambda text: firsts[text])
        number = int(step.rpartition("_")[2])
        return books[number - 1] if number <= len(books) else None

    def counted_back(self, document: int, article: str, target: str, offset: int) -> str:
        """``target`` of 前款 with its 款 counted in the tree: an extractor sees lines, and a line may go on with an item."""
        numbers = [int(n) for n in _PARAGRAPH.findall(target)]
        here = self._tree(document).paragraph_at(article, offset)
        if not numbers or here is None or here <= len(numbers):
            return target
        shift = here - 1 - max(numbers)
        return _PARAGRAPH.sub(lambda m: f"para_{int(m[1]) + shift}", target) if shift else target

    def _clause_of(self, document: int, eid: str) -> int | None:
        """The clause that has the node in it; a chapter is in none."""
        if eid.rpartition("__")[2].startswith(("chp", "sec", "part_")):
            return None
        starts, clauses = self._clauses(document)
        offset = self._tree(document).starts[eid]
        at = bisect.bisect_right(starts, offset) - 1
        return clauses[at][0] if at >= 0 and offset < clauses[at][1] else None

    def _read_tree(self, document: int) -> Tree:
        starts = dict(self._connection.execute("SELECT eid, start FROM nodes WHERE document = ?", (document,)))
        return Tree(map(Place._make, self._connection.execute(_PLACES, (document,))), starts)

    def _read_clauses(self, document: int) -> tuple[list[int], list[tuple[int, int]]]:
        rows = self._connection.execute("SELECT start, key, end FROM clauses WHERE document = ? ORDER BY start", (document,))
        found = rows.fetchall()
        return [row[0] for row in found], [row[1:] for row in found]
