"""Folders: every file once, in a stable order; metadata beside the files."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from pipeline.errors import ReadError
from pipeline.read import discover, manifest


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("甲", "utf-8")


def found(folder: Path, *paths: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in discover(paths or [folder])]


def test_a_folder_in_the_order_of_names(tmp_path):
    touch(tmp_path, "b.txt", "a/2.txt", "a/1.txt", "c.md")
    assert found(tmp_path) == ["a/1.txt", "a/2.txt", "b.txt", "c.md"]


def test_what_is_no_source_is_passed_over(tmp_path):
    touch(tmp_path, "a.txt", ".hidden", ".git/x", "manifest.csv", "sub/meta.json", "~$a.docx", ".~lock.a.odt#", "Thumbs.db")
    assert found(tmp_path) == ["a.txt"]


def test_a_file_reached_twice_comes_once(tmp_path):
    touch(tmp_path, "a.txt", "b.txt")
    assert found(tmp_path, tmp_path / "b.txt", tmp_path, tmp_path / "b.txt") == ["b.txt", "a.txt"]


def test_links_are_followed_but_never_round_in_a_circle(tmp_path):
    touch(tmp_path, "a/1.txt", "elsewhere/2.txt")
    os.symlink(tmp_path, tmp_path / "a" / "up")
    os.symlink(tmp_path / "elsewhere", tmp_path / "a" / "there")
    os.symlink("self", tmp_path / "self")
    assert found(tmp_path, tmp_path / "a") == ["a/1.txt", "a/there/2.txt", "a/up/self"]


def test_what_is_missing_comes_as_it_is(tmp_path):
    assert found(tmp_path, tmp_path / "no.txt") == ["no.txt"]


def test_a_manifest_in_csv(tmp_path):
    text = "file,title,region,genre,date,source,密级\na.txt,关于助餐的通知,临江市,通知,2023年5月6日,http://example.org/1,\nsub/b.txt,,,,2023-05,日报,普通\n"
    (tmp_path / "manifest.csv").write_text(text, "utf-8-sig")
    assert manifest.load(tmp_path) == {
        "a.txt": {
            "title": "关于助餐的通知",
            "region": "临江市",
            "genre": "通知",
            "written": "2023-05-06",
            "url": "http://example.org/1",
        },
        "sub/b.txt": {"written": "2023-05", "origin": "日报", "密级": "普通"},
    }


def test_a_manifest_of_excel_in_gb18030_with_chinese_columns(tmp_path):
    (tmp_path / "manifest.csv").write_bytes("文件名,标题,发文机关\na.txt,关于社区助餐的通知,临江市民政局\n".encode("gb18030"))
    assert manifest.load(tmp_path) == {"a.txt": {"title": "关于社区助餐的通知", "issuers": "临江市民政局"}}


def test_a_manifest_in_json(tmp_path):
    rows = [{"file": "html/1.html", "发文字号": "临民发〔2023〕5号", "主题词": "", "n": 3}]
    (tmp_path / "meta.json").write_text(json.dumps(rows), "utf-8")
    assert manifest.load(tmp_path) == {"html/1.html": {"doc_number": "临民发〔2023〕5号"}}


def test_no_manifest_is_no_metadata(tmp_path):
    assert manifest.load(tmp_path) == {}


@pytest.mark.parametrize(
    ("name", "text"), (("manifest.csv", "title,date\n甲,2023\n"), ("meta.json", "{"), ("meta.json", '{"a": 1}'))
)
def test_a_manifest_that_is_none_says_so(tmp_path, name, text):
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(ReadError) as caught:
        manifest.load(tmp_path)
    assert caught.value.code == "manifest"
