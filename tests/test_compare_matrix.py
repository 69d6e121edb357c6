"""The matrix region × provision: what corresponds, what stands alone, what people decide, what is refused."""

from __future__ import annotations

import json

import pytest
from compared import QINGHAI, SICHUAN, ZHEJIANG, passages, sides, store

from pipeline.compare import choose, correspond, matrix
from pipeline.compare.decisions import Decision, beside, keep, read
from pipeline.compare.groups import Link, groups
from pipeline.compare.rows import decided
from pipeline.errors import QueryError, ZhengceError
from pipeline.export import comparison, comparison_html


def labels(row):
    return [c and c.labels for c in row.cells]


@pytest.fixture(scope="module")
def found():
    return matrix(sides(), reference="浙江")


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("第一条", ["第一条", "第一条", "第一条"]),
        ("第四条", ["第四条", "第四条", None]),  # the share of the roof
        ("第六条", ["第六条", "第七条", None]),  # the numbers differ
        ("第七条", ["第七条", None, "第四条"]),  # Sichuan has none
        ("第八条", ["第八条", "第八条", None]),  # the penalty for the same act
    ],
)
def test_rows_hold_the_clauses_that_correspond(found, first, expected):
    assert labels(next(r for r in found.rows if r.cells[0] and r.cells[0].labels == first)) == expected


def test_a_penalty_is_told_by_its_act_not_by_its_formula(found):
    """第九条 of Zhejiang punishes another act in the same words as 第八条 of Sichuan."""
    assert "第九条" in [c.labels for c in found.alone[0]]


def test_rows_follow_the_reference_and_what_it_lacks_comes_last(found):
    own = [r.cells[0].passages[0].clause.number if r.cells[0] else None for r in found.rows]
    held = [n for n in own if n is not None]
    assert held == sorted(held) and own[len(held) :] == [None] * (len(own) - len(held))


def test_a_cell_tells_number_modality_and_body(found):
    row = next(r for r in found.rows if r.cells[0] and r.cells[0].labels == "第八条")
    cell = row.cells[0]
    assert [(a.text, a.kind, a.grade, a.optional) for a in cell.amounts] == [
        ("六百元以上二千四百元以下", "fine", "逾期不改", False),
        ("二千四百元以上九千元以下", "fine", "情节严重", False),
    ]
    assert cell.modality == "sanction" and cell.bodies == ("园林部门",) and cell.sure


def test_counts_tell_what_each_side_lacks(found):
    counts = {row["region"]: row for row in comparison.count_rows(found)}
    assert counts["青海省"]["clauses"] == 5
    assert [r.cells[2] for r in found.lacking(2)] == [None] * len(found.lacking(2)) != []
    assert comparison.NOTHING in comparison.summary(found)


def test_every_clause_stands_in_exactly_one_place(found):
    placed = [c for r in found.rows for c in r.clauses] + [p.id for some in found.alone for c in some for p in c.passages]
    assert sorted(placed) == sorted(p.id for c in found.columns for p in c.passages)


def test_rows_of_every_output_are_plain_values(found):
    for make in (
        comparison.matrix_rows,
        comparison.long_rows,
        comparison.evidence_rows,
        comparison.alone_rows,
        comparison.difference_rows,
    ):
        rows = list(make(found))
        assert rows and json.loads(json.dumps(rows, ensure_ascii=False)) == rows


def test_the_page_escapes_what_documents_say():
    evil = ZHEJIANG.replace("园林部门", "<script>园林部门")
    page = comparison_html.page(matrix(sides(evil, SICHUAN)))
    assert "<script>" not in page and "&lt;script&gt;园林部门" in page


def test_the_workbook_has_a_sheet_for_each_question(found, tmp_path):
    from openpyxl import load_workbook

    from pipeline.export import comparison_xlsx

    assert comparison_xlsx.write(found, str(tmp_path / "m.xlsx")) == len(found.rows)
    book = load_workbook(tmp_path / "m.xlsx")
    assert [s.partition(" ")[2] for s in book.sheetnames] == ["matrix", "long", "differences", "evidence", "alone", "counts"]
    assert book.worksheets[0].max_row == len(found.rows) + 1
    with pytest.raises(ZhengceError):
        comparison_xlsx.write(found, str(tmp_path / "missing" / "m.xlsx"))


