"""Saved searches, and what is new since each was last run. They stand in a file of their own beside the database
(``policies.db.searches.json``), so that they outlive it when it is built anew: clause ids come from content and stay the same.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from pathlib import Path

from pipeline.errors import QueryError
from pipeline.search.conditions import ALL, Filters
from pipeline.search.connection import connected
from pipeline.search.engine import identifiers, page
from pipeline.search.query import parse, words
from pipeline.search.results import Hit

MOST = 50_000
"""Hits of a search that can be saved."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A search by its name. ``seen`` are the ids of the clauses that it had found when it was last run, ``run`` (UTC)."""

    name: str
    query: str
    filters: Filters
    run: str
    seen: frozenset[str]


def searches(db: str | os.PathLike) -> list[Saved]:
    """The saved searches of a database, by name. Raises ``QueryError`` for a file that is not ours."""
    file = _file(db)
    if not file.exists():
        return []
    try:
        entries = json.loads(file.read_text("utf-8"))
        return [
            Saved(name, e["query"], Filters(**e["filters"]), e["run"], frozenset(e["seen"]))
            for name, e in sorted(entries.items())
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise QueryError(
            f"读不懂 cannot read {file}: {error}", hint=f"move {file.name} away and save the searches again"
        ) from error


def save(db: str | os.PathLike, name: str, query: str, *, filters: Filters = ALL) -> Saved:
    """Keep a search under ``name``, in place of one of that name; what it finds now counts as seen."""
    saved = Saved(name, query, filters, _now(), frozenset(_found(db, query, filters)))
    _write(db, [*(one for one in searches(db) if one.name != name), saved])
    return saved


def unseen(db: str | os.PathLike, name: str, *, mark: bool = True) -> list[Hit]:
    """What a saved search finds that it had not found when it was last run, in the order of the database; ``mark`` it as seen.

    Raises ``QueryError`` when there is no search of that name.
    """
    saved = _named(db, name)
    found = _found(db, saved.query, saved.filters)
    fresh = [(key, 0.0, ()) for identifier, key in found.items() if identifier not in saved.seen]
    with connected(db) as connection:
        hits = list(page(connection, fresh, list(words(parse(saved.query)))))
    if mark:
        now = Saved(name, saved.query, saved.filters, _now(), frozenset(found))
        _write(db, [*(one for one in searches(db) if one.name != name), now])
    return hits


def forget(db: str | os.PathLike, name: str) -> None:
    """Drop a saved search. Raises ``QueryError`` when there is none of that name."""
    _named(db, name)
    _write(db, [one for one in searches(db) if one.name != name])


def _named(db: str | os.PathLike, name: str) -> Saved:
    known = searches(db)
    for saved in known:
        if saved.name == name:
            return saved
    names = "、".join(saved.name for saved in known) or "—"
    raise QueryError(
        f"没有保存过这个检索 no saved search {name!r}; 有 there are: {names}", hint="zhengce search DB QUERY --save NAME"
    )


def _found(db: str | os.PathLike, query: str, filters: Filters) -> dict[str, int]:
    found = identifiers(db, query, filters=filters)
    if len(found) > MOST:
        raise QueryError(
            f"{len(found)} 条，太多，不能保存 clauses are too many to save (at most {MOST})", hint="add a word or a filter"
        )
    return found


def _write(db: str | os.PathLike, saved: list[Saved]) -> None:
    """All at once: a crash leaves the old file."""
    entries = {
        one.name: {"query": one.query, "filters": asdict(one.filters), "run": one.run, "seen": sorted(one.seen)} for one in saved
    }
    file = _file(db)
    new = file.with_name(f"{file.name}.new")
    new.write_text(json.dumps(entries, ensure_ascii=False, indent=1) + "\n", "utf-8")
    new.replace(file)


def _file(db: str | os.PathLike) -> Path:
    return Path(f"{os.fspath(db)}.searches.json")


def _now() -> str:
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
