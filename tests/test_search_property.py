"""Any tree of the query language finds what an interpreter of its meaning finds, clause by clause."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from records import MARKET, NATION, database, record

from pipeline.chinese.bigrams import fold
from pipeline.errors import QueryError
from pipeline.model import Date, Facts
from pipeline.search import search
from pipeline.search.query import And, Field, In, Near, Not, Or, Same, Tree, Word, parse

DOCUMENTS = (
    record(),
    record("东江县市场管理办法", MARKET, genre="条例", region=None, level=None, promulgated=Date("2018-06-01")),
    record(
        "中华人民共和国养老服务法",
        (
            "第一条 养老、托育服务５０％由财政补助；补贴标准另定。\n老人和儿童同等对待，服务不收费。",
            "第二条 民政部门的人不得收取服务费；老人可以申请补贴。\n補貼按月發放。",
            "第三条 企业应当在十日内报告，逾期的处五千元以上一万元以下罚款。",
        ),
        genre="法律",
        region=NATION,
        level="国家",
        promulgated=Date("2019"),
    ),
)


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    return database(tmp_path_factory.mktemp("property") / "t.db", DOCUMENTS)


@dataclass(frozen=True)
class Seen:
    """A clause as the interpreter looks at it: its columns, folded, and what else a property may ask."""

    id: str
    title: str
    heading: str
    text: str
    genre: str | None
    level: str | None
    year: str
    facts: Facts


CLAUSES = [
    Seen(
        f"{d.document.id}#{c.eid}",
        fold(d.document.title),
        fold(" ".join(c.path)),
        fold(c.text),
        d.document.genre,
        d.document.level,
        d.document.promulgated.value[:4],
        facts,
    )
    for d in DOCUMENTS
    for c, facts in zip(d.clauses, d.facts, strict=True)
]

ENDS = {"sentence": "[。!?;\n]", "paragraph": "\n"}


def stands(word: Word, text: str) -> bool:
    if not word.wild:
        return word.text in text
    pieces = [{"*": "[^。!?;\n]{0,20}", "?": "."}.get(c, re.escape(c)) for c in word.text]
    return re.search("".join(pieces), text, re.DOTALL) is not None


def occurrences(tree: Tree, text: str) -> list[tuple[int, int]]:
    """Where a word or alternatives of words stand."""
    if isinstance(tree, Or):
        return [place for part in tree.parts for place in occurrences(part, text)]
    return [(n, n + len(tree.text)) for n in range(len(text)) if text.startswith(tree.text, n)]


def near(tree: Near, text: str) -> bool:
    for a, b in ((a, b) for a in occurrences(tree.left, text) for b in occurrences(tree.right, text)):
        if 0 <= b[0] - a[1] <= tree.distance or (not tree.ordered and 0 <= a[0] - b[1] <= tree.distance):
            return True
    return False


def within(tree: Tree, text: str) -> bool:
    if isinstance(tree, Word):
        return stands(tree, text)
    return (all if isinstance(tree, And) else any)(within(part, text) for part in tree.parts)


def has(tree: Field, clause: Seen) -> bool:
    """A property, for those that the strategy below asks for."""
    amounts = [q for q in clause.facts.quantities if q.role == tree.name]
    if tree.name == "modality":
        return any(n.modality == tree.value for n in clause.facts.norms)
    if tree.name == "actor":
        return any(tree.value in s.text for n in clause.facts.norms for s in n.actor)
    if tree.name == "fine":
        return any(q.high >= float(tree.value) if tree.op == ">=" else q.low <= float(tree.value) for q in amounts)
    if tree.name == "year":
        return clause.year >= tree.value if tree.op == ">=" else clause.year == tree.value
    return getattr(clause, tree.name) == tree.value


def speaks(tree: Tree) -> bool:
    """Whether words are looked for without a column being named."""
    return any(map(speaks, tree.parts)) if isinstance(tree, (And, Or)) else isinstance(tree, (Word, Near, Same))


def of_words(tree: Tree) -> bool:
    """Whether a tree is made of words alone, nothing denied and no property."""
    return all(map(of_words, tree.parts)) if isinstance(tree, (And, Or)) else isinstance(tree, (Word, Near, Same, In))


def anywhere(tree: Tree, clause: Seen) -> bool:
    if isinstance(tree, Word):
        return any(stands(tree, column) for column in (clause.title, clause.heading, clause.text))
    if isinstance(tree, (And, Or)):
        return (all if isinstance(tree, And) else any)(anywhere(part, clause) for part in tree.parts)
    return found(tree, clause)


def found(tree: Tree, clause: Seen) -> bool:
    """The meaning of a tree, as docs/search.md tells it."""
    if isinstance(tree, Word):
        return stands(tree, clause.text)
    if isinstance(tree, Near):
        return near(tree, clause.text)
    if isinstance(tree, Same):
        return any(within(tree.part, piece) for piece in re.split(ENDS[tree.unit], clause.text))
    if isinstance(tree, In):
        return within(tree.part, getattr(clause, tree.column))
    if isinstance(tree, Field):
        return has(tree, clause)
    if isinstance(tree, Not):
        return not found(tree.part, clause)
    if isinstance(tree, Or):
        return any(found(part, clause) for part in tree.parts)
    plain = [part for part in tree.parts if of_words(part)]
    speaking = [part for part in plain if speaks(part)]
    return (
        all(anywhere(part, clause) for part in plain)
        and (not speaking or any(found(part, clause) for part in speaking))
        and all(found(part, clause) for part in tree.parts if part not in plain)
    )


WORD = st.sampled_from(
    "养老 服务 补贴 補貼 人 民政部门 3.5 gb 办法 总则 第一 没有的词 老人 罚款 '养老、托育' 五千元 十五日".replace(
        "'", '"'
    ).split()
)
WILD = st.sampled_from(["养老*补贴", "服务?", "第?条", "收*服务", "五千元*罚款", "民?部门"])
FIELD = st.sampled_from(
    [
        "year:>=2019",
        "year:2018",
        "genre:法律",
        "level:国家",
        "modality:duty",
        "modality:sanction",
        "actor:民政部门",
        "fine:>=20000",
        "fine:<=9000",
    ]
)
EITHER = st.one_of(WORD, st.tuples(WORD, WORD).map("({0[0]}|{0[1]})".format))
NEAR = st.tuples(EITHER, st.sampled_from(["NEAR/3", "THEN/3", "NEAR/12", "THEN/12"]), EITHER).map(" ".join)
SAME = st.tuples(st.sampled_from(["SENTENCE", "PARA"]), EITHER, EITHER).map("{0[0]}({0[1]} {0[2]})".format)
COLUMN = st.tuples(st.sampled_from(["title", "heading", "text"]), EITHER).map("{0[0]}:{0[1]}".format)
QUERY = st.recursive(
    st.one_of(WORD, WILD, FIELD, NEAR.map("({})".format), SAME, COLUMN),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("({0[0]} {0[1]})".format),
        st.tuples(inner, inner).map("({0[0]}|{0[1]})".format),
        inner.map("-({})".format),
    ),
    max_leaves=6,
)


@given(QUERY)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
def test_any_tree_finds_what_it_means(db, query):
    try:
        tree = parse(query)
    except QueryError as error:
        assert "deep" in str(error)
        return
    results = search(db, query, limit=100, seconds=20)
    expected = {clause.id for clause in CLAUSES if found(tree, clause)}
    if results.mode == "any":  # nothing has all words: an answer to a question
        assert not expected
        return
    assert {hit.clause_id for hit in results.hits} == expected, results.explained
    assert results.total == len(expected) and not results.partial
