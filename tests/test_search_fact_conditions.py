"""Fact operators: the same clauses as a plain look through the facts of every clause."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from records import CARE, MARKET, database, record

from pipeline.errors import QueryError
from pipeline.model import Facts
from pipeline.search import search

DOCUMENTS = (
    record(),
    record("东江县市场管理办法", MARKET),
    record("北河市养老服务办法", (CARE[1], "第二条 民政部门可以收费300元。", "第三条 处五千元以上二万元以下罚款。")),
)


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    return database(tmp_path_factory.mktemp("facts") / "t.db", DOCUMENTS)


def scan(holds: Callable[[Facts], bool]) -> set[str]:
    return {f"{d.document.id}#{c.eid}" for d in DOCUMENTS for c, facts in zip(d.clauses, d.facts, strict=True) if holds(facts)}


def reaches(role: str | None, low: float, high: float) -> Callable[[Facts], bool]:
    """Whether a quantity of that role (all here have both ends, included) has a value from ``low`` to ``high``."""
    return lambda facts: any(
        q.unit == "元" and role in (None, q.role) and q.high >= low and q.low <= high for q in facts.quantities
    )


INFINITE = float("inf")


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("fine:*", lambda facts: any(q.role == "fine" for q in facts.quantities)),
        ("fine:>=10000", reaches("fine", 10000, INFINITE)),
        ("fine:>=1万元", reaches("fine", 10000, INFINITE)),
        ("fine:二万元", reaches("fine", 20000, 20000)),
        ("fine:>20000", lambda facts: False),
        ("fine:>=２００００", reaches("fine", 20000, INFINITE)),
        ("fine:<5000", lambda facts: False),
        ("fine:<=5000", reaches("fine", 0, 5000)),
        ("subsidy:*", lambda facts: any(q.role == "subsidy" for q in facts.quantities)),
        ("quantity:300元", reaches(None, 300, 300)),
        ("quantity:300日", lambda facts: False),
        ("deadline:<=20工作日", lambda facts: False),
        ("modality:duty", lambda facts: any(n.modality == "duty" for n in facts.norms)),
        ("modality:*", lambda facts: bool(facts.norms)),
        ("actor:民政部门", lambda facts: any("民政部门" in s.text for n in facts.norms for s in n.actor)),
        ("cites:《西山市养老服务办法》", lambda facts: any(e.label == "law" for e in facts.entities)),
        ("cites:*", lambda facts: any(e.label == "law" for e in facts.entities)),
        ("group:老年人", lambda facts: any(e.label == "group" for e in facts.entities)),
        ("modality:sanction -fine:>=50000", lambda facts: any(n.modality == "sanction" for n in facts.norms)),
        ("modality:duty|modality:sanction", lambda facts: any(n.modality in ("duty", "sanction") for n in facts.norms)),
    ],
)
def test_the_same_as_a_plain_scan(db, query, holds):
    assert {hit.clause_id for hit in search(db, query, limit=100).hits} == scan(holds)


def test_with_words(db):
    assert [hit.label for hit in search(db, "申请 modality:duty subsidy:>=300").hits] == ["第二条", "第二条"]


@pytest.mark.parametrize("query", ["fine:很多", "fine:>=", "deadline:<=20", "modality:>=duty", "fine:>=元", "quantity:1.2.3元"])
def test_what_is_no_amount_is_told(db, query):
    with pytest.raises(QueryError) as error:
        search(db, query)
    assert error.value.hint
