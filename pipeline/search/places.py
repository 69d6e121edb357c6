"""Facets for a server that counts them often: what every clause is filed under, held in memory.

``engine.facets`` reads the rows of all hits, which for a common word is most of what a page of results costs. Here a hit is one
number, the group of clauses with the same region, genre, theme, function and year, and counting is counting numbers.
"""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass

from pipeline.search.conditions import ALL, Filters
from pipeline.search.connection import Database, connected
from pipeline.search.engine import FACETS
from pipeline.search.query import parse
from pipeline.search.ranking import COMPARING, answer
from pipeline.search.synonyms import groups as groups_of


@dataclass(frozen=True, slots=True)
class Places:
    """``group[key]`` is the number of a clause's group, ``values`` what each group is filed under, in the order of ``FACETS``."""

    group: array
    values: list[tuple]


def places(db: Database) -> Places:
    """The places of all clauses, as the database is now."""
    with connected(db) as connection:
        size = connection.execute("SELECT coalesce(max(key), 0) + 1 FROM clauses").fetchone()[0]
        numbers: dict[tuple, int] = {}
        group = array("L", bytes(array("L").itemsize * size))
        sql = f"SELECT c.key, {', '.join(FACETS.values())} FROM clauses c JOIN documents d ON d.key = c.document"
        for key, *place in connection.execute(sql):
            group[key] = numbers.setdefault(tuple(place), len(numbers))
    return Places(group, list(numbers))


def counted(
    db: Database, query: str, held: Places, *, filters: Filters = ALL, limit: int = 20
) -> dict[str, list[tuple[str, int]]]:
    """The same as ``engine.facets``, from ``held``, which must be of the database as it is now. Raises as ``engine.search``."""
    known = groups_of(None)
    tree = parse(query, known)
    with connected(db) as connection:
        plan = answer(connection, tree, filters, COMPARING, known).plan
        alone = plan.match is not None and not plan.where and plan.found is None
        source, parameters = plan.source()
        keys = [key for (key,) in connection.execute(f"SELECT {'clause_index.rowid' if alone else 'c.key'} {source}", parameters)]
    by_group = Counter(map(held.group.__getitem__, keys))
    out: dict[str, list[tuple[str, int]]] = {}
    for at, name in enumerate(FACETS):
        counts: dict[str, int] = {}
        for number, n in by_group.items():
            value = held.values[number][at]
            if value is not None:
                counts[value] = counts.get(value, 0) + n
        out[name] = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:limit]
    return out
