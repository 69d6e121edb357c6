"""`zhengce topics`: coding a database, keeping it, labels, training, agreement, keywords, clusters; errors name the next step."""

from __future__ import annotations

import csv
import json
import sys

import pytest
from click.testing import CliRunner
from conftest import measures

from pipeline.classify import codebook_model
from pipeline.classify.codebook import CodebookError, load, parse
from pipeline.cli import zhengce
from pipeline.errors import QueryError
from pipeline.search import search
from pipeline.search.connection import connected
from pipeline.topics import explore, labels, train
from pipeline.topics.corpus import Unit

BOOK = parse("code,name,include\nA,补贴,补贴\nB,处罚,罚款\n", "own")


def run(*words):
    return CliRunner().invoke(zhengce, ["topics", *map(str, words)], standalone_mode=False)


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    place = tmp_path_factory.mktemp("topics")
    for k, region in enumerate(("临江市", "清河县"), 1):
        (place / f"{k}.txt").write_text(measures(region, days=7 * k, low=300 * k, high=3000 * k), "utf-8")
    path = place / "texts.db"
    done = CliRunner().invoke(
        zhengce,
        ["ingest", str(path), str(place / "1.txt"), str(place / "2.txt"), "--jobs", "1", "--quiet"],
        standalone_mode=False,
    )
    assert done.return_value == 0
    return path


def rows(result):
    assert result.exception is None, result.exception
    return json.loads(result.stdout)


def test_ready_codebooks_are_listed_and_shown():
    assert {row["codebook"] for row in rows(run("codebooks", "--json"))} >= {"policy_instruments", "policy_strength"}
    assert [row["code"] for row in rows(run("codes", "policy_strength", "--json"))] == list("54321")


def test_a_codebook_shown_as_csv_can_be_read_again(tmp_path):
    path = tmp_path / "again.csv"
    path.write_text(run("codes", "policy_instruments", "--csv").stdout, "utf-8")
    assert load(path).codes == load("policy_instruments").codes


def test_clauses_are_coded_counted_kept_and_listed(db):
    coded = rows(run("code", db, "--json", "--keep"))
    assert coded
    assert {row["name"] for row in coded} & {"环境型/法规管制"}
    assert all(row["evidence"] and row["text"] for row in coded)
    assert rows(run("list", db, "--json")) == [row | {"codebook": "policy_instruments"} for row in coded]
    of_code = [row for row in coded if row["code"] == "E4"]
    assert len(rows(run("list", db, "--code", "法规管制", "--json"))) == len(of_code)
    assert len(rows(run("code", db, "--code", "法规管制", "--json"))) == len(of_code)
    counted = {row["code"]: row for row in rows(run("code", db, "--counts", "--json"))}
    assert counted["E4"]["clauses"] == len(of_code)
    assert counted["E"]["clauses"] <= sum(counted[c]["clauses"] for c in counted if c.startswith("E") and c != "E")
    assert {row["region"] for row in rows(run("list", db, "--region", "临江市", "--json"))} == {"临江市"}


def test_search_knows_the_codes_that_were_kept(db):
    kept = {row["clause_id"] for row in rows(run("code", db, "--code", "E4", "--keep", "--json"))}
    for query in ("code:E4", "编码:法规管制"):
        found = CliRunner().invoke(zhengce, ["search", str(db), query, "--json", "--limit", "999"], standalone_mode=False)
        assert {hit["clause_id"] for hit in rows(found)} == kept


def test_keeping_again_replaces(db):
    for _ in range(2):
        run("code", db, "--keep", "--json")
    assert len(rows(run("list", db, "--json"))) == len(rows(run("code", db, "--json")))


def test_codings_go_with_their_clause_and_the_database_stays_well(db):
    from pipeline.store.connect import connect

    run("code", db, "--keep", "--json")
    with connect(db) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert CliRunner().invoke(zhengce, ["verify", str(db)], standalone_mode=False).exception is None


@pytest.mark.parametrize("form", ["--csv", "--tsv", "--jsonl", "--table"])
def test_every_form(db, form):
    assert run("code", db, form).stdout


