"""Markdown: marks go, words and line numbers stay."""

from __future__ import annotations

import pytest

from pipeline.read import read_text
from pipeline.read.markdown import inline

LAW = """# 临江市社区助餐条例

2023年5月6日 临江市第九届人民代表大会常务委员会第十二次会议通过

<!-- INFO END -->

## 第一章  总则

第一条 为了规范助餐服务，制定本条例。

（一）老年人；
"""


def blocks(text: str) -> list[tuple]:
    reading = read_text(text, path="a.md")
    return [(b.line, b.hint, reading.text[b.start : b.end]) for b in reading.blocks]


def test_a_law_in_the_layout_of_the_collection():
    reading = read_text(LAW, path="law.md")
    assert blocks(LAW) == [
        (1, "title", "临江市社区助餐条例"),
        (3, "paragraph", "2023年5月6日 临江市第九届人民代表大会常务委员会第十二次会议通过"),
        (7, "heading", "第一章  总则"),
        (9, "paragraph", "第一条 为了规范助餐服务，制定本条例。"),
        (11, "paragraph", "（一）老年人；"),
    ]
    assert reading.dropped == (("comment", "INFO END"),)
    assert reading.blocks[2].level == 2


INLINE = (
    ("**第一条**　为了方便居民", "第一条　为了方便居民", "bold of a converter"),
    ("一、**总体要求**。*试行*", "一、总体要求。试行", "bold and italic"),
    ("张**、李**获奖", "张**、李**获奖", "masked names are no bold"),
    ("长3*4*5米", "长3*4*5米", "signs of multiplication"),
    ("于____年__月__日", "于____年__月__日", "blanks of a form"),
    ("见[办事指南](http://example.org/a)。", "见办事指南。", "a link leaves its text"),
    ("![示意图](a.png)说明", "示意图说明", "an image leaves its words"),
    (r"1\. 申请 \[2023\] 5号", "1. 申请 [2023] 5号", "escaped signs"),
    ("甲&nbsp;乙 &lt;丙&gt;", "甲\u00a0乙 <丙>", "entities"),
    ("<u>应当</u>备案", "应当备案", "tags of HTML"),
)


@pytest.mark.parametrize(("line", "expected", "why"), INLINE, ids=[row[2] for row in INLINE])
def test_inline_marks(line, expected, why):
    assert inline(line) == expected


def test_lists_quotes_rules_and_breaks():
    assert blocks("- 甲\n* 乙\n> 丙\n---\n丁<br>戊\n1. 己") == [
        (1, "list", "甲"),
        (2, "list", "乙"),
        (3, "paragraph", "丙"),
        (5, "paragraph", "丁"),
        (5, "paragraph", "戊"),
        (6, "paragraph", "1. 己"),
    ]


def test_a_pipe_table_is_rows_of_cells():
    reading = read_text("| 指标 | 数值 |\n|---|---:|\n| 床位 | **30**张 |\n后文", path="a.md")
    assert [(b.line, b.hint, b.cells) for b in reading.blocks] == [
        (1, "table", (("指标", "数值"),)),
        (3, "table", (("床位", "30张"),)),
        (4, "paragraph", ()),
    ]
    assert reading.text == "指标\t数值\n床位\t30张\n后文"


def test_an_html_table_inside_keeps_merged_cells():
    text = "前文\n<table><tr><td rowspan='2'>甲</td><td>1</td></tr>\n<tr><td>2</td></tr></table>\n后文"
    reading = read_text(text, path="a.md")
    assert reading.text == "前文\n甲\t1\n2\n后文"
    assert [b.cells for b in reading.blocks][1:3] == [(("甲", "1"),), (("甲", "2"),)]
    assert [b.line for b in reading.blocks] == [1, 2, 2, 4]


def test_metadata_lines_at_the_top_are_kept_as_text_too():
    text = "# 关于助餐的通知\n\n**发布日期**: 2023-05-06\n**发布机构**: 东港市民政局\n**分类**: 无\n\n---\n\n正文\n"
    reading = read_text(text, path="a.md")
    assert reading.metadata == {"published": "2023-05-06", "issuers": "东港市民政局"}
    assert "发布机构: 东港市民政局" in reading.text


def test_a_front_matter_is_metadata_and_no_text():
    text = '---\ntitle: "关于助餐的通知"\n文号: 东民发〔2023〕5号\n---\n正文\n'
    reading = read_text(text, path="a.md")
    assert reading.metadata == {"title": "关于助餐的通知", "doc_number": "东民发〔2023〕5号"}
    assert [(b.line, reading.text[b.start : b.end]) for b in reading.blocks] == [(5, "正文")]


FRONT_MATTERS = (
    # lines between the marks, what they say, why
    ("发布机构:\n  - 临江市民政局\n  - 临江市财政局", {"issuers": "临江市民政局、临江市财政局"}, "a list in lines"),
    ("issuers: [临江市民政局, 临江市财政局]", {"issuers": "临江市民政局、临江市财政局"}, "a list in brackets"),
    ("title: >\n  关于助餐的\n  通知", {"title": "关于助餐的 通知"}, "a value over lines"),
    ("date: 2023-05\nindex: 007", {"written": "2023-05", "index": "007"}, "a date and a number as they are written"),
    ("title: 甲\nnested:\n  a: 1", {"title": "甲"}, "what is deeper is left out"),
    ("title: 关于“甲: 乙”的通知", {"title": "关于“甲: 乙”的通知"}, "no YAML: lines of label and value"),
    ("a: &a [x, x]\nb: [*a, *a]\ntitle: 甲", {"title": "甲"}, "anchors are not followed"),
)


@pytest.mark.parametrize(("lines", "said", "why"), FRONT_MATTERS, ids=[row[2] for row in FRONT_MATTERS])
def test_front_matters(lines, said, why):
    reading = read_text(f"---\n{lines}\n---\n正文\n", path="a.md")
    assert {key: reading.metadata[key] for key in reading.metadata} == said and reading.text == "正文"


def test_labels_far_from_the_top_are_text_alone():
    text = "# 通知\n\n" + "助餐点应当公示。\n" * 30 + "发布机构：临江市民政局\n\ntitle: 甲\n"
    assert read_text(text, path="a.md").metadata == {}


@pytest.mark.parametrize("text", ("---\n---\n正文\n", "---\n正文\n---\n", "---\n"))
def test_an_empty_front_matter(text):
    assert read_text(text, path="a.md").metadata == {}
