"""Functions of clauses: clauses of our own whose function nobody doubts, and any text at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.classify import function, functions
from pipeline.extract import bare
from pipeline.model import Function

CLAUSES = [
    ("第一条 为了规范城市供水，保障用水安全，根据有关法律，结合本市情况，制定本条例。", "purpose", "为了…制定"),
    ("第二条 本市行政区域内的供水、用水和二次供水的管理，适用本条例。", "scope", "适用"),
    ("第三条 本条例所称二次供水，是指将公共供水加压后供应用户的供水方式。", "definition", "所称…是指"),
    ("第三条 供水工作应当坚持统一规划、保障安全、节约优先的原则。", "principle", "坚持…原则"),
    ("第四条 市水务主管部门负责本市供水的监督管理工作。其他部门按照各自职责配合供水工作。", "duty_allocation", "负责…工作"),
    ("第九条 申请人应当向主管部门提交下列材料，主管部门应当在受理后十日内作出决定。", "procedure", "提交材料, 受理"),
    ("第四十条 违反本条例第九条规定的，由主管部门责令改正，处九千元以上三万五千元以下罚款。", "liability", "处…罚款"),
    ("第五十条 本条例自2031年1月1日起施行。", "final", "起施行"),
    ("市、区人民政府应当将供水经费列入本级财政预算。", "funding", "列入预算"),
    ("第三十条 主管部门应当对供水单位进行监督检查，供水单位应当如实说明情况，不得阻挠。", "supervision", "监督检查"),
    ("（三）加快推进管网改造，完善应急供水体系，加强节水宣传。", "measure", "task verbs"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), CLAUSES)
def test_a_clause_with_a_plain_function(text, expected, reason):
    topic = function(bare(text))
    assert topic.label == expected, reason
    assert 0 < topic.probability <= 1


def test_the_evidence_stands_in_the_clause():
    text = CLAUSES[6][0]
    evidence = function(bare(text)).evidence
    assert evidence
    assert all(cue in text for cue in evidence)


@given(st.text(max_size=300))
def test_any_text_gets_a_function(text):
    topic = function(bare(text))
    assert topic.label in {f.value for f in Function}
    assert 0 < topic.probability <= 1


@pytest.mark.parametrize("text", ["", "   ", "12345", "no Chinese"])
def test_a_text_without_chinese_is_other(text):
    assert function(bare(text)).label == "other"


def test_a_batch_gives_each_clause_what_it_gets_alone():
    texts = [
        "",
        *(text for text, _, _ in CLAUSES),
        "no Chinese",
        *("水" * n for n in (1, 2, 3)),
        "鼓励节水。" * 200,
        "第九条",
    ] * 3
    batch = functions([bare(text) for text in texts])
    alone = [function(bare(text)) for text in texts]
    assert [topic.label for topic in batch] == [topic.label for topic in alone]
    assert [topic.evidence for topic in batch] == [topic.evidence for topic in alone]
    assert [topic.probability for topic in batch] == pytest.approx([topic.probability for topic in alone], abs=1e-4)


@pytest.mark.parametrize("text", ["附表", "甲乙丙丁" * 100])
def test_a_document_without_any_sign_has_functions_all_the_same(text):
    assert functions([bare(text)])[0].label in {f.value for f in Function}


def test_no_clauses_have_no_functions():
    assert functions([]) == []


def test_norms_and_quantities_must_be_those_of_the_clauses():
    with pytest.raises(ValueError):
        functions([bare("水源应当保护。")], norms=[[], []])
