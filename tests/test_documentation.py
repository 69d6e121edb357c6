"""What README and docs show is what the program prints."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import documentation  # noqa: E402


@pytest.fixture(scope="module")
def database(tmp_path_factory, monkeypatch_module):
    from pipeline import ingest, open_store

    monkeypatch_module.chdir(ROOT)
    path = tmp_path_factory.mktemp("docs") / "corpus.db"
    with open_store(path) as store:
        assert ingest(store, ["corpus"], jobs=1).failed == 0
    return path


@pytest.fixture(scope="module")
def monkeypatch_module():
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.mark.parametrize("path", documentation.PAGES, ids=lambda p: p.name)
def test_outputs_in_the_pages_are_true(path, database):
    text = path.read_text("utf-8")
    assert documentation.filled(text, database) == text, "run: python scripts/documentation.py"


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_python_in_the_readme_runs(name, database, monkeypatch_module, capsys):
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / name).read_text("utf-8"), re.S)
    exec(compile(code.replace(documentation.DATABASE, str(database)), name, "exec"), {})
    assert "第三条" in capsys.readouterr().out


def test_both_readmes_show_the_same_commands_and_links():
    english, chinese = ((ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md"))
    for pattern in (r"<!-- output: (.*?) -->", r"\]\((docs/[^)]+)\)", r"^\| `(zhengce \w+)", r"^make \w+"):
        assert re.findall(pattern, english, re.M) == re.findall(pattern, chinese, re.M)


def test_every_command_has_help_and_stands_in_the_readme():
    from pipeline.cli import COMMANDS

    text = (ROOT / "README.md").read_text("utf-8")
    for command in COMMANDS:
        assert command.help and f"`zhengce {command.name}" in text
        for option in command.params:
            assert option.param_type_name == "argument" or option.help, f"{command.name} {option.name} has no help"


def test_every_script_is_told_in_their_readme():
    told = set(re.findall(r"`(\w+\.py)`", (ROOT / "scripts" / "README.md").read_text("utf-8")))
    assert told == {path.name for path in (ROOT / "scripts").glob("*.py")}
