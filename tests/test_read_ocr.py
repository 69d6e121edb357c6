"""Scans: recognised lines become paragraphs with pages and confidence; nothing is stored that nobody could read."""

from __future__ import annotations

import io
import zipfile
from types import SimpleNamespace

import numpy
import pytest
from PIL import Image
from readable import OFD, docx, ofd, ofd_line, paragraph, pdf

from pipeline.errors import ReadError
from pipeline.read import ocr, read_bytes

LINES = (  # text, left, top, width, confidence: an A4 page at 100 dpi
    ("第一条助餐点应当自开业之日起三十日内向街道办事处备案，并公示收费", 100, 400, 620, 0.99),
    ("标准。", 60, 440, 60, 0.95),
    ("污", 300, 700, 20, 0.1),
    ("第二条本办法自公布之日起施行。", 100, 480, 290, 0.5),
)


def engine(image, use_cls):
    """Recognises ``LINES`` on whatever it is shown."""
    boxes = [numpy.array([(x, y), (x + w, y), (x + w, y + 24), (x, y + 24)], dtype=float) for _, x, y, w, _ in LINES]
    return SimpleNamespace(boxes=boxes, txts=[line[0] for line in LINES], scores=[line[4] for line in LINES])


def silent(image, use_cls):
    return SimpleNamespace(boxes=None, txts=None, scores=None)


@pytest.fixture(autouse=True)
def with_the_extra(monkeypatch):
    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "_engine", lambda: engine)


def picture(form: str = "PNG", pages: int = 1) -> bytes:
    out = io.BytesIO()
    sheets = [Image.new("L", (827, 1169), 255) for _ in range(pages)]
    sheets[0].save(out, form, **({"save_all": True, "append_images": sheets[1:]} if pages > 1 else {}))
    return out.getvalue()


@pytest.mark.parametrize("form", ("PNG", "JPEG", "TIFF"))
def test_a_picture_becomes_paragraphs(form):
    reading = read_bytes(picture(form), "a")
    assert reading.text.split("\n") == [LINES[0][0] + LINES[1][0], LINES[3][0]]
    assert reading.metadata == {"ocr_confidence": "1: 0.84"}
    assert [issue.code for issue in reading.issues] == ["ocr", "ocr-uncertain"]


def test_every_page_of_a_tiff_is_read():
    reading = read_bytes(picture("TIFF", 3), "a.tif")
    assert sorted({block.page for block in reading.blocks}) == [1, 2, 3]
    assert reading.metadata["ocr_confidence"].count(":") == 3


def scan(canvas) -> None:
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(io.BytesIO(picture())), 0, 0, 595, 842)


def test_a_scanned_pdf_is_recognised():
    reading = read_bytes(pdf(scan), "a.pdf")
    assert reading.text.startswith("第一条") and reading.blocks[0].page == 1
    assert reading.source.media_type == "application/pdf"


def endless(image, use_cls):
    while True:
        pass


def test_a_page_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(ocr, "_engine", lambda: endless)
    monkeypatch.setattr(ocr, "RECOGNITION_SECONDS", 0.05)
    for data, code in ((picture(), "too-slow"), (pdf(scan), "pdf-page-unreadable")):
        with pytest.raises(ReadError) as caught:
            read_bytes(data, "a")
        assert caught.value.code == code


def test_pages_that_take_too_long_are_named_beside_those_that_were_read(monkeypatch):
    def draw(canvas) -> None:
        canvas.drawString(74, 700, "各区人民政府应当认真落实各项措施。")
        for _ in range(2):
            canvas.showPage()
            scan(canvas)

    monkeypatch.setattr(ocr, "_engine", lambda: endless)
    monkeypatch.setattr(ocr, "RECOGNITION_SECONDS", 0.05)
    reading = read_bytes(pdf(draw), "a.pdf")
    assert reading.text.startswith("各区") and reading.status.value == "partial"
    assert [issue.message[:10] for issue in reading.issues] == ["第 2、3 页读不了"]


def test_an_empty_picture_has_no_text(monkeypatch):
    monkeypatch.setattr(ocr, "_engine", lambda: silent)
    for data in (picture(), pdf(scan)):
        with pytest.raises(ReadError) as caught:
            read_bytes(data, "a")
        assert caught.value.code == "no-text"


