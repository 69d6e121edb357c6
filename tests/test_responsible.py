"""Who answers for the tasks of a paragraph. All texts are invented."""

from __future__ import annotations

import pytest

from pipeline.extract.responsible import find


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("修缮船坞。（责任单位：县航运局、县财政局）", [("责任", "县航运局"), ("责任", "县财政局")], "a label"),
        ("修缮船坞。（负责部门：航运部，适用范围：江口片区）", [("责任", "航运部")], "what has another label is no body"),
        (
            "修缮船坞。（牵头单位：县航运局；配合单位：县财政局、各镇政府；完成时限：6月底）",
            [("牵头", "县航运局"), ("配合", "县财政局"), ("配合", "各镇政府")],
            "several labels",
        ),
        ("修缮船坞。（县航运局牵头，县财政局配合）", [("牵头", "县航运局"), ("配合", "县财政局")], "verbs behind the bodies"),
        ("修缮船坞。（县航运局、县财政局按职责分工负责）", [("责任", "县航运局"), ("责任", "县财政局")], "按职责分工负责"),
        ("修缮船坞。（县航运局）", [("责任", "县航运局")], "nothing but a body at the end"),
        ("修缮船坞\n责任单位：县航运局", [("责任", "县航运局")], "on a line of its own"),
        ("船东（以下称责任人）应当投保。", [], "another bracket"),
        ("修缮船坞（含浮桥）。（见附件）", [], "no body"),
    ],
)
def test_bodies_with_their_roles(text, expected, reason):
    found = find(text)
    assert [(r.role, r.text) for r in found] == expected, reason
    assert all(text[r.start : r.end] == r.text for r in found)


def test_each_mark_answers_for_what_stands_before_it():
    text = "修缮船坞。（责任单位：县航运局）疏浚航道。（责任单位：县水务局）"
    first, second = find(text)
    assert (first.since, second.since) == (0, text.index("疏浚"))
