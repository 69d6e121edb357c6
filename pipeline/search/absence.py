"""Why a search finds nothing: which word is nowhere, and how much would be found without one word, property or filter."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import fields, replace

from pipeline.chinese.bigrams import RUN
from pipeline.search.conditions import ALL, SAID, Filters
from pipeline.search.connection import LONGEST, Database, connected
from pipeline.search.query import And, Field, Not, Tree, Word, parse, words
from pipeline.search.ranking import count
from pipeline.search.sql import any_word, compile
from pipeline.search.suggestions import corrected, meant

MOST = 10
"""Parts of a query that are tried one by one: each costs a search."""


def absence(db: Database, query: str, *, filters: Filters = ALL) -> list[str]:
    """Sentences that say why ``query`` has no hit; none when no single cause is found. Raises as ``search`` does.

    Which words no clause has, and what may have been meant; else how many hits there would be without one part or filter; else
    which properties no clause has.
    """
    tree = parse(query)
    parts = tree.parts if isinstance(tree, And) else (tree,)
    with connected(db, LONGEST) as connection:
        missing = [word for word in list(words(tree))[:MOST] if not count(connection, _anywhere(word))]
        if missing:
            return [f"没有条款含有 no clause has: {word.text}{_instead(connection, word)}" for word in missing]
        said = []
        for name, rest, without in _without(parts, filters):
            if n := count(connection, compile(rest, without.conditions())):
                said.append(f"去掉 without {name}: {n} 条 clauses")
        if not said:
            unfit = [part for part in parts if isinstance(part, Field) and not count(connection, compile(part))]
            said = [f"没有条款符合 no clause fits: {_written(part)}" for part in unfit]
    return said


def _instead(connection: sqlite3.Connection, word: Word) -> str:
    """Words that are there and may have been meant: synonyms, else words that differ by one character."""
    if word.wild or word.exact:
        return ""
    tried = meant(connection, word.text) or corrected(connection, word.text)
    return "；试试 try: " + "、".join(f"{other} ({n})" for other, n in tried) if tried else ""


def _anywhere(word: Word):
    """The plan that counts the clauses of one word: of a title too where the index alone can tell."""
    return any_word([word]) if RUN.fullmatch(word.text) else compile(word)


def _without(parts: tuple[Tree, ...], filters: Filters) -> Iterator[tuple[str, Tree, Filters]]:
    """What is left of a query when one of its filters or parts is taken away, with the name of that one."""
    whole = And(parts) if len(parts) > 1 else parts[0]
    for field in fields(filters):
        if value := getattr(filters, field.name):
            yield SAID[field.name].format(value), whole, replace(filters, **{field.name: None})
    if len(parts) == 1:
        return
    for part in parts[:MOST]:
        if (name := _written(part)) is not None:
            rest = tuple(other for other in parts if other is not part)
            yield name, And(rest) if len(rest) > 1 else rest[0], filters


def _written(tree: Tree) -> str | None:
    """A simple part of a query as it was typed."""
    if isinstance(tree, Word):
        return f'"{tree.text}"' if tree.exact else tree.text
    if isinstance(tree, Field):
        return f"{tree.name}:{'' if tree.op == '=' else tree.op}{tree.value}"
    if isinstance(tree, Not):
        inner = _written(tree.part)
        return None if inner is None else f"-{inner}"
    return None
