"""Penalties: which measures follow which breach, in which order, and whose duty it was. All texts are invented."""

from __future__ import annotations

import pytest

from pipeline.extract import bare, extract
from pipeline.extract.penalties import measures, penalties


def read(text):
    clause = bare(text)
    found = penalties(clause.text, extract(clause).norms)
    for penalty in found:
        for span in (penalty.breach, *penalty.items, *penalty.measures):
            assert span is None or text[span.start : span.end] == span.text
    return found


def told(penalty):
    return [(m.step, m.trigger, m.kind, m.body) for m in penalty.measures]


LADDER = "擅自改装渡船的，由海事处责令改正；逾期不改正的，处九百元以上三千二百元以下罚款；情节严重的，吊销船舶证书。"


def test_steps_rise_with_what_triggers_them():
    (penalty,) = read(LADDER)
    assert penalty.breach.text == "擅自改装渡船的"
    assert told(penalty) == [
        (1, None, "责令改正", "海事处"),
        (2, "逾期不改正的", "罚款", "海事处"),
        (3, "情节严重的", "吊销许可证件", "海事处"),
    ]


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        (
            "私设渡口的，由海事处责令拆除，有违法所得的，没收所得；拒不拆除的，处二千元罚款。",
            [(1, None, "责令改正", "海事处"), (1, "有违法所得的", "没收", "海事处"), (2, "拒不拆除的", "罚款", "海事处")],
            "a case of the breach raises nothing",
        ),
        (
            "殴打船员的，由船检站给予批评教育；造成渡口停航的，给予治安管理处罚；构成犯罪的，追究刑事责任。",
            [
                (1, None, "批评教育", "船检站"),
                (2, "造成渡口停航的", "治安管理处罚", None),
                (3, "构成犯罪的", "刑事责任", None),
            ],
            "the police and the courts are not the body named before",
        ),
        (
            "违反规定载客的，由海事处处三日以上五日以下拘留或者四百元以下罚款。",
            [(1, None, "行政拘留", "海事处"), (1, None, "罚款", "海事处")],
            "two measures of one verb",
        ),
        (
            "违反规定载客的，由海事处处五百元罚款，记入船员诚信档案。",
            [(1, None, "罚款", "海事处"), (1, None, "失信惩戒", "海事处")],
            "an entry in a record is a measure of its own",
        ),
        (
            "违反规定载客的，由海事处并处没收违法所得。",
            [(1, None, "没收", "海事处")],
            "a verb without a measure of its own",
        ),
    ],
)
def test_steps(text, expected, reason):
    (penalty,) = read(text)
    assert told(penalty) == expected, reason


def test_each_breach_begins_anew():
    first, second = read("未亮灯夜航的，由海事处处五百元罚款。\n未投保开航的，由保险办责令改正，并处八百元罚款。")
    assert first.breach.text == "未亮灯夜航的"
    assert told(second) == [(1, None, "责令改正", "保险办"), (1, None, "罚款", "保险办")]


def test_the_items_of_a_list_are_breaches():
    text = "第九条 有下列行为之一的，由海事处责令改正，可以处一千元以下罚款：\n（一）超载航行；\n（二）雾天开航的。\n船主不服的，可以申请复议。"
    (penalty,) = read(text)
    assert [item.text for item in penalty.items] == ["超载航行", "雾天开航的"]
    assert [m.kind for m in penalty.measures] == ["责令改正", "罚款"]


def test_items_that_set_their_own_measures_are_penalties():
    text = "第九条 违反本办法的，由海事处按照下列规定处罚：\n（一）超载航行的，处一千元罚款；\n（二）雾天开航的，吊销船舶证书。"
    found = read(text)
    assert [(p.breach.text, p.measures[0].kind) for p in found[-2:]] == [("超载航行的", "罚款"), ("雾天开航的", "吊销许可证件")]
    assert all(not p.items for p in found)


@pytest.mark.parametrize(
    ("text", "breach", "reason"),
    [
        ("破坏航标的，应当赔偿损失；构成犯罪的，追究刑事责任。", "破坏航标的", "that of the norm before"),
        ("不履行巡查职责的单位，由上级机关责令改正。", "不履行巡查职责的单位", "what stands in front, without 的，"),
        ("构成犯罪的，依法追究刑事责任。", "构成犯罪的", "nothing else is told"),
    ],
)
def test_a_breach_that_the_sanction_does_not_tell(text, breach, reason):
    (penalty,) = read(text)
    assert penalty.breach.text == breach, reason


def test_a_clause_without_sanction_has_no_penalty():
    assert read("船员应当持证上岗。") == []


def test_every_kind_has_a_class():
    assert {kind for kind, _, _ in measures.KINDS} < set(measures.CLASSES)
    assert measures.kind("责令公开检讨") == "责令改正"
    assert measures.kind("依照有关规定处理") == "其他"
