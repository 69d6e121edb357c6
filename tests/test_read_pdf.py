"""PDF: paragraphs, pages, furniture and tables by layout; text layers that lie are refused."""

from __future__ import annotations

import time

import pytest
from readable import Sheet, pdf

from pipeline.errors import ReadError
from pipeline.read import ocr, read_bytes
from pipeline.read.pdffurniture import NUMBER
from pipeline.read.pdflines import join
from pipeline.read.pdfpage import broken_layer

ARTICLES = [
    f"第{n}条 社区助餐点应当自开业之日起{n}个工作日内向所在地街道办事处备案，并在经营场所显著位置公示收费标准、服务时间和监督电话，接受公众监督。"
    for n in range(1, 31)
]


@pytest.fixture(autouse=True)
def without_the_extra(monkeypatch):
    """As a user who has not installed ``zhengce[ocr]``."""
    monkeypatch.setattr(ocr, "available", lambda: False)


def document(texts: list[str], head: str = ""):
    def draw(canvas) -> None:
        sheet = Sheet(canvas, head)
        for text in texts:
            sheet.paragraph(text)
        sheet.finish()

    return pdf(draw)


def test_lines_become_paragraphs_across_pages_and_furniture_goes():
    reading = read_bytes(document(ARTICLES, "临江市社区助餐办法"), "a.pdf")
    assert reading.text.split("\n") == ARTICLES
    assert reading.blocks[0].page == 1 and reading.blocks[-1].page == 5
    assert {reason for reason, _ in reading.dropped} == {"running head or foot", "page number"}
    assert not reading.issues


def test_short_paragraphs_stay_apart():
    texts = ["一、总体要求", "（一）指导思想", "坚持以人为本。", "二、组织实施", "各区应当加强领导。"]
    assert read_bytes(document(texts), "a.pdf").text.split("\n") == texts


def test_one_page_is_read_fast():
    data = document(ARTICLES)
    started = time.perf_counter()
    read_bytes(data, "a.pdf")
    assert time.perf_counter() - started < 5  # five pages; measured 0.2 s


def test_overprinted_glyphs_count_once():
    def draw(canvas) -> None:
        for shift in (0, 0.3, 0.6):
            canvas.drawString(100 + shift, 700, "安全生产人人有责")
        canvas.drawString(100, 600, "各区人民政府应当认真落实各项安全措施。")

    assert read_bytes(pdf(draw), "a.pdf").text.split("\n")[0] == "安全生产人人有责"


def test_ruled_tables_are_rows_of_cells():
    def draw(canvas) -> None:
        canvas.drawString(74, 740, "补贴标准如下，各区应当严格执行。")
        xs, ys = (74, 234, 394, 520), (700, 670, 640, 610)
        for x in xs:
            canvas.line(x, ys[0], x, ys[-1])
        for y in ys:
            canvas.line(xs[0], y, xs[-1], y)
        for row, texts in enumerate((("类别", "标准", "备注"), ("老年人", "每餐3元", "无"), ("残疾人", "每餐5元", "无"))):
            for column, text in enumerate(texts):
                canvas.drawString(xs[column] + 5, ys[row] - 20, text)
        canvas.drawString(74, 560, "本通知自印发之日起施行。")

    reading = read_bytes(pdf(draw), "a.pdf")
    assert reading.text.split("\n") == [
        "补贴标准如下，各区应当严格执行。",
        "类别\t标准\t备注",
        "老年人\t每餐3元\t无",
        "残疾人\t每餐5元\t无",
        "本通知自印发之日起施行。",
    ]
    assert reading.blocks[2].cells == (("老年人", "每餐3元", "无"),)


FULL = "各区人民政府应当落实助餐点的场地和经费安排好人员和车"  # 26 characters: a line of 416 points
LAYOUTS = (
    # what it is, (x, y, text) of its lines, the paragraphs they are
    (
        "lines set in under the mark of a list",
        ((90, 0, f"1.{FULL[:24]}"), (110, 24, FULL[:24]), (110, 48, "辆。"), (90, 72, "2.监督电话应当公示。")),
        (f"1.{FULL[:24]}{FULL[:24]}辆。", "2.监督电话应当公示。"),
    ),
    (
        "a paragraph with wider lines than the rest of its page",
        ((74, 0, FULL), (74, 24, FULL), (74, 48, "辆。"), (106, 72, FULL[:24]), (74, 120, FULL), (74, 168, "辆。")),
        (f"{FULL}{FULL}辆。", f"{FULL[:24]}{FULL}辆。"),
    ),
    (
        "all lines very wide",
        ((106, 0, FULL[:24]), (74, 72, FULL), (74, 144, FULL), (74, 216, "辆。"), (106, 288, "监督电话应当公示。")),
        (f"{FULL[:24]}{FULL}{FULL}辆。", "监督电话应当公示。"),
    ),
)


