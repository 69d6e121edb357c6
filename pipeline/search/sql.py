"""Syntax tree → SQL: one FTS5 expression that drives and ranks, and conditions for what an index of bigrams cannot say.

What a tree means, for a clause with its document's title and the headings above it:

* a word alone is found where it stands in the clause's *text*;
* of words joined by AND each may stand in title, headings or text, one of them at least in the text;
* ``-word``: not in the clause's text; ``NEAR`` and ``SENTENCE`` look at the text alone;
* a part of an AND that denies something or asks for a property holds by itself.

``_text`` and ``_anywhere`` write that as SQL for any tree. ``_index`` writes an FTS5 expression that finds at least what the
tree finds; where it finds exactly that (``_exact``), nothing else is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pipeline.chinese.bigrams import RUN, phrase
from pipeline.search.conditions import condition
from pipeline.search.fact_conditions import wording
from pipeline.search.query import And, Field, In, Near, Not, Or, Same, Tree, Word, exact

LONG = 100
"""Characters of a word that go into the index expression; a longer word is compared with the text besides."""

_COLUMN = {"title": "d.title", "heading": "c.path", "text": "c.text"}
_JOINED = "clause_index CROSS JOIN clauses c ON c.key = clause_index.rowid CROSS JOIN documents d ON d.key = c.document"
_KNOWN = (
    "json_each(?) s CROSS JOIN clauses c ON c.key = json_extract(s.value, '$[0]') CROSS JOIN documents d ON d.key = c.document"
)
_END = {"sentence": "。!?;\n", "paragraph": "\n"}  # folded
_GAP = "[^。!?;\n]{0,20}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask of the database: FTS5's ``match`` (none when nothing is looked for in the text) and SQL conditions."""

    match: str | None = None
    where: tuple[str, ...] = ()
    parameters: tuple = ()
    found: str | None = None
    """Its clauses once they are known: JSON of [key, score] pairs, which then are all there is to it."""

    @property
    def compares(self) -> bool:
        """Whether clauses are compared with patterns one by one, which takes its time."""
        return any("zh_match" in condition for condition in self.where)

    def source(self, joined: bool = False) -> tuple[str, tuple]:
        """FROM and WHERE with their parameters. With conditions or ``joined``, ``c`` is the clause and ``d`` the document;
        else ``clause_index`` stands alone."""
        if self.found is not None:
            return f"FROM {_KNOWN}", (self.found,)
        if self.match is None:
            tables, where, parameters = "clauses c JOIN documents d ON d.key = c.document", self.where, self.parameters
        else:
            tables = _JOINED if self.where or joined else "clause_index"
            where, parameters = ("clause_index MATCH ?", *self.where), (self.match, *self.parameters)
        return f"FROM {tables}" + (f" WHERE {' AND '.join(where)}" if where else ""), parameters


NOTHING = Plan(where=("0",))
"""The plan that finds nothing."""


def compile(tree: Tree, extra: Iterable[tuple[str, tuple]] = ()) -> Plan:
    """The plan of ``tree`` together with ``extra`` conditions (SQL over ``c`` and ``d``, parameters)."""
    plain, other = _split(tree.parts if isinstance(tree, And) else (tree,))
    asked, conditions = None, []
    if plain:
        asked = _index(And(plain) if len(plain) > 1 else plain[0])
        conditions += _checks(plain)
    told = [_index(Word(text)) for part in other if (text := _wording(part))]
    if told:
        asked = " AND ".join(f"({one})" for one in ([asked] if asked else []) + told)
    denied = [part for part in other if isinstance(part, Not) and _exact(part.part) and asked]
    if denied:
        asked = f"({asked}) NOT ({' OR '.join(f'({_index(part.part)})' for part in denied)})"
    conditions += [_text(part) for part in other if part not in denied]
    conditions += [_Sql(sql, tuple(parameters)) for sql, parameters in extra]
    return Plan(asked, tuple(c.sql for c in conditions), tuple(p for c in conditions for p in c.parameters))


