"""Trees by context: the same mark is an item in a rule and a heading in an opinion."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from structured import check, reading

from pipeline.chinese.numerals import written
from pipeline.model import Block, Kind, Reading, Source
from pipeline.structure import structure
from pipeline.structure.blocks import segment
from pipeline.structure.points import points

RULE = """云川市停车场管理办法
（2020年3月5日云川市人民政府令第18号公布）
第一章 总则
第一条 为了规范停车秩序，制定本办法。
第二条　经营停车场应当具备下列条件：
（一）有固定场地；
（二）有管理人员：
1.专职收费员；
2、专职保安员。
停车场不得占用消防通道。
第二章 罚则
第三条 违反前条第二款规定的，由城市管理部门按照下列标准处罚：
（一）首次违反
处二百元罚款。
（二）再次违反
处五百元罚款。
第四条之一 本办法自2020年5月1日起施行。"""

OPINION = """云川市人民政府关于发展养老服务的意见
云政发〔2021〕8号
各区人民政府，市政府各部门：
为了应对人口老龄化，提出如下意见。
一、总体要求
（一）指导思想。
坚持以居家为基础、社区为依托，增加服务供给。
（二）基本原则。政府引导，社会参与，市场运作，逐步形成多元格局。
二、主要任务
1.建设社区食堂。每个街道至少设立一处，优先利用闲置用房，方便老年人就餐。
（1）东城片区三处；
（2）西城片区两处。
第一阶段：试点（2021年5月至8月）。选择三个街道先行。
——确保质量。加强食品安全监管，定期公布检查结果。
特此通知。
附件：1.任务分工表
2.进度安排表
云川市人民政府
2021年4月2日
（此件公开发布）
附件1
任务分工表
单位\t任务
民政局\t牵头
注：表中期限为完成期限。"""

DECIMALS = """云川市防汛应急预案
目　录
1　总则
1.1　目的
2　职责
1　总则
1.1　目的
为了做好防汛工作，减少灾害损失，制定本预案。
2　职责
2.1　指挥部
（1）统一调度；
（2）发布预警。
2.1.1　办公室设在水务局，负责日常工作，协调各成员单位开展值守。"""


def kinds(text: str) -> list[str]:
    return [b["kind"] for b in segment(reading(text))["blocks"]]


def parents(text: str) -> dict[int, int | None]:
    return {b["line"]: b["parent"] for b in segment(reading(text))["blocks"]}


def test_rule():
    assert kinds(RULE) == (
        "title meta chapter article article item item subitem subitem paragraph chapter article item body item body article".split()
    )
    above = parents(RULE)
    assert above[6] == 5 and above[8] == 7 and above[10] == 5
    assert above[14] == 13 and above[16] == 15
    last = segment(reading(RULE))["blocks"][-1]
    assert (last["number"], last["suffix"]) == (4, 1)


def test_rule_eids():
    (one,) = structure(reading(RULE))
    eids = {n.eid for n in one.nodes}
    assert {"chp_1__art_2__para_1__item_2__subitem_2", "chp_1__art_2__para_2", "chp_2__art_4_1__para_1"} <= eids
    check(reading(RULE))


def test_opinion():
    assert (
        kinds(OPINION)
        == (
            "title meta salutation body heading1 heading2 body heading2 heading1 heading3 heading4 heading4 stage point body "
            "attachment attachment signature signature meta attachment title table table note"
        ).split()
    )
    above = parents(OPINION)
    assert above[7] == 6 and above[11] == 10 and above[10] == 9 and above[15] is None
    assert [b["document"] for b in segment(reading(OPINION))["blocks"]][-5:] == [1] * 5


def test_decimals_and_contents():
    assert kinds(DECIMALS) == "title toc toc toc toc heading1 heading2 body heading1 heading2 heading4 heading4 heading3".split()
    assert parents(DECIMALS)[4] == 3  # 1.1 under 1 in the contents


CONTEXTS = [  # lines, kinds, why
    ("第五条 收费应当公示。\n第三十条规定的情形除外。", "article paragraph", "a mention opens a 款"),
    (
        "（五）表现突出的；\n前款第三项所列设施应当移交。\n第六条 费用由业主承担。",
        "item paragraph article",
        "a fragment inside an article",
    ),
    (
        "6、拆除费用；\n（三）安置费：\n1、每户二千元；",
        "subitem item subitem",
        "entries closed by semicolons: a fragment of a rule",
    ),
    ("3.包装标识\n⑴说明书\n①生产企业名称。", "heading3 heading4 heading5", "no article and no semicolon: an outline"),
    ("三、重点工作\n5.5%左右的目标符合实际，能够完成。", "heading1 body", "a percentage"),
    ("7.1| 库房应当防潮，温度符合要求。\n第八章\n运输| 8.1| 车辆应当密闭。", "table table table", "a chapter in a table cell"),
    ("新川社北京2月1日电\n各位代表：", "title salutation", "persons addressed"),
    (
        "2022年汇总表\n单位\t数量\n14\t20\n注：1、不含合同工。\n2、单位为人。",
        "title table table note note",
        "notes go on below a table",
    ),
    (
        "一、成效\n形势持续向好。\n" + "各项工作有序推进，群众满意度明显提高，营商环境得到改善。" * 4,
        "heading1 heading2 body",
        "a sentence as heading",
    ),
]


@pytest.mark.parametrize(("text", "expected", "why"), CONTEXTS)
def test_context(text, expected, why):
    assert kinds(text) == expected.split(), why


def test_hints_change_nothing():
    """Markdown with heading hints and plain text give the same tree."""
    plain = reading(RULE)
    hinted = Reading(
        plain.source,
        plain.text,
        tuple(
            Block(b.start, b.end, b.line, "heading", 2) if plain.text[b.start : b.end].startswith(("第一章", "第二章")) else b
            for b in plain.blocks
        ),
    )
    assert structure(hinted) == structure(plain)


def test_a_paragraph_may_hold_more_than_twenty_points():
    numerals = [written(n) for n in range(1, 24)]
    text = "第一条 水塔应当登记：" + "".join(f"（{n}）高塔{n}；" for n in numerals)
    assert [point.label for point in points(text)] == [f"（{n}）" for n in numerals]


def test_points_tile_their_paragraph():
    text = "第一条 部门职责。一是登记；二是公示。其他事项另行规定。"
    (one,) = structure(reading(text))
    pieces = [(n.kind, one.document.text[n.start : n.own_end]) for n in one.nodes]
    assert pieces == [
        (Kind.ARTICLE, "第一条 "),
        (Kind.PARAGRAPH, "部门职责。"),
        (Kind.POINT, "一是登记；"),
        (Kind.POINT, "二是公示。"),
        (Kind.BODY, "其他事项另行规定。"),
    ]


def test_item_on_the_articles_line():
    text = "第五条 （一）新设企业奖励十万元：\n1.制造业；\n（二）迁入企业奖励五万元。"
    (one,) = structure(reading(text))
    assert [n.eid for n in one.nodes] == [
        "art_5",
        "art_5__para_1",
        "art_5__para_1__item_1",
        "art_5__para_1__item_1__subitem_1",
        "art_5__para_1__item_2",
    ]


INNER = [  # text, ids of articles and items, why
    (
        "某办法\n第一条 有下列情形的：\n（一）甲；\n（二）乙；  （三）丙；\n（四）丁。\n第二条 戊。",
        ["art_1", *(f"art_1__para_1__item_{n}" for n in (1, 2, 3, 4)), "art_2"],
        "an item that lost its line",
    ),
    ("某办法\n第一条 甲。 第二条 乙。\n第三条 丙。", ["art_1", "art_2", "art_3"], "an article that lost its line"),
    (
        "某办法\n第一条 提交： （一）甲；\n（二）乙。\n第二条 丙。",
        ["art_1", "art_1__para_1__item_1", "art_1__para_1__item_2", "art_2"],
        "a list that begins behind the colon of its lead-in",
    ),
    (
        "某解释\n一、总则\n第一条 甲。\n二、关于质押\n（一）动产质押\n第二条 乙。\n丙的说明。\n（二）权利质押\n第三条 丙。",
        ["h1_1__art_1", "h1_2__h2_1__art_2", "h1_2__h2_2__art_3"],
        "（二） between articles is a heading",
    ),
    (
        "某办法\n第一条 用语：\n（一）甲是乙。\n下列情形视为丁：\n1.戊；\n2.己。\n（二）庚是辛。",
        ["art_1", "art_1__para_1__item_1", "art_1__para_1__item_2"],
        "a paragraph with a list of its own inside an item",
    ),
    (
        "某办法\n第一条 甲。\n乙的说明。 第二条丙应当登记。\n第三条 丁。",
        ["art_1", "art_2", "art_3"],
        "an article that lost its line in a later paragraph, its blank too",
    ),
    ("某办法\n第一条 甲，依照第二条 办理。\n第二条 乙。", ["art_1", "art_2"], "a mention is no article"),
    (
        "某办法\n第一条 依照前条（一）；（二）办理的。\n第二条 乙。",
        ["art_1", "art_2"],
        "items named in a sentence",
    ),
    (
        "某办法\n第一条 有下列情形的：\n甲的；\n（二）乙的；\n丙的；\n（四）丁的。",
        ["art_1", *(f"art_1__para_1__item_{n}" for n in (1, 2, 3, 4))],
        "items that lost their marks: the next number tells of them",
    ),
    (
        "某办法\n第一条 有下列情形的：\n甲的；\n（三）乙的。",
        ["art_1", "art_1__para_2__item_3"],
        "more are missing than there are lines: nothing is supposed",
    ),
]


@pytest.mark.parametrize(("text", "eids", "why"), INNER)
def test_marks_that_lost_their_line_and_lines_that_lost_their_mark(text, eids, why):
    check(reading(text))
    (one,) = structure(reading(text))
    assert [n.eid for n in one.nodes if n.kind in (Kind.ARTICLE, Kind.ITEM)] == eids, why


KINDS = [  # text, kinds of its lines, why
    (
        "某市水塔通知\n附件：\n水塔布局图.pdf\n某政发〔2020〕5号\n各区人民政府：\n现将事项通知如下。\n水塔应当登记。",
        "title attachment noise meta salutation body body",
        "the files that a page lists above the document are no attached text",
    ),
    (
        "某市水塔规划\n一、目标\n主要指标如下。\n序号\n指标\n目标值\n1\n水塔数\n5座\n2\n登记率\n100%\n二、任务\n水塔应当登记。",
        "title heading1 body table table table table table table table table table heading1 body",
        "a table of which only the cells are left",
    ),
    (
        "某市水塔指南\n一、目标\n水塔的高度见表1，应当符合要求。\n表1 水塔高度（示例）\n水塔的高度由专业机构每年测量一次并且予以公布。",
        "title heading1 body body body",
        "the caption of a table or picture is no heading",
    ),
    ("某市水塔表\n单位：座\n区\t水塔数\n甲区\t5", "title table table table", "the unit above a table"),
    ("某市水塔通知\n水塔应当登记。\n某市水务局    &sp;\n2020年5月1日", "title body signature signature", "a broken entity"),
]


@pytest.mark.parametrize(("text", "kinds", "why"), KINDS)
def test_kinds_of_lines(text, kinds, why):
    check(reading(text))
    assert [b["kind"] for b in segment(reading(text))["blocks"]] == kinds.split(), why


def test_a_block_tells_of_the_further_mark_in_its_line():
    blocks = segment(reading("某办法\n第一条 甲。 第二条 乙。"))["blocks"]
    assert [(b["label"], b.get("inner")) for b in blocks[1:]] == [
        ("第一条", [{"kind": "article", "label": "第二条", "number": 2, "start": 7, "end": 13}])
    ]


def test_clauses_of_a_rule():
    (one,) = structure(reading(RULE))
    assert [c.label for c in one.clauses] == ["第一条", "第二条", "第三条", "第四条之一"]
    assert one.clauses[1].path == ("第一章 总则",)
    assert one.clauses[1].text.endswith("停车场不得占用消防通道。")


def test_clauses_of_an_opinion():
    (one,) = structure(reading(OPINION))
    labels = [c.label for c in one.clauses]
    assert labels[:4] == ["¶1", "一、（一）", "一、（二）", "二、1."]
    assert one.clauses[1].path == ("一、总体要求",)
    assert not any("云政发" in c.text or "此件公开" in c.text for c in one.clauses)


def test_stable_after_an_edit_elsewhere():
    edited = RULE.replace("为了规范停车秩序，", "为了规范停车秩序，方便群众出行，")
    (before,), (after,) = structure(reading(RULE)), structure(reading(edited))
    assert [n.eid for n in before.nodes] == [n.eid for n in after.nodes]


def test_gap_in_the_numbers_is_an_issue():
    (one,) = structure(reading("某办法\n第一条 甲。\n第三条 乙。"))
    assert [i.code for i in one.issues] == ["article-gap"]


def test_nothing_gives_nothing():
    assert structure(Reading(Source("空.txt", "", "text/plain"), "", ())) == ()


ATOMS = """第一条|第二条|第三条 |第十二条之一|第一章 总则|第一编|第一节|一、|二、总体要求|（一）|(二)|1.|2、|1.1 |（1）|①|1）|一是|二是|第一，|首先，|——
第一阶段：|附件|附件：某办法|2.某表|注：|注：1、|目录|各位代表：|各区人民政府：|某市人民政府|2020年5月1日|（2020年5月1日通过）|关于印发某办法的通知|某政发〔2020〕5号
加强管理|应当依法登记。|自公布之日起施行。|有效期5年|：|；|。|，|\t|| |　|[关键词]甲;乙|序言|责任编辑：某|修改为：|“第三条|； （二）乙|。 第二条 丙|丁；|有下列情形之一的：|（三）|3.5亿元|2026年|第|附""".replace(
    "\n", "|"
).split("|")
SOUP = st.lists(st.lists(st.sampled_from(ATOMS), max_size=5).map("".join), max_size=20).map("\n".join)


@settings(max_examples=150, deadline=None)
@given(SOUP)
def test_marker_soup_is_never_refused(text):
    check(reading(text))
    segment(reading(text))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=80))
def test_any_text_is_never_refused(text):
    check(reading(text))


def test_headings_of_the_format_make_a_tree():
    lines = [
        ("甲指南", 1),
        ("怎样登记？", 2),
        ("登记的程序。", None),
        ("（一）准备", None),
        ("准备材料。", None),
        ("怎样检查", 2),
        ("日常检查", 3),
    ]
    text = "\n".join(t for t, _ in lines)
    blocks, at = [], 0
    for n, (words, level) in enumerate(lines, 1):
        hint = "title" if level == 1 else "heading" if level else "paragraph"
        blocks.append(Block(at, at + len(words), n, hint=hint, level=level))
        at += len(words) + 1
    found = segment(Reading(Source("甲.md", "", "text/markdown"), text, tuple(blocks)))["blocks"]
    assert [(b["kind"], b["parent"]) for b in found] == [
        ("title", None), ("heading1", None), ("body", 2), ("heading2", 2), ("body", 4), ("heading1", None), ("heading2", 6),
    ]  # fmt: skip
