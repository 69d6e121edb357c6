"""The sheets of ``zhengce facts``: penalties, responsibilities, strength, signals. All texts are invented."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from stored import save

from pipeline.cli import zhengce
from pipeline.resolve import resolve
from pipeline.search.facts import facts
from pipeline.store import open_store
from pipeline.store.sheets import SHEETS

FERRIES = """青河省渡口管理条例
2021年3月1日 青河省第九届人民代表大会常务委员会第三次会议通过
第一条 为了加强渡口管理，制定本条例。
第二条 渡船所有人应当在开航前为渡船办理保险。
渡船不得夜航。
第三条 船员有权拒绝违章指挥。
第四条 违反本条例第二条第二款规定的，由海事机构责令改正；逾期不改正的，处一千元以上五千元以下罚款。
第五条 有下列行为之一的，由海事机构没收违法所得：
（一）私设渡口的；
（二）伪造船票的。
第六条 本条例自2021年6月1日起施行。"""


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    path = tmp_path_factory.mktemp("sheets") / "t.db"
    with open_store(path) as store:
        save(store, "ferries.txt", FERRIES)
        resolve(store)
    return path


def rows(db, *options):
    result = CliRunner().invoke(zhengce, ["facts", str(db), *options, "--json"], catch_exceptions=False)
    return json.loads(result.stdout)


def test_penalties_tell_breach_measure_range_body_and_the_duty(db):
    first, second, *listed = rows(db, "--sheet", "penalties")
    assert (first["step"], first["measure"], first["body"], first["amount"]) == (1, "责令改正", "海事机构", None)
    assert (second["step"], second["trigger"], second["low"], second["high"]) == (2, "逾期不改正的", 1000, 5000)
    assert second["duty"] == "本条例第二条第二款"
    assert second["duty_id"].endswith("#art_2")
    assert [(row["breach"], row["lead"], row["measure"]) for row in listed] == [
        ("私设渡口的", "有下列行为之一的", "没收"),
        ("伪造船票的", "有下列行为之一的", "没收"),
    ]


def test_responsibilities_tell_what_follows_a_breach_of_the_very_paragraph(db):
    insured, night, refuse, *_ = rows(db, "--sheet", "responsibilities")
    assert (insured["body"], insured["modality"], insured["sanction"]) == ("渡船所有人", "duty", None)
    assert night["sanction"].split("；") == ["责令改正", "逾期不改正的，处一千元以上五千元以下罚款"]
    assert night["sanction_id"].endswith("#art_4")
    assert (refuse["body"], refuse["modality"]) == ("船员", "permission")


def test_responsibilities_tell_who_answers_for_the_tasks_of_a_plan(tmp_path):
    path = tmp_path / "plan.db"
    with open_store(path) as store:
        plan = "青河省渡口整治方案\n一、加强渡口巡查，按月通报结果。（牵头单位：省海事局；配合单位：各市）\n二、完善渡口台账。"
        save(store, "plan.txt", plan)
    assert [(row["action"], row["responsible"]) for row in rows(path, "--sheet", "responsibilities")] == [
        ("渡口巡查", "牵头 省海事局；配合 各市"),
        ("结果", "牵头 省海事局；配合 各市"),
        ("渡口台账", None),
    ]


def test_strength_is_shares_of_modalities(db):
    (profile,) = rows(db, "--sheet", "strength")
    assert profile["norms"] == 6
    assert profile["sanction_share"] == 0.5
    assert profile["bound_share"] == pytest.approx(5 / 6, abs=0.001)


def test_signals_label_every_clause(db):
    assert [row["signal"] for row in rows(db, "--sheet", "signals")] == [
        "none", "prohibition", "none", "prohibition", "prohibition", "none",
    ]  # fmt: skip


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_is_a_view_of_the_same_columns(db, sheet):
    with open_store(db, readonly=True) as store:
        cursor = store.connection.execute(f"SELECT * FROM {sheet}")
        assert [column[0] for column in cursor.description] == list(SHEETS[sheet].columns)
        assert len(cursor.fetchall()) == len(list(facts(db, sheet)))


def test_filters_and_titles_narrow_a_sheet(db):
    assert rows(db, "--sheet", "penalties", "--title", "渡口", "--measure", "罚款")[0]["high"] == 5000
    assert rows(db, "--sheet", "penalties", "--title", "水库") == []
    assert rows(db, "--sheet", "responsibilities", "--contains", "夜航")[0]["clause"] == "第二条"


def test_the_doubtful_come_first(db):
    found = [row["confidence"] for row in rows(db, "--kind", "norm", "--doubtful")]
    assert found == sorted(found)


@pytest.mark.parametrize(
    "options", [("--sheet", "strength", "--doubtful"), ("--sheet", "penalties", "--label", "org"), ("--measure", "罚款")]
)
def test_an_option_that_does_not_go_with_the_sheet_is_refused(db, options):
    result = CliRunner().invoke(zhengce, ["facts", str(db), *options])
    assert result.exit_code == 2
    assert "does not go with" in result.output
