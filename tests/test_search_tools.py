"""Around a search: near copies folded, similar clauses, suggestions, synonyms, saved searches, limits of time."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from records import MARKET, database, record, source

from pipeline.cli import zhengce
from pipeline.errors import QueryError
from pipeline.search import Filters, absence, facets, saved, search, similar, suggest
from pipeline.search.copies import groups
from pipeline.search.similar import likeness
from pipeline.search.synonyms import read
from pipeline.store import open_store
from pipeline.store.rows import flatten

GRANT = "第一条 经济困难的失能老年人可以按月领取护理补贴，标准为每人每月二百元。"
COPY = "第六条 经济困难的失能老年人可以按月领取护理补贴，标准为每人每月三百元。"
OTHER = "第二条 养老机构应当与老年人签订服务协议，明确收费项目。"
TRADITIONAL = "第三條 養老機構應當公開收費標準，接受監督。"


def documents():
    return [
        record("南山市护理补贴办法", (GRANT, OTHER)),
        record("北海市护理补贴办法", (COPY, TRADITIONAL), region=None, genre="通知"),
        record("东江县市场管理办法", MARKET, genre="条例"),
    ]


@pytest.fixture()
def db(tmp_path):
    return database(tmp_path / "t.db", documents())


def run(*words):
    return CliRunner().invoke(zhengce, list(map(str, words)), standalone_mode=False)


@pytest.mark.parametrize(
    ("texts", "expected", "why"),
    [
        ([GRANT, OTHER, COPY], [[0, 2], [1]], "one word of many differs, and the number of the article"),
        ([GRANT, GRANT[:20]], [[0], [1]], "a part is no copy"),
        (["。", "", "第一条"], [[0, 1, 2]], "nothing is said in any"),
        ([], [], "no text"),
    ],
)
def test_near_copies_stand_under_the_first(texts, expected, why):
    assert groups(texts) == expected, why


def test_copies_are_folded_when_asked_and_in_answers_to_questions(db):
    assert [len(hit.folded) for hit in search(db, "护理补贴 失能").hits] == [0, 0]
    (one,) = search(db, "护理补贴 失能", fold="copies").hits
    assert search(db, "护理补贴 失能", fold="copies").total == 2 and len(one.folded) == 1
    answer = search(db, "失能的老人每月能领多少护理补贴？")
    assert answer.mode == "any" and len(answer.hits[0].folded) == 1
    assert len(search(db, "失能的老人每月能领多少护理补贴？", fold="none").hits) == answer.total
    with pytest.raises(QueryError):
        search(db, "补贴", fold="some")


def test_documents_are_folded_page_by_page(db):
    whole = search(db, "老年人|收费|认证", fold="documents").hits
    assert len({hit.document_id for hit in whole}) == len(whole) == 3
    assert [search(db, "老年人|收费|认证", fold="documents", limit=1, offset=n).hits[0].clause_id for n in range(3)] == [
        hit.clause_id for hit in whole
    ]


def test_similar_clauses_of_a_clause_and_of_a_text(db):
    grant = search(db, "二百元").hits[0]
    found = similar(db, grant.clause_id)
    assert grant.clause_id not in {hit.clause_id for hit in found.hits}
    assert found.hits[0].document == "北海市护理补贴办法" and 0 < found.hits[0].score <= 1
    assert found.mode == "similar" and "护理" in found.sentence
    assert similar(db, "失能老人领取护理补贴", filters=Filters(genre="通知")).hits[0].document == "北海市护理补贴办法"
    for nothing in ("zzzz", "0123456789abcdef#art_1"):
        with pytest.raises(QueryError):
            similar(db, nothing)


def test_likeness_goes_from_nothing_to_one():
    same, none = likeness("护理补贴按月发放", ["护理补贴按月发放", "道路交通"])
    assert same == pytest.approx(1) and none == 0


@pytest.mark.parametrize("query", ["養老機構", "养老机构", "養老机构", '"養老機構應當"'])
def test_traditional_and_simplified_find_each_other(db, query):
    results = search(db, query)
    assert results.mode == "exact" and any("養老機構" in hit.text for hit in results.hits)
    for hit in results.hits:
        assert all(hit.text[a:b][:2] in ("养老", "養老") for a, b in hit.marks)


def test_how_a_word_goes_on(tmp_path):
    texts = [f"第{n}条 养老服务机构和养老保险由{place}主管。" for n, place in zip("一二三", "甲乙丙", strict=True)]
    database(tmp_path / "t.db", [record("养老办法", tuple(texts))])
    terms = dict(suggest(tmp_path / "t.db", "补贴 养老"))
    assert terms["养老保险"] == 3 and any(term.startswith("养老服务") for term in terms)
    assert suggest(tmp_path / "t.db", "，") == suggest(tmp_path / "t.db", "没有的词") == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("护里补贴", "护理补贴 (2)"),
        ("护理外补贴", "护理补贴 (2)"),
        ('"老人院"', "no clause has: 老人院"),
        ("南极", "no clause has: 南极"),
        ("region:540000", "no clause fits: region:540000"),
    ],
)
def test_what_is_missing_is_told_with_what_was_perhaps_meant(db, query, said):
    assert said in absence(db, query)[0]


def test_synonyms_are_asked_for_by_a_sign(db, tmp_path):
    assert search(db, "敬老院").mode != "exact" or not search(db, "敬老院").total
    assert {hit.label for hit in search(db, "~敬老院").hits} == {"第二条", "第三條"}
    own = tmp_path / "own.txt"
    own.write_text("# 自己的\n津贴 > 补贴\n", "utf-8")
    assert search(db, "~津贴", synonyms=own).total == search(db, "补贴").total
    assert facets(db, "~津贴", synonyms=own)["genre"]
    assert search(db, "~补贴 -~敬老院", synonyms=own).mode == "exact"
    with pytest.raises(QueryError):
        search(db, "~(补贴 老年人)")


@pytest.mark.parametrize("content", ["单独一词\n", "甲 >\n", " > 乙\n"])
def test_a_line_that_is_no_group_is_told_with_its_number(tmp_path, content):
    file = tmp_path / "own.txt"
    file.write_text(content, "utf-8")
    with pytest.raises(QueryError, match=":1 "):
        read(file)


def test_the_reviewed_synonyms_are_groups_of_words_that_differ():
    from pipeline.search.synonyms import reviewed

    assert all(others and word not in others for word, others in reviewed().items())


def test_saved_searches_tell_what_is_new(db):
    saved.save(db, "补贴", "护理补贴")
    assert saved.unseen(db, "补贴") == []
    with open_store(db) as store:
        store.save(source("new.txt"), flatten([record("西山市护理补贴办法", ("第九条 护理补贴由民政部门发放。",))]))
        store.finish()
    assert [hit.label for hit in saved.unseen(db, "补贴", mark=False)] == ["第九条"]
    assert [hit.document for hit in saved.unseen(db, "补贴")] == ["西山市护理补贴办法"]
    assert saved.unseen(db, "补贴") == []
    (one,) = saved.searches(db)
    assert (one.name, one.query, len(one.seen)) == ("补贴", "护理补贴", 3)
    saved.forget(db, "补贴")
    assert saved.searches(db) == []
    with pytest.raises(QueryError, match="no saved search"):
        saved.unseen(db, "补贴")


def test_a_file_of_saved_searches_that_is_none_is_told(db):
    db.with_name("t.db.searches.json").write_text("[]", "utf-8")
    with pytest.raises(QueryError, match="cannot read"):
        saved.searches(db)


def test_saved_searches_from_the_shell(db):
    assert "zhengce saved" in run("search", db, "护理补贴", "--save", "补贴").stderr
    assert json.loads(run("saved", db, "--json").stdout)[0]["new"] == 0
    assert json.loads(run("saved", db, "补贴", "--json").stdout) == []
    assert run("saved", db, "补贴").return_value == 0  # nothing new is no failure
    dropped = run("saved", db, "补贴", "--forget")
    assert "dropped" in dropped.stderr and dropped.return_value == 0


def test_tools_from_the_shell(db):
    grant = search(db, "二百元").hits[0].clause_id
    assert json.loads(run("search", db, grant, "--like", "--json").stdout)[0]["document"] == "北海市护理补贴办法"
    assert json.loads(run("search", db, "护理", "--suggest", "--json").stdout) == [{"term": "护理补贴", "count": 2}]
    folded = json.loads(run("search", db, "失能", "--fold", "copies", "--json").stdout)
    assert folded[0]["alike"] == 1 and len(folded[0]["folded"]) == 1
    assert "护理补贴 (2)" in run("search", db, "护里补贴").stderr


def test_comparing_ends_when_the_time_is_up(tmp_path):
    articles = tuple(f"第{n}条 " + "的甲乙" * 300 for n in range(400))
    database(tmp_path / "t.db", [record("长文办法", articles)])
    full = search(tmp_path / "t.db", "的?丙|的?乙的", seconds=60)
    assert full.total == 400 and not full.partial
    some = search(tmp_path / "t.db", "的?丙|的?乙的", seconds=0.0001)
    assert some.partial and some.total < 400 and "not all compared" in some.sentence
    shown = run("search", tmp_path / "t.db", "的?丙|的?乙的", "--seconds", "0.01")
    assert "--seconds 60" in shown.stderr or "not all compared" not in shown.stderr


def counting(texts):
    """In the place of a model: how often each of four characters stands in a text."""
    import numpy as np

    return np.array([[text.count(c) for c in "补贴服市"] for text in texts], dtype="float32")


def test_meaning_is_fused_with_words(db):
    from pipeline.search import semantic

    with pytest.raises(QueryError, match="no vectors yet"):
        semantic.nearest(db, "补贴", counting)
    assert list(semantic.embed(db, counting)) == [(6, 6)]
    near = semantic.nearest(db, "补贴", counting, limit=2)
    assert [score for _, score in near] == pytest.approx([1, 1], abs=0.01)
    results = semantic.fused(db, "补贴", counting, limit=2)
    assert results.mode == "semantic" and {hit.clause_id for hit in results.hits} == {identifier for identifier, _ in near}
    assert {hit.genre for hit in semantic.fused(db, "补贴", counting, filters=Filters(genre="通知")).hits} == {"通知"}
    with pytest.raises(QueryError, match="another model"):
        semantic.nearest(db, "补贴", lambda texts: counting(texts)[:, :2])


def test_without_a_model_it_says_so(db, tmp_path):
    from pipeline.search.semantic import encoder

    with pytest.raises(QueryError, match="no folder"):
        encoder(tmp_path / "none")
    try:
        import sentence_transformers  # noqa: F401
    except ImportError:
        with pytest.raises(QueryError, match="not installed") as error:
            encoder(tmp_path)
        assert "zhengce[semantic]" in error.value.hint
