"""The query language: a string → a syntax tree. Total: every string has a tree, or a ``QueryError`` says what to do.

=====================  =================================================================================
``补贴 老年人``         both words (blanks and ，。；！？ part words)
``敬老院|养老院``       either word; binds tighter than AND, so ``敬老院|养老院 补贴`` asks for 补贴 in each
``~敬老院``            the word or a synonym of it (see ``pipeline.search.synonyms``)
``-贷款``              the clause's text has no such word
``"处二万元以下、"``     exactly so, punctuation and blanks included (also “…” and 「…」)
``养老*补贴``           ``*`` up to 20 characters of the same sentence, ``?`` one character
``补贴 NEAR/10 老年人``  both with at most 10 characters between; ``THEN/10`` in this order
``SENTENCE(甲 乙)``     both in one sentence; ``PARA(…)`` in one paragraph
``(甲 乙)|丙``          parentheses group
``title:养老``          in the title; ``heading:`` in the headings above the clause, ``text:`` in the clause
``fine:>=10000``       facts of the clause, see ``pipeline.search.fact_conditions``
``region:浙江``         also ``genre: theme: function: year:>=2018 level: status: issuer: docno:``
=====================  =================================================================================

A word is found wherever its characters stand in a row, inside longer words too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.chinese.bigrams import RUN, fold
from pipeline.errors import QueryError
from pipeline.search.fact_conditions import AMOUNTS, FACTS
from pipeline.search.synonyms import Groups, reviewed

LONGEST = 10_000
DEEPEST = 10
"""Most operators and parentheses inside one another: what a tree costs doubles with each level."""
STARS = 2
"""Most ``*`` in one word: each multiplies what has to be tried."""
WIDEST = 200
"""Most characters between the two sides of NEAR."""


@dataclass(frozen=True, slots=True)
class Word:
    """Characters in a row, folded. ``wild``: ``*`` and ``?`` in it are wildcards; ``exact``: it was quoted, nothing like it will do."""

    text: str
    wild: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """``left`` and ``right`` (words, or alternatives of words) with at most ``distance`` characters between."""

    left: Tree
    right: Tree
    distance: int
    ordered: bool


@dataclass(frozen=True, slots=True)
class Same:
    """``part`` (words, alternatives, all of them) inside one ``sentence`` or one ``paragraph``."""

    unit: str
    part: Tree


@dataclass(frozen=True, slots=True)
class In:
    """``part`` looked for in one column of the index: title, heading or text."""

    column: str
    part: Tree


@dataclass(frozen=True, slots=True)
class Field:
    """A property of the document or the clause: ``op`` is one of = >= <= > <."""

    name: str
    op: str
    value: str


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Tree


Tree = Word | Near | Same | In | Field | And | Or | Not

COLUMNS = {"title": "title", "标题": "title", "heading": "heading", "章节": "heading", "text": "text", "正文": "text"}
FIELDS = {
    "region": "region", "地区": "region", "genre": "genre", "文种": "genre", "theme": "theme", "主题": "theme",
    "function": "function", "功能": "function", "year": "year", "年份": "year", "level": "level", "层级": "level",
    "status": "status", "状态": "status", "issuer": "issuer", "机关": "issuer", "docno": "docno", "文号": "docno",
    "code": "code", "编码": "code",
    **{name: name for name in FACTS},
}  # fmt: skip
COMPARED = {"year", *AMOUNTS}
UNITS = {"SENTENCE": "sentence", "PARA": "paragraph"}

_TOKEN = re.compile(
    r"""
    (?P<blank>[\s，。；！？]+)
  | "(?P<quoted>[^"]*)"? | “(?P<curly>[^”]*)”? | 「(?P<corner>[^」]*)」?
  | (?P<unit>SENTENCE|PARA)(?=[(（])
  | (?P<near>NEAR|THEN)(?:/(?P<distance>\d{1,4}))?(?=[\s(（"“「]|$)
  | (?P<open>[(（]) | (?P<close>[)）]) | (?P<or>[|｜])
  | (?P<not>-+)(?=[^\s\-])
  | (?P<like>[~～]+)(?=[^\s~～])
  | (?P<name>"""
    + "|".join([*COLUMNS, *FIELDS])
    + r""")[:：](?P<op>>=|<=|>|<|=)?
  | (?P<word>[^\s，。；！？|｜()（）"“”「」]+)
  | (?P<stray>.)
    """,
    re.VERBOSE,
)
_EDGES = "、：:,.;!?*·—-…"  # of an unquoted word: no part of it


def parse(query: str, synonyms: Groups | None = None) -> Tree:
    """The tree of a query; ``synonyms`` in place of the reviewed ones.

    >>> parse("敬老院|养老院 -补贴")
    And(parts=(Or(parts=(Word(text='敬老院', ...), Word(text='养老院', ...))), Not(part=Word(text='补贴', ...))))
    >>> parse("title:养老 year:>=2018").parts[1]
    Field(name='year', op='>=', value='2018')
    """
    if len(query) > LONGEST:
        raise QueryError(f"查询太长 the query is longer than {LONGEST} characters", hint="paste a sentence of it")
    query = query.encode("utf-8", "ignore").decode()  # half a character cannot be stored, so it cannot be found
    tokens = [m for m in _TOKEN.finditer(query) if not m["blank"]]
    tree = _Parser(tokens, synonyms).all()
    if tree is None:
        raise QueryError("查询中没有可检索的文字 no word to search for", hint="zhengce search DB 养老服务")
    return tree


def exact(text: str) -> Word:
    """A word of exactly this text. Raises ``QueryError`` when it is nothing but punctuation."""
    folded = fold(text).strip()
    if not RUN.search(folded):
        raise QueryError(f"没有可检索的文字 nothing but punctuation: {text!r}", hint="contains at least one character of a word")
    return Word(folded, exact=True)


def size(tree: Tree) -> int:
    """How many words and properties a tree asks for."""
    if isinstance(tree, (And, Or)):
        return sum(map(size, tree.parts))
    if isinstance(tree, Near):
        return size(tree.left) + size(tree.right)
    return size(tree.part) if isinstance(tree, (Not, Same, In)) else 1


def words(tree: Tree) -> Iterator[Word]:
    """The words that a hit may show: those of ``tree`` that are not negated and not of another column than the text."""
    if isinstance(tree, Word):
        yield tree
    elif isinstance(tree, (And, Or)):
        for part in tree.parts:
            yield from words(part)
    elif isinstance(tree, Near):
        yield from words(tree.left)
        yield from words(tree.right)
    elif isinstance(tree, Same) or (isinstance(tree, In) and tree.column == "text"):
        yield from words(tree.part)


class _Parser:
    """Recursive descent over tokens. A rule gives ``None`` where it finds nothing; what makes no sense is passed over."""

    def __init__(self, tokens: list[re.Match[str]], synonyms: Groups | None) -> None:
        self.tokens, self.at, self.depth, self.synonyms = tokens, 0, 0, synonyms

    def all(self) -> Tree | None:
        parts = []
        while self.at < len(self.tokens):
            part = self._and()
            if part is not None:
                parts.append(part)
            self.at += 1  # a parenthesis that closes nothing
        return _join(And, parts)

    def _has(self, group: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at][group] is not None

    def _and(self) -> Tree | None:
        parts = []
        while self.at < len(self.tokens) and not self._has("close"):
            part = self._or()
            if part is not None:
                parts.append(part)
        return _join(And, parts)

    def _or(self) -> Tree | None:
        parts = [self._near()]
        while self._has("or"):
            self.at += 1
            parts.append(self._near())
        return _join(Or, [part for part in parts if part is not None])

    def _near(self) -> Tree | None:
        left = self._one()
        while self._has("near"):
            token = self.tokens[self.at]
            self.at += 1
            right = self._one()
            if left is None or right is None:
                left = left or right
                continue
            distance = min(int(token["distance"] or 10), WIDEST)
            left = Near(_plain(left, token["near"], Or), _plain(right, token["near"], Or), distance, token["near"] == "THEN")
        return left

    def _one(self) -> Tree | None:
        if self.at >= len(self.tokens) or self._has("close") or self._has("or"):
            return None
        token = self.tokens[self.at]
        self.at += 1
        if self.depth >= DEEPEST:
            raise QueryError(f"括号套得太深 nested more than {DEEPEST} deep", hint="(甲 乙)|丙 -丁")
        self.depth += 1
        try:
            return self._unit(token)
        finally:
            self.depth -= 1

    def _unit(self, token: re.Match[str]) -> Tree | None:
        if token["not"]:
            part = self._one()
            return Not(part) if part is not None else None
        if token["like"]:
            part = self._one()
            return self._alike(part) if part is not None else None
        if token["unit"]:
            part = self._one()
            return Same(UNITS[token["unit"]], _plain(part, token["unit"], And, Or)) if part is not None else None
        if token["open"]:
            part = self._and()
            self.at += self._has("close")
            return part
        if token["name"]:
            return self._named(token["name"], token["op"])
        for kind in ("quoted", "curly", "corner"):
            if token[kind] is not None:
                return exact(token[kind]) if RUN.search(fold(token[kind])) else None
        return _word(token["word"]) if token["word"] else None

    def _alike(self, word: Tree) -> Tree:
        """A word and its synonyms as alternatives."""
        known = reviewed() if self.synonyms is None else self.synonyms
        if not isinstance(word, Word):
            raise QueryError("~ 只接受词 takes a word only", hint="~敬老院 补贴")
        return _join(Or, [word, *(Word(other) for other in known.get(word.text, ()))])

    def _named(self, name: str, op: str | None) -> Tree | None:
        if name in COLUMNS:
            part = self._one()
            return In(COLUMNS[name], _plain(part, f"{name}:", And, Or)) if part is not None else None
        token = self.tokens[self.at] if self.at < len(self.tokens) else {}
        value = next((token[kind] for kind in ("word", "quoted", "curly", "corner") if token and token[kind]), None)
        if value is None:
            raise QueryError(f"{name}: 后面没有值 {name}: names no value", hint=f"{name}:…")
        self.at += 1
        return _field(FIELDS[name], op or "=", value.strip())


def _join(kind: type[And] | type[Or], parts: list[Tree]) -> Tree | None:
    flat = [p for part in parts for p in (part.parts if isinstance(part, kind) else (part,))]
    distinct = tuple(dict.fromkeys(flat))
    return distinct[0] if len(distinct) == 1 else kind(distinct) if distinct else None


def _word(text: str) -> Word | None:
    text = fold(text).strip(_EDGES)
    if not RUN.search(text):
        return None
    text = re.sub(r"\*+", "*", text)
    if text.count("*") > STARS:
        raise QueryError(f"一个词中最多 {STARS} 个 * at most {STARS} of * in one word", hint="甲*乙*丙")
    return Word(text, wild="*" in text or "?" in text)


def _field(name: str, op: str, value: str) -> Field:
    if name == "year" and not re.fullmatch(r"\d{4}", fold(value)):
        raise QueryError(f"年份应为四位数字 a year is four digits, not {value!r}", hint="year:>=2018")
    if name not in COMPARED and op != "=":
        raise QueryError(f"{name}: 不能比较大小 cannot be compared", hint="year:>=2018")
    return Field(name, op, fold(value) if name == "year" else value)


def _plain(tree: Tree, operator: str, *joins: type[And] | type[Or]) -> Tree:
    """``tree`` if it is made of words and of ``joins`` only: what ``operator`` can look for."""
    if isinstance(tree, joins):
        for part in tree.parts:
            _plain(part, operator, *joins)
    elif not isinstance(tree, Word):
        raise QueryError(f"{operator} 只接受词 takes words only", hint="SENTENCE(补贴 老年人)   补贴 NEAR/10 老人|老年人")
    return tree