@pytest.mark.parametrize(("lines", "paragraphs"), [row[1:] for row in LAYOUTS], ids=[row[0] for row in LAYOUTS])
def test_paragraphs_by_layout(lines, paragraphs):
    def draw(canvas) -> None:
        for x, y, text in lines:
            canvas.drawString(x, 700 - y, text)

    assert tuple(read_bytes(pdf(draw), "a.pdf").text.split("\n")) == paragraphs


UNRULED = (
    # what it is, (x, y, text) of its lines, the rows it is read as
    (
        "cells at the top of their rows",
        (
            (74, 0, "1"),
            (134, 0, "社区助餐点的场地由街道办事处提供"),
            (134, 20, "并承担修缮费用"),
            (74, 40, "2"),
            (134, 40, "送餐车辆"),
        )
        + ((74, 60, "3"), (134, 60, "监督电话")),
        ("1\t社区助餐点的场地由街道办事处提供并承担修缮费用", "2\t送餐车辆", "3\t监督电话"),
    ),
    (
        "cells in the middle of their rows",
        ((74, 0, "类别"), (194, 0, "标准"), (194, 24, "由街道办事处提供场地"), (74, 34, "场地"), (194, 44, "并承担修缮费用"))
        + ((194, 68, "每年检修两次"), (74, 78, "车辆"), (194, 88, "并购买保险")),
        ("类别\t标准", "场地\t由街道办事处提供场地并承担修缮费用", "车辆\t每年检修两次并购买保险"),
    ),
    (
        "rows told by their distance, a first cell of two lines",
        ((74, 0, "助餐"), (194, 0, "由街道办事处"), (74, 20, "场地"), (194, 20, "提供"), (74, 60, "车辆"), (194, 60, "每年检修"))
        + ((194, 80, "两次"), (74, 120, "电话"), (194, 120, "公示")),
        ("助餐场地\t由街道办事处提供", "车辆\t每年检修两次", "电话\t公示"),
    ),
    (
        "a numbered list is none",
        tuple((x, 20 * n, text) for n in range(3) for x, text in ((74, f"{n + 1}."), (134, "社区助餐点的场地"))),
        ("1. 社区助餐点的场地", "2. 社区助餐点的场地", "3. 社区助餐点的场地"),
    ),
    (
        "a text with blanks in it is none",
        tuple((x, 20 * n, text) for n in range(3) for x, text in ((74, "助餐点"), (142, "社区助餐点的场地"))),
        ("助餐点 社区助餐点的场地",) * 3,
    ),
)


@pytest.mark.parametrize(("lines", "rows"), [row[1:] for row in UNRULED], ids=[row[0] for row in UNRULED])
def test_tables_without_rules(lines, rows):
    def draw(canvas) -> None:
        canvas.setFont("STSong-Light", 12)
        canvas.drawString(74, 760, "补贴标准如下，各区人民政府和街道办事处应当严格执行，不得自行提高。")
        for x, y, text in lines:
            canvas.drawString(x, 720 - y, text)

    reading = read_bytes(pdf(draw), "a.pdf")
    assert tuple(reading.text.split("\n")[1:]) == rows


def test_a_row_without_rules_goes_on_overleaf():
    def draw(canvas) -> None:
        for n in range(3):
            canvas.drawString(74, 240 - 28 * n, f"{n + 1}")
            canvas.drawString(194, 240 - 28 * n, "社区助餐点的场地由街道办事处")
        canvas.showPage()
        canvas.setFont("STSong-Light", 16)
        canvas.drawString(194, 740, "提供。")
        canvas.drawString(74, 712, "4")
        canvas.drawString(194, 712, "监督电话应当公示。")

    assert read_bytes(pdf(draw), "a.pdf").text.split("\n")[2:] == [
        "3\t社区助餐点的场地由街道办事处提供。",
        "4\t监督电话应当公示。",
    ]


