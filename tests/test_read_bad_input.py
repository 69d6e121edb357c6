"""Whatever a folder holds, every file ends as a reading or as an error with a code, soon."""

from __future__ import annotations

import os
import re
import signal
import time
import zipfile

import pytest
from conftest import ROOT

from pipeline.errors import ReadError
from pipeline.model import Status
from pipeline.read import doc, limits, ocr, read, read_bytes, read_text
from pipeline.read.deadline import deadline
from pipeline.read.messages import MESSAGES

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def ole(stream: str) -> bytes:
    """The beginning of a compound file that names a stream."""
    return OLE + stream.encode("utf-16-le") + b"\0" * 600


def zipped(*names: str) -> bytes:
    import io

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return out.getvalue()


@pytest.fixture(autouse=True)
def without_the_extra(monkeypatch):
    """As a user who has not installed ``zhengce[ocr]``."""
    monkeypatch.setattr(ocr, "available", lambda: False)


BAD = (
    # name, bytes, code, what it is
    ("a.txt", b"", "empty", "no byte"),
    ("a.docx", b"", "empty", "no byte under another name"),
    ("a.txt", b" \r\n\t\n", "empty", "blanks"),
    ("a.txt", "\ufeff".encode(), "empty", "a byte order mark alone"),
    ("a.txt", b"\0" * 100_000, "empty", "zeros"),
    ("a.txt", bytes(range(256)) * 40, "binary", "every byte"),
    ("a.md", b"\x7fELF\x02\x01\x01\0\0\0" + os.urandom(0) + b"\0\x01\x02" * 200, "binary", "a program"),
    ("a.txt", "\u200b\ufeff\u200b".encode(), "no-text", "invisible characters"),
    ("a.html", b"<html><body><script>1</script></body></html>", "no-text", "a page of scripts"),
    ("a.docx", zipped("xl/workbook.xml"), "collection", "a workbook"),
    ("a.zip", zipped("a.txt"), "collection", "an archive"),
    ("a.ofd", zipped("OFD.xml"), "ofd-truncated", "OFD whose parts are no XML"),
    ("a.csv", "标题,正文\n甲,乙\n".encode(), "collection", "a table"),
    ("a.json", b"[]", "collection", "JSON"),
    ("a.pptx", zipped("ppt/presentation.xml"), "unsupported-type", "a presentation"),
    ("a.png", b"\x89PNG\r\n\x1a\n\0\0", "image-needs-ocr", "an image"),
    ("a.txt", b"{\\rtf1\\ansi}", "unsupported-type", "rich text under the name of plain text"),
    ("a.docx", ole("EncryptedPackage"), "encrypted", "a protected Word file"),
    ("a.xls", ole("Workbook"), "unsupported-type", "an old workbook"),
    ("a.docx", b"PK\x03\x04" + b"\0" * 50, "docx-truncated", "the first bytes of a Word file"),
    ("a.zip", b"PK\x03\x04" + b"\0" * 50, "zip-truncated", "the first bytes of an archive"),
)


@pytest.mark.parametrize(("name", "data", "code", "what"), BAD, ids=[row[3] for row in BAD])
def test_bad_files_end_with_a_code(name, data, code, what):
    with pytest.raises(ReadError) as caught:
        read_bytes(data, name)
    assert caught.value.code == code
    assert len(str(caught.value)) > 10


def test_unsupported_types_say_what_to_do():
    with pytest.raises(ReadError, match="presentation") as caught:
        read_bytes(zipped("ppt/presentation.xml"), "a.pptx")
    assert "Export it as PDF" in caught.value.hint


def test_every_code_is_described():
    page = (ROOT / "docs" / "readers.md").read_text("utf-8")
    assert [code for code in MESSAGES if f"`{code}`" not in page] == []


@pytest.mark.parametrize("code", MESSAGES)
def test_every_message_is_chinese_and_english(code):
    message = MESSAGES[code]
    for words in filter(None, (message.sentence, message.hint if "{" not in (message.hint or "") else None)):
        assert re.search("[\u4e00-\u9fff]", words) and re.search("[A-Za-z]{3}", words)