def test_by_document(db):
    found = rows(run("code", db, "-c", "policy_strength", "--by", "document", "--json"))
    assert [row["code"] for row in found] == ["3", "3"]
    assert run("code", db, "--by", "document", "--keep").exit_code == 2 or run("code", db, "--by", "document", "--keep").exception


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["code", "{db}", "-c", "nothing"], "zhengce topics codebooks"),
        (["code", "{db}", "--code", "没有的编码"], "zhengce topics codes"),
        (["code", "{db}", "--model", "{db}"], "zhengce topics train"),
        (["train", "none.csv", "--model", "m.npz"], "zhengce topics label"),
        (["code", "none.db"], "zhengce ingest"),
    ],
)
def test_errors_name_the_next_command(db, words, told):
    error = run(*(w.format(db=db) for w in words)).exception
    assert told in f"{error} {getattr(error, 'hint', '')} {getattr(error, 'message', '')}"


def test_nothing_kept_yet_names_the_command_that_keeps(db, tmp_path):
    import shutil

    other = tmp_path / "other.db"
    shutil.copy(db, other)
    from pipeline.store.connect import connect

    connection = connect(other, readonly=False)
    connection.execute("DROP TABLE IF EXISTS codings")
    connection.close()
    assert "--keep" in run("list", other).exception.hint
    error = CliRunner().invoke(zhengce, ["search", str(other), "code:E4"], standalone_mode=False).exception
    assert "--keep" in error.hint
    with connected(other) as connection, pytest.raises(QueryError, match="no codings"):  # as the pages ask
        search(connection, "code:E4")


def test_a_codebook_without_words_needs_a_model(db, tmp_path):
    path = tmp_path / "bare.csv"
    path.write_text("编码,名称\nA,补贴\nB,处罚\n", "utf-8")
    assert "zhengce topics label" in run("code", db, "-c", path).exception.hint


def labelled(count, codes=("A", "B"), coder=""):
    words = {"A": "市财政对{}号养老机构给予运营补贴和建设资金。", "B": "第{}条 违反规定的，由城管部门责令改正，处以罚款。"}
    return [
        {"clause_id": f"d{i}#{code}", "text": words[code].format(i), "code": code, "coder": coder}
        for i in range(count)
        for code in codes
    ]


def write(path, given):
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, ["clause_id", "text", "code", "coder"])
        table.writeheader()
        table.writerows(given)
    return path


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("code,name,include\nA,补贴,补贴\nB,处罚,罚款\n", "utf-8")
    return path


def test_a_model_is_trained_measured_and_used(db, book, tmp_path):
    pytest.importorskip("sklearn")
    path = write(tmp_path / "labels.csv", labelled(25))
    figures = rows(run("train", path, "-c", book, "--model", tmp_path / "m.npz", "--json"))
    assert [row["code"] for row in figures] == ["A", "B", ""]
    assert all(row["f1"] > 0.9 and row["kappa"] > 0.8 for row in figures)
    model = codebook_model.load(tmp_path / "m.npz")
    assert model.card["labels"] == 50
    assert model.card["cross_validation"]["alpha"] > 0.8
    assert model.code("对养老机构给予补贴。")[0].code == "A"
    assert {row["by"] for row in rows(run("code", db, "-c", book, "--model", tmp_path / "m.npz", "--best", "--json"))} == {
        "model"
    }
    asked = rows(run("label", db, "-c", book, "--model", tmp_path / "m.npz", "--limit", 5, "--json"))
    assert [row["doubt"] for row in asked] == sorted((row["doubt"] for row in asked), reverse=True)


def test_using_a_model_needs_no_training_library(book, tmp_path, monkeypatch):
    pytest.importorskip("sklearn")
    write(tmp_path / "labels.csv", labelled(25))
    run("train", tmp_path / "labels.csv", "-c", book, "--model", tmp_path / "m.npz")
    for name in [m for m in sys.modules if m.split(".")[0] in ("sklearn", "scipy")]:
        monkeypatch.setitem(sys.modules, name, None)
    assert codebook_model.load(tmp_path / "m.npz").code("处以罚款。")


