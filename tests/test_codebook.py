"""Codebooks: the ready ones, files of our own, and what is said of bad ones."""

from __future__ import annotations

import pytest

from pipeline.classify.codebook import CodebookError, load, parse, ready
from pipeline.classify.codebook_rules import children, code

GOOD = "编码,名称,包含,排除\nA,补贴,给予+补贴；津贴,停发\nB,处罚,罚款|责令改正,\n"


@pytest.mark.parametrize("name", ready())
def test_a_ready_codebook_is_well_formed(name):
    book = load(name)
    assert len(book.codes) >= 5
    assert all(each.definition for each in book.codes)
    assert all(each.include for each in children(book)), "every code that texts are given has words"


@pytest.mark.parametrize("each", [c for c in load("policy_instruments").codes if c.examples], ids=lambda c: c.code)
def test_the_examples_of_the_policy_instruments_get_their_code(each):
    found = [c.code for example in each.examples for c in code(load("policy_instruments"), example + "。")]
    assert each.code in found


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("对经营者给予一次性补贴。", ["A"], "both words of a term in one sentence"),
        ("对经营者给予指导。补贴另行规定。", [], "the words in two sentences"),
        ("给予补贴的，虚报后停发。", [], "an excluded word in the sentence"),
        ("责令改正，处以罚款，发放津贴。", ["B", "A"], "the surest code first"),
        ("没有所找的词。", [], "none"),
    ],
)
def test_rules(text, expected, reason):
    assert [c.code for c in code(parse(GOOD, "own"), text)] == expected, reason


def test_yaml_and_csv_say_the_same():
    yaml = """
title: 自编
codes:
  - {code: A, name: 补贴, include: [给予+补贴, 津贴], exclude: [停发]}
  - {code: B, name: 处罚, include: 罚款|责令改正}
"""
    assert parse(yaml, "own", ".yaml").codes == parse(GOOD, "own").codes


def test_a_code_is_named_with_the_one_above():
    book = parse("code,name,parent,include\nS,供给型,,\nS1,人才,S,培训\n", "own")
    assert book.label("S1") == "供给型/人才"
    assert book.label("unknown") == "unknown"


@pytest.mark.parametrize(
    ("text", "suffix", "told"),
    [
        ("", ".csv", "空"),
        ("\n \n", ".csv", "空"),
        ("编码,名称,颜色\nA,补贴,红\n", ".csv", "颜色"),
        ("名称,包含\n补贴,补贴\n", ".csv", "code"),
        ("编码,名称\n", ".csv", "没有编码"),
        ("编码,名称\nA,补贴\nA,处罚\n", ".csv", "两次"),
        ("编码,名称\n,补贴\n", ".csv", "第 1 个"),
        ("编码,名称,上级\nA,补贴,Z\n", ".csv", "Z"),
        ("编码,名称,范围\nA,补贴,脚注\n", ".csv", "脚注"),
        ("code,name,include\nA,subsidy,grant\n", ".csv", "汉字"),
        ("codes: {A: [", ".yaml", "YAML"),
        ("title: 空\n", ".yaml", "没有编码"),
        ("codes: [{name: 补贴}]", ".yaml", "code"),
    ],
)
def test_a_bad_codebook_is_told_what_to_mend(text, suffix, told):
    with pytest.raises(CodebookError) as caught:
        parse(text, "own", suffix)
    assert told in str(caught.value)


def test_files_in_the_encodings_of_excel(tmp_path):
    for name, encoding in (("a.csv", "utf-8-sig"), ("b.csv", "gb18030"), ("c.tsv", "utf-8")):
        path = tmp_path / name
        path.write_text(GOOD.replace(",", "\t") if name.endswith("tsv") else GOOD, encoding)
        assert [each.code for each in load(path).codes] == ["A", "B"]
    with pytest.raises(CodebookError) as caught:
        load(tmp_path / "none.csv")
    assert "policy_instruments" in caught.value.hint


def test_the_genre_of_a_document_is_a_field():
    assert [c.code for c in code(load("policy_strength"), "正文。", "某市供水条例", "条例")] == ["4"]
    assert code(load("policy_strength"), "按照条例办理。", "某市供水工作札记", "") == []