def test_line_numbers_in_the_margin_go():
    def draw(canvas) -> None:
        sheet = Sheet(canvas)
        for text in ARTICLES[:6]:
            sheet.paragraph(text)
        canvas.setFont("Helvetica", 9)
        for n in range(sheet.row):
            canvas.drawRightString(62, sheet.TOP - n * sheet.STEP, str(n + 1))
        sheet.finish()

    reading = read_bytes(pdf(draw), "a.pdf")
    assert reading.text.split("\n") == ARTICLES[:6]
    assert any(reason == "line numbers" and text.startswith("1 2 3") for reason, text in reading.dropped)


def test_centred_and_right_lines_are_marked():
    def draw(canvas) -> None:
        canvas.drawCentredString(297, 780, "关于社区助餐的通知")
        for n in range(4):
            canvas.drawString(74, 720 - 28 * n, "各区人民政府应当落实助餐点的场地和经费安排好人员和车辆工作")
        canvas.drawRightString(500, 500, "临江市民政局")

    reading = read_bytes(pdf(draw), "a.pdf")
    assert (reading.blocks[0].align, reading.blocks[-1].align) == ("center", "right")


def test_turned_text_is_set_apart():
    def draw(canvas) -> None:
        canvas.drawString(74, 700, "各区人民政府应当认真落实各项措施。")
        canvas.rotate(90)
        canvas.drawString(300, -50, "仅供参考")

    reading = read_bytes(pdf(draw), "a.pdf")
    assert "参考" not in reading.text and any(reason == "vertical text" for reason, _ in reading.dropped)


def head(canvas, *lines: tuple[str, float], colour=(0.85, 0, 0)) -> None:
    """A page whose large lines are set in ``colour``, with a number and a text below."""
    canvas.setFillColorRGB(*colour)
    for text, y in lines:
        canvas.setFont("STSong-Light", 30)
        canvas.drawCentredString(297, y, text)
    canvas.setFillGray(0)
    canvas.setFont("STSong-Light", 16)
    canvas.drawString(74, 620, "临政发〔2023〕5号")
    canvas.drawString(370, 620, "签发人：张三　李四")
    for n in range(4):
        canvas.drawString(74, 560 - 28 * n, "各区人民政府应当落实助餐点的场地和经费安排好人员和车辆工作")


RED_HEADS = (
    # large lines, their colour, the issuers they name
    ((("临江市人民政府文件", 740),), (0.85, 0, 0), "临江市人民政府"),
    ((("临江市民政局", 740), ("文件", 715), ("临江市财政局", 690)), (1, 0, 0), "临江市民政局、临江市财政局"),
    ((("中共临江市委办公室", 740),), (1, 0, 0), "中共临江市委办公室"),
    ((("临江市人民政府公报", 740),), (1, 0, 0), None),
    ((("临江市人民政府文件", 740),), (0, 0, 0), None),
)


@pytest.mark.parametrize(("lines", "colour", "issuers"), RED_HEADS)
def test_red_heads_are_metadata(lines, colour, issuers):
    reading = read_bytes(pdf(lambda canvas: head(canvas, *lines, colour=colour)), "a.pdf")
    assert reading.metadata == ({"issuers": issuers, "doc_number": "临政发〔2023〕5号", "signer": "张三 李四"} if issuers else {})
    assert "".join(lines[0][0].split()) in reading.text


def test_a_stamp_is_metadata_and_no_text():
    def draw(canvas) -> None:
        head(canvas)
        canvas.rotate(90)
        canvas.drawString(300, -50, "特急")

    reading = read_bytes(pdf(draw), "a.pdf")
    assert reading.metadata == {"stamps": "特急"} and "特急" not in reading.text


@pytest.mark.parametrize(("angle", "dx", "dy"), ((90, 0, -595), (-90, -842, 0)))
def test_a_page_on_its_side_is_read(angle, dx, dy):
    def draw(canvas) -> None:
        canvas.rotate(angle)
        canvas.translate(dx, dy)
        canvas.setFont("STSong-Light", 16)
        for n in range(5):
            canvas.drawString(74, 500 - 28 * n, f"第{n + 1}条 各区人民政府应当落实助餐点的场地和经费。")

    text = read_bytes(pdf(draw), "a.pdf").text
    assert text.split("\n") == [f"第{n + 1}条 各区人民政府应当落实助餐点的场地和经费。" for n in range(5)]


NUMBERS = (
    ("— 3 —", True),
    ("- 12 -", True),
    ("第3页 共10页", True),
    ("3/10", True),
    ("Ⅳ", True),
    ("3", True),
    ("2023年", False),
    ("3.", False),
    ("3元", False),
)


