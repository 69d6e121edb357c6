"""The command line as a person meets it: exit status, output forms, errors that name the next step."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from importlib import import_module

import pytest
from click.testing import CliRunner
from conftest import ROOT, measures

from pipeline import align
from pipeline.cli import main, zhengce

RESULTS = (
    ["search", "{db}", "助餐"],
    ["facts", "{db}"],
    ["facts", "{db}", "--kind", "norm"],
    ["facts", "{db}", "--kind", "entity"],
    ["stats", "{db}"],
    ["stats", "{db}", "--by", "region"],
)


def run(*words, **kwargs):
    return CliRunner().invoke(zhengce, [str(w) for w in words], standalone_mode=False, **kwargs)


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    place = tmp_path_factory.mktemp("cli")
    for k, region in enumerate(("临江市", "清河县"), 1):
        (place / f"{k}.txt").write_text(measures(region, days=7 * k, low=300 * k, high=3000 * k), "utf-8")
    path = place / "texts.db"
    result = run("ingest", path, place / "1.txt", place / "2.txt", "--jobs", 1, "--json", "--quiet")
    assert result.return_value == 0
    assert json.loads(result.stdout.splitlines()[-1])["documents"] == 2
    return path


@pytest.mark.parametrize("command", RESULTS, ids=" ".join)
def test_every_output_form_tells_the_same_rows(db, command, tmp_path):
    words = [w.format(db=db) for w in command]
    rows = json.loads(run(*words, "--json").stdout)
    assert rows
    assert [json.loads(line) for line in run(*words, "--jsonl").stdout.splitlines()] == rows
    table = list(csv.reader(io.StringIO(run(*words, "--csv").stdout.removeprefix("\ufeff"))))
    assert len(table) == len(rows) + 1
    assert len(list(csv.reader(io.StringIO(run(*words, "--tsv").stdout), delimiter="\t"))) == len(rows) + 1
    book = tmp_path / "rows.xlsx"
    assert run(*words, "--xlsx", book).return_value == 0
    sheet = pytest.importorskip("openpyxl").load_workbook(book).active
    assert sheet.max_row == len(rows) + 1
    assert [c.value for c in sheet[1]] == table[0]


def test_csv_opens_in_excel_and_no_cell_is_a_formula(tmp_path):
    from pipeline.export.tables import write

    out = io.StringIO()
    write([{"text": "=1+1"}, {"text": "-5"}, {"text": "-x"}, {"text": "罚款"}], ["text"], "csv", out)
    assert out.getvalue().startswith("\ufeff")
    assert [row[0] for row in csv.reader(io.StringIO(out.getvalue()))][1:] == ["'=1+1", "-5", "'-x", "罚款"]


def test_nothing_found_is_one_and_wrong_usage_two(db, tmp_path):
    assert run("search", db, "南极科考站").return_value == 1
    assert run("facts", db, "--region", "临江市", "--contains", "没有这样的话").return_value == 1
    assert CliRunner().invoke(zhengce, ["facts", str(db), "--kind", "norm", "--role", "fine"]).exit_code == 2
    assert run("audit", db).return_value == 0  # nothing odd is good news


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["search", "none.db", "罚款"], "zhengce ingest"),  # names the command that makes one
        (["search", "{db}", "助餐", "--since", "2020-13-45"], "2018-06-01"),
        (["search", "{db}", "助餐", "--region", "没有的地方"], "全国"),
        (["facts", "{db}", "--xlsx", "no/such/folder/a.xlsx"], "a.xlsx"),
        (["versions", "{db}", "--as-of", "now"], "2018-06-01"),
        (["facts", "{db}", "--sort", "x"], "没有这个选项"),
        (["search", "{db}"], "search --help"),
        (["find", "{db}", "助餐"], "没有这个命令"),
        (["segment", "none.txt"], "值不对"),
    ],
)
def test_what_cannot_be_done_ends_as_a_sentence_with_status_two(db, words, told, monkeypatch, capfd):
    monkeypatch.setattr(sys, "argv", ["zhengce", *(w.format(db=db) for w in words)])
    monkeypatch.setattr(sys, "stdout", sys.__stdout__)
    monkeypatch.setattr(sys, "stderr", sys.__stderr__)
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 2
    assert told in capfd.readouterr().err


@pytest.mark.parametrize("words", [["stats", "{db}"], ["facts", "{db}", "--jsonl"], ["show", "{db}", "清河县社区助餐服务办法"]])
def test_a_reader_that_has_had_enough_is_no_failure(db, words):
    command = [sys.executable, "-m", "pipeline", *(w.format(db=db) for w in words)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as running:
        running.stdout.close()
        assert (running.stderr.read(), running.wait()) == (b"", 0)


def test_no_command_is_a_request_for_help():
    for words in ([], ["topics"]):
        result = run(*words)
        assert result.return_value is None and "Commands:" in result.stdout


def test_a_database_is_made_with_its_folder(tmp_path):
    (tmp_path / "a.txt").write_text(measures("临江市"), "utf-8")
    path = tmp_path / "new" / "folder" / "texts.db"
    assert run("ingest", path, tmp_path / "a.txt", "--jobs", 1, "--quiet").return_value == 0
    assert path.is_file()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--kind", "norm", "--modality", "应当"], "duty"),  # the Chinese name of a value
        (["--role", "fines"], "fine；"),
        (["--sheet", "penalties", "--measure", "罚金"], "罚款"),
        (["--genre", "条列"], "办法"),
    ],
)
def test_a_value_that_is_not_held_is_told_with_those_that_are(db, words, told):
    result = run("facts", db, *words)
    assert result.return_value == 1 and told in result.stderr
    assert "there are" not in run("facts", db, "--contains", "没有这样的话").stderr


def test_every_column_has_a_chinese_heading():
    from pipeline.export.tables import chinese
    from pipeline.search.facts import COLUMNS

    assert [c for columns in COLUMNS.values() for c in columns if not chinese(c, columns)] == []


def test_a_label_is_that_of_a_clause_or_the_kind_of_an_entity(db):
    assert "条款 label" in run("search", db, "助餐", "--csv").stdout
    assert "类别 label" in run("facts", db, "--kind", "entity", "--csv").stdout
    assert "类别 label" in run("stats", db, "--by", "label", "--csv").stdout


def test_dates_of_the_command_line_are_read_as_people_write_them(db):
    hits = [
        json.loads(run("search", db, "助餐", "--until", until, "--json").stdout or "[]") for until in ("2030-1-1", "2030-01-01")
    ]
    assert hits[0] == hits[1]


def test_a_fine_is_one_range_with_its_place(db):
    (row,) = [r for r in json.loads(run("facts", db, "--role", "fine", "--json").stdout) if r["low"] == 600]
    assert (row["high"], row["unit"], row["low_inclusive"], row["high_inclusive"]) == (6000, "元", True, True)
    assert row["clause"] == "第三条" and row["document"].startswith("清河县")


def test_show_a_clause_in_words_and_in_json(db):
    (hit,) = json.loads(run("search", db, "备案 600元", "--json").stdout)
    shown = run("show", db, hit["clause_id"]).stdout
    assert "600 ≤ x ≤ 6000 元" in shown and "市场监督管理部门" in shown and hit["clause_id"] in shown
    assert json.loads(run("show", db, hit["clause_id"], "--json").stdout)["label"] == "第三条"
    document = run("show", db, "清河县社区助餐服务办法").stdout
    assert "第五条" in document and "2024-03-01" in document


def test_annotate_is_a_filter_that_reports_bad_lines():
    lines = '{"id": "a", "text": "经营者应当自收到通知之日起五日内整改。"}\nnot json\n{"id": "b"}\n{"text": "\\ud800"}\n'
    result = run("annotate", input=lines)
    out = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.return_value == 1 and len(out) == 4
    assert out[0]["norms"][0]["cue"]["text"] == "应当" and out[0]["quantities"][0]["high"] == 5
    assert set(out[0]) == {"id", "quantities", "entities", "norms", "function", "theme"}
    assert all("error" in line for line in out[1:])


def test_segment_and_align_need_no_database(tmp_path):
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.write_text(measures("临江市"), "utf-8")
    two.write_text(measures("东港市", days=15, money=6), "utf-8")
    found = json.loads(run("segment", one, "--json").stdout)
    assert [d["title"] for d in found["documents"]] == ["临江市社区助餐服务办法"]
    assert [b["label"] for b in found["blocks"] if b["kind"] == "article"] == ["第一条", "第二条", "第三条", "第四条", "第五条"]
    assert "第一章" in run("segment", one).stdout
    rows = [json.loads(line) for line in run("segment", one, "--jsonl").stdout.splitlines()]
    assert len(rows) == len(found["blocks"])
    assert {row["document"] for row in rows} == {"临江市社区助餐服务办法"} and rows[-1]["text"] in measures("临江市")
    rows = [json.loads(line) for line in run("align", one, two, "--json").stdout.splitlines()]
    assert [(r["pivot"], r["clause"]) for r in rows[1:4]] == [("第二条", "第二条"), ("第三条", "第三条"), ("第四条", "第四条")]
    assert rows[1]["id"] == "one.txt#第二条@two.txt"
    assert list(align(one, [two])) == rows, "the command and the function are two doors to one room"


def test_verify_finds_a_database_sound_and_a_changed_offset_wrong(db, tmp_path):
    import shutil
    import sqlite3

    assert run("verify", db).return_value == 0
    copy = tmp_path / "copy.db"
    shutil.copy(db, copy)
    with sqlite3.connect(copy) as connection:
        connection.execute("UPDATE quantities SET start = start + 1, end = end + 1 WHERE n = 0")
    assert run("verify", copy).return_value == 1


@pytest.mark.parametrize(
    ("command", "option", "known"),
    [
        ("search", "fold", "pipeline.search.engine.FOLDS"),
        ("search", "sort", "pipeline.search.ranking.SORTS"),
        ("facts", "sheet", "pipeline.store.sheets.SHEETS"),
        ("export", "form", "pipeline.export.dataset.FORMS"),
        ("review", "state", "pipeline.review.STATES"),
        ("topics keywords", "group", "pipeline.topics.corpus.GROUPS"),
    ],
)
def test_choices_are_those_of_the_rooms(command, option, known):
    """They are written out in the commands, for ``--help`` loads no room."""
    found = zhengce
    for name in command.split():
        found = found.commands[name]
    choices = next(parameter for parameter in found.params if parameter.name == option).type.choices
    module, _, name = known.rpartition(".")
    assert set(choices) == set(getattr(import_module(module), name))
