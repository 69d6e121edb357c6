"""Judging facts: forms that nobody else can send, a file of its own, and what becomes of judgements when the database is made anew."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace

import pytest
from click.testing import CliRunner
from conftest import measures

from pipeline import ingest, open_store
from pipeline.errors import StoreError
from pipeline.review import Review, Reviews, beside, fact_at, facts_of, standing
from pipeline.search import coverage
from pipeline.search.lookup import describe
from pipeline.store.connect import connect

FINE = "处五百元以上二千元以下"


def stored(path, text, name="a.txt"):
    """A database of one text."""
    (path / name).write_text(text, "utf-8")
    with open_store(path / "texts.db") as store:
        ingest(store, [str(path / name)], jobs=1)
    return path / "texts.db"


def fined(database):
    """The clause with the fine, and the place of the amount in it."""
    connection = connect(database)
    document = coverage.latest(connection, 1)[0][0]["id"]
    eid = next(c["eid"] for c in describe(connection, document)["clauses"] if "罚款" in c["text"])
    clause = describe(connection, f"{document}#{eid}")
    connection.close()
    return clause, next(place for place, fact in facts_of(clause) if fact.get("role") == "fine")


def judged(database, verdict="accepted", **more):
    clause, place = fined(database)
    return Review(
        clause["document_id"],
        clause["eid"],
        *place,
        text=clause["text"][place[1] : place[2]],
        title=clause["document"],
        clause_text=clause["text"],
        fact=fact_at(clause, place),
        verdict=verdict,
        **more,
    )


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    return stored(tmp_path_factory.mktemp("fresh"), measures("临江市"))


@pytest.fixture
def database(fresh, tmp_path):
    """A database of one text, the test's own."""
    return shutil.copy(fresh, tmp_path / "texts.db")


def state(database, review):
    connection = connect(database)
    found = standing(connection, review)
    connection.close()
    return found


def test_a_judgement_is_kept_apart_and_can_be_changed_and_withdrawn(database):
    before = database.read_bytes()
    reviews, review = Reviews(beside(database)), judged(database)
    reviews.save(review)
    reviews.save(replace(review, verdict="rejected", note="不是罚款"))
    assert [(r.verdict, r.note) for r in reviews.all()] == [("rejected", "不是罚款")]
    reviews.withdraw(review.document, review.eid, *review.place)
    assert reviews.all() == [] and database.read_bytes() == before


def test_reading_judgements_writes_nothing(database):
    Reviews(beside(database)).save(judged(database))
    before = beside(database).read_bytes()
    assert len(Reviews(beside(database)).all()) == 1
    assert beside(database).read_bytes() == before


@pytest.mark.parametrize(
    ("verdict", "corrected", "changed", "expected", "reason"),
    [
        ("accepted", None, None, "kept", "nothing changed"),
        ("rejected", None, None, "kept", "it is still extracted and still rejected"),
        ("accepted", None, ("第一条", "第一条 本市"), "moved", "a new text of the same title has the clause as it was"),
        ("accepted", None, ("拒不改正的", "拒不改正且情节严重的"), "moved", "the words before the amount are others, those after it the same"),
        ("accepted", None, ("由市场监督管理部门责令改正；拒不改正的，处500元以上2000元以下罚款", "依法处理"), "orphan", "the amount is gone"),
        ("accepted", None, ("青", "青"), "kept", "the same text read again"),
    ],
)  # fmt: skip
def test_judgements_meet_a_changed_text(tmp_path, verdict, corrected, changed, expected, reason):
    database = stored(tmp_path, measures("临江市"))
    review = judged(database, verdict, corrected=corrected)
    if changed:
        text = measures("临江市")
        database.unlink()
        database = stored(tmp_path, text.replace(*changed))
    assert state(database, review).state == expected, reason


def test_another_extraction_at_the_same_place_is_a_conflict(database):
    review = judged(database)
    other = replace(review, fact=review.fact | {"high": 9.0})
    found = state(database, other)
    assert found.state == "conflict" and found.now == review.fact
    assert state(database, replace(other, verdict="corrected", corrected={"high": review.fact["high"]})).state == "kept"
    gone = replace(review, start=review.start + 1, text=review.text[1:])
    assert state(database, gone).state == "conflict" and state(database, replace(gone, verdict="rejected")).state == "kept"


@pytest.mark.parametrize(
    "wrong",
    [{"verdict": "maybe"}, {"kind": "clause"}, {"note": "长" * 3000}, {"verdict": "corrected", "corrected": {"of": "长" * 3000}}],
)
def test_a_judgement_that_makes_no_sense_is_refused(database, wrong):
    with pytest.raises(StoreError):
        Reviews(beside(database)).save(replace(judged(database), **wrong))


def test_another_file_in_its_place_is_left_alone(database):
    beside(database).write_bytes(database.read_bytes())
    with pytest.raises(StoreError, match="不是复核文件"):
        Reviews(beside(database)).save(judged(database))