def any_word(words: Iterable[Word], extra: Iterable[tuple[str, tuple]] = ()) -> Plan:
    """The plan of any of ``words`` anywhere, for questions, together with ``extra`` conditions."""
    extra = list(extra)
    asked = " OR ".join(_index(word, anywhere=True) or "" for word in words)
    return Plan(asked, tuple(sql for sql, _ in extra), tuple(p for _, parameters in extra for p in parameters))


def titled(plan: Plan, words: Iterable[Word]) -> list[Plan]:
    """``plan`` in two: the clauses of documents whose title has any of ``words``, and the others."""
    title = " OR ".join(found for word in words if len(word.text) > 1 and (found := _phrases(word)))  # of one character: too many
    if not title:
        return [plan]
    return [replace(plan, match=f"({plan.match}) {operator} ({{title}} : ({title}))") for operator in ("AND", "NOT")]


def contains(text: str) -> tuple[str, tuple]:
    """SQL over ``c`` and its parameters: the clause has exactly this text, width and case apart."""
    found = _text(exact(text))
    return found.sql, found.parameters


@dataclass(frozen=True, slots=True)
class _Sql:
    sql: str
    parameters: tuple = field(default=())


def _wording(part: Tree) -> str | None:
    """Characters in a row that the clauses with this property all have in their text."""
    text = wording(part.name, part.op, part.value) if isinstance(part, Field) else None
    return text if text and len(text) <= LONG and RUN.fullmatch(text) else None


def _split(parts: tuple[Tree, ...]) -> tuple[tuple[Tree, ...], tuple[Tree, ...]]:
    """The parts of an AND that the index can look for, and those that deny something or ask for a property."""
    indexed = [_index(part, anywhere=True) is not None for part in parts]
    return tuple(p for p, yes in zip(parts, indexed, strict=True) if yes), tuple(
        p for p, yes in zip(parts, indexed, strict=True) if not yes
    )


def _checks(parts: tuple[Tree, ...]) -> list[_Sql]:
    """Conditions for those parts of an AND of which the index finds too much."""
    loose = [part for part in parts if not _exact(part)]
    if not loose:
        return []
    if len(parts) == 1:
        return [_text(parts[0])]
    speaking = [part for part in parts if _speaks(part)]
    return [*map(_anywhere, loose), *([_both("OR", map(_text, speaking))] if speaking else [])]


def _exact(tree: Tree) -> bool:
    """Whether ``_index`` finds exactly what ``tree`` means."""
    if isinstance(tree, Word):
        return not tree.wild and len(tree.text) <= LONG and bool(RUN.fullmatch(tree.text))
    if isinstance(tree, In):
        return _exact(tree.part)
    return isinstance(tree, (And, Or)) and all(map(_exact, tree.parts))


def _index(tree: Tree, anywhere: bool = False) -> str | None:
    """An FTS5 expression for ``tree``; None where there is none (properties, what is only negated)."""
    if isinstance(tree, Word):
        found = _phrases(tree)
        return found if anywhere else f"{{text}} : ({found})"
    if isinstance(tree, In):
        return f"{{{tree.column}}} : ({_index(tree.part, anywhere=True)})"
    if isinstance(tree, Near):
        return f"({_index(tree.left)}) AND ({_index(tree.right)})"
    if isinstance(tree, Same):
        return f"{{text}} : ({_index(tree.part, anywhere=True)})"
    if isinstance(tree, (And, Or)):
        parts = [_index(part, anywhere) for part in tree.parts]
        if None in parts:
            return None
        if isinstance(tree, Or):
            return " OR ".join(f"({part})" for part in parts)
        everywhere = [_index(part, anywhere=True) for part in tree.parts]
        asked = " AND ".join(f"({part})" for part in everywhere)
        speaking = [n for n, part in enumerate(tree.parts) if _speaks(part)]
        if anywhere or not speaking or any(parts[n] == everywhere[n] for n in speaking):  # such a part looks at the text alone
            return asked
        return f"{asked} AND ({' OR '.join(f'({parts[n]})' for n in speaking)})"
    return None


