"""Facets for a server that counts them often: what every clause is filed under, held in memory.

``engine.facets`` reads the rows of all hits, which for a common word is most of what a page of results costs. Here a hit is two
numbers, that of its function and that of the documents with the same region, genre, theme and year, and counting is counting numbers.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from dataclasses import dataclass

from pipeline.search.conditions import ALL, Filters
from pipeline.search.connection import Database, connected
from pipeline.search.engine import FACETS
from pipeline.search.query import parse
from pipeline.search.ranking import COMPARING, answer
from pipeline.search.synonyms import groups as groups_of

OF_CLAUSES = ("function",)
"""Facets that tell clauses of one document apart; the others are the document's."""


@dataclass(frozen=True, slots=True)
class Places:
    """One side of every clause: ``number[key]`` the place it is filed under, ``values`` the values of each place by facet."""

    names: tuple[str, ...]
    number: array
    values: list[tuple]


def places(db: Database) -> tuple[Places, Places]:
    """The places of all clauses as the database is now: by what is their document's, and by what is their own."""
    sides = tuple(name for name in FACETS if name not in OF_CLAUSES), OF_CLAUSES
    with connected(db) as connection:
        size = connection.execute("SELECT coalesce(max(key), 0) + 1 FROM clauses").fetchone()[0]
        return tuple(_filed(connection, names, size) for names in sides)


def _filed(connection: sqlite3.Connection, names: tuple[str, ...], size: int) -> Places:
    number, known = array("L", bytes(array("L").itemsize * size)), {}
    sql = f"SELECT c.key, {', '.join(FACETS[name] for name in names)} FROM clauses c JOIN documents d ON d.key = c.document"
    for key, *place in connection.execute(sql):
        number[key] = known.setdefault(tuple(place), len(known))
    return Places(names, number, list(known))


def counted(
    db: Database, query: str, held: tuple[Places, Places], *, filters: Filters = ALL, limit: int = 20
) -> dict[str, list[tuple[str, int]]]:
    """The same as ``engine.facets``, from ``held``, which must be of the database as it is now. Raises as ``engine.search``."""
    known = groups_of(None)
    tree = parse(query, known)
    with connected(db) as connection:
        plan = answer(connection, tree, filters, COMPARING, known).plan
        alone = plan.match is not None and not plan.where and plan.found is None
        source, parameters = plan.source()
        keys = [row[0] for row in connection.execute(f"SELECT {'clause_index.rowid' if alone else 'c.key'} {source}", parameters)]
    out: dict[str, dict[str, int]] = {name: {} for name in FACETS}
    for side in held:
        by_place = Counter(map(side.number.__getitem__, keys))
        for at, name in enumerate(side.names):
            counts = out[name]
            for place, n in by_place.items():
                value = side.values[place][at]
                counts[value] = counts.get(value, 0) + n
    return {
        name: sorted(((v, n) for v, n in counts.items() if v is not None), key=lambda item: (-item[1], item[0]))[:limit]
        for name, counts in out.items()
    }