def test_the_command_lists_labelled_data(database):
    from pipeline.cli import zhengce

    Reviews(beside(database)).save(judged(database, "corrected", corrected={"high": 3000.0}, note="见修正案"))
    result = CliRunner().invoke(zhengce, ["review", str(database), "--jsonl"], standalone_mode=False)
    row = json.loads(result.stdout)
    assert (row["state"], row["verdict"], row["corrected"], row["note"]) == (
        "kept",
        "corrected",
        {"high": 3000.0},
        "见修正案",
    )
    assert row["clause_text"][row["start"] : row["end"]] == row["text"]


def form(page, verdict, kind="quantity"):
    """The fields of the form that gives a verdict on the first fact of a kind."""
    for found in re.findall(r'<form method="post" action="/review"[^>]*>(.*?)</form>', page, re.S):
        fields = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', found))
        if fields.get("verdict") == verdict and fields.get("kind") == kind:
            return fields
    raise AssertionError(f"no form for {verdict}")


@pytest.fixture
def pages(database):
    pytest.importorskip("datasette")
    from served import Pages

    return Pages(database, reviews=beside(database))


def test_a_fact_is_judged_in_the_page(database, pages):
    clause, _ = fined(database)
    path = f"/document/{clause['document_id']}/{clause['eid']}"
    answer = pages.post("/review", form(pages.get(path).text, "rejected") | {"note": "不对<script>"})
    assert answer.status_code == 303 and answer.headers["location"].startswith(path)
    page = pages.get(path).text
    assert "已否定" in page and "不对&lt;script&gt;" in page
    fields = form(page, "corrected")
    assert pages.post("/review", fields).status_code == 400, "nothing was corrected"
    assert pages.post("/review", fields | {"field_high": "三千"}).status_code == 400, "not a number"
    assert pages.post("/review", fields | {"field_high": "3000"}).status_code == 303
    (kept,) = Reviews(beside(database)).all()
    assert (kept.verdict, kept.corrected) == ("corrected", {"high": 3000.0})
    assert "<td>仍在</td>" in pages.get("/review").text
    assert json.loads(pages.get("/review.jsonl").text)["verdict"] == "corrected"
    assert pages.post("/review", form(pages.get(path).text, "withdrawn")).status_code == 303
    assert Reviews(beside(database)).all() == []


def test_forms_from_elsewhere_change_nothing(database, pages):
    from served import Pages

    clause, _ = fined(database)
    path = f"/document/{clause['document_id']}/{clause['eid']}"
    fields = form(pages.get(path).text, "accepted")
    stranger = Pages(database, reviews=beside(database))
    attempts = (
        (stranger, fields, {}),  # no cookie at all
        (stranger, fields, {"authorization": "Bearer x"}),
        (stranger, fields | {"csrftoken": ""}, {"cookie": "ds_csrftoken="}),
        (stranger, fields | {"csrftoken": "abc"}, {"cookie": "ds_csrftoken=abc"}),
        (pages, {k: v for k, v in fields.items() if k != "csrftoken"}, {}),
        (pages, fields | {"csrftoken": fields["csrftoken"][:-2]}, {}),
        (pages, fields, {"content-type": "text/plain"}),
    )
    for client, data, headers in attempts:
        assert client.post("/review", data, headers=headers).status_code in (400, 403)
    assert Reviews(beside(database)).all() == []
    assert pages.post("/review", fields).status_code == 303


@pytest.mark.parametrize(
    "wrong",
    [{"document": "0" * 16}, {"eid": "art_99"}, {"start": "0", "end": "1"}, {"start": "x"}, {"kind": "clause"}, {"verdict": "<b>"}, {"document": "../x"}],
)  # fmt: skip
def test_a_form_about_nothing_is_refused(database, pages, wrong):
    clause, _ = fined(database)
    fields = form(pages.get(f"/document/{clause['document_id']}/{clause['eid']}").text, "accepted")
    assert pages.post("/review", fields | wrong).status_code in (400, 404)
    assert Reviews(beside(database)).all() == []


def test_rows_of_a_comparison_are_edited_in_the_page(tmp_path):
    pytest.importorskip("datasette")
    from served import Pages

    for k, region in enumerate(("临江市", "清河县"), 1):
        (tmp_path / f"{k}.txt").write_text(measures(region, days=7 * k, low=300 * k, high=3000 * k), "utf-8")
    with open_store(tmp_path / "texts.db") as store:
        ingest(store, [str(tmp_path / "1.txt"), str(tmp_path / "2.txt")], jobs=1)
    pages = Pages(tmp_path / "texts.db", reviews=beside(tmp_path / "texts.db"))
    path = "/compare?theme=助餐&regions=临江市,清河县"
    page = pages.get(path).text
    token = re.search(r'name="csrftoken" value="([^"]+)"', page)[1]
    assert pages.post(path, {"csrftoken": token, "row": "R2", "name": "备案<b>"}).status_code == 303
    assert "备案&lt;b&gt;" in pages.get(path).text
    assert pages.post(path, {"csrftoken": "x", "row": "R2", "name": "无"}).status_code == 403
    assert pages.post(path, {"csrftoken": token, "row": "R99", "with": "R1"}).status_code == 400
    assert Pages(tmp_path / "texts.db").post(path, {"csrftoken": token, "row": "R2", "name": "无"}).status_code == 405
