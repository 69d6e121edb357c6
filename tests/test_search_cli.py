"""``zhengce search`` from the shell: orders, pages, explanations, and what is said on stderr."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner
from records import MARKET, record, source

from pipeline.cli import zhengce
from pipeline.model import Date
from pipeline.store import open_store
from pipeline.store.rows import flatten


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    path = tmp_path_factory.mktemp("search_cli") / "t.db"
    with open_store(path) as store:
        store.save(source("a.txt"), flatten([record()]))
        store.save(source("b.txt"), flatten([record("东江县市场管理办法", MARKET, promulgated=Date("2018-06-01"))]))
        store.finish()
    return path


def run(*words):
    return CliRunner().invoke(zhengce, ["search", *map(str, words)], standalone_mode=False)


def test_sorted_and_page_by_page(db):
    newest = json.loads(run(db, "服务", "--sort", "date", "--json").stdout)
    assert [hit["date"] for hit in newest] == sorted((hit["date"] for hit in newest), reverse=True)
    second = run(db, "服务", "--sort", "date", "--offset", 1, "--limit", 1, "--json")
    assert json.loads(second.stdout) == newest[1:2]
    assert "--offset 2" in second.stderr or len(newest) == 2


def test_explained_on_stderr_so_that_data_stay_data(db):
    result = run(db, "服务", "--explain", "--json")
    assert json.loads(result.stdout)
    assert "Word(text='服务'" in result.stderr and "MATCH" in result.stderr


def test_a_question_says_which_words_were_looked_for(db):
    result = run(db, "申请以后几日作出决定，补贴多少？")
    assert "no clause has all words; these have one or more of:" in result.stderr
    assert "补贴" in result.stderr.splitlines()[0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("南极科考",), "no clause has: 南极科考"),
        (("服务", "--genre", "条例"), "without 文种 条例: 2 条"),
        (('"服务" region:北极',), "without region:北极: 2 条"),
        (('服务 -"服务"',), 'without -"服务": 2 条'),
    ],
)
def test_nothing_found_is_explained(db, words, said):
    result = run(db, *words)
    assert result.return_value == 1
    assert said in result.stderr


def test_facets_are_counted(db):
    rows = json.loads(run(db, "服务", "--facets", "--json").stdout)
    assert {"facet": "genre", "value": "办法", "count": len(json.loads(run(db, "服务", "--json").stdout))} in rows
    assert {row["facet"] for row in rows} == {"region", "genre", "theme", "function", "year"}


def test_an_unknown_order_is_a_wrong_usage(db):
    assert "--sort" in CliRunner().invoke(zhengce, ["search", str(db), "服务", "--sort", "random"]).stderr


def test_a_search_loads_nothing_that_reads_or_writes(db):
    code = "import sys; from pipeline.search import search; search(sys.argv[1], '服务'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code, str(db)], capture_output=True, text=True, check=True).stdout.split()
    assert not {"pipeline.extract", "pipeline.structure", "pipeline.store.store", "numpy", "rjieba"} & set(loaded)
