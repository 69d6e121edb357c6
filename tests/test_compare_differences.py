"""What two clauses say differently: numbers by their trigger, modality, body, scope, consequence, phrases."""

from __future__ import annotations

import pytest
from compared import SICHUAN, ZHEJIANG, article, clause
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compare import differences
from pipeline.compare.amounts import amounts
from pipeline.compare.breaches import breaches, is_penal, penalty_kind
from pipeline.compare.phrases import pieces
from pipeline.compare.reuse import coverage

FINE = "第一条 违反本条例规定，擅自移栽古树的，由园林部门责令限期改正；逾期不改正的，处{}罚款；情节严重的，处{}罚款。"


def told(a: str, b: str) -> set[tuple]:
    return {(d.kind, d.change, d.a, d.b) for d in differences(article(a), article(b)).changed}


def test_amounts_are_tied_to_breach_and_degree():
    found = amounts(article(FINE.format("五百元以上一千元以下", "三千元以上五千元以下")))
    assert [(a.text, a.grade) for a in found] == [("五百元以上一千元以下", "逾期不改"), ("三千元以上五千元以下", "情节严重")]
    assert all("擅自移栽古树" in a.trigger for a in found)


@pytest.mark.parametrize(
    ("a", "b", "expected", "why"),
    [
        (
            FINE.format("五百元以上一千元以下", "三千元以上五千元以下"),
            FINE.format("八百元以上二千元以下", "三千元以上五千元以下"),
            {("number", "stricter", "五百元以上一千元以下", "八百元以上二千元以下")},
            "the same degree is compared, the equal one is not told",
        ),
        (
            FINE.format("五百元以上一千元以下", "三千元以上五千元以下"),
            "第一条 擅自移栽古树的，由园林部门责令限期改正；逾期不改正的，处五百元以上一千元以下罚款。",
            {("number", "absent_in_b", "三千元以上五千元以下", None)},
            "a degree that the other does not have",
        ),
        (
            "第一条 擅自移栽古树的，由园林部门责令限期改正；逾期不改正的，处五百元罚款。",
            "第一条 擅自移栽古树的，由园林部门责令限期改正；情节严重的，处五百元罚款。",
            {("number", "trigger", "五百元", "五百元")},
            "the same amount for another degree",
        ),
        (
            "第一条 擅自移栽古树的，由园林部门处五百元罚款。",
            "第一条 擅自移栽古树的，由园林部门可以处五百元罚款。",
            {("modality", "looser", "处", "可以处")},
            "a fine that may be imposed",
        ),
        (
            "第一条 养护单位应当自发现渗漏之日起五日内修复防水层。",
            "第一条 养护单位应当自发现渗漏之日起三日内修复防水层。",
            {("number", "stricter", "五日内", "三日内")},
            "a shorter time is stricter",
        ),
        (
            "第一条 学校应当利用屋顶花园开展植物教学活动。",
            "第一条 鼓励学校利用屋顶花园开展植物教学活动。",
            {("modality", "looser", "应当", "鼓励")},
            "a duty against a wish",
        ),
        (
            "第一条 园林部门应当每年检查屋顶花园的防水层。",
            "第一条 建设部门应当每年检查屋顶花园的防水层。",
            {("body", "different", "园林部门", "建设部门")},
            "another body",
        ),
        (
            "第一条 擅自移栽古树的，由园林部门给予警告，没收违法所得。",
            "第一条 擅自移栽古树的，由园林部门给予警告。",
            {("consequence", "absent_in_b", "园林部门没收违法所得", None)},
            "a consequence of one side alone",
        ),
    ],
)
def test_differences(a, b, expected, why):
    assert expected <= told(a, b), why


def test_a_fine_for_another_act_is_no_difference_of_this_one():
    a = "第一条 在林地内野炊的，由林业部门处一百元罚款。"
    b = "第一条 在林地内野炊的，由林业部门处一百元罚款。\n运输未经检疫苗木的，由林业部门处三千元罚款。"
    assert not [d for d in differences(article(a), article(b)).changed if d.kind == "number"]


def test_listed_items_that_one_side_has():
    lead = "第一条 有下列情形之一的，应当重新评估：\n（一）搬迁的；\n"
    found = differences(article(lead + "（二）扩建厂房的。"), article(lead + "（二）更换法定代表人的。"))
    assert {(d.change, d.a or d.b) for d in found.changed if d.what == "所列各项"} == {
        ("absent_in_b", "扩建厂房"),
        ("absent_in_a", "更换法定代表人"),
    }


def test_the_same_text_has_no_differences():
    one = clause(ZHEJIANG, 8)
    found = differences(one, one)
    assert (
        found.changed == () and {p.op for p in found.text} == {"same"} and [d.change for d in found.items] == ["equal", "equal"]
    )


def test_turned_round_what_was_stricter_is_looser():
    there, back = (
        differences(clause(a, n), clause(b, m)) for a, n, b, m in ((ZHEJIANG, 4, SICHUAN, 4), (SICHUAN, 4, ZHEJIANG, 4))
    )
    turn = {"stricter": "looser", "looser": "stricter", "absent_in_a": "absent_in_b", "absent_in_b": "absent_in_a"}
    assert {(d.kind, turn.get(d.change, d.change), d.b, d.a) for d in there.changed} == {
        (d.kind, d.change, d.a, d.b) for d in back.changed
    }


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("第一条 在林地内野炊的，由林业部门处一百元罚款。", "fine"),
        ("第一条 护林员滥用职权的，依法给予处分。", "official"),
        ("第一条 对在林地内野炊，法律已有处罚规定的，从其规定。", "else"),
        ("第一条 构成犯罪的，依法追究刑事责任。", "police"),
    ],
)
def test_penalties_are_of_four_kinds(text, kind):
    assert is_penal(article(text)) and penalty_kind(article(text)) == kind


def test_a_breach_of_an_article_is_what_that_article_asks():
    penalty, duty = clause(ZHEJIANG, 9), clause(ZHEJIANG, 5)
    found = breaches(penalty, {(duty.document.id, 5, 0): duty})
    assert "养护单位未按期检查防水层的" in found and any("每季度检查" in b for b in found)


@given(st.text(alphabet="甲乙丙丁，。", max_size=40), st.text(alphabet="甲乙丙丁，。", max_size=40))
def test_phrases_joined_are_the_texts(a, b):
    found = pieces(a, b)
    assert "".join(p.a for p in found) == a and "".join(p.b for p in found) == b


@given(st.text(alphabet="甲乙丙丁戊", max_size=30), st.text(alphabet="甲乙丙丁戊", max_size=30))
def test_coverage_is_a_share(a, b):
    assert 0 <= coverage(a, b) <= 1 and (len(a) < 8 or coverage(a, b + a) == 1)
