"""Numbers of automatic lists as word processors and browsers write them (ECMA-376 part 1, 17.18.59 ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable

DIGITS = "〇一二三四五六七八九"
LEGAL_SIMPLIFIED = "零壹贰叁肆伍陆柒捌玖"
LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
CIRCLES = ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1))
MAX_LETTERS = 30  # repetitions of a letter (zzz…) that a real list can reach


def counting(
    number: int, digits: str = "零一二三四五六七八九", units: tuple[str, ...] = ("", "十", "百", "千"), short: bool = True
) -> str:
    """A number as it is read: 十, 十二, 二十, 一百零一. ``short`` leaves out the 一 of 一十.

    >>> [counting(n) for n in (3, 10, 12, 20, 101, 110, 1005)]
    ['三', '十', '十二', '二十', '一百零一', '一百一十', '一千零五']
    """
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = digits[0] if 0 < low < 1000 else ""
        return counting(high, digits, units, short) + "万" + (gap + counting(low, digits, units, False) if low else "")
    written, gap = "", False
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if digit:
            written += (digits[0] if gap and written else "") + digits[digit] + units[power]
            gap = False
        else:
            gap = True
    return written[1:] if short and 10 <= number < 20 else written or digits[0]


def roman(number: int) -> str:
    """Lower-case Roman numeral; plain digits beyond 3,999."""
    if number > 3999:
        return str(number)
    written = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written


def letters(number: int) -> str:
    """a … z, aa, bb …: the letter repeats, as Word does."""
    times, index = divmod(number - 1, 26)
    return chr(ord("a") + index) * min(times + 1, MAX_LETTERS)


def circled(number: int) -> str:
    """①…㊿, then plain digits."""
    return next((chr(base + number - low) for low, high, base in CIRCLES if low <= number <= high), str(number))


def enclosed(base: int) -> Callable[[int], str]:
    """Writer for a run of twenty code points (⑴ …, ⒈ …)."""
    return lambda number: chr(base + number - 1) if 1 <= number <= 20 else str(number)


def cycle(signs: str) -> Callable[[int], str]:
    """Writer for a fixed row of signs, beyond which numbers are plain digits."""
    return lambda number: signs[number - 1] if 1 <= number <= len(signs) else str(number)


def by_digit(digits: str) -> Callable[[int], str]:
    """Writer that replaces every digit."""
    return lambda number: "".join(digits[int(d)] for d in str(number))


def _legal(digits: str, units: tuple[str, ...]) -> Callable[[int], str]:
    return lambda number: counting(number, digits, units, False)


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalHalfWidth": str,
    "decimalFullWidth": by_digit("０１２３４５６７８９"),
    "decimalFullWidth2": by_digit("０１２３４５６７８９"),
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedParen": enclosed(0x2474),
    "decimalEnclosedFullstop": enclosed(0x2488),
    "numberInDash": lambda number: f"- {number} -",
    "upperRoman": lambda number: roman(number).upper(),
    "lowerRoman": roman,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerLetter": letters,
    "chineseCounting": counting,
    "chineseCountingThousand": counting,
    "japaneseCounting": counting,
    "taiwaneseCounting": counting,
    "taiwaneseCountingThousand": counting,
    "ideographDigital": by_digit(DIGITS),
    "japaneseDigitalTenThousand": by_digit(DIGITS),
    "taiwaneseDigital": by_digit(DIGITS),
    "koreanDigital2": by_digit(DIGITS),
    "chineseLegalSimplified": _legal(LEGAL_SIMPLIFIED, ("", "拾", "佰", "仟")),
    "ideographLegalTraditional": _legal(LEGAL_TRADITIONAL, ("", "拾", "佰", "仟")),
    "japaneseLegal": _legal(LEGAL_TRADITIONAL, ("", "拾", "佰", "仟")),
    "ideographEnclosedCircle": cycle("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "ideographTraditional": cycle(STEMS),
    "ideographZodiac": cycle(BRANCHES),
    "ordinal": str,
    "none": lambda number: "",
}


def write(number: int, name: str) -> str:
    """``number`` in the format ``name``; a format we do not know as plain digits.

    >>> write(12, "chineseCountingThousand"), write(3, "decimalEnclosedCircle"), write(28, "lowerLetter"), write(4, "upperRoman")
    ('十二', '③', 'bb', 'IV')
    """
    if number < 0:
        return str(number)
    return FORMATS.get(name, str)(number)
