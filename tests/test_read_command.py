"""``zhengce read``: a person sees what the reader saw."""

from __future__ import annotations

import json

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


def test_json_one_line_a_text(tmp_path):
    status, text = shown(str(write(tmp_path, "a.csv", table([["正文"], ["第一条 备案。"], [" x"]]))), "--json")
    first, second = map(json.loads, text.splitlines())
    assert first["blocks"] == [{"text": "第一条 备案。", "start": 0, "end": 7, "line": 1, "hint": "paragraph"}]
    assert first["path"].endswith("a.csv!/2") and second["blocks"] and status == 0


def test_what_cannot_be_read_is_told(tmp_path):
    path = str(write(tmp_path, "a.txt", b""))
    assert shown(path) == (
        1,
        f"✗ {path}: [empty] 文件是空的。The file is empty. 请从来源重新获取。Get it again from its source.\n",
    )
    status, text = shown(path, "--json")
    assert status == 1 and json.loads(text)["error"] == "empty"
