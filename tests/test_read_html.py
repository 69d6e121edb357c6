"""Web pages: the text, the metadata table, tables and attachments; menus and furniture set apart."""

from __future__ import annotations

import pytest

from pipeline.errors import ReadError
from pipeline.read import read_bytes, read_text
from pipeline.read.webpage import furniture

BODY = (
    "<p style='text-align:center'><b>临江市民政局关于社区助餐的通知</b></p><p align=center>临民发〔2023〕5号</p>"
    "<p>　　为了方便居民就近用餐，现就有关事项通知如下，请认真贯彻执行。<br>一、合理布局。各区应当在2024年底前建成助餐点三十个以上。</p>"
    "<p style='text-align:right'>临江市民政局&nbsp;&nbsp;</p>"
)
PAGE = """<html><head><meta charset="utf-8"><meta name="PubDate" content="2023-05-09"><title>通知_临江市民政局</title>
<script>var a = "脚本";</script></head><body><div class="nav"><a href="/">首页</a><a href="/x">政务公开</a></div>
<table><tr><td>索 引 号：</td><td>0001/2023</td><td>主题分类：</td><td>民政\\社会福利</td></tr>
<tr><td>发文机关：</td><td>临江市民政局</td><td>成文日期：</td><td>2023年5月6日</td></tr>
<tr><td>发文字号：</td><td>临民发〔2023〕5号</td><td>有效性：</td><td></td></tr></table>
<div>【字体：<a>大</a> 中 小】 打印 关闭</div>
<div class="TRS_Editor">%s<p>打印 关闭</p></div>
<div><a href="files/P02.doc">助餐点申报表</a></div><div class="footer">版权所有：临江市民政局</div></body></html>"""


def lines(reading) -> list[str]:
    return reading.text.split("\n")


def test_a_page_of_a_content_system():
    reading = read_bytes((PAGE % BODY).encode(), "page.html")
    assert lines(reading) == [
        "临江市民政局关于社区助餐的通知",
        "临民发〔2023〕5号",
        "为了方便居民就近用餐，现就有关事项通知如下，请认真贯彻执行。",
        "一、合理布局。各区应当在2024年底前建成助餐点三十个以上。",
        "临江市民政局",
    ]
    assert [b.align for b in reading.blocks] == ["center", "center", None, None, "right"]
    assert reading.metadata == {
        "index": "0001/2023",
        "theme": "民政\\社会福利",
        "issuers": "临江市民政局",
        "written": "2023-05-06",
        "doc_number": "临民发〔2023〕5号",
        "published": "2023-05-09",
        "attachments": "助餐点申报表\tfiles/P02.doc",
    }


def test_nothing_is_lost_silently():
    reading = read_bytes((PAGE % BODY).encode(), "page.html")
    dropped = "\n".join(text for _, text in reading.dropped)
    for words in ("首页", "政务公开", "索 引 号", "打印 关闭", "助餐点申报表", "版权所有"):
        assert words in dropped
    assert "脚本" not in dropped  # never seen by a reader
    assert "attachments" in {issue.code for issue in reading.issues}


CHARSETS = (
    ('<meta charset="gb2312">', "gb18030", "gb18030", "declared and true"),
    ("", "gb18030", "gb18030", "missing"),
    ('<meta charset="utf-8">', "gb18030", "gb18030", "wrong"),
    ('<meta http-equiv="Content-Type" content="text/html; charset=gb2312">', "utf-8", "utf-8", "wrong the other way"),
    ('<meta charset="iso-8859-1">', "gb18030", "gb18030", "a default that no Chinese page means"),
)


@pytest.mark.parametrize(("meta", "encoding", "found", "what"), CHARSETS, ids=[row[3] for row in CHARSETS])
def test_charsets(meta, encoding, found, what):
    page = PAGE.replace('<meta charset="utf-8">', meta) % BODY
    reading = read_bytes(page.encode(encoding), "page.html")
    assert reading.source.encoding == found
    assert lines(reading)[0] == "临江市民政局关于社区助餐的通知"