def code_of(path) -> str:
    with pytest.raises(ReadError) as caught:
        read(path)
    return caught.value.code


def test_paths_that_cannot_be_opened(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("甲", "utf-8")
    secret.chmod(0)
    os.mkfifo(tmp_path / "pipe")
    os.symlink("loop", tmp_path / "loop")
    assert code_of(tmp_path / "missing.txt") == "not-found"
    assert code_of(tmp_path) == "not-a-file"
    assert code_of(tmp_path / "pipe") == "not-a-file"
    assert code_of(tmp_path / "loop") == "unreadable"
    if os.geteuid():  # root may read everything
        assert code_of(secret) == "unreadable"


def test_a_huge_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(limits.MAX_ANY_BYTES + 1)  # sparse: it takes no room
    assert code_of(path) == "too-large"


def test_a_format_has_its_own_limit(monkeypatch):
    monkeypatch.setitem(limits.MAX_BYTES, "text", 10)
    with pytest.raises(ReadError) as caught:
        read_bytes("正文".encode() * 10, "a.txt")
    assert caught.value.code == "too-large"


def test_one_very_long_line_is_read_at_once_and_reported():
    started = time.perf_counter()
    reading = read_text("条" * 20_000_000)
    assert time.perf_counter() - started < 5  # measured 0.4 s; ten times the length takes ten times as long
    assert len(reading.blocks) == 1 and [issue.code for issue in reading.issues] == ["long-block"]
    assert reading.status is Status.OK


@pytest.mark.parametrize("suffix", (".md", ".html"))
def test_long_lines_of_marks_are_no_trap(suffix):
    text = ("*" * 50_000 + "[" * 50_000 + "|" * 50_000 + "<" * 50_000 + "1" * 50_000) + "\n甲"
    started = time.perf_counter()
    read_text(text, path="a" + suffix)
    assert time.perf_counter() - started < 5


def test_deep_html_does_not_exhaust_the_stack():
    reading = read_text("<html><body>" + "<div>" * 5_000 + "甲" + "</div>" * 5_000 + "</body></html>")
    assert reading.text in ("甲", "")


def test_a_deadline_stops_code_that_does_not_end_and_leaves_no_alarm():
    with pytest.raises(ReadError) as caught, deadline(0.05):
        while True:
            pass
    assert caught.value.code == "too-slow"
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    with deadline(5):
        pass
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_a_stray_zero_byte_does_not_make_a_text_binary():
    reading = read_bytes(("第一条 助餐点应当备案。\n" * 200).encode().replace("备".encode(), "备\0".encode(), 3), "a.txt")
    assert len(reading.blocks) == 200 and [issue.code for issue in reading.issues] == ["invisible-characters"]


def test_an_old_word_file_without_a_converter_names_the_package(monkeypatch):
    monkeypatch.setattr(doc.shutil, "which", lambda name: None)
    with pytest.raises(ReadError) as caught:
        read_bytes(ole("WordDocument"), "a.doc")
    assert caught.value.code == "doc-needs-converter" and "apt install" in caught.value.hint


def program(folder, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)


def test_an_old_word_file_through_antiword(tmp_path, monkeypatch):
    program(tmp_path, "antiword", "echo 第一条　应当备案。")
    monkeypatch.setattr(doc.shutil, "which", lambda name: str(tmp_path / name) if name == "antiword" else None)
    reading = read_bytes(ole("WordDocument"), "a.doc")
    assert reading.text == "第一条　应当备案。" and reading.source.media_type == "application/msword"


@pytest.mark.parametrize("script", ("exit 3", "exit 0"))
def test_a_converter_that_fails_is_an_error(tmp_path, monkeypatch, script):
    program(tmp_path, "soffice", script)
    monkeypatch.setattr(doc.shutil, "which", lambda name: str(tmp_path / name) if name == "soffice" else None)
    with pytest.raises(ReadError) as caught:
        read_bytes(ole("WordDocument"), "a.doc")
    assert caught.value.code == "doc-unreadable"
