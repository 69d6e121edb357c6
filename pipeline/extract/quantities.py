"""Amounts with their bounds: one grammar of prefix, number, unit, suffix and range.

Reads a clause and the citations, document numbers and dates found before; writes ``Quantity`` spans. The lexer of numerals is
``chinese.numerals``; units, bound words and names are tables beside this module (``data/units.csv``, ``quantity_bounds``,
``data/number_names.txt``); what looks like an amount and is none is refused in ``quantity_refusals``.

A number damaged by a lost sign (a private-use character among its digits, mostly a decimal point) becomes a quantity without
values, of rule ``damaged`` and confidence 0: never a wrong number.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.extract import quantity_bounds as bounds
from pipeline.extract import quantity_periods as periods
from pipeline.extract import quantity_rates as rates
from pipeline.extract.found import Found
from pipeline.extract.inclusion import stated
from pipeline.extract.masks import Closed, masks, past_label
from pipeline.extract.quantity_amounts import NUMBER
from pipeline.extract.quantity_grammar import Parsed, parse
from pipeline.extract.quantity_needs import Candidate
from pipeline.extract.quantity_refusals import refused
from pipeline.extract.quantity_roles import role_and_counted
from pipeline.extract.quantity_units import FIRST, UNITS, Unit
from pipeline.extract.workdays import WorkingDays
from pipeline.model import Clause, Quantity

_FOLLOW = FIRST | frozenset("余多来几个半以至到-—－–~～―─∼、（( \u3000数和与及内外之/:：∶")
"""What may stand right behind the number of an amount; anything else needs no closer look."""

_CONFIDENCE = {"bare": 0.7}
_DETENTION = ("拘留", "的拘留", "行政拘留", "以下拘留")
"""Days of detention are calendar days whatever a text says of its time limits."""


def extract(clause: Clause, found: Found) -> list[Quantity]:
    """The quantities of ``clause``, in order, none inside a title, an article label, a document number or a date."""
    text = clause.text
    out: list[Quantity] = []
    closed: Closed | None = None
    done = taken = 0  # ends of the last amount read, and of the last one kept: the base of a rate is free for the next
    rules = found.context.bounds
    if "本数" in text:
        rules = {**rules, **stated(text, here=True)}
    for match in NUMBER.finditer(text):
        start, end = match.span()
        if start < done:
            continue
        before = text[start - 1] if start else "\n"
        if before == "第":
            done = past_label(text, start)
            continue
        if text[end : end + 1] not in _FOLLOW and before not in bounds.LAST and match["of"] is None:
            continue
        if closed is None:
            closed = masks(text, found)
        if closed.touches(start, end):
            continue
        floor = max(done, closed.end_before(start))
        parsed = parse(text, match, floor)
        if parsed is None or closed.touches(parsed.start, parsed.end) or _refused(text, parsed):
            continue
        if rates.is_base(text, parsed):
            done = parsed.end
            continue
        quantity = _quantity(text, parsed, rules, max(taken, closed.end_before(start)), found.context.working_days)
        done = taken = quantity.end
        out.append(quantity)
    return periods.assign(clause, found, out) if out else out


def _refused(text: str, parsed: Parsed) -> bool:
    first, last = parsed.first, parsed.second or parsed.first
    if first.damaged:
        return False
    return refused(Candidate(text, first.start, last.end, first.numeral, first.low, first.unit, parsed.bounded))


def _quantity(text: str, parsed: Parsed, rules: Mapping[str, bool], floor: int, days: WorkingDays | None) -> Quantity:
    """The parts put together; the last word on the interval, approximation, rate base, role."""
    start, end = parsed.start, parsed.end
    unit = parsed.first.unit
    approx, start = _approximate(text, parsed, start)
    start, end, per = rates.attach(text, start, end, floor)
    per += parsed.first.per or (parsed.second.per if parsed.second else ())
    if parsed.first.damaged or (parsed.second is not None and parsed.second.damaged):
        return Quantity(
            start,
            end,
            text[start:end],
            "damaged",
            0.0,
            unit=unit.base if unit else "",
            dimension=unit.dimension if unit else "other",
        )
    low, high, low_inclusive, high_inclusive, rule = _interval(text, parsed, rules)
    role, counted = role_and_counted(text, start, end, unit, low, high)
    if days is not None and unit.base == "日" and not text.startswith(_DETENTION, end):
        unit = _working(unit, low, high, days)
    return Quantity(
        start,
        end,
        text[start:end],
        rule,
        _CONFIDENCE.get(rule, 1.0),
        low,
        high,
        low_inclusive,
        high_inclusive,
        unit.base,
        approx,
        per,
        unit.dimension,
        counted,
        role,
        anchor=periods.anchor(text, start, end, unit.dimension),
    )


def _working(unit: Unit, low: float | None, high: float | None, days: WorkingDays) -> Unit:
    """The unit of so many 日 in a text that says which of them are working days."""
    return UNITS["工作日"] if all(days.means(n) for n in (low, high) if n is not None) else unit


def _interval(text: str, parsed: Parsed, rules: Mapping[str, bool]) -> tuple[float | None, float | None, bool, bool, str]:
    """Low, high, whether each is included, and the rule. ``rules``: the text's own on 以上 and 以下."""
    first, second, bound = parsed.first, parsed.second, parsed.bound
    if second is not None:
        lower = bound if bound is not None and (bound.side == "low" or parsed.rule == "pair") else None  # 超过5万元至10万元
        inclusive = _included(first.includes, lower, rules)
        second_inclusive = _included(second.includes, parsed.second_bound, rules)
        if bound is not None and bound.side == "high" and parsed.rule == "pair":  # 一百人以下五十人以上
            return second.low, first.high, second_inclusive, inclusive, "pair"
        return first.low, second.high, inclusive, second_inclusive, parsed.rule
    if bound is None and first.low == first.high:
        bound = bounds.behind(text, parsed.end) or bounds.apart(text, parsed.start, first.unit.dimension)
    if bound is None:
        return first.low, first.high, True, True, parsed.rule
    inclusive = _included(first.includes, bound, rules)
    rule = "bare" if parsed.rule == "bare" else "bounded"
    if bound.side == "low":
        return first.low, None, inclusive, False, rule
    return None, first.high, False, inclusive, rule


def _included(written: bool | None, bound: bounds.Bound | None, rules: Mapping[str, bool]) -> bool:
    """（含） and （不含） win, then the document's own rule, then the bound word's."""
    if written is not None:
        return written
    if bound is None:
        return True
    return rules.get(bound.word, bound.inclusive)


def _approximate(text: str, parsed: Parsed, start: int) -> tuple[bool, int]:
    """Whether the amount is approximate, and its start: 近三年 and 上三年 are exact and begin at the number."""
    near = bool(parsed.near)
    word = text[start : parsed.first.start]
    duration = parsed.first.unit is not None and parsed.first.unit.dimension == "duration"
    if (word == "近" and duration) or (word == "上" and parsed.first.numeral[0] not in "百千万"):
        near, start = False, parsed.first.start
    return near or parsed.first.approx or (parsed.second is not None and parsed.second.approx), start
