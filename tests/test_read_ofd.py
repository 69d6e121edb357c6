"""OFD: characters by their place on the page, in paragraphs, with pages; no stamp, no template, no attack."""

from __future__ import annotations

import pytest
from readable import ofd, ofd_line

from pipeline.errors import ReadError
from pipeline.read import read_bytes

LINES = (
    "　　第一条　助餐点应当自开业之日起三十日内向街道办事处备案，",
    "并公示收费标准、服务时间和监督电话，每年接受一次评估，评估结",
    "果向社会公布。",
    "　　第二条　本办法自公布之日起施行。",
)


def page(lines=LINES, number: str = "") -> str:
    body = "".join(
        ofd_line(text.lstrip("　"), 30 + 5 * (len(text) - len(text.lstrip("　"))), 40 + 9 * n) for n, text in enumerate(lines)
    )
    return body + (ofd_line(number, 100, 280, 3) if number else "")


def test_lines_become_paragraphs_with_pages():
    data = ofd(page(LINES[:2], "— 1 —"), page(LINES[2:], "— 2 —"))
    reading = read_bytes(data, "a.ofd")
    assert reading.text.split("\n") == ["".join(LINES[:3]).lstrip("　"), LINES[3].lstrip("　")]
    assert [block.page for block in reading.blocks] == [1, 2]
    assert reading.metadata == {"title": "助餐办法"} and reading.source.media_type == "application/ofd"
    assert [reason for reason, _ in reading.dropped] == ["page number", "page number"]


def test_template_and_vertical_text_are_set_apart():
    stamp = '<ofd:TextObject Boundary="190 40 5 50" Size="5"><ofd:TextCode X="0" Y="5" DeltaY="5 5">骑缝章</ofd:TextCode></ofd:TextObject>'
    reading = read_bytes(ofd(page() + stamp, template=ofd_line("临江市文件", 80, 10)), "a.ofd")
    assert set(reading.dropped) == {("page template", "临江市文件"), ("vertical text", "骑缝章")}
    assert "骑缝章" not in reading.text and "文件" not in reading.text


def test_a_matrix_moves_and_scales():
    halved = ofd_line("第一条备案", 0, 0, 10, CTM="0.5 0 0 0.5 30 40")
    assert read_bytes(ofd(halved), "a.ofd").text == "第一条备案"


def test_a_page_without_text_is_a_scan():
    with pytest.raises(ReadError) as caught:
        read_bytes(ofd('<ofd:ImageObject Boundary="0 0 210 297" ResourceID="3"/>'), "a.ofd")
    assert caught.value.code == "image-needs-ocr"
    reading = read_bytes(ofd(page(), '<ofd:ImageObject Boundary="0 0 210 297" ResourceID="3"/>'), "a.ofd")
    assert [issue.code for issue in reading.issues] == ["image-needs-ocr"] and reading.text


BOMB = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("data", "code"),
    (
        (ofd(page(), **{"Doc_0/Document.xml": BOMB}), "xml-entities"),
        (ofd(page(), **{"Doc_0/Pages/Page_0/Content.xml": "<a"}), "ofd-truncated"),
        (ofd(page(), **{"OFD.xml": "<OFD><DocBody><DocRoot>../../etc/passwd</DocRoot></DocBody></OFD>"}), "ofd-truncated"),
        (ofd(page(), **{"Encryptions.xml": "<a/>"}), "encrypted"),
        (ofd(), "no-text"),
        (ofd(page(), **{"Doc_0/Document.xml": "<a>" + " " * 9_000_000 + "</a>"}), "zip-bomb"),
    ),
)
def test_bad_packages_end_with_a_code(data, code):
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "a.ofd")
    assert caught.value.code == code


def test_absurd_numbers_are_no_trap():
    text = '<ofd:TextObject Boundary="nan 1e99 x" Size="-"><ofd:TextCode X="1e400" DeltaX="g 99999999999 1 g">甲乙</ofd:TextCode></ofd:TextObject>'
    assert read_bytes(ofd(text), "a.ofd").text == "甲乙"


def test_a_red_head_is_metadata():
    name = ofd_line("临江市人民政府文件", 30, 30, 10).replace("<ofd:TextCode", '<ofd:FillColor Value="255 0 0"/><ofd:TextCode')
    rest = [ofd_line("临政发〔2023〕5号", 30, 60)]
    rest += [ofd_line("各区人民政府应当落实助餐点的场地和经费。", 30, 80 + 8 * n) for n in range(3)]
    assert read_bytes(ofd(name + "".join(rest), info=""), "a.ofd").metadata == {
        "issuers": "临江市人民政府",
        "doc_number": "临政发〔2023〕5号",
    }
