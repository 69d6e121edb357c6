"""The readers on real files, where they are at hand, and on damaged copies of our own."""

from __future__ import annotations

import json
import random

import pytest
from conftest import ROOT
from readable import Sheet, docx, numbered, numbering, paragraph, pdf
from test_read_docx import CHAPTERS
from test_read_html import BODY, PAGE

from pipeline.errors import ReadError
from pipeline.read import ocr, read, read_bytes

CORPUS = ROOT.parent / "shared" / "corpus"
real = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real files is not beside the project")


@pytest.fixture(autouse=True)
def without_the_extra(monkeypatch):
    """As a user who has not installed ``zhengce[ocr]``."""
    monkeypatch.setattr(ocr, "available", lambda: False)


@real
def test_every_word_file_is_read_or_refused_with_a_code():
    ended = {}
    for path in sorted((CORPUS / "docx").iterdir()):
        try:
            ended[path.name] = "read" if read(path).blocks else "empty"
        except ReadError as error:
            ended[path.name] = error.code
    assert sorted(set(ended.values())) == ["error-page", "read"]
    assert list(ended.values()).count("read") == 72


@real
def test_the_metadata_of_state_council_pages():
    keys = {"标题": "title", "发文字号": "doc_number", "发文机关": "issuers", "主题分类": "theme", "索引号": "index"}
    for row in json.loads((CORPUS / "govcn" / "meta.json").read_text("utf-8")):
        reading = read(CORPUS / "govcn" / row["file"])
        assert {key: reading.metadata.get(key, "") for key in keys.values()} == {
            key: row[name].strip() for name, key in keys.items()
        }
        assert not any(word in reading.text for word in ("索引号", "打印", "扫一扫"))


@real
@pytest.mark.parametrize(("name", "code"), (("GMT_0031-2014_安全电子签章密码技术规范.pdf", "pdf-broken-text-layer"),))
def test_a_broken_text_layer_is_never_text(name, code):
    with pytest.raises(ReadError) as caught:
        read(CORPUS / "pdf" / name)
    assert caught.value.code == code


@real
def test_a_running_head_is_on_no_page():
    reading = read(CORPUS / "pdf" / "issue-67-example.pdf")
    heads = [text for reason, text in reading.dropped if reason == "running head or foot"]
    assert len(heads) == 22 and not any(head in reading.text for head in set(heads))
    assert max(block.page for block in reading.blocks) == 22


ARTICLES = [f"第{n}条 助餐点应当自开业之日起{n}日内向街道办事处备案，并公示收费标准。" for n in range(1, 40)]


def sheets(canvas) -> None:
    sheet = Sheet(canvas)
    for text in ARTICLES:
        sheet.paragraph(text)


SOUND = {
    "a.txt": "\n".join(ARTICLES).encode("gb18030"),
    "a.md": ("# 办法\n\n| 甲 | 乙 |\n|--|--|\n| **1** | [2](b) |\n\n" + "\n\n".join(ARTICLES)).encode(),
    "a.html": (PAGE % (BODY + "".join(f"<p>{text}</p>" for text in ARTICLES))).encode(),
    "a.docx": docx(
        "".join(numbered(text, 1, 1) + paragraph(text) for text in ARTICLES), numbering=numbering({0: CHAPTERS}, {1: (0, "")})
    ),
    "a.pdf": pdf(sheets),
}
SPLICES = (
    b"<",
    b"</p>",
    b"<table><tr><td rowspan=9>",
    b"\0",
    b"**",
    b"|",
    b"[",
    b"endobj",
    b"/Length 9999",
    b"\xff\xfe",
    b"(cid:1)",
)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """``data`` with a few bytes changed, cut, doubled or put in."""
    data = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(data) or 1)
        end = start + chance.randint(1, 200)
        match chance.randrange(5):
            case 0:
                data[start:end] = bytes(chance.randrange(256) for _ in range(end - start))
            case 1:
                del data[start:end]
            case 2:
                data[start:start] = data[start:end]
            case 3:
                del data[start:]
            case _:
                data[start:start] = chance.choice(SPLICES)
    return bytes(data)


@pytest.mark.parametrize("name", SOUND)
def test_damaged_files_end_as_a_reading_or_with_a_code(name):
    for seed in range(12 if name == "a.pdf" else 60):
        try:
            reading = read_bytes(damaged(SOUND[name], random.Random(seed)), name)
        except ReadError as error:
            assert error.code
        else:
            assert "\n".join(reading.text[b.start : b.end] for b in reading.blocks) == reading.text