@pytest.mark.parametrize("data", (picture()[:60], b"\x89PNG\r\n\x1a\n" + b"x" * 90, b"GIF89a" + b"\xff" * 50))
def test_a_damaged_picture_ends_with_a_code(data):
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "a.png")
    assert caught.value.code == "image-damaged"
    assert "0x" not in str(caught.value)  # an address in memory is another every time


def test_a_picture_beyond_measure_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(ocr, "MAX_PIXELS", 1_000)
    with pytest.raises(ReadError) as caught:
        read_bytes(picture(), "a.png")
    assert caught.value.code == "too-large"


def test_without_the_extra_the_message_names_it(monkeypatch):
    monkeypatch.setattr(ocr, "available", lambda: False)
    for data, code in ((picture(), "image-needs-ocr"), (pdf(scan), "pdf-needs-ocr")):
        with pytest.raises(ReadError) as caught:
            read_bytes(data, "a")
        assert caught.value.code == code and "zhengce[ocr]" in caught.value.hint


def test_the_real_engine_reads_a_line(monkeypatch):
    pytest.importorskip("rapidocr")
    pytest.importorskip("onnxruntime")
    monkeypatch.undo()

    def draw(canvas) -> None:
        canvas.setFont("STSong-Light", 16)
        canvas.drawString(74, 740, "助餐点应当公示收费标准")

    import pypdfium2

    image = pypdfium2.PdfDocument(pdf(draw))[0].render(scale=100 / 72).to_pil()
    out = io.BytesIO()
    image.crop((0, 0, image.width, 250)).save(out, "PNG")
    assert read_bytes(out.getvalue(), "a.png").text == "助餐点应当公示收费标准"


def drawing(relation: str) -> str:
    return (
        '<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'r:embed="{relation}"/></w:drawing></w:r></w:p>'
    )


def word_file(text: str = "") -> bytes:
    """A Word file of two pictures and ``text``."""
    made = io.BytesIO(docx(paragraph(text) + drawing("r9") + drawing("r8")))
    with zipfile.ZipFile(made, "a") as package:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
        rows = "".join(f'<Relationship Id="r{n}" Type="{kind}" Target="media/{n}.png"/>' for n in (8, 9))
        package.writestr("word/_rels/document.xml.rels", f"<Relationships>{rows}</Relationships>")
        package.writestr("word/media/8.png", picture())
        package.writestr("word/media/9.png", picture()[:100])
    return made.getvalue()


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_word_file_of_pictures_is_recognised_or_says_so(monkeypatch):
    reading = read_bytes(word_file("附件"), "a.docx")
    assert reading.text.startswith("附件\n第一条") and "ocr" in {issue.code for issue in reading.issues}
    monkeypatch.setattr(ocr, "available", lambda: False)
    reading = read_bytes(word_file("附件"), "a.docx")
    assert reading.text == "附件" and [issue.code for issue in reading.issues] == ["text-in-pictures"]
    assert reading.status.value == "partial"
    with pytest.raises(ReadError) as caught:
        read_bytes(word_file(), "a.docx")
    assert caught.value.code == "text-in-pictures" and "zhengce[ocr]" in caught.value.hint


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_pictures_beside_a_text_are_counted():
    reading = read_bytes(word_file("社区助餐点应当公示收费标准。" * 20), "a.docx")
    assert [issue.code for issue in reading.issues] == ["pictures"]


def test_a_page_of_an_ofd_that_is_a_picture_is_recognised(monkeypatch):
    files = {
        "Doc_0/Res/1.png": picture(),
        "Doc_0/DocumentRes.xml": f'<ofd:Res {OFD} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image">'
        "<ofd:MediaFile>1.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>",
    }
    image = '<ofd:ImageObject ResourceID="7" Boundary="0 0 210 297"/>'
    data = ofd(
        ofd_line("助餐点应当备案。", 30, 40), image, resources="<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>", **files
    )
    reading = read_bytes(data, "a.ofd")
    assert reading.text.startswith("助餐点应当备案。\n第一条") and reading.blocks[-1].page == 2
    assert reading.metadata["ocr_confidence"] == "2: 0.84"
    monkeypatch.setattr(ocr, "available", lambda: False)
    assert [issue.code for issue in read_bytes(data, "a.ofd").issues] == ["image-needs-ocr"]
