"""``zhengce read``: a person sees what the reader saw."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from readable import Sheet, pdf
from test_read_members import table, write

from pipeline.cli import zhengce


def shown(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(zhengce, ["read", *words], standalone_mode=False, catch_exceptions=False)
    return result.return_value, result.stdout


def draw(canvas) -> None:
    sheet = Sheet(canvas, "临江市人民政府公报")
    for n in range(1, 41):
        sheet.paragraph(f"第{n}条 助餐点应当备案。")
    sheet.finish()


def test_blocks_with_pages_and_what_was_dropped(tmp_path):
    status, text = shown(str(write(tmp_path, "a.pdf", pdf(draw))))
    assert status == 0
    assert "p2                  第21条 助餐点应当备案。" in text
    assert "dropped (page number): — 1 —" in text and "dropped (running head or foot): 临江市人民政府公报" in text


def test_style_metadata_and_manifest(tmp_path):
    write(tmp_path, "manifest.csv", "file,region\na.md,临江市\n")
    _, text = shown(str(write(tmp_path, "a.md", "---\ntitle: 办法\n---\n# 办法\n\n## 一、总则")))
    assert "title: 办法" in text and "region: 临江市" in text and "heading2         一、总则" in text


def test_each_thing_seen_is_a_row(tmp_path):
    path = str(write(tmp_path, "a.csv", table([["正文", "标题"], ["第一条 备案。", "办法"], [" x", ""]])))
    status, text = shown(path, "--jsonl")
    rows = [json.loads(line) for line in text.splitlines()]
    assert [(row["kind"], row["text"]) for row in rows if row["source"].endswith("!/2") and row["kind"] != "source"] == [
        ("metadata", "办法"),
        ("block", "第一条 备案。"),
    ]
    assert (rows[2]["start"], rows[2]["end"], rows[2]["style"]) == (0, 7, "paragraph") and status == 0
    assert json.loads(shown(path, "--json")[1]) == rows


@pytest.mark.parametrize("form", ("--csv", "--tsv", "--table"))
def test_the_forms_of_other_commands(tmp_path, form):
    status, text = shown(str(write(tmp_path, "a.txt", "第一条 备案。".encode())), form)
    assert status == 0 and "第一条 备案。" in text and "style" in text


def test_a_workbook(tmp_path):
    path = str(write(tmp_path, "a.txt", "第一条 备案。".encode()))
    assert shown(path, "--xlsx", str(tmp_path / "out.xlsx"))[0] == 0
    assert (tmp_path / "out.xlsx").read_bytes().startswith(b"PK")


def test_a_folder_of_mixed_files_misses_nothing(tmp_path):
    write(tmp_path, "a.txt", "第一条 备案。".encode())
    write(tmp_path, "b.pptx", b"PK\x05\x06" + b"\0" * 18)
    write(tmp_path, "c.csv", table([["正文"], ["第二条 公示。"]]))
    write(tmp_path, "d.xyz", bytes(range(256)) * 9)
    status, text = shown(str(tmp_path), "--jsonl")
    rows = [json.loads(line) for line in text.splitlines()]
    told = {Path(row["source"].split("!/")[0]).name: row["kind"] for row in rows}
    assert told == {"a.txt": "block", "b.pptx": "error", "c.csv": "block", "d.xyz": "error"} and status == 1


def test_an_empty_folder_is_told(tmp_path):
    result = CliRunner().invoke(zhengce, ["read", str(tmp_path)], standalone_mode=False, catch_exceptions=False)
    assert result.return_value == 1 and "no file to read" in result.stderr


def test_a_manifest_that_is_no_table_is_told(tmp_path):
    write(tmp_path, "manifest.csv", "name\nx\n")
    status, text = shown(str(write(tmp_path, "a.txt", "第一条 备案。".encode())))
    assert status == 1 and "[manifest]" in text and "第一条 备案。" in text


def test_what_cannot_be_read_is_told(tmp_path):
    path = str(write(tmp_path, "a.txt", b""))
    assert shown(path) == (
        1,
        f"✗ {path}: [empty] 文件是空的。The file is empty. 请从来源重新获取。Get it again from its source.\n",
    )
    status, text = shown(path, "--jsonl")
    assert status == 1 and json.loads(text)["style"] == "empty"
