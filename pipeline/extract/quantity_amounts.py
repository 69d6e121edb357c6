"""A number with its unit, before its bounds are known: 1.2亿元, 百分之三十, 三分之二, 一年六个月, 五元三角, 三五年, 8个多百分点."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.chinese.numerals import LOST, NUMERAL, read, spread
from pipeline.extract.quantity_bounds import INCLUDED
from pipeline.extract.quantity_units import (
    PATTERN,
    PER_AFTER,
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

NUMBER = re.compile(rf"(?P<n>{NUMERAL})(?:(?P<of>分之)(?P<m>{NUMERAL}))?")
"""What the scan for amounts stops at: a numeral or a fraction."""

_MORE = re.compile(r"[余多来几](?=[^余多来几])")
_MORE_INSIDE = re.compile(r"个[余多](?=月|百分点|小时|工作日|星期|学时)")
_MORE_AFTER = re.compile(r"[余多](?![种样方重次元人年变式边功数])")
_MORE_DIMENSIONS = frozenset("duration money length weight area".split())
_HALF = re.compile(r"半(?![数径天日年])")
_HALF_DIMENSIONS = frozenset("duration ratio weight percent length".split())
_HALF_MONTH = re.compile(r"个半月")
_HALF_NUMBER = re.compile(r"半数|一半")
_OTHER_HALF = frozenset("另前后多这那")
_MINUS = re.compile(r"(?:零下|负|(?<![0-9０-９%％℃])[-－−])$")
_SIGNED_BASES = frozenset(("℃", "度", "%", "米"))
_SHARE = re.compile(r"(?P<a>[1-9][0-9]?)/(?P<b>[1-9][0-9]?)(?![0-9/年月.])(?=以[上下]|[，。；的、）)]|$)")
_SHARE_BEFORE = frozenset("0123456789/年月.·-")
_PROPORTION = re.compile(r"(?P<a>[0-9]{1,3}(?:\.[0-9]+)?)[:：∶](?P<b>[0-9]{1,3}(?:\.[0-9]+)?)(?![0-9:：∶])")
_PROPORTION_BEFORE = re.compile(r"比例(?:[为是按]|按照|达到)?$")
_PROPORTION_AFTER = re.compile(r"的?(?:分成|配套|出资)?比例")
_LOST = re.compile(f"[{LOST}]")
_MONTHS = re.compile(rf"[零又]?(?P<n>{NUMERAL})个月")
_MINUTES = re.compile(rf"[零又]?(?P<n>{NUMERAL})分钟?(?!之)")
_CENTS = re.compile(rf"(?:(?P<jiao>{NUMERAL})角)?(?:(?P<fen>{NUMERAL})分(?!之))?钱?")
_OTHER_UNIT = re.compile(rf"[（(](?:{PATTERN})[）)]")
"""二百张（枚）, 100台（套）."""
_WHOLE_MONEY = re.compile(r"[整正](?=[^\u4e00-\u9fff]|$)")
_BY_DENOMINATOR = {100: PERCENT, 1000: PERMILLE, 10000: PERMYRIAD}
_SCALED = {"万": 10**4, "亿": 10**8, "千": 1000, "仟": 1000, "百": 100}


@dataclass(slots=True)
class Amount:
    """``low`` and ``high`` differ only when the numeral itself is a range (三五年). ``unit`` None: a bare number."""

    start: int
    end: int
    low: float
    high: float
    unit: Unit | None
    numeral: str
    approx: bool = False
    includes: bool | None = None  # （含） or （不含） after it
    per: tuple[str, ...] = ()  # /人·年 after it
    minus: int = 0  # length of a minus sign before a bare number
    damaged: bool = False  # a sign was lost among the digits: the value is not known

    def scale(self, factor: float) -> None:
        self.low, self.high = tidy(self.low * factor), tidy(self.high * factor)

    def add(self, more: float) -> None:
        self.low, self.high = tidy(self.low + more), tidy(self.high + more)


def tidy(number: float) -> float:
    """Whole numbers whole, decimals as written (2.4 × 10000 is 24000).

    >>> tidy(2.4 * 10000), tidy(0.1 + 0.2)
    (24000, 0.3)
    """
    if isinstance(number, int):
        return number
    rounded = float(f"{number:.15g}")
    return int(rounded) if rounded.is_integer() else rounded


def included(text: str, at: int, amount: Amount) -> int:
    """（含）or（不含）at ``at``: sets ``includes``, returns where the amount ends now."""
    match = INCLUDED.match(text, at)
    if not match:
        return at
    amount.includes = match["without"] is None
    return match.end()


def amount(text: str, match: re.Match[str], signed: bool = True) -> Amount | None:
    """The amount whose number is ``match`` of ``NUMBER``; None when it has no value or no fitting unit.

    ``signed`` False: a dash before it joins a range and is no minus.
    """
    if match["of"]:
        return _fraction(text, match)
    start, end = match.span()
    numeral = match["n"]
    return _share(text, start, end) or _measured(text, start, end, numeral, signed)


def _fraction(text: str, match: re.Match[str]) -> Amount | None:
    """百分之三十 (30 %), 千分之五 (5 ‰), 三分之二 (a ratio)."""
    start, end = match.span()
    if _LOST.search(match[0]):
        return Amount(start, end, 0, 0, PERCENT, match[0], damaged=True)
    below = read("一" + match["n"] if match["n"] in ("百", "千", "万") else match["n"])
    above = read(match["m"])
    if below is None or above is None or not below[0]:
        return None
    unit = _BY_DENOMINATOR.get(below[0]) if match["n"][-1] in "百千万佰仟" else None
    value = above[0] if unit else above[0] / below[0]
    found = Amount(start, end, value, value, unit or RATIO, match[0], above[1])
    more = _MORE_AFTER.match(text, end)
    if more:
        found.end, found.approx = more.end(), True
    found.end = included(text, found.end, found)
    return found


def _share(text: str, start: int, end: int) -> Amount | None:
    """半数, 一半, 2/3, 比例为1∶1 as ratios."""
    half = _HALF_NUMBER.match(text, start)
    if half:
        if half[0] == "一半" and text[start - 1 : start] in _OTHER_HALF:
            return None
        return Amount(start, half.end(), 0.5, 0.5, RATIO, half[0])
    sign = text[end : end + 1]
    share = None
    if sign == "/" and text[start - 1 : start] not in _SHARE_BEFORE:
        share = _SHARE.match(text, start)
    elif sign and sign in ":：∶":
        share = _PROPORTION.match(text, start)
        near = share and (
            _PROPORTION_BEFORE.search(text[max(0, start - 5) : start]) or _PROPORTION_AFTER.match(text, share.end())
        )
        share = share if near else None
    if share is None or not float(share["b"]):
        return None
    value = tidy(float(share["a"]) / float(share["b"]))
    return Amount(start, share.end(), value, value, RATIO, share[0])


def _measured(text: str, start: int, end: int, numeral: str, signed: bool) -> Amount | None:
    """A numeral and the unit after it, with what stands between and behind: 30余项, 8个多百分点, 三个半月."""
    found = _number(text, start, end, numeral)
    if found is None:
        return None
    if half := _HALF_MONTH.match(text, found.end):
        found.add(0.5)
        found.end, found.unit = half.end(), UNITS["个月"]
        return found
    more = _MORE.match(text, found.end) or _MORE_INSIDE.match(text, found.end)
    sign = _MINUS.search(text[max(0, start - 2) : start]) if signed else None
    found.minus = len(sign[0]) if sign else 0
    unit = UNIT.match(text, more.end() if more else found.end)
    if unit is None:
        return None if more else found
    found.unit = UNITS[unit["unit"]]
    found.approx = found.approx or more is not None
    found.end = unit.end()
    if unit["unit"] == "折" and (read(numeral) or (0, False))[0] > 10:  # 七五折 is 75 %, 八折 80 %
        found.low = found.high = read(numeral)[0]
    else:
        found.scale(found.unit.factor)
    _negate(found)
    _tail(text, found)
    return found


def _negate(found: Amount) -> None:
    """Take the minus sign in, where a measure can be negative."""
    if found.minus and found.unit.base in _SIGNED_BASES:
        found.start -= found.minus
        found.low, found.high = -found.high, -found.low
    found.minus = 0


def _number(text: str, start: int, end: int, numeral: str) -> Amount | None:
    """The number alone. 千 and 兆 at its end may belong to the unit (5千克); a lone l is a misread 1."""
    if numeral[0] == "l":
        numeral = "1" + numeral[1:]
    if _LOST.search(numeral) or (start and _LOST.match(text[start - 1])) or _LOST.match(text[end : end + 1]):
        return Amount(start, end, 0, 0, None, numeral, damaged=True)
    if ends := spread(numeral):
        return Amount(start, end, *ends, None, numeral, True)
    if numeral[-1] in "千兆" and _splits(text, numeral, end):
        numeral, end = numeral[:-1], end - 1
    number = read(numeral)
    return None if number is None else Amount(start, end, number[0], number[0], None, numeral, number[1])


def _splits(text: str, numeral: str, end: int) -> bool:
    """Whether the last character of the numeral belongs to the unit: 5千克, 30万千瓦, 50兆帕; 一千米 is 1000 米."""
    unit = UNIT.match(text, end - 1)
    if unit is None or unit["unit"][0] != numeral[-1]:
        return False
    return unit["unit"] != "千米" or numeral[0].isdecimal()


def _tail(text: str, found: Amount) -> None:
    """What may follow a unit: a smaller unit, 半, 多, （含）, /年."""
    unit = found.unit
    if unit.base == "元" or unit.name == "角":
        _small_money(text, found)
    elif unit.name == "年":
        _smaller(text, found, _MONTHS, "个月", 12)
    elif unit.base == "小时":
        _smaller(text, found, _MINUTES, "分钟", 60)
    if unit.dimension == "count" and (other := _OTHER_UNIT.match(text, found.end)):
        found.end = other.end()
    if unit.dimension in _HALF_DIMENSIONS and (half := _HALF.match(text, found.end)):
        found.add(found.unit.factor / 2)
        found.end = half.end()
    if unit.dimension in _MORE_DIMENSIONS and (more := _MORE_AFTER.match(text, found.end)):
        found.end, found.approx = more.end(), True
    found.end = included(text, found.end, found)
    if per := PER_AFTER.match(text, found.end):
        found.end, found.per = per.end(), per_words(per["per"])


def _smaller(text: str, found: Amount, pattern: re.Pattern[str], unit: str, factor: int) -> None:
    """一年六个月 → 18 月, 2小时30分 → 150 分钟."""
    match = pattern.match(text, found.end)
    number = read(match["n"]) if match else None
    if number:
        found.scale(factor)
        found.add(number[0])
        found.unit, found.end = UNITS[unit], match.end()


def _small_money(text: str, found: Amount) -> None:
    """五元三角二分 → 5.32 元, 壹佰元整 → 100 元."""
    match = _CENTS.match(text, found.end)
    if match["jiao"] or match["fen"]:
        parts = [read(match[name]) if match[name] else (0, False) for name in ("jiao", "fen")]
        if all(parts):
            found.add(parts[0][0] / 10 + parts[1][0] / 100)
            found.end = match.end()
    if whole := _WHOLE_MONEY.match(text, found.end):
        found.end = whole.end()


def join(first: Amount, second: Amount) -> bool:
    """Give the two ends of a range one unit; False, and both unchanged, when they share none or are out of order."""
    one, other = first.unit, second.unit
    scale = 1
    if other is None:
        if one not in (PERCENT, PERMILLE, PERMYRIAD) or "分之" not in first.numeral:  # 百分之三十至五十
            return False
        other = one
    elif one is None:
        if "分之" in second.numeral:
            return False
        one, scale = other, _shared_scale(first.numeral, second.numeral) * other.factor
    shared = in_common(one, other)
    if shared is None:
        return False
    unit, by, by_other = shared
    if one.base == other.base:
        by = by_other = 1
    low = tidy(first.low * scale * by)
    if first.minus and unit.base in _SIGNED_BASES:
        low = -low
    if low > tidy(second.high * by_other) and not (first.damaged or second.damaged):
        return False
    first.scale(scale * by)
    second.scale(by_other)
    first.unit = second.unit = unit
    _negate(first)
    return True


def _shared_scale(first: str, second: str) -> int:
    """10-20万元: the scale of the second number is meant for the first as well."""
    scale = _SCALED.get(second[-1])
    one, other = read(first), read(second)
    if not scale or not one or not other or any(_SCALED.get(c, 0) >= scale for c in first):
        return 1
    return scale if one[0] < other[0] / scale else 1
