"""Cited laws with the part they mean. The sentences are invented."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract import citations, statutes
from pipeline.extract.article_parts import paths, target
from pipeline.extract.context import Context
from pipeline.extract.found import Found, bare
from tests.marked import found, mark, unmark

CASES = [
    ("根据【《中华人民共和国水法》】，制定本办法。", ["中华人民共和国水法"], "a title"),
    ("按照【《青港市公园条例》第九条第二款】处理。", ["青港市公园条例#art_9__para_2"], "a title with its part"),
    (
        "依照【本条例第五条第一款】、【第七条】处罚。",
        ["本条例#art_5__para_1", "本条例#art_7"],
        "coordinated articles are two, the second inherits",
    ),
    ("有【本办法第六条第（一）、（三）项】行为的", ["本办法#art_6__item_1,item_3"], "items of one article are one"),
    ("有【第三十五条第一项至第四项】情形", ["#art_35__item_1,item_2,item_3,item_4"], "a range is written out"),
    ("适用【刑法第二百零五条之一第二款】。", ["刑法#art_205_1__para_2"], "之一 is a branch of the article"),
    ("【民法典第三编第四章和第五章】的规定", ["民法典#part_3__chp_4,chp_5"], "divisions"),
    ("违反【宪法】和【中华人民共和国公司法】的", ["宪法", "中华人民共和国公司法"], "bare names of statutes"),
    ("【专利法实施细则第十二条】另有规定", ["专利法实施细则#art_12"], "the rules of a statute"),
    ("应当依法办理，执法人员说明方法。", [], "依法, 执法, 方法 are no laws"),
    ("本条例和本办法另有规定的，从其规定。", [], "a bare self-reference is none"),
    ("依照有关法律、法规的规定执行。", [], "unnamed rules are none"),
    ("持有《采伐许可证》和《青港日报》的", [], "certificates and newspapers are no rules"),
    (
        "依照【【公园管理条例第八条】】处罚".replace("【【", "【").replace("】】", "】"),
        ["公园管理条例#art_8"],
        "an unlisted rule after its cue",
    ),
    ("根据【《青港市绿化条例》】（以下简称【绿化条例】），", ["青港市绿化条例", "青港市绿化条例"], "the name given by 以下简称"),
    (
        "【《甲区办法》第三条】不适用的，按【该办法第四条】。",
        ["甲区办法#art_3", "甲区办法#art_4"],
        "该办法 is the one just cited",
    ),
    ("【《关于贯彻〈档案法〉的意见》】继续有效", ["关于贯彻〈档案法〉的意见"], "a title in a title"),
    ("触犯【刑法分则第三章第二节】的", ["刑法#part_2__chp_3__sec_2"], "分则 is the second 编 of a code"),
    ("触犯【刑法总则第五条】的", ["刑法#art_5"], "articles run through both halves"),
    ("听取宪法和法律委员会、香港特别行政区基本法委员会的汇报", [], "bodies named after a law"),
    ("在《专利内部通报》上刊登，申领《船舶户口簿》", [], "papers"),
    (
        "依照【《中华人民共和国水法》】（以下简称【水法】）【第九条】办理",
        ["中华人民共和国水法", "中华人民共和国水法", "中华人民共和国水法#art_9"],
        "an article behind the bracket that gives the short name",
    ),
    ("按照【《甲意见》】（青政发〔2009〕12号）【第三条】", ["甲意见", "甲意见#art_3"], "an article behind the number"),
    (
        "触犯【刑法分则第九章】【第三百九十八条】的",
        ["刑法#part_2__chp_9", "刑法#art_398"],
        "an article right behind its chapter",
    ),
    (
        "【《甲条例》第五条第一项】“乙”和【第六条】“丙”",
        ["甲条例#art_5__item_1", "甲条例#art_6"],
        "what an article says stands between",
    ),
    ("【刑法第五条】规定的“一年”、【第七条】规定的“五年”", ["刑法#art_5", "刑法#art_7"], "and what it is said to provide"),
    ("自【劳动法】施行之日起在【该法第九条】规定的期限内", ["劳动法", "劳动法#art_9"], "该法 is a law named without a part"),
    ("对前三项污染物征收", [], "the first three of something are counted"),
    (
        "有【本解释第二条第一款】规定和【第二款第（一）项】规定情形的",
        ["本解释#art_2__para_1", "本解释#art_2__para_2__item_1"],
        "a further paragraph of the same article",
    ),
    ("当前款项已经付清，提前条件成熟", [], "当前|款项 is no 前款"),
    ("共三项工作，第一项目由市里承担", [], "a counted item is no reference"),
]


@pytest.mark.parametrize("marked, norms, why", CASES)
def test_citations(marked, norms, why):
    text, expected = unmark(marked)
    spans = found(text, ("citations", citations.extract)).citations
    assert mark(text, spans) == marked, why
    assert [span.norm for span in spans] == norms, why


PLACES = [
    ("第六条 违反前条规定的\n有前款行为的", ["#art_5", "#art_6__para_1"], "counted from the article and its paragraph"),
    ("第六条之二 违反前两条规定的\n有前款行为的", ["#art_6,art_6_1", "#art_6_2__para_1"], "an article put in between"),
    ("第九条 甲。\n乙。\n前两款规定以外的", ["#art_9__para_1,para_2"], "two paragraphs back"),
    ("第二条 适用于：\n（一）甲区；\n（二）第一项所列镇。", ["#art_2__item_1"], "an item of the article itself"),
    (
        "第四条 依照本办法第三条办理：\n（一）甲；\n（二）低于第（一）项规定标准的",
        ["本办法#art_3", "#art_4__item_1"],
        "an item of the list it stands in, not of the article named above",
    ),
    ("第四条 依照本条第二款第（一）项", ["#art_4__para_2__item_1"], "本条"),
    (
        "第十二条 甲。\n有本条例第十条第一项行为的，警告；有第二项行为的，罚款。",
        ["本条例#art_10__item_1", "本条例#art_10__item_2"],
        "the article named before",
    ),
]


@pytest.mark.parametrize("text, norms, why", PLACES)
def test_references_from_where_they_stand(text, norms, why):
    assert [span.norm for span in citations.extract(bare(text), Found())] == norms, why


def test_a_short_name_in_its_own_brackets_means_the_whole_title():
    context = Context(aliases={"税则": "《中华人民共和国进出口税则》", "税委会": "关税委员会"})
    spans = citations.extract(bare("依照《税则》和《海关法》，《税委会》公布"), Found(context))
    assert [span.title for span in spans] == ["中华人民共和国进出口税则", "海关法", "税委会"]


def test_a_marker_is_no_mention():
    assert citations.extract(bare("第十二条 单位应当登记。\n第十三条 单位应当年检。"), Found()) == []


def test_document_itself_has_no_title():
    [own] = citations.extract(bare("违反本规定第三条的"), Found())
    assert (own.title, own.target) == (None, "art_3")


def test_docnos_are_their_own_entities_outside_titles():
    facts = found(
        "《关于公园的意见》（青政发〔2008〕5号）第二条",
        ("citations", citations.extract),
        ("docnos", citations.extract_docnos),
    )
    assert [span.text for span in facts.citations] == ["《关于公园的意见》", "第二条"]
    assert [span.norm for span in facts.docnos] == ["青政发〔2008〕5号"]


@pytest.mark.parametrize(
    "reference, expected",
    [
        ("第一条", "art_1"),
        ("第一款第一项、第二款", "para_1__item_1,para_2"),
        ("第三条至第五条", "art_3,art_4,art_5"),
        ("第一、二款", "para_1,para_2"),
        ("第二项第1目", "item_2__subitem_1"),
    ],
)
def test_target(reference, expected):
    assert target(paths(reference)) == expected


def test_every_listed_statute_is_found_by_itself():
    names, _, _ = statutes._names()
    assert [name for name in names if [found for _, _, found in statutes.find(f"依照{name}的规定")] != [name]] == []


@given(st.text(alphabet="《》〈〉第一二十条款项目之、至和前本该法（）(1)\n ") | st.text())
def test_any_text(text):
    last = 0
    for span in citations.extract(bare(text), Found()):
        assert text[span.start : span.end] == span.text
        assert last <= span.start < span.end
        last = span.end


@pytest.mark.parametrize("text", ["第一条、" * 10_000, "《" * 50_000, "1" * 200_000, "（一）、" * 30_000, "前款" * 20_000])
def test_long_runs_end_soon(text):
    begin = time.perf_counter()
    citations.extract(bare(text), Found())
    assert time.perf_counter() - begin < 5
