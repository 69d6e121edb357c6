"""A collection of laws comes with git, from a repository of this machine here; nothing in it is run."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest
from conftest import ROOT, measures

from pipeline.read import discover

sys.path.insert(0, str(ROOT / "scripts"))

import fetch_corpus

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(folder, *words: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *identity, *words], check=True, capture_output=True)


def add(folder, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", name)


@pytest.fixture
def laws(tmp_path):
    folder = tmp_path / "origin"
    folder.mkdir()
    git(folder, "init", "-q")
    add(folder, "README.md", "# 法律")
    add(
        folder, "行政法规/助餐条例(2023-05-06).md", f"# 助餐条例\n\n2023年5月6日公布\n\n<!-- INFO END -->\n\n{measures('临江市')}"
    )
    return folder


def test_a_collection_is_cloned_and_brought_up_to_date(tmp_path, laws, capsys):
    target = tmp_path / "laws"
    fetch_corpus.main([str(target), "--from", str(laws)])
    assert "zhengce ingest" in capsys.readouterr().out
    assert [path.name for path in discover([target])] == ["助餐条例(2023-05-06).md"]
    add(laws, "安宁.md", "# 安宁市助餐办法")
    assert fetch_corpus.fetch(str(laws), target) == 3
    assert {path.name for path in discover([target])} == {"助餐条例(2023-05-06).md", "安宁.md"}


def test_a_folder_with_something_else_is_left_alone(tmp_path, laws):
    (tmp_path / "mine.txt").write_text("x", "utf-8")
    with pytest.raises(SystemExit, match="not empty"):
        fetch_corpus.fetch(str(laws), tmp_path)
    assert (tmp_path / "mine.txt").read_text("utf-8") == "x"


def test_a_wrong_address_is_told(tmp_path):
    with pytest.raises(SystemExit, match="git 失败 failed: fatal"):
        fetch_corpus.fetch(str(tmp_path / "none"), tmp_path / "laws")


def test_an_address_is_no_option(tmp_path):
    with pytest.raises(SystemExit, match="failed"):
        fetch_corpus.fetch("--upload-pack=touch x", tmp_path / "laws")
