"""The house: data flows one way. Imports only go down, heavy imports are lazy, files stay small."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "pipeline"
MODULES = sorted(PACKAGE.rglob("*.py"))

FLOORS = (
    ("model", "errors"),
    ("chinese",),
    ("reference",),
    ("read",),
    ("structure",),
    ("extract",),
    ("classify",),
    ("run",),
    ("spacy_bridge",),
    ("store",),
    ("resolve",),
    ("search",),
    ("topics",),
    ("compare",),
    ("review",),
    ("export",),
    ("batch",),
    ("cli", "web"),
)
"""Lowest first; a room may import its own floor and those below."""

HEAVY = {
    "spacy",
    "sklearn",
    "jieba",
    "rjieba",
    "pdfplumber",
    "numpy",
    "lxml",
    "docx",
    "trafilatura",
    "sqlite_utils",
    "rich",
    "xlsxwriter",
    "openpyxl",
    "charset_normalizer",
    "matplotlib",
    "rensa",
    "datasette",
    "uvicorn",
    "jinja2",
}
TOKENISERS = {"jieba", "rjieba"}


def floor(room: str) -> int:
    return next(n for n, rooms in enumerate(FLOORS) if room in rooms)


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(tree: ast.AST) -> set[str]:
    """Every module that is imported anywhere in a file, inside functions too."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


@pytest.mark.parametrize(
    "path", [p for p in MODULES if room(p) not in ("__init__", "__main__")], ids=lambda p: str(p.relative_to(PACKAGE))
)
def test_imports_only_go_down(path):
    mine = floor(room(path))
    for name in imported(ast.parse(path.read_text("utf-8"))):
        parts = name.split(".")
        if parts[0] == "pipeline" and len(parts) > 1 and parts[1] != "__version__":
            assert floor(parts[1]) <= mine, f"{path.relative_to(PACKAGE)} reaches up to {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_only_tokens_imports_a_tokeniser(path):
    found = {n.split(".")[0] for n in imported(ast.parse(path.read_text("utf-8")))} & TOKENISERS
    assert not found or path == PACKAGE / "chinese" / "tokens.py"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_only_the_bridge_imports_spacy(path):
    found = {n.split(".")[0] for n in imported(ast.parse(path.read_text("utf-8")))} & {"spacy"}
    assert not found or path == PACKAGE / "spacy_bridge.py"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_files_stay_small(path):
    assert path.read_text("utf-8").count("\n") <= 500


def test_every_room_has_a_floor():
    assert {room(p) for p in MODULES} - {"__init__", "__main__"} == {r for rooms in FLOORS for r in rooms}


def test_help_and_imports_pay_for_nothing_heavy():
    code = (
        "import sys, time; start = time.process_time()\n"
        "import pipeline, pipeline.cli\n"
        "from click.testing import CliRunner\n"
        "assert CliRunner().invoke(pipeline.cli.zhengce, ['--help']).exit_code == 0\n"
        "print(*sorted({m.split('.')[0] for m in sys.modules}))\n"
        "print(time.process_time() - start)"
    )
    seconds = []
    for _ in range(3):  # the best of three: a busy machine is no fault of ours
        out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.splitlines()
        assert not HEAVY & set(out[0].split())
        seconds.append(float(out[1]))
    assert min(seconds) <= 0.25, "zhengce --help must stay within a quarter of a second of processor time"


def test_search_pays_for_no_model_or_tokeniser():
    code = "import sys, pipeline; pipeline.search; print(*{m.split('.')[0] for m in sys.modules})"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"spacy", "sklearn", "jieba", "sqlite_utils", "pdfplumber", "numpy"} & set(out)


@pytest.mark.parametrize("room", ["search", "compare", "web"])
def test_the_map_names_every_file_of_a_large_room(room):
    page = (PACKAGE.parent / "docs" / "architecture.md").read_text("utf-8")
    section = page.partition(f"### `{room}`")[2].partition("\n#")[0]
    named = [name for row in section.splitlines() if row.startswith("| `") for name in re.findall(r"`(\w+)`", row.split("|")[1])]
    assert sorted(named) == sorted(path.stem for path in (PACKAGE / room).glob("[!_]*.py"))
