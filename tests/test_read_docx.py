"""Word documents: what stands on paper, with the numbers that Word makes."""

from __future__ import annotations

import io
import zipfile

import pytest
from readable import docx, levels, numbered, numbering, paragraph

from pipeline.errors import ReadError
from pipeline.read import read_bytes
from pipeline.read.numberformats import write


def read(body: str, **parts: str):
    return read_bytes(docx(body, **parts), "a.docx")


def lines(body: str, **parts: str) -> list[str]:
    return read(body, **parts).text.split("\n")


CHAPTERS = levels(("chineseCountingThousand", "第%1章"), ("chineseCountingThousand", "第%2条"), ("chineseCounting", "（%3）"))
HEADINGS = levels(("japaneseCounting", "%1、"), ("japaneseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "（%4）"))
DECIMALS = levels(("decimal", "%1"), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3"))


def test_chapters_articles_and_items():
    body = numbered("总则", 1) + numbered("为了规范助餐。", 1, 1) + numbered("老年人；", 1, 2) + numbered("残疾人。", 1, 2)
    body += numbered("适用本办法。", 1, 1) + numbered("罚则", 1) + numbered("处以罚款。", 1, 1)
    reading = read(body, numbering=numbering({0: CHAPTERS}, {1: (0, "")}))
    assert reading.text.split("\n") == [
        "第一章 总则",
        "第一条 为了规范助餐。",
        "（一）老年人；",
        "（二）残疾人。",
        "第二条 适用本办法。",
        "第二章 罚则",
        "第一条 处以罚款。",  # a level starts anew after a higher one unless it says otherwise
    ]
    assert reading.blocks[0].label == "第一章" and reading.blocks[0].hint == "list"


def test_articles_count_through_all_chapters_when_they_never_restart():
    through = CHAPTERS.replace('<w:lvlText w:val="第%2条"/>', '<w:lvlRestart w:val="0"/><w:lvlText w:val="第%2条"/>')
    body = "".join(numbered("甲", 1, level) for level in (0, 1, 1, 0, 1))
    found = lines(body, numbering=numbering({0: through}, {1: (0, "")}))
    assert found == ["第一章 甲", "第一条 甲", "第二条 甲", "第二章 甲", "第三条 甲"]


RESTARTS = (
    # lists, numbers used, labels, reason
    ({1: (0, ""), 2: (0, "")}, (1, 1, 2, 1), ["一、", "二、", "三、", "四、"], "lists of one definition count on together"),
    (
        {1: (0, ""), 2: (0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')},
        (1, 1, 2, 2),
        ["一、", "二、", "一、", "二、"],
        "an override starts anew, once",
    ),
    ({1: (0, ""), 2: (1, "")}, (1, 2, 1), ["一、", "1", "二、"], "lists of two definitions count apart"),
    (
        {
            1: (
                0,
                '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="5"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1)"/></w:lvl></w:lvlOverride>',
            )
        },
        (1, 1),
        ["5)", "6)"],
        "a level defined anew",
    ),
)


@pytest.mark.parametrize(("lists", "used", "labels", "reason"), RESTARTS, ids=[row[3] for row in RESTARTS])
def test_restarts(lists, used, labels, reason):
    reading = read("".join(numbered("甲", n) for n in used), numbering=numbering({0: HEADINGS, 1: DECIMALS}, lists))
    assert [b.label for b in reading.blocks] == labels


def test_a_level_without_its_parent_shows_the_parents_start():
    assert lines(numbered("甲", 1, 1) + numbered("乙", 1, 2), numbering=numbering({0: DECIMALS}, {1: (0, "")})) == [
        "1.1 甲",
        "1.1.1 乙",
    ]


def test_legal_numbering_writes_plain_digits():
    mixed = levels(("chineseCounting", "第%1章")) + (
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>'
    )
    assert lines(numbered("甲", 1) + numbered("乙", 1, 1), numbering=numbering({0: mixed}, {1: (0, "")}))[1] == "1.1 乙"


def test_a_style_numbers_its_paragraphs_and_a_paragraph_may_opt_out():
    styles = (
        '<w:style w:type="paragraph" w:styleId="Art"><w:name w:val="条"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="条二"/><w:basedOn w:val="Art"/></w:style>'
    )
    bound = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="Art"/><w:lvlText w:val="第%1条"/></w:lvl>'
    body = paragraph("甲", '<w:pStyle w:val="Art"/>') + paragraph("乙", '<w:pStyle w:val="Sub"/>')
    body += paragraph("丙", '<w:pStyle w:val="Art"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(body, styles=styles, numbering=numbering({0: bound}, {1: (0, "")})) == ["第一条 甲", "第二条 乙", "丙"]


def test_bullets_are_lists_and_dashes_are_text():
    bullets = levels(("bullet", "\uf06c"), ("bullet", "——"))
    reading = read(numbered("甲", 1) + numbered("乙", 1, 1), numbering=numbering({0: bullets}, {1: (0, "")}))
    assert reading.text == "甲\n—— 乙" and [b.hint for b in reading.blocks] == ["list", "list"]
    assert [b.label for b in reading.blocks] == [None, "——"]


def test_an_empty_paragraph_takes_no_number():
    body = numbered("甲", 1) + numbered("", 1) + numbered("乙", 1)
    assert lines(body, numbering=numbering({0: HEADINGS}, {1: (0, "")})) == ["一、甲", "二、乙"]


JOINTS = (
    ("%1.", "5毫克以下", "1. 5毫克以下", "never the number 1.5"),
    ("%1.", "毫克", "1.毫克", "no blank after a point"),
    ("%1", "毫克", "1 毫克", "a blank after a bare number"),
    ("第%1款", "毫克", "第1款 毫克", "a blank after a word"),
)


@pytest.mark.parametrize(("text", "words", "expected", "why"), JOINTS, ids=[row[3] for row in JOINTS])
def test_label_and_text_are_joined_as_a_typist_would(text, words, expected, why):
    assert lines(numbered(words, 1), numbering=numbering({0: levels(("decimal", text))}, {1: (0, "")})) == [expected]


FORMATS = (
    ("chineseCountingThousand", {10: "十", 21: "二十一", 105: "一百零五", 110: "一百一十", 2000: "二千"}),
    ("japaneseCounting", {9: "九", 11: "十一"}),
    ("ideographDigital", {10: "一〇", 205: "二〇五"}),
    ("chineseLegalSimplified", {12: "壹拾贰"}),
    ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
    ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 50: "㊿", 51: "51"}),
    ("decimalEnclosedParen", {3: "⑶"}),
    ("decimalFullWidth", {12: "１２"}),
    ("decimalZero", {3: "03"}),
    ("upperRoman", {4: "IV", 1999: "MCMXCIX"}),
    ("lowerLetter", {1: "a", 26: "z", 27: "aa"}),
    ("none", {1: ""}),
    ("aFormatOfTheFuture", {7: "7"}),
)


@pytest.mark.parametrize(("name", "expected"), FORMATS, ids=[row[0] for row in FORMATS])
def test_number_formats(name, expected):
    assert {number: write(number, name) for number in expected} == expected


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_tracked_changes_are_read_as_accepted():
    body = f"<w:p>{run('罚款')}<w:del><w:r><w:delText>一万元</w:delText></w:r></w:del><w:ins>{run('二万元')}</w:ins></w:p>"
    body += f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('合并的')}</w:p>" + paragraph("一段")
    body += f"<w:p><w:moveFrom>{run('移走')}</w:moveFrom></w:p><w:p><w:moveTo>{run('移来')}</w:moveTo></w:p>"
    reading = read(body)
    assert reading.text.split("\n") == ["罚款二万元", "合并的一段", "移来"]
    assert [issue.code for issue in reading.issues] == ["tracked-changes"]


SIGN = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'


def test_fields_links_controls_breaks_and_marks():
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGEREF _Toc1</w:instrText></w:r>'
    field += f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("12")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = f"<w:p>{run('见第')}{field}{run('页')}<w:hyperlink>{run('办法')}</w:hyperlink></w:p>"
    body += f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('控件')}</w:sdtContent></w:sdt>"
    body += f"<w:p>{run('甲')}<w:r><w:br/></w:r>{run('乙')}<w:r><w:tab/></w:r>{run('丙')}<w:r><w:noBreakHyphen/></w:r>{run('丁')}</w:p>"
    body += f"<w:p>{run('看得见')}{run('看不见', '<w:vanish/>')}{SIGN}<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>"
    reading = read(body)
    assert reading.text.split("\n") == ["见第12页办法", "控件", "甲", "乙 丙-丁", "看得见≥x=1"]
    assert ("hidden", "看不见") in reading.dropped


def test_text_boxes_follow_their_paragraph_once():
    box = f"<w:txbxContent>{paragraph('框中文字')}</w:txbxContent>"
    body = (
        f"<w:p>{run('正文')}<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert lines(body + paragraph("下文")) == ["正文", "框中文字", "下文"]


def test_notes_stand_at_the_end_and_headers_and_comments_apart():
    body = f'<w:p>{run("助餐点")}<w:r><w:footnoteReference w:id="2"/></w:r>{run("应当备案。")}</w:p>'
    notes = f'<w:footnote w:id="-1">{paragraph("")}</w:footnote><w:footnote w:id="2">{paragraph("指社区食堂。")}</w:footnote>'
    comments = f'<w:comment w:id="0">{paragraph("请核实")}</w:comment>'
    reading = read(body, footnotes=notes, header=paragraph("临江市文件"), footer=paragraph("— 1 —"), comments=comments)
    assert reading.text.split("\n") == ["助餐点应当备案。", "[1] 指社区食堂。"]
    assert set(reading.dropped) == {("header", "临江市文件"), ("footer", "— 1 —"), ("comment", "请核实")}


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


SPAN, RESTART = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>'


def test_tables_with_merged_cells():
    table = (
        f"<w:tbl><w:tr>{cell('类别', SPAN)}{cell('标准')}</w:tr>"
        f"<w:tr>{cell('补贴', RESTART)}{cell('甲')}{cell('3元')}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge/>')}{cell('乙')}{cell('')}</w:tr></w:tbl>"
    )
    reading = read(paragraph("前") + table + paragraph("后"))
    assert reading.text.split("\n") == ["前", "类别\t标准", "补贴\t甲\t3元", "乙", "后"]
    assert [b.cells[0] for b in reading.blocks[1:4]] == [("类别", "类别", "标准"), ("补贴", "甲", "3元"), ("补贴", "乙", "")]


def test_numbers_count_on_inside_tables():
    table = f"<w:tbl><w:tr><w:tc>{numbered('甲', 1)}</w:tc><w:tc>{numbered('乙', 1)}</w:tc></w:tr></w:tbl>"
    assert lines(table + numbered("丙", 1), numbering=numbering({0: HEADINGS}, {1: (0, "")})) == ["一、甲\t二、乙", "三、丙"]


def test_headings_titles_contents_and_alignment():
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{i}"><w:name w:val="{name}"/><w:pPr>{inner}</w:pPr></w:style>'
        for i, name, inner in (
            ("1", "heading 2", ""),
            ("2", "Title", '<w:jc w:val="center"/>'),
            ("3", "toc 1", ""),
            ("4", "我的标题", '<w:outlineLvl w:val="0"/>'),
        )
    )
    body = "".join(paragraph("甲", f'<w:pStyle w:val="{i}"/>') for i in "2134") + paragraph("乙", '<w:jc w:val="right"/>')
    body += paragraph("丙", '<w:pStyle w:val="2"/><w:jc w:val="both"/>')
    found = [(b.hint, b.level, b.align) for b in read(body, styles=styles).blocks]
    assert found == [
        ("title", None, "center"),
        ("heading", 2, None),
        ("toc", None, None),
        ("heading", 1, None),
        ("paragraph", None, "right"),
        ("title", None, None),
    ]


def test_a_document_of_python_docx_reads_the_same():
    from docx import Document

    document = Document()
    document.add_heading("助餐办法", 1)
    document.add_paragraph("应当备案。")
    table = document.add_table(2, 2)
    for n, text in enumerate("甲乙丙丁"):
        table.cell(n // 2, n % 2).text = text
    out = io.BytesIO()
    document.save(out)
    reading = read_bytes(out.getvalue(), "a.docx")
    assert reading.text == "助餐办法\n应当备案。\n甲\t乙\n丙\t丁" and reading.blocks[0].hint == "heading"


def changed(data: bytes, name: str, content: bytes) -> bytes:
    """A package with one part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, content if member == name else old.read(member))
    return out.getvalue()


GOOD = docx("".join(paragraph(f"第{n}条 助餐点应当自开业之日起{n}日内备案。") for n in range(1, 400)))
ENTITY_BOMB = b'<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w>&b;</w>'
BAD = (
    (GOOD[: len(GOOD) // 2], "docx-truncated", "half of the file"),
    (GOOD[:-30], "docx-truncated", "its directory is cut"),
    (changed(GOOD, "word/document.xml", b"<w:document"), "docx-truncated", "a part that breaks off"),
    (changed(GOOD, "word/document.xml", ENTITY_BOMB), "xml-entities", "entities that multiply"),
    (changed(GOOD, "word/document.xml", b" " * (64 << 20)), "zip-bomb", "64 MB of blanks"),
    (docx(""), "no-text", "no paragraph"),
)


@pytest.mark.parametrize(("data", "code", "what"), BAD, ids=[row[2] for row in BAD])
def test_bad_packages_end_with_a_code(data, code, what):
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "a.docx")
    assert caught.value.code == code


def test_a_damaged_byte_is_noticed():
    position = GOOD.index(b"word/document.xml") + 400
    with pytest.raises(ReadError) as caught:
        read_bytes(GOOD[:position] + bytes([GOOD[position] ^ 0xFF]) + GOOD[position + 1 :], "a.docx")
    assert caught.value.code == "docx-truncated"
