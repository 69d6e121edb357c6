"""Numbers as Chinese texts write them: digits of both widths, 二十万, 壹佰, 1.2亿, 5万4千6百, 一百二, 二〇一八, 三分之一, 半.

``NUMERAL`` is the lexer (one pattern that finds a numeral in running text), ``value`` and ``read`` the parser.

>>> value("1.2亿"), value("二十万"), value("二〇一八"), value("壹佰元")
(120000000, 200000, 2018, None)
>>> read("400多"), read("数百"), read("25\\ue010")
((400, True), (100, True), None)
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from pipeline.chinese.characters import half_width

DIGITS = {
    c: value
    for value, written in enumerate("零〇○ 一壹 二两贰貳 三叁參 四肆 五伍 六陆陸 七柒 八捌 九玖".split())
    for c in written
}
TENS = {"廿": 20, "卅": 30}
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}

HAN_NUMERAL = "零〇○一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟萬億"
"""Characters of Chinese numerals, for use in a character class."""

LOST = "\ue000-\uf8ff\ufffd"
"""Private-use and replacement characters: between digits they stand for a sign that was lost, mostly a decimal point."""

LONGEST = 60
"""No numeral of a text a person wrote is longer; a longer run of digits is a table rule, a code or rubbish."""

_D = "0-9０-９"
_H = "".join(DIGITS) + "".join(TENS)
_S = "".join(UNITS)
_M = "".join(MYRIADS)

# The first character stands in one class so that the regex engine can skip through a text by it; the lookbehinds then tell
# what was found. 几 and 数 count only before or after a scale (数百, 十几万), 余 and 多 only inside (20余万).
NUMERAL = (
    rf"[{_D}{_H}{_S}{_M}几数半l](?:"
    rf"(?:(?<=[{_D}])|(?<=l)(?<![A-Za-z0-9]l)(?=[{_D}{_M}倍元年个名日]))[{_D}]*(?:,[{_D}]{{3}}(?![{_D}])|，[{_D}]{{3}}(?=[.．])|(?<=[０-９])，[０-９]{{3}}(?![{_D}]))*(?:[.．][{_D}]+|[{LOST}]+[{_D}]+)?"
    rf"(?:[余多几]?[{_S}{_M}]+(?:零?[{_D}{_H}]{{1,4}}[余多几]?[{_S}{_M}]+)*(?:零[{_D}{_H}]{{1,3}}|[{_D}]{{4}}(?![{_D}]))?)?"
    rf"|(?<=[几数])(?<![人总次户件额]数)[{_S}{_M}]+(?![{_H}]|分之)"
    rf"|(?<=半)"
    rf"|(?<=[{_H}{_S}{_M}])[{_H}{_S}{_M}]*(?:(?<=[{_S}零])几[{_M}]*)?(?:点[{_H}]+[{_M}]*)?(?:[余多][{_M}]+|(?<=[{_M}])[{_D}]{{1,4}}[{_S}])?"
    rf")"
)
"""Finds one numeral without its unit; linear in the length of the text."""

_TOKEN = re.compile(r"[\d.]+|.")
_APPROXIMATE = re.compile(r"[余多几数]")
_ARABIC = re.compile(r"\d+(?:[,，]\d{3})+(?:\.\d+)?|\d*\.?\d+")


def value(text: str) -> int | float | None:
    """The number that ``text`` as a whole writes, or None when it is not one exact numeral."""
    number = read(text)
    return None if number is None or number[1] else number[0]


def integer(text: str) -> int | None:
    """The whole number of a label or ordinal (十二, 12, １２, 〇), or None."""
    number = value(text)
    return int(number) if number is not None and number == int(number) else None


def written(number: int) -> str:
    """A whole number below ten thousand as articles are numbered in Chinese.

    >>> written(10), written(26), written(110), written(1205)
    ('十', '二十六', '一百一十', '一千二百零五')
    """
    out = ""
    for scale, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        if digit:
            out += "零一二三四五六七八九"[digit] + unit
        elif out and out[-1] != "零" and number % scale:
            out += "零"
    return out.removeprefix("一") if 10 <= number < 20 else out or "零"


@lru_cache(maxsize=8192)
def read(text: str) -> tuple[int | float, bool] | None:
    """The number of ``text`` and whether it is approximate (400多, 十几, 数百: the part that is written), or None."""
    if not text or len(text) > LONGEST:
        return None
    text = half_width(text).strip().replace("−", "-")
    exact = _APPROXIMATE.sub(_written, text)
    number = _signed(exact)
    return None if number is None else (_plain(number), exact != text)


def _written(match: re.Match[str]) -> str:
    """数百 and 几百 are at least one hundred; 十几, 400多 and 20余万 keep what is written."""
    return "一" if match.start() == 0 else ""


def _signed(text: str) -> Decimal | None:
    if text[:1] in ("-", "负"):
        number = _number(text[1:])
        return None if number is None else -number
    return _number(text)


def _number(text: str) -> Decimal | None:
    """A numeral without a sign: a whole one, 一又二分之一, 三分之一, 3/5."""
    if not text:
        return None
    if text in ("半", "一半"):
        return Decimal("0.5")
    whole, mixed, rest = text.partition("又")
    if mixed:
        first, second = _number(whole), _number(rest)
        return None if first is None or second is None or "分之" not in rest else first + second
    for sign in ("分之", "/"):
        below, divided, above = text.partition(sign)
        if divided:
            first, second = (below, above) if sign == "分之" else (above, below)
            denominator, numerator = _whole("一" + first if first[:1] in MYRIADS else first), _whole(second)
            return numerator / denominator if numerator is not None and denominator else None
    return _whole(text)


def _whole(text: str) -> Decimal | None:
    """Digits, Chinese numerals or a mixture of both; 点 as the decimal point."""
    if _ARABIC.fullmatch(text):
        return Decimal(text.replace(",", "").replace("，", ""))
    whole, point, decimals = text.partition("点")
    if point:
        scale = decimals.lstrip("".join(DIGITS))
        number, fraction = _whole(whole), decimals[: len(decimals) - len(scale)]
        if number is None or not fraction or any(c not in MYRIADS for c in scale):
            return None
        number += Decimal("0." + "".join(str(DIGITS[c]) for c in fraction))
        for c in scale:
            number *= MYRIADS[c]
        return number
    if len(text) > 1 and all(c in DIGITS for c in text):  # 二〇一八: read digit by digit
        return Decimal("".join(str(DIGITS[c]) for c in text))
    return _positional(_TOKEN.findall(text.replace(",", "")))


def _positional(tokens: list[str]) -> Decimal | None:
    """Digit, scale, digit, scale …: each scale multiplies what stands before it and is smaller than it."""
    parts: list[tuple[int, Decimal]] = []  # (scale, value) of finished 亿 and 万 parts
    section = Decimal(0)
    digit: Decimal | None = None
    smallest = 10**4  # the smallest scale used in this section: scales must fall
    before = ""
    for token in tokens:
        if token in UNITS:
            bare = digit is None and before not in ("", "零") and before not in MYRIADS
            if UNITS[token] >= smallest or (bare and UNITS[token] > 10):  # 一百十一 is written, 一千百 is not
                return None
            section += (1 if digit is None else digit or 1) * UNITS[token]
            smallest, digit = UNITS[token], None
        elif token in MYRIADS:
            scale = MYRIADS[token]
            section += digit or 0
            while parts and (parts[-1][0] < scale or (section == 0 and parts[-1][0] == scale)):
                section += parts.pop()[1]
            if not section:
                return None
            parts.append((scale, section * scale))
            section, digit, smallest = Decimal(0), None, 10**4
        elif token in TENS:
            if smallest <= 10:
                return None
            section, smallest = section + TENS[token], 10
        elif token in DIGITS or token[0].isdigit():
            if digit:  # two digits in a row without a scale: 三五, not one number
                return None
            digit = Decimal(DIGITS[token]) if token in DIGITS else _decimal(token)
            if digit is None:
                return None
        else:
            return None
        before = token
    if digit and len(tokens) > 1 and before in DIGITS and (tokens[-2] in UNITS or tokens[-2] in MYRIADS):
        last = UNITS.get(tokens[-2]) or MYRIADS[tokens[-2]]
        digit *= last // 10 if last > 10 else 1  # 一百二 = 120, 一万三 = 13000
    return sum((part for _, part in parts), section + (digit or 0))


def _decimal(token: str) -> Decimal | None:
    return Decimal(token) if _ARABIC.fullmatch(token) else None


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


_SPREAD = re.compile(rf"([一二三四五六七八九两])([一二三四五六七八九])([{_S}{_M}]*)")


def spread(text: str) -> tuple[int, int] | None:
    """Two neighbouring digits that write a range: 三五 (3 to 5), 二三十 (20 to 30); None for any other text.

    >>> spread("三五"), spread("二三十"), spread("二一")
    ((3, 5), (20, 30), None)
    """
    match = _SPREAD.fullmatch(text)
    if not match:
        return None
    low, high = DIGITS[match[1]], DIGITS[match[2]]
    scale = 1
    for c in match[3]:
        scale *= UNITS.get(c) or MYRIADS[c]
    return (low * scale, high * scale) if low < high else None
