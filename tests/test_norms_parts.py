"""The parts of a norm: bearer, action, condition, deadline, exception. Every sentence is invented."""

from __future__ import annotations

import pytest

from pipeline.extract import norms
from pipeline.extract.found import Found, bare


def part(text: str, role: str, which: int = 0) -> list[str]:
    return [span.text for span in getattr(norms.extract(bare(text), Found())[which], role)]


@pytest.mark.parametrize(
    ("text", "which", "expected", "reason"),
    [
        ("承运人应当查验船票。", 0, ["承运人"], "the subject"),
        ("渡口管理站、乡镇人民政府应当巡查水情。", 0, ["渡口管理站、乡镇人民政府"], "joint bearers"),
        ("未接到通知的住户可以补报。", 0, ["未接到通知的住户"], "a relative clause in front of the body"),
        ("名册由镇财政所保管。", 0, ["镇财政所"], "behind 由"),
        ("检修费用由产权人承担。", 0, ["产权人"], "behind 由 with a charge"),
        (
            "违反规定停靠的，由县海事处责令离港；拒不离港的，处五百元罚款。",
            1,
            ["县海事处"],
            "the punishing body of the sentence before",
        ),
        ("船员发现漏水的，应当立即报告。", 0, ["船员"], "the head of the condition"),
        ("船员在交班时，应当清点器材。", 0, ["船员"], "in front of a setting"),
        ("船员应当穿救生衣，不得饮酒。", 1, ["船员"], "inherited across a comma"),
        ("区水务局接到申请后，应当现场查勘；认为材料不齐的，可以要求补正。", 1, ["区水务局"], "inherited across a semicolon"),
        ("渡船应当标明载重线。", 0, [], "a thing bears nothing"),
        ("维修基金应当专户存储。", 0, [], "a thing bears nothing"),
        ("渔业协会筹集的救助款应当单列。", 0, [], "a thing with a body in its modifier"),
        ("构成犯罪的，依法追究刑事责任。", 0, [], "nobody is named"),
        ("值班站长应当每日巡查，船员不服从的，应当报告。", 1, ["值班站长"], "a duty stays with the sentence's subject"),
        ("船员可以由代理人办理登记。", 0, ["船员"], "who is permitted, not who acts for him"),
        ("县交通局拟研究制订渡口规划，完善配套制度。", 1, ["县交通局"], "who announces a task has the next one too"),
        (
            "县渔政局审理船户申请更换牌照的案件，应当听取意见。",
            0,
            ["县渔政局"],
            "the head of an event told in the segment before",
        ),
        ("渡口协会设在码头办公室，负责日常工作。", 0, ["渡口协会"], "where it is placed is no part of its name"),
        ("海事处及其人员在办理案件时，对涉及的秘密，应当保密。", 0, ["海事处及其人员"], "in front of a setting and a topic"),
        ("第五条 县海事处给予行政处罚，应当制作决定书。", 0, ["县海事处"], "who acts in the case"),
        ("我们将根据群众意见，改进工作。", 0, ["我们"], "announced in the segment before"),
        ("禁止任何单位和个人截留救助款。", 0, ["任何单位和个人"], "behind 禁止"),
    ],
)
def test_bearer(text, which, expected, reason):
    assert part(text, "actor", which) == expected, reason


@pytest.mark.parametrize(
    ("text", "which", "expected", "reason"),
    [
        ("承运人应当查验船票，并当面清点行李。", 0, ["查验船票，并当面清点行李"], "to the end of the predicate"),
        ("承运人应当自开航之日起五日内报送名册。", 0, ["报送名册"], "the deadline is cut out"),
        (
            "由县海事处处二百元以上五百元以下罚款。",
            0,
            ["处二百元以上五百元以下罚款"],
            "the whole predicate of a discontinuous cue",
        ),
        ("由县海事处对船主处五百元罚款。", 0, ["对船主处五百元罚款"], "with its object in front"),
        ("将巡查费用纳入年度预算。", 0, ["将巡查费用纳入年度预算"], "the phrase of 将 belongs to the action"),
        ("在码头建设候船棚。", 0, ["候船棚"], "a place does not"),
        ("对漏水的渡船，船员应当立即报修。", 0, ["对漏水的渡船", "立即报修"], "what is handled stands in front of the bearer"),
        ("检修费用由产权人承担。", 0, ["检修费用"], "a thing that is charged"),
        ("船员应当每日点名，乘客应当凭票上船。", 0, ["每日点名"], "up to the next cue's own words"),
    ],
)
def test_action(text, which, expected, reason):
    assert part(text, "action", which) == expected, reason


@pytest.mark.parametrize(
    ("text", "which", "expected", "reason"),
    [
        ("船舶漏水的，船员应当立即靠岸。", 0, ["船舶漏水的"], "…的"),
        ("未经船检处批准，不得改装船体。", 0, ["未经船检处批准"], "未经…"),
        ("遇大雾时，渡船应当停航。", 0, ["遇大雾时"], "a setting"),
        ("检验合格后方可下水。", 0, ["检验合格后"], "a setting in the cue's own segment"),
        ("违反第五条规定，夜间航行的，由县海事处责令停航。", 0, ["违反第五条规定，夜间航行的"], "of two segments"),
        (
            "超载的，由县海事处责令改正，拒不改正的，处百元罚款。",
            1,
            ["超载的", "拒不改正的"],
            "sanctions hold those of their sentence",
        ),
        ("超载的，由县海事处责令改正；拒不改正的，处百元罚款。", 1, ["拒不改正的"], "an escalation holds its own"),
        ("符合条件的，县海事处应当发证；不符合条件的，应当说明理由。", 1, ["不符合条件的"], "the ones since the last norm"),
    ],
)
def test_condition(text, which, expected, reason):
    assert part(text, "condition", which) == expected, reason


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("承运人应当自开航之日起五日内报送名册。", ["自开航之日起五日内"], "counted from an event"),
        ("承运人应当在三个工作日内答复。", ["三个工作日内"], "without 在"),
        ("承运人应当在航季开始两个月前报备。", ["航季开始两个月前"], "counted back from an event"),
        ("2031年6月底前，各镇建成候船棚。", ["2031年6月底前"], "in front of the task"),
        ("到2030年，建成候船棚十座。", ["2030年"], "a target year"),
        ("船员应当及时报告。", [], "及时 is no deadline"),
        ("自治州人民政府应当公布名单。", [], "自治州 is no 自…起"),
    ],
)
def test_deadline(text, expected, reason):
    assert part(text, "deadline") == expected, reason


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("除紧急避险外，渡船不得夜航。", ["除紧急避险外"], "除…外"),
        ("渡船不得夜航；紧急避险的除外。", ["紧急避险的除外"], "…除外 behind a semicolon"),
        ("除核对船票外，还应当清点人数。", [], "除…外，还 adds"),
        ("除依照前款处罚外，可以吊销船证。", [], "a further penalty"),
    ],
)
def test_exception(text, expected, reason):
    assert part(text, "exception") == expected, reason


def test_penalties_of_one_breach_in_order():
    text = "擅自改装船体的，由县海事处责令恢复，没收违法所得，并处九百元以上三千二百元以下罚款；情节严重的，吊销船证。"
    found = norms.extract(bare(text), Found())
    assert [norm.text for norm in found] == ["责令", "没收", "并处", "吊销"]
    assert {norm.actor[0].text for norm in found} == {"县海事处"}
    assert [norm.condition[0].text for norm in found] == ["擅自改装船体的"] * 3 + ["情节严重的"]
