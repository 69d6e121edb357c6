"""Comparing over a database: indicators, text reuse, pictures, the commands."""

from __future__ import annotations

import csv
import io
import json
import sys

import pytest
from click.testing import CliRunner
from compared import QINGHAI, SICHUAN, TEXTS, ZHEJIANG, sides, store
from stored import filled

from pipeline.cli import zhengce
from pipeline.compare import indicators, matrix, reuse
from pipeline.compare.scorer import model
from pipeline.errors import QueryError, ZhengceError
from pipeline.export import pictures

PLANS = {
    "a.txt": "浙江省屋顶花园发展行动计划\n一、目标\n到2025年，雨水收集率达到40%，屋顶绿化率达到20%以上。\n",
    "b.txt": "四川省屋顶花园发展行动计划\n一、目标\n到2025年，雨水收集率达到35%。\n到2027年，屋顶绿化率达到15%。\n",
    "c.txt": "青海省屋顶花园发展行动计划\n一、目标\n加快屋顶花园建设，提升城市生态。\n",
}


def run(*arguments: object):
    return CliRunner().invoke(zhengce, [str(a) for a in arguments], catch_exceptions=False, standalone_mode=False)


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    path = tmp_path_factory.mktemp("compare") / "x.db"
    store(path).close()
    return path


@pytest.fixture(scope="module")
def plans(tmp_path_factory):
    path = tmp_path_factory.mktemp("plans") / "p.db"
    filled(path, PLANS).close()
    return path


def test_the_panel_puts_the_same_indicator_of_two_regions_in_one_row(plans):
    found = indicators.panel(plans, contains="收集率")
    rows = list(indicators.rows(found))
    row = next(r for r in rows if r["period"] == "2025")
    assert (row["浙江省"], row["四川省"]) == ("40%", "35%") and len(row["evidence"]) == 2


def test_a_blank_says_whether_a_document_is_missing(plans):
    rows = list(indicators.rows(indicators.panel(plans, least=1)))
    rate = {r["period"]: r for r in rows if r["indicator"] == "屋顶绿化率"}
    assert rate["2025"]["四川省"] == indicators.NOT_STATED  # its plan tells other things for 2025
    assert rate["2027"]["浙江省"] == indicators.NO_DOCUMENT  # nothing of it reaches to 2027


def test_no_indicator_is_told_with_the_next_step(plans):
    with pytest.raises(QueryError) as caught:
        indicators.panel(plans, contains="海水淡化")
    assert caught.value.hint


def test_near_copies_name_the_earliest_text_held(tmp_path):
    law = ZHEJIANG.replace("浙江省屋顶花园管理条例", "中华人民共和国屋顶花园法")
    with filled(tmp_path / "x.db", {**TEXTS, "z_law.txt": law}) as held:
        found = reuse.reuse(held.connection)
    rows = [r for r in reuse.rows(found) if r["document"].startswith("四川")]
    assert {r["clause"] for r in rows} >= {"第一条", "第五条"}
    assert {r["from_document"] for r in rows} <= {"浙江省屋顶花园管理条例", "中华人民共和国屋顶花园法"}
    assert all(r["coverage"] >= reuse.COVERAGE for r in rows)
    shares = {r["document"]: r["share"] for r in reuse.document_rows(found)}
    assert 0 < shares["四川省屋顶花园管理条例"] <= 1


def test_a_short_or_another_text_is_no_copy(db):
    copied = {(r["document"], r["clause"]) for r in reuse.rows(reuse.reuse(db))}
    assert ("四川省屋顶花园管理条例", "第一条") in copied
    assert ("青海省屋顶花园管理条例", "第五条") not in copied  # 自…起施行: too short
    assert not any(document == "浙江省屋顶花园管理条例" for document, _ in copied)  # the oldest of the three


@pytest.mark.parametrize("draw", [pictures.heat_map, pictures.strength_profile, pictures.timeline])
def test_pictures_keep_their_words_and_are_the_same_each_time(draw, tmp_path):
    found = matrix(sides())
    for name in ("a.svg", "b.svg"):
        pictures.save(draw(found), tmp_path / name)
    text = (tmp_path / "a.svg").read_text("utf-8")
    assert "浙江省" in text and text == (tmp_path / "b.svg").read_text("utf-8")


def test_a_picture_of_unknown_form_is_refused(tmp_path):
    with pytest.raises(ZhengceError) as caught:
        pictures.save(pictures.heat_map(matrix(sides(ZHEJIANG, SICHUAN))), tmp_path / "a.gif")
    assert "svg" in caught.value.hint


