"""Search: exact in Chinese, total in its input, and the same as looking through every clause."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from records import CARE, MARKET, NATION, database, record

from pipeline.chinese.bigrams import RUN, fold
from pipeline.errors import QueryError, StoreError
from pipeline.model import Date
from pipeline.search import Filters, facets, search
from pipeline.search.facts import COLUMNS, facts
from pipeline.search.lookup import describe
from pipeline.search.overview import counts, issues, totals
from pipeline.store import open_store

DOCUMENTS = (
    record(),
    record("东江县市场管理办法", MARKET, genre="条例", region=None, level=None, promulgated=Date("2018-06-01")),
    record(
        "中华人民共和国服务法",
        (
            "第一条 养老、托育服务５０％由财政补助；补贴标准另定。\n老人和儿童同等对待。",
            "第二条 所有权人有权依法取得服务。民政部门的人不得收费。",
            "第三条 符合3.5米标准的，按GB/T 35796执行。",
        ),
        genre="法律",
        region=NATION,
        level="国家",
        promulgated=Date("2019"),
    ),
)


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    return database(tmp_path_factory.mktemp("search") / "t.db", DOCUMENTS)


def everything() -> list[tuple[str, str, str]]:
    """(title, headings, text) of every clause, folded."""
    return [(fold(d.document.title), fold(" ".join(c.path)), fold(c.text)) for d in DOCUMENTS for c in d.clauses]


def labels(results) -> list[str]:
    return [f"{hit.document[:2]}{hit.label}" for hit in results.hits]


@pytest.mark.parametrize(
    ("query", "expected", "why"),
    [
        ("养老", ["东江第二条", "中华第一条", "西山第一条"], "a word of two characters"),
        ("老", ["东江第二条", "中华第一条", "西山第一条"], "one character"),
        ("50%", ["东江第一条", "中华第一条"], "digits and a sign, of either width"),
        ("/T 3", ["东江第一条", "中华第三条"], "words are AND; a letter inside a Latin word"),
        ("5796", ["中华第三条"], "digits inside a number"),
        ("养老服务", ["东江第二条", "西山第一条"], "punctuation between is no part of the word"),
        ('"养老、托育"', ["中华第一条"], "quotes: exact with punctuation"),
        ('"养老，托育"', [], "quotes: another mark is another text"),
        ("养老、托育", ["中华第一条"], "a mark inside an unquoted word counts too"),
        ("托育|认证 -老人", ["东江第一条"], "alternatives, then NOT"),
        ("(托育|认证) (老人 | 费用)", ["东江第一条", "中华第一条"], "parentheses"),
        ("东江 认证", ["东江第一条"], "a word of the title with a word of the text"),
        ("title:服务法 收费", ["中华第二条"], "the title by name"),
        ("heading:总则 托育", ["中华第一条"], "the headings by name"),
        ("text:服务法", [], "the text by name"),
        ("符合*补贴", ["西山第二条"], "a gap in one sentence"),
        ("财政?助", ["中华第一条"], "one character"),
        ("补助 NEAR/3 补贴", ["中华第一条"], "near"),
        ("补贴 THEN/3 补助", [], "then: in this order"),
        ("SENTENCE(财政 补贴)", [], "；ends a sentence"),
        ("PARA(财政 补贴)", ["中华第一条"], "a paragraph goes on"),
        ("PARA(财政 老人)", [], "a line feed ends a paragraph"),
        ("服务 year:>=2020", ["西山第一条"], "a property"),
        ("服务 -genre:法律", ["东江第二条", "西山第一条"], "a property denied, unknown values are not it"),
        ("(补贴 level:国家)|认证", ["东江第一条", "中华第一条"], "properties inside alternatives"),
    ],
)
def test_queries(db, query, expected, why):
    results = search(db, query)
    found = sorted(labels(results)) if results.mode == "exact" else []
    assert found == sorted(expected), f"{why}\n{results.explained}"


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_word_is_found_wherever_it_stands(db, data):
    """Against looking through every clause, for pieces of the texts and for strings that need not be there."""
    texts = everything()
    text = data.draw(st.sampled_from(texts))[2]
    start = data.draw(st.integers(0, len(text) - 1))
    piece = text[start : start + data.draw(st.integers(1, 8))]
    word = data.draw(st.sampled_from([piece, piece[::-1], piece[:1] * 2]))
    if not RUN.fullmatch(word):
        return
    results = search(db, f'"{word}"', limit=100)
    assert results.total == len(results.hits) == sum(word in text for _, _, text in texts), word
    for hit in results.hits:
        assert hit.marks and all(word in fold(hit.text[a:b]) for a, b in hit.marks)


WORDS = st.sampled_from(["养老", "服务", "补贴", "人", "民政部门", "3.5", "gb", "办法", "总则", "第一", "没有的词"])
QUERIES = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda p: f"({p[0]} {p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"({p[0]}|{p[1]})"),
        inner.map(lambda q: f"-({q})"),
    ),
    max_leaves=6,
)


@given(QUERIES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_query_finds_what_its_meaning_says(db, query):
    from pipeline.search.query import And, Not, Or, Word, parse

    def positive(tree):
        return all(map(positive, tree.parts)) if isinstance(tree, (And, Or)) else isinstance(tree, Word)

    def anywhere(tree, clause):
        if isinstance(tree, Word):
            return any(tree.text in part for part in clause)
        return (all if isinstance(tree, And) else any)(anywhere(part, clause) for part in tree.parts)

    def inside(tree, clause):
        if isinstance(tree, Word):
            return tree.text in clause[2]
        if isinstance(tree, Not):
            return not inside(tree.part, clause)
        if isinstance(tree, Or):
            return any(inside(part, clause) for part in tree.parts)
        plain = [part for part in tree.parts if positive(part)]
        return (
            all(anywhere(part, clause) for part in plain)
            and (not plain or any(inside(part, clause) for part in plain))
            and all(inside(part, clause) for part in tree.parts if part not in plain)
        )

    try:
        tree = parse(query)
    except QueryError as error:
        assert "deep" in str(error)
        return
    results = search(db, query)
    expected = sum(inside(tree, clause) for clause in everything())
    assert results.total == expected or (expected == 0 and results.mode == "any"), results.explained


NONSENSE = [
    "",
    " ",
    "，。！",
    '"',
    '""',
    '"。"',
    "()",
    "-",
    "|",
    "*",
    "?",
    "((((",
    "- - -",
    "NEAR",
    "SENTENCE()",
    "😀",
    "\x00",
    "\ud800",
    "title:",
    "~!@#$^&",
    "~",
    "～～",
    "? ?",
    "*?*",
    "\x01\x02\x1f",
    "👨‍👩‍👧",
]
ODD = [
    *("养老" + q for q in NONSENSE),
    "'; DROP TABLE clauses; --",
    "text MATCH '养老' OR 1=1",
    '养老" OR "服务',
    "{title}: 养老",
    "养老 AND NOT 服务",
    "^养老 + 服务*",
    "(养老 | (服务",
    "养老)) 服务",
    "-(-(-养老))",
    "title:title:title:养老",
    "养老 NEAR/99999 服务",
    "NEAR(养老 服务, 5)",
    "rowid:1 OR clause_index:养老",
    "的 了 吗 是 在",
    "?的?",
    "*" * 500 + "养",
    "~~养老",
    "-~养老",
    "~" * 3_000 + "养老",
    "养" * 10_000,
    "养老 " * 3_000,
    "(" * 5_000 + "养老" + ")" * 4_000,
    "-title:" * 1_400 + "养",
    "".join(chr(0x4E00 + n) for n in range(9_000)),
    " ".join(chr(0x4E00 + n) + chr(0x4E01 + n) for n in range(3_000)),
    " NEAR ".join("养" * 500),
    "养*" * 300,
    "养*老*服*务",
    "养老 " + " ".join(f"-{chr(0x4E00 + n)}" for n in range(90)),
    " ".join(f"-{chr(0x4E00 + n)}" for n in range(90)),
    " ".join(f"-{chr(0x4E00 + n)}" for n in range(3_000)),
    " ".join(f"(year:{n} 养)|" for n in range(1000, 1400)),
    "养老 " + " ".join(f"year:>{n}" for n in range(1000, 1090)),
    "(" * 29 + "养老 " + " 服)|务" * 29,
]


@pytest.mark.parametrize("query", [*NONSENSE, *ODD, "养" * 10_001], ids=lambda q: ascii(q[:20]))
def test_every_input_has_an_answer_or_a_sentence(db, query):
    started = time.process_time()
    try:
        search(db, query)
    except QueryError as error:
        assert error.hint
    assert time.process_time() - started < 1


@given(st.text(st.sampled_from('养老服务 ()|-"*?:/NEARSENTCtile“”「year>=2018，。')))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_input_shows_an_error_of_the_database(db, query):
    try:
        search(db, query)
    except QueryError as error:
        assert str(error)


@pytest.mark.parametrize(
    ("filters", "expected", "sentence"),
    [
        (Filters(region="西山市"), {"西山"}, "地区 西山市"),
        (Filters(region="3301"), {"西山"}, "地区 3301"),
        (Filters(region="浙江"), {"西山"}, "地区 浙江"),
        (Filters(region="全国"), {"中华"}, "地区 全国"),
        (Filters(genre="条例"), {"东江"}, "文种 条例"),
        (Filters(theme="民政", since="2019"), {"中华", "西山"}, "主题 民政，2019 起"),
        (Filters(until="2019"), {"东江", "中华"}, "2019 止"),
        (Filters(since="2018-06-01", until="2018-06-30"), {"东江"}, "2018-06-01 起，2018-06-30 止"),
        (Filters(function="liability"), set(), "功能 liability"),
    ],
)
def test_filters(db, filters, expected, sentence):
    results = search(db, "服务", filters=filters)
    assert {label[:2] for label in labels(results)} == expected
    assert sentence in results.sentence


@pytest.mark.parametrize("since", ["昨天", "20", "2018年"])
def test_a_date_that_is_none_is_told(db, since):
    with pytest.raises(QueryError, match="not a date"):
        search(db, "服务", filters=Filters(since=since))


def test_facets_count_every_hit(db):
    found = facets(db, "服务")
    assert sum(n for _, n in found["genre"]) == search(db, "服务").total
    assert dict(found["genre"]) == {"法律": 2, "条例": 1, "办法": 1}
    assert dict(found["year"]) == {"2019": 2, "2018": 1, "2021": 1}


def test_a_question_is_answered_by_its_telling_words(db):
    results = search(db, "申请以后几日作出决定，补贴多少？")
    assert results.mode == "any"
    assert labels(results)[0] == "西山第二条"
    assert "no clause has all words" in results.sentence


def test_pages_and_orders(db):
    whole = search(db, "服务").hits
    assert search(db, "服务", limit=1, offset=1).hits == whole[1:2]
    assert search(db, "服务", limit=1).total == len(whole)
    assert [hit.date for hit in search(db, "服务", sort="date").hits] == ["2021-02", "2019", "2019", "2018-06-01"]
    assert labels(search(db, "服务", sort="level"))[0].startswith("中华")
    with pytest.raises(QueryError):
        search(db, "服务", sort="random")


def test_a_hit_says_where_it_is(db):
    hit = search(db, "五千元").hits[0]
    assert hit.clause_id == f"{hit.document_id}#chp_1__art_3"
    assert (hit.label, hit.path, hit.region, hit.source) == ("第三条", ("第一章 总则",), "西山市", "0.txt")
    assert hit.text == CARE[2]
    assert [hit.text[a:b] for a, b in hit.marks] == ["五千元"]
    assert "处【五千元】以上" in hit.snippet
    assert {"clause_id", "document", "label", "eid", "region", "score", "snippet", "text", "source"} <= set(hit.row())


def test_marks_are_offsets_of_the_stored_text(db):
    hit = search(db, "50%由").hits[0]
    assert [hit.text[a:b] for a, b in hit.marks] == ["５０％由"]


def test_an_open_connection_serves_too(db):
    with open_store(db, readonly=True) as store:
        assert search(store.connection, "养老").total == search(db, "养老").total
        assert search(store.connection, "符合*补贴").total == 1


def test_a_query_without_end_is_given_up(db):
    from pipeline.search.connection import connected

    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(QueryError, match="0.1 seconds"), connected(db, 0.1) as connection:
        connection.execute(endless).fetchone()


def test_no_database_is_told(tmp_path):
    with pytest.raises(StoreError, match="no database"):
        search(tmp_path / "none.db", "养老")


def test_facts_are_rows_with_their_place(db):
    (fine,) = facts(db, "quantity", role="fine")
    assert (fine["clause"], fine["low"], fine["high_inclusive"], fine["of"]) == ("第三条", 5000.0, True, "罚款")
    assert tuple(fine) == COLUMNS["quantity"]
    (duty,) = facts(db, "norm", modality="duty", contains="十五日内")
    assert duty["actor"] == ["民政部门"]
    assert [row["norm"] for row in facts(db, "entity", label="law")] == ["西山市养老服务办法#art_3"]
    assert list(facts(db, "entity", filters=Filters(genre="法律"), contains="没有")) == []


def test_lookup_by_id_title_and_part_of_it(db):
    document = describe(db, "西山市")
    assert describe(db, document["id"]) == document == describe(db, "西山市养老服务办法")
    clause = describe(db, document["clauses"][2]["clause_id"])
    assert (clause["label"], clause["norms"][0]["modality"], clause["quantities"][0]["low"]) == ("第三条", "sanction", 5000.0)
    with pytest.raises(QueryError, match="2 份文件"):
        describe(db, "办法")
    for missing in ("没有这份", f"{document['id']}#art_99"):
        with pytest.raises(QueryError):
            describe(db, missing)


def test_overview(db):
    assert {row["kind"]: row["count"] for row in totals(db)}["documents"] == len(DOCUMENTS)
    assert {"genre": "法律", "count": 1} in counts(db, "genre")
    assert len(issues(db)) == len(DOCUMENTS)


def test_snippets_are_short_and_on_one_line(tmp_path):
    long = "第一条 " + "甲" * 300 + "养老" + "乙" * 300 + "\n补贴"
    snippet = search(database(tmp_path / "t.db", [record("长文办法", (long,))]), "养老").hits[0].snippet
    assert re.fullmatch("…甲+【养老】乙+…", snippet)
    assert len(snippet) < 120
