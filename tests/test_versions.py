"""Works and versions, what cites what, and what is odd: the commands over the same small store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from stored import LAW, TEXTS, filled

from pipeline.cli import zhengce
from pipeline.compare.changes import changes
from pipeline.compare.versions import Version, _valid, rows, works
from pipeline.errors import QueryError
from pipeline.search.audit import CODES, audit
from pipeline.search.cites import cites, not_held


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    path = tmp_path_factory.mktemp("versions") / "t.db"
    odd = "某区水塔规定\n2015年1月1日 公布\n第一章 总则\n第一条 甲事项：\n（二）乙。\n（四）丙。\n第二条 乙事项：\n丁；\n（二）戊。\n第二章 空章\n第三章 分则\n第四条 依照本规定第八条办理。\n第五条 本规定自2014年1月1日起施行。"
    filled(path, {**TEXTS, "odd.txt": odd}).close()
    return path


def run(*words: str):
    return CliRunner().invoke(zhengce, [*map(str, words)], catch_exceptions=False, standalone_mode=False)


def test_versions_of_one_title_are_one_work(db):
    found = rows(db)
    assert [(r["title"], r["version"], r["since"], r["status"]) for r in found] == [
        ("中华人民共和国水塔法", "2010-03-01", "2010-06-01", "已修改"),
        ("中华人民共和国水塔法", "2020-05-06", "2020-05-06", None),
    ]
    assert found[1]["amended"] == "2020-05-06 修正"


@pytest.mark.parametrize(
    ("day", "version"), [("2015", "2010-03-01"), ("2020-05-05", "2010-03-01"), ("2020-05-06", "2020-05-06"), ("2009", None)]
)
def test_the_version_of_a_day(db, day, version):
    assert [r["version"] for r in rows(db, "水塔法", day)] == ([version] if version else [])


def test_a_repeal_by_name_is_told_with_its_evidence(db):
    (row,) = rows(db, "青河省水塔暂行办法")
    assert (row["status"], row["evidence"]) == ("废止", "青河省水塔管理办法（2015-07-01）")


def test_changes_clause_by_clause(db):
    found = [(r["change"], r["clause"], r["later"]) for r in changes(db, "水塔法")]
    assert ("相同", "第一条", "第一条") in found
    assert ("修改", "第三条", "第四条") in found
    assert ("新增", None, "第三条") in found
    assert ("删除", "第四条", None) in found


def test_one_version_has_no_changes_and_unknown_titles_are_said(db):
    with pytest.raises(QueryError, match="only one version"):
        list(changes(db, "青河省水塔暂行办法"))
    with pytest.raises(QueryError, match="没有这个标题"):
        works(db, "不存在的办法")


DATES = st.dates().map(str)


@given(st.lists(st.tuples(DATES, DATES), max_size=5), DATES)
def test_never_a_version_that_was_not_yet_in_force(given_dates, day):
    work = [Version(n, str(n), "甲", "", version, since, None, 1, None) for n, (version, since) in enumerate(given_dates)]
    chosen = _valid(work, day)
    assert len(chosen) <= 1
    assert all(any(v.version == c and v.since <= day for v in work) for c in chosen)


def test_what_cites_what(db):
    (law,) = [r["document_id"] for r in rows(db, "水塔法") if r["version"] == "2010-03-01"]
    of_clause = cites(db, f"{law}#chp_2__art_3")
    assert {(r["direction"], r["document"], r["clause"], r["relation"]) for r in of_clause} == {
        ("cited by", "中华人民共和国水塔法", "第四条", "违反"),
        ("cited by", "中华人民共和国水塔法", "第四条", "依照"),
        ("cited by", "青河省水塔管理办法", "第三条", "处罚"),
    }
    of_document = cites(db, law)
    assert {r["direction"] for r in of_document if r["document"] == "青河省水塔管理办法"} == {"cited by"}
    assert [r["cited"] for r in of_document if r["direction"] == "cites"] == ["宪法"]


def test_texts_cited_but_not_held_with_counts(db):
    assert [(r["title"], r["citations"], r["documents"]) for r in not_held(db)] == [("宪法", 2, 2), ("水库法", 1, 1)]


@pytest.mark.parametrize(
    ("code", "place", "says"),
    [
        ("article-gap", "第四条", "第二条之后是第四条"),
        ("unmarked-item", "第二条第一项", "缺失"),
        ("empty-chapter", "第二章", "空章"),
        ("orphan-item", "第一条第二项", "（二）"),
        ("item-gap", "第一条第四项", "（二）之后是（四）"),
        ("dates-out-of-order", None, "2015-01-01 > 2014-01-01"),
        ("unresolved-reference", "第四条", "《某区水塔规定》没有第八条"),
    ],
)
def test_audit_finds(db, code, place, says):
    found = [r for r in audit(db, code) if r["document"] == "某区水塔规定"]
    assert [r["place"] for r in found] == [place]
    assert says in found[0]["message"]


def test_audit_is_silent_about_a_sound_text(tmp_path):
    filled(tmp_path / "t.db", {"law.txt": LAW}).close()
    assert audit(tmp_path / "t.db") == []
    assert {r["code"] for r in audit(tmp_path / "t.db")} <= set(CODES)


def test_the_commands_speak_json(db):
    assert json.loads(run("versions", db, "水塔法", "--as-of", "2016", "--json").stdout)[0]["version"] == "2010-03-01"
    assert json.loads(run("audit", db, "--code", "empty-chapter", "--json").stdout)[0]["eid"] == "chp_2"
    assert json.loads(run("audit", db, "--cited-not-held", "--json").stdout)[0]["title"] == "宪法"
    assert json.loads(run("cites", db, "青河省水塔管理办法", "--json").stdout)[0]["relation"] == "依据"
    assert len(run("versions", db, "水塔法", "--changes", "--csv").stdout.splitlines()) > 5


PARKS = Path(__file__).parent.parent / "corpus" / "parks"


@pytest.fixture(scope="module")
def parks(tmp_path_factory):
    path = tmp_path_factory.mktemp("parks") / "t.db"
    assert run("ingest", path, PARKS).return_value == 0
    return path


def test_the_sample_texts_have_versions(parks):
    found = rows(parks)
    assert [(r["version"], r["since"], r["status"], r["amended"]) for r in found] == [
        ("2016-06-13", "2016-09-01", "已修改", None),
        ("2021-10-15", "2022-01-01", None, "2021-08-26 修订"),
    ]
    for day, version in (("2019", "2016-06-13"), ("2021-12-01", "2016-06-13"), ("2022-01-01", "2021-10-15")):
        assert [r["version"] for r in rows(parks, "绍兴市城市公园管理规定", day)] == [version]
    told = [(r["change"], r["clause"], r["later"]) for r in changes(parks, "绍兴市城市公园管理规定")]
    assert told[4] == ("新增", None, "第五条"), "a new clause stands where it is in the later version"
    assert ("删除", "第九条", None) in told and ("修改", "第七条", "第八条") in told


def test_the_sample_rules_cite_the_version_of_their_time(parks):
    cited = [
        (r["relation"], r["cited_provision"], r["outcome"], r["younger"]) for r in cites(parks, "绍兴市城市公园大型活动管理办法")
    ]
    assert cited == [
        ("依据", "第八条", "found", False),
        ("依照", "第七条第四项", "found", False),
        ("处罚", "第十一条", "found", False),
    ]


def test_the_sample_that_is_odd_on_purpose(parks):
    assert {(r["code"], r["place"]) for r in audit(parks)} == {
        ("article-gap", "第四条"),
        ("unmarked-item", "第四条第一项"),
        ("empty-chapter", "第三章"),
        ("dates-out-of-order", None),
        ("unresolved-reference", "第五条"),
    }
