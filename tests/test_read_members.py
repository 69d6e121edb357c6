"""Collections: every text of an archive or a table is a source of its own, with what the collection says of it."""

from __future__ import annotations

import csv
import io
import json
import pickle
import zipfile

import pytest

from pipeline.errors import ReadError
from pipeline.read import archive, limits, members, read, read_member

TEXT = "临江市社区助餐办法\n第一条 助餐点应当自开业之日起五日内备案。"


def zipped(files: dict[str, bytes], **more) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return out.getvalue()


def gbk_zip(name: str, data: bytes) -> bytes:
    """An archive as Windows in China packs it: the name in GBK, without the UTF-8 flag."""
    raw = name.encode("gbk")
    return zipped({"x" * len(raw): data}).replace(b"x" * len(raw), raw)


def seen(path) -> dict[str, str]:
    """Place inside the collection → what became of it."""
    found = {}
    for member in members(path):
        place = member.path.removeprefix(str(path))
        try:
            found[place] = read_member(member).text
        except ReadError as error:
            found[place] = error.code
    return found


def write(folder, name: str, data: bytes | str):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_a_file_is_its_own_only_member(tmp_path):
    assert seen(write(tmp_path, "a.txt", TEXT)) == {"": TEXT}


def test_the_files_of_an_archive(tmp_path):
    files = {
        "b.txt": TEXT.encode("gb18030"),
        "政策/a.md": b"# \xe7\x94\xb2",
        "__MACOSX/._b.txt": b"x",
        ".hidden": b"x",
        "README.md": b"x",
    }
    assert seen(write(tmp_path, "a.zip", zipped(files))) == {"!/b.txt": TEXT, "!/政策/a.md": "甲"}


def test_names_in_gbk(tmp_path):
    assert list(seen(write(tmp_path, "a.zip", gbk_zip("办法/助餐.txt", TEXT.encode())))) == ["!/办法/助餐.txt"]


def test_a_manifest_inside_an_archive(tmp_path):
    files = {"dir/a.txt": TEXT.encode(), "dir/manifest.csv": "file,region\na.txt,临江市\n".encode(), "bad/meta.json": b"{"}
    path = write(tmp_path, "a.zip", zipped(files))
    by_place = {member.path.partition("!/")[2]: member for member in members(path)}
    assert by_place["dir/a.txt"].metadata == {"region": "临江市"}
    assert by_place["bad/meta.json"].error.code == "manifest"


def test_what_is_wrong_with_a_member_spares_the_others(tmp_path):
    inner = zipped({"c.txt": TEXT.encode()})
    files = {
        "../escape.txt": b"x",
        "a.txt": TEXT.encode(),
        "bomb.txt": b"\0" * (limits.RATIO_FLOOR + 1),
        "empty.txt": b"",
        "inner.zip": inner,
        "outer.zip": zipped({"inner.zip": inner}),
    }
    assert seen(write(tmp_path, "a.zip", zipped(files))) == {
        "!/../escape.txt": "path-escape",
        "!/a.txt": TEXT,
        "!/bomb.txt": "zip-bomb",
        "!/empty.txt": "empty",
        "!/inner.zip!/c.txt": TEXT,
        "!/outer.zip!/inner.zip": "nested-archive",
    }


def test_archives_as_a_whole(tmp_path, monkeypatch):
    assert seen(write(tmp_path, "none.zip", zipped({}))) == {"": "no-text"}
    assert seen(write(tmp_path, "broken.zip", zipped({"a.txt": b"x"})[:-10])) == {"": "zip-truncated"}
    many = write(tmp_path, "many.zip", zipped({"a.txt": TEXT.encode(), "b.txt": TEXT.encode()}))
    monkeypatch.setattr(archive, "MAX_MEMBERS", 1)
    assert seen(many) == {"": "too-many-members"}
    monkeypatch.setattr(archive, "MAX_MEMBERS", 9)
    monkeypatch.setattr(archive, "MAX_ARCHIVE_BYTES", len(TEXT.encode()) + 1)
    assert seen(many) == {"!/a.txt": TEXT, "": "zip-bomb"}


def test_a_file_with_a_password_inside_an_archive(tmp_path):
    data = bytearray(zipped({"a.txt": TEXT.encode()}))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags] |= 1
    assert seen(write(tmp_path, "a.zip", bytes(data))) == {"!/a.txt": "encrypted"}


