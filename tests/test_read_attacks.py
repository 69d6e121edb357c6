"""Files made to do harm, or so damaged that they do: each ends within its limit with a code, and memory stays small."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from conftest import ROOT
from readable import docx, paragraph

from pipeline.errors import ReadError
from pipeline.read import doc, members, ocr, pdf, pdfstreams, read, read_bytes, read_member


@pytest.fixture(autouse=True)
def without_the_extra(monkeypatch):
    """As a user who has not installed ``zhengce[ocr]``; a page may take half a second, a stream one megabyte."""
    monkeypatch.setattr(ocr, "available", lambda: False)
    monkeypatch.setattr(pdf, "PAGE_SECONDS", 0.5)
    monkeypatch.setattr(pdfstreams, "MAX_STREAM_BYTES", 1 << 20)


def pdf_of(*objects: str | bytes, trailer: str = "/Root 1 0 R") -> bytes:
    """A PDF of these objects, numbered from 1, with a sound table of where they are."""
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content if isinstance(content, bytes) else content.encode())
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer.encode(), len(out))
    return out + head + table + end


def stream(content: bytes, entries: str = "") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries.encode(), len(content), content)


CATALOG = "<< /Type /Catalog /Pages 2 0 R >>"
ONE_PAGE = (CATALOG, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>")


def page(resources: str = "") -> str:
    return f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << {resources} >> /Contents 4 0 R >>"


def form(name: str, number: int) -> bytes:
    """A form that draws the form ``number`` twice."""
    draws = f"/{name} Do /{name} Do".encode()
    return stream(draws, f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /{name} {number} 0 R >> >>")


def unmapped_font() -> tuple[str | bytes, ...]:
    """A page set in a font whose glyphs are mapped to no character."""
    shown = "".join(f"{n:04x}" for n in range(300, 340))
    return (
        *ONE_PAGE,
        page("/Font << /F 5 0 R >>"),
        stream(f"BT /F 16 Tf 74 700 Td <{shown}> Tj ET".encode()),
        "<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Song /Encoding /Identity-H /DescendantFonts [6 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Song /DW 1000 /FontDescriptor 7 0 R "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        "<< /Type /FontDescriptor /FontName /AAAAAA+Song /Flags 4 /FontBBox [0 0 1000 1000] /Ascent 880 /Descent -120 >>",
    )


ZEROS = zlib.compress(bytes(2 << 20))
PDFS = (
    # what it is, its objects, the code
    ("a tree of pages that holds itself", (CATALOG, "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"), "pdf-truncated"),
    (
        "two nodes of pages that hold each other",
        (CATALOG, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
        "pdf-truncated",
    ),
    ("objects that refer to each other", (*ONE_PAGE, "4 0 R", "3 0 R"), "too-slow"),
    ("a stream as long as itself", (*ONE_PAGE, page(), b"<< /Length 4 0 R >>\nstream\nBT ET\nendstream"), "pdf-truncated"),
    ("a form that draws itself", (*ONE_PAGE, page("/XObject << /F 5 0 R >>"), stream(b"/F Do"), form("F", 5)), "no-text"),
    (
        "forms that draw each other",
        (*ONE_PAGE, page("/XObject << /F 5 0 R >>"), stream(b"/F Do"), form("G", 6), form("F", 5)),
        "no-text",
    ),
    ("a stream of zeros without end", (*ONE_PAGE, page(), stream(ZEROS, "/Filter /FlateDecode")), "zip-bomb"),
    ("a font without a map", unmapped_font(), "pdf-broken-text-layer"),
)


@pytest.mark.parametrize(("objects", "code"), [row[1:] for row in PDFS], ids=[row[0] for row in PDFS])
def test_pdf(objects, code):
    started = time.perf_counter()
    with pytest.raises(ReadError) as caught:
        read_bytes(pdf_of(*objects), "a.pdf")
    assert caught.value.code == code and time.perf_counter() - started < 10


def test_a_table_of_objects_that_goes_round_in_a_circle():
    with pytest.raises(ReadError) as caught:
        read_bytes(pdf_of(CATALOG, "<< /Type /Pages /Kids [] /Count 0 >>", trailer="/Root 1 0 R /Prev 9"), "a.pdf")
    assert caught.value.code == "pdf-truncated"


def test_a_file_whose_every_page_is_slow_is_given_up(monkeypatch):
    monkeypatch.setattr(pdf, "PAGE_SECONDS", 0.2)
    pages = " ".join(f"{n} 0 R" for n in range(3, 103))
    loop = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 103 0 R >>"
    objects = [CATALOG, f"<< /Type /Pages /Kids [{pages}] /Count 100 >>", *[loop] * 100, "104 0 R", "103 0 R"]
    started = time.perf_counter()
    with pytest.raises(ReadError) as caught:
        read_bytes(pdf_of(*objects), "a.pdf")
    assert caught.value.code == "too-slow" and time.perf_counter() - started < 5


def with_parts(data: bytes, **parts: bytes) -> bytes:
    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


def test_macros_are_told_and_not_run():
    data = with_parts(docx(paragraph("第一条 助餐点应当备案。")), **{"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(500)})
    reading = read_bytes(data, "a.docm")
    assert reading.text == "第一条 助餐点应当备案。" and [issue.code for issue in reading.issues] == ["macros"]


def old_word(flags: int) -> bytes:
    """The beginning of an old Word file with these flags in its information block."""
    directory = "WordDocument".encode("utf-16-le").ljust(512 - 8, b"\0")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + directory + b"\xec\xa5" + bytes(8) + flags.to_bytes(2, "little") + bytes(500)


@pytest.mark.parametrize(("flags", "code"), ((0x0100, "encrypted"), (0x0000, "doc-needs-converter")))
def test_an_old_word_file_with_a_password(monkeypatch, flags, code):
    monkeypatch.setattr(doc.shutil, "which", lambda name: None)
    with pytest.raises(ReadError) as caught:
        read_bytes(old_word(flags), "a.doc")
    assert caught.value.code == code


def test_a_converter_that_does_not_end(tmp_path, monkeypatch):
    program = tmp_path / "antiword"
    program.write_text("#!/bin/sh\nexec sleep 60\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(doc.shutil, "which", lambda name: str(program) if name == "antiword" else None)
    monkeypatch.setattr(doc, "CONVERTER_SECONDS", 0.2)
    with pytest.raises(ReadError) as caught:
        read_bytes(old_word(0), "a.doc")
    assert caught.value.code == "doc-timeout"


ENTITIES = (
    # an external entity in every format that is XML or looks like it; nothing of the file it names may be read
    ("a.html", '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>助餐点&x;应当备案。</p></body></html>'),
    ("a.md", '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n\n助餐点&x;应当备案。'),
    ("a.txt", '<!ENTITY x SYSTEM "file:///etc/passwd">\n助餐点&x;应当备案。'),
)


@pytest.mark.parametrize(("name", "text"), ENTITIES)
def test_external_entities_are_not_followed(name, text):
    reading = read_bytes(text.encode(), name)
    assert "root:" not in reading.text and "应当备案。" in reading.text


def test_two_gigabytes_of_zeros(tmp_path):
    started = time.perf_counter()
    for name in ("a.txt", "a.pdf", "a.zip", "a.csv", "a.docx"):
        path = tmp_path / name
        with path.open("wb") as file:
            file.truncate(2 << 30)  # sparse: it takes no room
        with pytest.raises(ReadError) as caught:
            read(path)
        assert caught.value.code == "too-large"
        (member,) = members(path)
        with pytest.raises(ReadError) as caught:
            read_member(member)
        assert caught.value.code == "too-large"
    assert time.perf_counter() - started < 10


STATUS = Path("/proc/self/status")
MEMORY = """
import re, sys
from pipeline.errors import ReadError
from pipeline.read import read
try:
    read(sys.argv[1])
except ReadError as error:
    print(error.code, int(re.search(r"VmHWM:\\s*(\\d+)", open("/proc/self/status").read())[1]) // 1024)
"""
"""The peak of the process itself: what ``getrusage`` tells begins with that of the process it was forked from."""


@pytest.mark.skipif(not STATUS.exists(), reason="the peak of a process is read from /proc")
def test_a_bomb_takes_little_memory(tmp_path):
    path = tmp_path / "a.pdf"
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(300)) + packer.flush()
    path.write_bytes(pdf_of(*ONE_PAGE, page(), stream(packed, "/Filter /FlateDecode")))
    out = subprocess.run([sys.executable, "-c", MEMORY, str(path)], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    code, used = out.split()
    assert code == "zip-bomb" and int(used) < 300
