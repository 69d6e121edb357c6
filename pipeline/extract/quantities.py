"""Amounts with their bounds: one grammar of prefix, number, unit, suffix and range.

Reads a clause and the citations, document numbers and dates found before; writes ``Quantity`` spans. The lexer is
``chinese.numerals``, units and bound words are tables beside this module, what looks like an amount and is none is refused in
``quantity_refusals``. Definitions: Civil Code art. 1259 for the bounds unless the document states its own rule.

A number damaged by a lost sign (a private-use character between its digits) yields a quantity without values and with
confidence 0, never a wrong number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.chinese.numerals import LOST, NUMERAL, read, spread
from pipeline.extract import quantity_bounds as bounds
from pipeline.extract.found import Found
from pipeline.extract.quantity_context import per_of, role_and_counted
from pipeline.extract.quantity_masks import masks, past_label
from pipeline.extract.quantity_refusals import refused
from pipeline.extract.quantity_units import (
    FIRST,
    PER_AFTER,
    PER_BEFORE,
    PERCENT,
    PERMILLE,
    PERMYRIAD,
    RATIO,
    UNIT,
    UNITS,
    Unit,
    in_common,
    per_words,
)
from pipeline.model import Clause, Quantity

NUMBER = re.compile(rf"(?P<n>{NUMERAL})(?:(?P<of>分之)(?P<m>{NUMERAL}))?")

_TO = re.compile(r"[ \u3000]?(?:至(?!今|少|多|迟)|到|[-—－–~～―─∼]{1,2})[ \u3000]?")
_SEPARATOR = re.compile(r"[、,，]?(?:且|并且|但|而|至|到)?")
_MORE = re.compile(r"[余多来几](?=[^余多来几])")
_MORE_INSIDE = re.compile(r"个[余多](?=月|百分点|小时|工作日|星期|学时)")
_MORE_AFTER = re.compile(r"[余多](?![种样方重次元人年变式边功数])")
_HALF = re.compile(r"半(?![数径天日年])")
_HALF_MONTH = re.compile(r"个半月")
_EQUAL = re.compile(r"等值(?P<bound>以下)?")
_MINUS = re.compile(r"(?:零下|负|[-－−])$")
_MONTHS = re.compile(rf"[零又]?(?P<n>{NUMERAL})个月")
_MINUTES = re.compile(rf"[零又]?(?P<n>{NUMERAL})分钟?(?![之])")
_JIAO = re.compile(rf"(?P<j>{NUMERAL})[角毛](?:(?P<f>{NUMERAL})分)?|(?P<g>{NUMERAL})分(?!之)")
_FEN = re.compile(rf"(?P<f>{NUMERAL})分(?!之)")
_WHOLE_MONEY = re.compile(r"[整正](?=[^\u4e00-\u9fff]|$)")
_DAMAGED = re.compile(f"[{LOST}]")
_FOLLOW = FIRST | frozenset("余多来几个半以至到-—－–~～―─∼、（( \u3000数内外及之/")
_BY_DENOMINATOR = {100: PERCENT, 1000: PERMILLE, 10000: PERMYRIAD}


@dataclass(slots=True)
class Amount:
    """A number with its unit, before its bounds are known. ``spread`` when the numeral itself is a range (三五年)."""

    start: int
    end: int
    low: float
    high: float
    unit: Unit | None
    numeral: str
    approx: bool = False
    includes: bool | None = None  # （含） or （不含） after it
    damaged: bool = False

    def scaled(self, factor: float) -> None:
        self.low, self.high = _round(self.low * factor), _round(self.high * factor)


def extract(clause: Clause, found: Found) -> list[Quantity]:
    """The quantities of ``clause``, in order, none inside a title, an article label, a document number or a date."""
    text = clause.text
    out: list[Quantity] = []
    closed: list[tuple[int, int]] | None = None
    done = 0
    for match in NUMBER.finditer(text):
        start, end = match.span()
        if start < done or text[end : end + 1] not in _FOLLOW and match["of"] is None:
            continue
        before = text[start - 1] if start else "\n"
        if before == "第":
            done = past_label(text, start)
            continue
        if closed is None:
            closed = masks(text, found)
        if any(a < end and start < b for a, b in closed):
            continue
        quantity = _quantity(text, match, found)
        if quantity is not None:
            done = quantity.end
            if quantity.rule != "base":
                out.append(quantity)
    return out


def _quantity(text: str, match: re.Match[str], found: Found) -> Quantity | None:
    """The quantity whose first number is ``match``, or None."""
    first = _amount(text, match)
    if first is None:
        return None
    start, before = bounds.prefix(text, first.start)
    if first.unit is RATIO and not before and text[start - 1 : start] == "过" and start:  # 过半数, 过三分之二
        start, before = start - 1, [bounds.PREFIXES["超过"]]
    bound = next((b for b in before if b.side in ("low", "high")), None)
    second, second_bound, rule = None, None, "amount"
    end = first.end

    to = _TO.match(text, end) if bound is None or bound.side != "low" else None
    if to and (other := NUMBER.match(text, to.end())):
        second = _amount(text, other)
        if second is not None and _joined(first, second):
            end, second_bound = bounds.suffix(text, second.end, second.unit.dimension)
            end = _included(text, end, second)
            rule = "range"
        else:
            second = None
    if second is None and first.unit is None:
        second_start = _bare_bound(text, first)
        if second_start is None:
            return None
        other = NUMBER.match(text, second_start)
        second = _amount(text, other) if other else None
        if second is None or not _joined(first, second):
            return None
        bound = bounds.SUFFIXES["以上"][0]
        end, second_bound = bounds.suffix(text, second.end, second.unit.dimension)
        end = _included(text, end, second)
        rule = "pair"
    if second is None:
        end, after = bounds.suffix(text, first.end, first.unit.dimension)
        end = _included(text, end, first)
        if after is not None:
            if after.side == "near":
                before.append(after)
            elif bound is None or bound.side == after.side:
                bound = after
            else:
                end = first.end
        if bound is not None and bound.side in ("low", "high"):
            pair = _partner(text, end, first, bound)
            if pair is not None:
                second, second_bound, end = pair
                rule = "pair"
    if second is None and first.unit.dimension == "percent" and bound is not None and bound.side == "low":
        equal = _EQUAL.match(text, end)
        if equal:  # 百分之三十以上等值以下: up to the value itself
            second, second_bound, end, rule = Amount(0, 0, 100, 100, first.unit, ""), None, equal.end(), "pair"

    unit = first.unit
    bounded = bound is not None or second is not None
    if not first.damaged and refused(
        text, first.start, first.end if second is None else second.end, first.numeral, first.low, unit, bounded
    ):
        return None
    return _build(text, start, end, first, second, bound, second_bound, before, rule, found)


def _build(text, start, end, first, second, bound, second_bound, before, rule, found) -> Quantity | None:
    """Put the parts together into a ``Quantity``; the last word on bounds, approximation, per and roles."""
    unit = first.unit
    stated = found.context.bounds_inclusive
    low: float | None
    high: float | None
    low_inclusive = high_inclusive = True
    if second is not None:
        low, high = first.low, second.high
        if bound is not None and rule == "pair":
            low_inclusive = _inclusive(bound, stated)
        if second_bound is not None:
            high_inclusive = _inclusive(second_bound, stated)
        if bound is not None and bound.side == "high" and rule == "pair":  # 一百人以下五十人以上
            low, high, low_inclusive, high_inclusive = second.low, first.high, high_inclusive, low_inclusive
        if first.includes is not None:
            low_inclusive = first.includes
        if second.includes is not None:
            high_inclusive = second.includes
    else:
        if bound is None and first.low == first.high:
            bound = bounds.apart(text, start, unit.dimension)
        low, high = first.low, first.high
        if bound is not None:
            inclusive = _inclusive(bound, stated) if first.includes is None else first.includes
            if bound.side == "low":
                high, high_inclusive, low_inclusive = None, False, inclusive
            else:
                low, low_inclusive, high_inclusive = None, False, inclusive
            rule = "bounded"
    near = any(b.side == "near" for b in before)
    if near and text[start : first.start].endswith("近") and unit.dimension == "duration":  # 近三年 is no approximation
        near, start = False, first.start
    if near and text[start : first.start].endswith("上") and first.numeral[0] not in "百千万":
        near, start = False, first.start
    after = PER_AFTER.match(text, end)
    per: tuple[str, ...] = ()
    if after:
        end, per = after.end(), per_words(after["per"])
    lead = PER_BEFORE.search(text[max(0, start - 16) : start]) if "每" in text[max(0, start - 16) : start] else None
    if lead:
        start -= len(lead[0])
        per = per_words(lead[0]) + per
    elif "每" not in text[max(0, start - 1) : start]:
        per = per_of(text, start) + per
    else:  # 每五年, 每百户: the base of a rate, not an amount
        return Quantity(start, end, text[start:end], "base")
    if first.damaged or (second is not None and second.damaged):
        return Quantity(start, end, text[start:end], "damaged", 0.0, unit=unit.base, dimension=unit.dimension)
    role, counted = role_and_counted(text, start, end, unit, bound is not None and bound.side, rule)
    return Quantity(
        start,
        end,
        text[start:end],
        rule,
        1.0 if low is None or high is None or low <= high else 0.5,
        low,
        high,
        low is not None and low_inclusive,
        high is not None and high_inclusive,
        unit.base,
        near or first.approx or (second is not None and second.approx),
        per,
        unit.dimension,
        counted,
        role,
    )


def _inclusive(bound: bounds.Bound, stated: bool | None) -> bool:
    return stated if bound.stated and stated is not None else bound.inclusive


def _amount(text: str, match: re.Match[str]) -> Amount | None:
    """The number at ``match`` with the unit after it; ``unit`` None for a bare number."""
    numeral = match["n"]
    start, end = match.span()
    if match["of"]:
        return _fraction(text, match)
    if numeral == "半" and text[end : end + 1] == "数":
        return Amount(start, end + 1, 0.5, 0.5, RATIO, "半数")
    damaged = bool(_DAMAGED.search(numeral)) or bool(start and _DAMAGED.match(text[start - 1]))
    number = (0, False) if damaged else read(numeral)
    scale = 1
    if number is None and (range_ := spread(numeral)):
        low, high = range_
        approx = True
    elif number is None:
        number, scale, end = _unit_in_number(text, numeral, end)
        if number is None:
            return None
        low = high = number[0]
        approx = number[1]
    elif numeral[-1:] in "千兆" and len(numeral) > 1 and _split(text, numeral, end):
        number = read(numeral[:-1])
        end -= 1
        if number is None:
            return None
        low = high = number[0]
        approx = number[1]
    else:
        low = high = number[0]
        approx = number[1]
        if len(numeral) == 2 and (range_ := spread(numeral)):
            (low, high), approx = range_, True
    sign = _MINUS.search(text[max(0, start - 2) : start])
    amount = Amount(start, end, low * scale, high * scale, None, numeral, approx, damaged=damaged)
    half = _HALF_MONTH.match(text, end)
    if half:
        amount.low += 0.5
        amount.high += 0.5
        amount.end, amount.unit = half.end(), UNITS["个月"]
        return amount
    more = _MORE.match(text, end)
    if more is None:
        more = _MORE_INSIDE.match(text, end)
    unit = UNIT.match(text, more.end() if more else end)
    if unit is None:
        return None if more else amount
    amount.unit = UNITS[unit["unit"]]
    amount.approx = approx or more is not None
    amount.end = unit.end()
    amount.scaled(amount.unit.factor)
    if sign and amount.unit.base in ("℃", "度", "%", "米"):
        if len(sign[0]) != 1 or sign[0] == "负" or not (start > 1 and text[start - 2].isdecimal()):
            amount.start -= len(sign[0])
            amount.low, amount.high = -amount.low, -amount.high
    _tail(text, amount)
    return amount


def _split(text: str, numeral: str, end: int) -> bool:
    """Whether the last character of the numeral belongs to the unit: 5千克, 30万千瓦, 50兆帕."""
    unit = UNIT.match(text, end - 1)
    if unit is None or unit["unit"][0] != numeral[-1]:
        return False
    return unit["unit"] != "千米" or numeral[0].isdecimal()


def _unit_in_number(text: str, numeral: str, end: int):
    """五十千克 is no numeral as a whole; 五十 is one."""
    if numeral[-1:] in "千兆" and _split(text, numeral, end):
        return read(numeral[:-1]), 1, end - 1
    return None, 1, end


def _fraction(text: str, match: re.Match[str]) -> Amount | None:
    """百分之三十 (30 %), 千分之五 (5 ‰), 三分之二 (a ratio)."""
    below = read("一" + match["n"] if match["n"] in ("百", "千", "万") else match["n"])
    above = read(match["m"])
    start, end = match.span()
    damaged = bool(_DAMAGED.search(match[0]))
    if below is None or above is None or not below[0]:
        return Amount(start, end, 0, 0, RATIO, match[0], damaged=True) if damaged else None
    unit = _BY_DENOMINATOR.get(below[0]) if match["n"][-1] in "百千万佰仟" else None
    if unit is None:
        value = above[0] / below[0]
        amount = Amount(start, end, value, value, RATIO, match[0], above[1])
    else:
        amount = Amount(start, end, above[0], above[0], unit, match[0], above[1])
    point = UNIT.match(text, end)
    if unit is not None and point and point["unit"] == "点":
        amount.end = point.end()
    more = _MORE_AFTER.match(text, amount.end)
    if more:
        amount.end, amount.approx = more.end(), True
    amount.end = _included(text, amount.end, amount)
    return amount


def _tail(text: str, amount: Amount) -> None:
    """What may follow a unit: 半, a smaller unit (五元三角, 一年六个月), 多, （含）."""
    unit, at = amount.unit, amount.end
    if unit.base == "元" and unit.factor == 1:
        _small_money(text, amount)
    elif unit.base == "年" and unit.name == "年":
        months = _MONTHS.match(text, at)
        extra = read(months["n"]) if months else None
        if extra:
            amount.scaled(12)
            amount.low += extra[0]
            amount.high += extra[0]
            amount.unit, amount.end = UNITS["个月"], months.end()
    elif unit.base == "小时":
        minutes = _MINUTES.match(text, at)
        extra = read(minutes["n"]) if minutes else None
        if extra:
            amount.scaled(60)
            amount.low += extra[0]
            amount.high += extra[0]
            amount.unit, amount.end = UNITS["分钟"], minutes.end()
    if unit.dimension in ("duration", "ratio", "weight", "percent", "length") and (half := _HALF.match(text, amount.end)):
        step = 5 if unit.name == "成" else 0.5
        amount.low += step
        amount.high += step
        amount.end = half.end()
    if more := _MORE_AFTER.match(text, amount.end):
        if unit.dimension in ("duration", "money", "length", "weight", "area"):
            amount.end, amount.approx = more.end(), True
    amount.end = _included(text, amount.end, amount)


def _small_money(text: str, amount: Amount) -> None:
    small = _JIAO.match(text, amount.end)
    if small:
        jiao, fen = (read(small[g]) if small[g] else (0, False) for g in ("j", "f"))
        if small["g"]:
            fen = read(small["g"])
        if jiao and fen:
            amount.low = amount.high = _round(amount.low + jiao[0] / 10 + fen[0] / 100)
            amount.end = small.end()
    if whole := _WHOLE_MONEY.match(text, amount.end):
        amount.end = whole.end()


def _included(text: str, at: int, amount: Amount) -> int:
    """（含）or（不含）at ``at``: sets ``includes``, returns where the amount ends now."""
    match = bounds.INCLUDED.match(text, at)
    if not match:
        return at
    amount.includes = match["without"] is None
    return match.end()


def _joined(first: Amount, second: Amount) -> bool:
    """Give both amounts one unit, if they can share one and are in order."""
    if second.unit is None:
        if first.unit in (PERCENT, PERMILLE, PERMYRIAD) and "分之" in first.numeral:
            second.unit = first.unit
        else:
            return False
    if first.unit is None:
        if "分之" in second.numeral and "分之" not in first.numeral:
            return False
        first.unit = second.unit
        scale = _shared_scale(first.numeral, second.numeral)
        if scale:
            first.scaled(scale)
        first.scaled(second.unit.factor)
    shared = in_common(first.unit, second.unit)
    if shared is None:
        return False
    unit, one, other = shared
    if first.unit.base != second.unit.base:
        first.scaled(one)
        second.scaled(other)
    first.unit = second.unit = unit
    return first.low <= second.high or first.damaged or second.damaged


def _shared_scale(first: str, second: str) -> int:
    """10-20万元: the scale of the second number is meant for the first as well."""
    scale = {"万": 10**4, "亿": 10**8}.get(second[-1])
    if not scale or any(c in first for c in "万亿"):
        return 0
    one, other = read(first), read(second)
    return scale if one and other and one[0] < other[0] / scale else 0


def _bare_bound(text: str, first: Amount) -> int | None:
    """Where the second number of 五百以上二千元以下 begins."""
    match = _BARE_PAIR.match(text, first.end)
    return match.end() if match else None


_BARE_PAIR = re.compile(r"以上[、,，]?(?:至|到|不足|不满)?")


def _partner(text: str, at: int, first: Amount, bound: bounds.Bound):
    """The other end of a pair: …以上…以下, 满…不满…, 超过…不超过…; None when nothing fits."""
    begin = _SEPARATOR.match(text, at).end()
    lead = bounds.PREFIX.match(text, begin)
    lead_bound = bounds.PREFIXES[lead[0]] if lead else None
    if lead_bound is not None and lead_bound.side not in ("low", "high"):
        lead_bound = None
    match = NUMBER.match(text, lead.end() if lead else begin)
    if match is None:
        return None
    second = _amount(text, match)
    if second is None or second.unit is None or first.unit is None:
        return None
    before = (first.low, first.high, first.unit)
    other = "high" if bound.side == "low" else "low"
    end, after = bounds.suffix(text, second.end, second.unit.dimension)
    end = _included(text, end, second)
    second_bound = lead_bound or after
    if second_bound is None and text[begin - 1 : begin] in ("至", "到"):
        second_bound = bounds.Bound(other, True)
    if second_bound is not None and second_bound.side == other:
        one, two = (first, second) if bound.side == "low" else (second, first)
        if _joined(one, two):
            return second, second_bound, end
    first.low, first.high, first.unit = before
    return None


def _round(number: float) -> float:
    """Keep whole numbers whole and decimals as written (1.1 × 10 is 11)."""
    if isinstance(number, int):
        return number
    number = round(number, 9)
    return int(number) if number.is_integer() else number