def table(rows: list[list[str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


ROWS = [
    ["标题", "发文机关", "成文日期", "正文"],
    ["助餐办法", "临江市民政局", "2023年5月6日", TEXT],
    ["空", "", "", ""],
    ["", "", "", ""],
]


@pytest.mark.parametrize(
    ("name", "data"),
    (
        ("a.csv", table(ROWS).encode()),
        ("a.csv", table(ROWS).encode("gb18030")),
        ("a.csv", table(ROWS, ";").encode("utf-8-sig")),
        ("a.tsv", table(ROWS, "\t").encode()),
    ),
)
def test_a_table_in_csv(tmp_path, name, data):
    path = write(tmp_path, name, data)
    assert seen(path) == {"!/2": TEXT, "!/3": "row-without-text"}
    first = next(members(path))
    assert first.metadata == {"title": "助餐办法", "issuers": "临江市民政局", "written": "2023-05-06"}


def test_a_column_of_texts_with_a_name_of_its_own(tmp_path):
    long = "\n".join([TEXT] * 10)
    path = write(tmp_path, "a.csv", table([["name", "payload"], ["甲", "<p>" + long.replace("\n", "</p><p>") + "</p>"]]))
    assert seen(path) == {"!/2": long}
    assert read_member(next(members(path))).source.media_type == "text/html"


def test_a_table_of_codes_holds_no_texts(tmp_path):
    assert seen(write(tmp_path, "a.csv", "code,name\n1,甲\n2,乙\n")) == {"": "no-text-column"}
    assert seen(write(tmp_path, "a.json", '[{"code": 1, "name": "甲"}]')) == {"": "no-text-column"}
    assert seen(write(tmp_path, "b.json", json.dumps({"source": "说明" * 150, "民政": ["养老服务"] * 99}))) == {
        "": "no-text-column"
    }


def test_a_text_in_a_list_of_paragraphs(tmp_path):
    assert seen(write(tmp_path, "a.jsonl", json.dumps({"content": TEXT.split("\n"), "tags": ["甲"]}))) == {"!/1": TEXT}


def test_a_workbook(tmp_path):
    import datetime

    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "政策"
    for row in (["二〇二三年汇编"], ["标题", "成文日期", "正文"], ["助餐办法", datetime.datetime(2023, 5, 6), TEXT]):
        book.active.append(row)
    book.create_sheet("说明").append(["一行", "说明"])
    book.save(tmp_path / "a.xlsx")
    assert seen(tmp_path / "a.xlsx") == {"!/政策/3": TEXT}
    assert next(members(tmp_path / "a.xlsx")).metadata == {"title": "助餐办法", "written": "2023-05-06"}


def test_a_workbook_with_entities_is_not_opened(tmp_path):
    files = {"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><workbook/>', "[Content_Types].xml": b"<Types/>"}
    assert seen(write(tmp_path, "a.xlsx", zipped(files))) == {"": "xml-entities"}
    assert seen(write(tmp_path, "b.xlsx", zipped({"xl/workbook.xml": b"<workbook/>"}))) == {"": "table-damaged"}


def test_a_workbook_whose_part_is_damaged(tmp_path):
    data = zipped({"xl/workbook.xml": b"<workbook>" + bytes(range(256)) * 9})
    at = data.index(b"xl/workbook.xml") + len("xl/workbook.xml")
    assert seen(write(tmp_path, "a.xlsx", data[: at + 5] + bytes(20) + data[at + 25 :])) == {"": "table-truncated"}


def test_an_archive_with_a_file_without_a_name(tmp_path):
    out = io.BytesIO(zipped({"a.txt": TEXT.encode()}))
    with zipfile.ZipFile(out, "a") as package, package.open(zipfile.ZipInfo(""), "w") as file:
        file.write(TEXT.encode())
    assert seen(write(tmp_path, "a.zip", out.getvalue())) == {"!/": TEXT, "!/a.txt": TEXT}


def test_json_lines(tmp_path):
    lines = [json.dumps({"text": TEXT, "发文字号": "临民发〔2023〕5号", "tags": ["养老", "助餐"], "n": 3}), "", "{", "[]"]
    path = write(tmp_path, "a.jsonl", "\n".join(lines))
    assert seen(path) == {"!/1": TEXT, "!/3": "table-damaged", "!/4": "table-damaged"}
    assert {"doc_number": "临民发〔2023〕5号", "tags": "养老、助餐"} in [dict(member.metadata) for member in members(path)]


ANSWER = {
    "title": "关于社区<em>助餐</em>的通知",
    "url": "https://example.org/1.htm",
    "pcode": "临政发〔2023〕5号",
    "puborg": "临江市人民政府",
    "pubtimeStr": "2023.05.06",
    "childtype": "民政、扶贫、救灾\\社会福利",
    "index": "000014349/2023-00001",
    "ptime": 1683302400000,
    "summary": "支持开办<em>助餐</em>点……",
}


def test_saved_answers_of_a_policy_search(tmp_path):
    value = {
        "code": 200,
        "searchVO": {"catMap": {"gongwen": {"listVO": [ANSWER]}, "bumenfile": {"listVO": [{**ANSWER, "content": TEXT}]}}},
    }
    path = write(tmp_path, "search.json", json.dumps(value))
    first, second = (read_member(member) for member in members(path))
    assert first.text == "关于社区助餐的通知\n支持开办助餐点……" and [issue.code for issue in first.issues] == ["summary-only"]
    assert second.text == TEXT and not second.issues
    assert first.source.url == "https://example.org/1.htm"
    assert second.metadata == {
        "title": "关于社区助餐的通知",
        "url": "https://example.org/1.htm",
        "doc_number": "临政发〔2023〕5号",
        "issuers": "临江市人民政府",
        "published": "2023-05-06",
        "theme": "民政、扶贫、救灾\\社会福利",
        "index": "000014349/2023-00001",
        "summary": "支持开办助餐点……",
    }


@pytest.mark.parametrize("text", ("", "[", "{}", "[]", "3", '{"a": {"b": []}}', "[" * 100_000))
def test_json_without_texts_ends_with_a_code(tmp_path, text):
    path = write(tmp_path, "a.json", text)
    assert seen(path)[""] in ("table-damaged", "no-text", "no-text-column", "empty")


def test_a_collection_cannot_be_read_as_one_text(tmp_path):
    with pytest.raises(ReadError, match="collection") as caught:
        read(write(tmp_path, "a.csv", table(ROWS)))
    assert caught.value.code == "collection" and "zhengce ingest" in caught.value.hint
    assert pickle.loads(pickle.dumps(caught.value)).hint == caught.value.hint