def test_decisions_of_people_hold_in_later_runs(found, tmp_path):
    path = beside(tmp_path / "x.db")
    assert read(path) == ()
    split = decided(found, split=[(next(r.id for r in found.rows if r.cells[0] and r.cells[0].labels == "第四条"), "四川")])
    keep(path, split)
    again = matrix(sides(), decisions=read(path))
    assert "第四条" in [c.labels for c in again.alone[1]]
    rename = decided(found, rename=[("R1", "目的")])
    keep(path, rename)
    assert next(r for r in matrix(sides(), decisions=read(path)).rows if r.named).name == "目的"
    a, b = found.rows[3], found.rows[4]
    merged = matrix(sides(), decisions=decided(found, merge=[(a.id, b.id)]))
    assert any(set(a.clauses) | set(b.clauses) <= set(r.clauses) for r in merged.rows)


def test_a_later_decision_takes_the_place_of_an_earlier_one(found):
    row = found.rows[0]
    apart = decided(found, split=[(row.id, "四川")])
    together = (Decision("merge", row.clauses),)
    back = matrix(sides(), decisions=(*apart, *together))
    assert any(set(row.clauses) <= set(r.clauses) for r in back.rows)


def test_a_broken_line_of_decisions_is_told(tmp_path):
    (tmp_path / "d").write_text('{"kind": "merge"}\n', "utf-8")
    with pytest.raises(ZhengceError, match="line 1"):
        read(tmp_path / "d")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({}, "what shall be compared"),
        ({"documents": ["没有的条例"]}, "no document is called"),
        ({"documents": ["屋顶花园"]}, "3 份文件"),
        ({"documents": ["浙江省屋顶花园管理条例"]}, "only one side"),
        ({"theme": "水下花园"}, "no document is about"),
        ({"theme": "屋顶花园", "regions": ["浙江", "西藏"]}, "西藏"),  # names the one that is missing
        ({"theme": "屋顶花园", "regions": ["西藏"]}, "no document is about"),
    ],
)
def test_a_choice_that_cannot_be_compared_says_why_and_what_next(asked, says, tmp_path):
    with store(tmp_path / "x.db") as held, pytest.raises(QueryError, match=says) as caught:
        choose(held.connection, **asked)
    assert caught.value.hint


def test_documents_are_chosen_by_title_id_theme_and_region(tmp_path):
    with store(tmp_path / "x.db") as held:
        by_title = choose(held.connection, documents=["浙江省屋顶花园", "四川省屋顶花园管理条例"])
        ids = [c.documents[0].id for c in by_title.columns]
        assert choose(held.connection, documents=ids).columns == by_title.columns
        by_theme = choose(held.connection, theme="屋顶花园", regions=["四川", "510000", "浙江", "西藏"])
        assert [c.name for c in by_theme.columns] == ["四川省", "浙江省"] and by_theme.missing == ("西藏",)
        assert [c.name for c in choose(held.connection, theme="屋顶花园").columns] == ["浙江省", "四川省", "青海省"]


def test_correspondence_of_texts_without_anything_in_common_is_none():
    other = passages("云山市粮仓条例\n第一条 储粮温度应当低于十五摄氏度。\n第二条 出仓前核对磅单。\n")
    assert all(c.best is None for c in correspond(passages(QINGHAI)[2:4], other))
    assert [c.best for c in correspond(passages(QINGHAI), ())] == [None] * 5


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ([Link(0, 1, 0.9), Link(1, 2, 0.9), Link(0, 2, 0.9)], [[0, 1, 2], [3]]),
        ([Link(0, 1, 0.9), Link(1, 2, 0.5)], [[0, 1], [2], [3]]),  # a chain: 0 and 2 say nothing alike
        ([Link(0, 1, 0.9), Link(2, 3, 0.8)], [[0, 1], [2, 3]]),
        ([], [[0], [1], [2], [3]]),
    ],
)
def test_groups_agree_on_the_average(links, expected):
    assert groups(4, [0, 1, 2, 0], links, 0.45) == expected


def test_what_people_decided_overrules_the_scores():
    links = [Link(0, 1, 0.9)]
    assert groups(3, [0, 1, 2], links, 0.45, together=[(0, 2)], apart=[(0, 1)]) == [[0, 2], [1]]
