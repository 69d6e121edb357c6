"""The readers on real files, where they are at hand."""

from __future__ import annotations

import json

import pytest
from conftest import ROOT

from pipeline.errors import ReadError
from pipeline.read import ocr, read

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