def _phrases(word: Word) -> str:
    out = []
    for piece in re.split(r"[*?]", word.text) if word.wild else [word.text[:LONG]]:
        terms, prefix = phrase(piece)
        if terms:
            out.append(f'"{" ".join(terms)}"{" *" if prefix else ""}')
    return " AND ".join(out)


def _speaks(tree: Tree) -> bool:
    """Whether ``tree`` looks for words without naming a column."""
    if isinstance(tree, (And, Or)):
        return any(map(_speaks, tree.parts))
    return isinstance(tree, (Word, Near, Same))


def _text(tree: Tree) -> _Sql:
    """A condition that ``tree`` is found in the clause."""
    if isinstance(tree, Word):
        return _match(pattern(tree), "c.text") if not _exact(tree) else _rows(tree)
    if isinstance(tree, Field):
        return _Sql(*condition(tree.name, tree.op, tree.value))
    if isinstance(tree, Not):
        return _not(_text(tree.part))
    if isinstance(tree, Or):
        return _both("OR", map(_text, tree.parts))
    if isinstance(tree, And):
        plain, other = _split(tree.parts)
        speaking = [part for part in plain if _speaks(part)]
        return _both(
            "AND", [*map(_anywhere, plain), *([_both("OR", map(_text, speaking))] if speaking else []), *map(_text, other)]
        )
    return _anywhere(tree)


def _anywhere(tree: Tree) -> _Sql:
    """A condition that ``tree``, made of words, is found in the clause, its headings or its document's title."""
    if isinstance(tree, Word):
        return _rows(tree, anywhere=True) if _exact(tree) else _both("OR", (_match(pattern(tree), c) for c in _COLUMN.values()))
    if isinstance(tree, In):
        return _rows(tree) if _exact(tree) else _within(tree.part, _COLUMN[tree.column])
    if isinstance(tree, Near):
        left, right = pattern(tree.left), pattern(tree.right)
        gap = f".{{0,{tree.distance}}}"
        return _match(left + gap + right if tree.ordered else f"{left}{gap}{right}|{right}{gap}{left}", "c.text")
    if isinstance(tree, Same):
        return _match(f"(?:^|[{_END[tree.unit]}]){_ahead(tree.part, _END[tree.unit])}", "c.text")
    return _both("AND" if isinstance(tree, And) else "OR", map(_anywhere, tree.parts))


def _within(tree: Tree, column: str) -> _Sql:
    if isinstance(tree, Word):
        return _match(pattern(tree), column)
    return _both("AND" if isinstance(tree, And) else "OR", (_within(part, column) for part in tree.parts))


def _rows(tree: Tree, anywhere: bool = False) -> _Sql:
    return _Sql("c.key IN (SELECT rowid FROM clause_index WHERE clause_index MATCH ?)", (_index(tree, anywhere),))


def _match(pattern: str, column: str) -> _Sql:
    return _Sql(f"zh_match(?, {column})", (pattern,))


def _not(condition: _Sql) -> _Sql:
    return _Sql(f"NOT coalesce({condition.sql}, 0)", condition.parameters)


def _both(operator: str, conditions: Iterable[_Sql]) -> _Sql:
    conditions = list(conditions)
    return _Sql(f"({f' {operator} '.join(c.sql for c in conditions)})", tuple(p for c in conditions for p in c.parameters))


def pattern(tree: Tree) -> str:
    """A regular expression over folded text for a word or alternatives of words."""
    if isinstance(tree, Or):
        return f"(?:{'|'.join(map(pattern, tree.parts))})"
    if not tree.wild:
        return re.escape(tree.text)
    return "".join({"*": _GAP, "?": "."}.get(c, re.escape(c)) for c in tree.text)


def _ahead(tree: Tree, end: str) -> str:
    """A look-ahead from the beginning of a unit that asks for every word before its end."""
    if isinstance(tree, And):
        return "".join(_ahead(part, end) for part in tree.parts)
    if isinstance(tree, Or):
        return f"(?:{'|'.join(_ahead(part, end) for part in tree.parts)})"
    return f"(?=[^{end}]*?{pattern(tree)})"