@pytest.mark.parametrize(
    ("given", "told", "reason"),
    [
        (labelled(25, "A"), "只标注了一个编码", "one code only"),
        (labelled(25, "A") + labelled(1, "B"), "处罚 1", "a class with one example"),
        ([row | {"text": "no Chinese at all"} for row in labelled(25)], "没有汉字", "no text with Chinese"),
        ([row | {"code": ""} for row in labelled(3)], "未标注", "nothing labelled"),
        ([row | {"code": "Z"} for row in labelled(3)], "Z", "a code that the codebook has not"),
    ],
)
def test_bad_labels_are_told(book, tmp_path, given, told, reason):
    error = run("train", write(tmp_path / "labels.csv", given), "-c", book, "--model", tmp_path / "m.npz").exception
    assert isinstance(error, CodebookError), reason
    assert told in str(error), reason


def test_missing_columns_are_told(book, tmp_path):
    path = tmp_path / "labels.csv"
    path.write_text("文本,类\n养老补贴,A\n", "utf-8")
    with pytest.raises(CodebookError, match="text, code"):
        labels.read_labels(path, BOOK)


def test_without_the_library_training_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn.model_selection", None)
    with pytest.raises(Exception, match="scikit-learn") as caught:
        train.need("sklearn.model_selection")
    assert "zhengce[train]" in caught.value.hint


def test_agreement_of_coders(book, tmp_path):
    one, two = labelled(6, coder="甲"), labelled(6, coder="乙")
    two[0] = two[0] | {"code": "B"}
    two = [row for row in two if not row["clause_id"].startswith("d5#")]
    pair, whole = rows(run("agree", write(tmp_path / "l.csv", one + two), "-c", book, "--json"))
    assert pair["texts"] == whole["texts"] == 10
    assert 0.7 < pair["kappa"] < 1
    assert pair["agreement"] == 0.9
    assert "two people" in run("agree", write(tmp_path / "m.csv", one), "-c", book).exception.hint


def test_doubtful_texts_come_first():
    texts = ["给予补贴。", "罚款之后给予补贴。", "给予补贴。给予补贴和补贴。", "无关。", "English only"]
    asked = labels.suggestions(BOOK, [Unit(i, f"d#{i}", "", "", "", "", "", "[]", t) for i, t in enumerate(texts)], None, 9)
    assert asked[0]["text"] == texts[1]
    assert [row["text"] for row in asked].count("无关。") == 0


def test_themes_of_documents_and_clauses(db):
    found = rows(run("themes", db, "--json"))
    assert [row["theme"] for row in found] == ["民政、扶贫、救灾"] * 2
    assert found[0]["sub"]
    assert found[0]["evidence"]
    clauses = rows(run("themes", db, "--by", "clause", "--json"))
    assert {row["theme"] for row in clauses} & {None}, "a clause of little content is unsure"
    assert min(row["probability"] for row in clauses if row["theme"]) >= 0.5


def test_keywords_leave_out_words_of_form(db):
    found = rows(run("keywords", db, "--group", "region", "--json"))
    assert {row["category"] for row in found} == {"临江市", "清河县"}
    assert not {row["word"] for row in found} & explore.stop_words()


def test_keywords_tell_groups_apart():
    groups = {"甲": "供水管网改造，供水水质检测，供水企业。", "乙": "公园绿地养护，公园树木，公园游客。"}
    best = {row["category"]: row["word"] for row in explore.keywords(groups, 1)}
    assert best == {"甲": "供水", "乙": "公园"}


def test_clusters_are_the_same_each_time_and_tell_subjects_apart():
    pytest.importorskip("sklearn")
    texts = [(f"水{i}", f"供水管网改造，供水水质，第{i}号供水企业。") for i in range(8)]
    texts += [(f"园{i}", f"公园绿地养护，公园树木，第{i}号公园。") for i in range(8)]
    first, second = explore.clusters(texts, 2), explore.clusters(texts, 2)
    assert first == second
    assert {row["texts"] for row in first} == {8}
    assert {row["examples"][0][0] for row in first} == {"水", "园"}


def test_too_few_texts_for_clusters():
    pytest.importorskip("sklearn")
    with pytest.raises(Exception, match="too few") as caught:
        explore.clusters([("a", "供水管网")], 3)
    assert "--topics" in caught.value.hint


def test_a_file_that_is_no_model(tmp_path):
    path = tmp_path / "m.npz"
    path.write_bytes(b"no arrays")
    with pytest.raises(CodebookError):
        codebook_model.load(path)
