"""Short names given by 以下简称 hold in every clause of a document. The sentences are invented."""

from __future__ import annotations

import pytest

from pipeline.extract import aliases, citations, organizations
from pipeline.extract.found import Context, Found, bare

GIVEN = [
    ("青港市园林管理局（以下简称市园林局）负责", {"市园林局": "青港市园林管理局"}, "a body"),
    ("依据《青港市绿化条例》(以下称“绿化条例”)", {"绿化条例": "《青港市绿化条例》"}, "a rule, in quotes"),
    ("根据中华人民共和国森林法（以下简称《森林法》）", {"森林法": "《中华人民共和国森林法》"}, "a statute without 《》"),
    ("负责公园管理的部门（以下简称公园部门）", {"公园部门": "负责公园管理的部门"}, "a body told by what it does"),
    ("学校、医院（以下统称责任单位）", {}, "a word for several is no name of one"),
    ("公园管理服务活动（以下简称管理服务）", {}, "neither a body nor a rule"),
    ("甲市民政局（以下简称民政局）。\n乙市民政局（以下简称民政局）", {"民政局": "甲市民政局"}, "the first meaning holds"),
    ("外商独资的青港公司（以下简称外商独资青港公司）", {}, "a name found by half is shorter than its short one"),
    ("应当及时登记。", {}, "none given"),
]


@pytest.mark.parametrize("text, names, why", GIVEN)
def test_given(text, names, why):
    assert aliases.given(text) == names, why


def test_a_later_clause_knows_the_full_names():
    context = Context(
        aliases={"市园林局": "青港市园林管理局", "绿化条例": "《青港市绿化条例》", "森林法": "《中华人民共和国森林法》"}
    )
    found, clause = Found(context), bare("违反森林法和绿化条例第三条的，由市园林局处理。")
    found.citations = citations.extract(clause, found)
    assert [c.norm for c in found.citations] == ["中华人民共和国森林法", "青港市绿化条例#art_3"]
    assert [(o.text, o.norm) for o in organizations.extract(clause, found)] == [("市园林局", "青港市园林管理局")]


def test_a_short_name_without_a_head_is_found():
    found = Found(Context(aliases={"城投平台": "青港市城市建设投资公司"}))
    assert [o.text for o in organizations.extract(bare("报城投平台和企业备案"), found)] == ["城投平台", "企业"]


def test_a_bare_article_is_the_document_s_own():
    context = Context(title="青港市绿化条例（2021年修订）")
    [article] = citations.extract(bare("违反第六条规定的，责令改正。"), Found(context))
    assert (article.norm, article.title, article.target) == ("本条例#art_6", None, "art_6")