@pytest.mark.parametrize(("line", "expected"), NUMBERS)
def test_page_numbers(line, expected):
    assert bool(NUMBER.fullmatch(line)) is expected


JOINS = (
    ("公共", "服务", "公共服务"),
    ("open", "data", "open data"),
    ("第20", "18年", "第2018年"),
    ("GB/", "T 9704", "GB/T 9704"),
    ("平台", "App", "平台App"),
)


@pytest.mark.parametrize(("before", "after", "expected"), JOINS)
def test_lines_are_joined_as_they_were_cut(before, after, expected):
    assert join(before, after) == expected


LAYERS = (
    ("(cid:12)(cid:7)规定" * 20, True, "glyphs without a character"),
    ("\ue123\ue456\ue789规定" * 20, True, "private-use glyphs"),
    ("!\"#$%&'()*+,-./:;<=>?@" * 5, True, "Chinese glyphs mapped to signs"),
    ("犐犆犛犔犌犕犜犪犫犮" * 10, True, "Latin glyphs mapped to rare characters"),
    ("为了规范社区助餐服务，照顾行动不便的老年人，制定本办法。" * 5, False, "prose"),
    ("第一章 总则……………………1\n第二章 服务……………………5\n" * 5, False, "a table of contents"),
    ("Provisions on Community Meal Services, Article 5: subsidies (2023)." * 5, False, "English"),
    ("1,234.56 -78.9% 3/4 5:6 2023-05-06 " * 10, False, "figures"),
)


@pytest.mark.parametrize(("text", "broken", "what"), LAYERS, ids=[row[2] for row in LAYERS])
def test_broken_text_layers_are_noticed(text, broken, what):
    assert broken_layer(text) is broken


def image_page(canvas) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)


def broken_page(canvas) -> None:
    for n in range(8):
        canvas.drawString(74, 740 - 28 * n, "犐犆犛犔犌犕犜犪犫犮犐犆犛犔犌犕犜犪犫犮犐犆犛")


GOOD = document(ARTICLES)
BAD = (
    (pdf(image_page), "pdf-needs-ocr", "a scan"),
    (pdf(broken_page), "pdf-broken-text-layer", "wrong-mapped glyphs"),
    (pdf(lambda canvas: canvas.drawString(74, 700, "秘密"), encrypt="secret"), "pdf-encrypted", "a password"),
    (GOOD[:300], "pdf-truncated", "its first bytes"),
    (b"%PDF-1.7\n%%EOF\n", "pdf-truncated", "nothing between head and tail"),
)


@pytest.mark.parametrize(("data", "code", "what"), BAD, ids=[row[2] for row in BAD])
def test_bad_files_end_with_a_code(data, code, what):
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "a.pdf")
    assert caught.value.code == code


@pytest.mark.parametrize("share", (0.3, 0.6, 0.9, 0.99))
def test_a_truncated_file_is_never_taken_for_whole(share):
    try:
        reading = read_bytes(GOOD[: int(len(GOOD) * share)], "a.pdf")
    except ReadError as error:
        assert error.code == "pdf-truncated"
    else:
        assert "pdf-truncated" in {issue.code for issue in reading.issues} and reading.status.value == "partial"


def test_a_scanned_page_among_others_is_reported():
    def draw(canvas) -> None:
        Sheet(canvas).paragraph(ARTICLES[0])
        canvas.showPage()
        image_page(canvas)

    reading = read_bytes(pdf(draw), "a.pdf")
    assert reading.text == ARTICLES[0]
    assert [issue.code for issue in reading.issues] == ["pdf-needs-ocr"] and "第 2 页" in reading.issues[0].message


def test_lines_that_are_alike_on_top_of_pages_are_no_running_head():
    texts = [
        f"第{n}条 社区助餐点应当公示下列事项并接受监督，每年更新不少于{n}次，具体要求由市民政部门规定，自第{n}日起执行，各区应当遵照执行。"
        for n in range(1, 60)
    ]
    reading = read_bytes(document(texts), "a.pdf")
    assert reading.text.split("\n") == texts


