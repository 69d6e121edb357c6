"""Exports of a whole database: what other programs read is what the views hold."""

from __future__ import annotations

import csv
import json
import sqlite3

import pytest
from click.testing import CliRunner
from stored import filled

from pipeline.cli import zhengce
from pipeline.errors import ZhengceError
from pipeline.export.dataset import export
from pipeline.search import Filters
from pipeline.store import open_store
from pipeline.store.schema import VIEWS


@pytest.fixture
def store(tmp_path):
    with filled(tmp_path / "s.db") as store:
        yield store


def rows(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_view_is_a_table_with_the_rows_it_has(store, tmp_path):
    done = export(store, tmp_path / "out")
    for view in VIEWS:
        name = view.removeprefix("view_")
        count = store.connection.execute(f"SELECT count(*) FROM {view}").fetchone()[0]
        assert done[f"{name}.csv"] == count == len(rows(tmp_path / "out", name)), name
    texts = [row[0] for row in store.connection.execute("SELECT text FROM view_clauses")]
    assert [row["text"] for row in rows(tmp_path / "out", "clauses")] == texts


def test_the_package_describes_each_column_as_table_schema_wants_it(store, tmp_path):
    export(store, tmp_path / "out")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    assert {r["name"] for r in package["resources"]} == {view.removeprefix("view_") for view in VIEWS}
    read = {"integer": int, "number": float, "string": str, "boolean": {"true": True, "false": False}.__getitem__}
    for resource in package["resources"]:
        kinds = {field["name"]: read[field["type"]] for field in resource["schema"]["fields"]}
        for row in rows(tmp_path / "out", resource["name"]):
            assert list(row) == list(kinds)
            for column, value in row.items():
                assert value == "" or kinds[column](value) is not None
    titled = {(r["name"], f["name"]): f["title"] for r in package["resources"] for f in r["schema"]["fields"]}
    assert [key for key, title in titled.items() if title == key[1]] == []
    documents = next(r for r in package["resources"] if r["name"] == "documents")
    assert {"name": "characters", "title": "字数", "type": "integer"} in documents["schema"]["fields"]


def test_filters_choose_documents_and_all_their_rows(store, tmp_path):
    done = export(store, tmp_path / "out", filters=Filters(since="2015", until="2015"))
    assert done["documents.csv"] == 1
    assert {row["document"] for row in rows(tmp_path / "out", "norms")} == {"青河省水塔管理办法"}
    assert "issues.csv" not in done, "issues are of files, not of documents"


def test_a_line_of_json_holds_a_whole_document(store, tmp_path):
    assert export(store, tmp_path / "out", "jsonl") == {"documents.jsonl": 4}
    lines = [json.loads(line) for line in (tmp_path / "out" / "documents.jsonl").read_text("utf-8").splitlines()]
    for d in lines:
        for clause in d["clauses"]:
            assert d["text"][clause["start"] : clause["end"]] == clause["text"]
            assert clause["clause_id"] == f"{d['id']}#{clause['eid']}"
            for fact in (*clause["quantities"], *clause["entities"]):
                assert clause["text"][fact["start"] : fact["end"]] == fact["text"]
    assert sum(len(c["norms"]) for d in lines for c in d["clauses"]) == store.summary()["norms"]


def test_parquet_keeps_numbers_and_lists(store, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    done = export(store, tmp_path / "out", "parquet")
    table = parquet.read_table(tmp_path / "out" / "documents.parquet").to_pylist()
    assert len(table) == done["documents.parquet"] == 4
    assert all(isinstance(row["issuers"], list) and isinstance(row["characters"], int) for row in table)


def test_a_cell_starts_no_formula(tmp_path):
    title = "=HYPERLINK(1)"
    with filled(tmp_path / "s.db", {"a.txt": "青河省水塔办法\n第一条 水塔由村民管理。"}) as store:
        store.connection.execute("UPDATE documents SET title = ?", (title,))
        export(store, tmp_path / "out")
        export(store, tmp_path / "lines", "jsonl")
    assert rows(tmp_path / "out", "documents")[0]["title"] == f"'{title}"
    assert json.loads((tmp_path / "lines" / "documents.jsonl").read_text("utf-8"))["title"] == title


@pytest.mark.parametrize(
    ("filters", "form", "said"),
    [
        (Filters(function="liability"), "csv", "--function"),
        (Filters(region="西藏"), "csv", "西藏"),
    ],
)
def test_what_cannot_be_exported_is_told(store, tmp_path, filters, form, said):
    with pytest.raises(ZhengceError, match=said):
        export(store, tmp_path / "out", form, filters=filters)
    assert not (tmp_path / "out").exists()


def test_a_folder_with_other_things_is_left_alone(store, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.docx").write_bytes(b"x")
    with pytest.raises(ZhengceError, match=r"thesis\.docx"):
        export(store, tmp_path / "out")
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["thesis.docx"]


def test_the_command_tells_what_it_wrote(tmp_path):
    filled(tmp_path / "s.db").close()
    done = CliRunner().invoke(zhengce, ["export", str(tmp_path / "s.db"), str(tmp_path / "out"), "--as", "jsonl"])
    assert done.exit_code == 0 and "4" in done.output and "documents.jsonl" in done.output
    with open_store(tmp_path / "s.db", create=False, readonly=True) as store, pytest.raises(sqlite3.OperationalError):
        store.connection.execute("DELETE FROM documents")
