"""Plain text and encodings: lines with their numbers, bytes of every kind into the right characters."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ReadError
from pipeline.read import read_bytes, read_text

PROSE = "临江市人民政府关于加强社区助餐服务的意见\n一、总体要求\n为了方便居民就近用餐，结合本市实际，提出以下意见。\n"
TRADITIONAL = "東港市政府關於社區服務的規定\n第一條　為了規範社區服務，保障居民權益，依據有關法律，制定本規定。\n"

ENCODED = (
    # encoding, bytes, text, what it is
    ("utf-8", PROSE.encode(), PROSE, "plain UTF-8"),
    ("utf-8", codecs.BOM_UTF8 + PROSE.encode(), PROSE, "UTF-8 with the mark that Windows writes"),
    ("utf-16-le", codecs.BOM_UTF16_LE + PROSE.encode("utf-16-le"), PROSE, "Notepad's Unicode"),
    ("utf-16-be", codecs.BOM_UTF16_BE + PROSE.encode("utf-16-be"), PROSE, "big-endian UTF-16"),
    ("utf-16-le", PROSE.encode("utf-16-le"), PROSE, "UTF-16 without its mark"),
    ("gb18030", PROSE.encode("gb18030"), PROSE, "GB18030"),
    ("gb18030", "联通".encode("gb18030") * 4 + PROSE.encode("gb18030"), "联通" * 4 + PROSE, "GBK bytes that begin like UTF-8"),
    ("big5hkscs", TRADITIONAL.encode("big5"), TRADITIONAL, "Big5"),
    ("gb18030", TRADITIONAL.encode("gb18030"), TRADITIONAL, "traditional characters in GB18030"),
    ("utf-8", TRADITIONAL.encode(), TRADITIONAL, "traditional characters in UTF-8"),
)


@pytest.mark.parametrize(("encoding", "data", "text", "what"), ENCODED, ids=[row[3] for row in ENCODED])
def test_encodings(encoding, data, text, what):
    reading = read_bytes(data, "a.txt")
    assert reading.source.encoding == encoding
    assert reading.text == text.strip()
    assert not reading.issues


def test_an_encoding_that_is_a_guess_is_told():
    reading = read_bytes("Provisions on community meals – “the Provisions” – of 2023".encode("cp1252"), "a.txt")
    assert reading.text.startswith("Provisions") and [issue.code for issue in reading.issues] == ["encoding-guessed"]


@pytest.mark.parametrize("data", (b"\xff" * 12, b"\x81\x20" * 200), ids=("one byte", "two bytes"))
def test_bytes_that_any_table_decodes_are_no_text(data):
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "a.txt")
    assert caught.value.code == "unknown-encoding"


def test_a_cut_character_is_reported_and_the_rest_is_read():
    reading = read_bytes(PROSE.encode("gb18030") + b"\xd6", "a.txt")
    assert reading.text.startswith("临江市人民政府") and reading.source.encoding == "gb18030"
    assert {issue.code for issue in reading.issues} == {"encoding-damaged", "lost-characters"}


@pytest.mark.parametrize("encoding", ("utf-8", "gb18030"))
def test_damage_in_many_places_leaves_the_encoding_known(encoding):
    data = bytearray((PROSE * 20).encode(encoding))
    for position in range(50, len(data), 97):
        data[position] = 0xFF
    reading = read_bytes(bytes(data), "a.txt")
    assert reading.source.encoding == encoding and reading.text.count("助餐服务") > 10


def test_blocks_are_lines_with_their_numbers():
    reading = read_text("标题\r\n\r\n　　第一条　内容。　\r\n \n尾")
    assert reading.text == "标题\n第一条　内容。\n尾"
    assert [block.line for block in reading.blocks] == [1, 3, 5]


def test_a_form_feed_parts_blocks_but_counts_no_line():
    reading = read_text("甲\x0c乙\n丙")
    assert [(reading.text[b.start : b.end], b.line) for b in reading.blocks] == [("甲", 1), ("乙", 1), ("丙", 2)]


def test_invisible_characters_go_and_are_counted():
    reading = read_text("第一\u200b条\ufeff 应\x08当\u00ad。")
    assert reading.text == "第一条 应当。"
    assert [issue.code for issue in reading.issues] == ["invisible-characters"]
    assert " 4 " in reading.issues[0].message


def test_private_use_characters_stay_and_are_reported():
    reading = read_text("以5\ue0045倍计算")
    assert reading.text == "以5\ue0045倍计算"
    assert (reading.issues[0].code, reading.issues[0].start) == ("private-use-characters", 2)


def test_the_source_is_known_by_its_bytes():
    import hashlib

    data = PROSE.encode("gb18030")
    source = read_bytes(data, "厅/意见.txt").source
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert (source.path, source.media_type, source.size) == ("厅/意见.txt", "text/plain", len(data))


def test_a_manifest_wins_over_the_text():
    reading = read_text("# 甲\n**发布机构**: 乙局\n\n正文", path="a.md", metadata={"issuers": "丙局", "region": ""})
    assert reading.metadata["issuers"] == "丙局" and "region" not in reading.metadata


@given(st.text(max_size=300))
def test_any_string_reads_into_blocks_that_are_its_text(text):
    reading = read_text(text)
    assert "\n".join(reading.text[b.start : b.end] for b in reading.blocks) == reading.text
    assert all(reading.text[b.start : b.end].strip() for b in reading.blocks)
    assert len(reading.text.split("\n")) == max(1, len(reading.blocks))


@settings(deadline=None)  # the first picture imports the library for pictures
@given(st.binary(max_size=400))
def test_any_bytes_end_as_a_reading_or_a_read_error(data):
    try:
        reading = read_bytes(data, "a.txt")
    except ReadError as error:
        assert error.code and str(error)
    else:
        assert reading.blocks and "\0" not in reading.text


@pytest.mark.parametrize("text", ("PK\x03\x04", "%PDF-1.7 是一种格式", "{\\rtf1", "BM是基准", "<b>不是网页"))
def test_a_string_is_never_taken_for_a_file_of_another_kind(text):
    assert read_text(text).source.media_type == "text/plain"
