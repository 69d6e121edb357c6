"""Amounts with their bounds and ranges: ``[prefix] amount [suffix]``, two of them as one range or pair.

``parse`` reads the text at one number and says which closed or open interval is written there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.extract import quantity_bounds as bounds
from pipeline.extract.quantity_amounts import NUMBER, Amount, amount, included, join
from pipeline.extract.quantity_bounds import Bound
from pipeline.extract.quantity_units import BARE, CURRENCY_BEFORE, PERCENT, RATIO, UNITS

_TO = re.compile(r"[ \u3000]?(?:至(?!今|少|多|迟)|到|[-—－–~～―─∼]{1,2})[ \u3000]?")
_AND = re.compile(r"[和与及]")
_BETWEEN = re.compile(r"之?间(?![隔接距歇])")
_SEPARATOR = re.compile(r"[、,，]?(?:且|并且|并|但|而|至|到|的同时)?")
_BARE_ABOVE = re.compile(r"以上[、,，]?(?:至|到|不足|不满)?")
_BARE_END = re.compile(r"[，。；;、？！）)\s]|$|的|且|并|但")
_MINUS = ("-", "－", "−", "负")
_EQUAL = re.compile(r"等值(?:以下)?")
_UP_TO = Bound("high", True)
_SHARED_POINTS = re.compile(r"(?:[、和与及][0-9０-９.．]+个){1,6}百分点")
_LARGE = 100  # a smaller bare number with 以上 is a grade or a place (五以上)


@dataclass(slots=True)
class Parsed:
    """What is written at a number: the outer offsets, one or two amounts, the bound of each."""

    start: int
    end: int
    first: Amount
    bound: Bound | None = None  # of the first amount
    second: Amount | None = None
    second_bound: Bound | None = None
    rule: str = "amount"
    near: list[str] = field(default_factory=list)  # words that make it approximate

    @property
    def bounded(self) -> bool:
        return self.bound is not None or self.second is not None


def parse(text: str, match: re.Match[str], floor: int = 0) -> Parsed | None:
    """The amount, bounded amount or range at the number ``match``, its prefix not before ``floor``; None when there is none."""
    first = amount(text, match)
    if first is None:
        return None
    if first.unit is not None and first.unit.base == "个" and _SHARED_POINTS.match(text, first.end):
        first.unit = UNITS["百分点"]  # 31.1个和26.3个百分点
    start, words = bounds.prefix(text, first.start, floor)
    parsed = Parsed(start, first.end, first)
    parsed.near = [word for word in words if bounds.PREFIXES[word].side == "near"]
    parsed.bound = next((bounds.PREFIXES[word] for word in words if bounds.PREFIXES[word].side in ("low", "high")), None)
    if first.unit is RATIO and not words and start > floor and text[start - 1] == "过":  # 过半数, 过三分之二
        parsed.start, parsed.bound = start - 1, bounds.PREFIXES["超过"]
    if not (_range(text, parsed) or _bare_pair(text, parsed) or _bounded(text, parsed) or _bare(text, parsed)):
        return None
    _currency(words, parsed)
    return parsed


def _range(text: str, parsed: Parsed) -> bool:
    """三至五年, 30-50%, 1万元（含）至5万元（不含）, 20和30之间."""
    to = _TO.match(text, parsed.first.end)
    between = None if to else _AND.match(text, parsed.first.end)
    link = to or between
    match = NUMBER.match(text, link.end()) if link else None
    signed = bool(link) and match is None and text[link.end() : link.end() + 1] in _MINUS
    if signed:  # -5℃至-2℃
        match = NUMBER.match(text, link.end() + 1)
    second = amount(text, match, signed) if match else None
    if second is None:
        return False
    if between and not _BETWEEN.match(text, second.end):
        return False
    if parsed.first.unit is None and second.unit is None:
        if not _BETWEEN.match(text, second.end) or parsed.first.low > second.high:
            return False
        parsed.first.unit = second.unit = BARE
        parsed.second, parsed.end, parsed.rule = second, second.end, "bare"
        return True
    begin = parsed.first.start
    if not join(parsed.first, second):
        return False
    parsed.start -= begin - parsed.first.start
    end, parsed.second_bound = bounds.suffix(text, second.end, second.unit.dimension)
    parsed.end = included(text, end, second)
    parsed.second, parsed.rule = second, "range"
    return True


def _bare_pair(text: str, parsed: Parsed) -> bool:
    """五百以上二千元以下: the unit stands only at the second number."""
    if parsed.first.unit is not None:
        return False
    above = _BARE_ABOVE.match(text, parsed.first.end)
    match = NUMBER.match(text, above.end()) if above else None
    second = amount(text, match) if match else None
    if second is None or not join(parsed.first, second):
        return False
    end, parsed.second_bound = bounds.suffix(text, second.end, second.unit.dimension)
    parsed.end = included(text, end, second)
    parsed.bound, parsed.second, parsed.rule = bounds.SUFFIXES["以上"][0], second, "pair"
    return True


def _bounded(text: str, parsed: Parsed) -> bool:
    """One amount with the bound word after it, and its partner if one follows."""
    first = parsed.first
    if first.unit is None:
        return False
    end, after = bounds.suffix(text, first.end, first.unit.dimension)
    if after is not None:
        if after.side == "near":
            parsed.near.append(text[first.end : end])
        elif parsed.bound is None or parsed.bound.side == after.side:
            parsed.bound = after
        else:
            end = first.end
    parsed.end = included(text, end, first)
    if parsed.bound is not None:
        _partner(text, parsed)
    return True


def _partner(text: str, parsed: Parsed) -> None:
    """The other end of a pair: …以上…以下, 满…不满…, 超过…不超过…, …以上等值以下."""
    first, bound = parsed.first, parsed.bound
    if first.unit is PERCENT and bound.side == "low" and (equal := _EQUAL.match(text, parsed.end)):
        parsed.second = Amount(equal.start(), equal.end(), 100, 100, PERCENT, "等值")
        parsed.second_bound, parsed.end, parsed.rule = _UP_TO, equal.end(), "pair"
        return
    begin = _SEPARATOR.match(text, parsed.end).end()
    lead = bounds.PREFIX.match(text, begin)
    match = NUMBER.match(text, lead.end() if lead else begin)
    second = amount(text, match) if match else None
    if second is not None and second.unit is None and first.unit.dimension == "money" and text.startswith("以下", second.end):
        second.unit = first.unit  # 一万元以上十万以下
    if second is None or second.unit is None:
        return
    end, after = bounds.suffix(text, second.end, second.unit.dimension)
    end = included(text, end, second)
    second_bound = bounds.PREFIXES[lead[0]] if lead else after
    if second_bound is None and begin > parsed.end and text[begin - 1] in "至到":
        second_bound = _UP_TO
    if second_bound is None or {bound.side, second_bound.side} != {"low", "high"}:
        return
    if join(*((first, second) if bound.side == "low" else (second, first))):
        parsed.second, parsed.second_bound, parsed.end, parsed.rule = second, second_bound, end, "pair"


def _bare(text: str, parsed: Parsed) -> bool:
    """不低于1.5, ≥0.6, 大于50且小于80: a number that only its bound word makes an amount (a plot ratio, a coefficient)."""
    first = parsed.first
    if first.unit is not None or first.damaged:
        return False
    if parsed.bound is None:
        return _bare_suffix(text, parsed)
    if not _bare_end(text, first.end):
        return False
    first.unit, parsed.rule = BARE, "bare"
    begin = _SEPARATOR.match(text, first.end).end()
    lead = bounds.PREFIX.match(text, begin)
    match = NUMBER.match(text, lead.end()) if lead else None
    second = amount(text, match) if match else None
    if second is None or second.unit is not None or not _bare_end(text, second.end):
        return True
    if parsed.bound.side == "low" and bounds.PREFIXES[lead[0]].side == "high" and first.low <= second.high:
        second.unit = BARE
        parsed.second, parsed.second_bound, parsed.end = second, bounds.PREFIXES[lead[0]], second.end
    return True


def _bare_suffix(text: str, parsed: Parsed) -> bool:
    """人口五十万以上, 累计三千以上的, 十万以上二十万以下: a large or a decimal number that only the bound behind it makes an amount."""
    first = parsed.first
    if first.low < _LARGE and first.low == int(first.low):
        return False
    end, bound = bounds.suffix(text, first.end, BARE.dimension)
    if bound is None or bound.side == "near":
        return False
    lead = bounds.PREFIX.match(text, end)
    match = NUMBER.match(text, lead.end() if lead else end)
    second = amount(text, match) if match else None
    if second is not None and second.unit is None and first.low <= second.high:
        last, after = bounds.suffix(text, second.end, BARE.dimension)
        after = bounds.PREFIXES[lead[0]] if lead else after
        if after is not None and after.side == "high" and bound.side == "low":
            parsed.second, parsed.second_bound, end = second, after, last
            second.unit = BARE
    if parsed.second is None and not _bare_end(text, end):
        return False
    first.unit, parsed.bound, parsed.end, parsed.rule = BARE, bound, end, "bare"
    return True


def _bare_end(text: str, at: int) -> bool:
    return bool(_BARE_END.match(text, at) or bounds.PREFIX.match(text, at))


def _currency(words: list[str], parsed: Parsed) -> None:
    """港币三千元 is 3000 港元."""
    for word in words:
        if word in CURRENCY_BEFORE and parsed.first.unit.base == "元":
            parsed.first.unit = UNITS[CURRENCY_BEFORE[word]]