def test_two_columns_are_read_one_after_the_other():
    def draw(canvas) -> None:
        canvas.setFont("STSong-Light", 20)
        canvas.drawCentredString(297, 780, "临江市人民政府公报关于社区助餐服务的若干规定")
        canvas.setFont("STSong-Light", 10.5)
        column, row, indent = 0, 0, 2
        for text in ARTICLES[:8]:
            piece, indent = "", 21
            for character in (*text, None):
                if character is None or canvas.stringWidth(piece + character, "STSong-Light", 10.5) > 210 - indent:
                    canvas.drawString(74 + 240 * column + indent, 740 - 16 * row, piece)
                    row, piece, indent = row + 1, "", 0
                    if row == 16:
                        column, row = column + 1, 0
                piece += character or ""

    reading = read_bytes(pdf(draw), "a.pdf")
    assert reading.text.split("\n") == ["临江市人民政府公报关于社区助餐服务的若干规定", *ARTICLES[:8]]


def test_a_form_is_not_set_in_columns():
    def draw(canvas) -> None:
        for n in range(12):
            canvas.drawString(74, 740 - 28 * n, "各区人民政府应当落实助餐点的场地和经费安排好人员和车辆工作")
        for n in range(3):
            canvas.drawString(74, 380 - 28 * n, "申请人：")
            canvas.drawString(330, 380 - 28 * n, "联系电话：")

    assert read_bytes(pdf(draw), "a.pdf").text.count("申请人：\t联系电话：") == 3


def draw_lines(*pages: tuple[tuple[float, float, str], ...]):
    """Pages of lines at x, y (from the top), 11 points high."""

    def draw(canvas) -> None:
        for page in pages:
            canvas.setFont("STSong-Light", 11)
            for x, y, text in page:
                canvas.drawString(x, 842 - y, text)
            canvas.showPage()

    return pdf(draw)


COLUMN = ("助餐点应当公示收费标准服务时间和监督", "电话并且接受公众监督。")
FULL = "助餐点应当公示收费标准服务时间监督电话和投诉的办法并且接受街道办事处的监督检查"


def column(x: float, lines: int) -> list[tuple[float, float, str]]:
    return [(x, 100 + 15 * n, COLUMN[n % 2]) for n in range(lines)]


def test_a_last_page_with_one_column_keeps_the_columns_of_the_page_before():
    last = (*column(60, 12), *column(320, 2))
    reading = read_bytes(draw_lines((*column(60, 20), *column(320, 20)), last), "a.pdf")
    assert reading.text.split("\n") == ["".join(COLUMN)] * 27


def test_columns_whose_lines_stand_at_different_heights():
    lower = [(x, y + 7, text) for x, y, text in column(320, 20)]
    reading = read_bytes(draw_lines((*column(60, 20), *lower)), "a.pdf")
    assert reading.text.split("\n") == ["".join(COLUMN)] * 20


def test_a_title_in_the_size_of_the_text_may_take_two_lines():
    title = ("临江市人民政府办公室关于印发临江市社区老年人助餐服务点建设和运营管理暂行办", "法的通知")
    places = [(60, 100, title[0]), (60 + 11 * (len(title[0]) - 4) / 2, 115, title[1]), (82, 130, "各街道办事处可以参照执行。")]
    body = [(60, 160 + 15 * n, FULL[: len(title[0])]) for n in range(6)]
    assert read_bytes(draw_lines((*places, *body)), "a.pdf").text.split("\n")[0] == "".join(title)


def test_a_mark_that_must_not_begin_a_line_takes_its_word_along():
    short = FULL[:-2]
    places = [(60, 100 + 15 * n, text) for n, text in enumerate([*[FULL] * 4, short, "站），由街道办事处管理。"])]
    assert read_bytes(draw_lines(tuple(places)), "a.pdf").text.endswith(short + "站），由街道办事处管理。")


def test_a_row_that_the_end_of_a_page_cuts_is_one_row():
    def grid(canvas, rows) -> None:
        canvas.setFont("STSong-Light", 11)
        for n, cells in enumerate(rows):
            for x, width, text in zip((60, 120), (60, 400), cells, strict=True):
                canvas.rect(x, 700 - 30 * n, width, 30)
                canvas.drawString(x + 5, 710 - 30 * n, text)
        canvas.showPage()

    def draw(canvas) -> None:
        grid(canvas, (("1", "助餐点应当备案。"), ("2", "街道办事处应当")))
        grid(canvas, (("", "每年评估。"), ("3", "本办法自公布之日起施行。")))

    reading = read_bytes(pdf(draw), "a.pdf")
    assert [block.cells[0] for block in reading.blocks][1:] == [
        ("2", "街道办事处应当每年评估。"),
        ("3", "本办法自公布之日起施行。"),
    ]