def test_a_page_of_an_unknown_system_goes_through_trafilatura():
    paragraphs = "".join(
        f"<p>第{n}项工作由市民政局会同有关部门负责，应当在每年六月底前完成并向社会公布结果。</p>" for n in range(1, 9)
    )
    page = (
        "<html><body><ul class='menu'><li><a href='/a'>新闻中心</a></li><li><a href='/b'>办事服务</a></li></ul>"
        f"<div class='abc'><h1>临江市民政局关于分工的通知</h1>{paragraphs}<p>临江市民政局</p></div><div class='foot'><a href='/c'>网站地图</a></div></body></html>"
    )
    reading = read_bytes(page.encode(), "page.html")
    assert lines(reading)[0] == "临江市民政局关于分工的通知" and lines(reading)[-1] == "临江市民政局"
    assert len(reading.blocks) == 10
    assert {"新闻中心", "办事服务", "网站地图"} <= {text for _, text in reading.dropped}


def test_a_headline_outside_the_container_is_not_lost():
    page = f"<html><body><h1>临江市助餐办法解读</h1><div id='zoom'>{BODY}</div></body></html>"
    reading = read_text(page)
    assert lines(reading)[0] == "临江市助餐办法解读" and reading.blocks[0].hint == "title"


def test_tables_are_rows_of_cells_with_merged_ones_repeated():
    table = (
        "<table><caption>分工表</caption><tr><th>类别</th><th colspan=2>标准</th></tr>"
        "<tr><td rowspan=2>补贴</td><td>每人每餐<br>3元</td><td>A</td></tr><tr><td>每年\n五百元</td><td></td></tr></table>"
    )
    reading = read_text(f"<html><body><div id='zoom'>{BODY}{table}</div></body></html>")
    assert lines(reading)[-4:] == ["分工表", "类别\t标准", "补贴\t每人每餐 3元\tA", "每年五百元"]
    assert [b.cells[0] for b in reading.blocks[-3:]] == [
        ("类别", "标准", "标准"),
        ("补贴", "每人每餐 3元", "A"),
        ("补贴", "每年五百元", ""),
    ]


def test_a_table_that_lays_out_the_page_is_no_table():
    page = f"<html><body><table><tr><td>左</td><td>右</td></tr><tr><td>边栏</td><td>{BODY}<table><tr><td>甲</td></tr></table></td></tr></table></body></html>"
    assert not any(b.cells for b in read_text(page).blocks)


def test_lists_get_their_numbers_back_once():
    items = "<ol><li>申请</li><li><p>受理</p><p>同日告知</p></li></ol><ol type=a start=3><li>公示</li></ol><ol><li>（一）自行编号</li></ol><ul><li>无号</li></ul>"
    reading = read_text(f"<html><body><div id='zoom'>{BODY}{items}</div></body></html>")
    assert lines(reading)[-6:] == ["1.申请", "2.受理", "同日告知", "c.公示", "（一）自行编号", "无号"]
    assert [b.label for b in reading.blocks[-6:]] == ["1.", "2.", None, "c.", None, None]


def test_white_space_is_what_a_browser_shows():
    page = (
        "<html><body><div id='zoom'>"
        + BODY
        + "<p>第一章　总　　则</p><p>各区\n   应当  落实 A\nB</p><pre>甲\n 乙</pre></div></body></html>"
    )
    assert lines(read_text(page))[-4:] == ["第一章　总　　则", "各区应当 落实 A B", "甲", "乙"]


def test_hidden_text_is_set_apart():
    page = f"<html><body><div id='zoom'>{BODY}<p style='display:none'>看不见的话</p></div></body></html>"
    reading = read_text(page)
    assert "看不见" not in reading.text and ("hidden", "看不见的话") in reading.dropped


