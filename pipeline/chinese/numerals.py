"""Numbers as Chinese texts write them: digits of both widths, 二十万, 壹佰, 1.2亿, 一百二, 二〇一八, 半.

>>> value("1.2亿"), value("二十万"), value("二〇一八"), value("壹佰元")
(120000000, 200000, 2018, None)
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from pipeline.chinese.characters import half_width

DIGITS = dict(zip("零〇○一二三四五六七八九两壹贰叁肆伍陆柒捌玖貳參陸", [0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 6]))
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}

HAN_NUMERAL = "零〇○一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟萬億"
"""Characters of Chinese numerals, for use in a character class."""

_ARABIC = re.compile(r"(\d[\d,]*(?:\.\d+)?)([十百千]?[万萬亿億]*)")


def value(text: str) -> int | float | None:
    """The number that ``text`` as a whole writes, or None when it is not one numeral."""
    text = half_width(text).strip()
    if not text:
        return None
    if text[0].isdigit():
        return _arabic(text)
    if text == "半":
        return 0.5
    return _han(text)


def integer(text: str) -> int | None:
    """The whole number of a label or ordinal (十二, 12, １２, 〇), or None."""
    number = value(text)
    return int(number) if number is not None and number == int(number) else None


def _arabic(text: str) -> int | float | None:
    match = _ARABIC.fullmatch(text)
    if not match:
        return None
    try:
        number = Decimal(match[1].replace(",", ""))
    except InvalidOperation:
        return None
    for unit in match[2]:
        number *= UNITS.get(unit) or MYRIADS[unit]
    return _plain(number)


def _han(text: str) -> int | float | None:
    if all(c in DIGITS for c in text) and len(text) > 1:  # 二〇一八: read digit by digit
        return int("".join(str(DIGITS[c]) for c in text))
    total = section = digit = 0
    last = 1  # the unit before, for 一百二 = 120
    for c in text:
        if c in DIGITS:
            digit = DIGITS[c]
            last = 1 if digit == 0 else last
        elif c in UNITS:
            section += (digit or 1) * UNITS[c]
            digit, last = 0, UNITS[c]
        elif c in MYRIADS:
            total = (total + section + digit) * MYRIADS[c] if MYRIADS[c] > 10**4 else total + (section + digit) * MYRIADS[c]
            section = digit = 0
            last = MYRIADS[c]
        else:
            return None
    return total + section + digit * (last // 10 if last > 1 and text[-1] in DIGITS and text[-2:-1] not in ("零", "〇", "") else 1)


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
