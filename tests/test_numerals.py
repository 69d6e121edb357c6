"""Numerals: what is one number, what it is worth, and what is none."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.chinese.numerals import NUMERAL, integer, read, spread, value

EXACT = [
    ("0", 0, "digit"),
    ("１２．５", 12.5, "full width"),
    ("1,250,000", 1250000, "thousands"),
    ("１，２５０", 1250, "full-width thousands between full-width digits"),
    ("1.2亿", 120000000, "scale after a decimal"),
    ("350万亿", 350 * 10**12, "scale of a scale"),
    ("5亿1万4千6百", 500014600, "digits and scales in turn"),
    ("3万4000", 34000, "digits after a scale"),
    ("十", 10, "bare scale"),
    ("一百零八", 108, "zero inside"),
    ("一百二", 120, "last digit takes the next scale"),
    ("两千三百五", 2350, "the same after two scales"),
    ("二十万", 200000, "section times scale"),
    ("一亿零三百", 100000300, "scales far apart"),
    ("壹佰贰拾叁", 123, "capital numerals"),
    ("二〇一八", 2018, "read digit by digit"),
    ("三点一四", 3.14, "point in words"),
    ("二点五万", 25000, "scale after a point in words"),
    ("半", 0.5, "half"),
    ("三分之二", 2 / 3, "fraction"),
    ("百分之三十", 0.3, "fraction of a hundred"),
    ("一又二分之一", 1.5, "mixed number"),
    ("负十二", -12, "sign in words"),
    ("廿一", 21, "contracted tens"),
]
NONE = [
    ("", "nothing"),
    ("万", "a scale alone"),
    ("一百二元", "a unit is no part of a number"),
    ("五十千", "scales must fall"),
    ("三五八十", "digits in a row before a scale"),
    ("九" * 80, "longer than any numeral of a text"),
    ("400多", "approximate: not exact"),
    ("12\ue01050", "a sign was lost among the digits"),
    ("1.2.3", "two points"),
]


@pytest.mark.parametrize(("text", "number", "reason"), EXACT, ids=[row[0] for row in EXACT])
def test_value(text, number, reason):
    assert value(text) == pytest.approx(number), reason


@pytest.mark.parametrize(("text", "reason"), NONE, ids=[row[1] for row in NONE])
def test_no_value(text, reason):
    assert value(text) is None, reason


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("400多", 400),
        ("二十余万", 200000),
        ("十几", 10),
        ("数百", 100),
        ("几千", 1000),
        ("4亿多", 4 * 10**8),
        ("三十一万多亿", 31 * 10**12),
    ],
)
def test_approximate(text, number):
    assert read(text) == (number, True)


def test_whole_numbers():
    assert integer("十二") == 12
    assert integer("１２") == 12
    assert integer("一点五") is None


def test_neighbouring_digits_are_a_range():
    assert spread("三五") == (3, 5)
    assert spread("七八百") == (700, 800)
    assert spread("五三") is None


@pytest.mark.parametrize(
    ("text", "found", "reason"),
    [
        ("总数百分之五", ["百", "五"], "数 of 总数 is no several"),
        ("人数十五人", ["十五"], "nor that of 人数"),
        ("数百家和十余家", ["数百", "十"], "but several hundred is"),
        ("处l万元", ["l万"], "a misread 1"),
        ("html5", ["5"], "l of a word is none"),
        ("共12\ue01050元", ["12\ue01050"], "a lost sign stays inside, so that nobody reads 12 or 50"),
    ],
)
def test_lexer(text, found, reason):
    assert re.findall(f"(?:{NUMERAL})", text) == found, reason


@given(st.integers(min_value=0, max_value=10**16 - 1))
def test_digits_round_trip(number):
    assert value(str(number)) == number
    assert value(f"{number:,}") == number


def _written(number: int) -> str:
    """A whole number in Chinese numerals, by the plain rule."""
    digits, scales = "零一二三四五六七八九", ("", "十", "百", "千")
    groups, zero = [], False
    if number == 0:
        return "零"
    for group, scale in enumerate(("", "万", "亿", "万亿")):
        part = number // 10 ** (4 * group) % 10**4
        text = ""
        for place, digit in enumerate(reversed(f"{part:04d}")):
            if digit != "0":
                text = digits[int(digit)] + scales[place] + ("零" if zero and text[:1] not in ("", "零") else "") + text
                zero = False
            else:
                zero = True
        groups.append((text.strip("零"), scale, part))
    out = ""
    for text, scale, part in reversed(groups):
        if part:
            out += ("零" if out and part < 1000 else "") + text + scale
    return out


@given(st.integers(min_value=0, max_value=10**8 - 1))
def test_written_round_trip(number):
    text = _written(number)
    if "零" not in text:  # zeros inside are written by several customs
        assert value(text) == number


@given(st.text())
def test_never_raises(text):
    value(text)
    integer(text)
    spread(text)
    list(re.finditer(NUMERAL, text))


@pytest.mark.parametrize("piece", ["9", "一", "万", "1,000", "1.5", "半", "数百", "l1"])
def test_lexing_is_linear(piece):
    text = piece * (300_000 // len(piece))
    began = time.process_time()
    for match in re.finditer(NUMERAL, text):
        read(match[0])
    assert time.process_time() - began < 5