@pytest.mark.parametrize(
    ("module", "call"), [("matplotlib", lambda db: pictures.heat_map(matrix(sides()))), ("rensa", reuse.reuse)]
)
def test_a_missing_extra_is_named(module, call, db, monkeypatch):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ZhengceError) as caught:
        call(db)
    assert "pip install 'zhengce[" in caught.value.hint


def test_the_command_writes_every_form(db, tmp_path):
    asked = ("compare", db, "--theme", "屋顶花园", "--regions", "浙江,四川", "--reference", "四川")
    table = run(*asked)
    assert table.return_value == 0 and "第四条" in table.stdout and "浙江省" in table.stdout
    (first, *_) = json.loads(run(*asked, "--json").stdout)
    assert first["cells"][0]["clauses"][0]["label"] == "第一条" and first["row"] == "R1"
    parsed = list(csv.DictReader(io.StringIO(run(*asked, "--csv").stdout.lstrip("\ufeff"))))
    assert "四川省" in parsed[0]
    files = [tmp_path / name for name in ("m.xlsx", "m.html", "m.svg")]
    run(*asked, "--xlsx", files[0], "--html", files[1], "--picture", "heatmap", files[2])
    assert all(f.stat().st_size > 1000 for f in files)


@pytest.mark.parametrize("view", ["long", "differences", "evidence", "alone", "counts"])
def test_every_view_has_rows(db, view):
    result = run("compare", db, "--documents", "浙江省屋顶花园", "--documents", "四川省屋顶花园", "--view", view, "--jsonl")
    assert result.return_value == 0 and all(map(json.loads, result.stdout.splitlines()))


def test_two_clauses_are_compared_by_their_ids(db):
    rows = json.loads(run("compare", db, "--theme", "屋顶花园", "--view", "long", "--json").stdout)
    ids = [r["clause_id"] for r in rows if r.get("clause") == "第四条" and r["region"] in ("浙江省", "四川省")]
    told = json.loads(run("compare", db, "--clauses", *ids, "--json").stdout)
    assert {"数字 number", "模态 modality", "措辞 phrase"} <= {r["kind"] for r in told}
    with pytest.raises(QueryError) as caught:
        run("compare", db, "--clauses", ids[0], "nothing#art_1")
    assert caught.value.hint


def test_a_row_that_was_named_keeps_its_name(db, tmp_path):
    kept = tmp_path / "rows.jsonl"
    asked = ("compare", db, "--theme", "屋顶花园", "--decisions", kept, "--json")
    run(*asked, "--rename", "R1", "本法目的")
    assert json.loads(run(*asked).stdout)[0]["provision"] == "本法目的"


def test_align_grades_its_matches(tmp_path):
    for name, text in (("a.txt", ZHEJIANG), ("b.txt", SICHUAN)):
        (tmp_path / name).write_text(text, "utf-8")
    rows = [json.loads(line) for line in run("align", tmp_path / "a.txt", tmp_path / "b.txt", "--json").stdout.splitlines()]
    by_clause = {r["pivot"]: r for r in rows}
    assert by_clause["第六条"]["id"] == "a.txt#第六条@b.txt" and by_clause["第六条"]["clause"] == "第七条"
    assert by_clause["第六条"]["relation"] == "same" and by_clause["第六条"]["matches"][0] == {
        "clause": "第七条",
        "score": by_clause["第六条"]["score"],
        "relation": "same",
    }
    assert by_clause["第六条"]["mutual"] and not by_clause["第九条"]["mutual"]  # another act, punished in the same words


def test_indicators_and_reuse_have_commands(db, plans):
    assert "屋顶绿化率" in run("indicators", plans).stdout
    assert "第一条" in run("reuse", db).stdout and run("reuse", db, "--by-document").return_value == 0


def test_the_scorer_fits_its_features():
    m = model()
    assert m.weights.shape == (len(m.mean), 2) == (len(m.scale), 2) and (m.scale > 0).all() and 0 < m.thresholds.min() < 1


def test_different_genres_are_told(tmp_path):
    with filled(tmp_path / "x.db", {"a.txt": QINGHAI, "b.txt": PLANS["a.txt"]}) as held:
        from pipeline.compare import choose

        choice = choose(held.connection, theme="屋顶花园")
    assert any("different genres" in sentence for sentence in choice.said)
