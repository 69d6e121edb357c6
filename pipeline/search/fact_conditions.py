"""Facts of a clause to search by: a fact operator of the query language → SQL over ``c`` that asks for one such fact.

An amount is the range that the text allows, so ``fine:>=10000`` asks whether a fine of 10,000 yuan or more *can* be imposed
(五千元以上二万元以下 can) and ``fine:10000`` whether exactly so much can. ``*`` asks for any fact of the kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.chinese.bigrams import fold
from pipeline.chinese.numerals import HAN_NUMERAL, value
from pipeline.errors import QueryError

AMOUNTS = {
    "fine": "元",
    "subsidy": "元",
    "price": "元",
    "age": "岁",
    "deadline": None,
    "term": None,
    "rate": None,
    "quota": None,
    "threshold": None,
    "target": None,
    "quantity": None,
}
"""Operators that compare amounts: roles of quantities (``quantity`` is any role), and the unit meant when none is written."""

_AMOUNT = re.compile(rf"([\d.,{HAN_NUMERAL}]+)个?(.*)", re.DOTALL)

# What of a range must hold so that some value in it compares so; an end that is missing is open.
_REACHES = {
    ">=": "(f.high IS NULL OR f.high > ? OR (f.high = ? AND f.high_inclusive))",
    "<=": "(f.low IS NULL OR f.low < ? OR (f.low = ? AND f.low_inclusive))",
    ">": "(f.high IS NULL OR f.high > ?)",
    "<": "(f.low IS NULL OR f.low < ?)",
}


def _amount(name: str) -> Callable[[str, str], tuple[str, tuple]]:
    def condition(op: str, wanted: str) -> tuple[str, tuple]:
        role = () if name == "quantity" else (name,)
        where = "f.role = ?" if role else "1"
        if wanted == "*":
            return _has("quantities", where), role
        number, unit = _read(name, wanted)
        compared = [_REACHES[one] for one in ((">=", "<=") if op == "=" else (op,))]
        numbers = (number,) * sum(sql.count("?") for sql in compared)
        known = "(f.low IS NOT NULL OR f.high IS NOT NULL)"
        return _has("quantities", " AND ".join((where, "f.unit = ?", known, *compared))), (*role, unit, *numbers)

    return condition


def _read(name: str, wanted: str) -> tuple[float, str]:
    match = _AMOUNT.fullmatch(fold(wanted))
    number = value(match[1]) if match else None
    if number is None:
        raise QueryError(
            f"{name}: 后面应为数量 is followed by an amount, not {wanted!r}", hint="fine:>=10000   deadline:<=20工作日"
        )
    unit = match[2].strip() or AMOUNTS[name]
    if unit is None:
        raise QueryError(f"{name}: 缺少单位 the amount names no unit", hint=f"{name}:>={wanted}日   quantity:>=30%")
    return float(number), unit


def _modality(op: str, wanted: str) -> tuple[str, tuple]:
    return (_has("norms", "1"), ()) if wanted == "*" else (_has("norms", "f.modality = ?"), (wanted.lower(),))


def _actor(op: str, wanted: str) -> tuple[str, tuple]:
    return _spoken("norm_spans", "f.role = 'actor'", wanted)


def _group(op: str, wanted: str) -> tuple[str, tuple]:
    return _spoken("entities", "f.label = 'group'", wanted)


def _cites(op: str, wanted: str) -> tuple[str, tuple]:
    """A law by its title or a part of it: 《…》 and 中华人民共和国 make no difference."""
    title = wanted.strip("《》〈〉").removeprefix("中华人民共和国")
    if wanted == "*":
        return _has("entities", "f.label = 'law'"), ()
    return _has("entities", "f.label = 'law' AND instr(coalesce(f.title, f.text), ?) > 0"), (title,)


def _spoken(table: str, where: str, wanted: str) -> tuple[str, tuple]:
    """A fact whose words stand in the clause's text: only clauses with these words are looked into."""
    if wanted == "*":
        return _has(table, where), ()
    exists = f"EXISTS (SELECT 1 FROM {table} f WHERE f.clause = c.key AND {where} AND instr(f.text, ?) > 0)"
    return f"(instr(c.text, ?) > 0 AND {exists})", (wanted, wanted)


def _has(table: str, where: str) -> str:
    """The facts are gone through once, not once for each clause."""
    return f"c.key IN (SELECT f.clause FROM {table} f WHERE {where})"


def wording(name: str, op: str, value: str) -> str | None:
    """What a clause's text must have in it when it has such a fact, folded: lets the index go first. None where that is unknown."""
    return fold(value) if name in ("actor", "group") and op == "=" and value != "*" else None


FACTS: dict[str, Callable[[str, str], tuple[str, tuple]]] = {
    "modality": _modality,
    "actor": _actor,
    "group": _group,
    "cites": _cites,
    **{name: _amount(name) for name in AMOUNTS},
}