FURNITURE = (
    ("【字体：大 中 小】", True),
    ("字号：[大][中][小]", True),
    ("打印本页 关闭窗口", True),
    ("分享到：微信 微博", True),
    ("您现在的位置：首页 > 政务公开 > 通知", True),
    ("扫一扫在手机打开当前页", True),
    ("上一篇：关于助餐的通知", True),
    ("来源：临江日报", False),
    ("打印机、复印机应当列入目录。", False),
    ("首页应当公布举报电话。", False),
    ("分享经济发展办法", False),
    ("返回", True),
    ("返回原籍的，应当自返回之日起三十日内登记。", False),
)


@pytest.mark.parametrize(("line", "expected"), FURNITURE)
def test_furniture(line, expected):
    assert furniture(line) is expected


def test_an_error_page_is_no_document():
    page = b"<!doctypehtml><html><title>404 Not Found</title><body><h1>404</h1></body></html>"
    with pytest.raises(ReadError) as caught:
        read_bytes(page, "notice.docx")
    assert caught.value.code == "error-page"


def test_a_page_under_another_suffix_is_read_as_what_it_is():
    reading = read_bytes((PAGE % BODY).encode(), "notice.docx")
    assert reading.source.media_type == "text/html" and len(reading.blocks) == 5


def test_metadata_in_lines_or_items_of_a_list():
    lines_of_page = "".join(
        f"<p><b>{label}：</b><span>{value}</span></p>"
        for label, value in (("索引号", "01-2023"), ("发布机构", "临江市民政局"), ("生成日期", "2023-05-06"))
    )
    items = "<ul><li>文 号：<i>临民发〔2023〕5号</i></li><li>主题分类：民政</li><li>有效性：有效</li></ul>"
    reading = read_text(f"<html><body><div class='top'>{lines_of_page}</div>{items}<div id='zoom'>{BODY}</div></body></html>")
    assert reading.metadata == {
        "index": "01-2023",
        "issuers": "临江市民政局",
        "written": "2023-05-06",
        "doc_number": "临民发〔2023〕5号",
        "theme": "民政",
        "status": "有效",
    }


def test_labels_in_the_text_itself_stay_text():
    table = (
        "<table><tr><td>标题：</td><td>甲</td></tr><tr><td>文号：</td><td>乙</td></tr><tr><td>来源：</td><td>丙</td></tr></table>"
    )
    reading = read_text(f"<html><body><div id='zoom'>{BODY}{table}</div></body></html>")
    assert reading.metadata == {} and lines(reading)[-1] == "来源：\t丙"


@pytest.mark.parametrize("control", ("\x01", "&#1;", "&#x1F;", "&#031;", "\x0c"))
def test_control_characters_in_a_page_are_removed_before_its_tree_is_changed(control):
    page = PAGE % (BODY + f"<p>第九条{control} 备案。</p>{control}")
    reading = read_text(page.replace("</table>", f"</table>{control}"), path="a.html")
    assert "第九条 备案。" in reading.text
    assert "invisible-characters" in [issue.code for issue in reading.issues]


def test_a_page_whose_text_is_a_picture_says_so():
    page = '<html><body><div>首页 政务公开</div><div class="TRS_Editor"><p><img src="W0202301.jpg"></p></div></body></html>'
    reading = read_bytes(page.encode(), "a.html")
    assert [issue.code for issue in reading.issues] == ["text-in-pictures"] and reading.status.value == "partial"
    with pytest.raises(ReadError) as caught:
        read_bytes(page.replace("首页 政务公开", "").encode(), "a.html")
    assert caught.value.code == "text-in-pictures"


def test_pictures_in_the_text_are_counted_but_not_emblems():
    text = "社区助餐点应当公示收费标准、服务时间和监督电话，接受公众监督。" * 3
    page = f'<html><body><div class="TRS_Editor"><p>{text}</p><img src="1.jpg"><img src="qrcode.png"><img src="2.png" width="16"></div></body></html>'
    assert [(issue.code, issue.message[:6]) for issue in read_bytes(page.encode(), "a.html").issues] == [
        ("pictures", "有 1 个图")
    ]
