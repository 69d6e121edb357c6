"""Dates with a year, and the arithmetic of ISO dates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.chinese.calendar import dates, first, iso, last_day, number, possible

WRITTEN = [
    ("2021年3月5日起施行", "2021-03-05", "digits"),
    ("二〇二一年十一月三十日", "2021-11-30", "numerals"),
    ("二OO九年五月", "2009-05", "letters typed for 〇"),
    ("一九九八年", "1998", "year alone"),
    ("２０１９年１月", "2019-01", "full width"),
    ("2020 年 6 月 1 日", "2020-06-01", "blanks inside"),
    ("发布于2022-02-03", "2022-02-03", "hyphens"),
    ("2022.2.3", "2022-02-03", "points"),
]


@pytest.mark.parametrize(("text", "value", "reason"), WRITTEN, ids=[row[0] for row in WRITTEN])
def test_first(text, value, reason):
    found = first(text)
    assert found.value == value, reason
    assert text[found.start : found.end] == found.evidence


@pytest.mark.parametrize("text", ["三年内", "2021年2月30日", "2021年13月", "第2021号", "2023-02-30", ""])
def test_none(text):
    assert first(text) is None


def test_in_order():
    assert [d.value for d in dates("2001年1月1日通过，2003年修订")] == ["2001-01-01", "2003"]


def test_iso_without_a_year_recurs():
    assert (iso(None, 9, 5), iso(None, None, 20), iso(2020, 2)) == ("--09-05", "---20", "2020-02")


def test_calendar():
    assert (last_day(2019, 2), last_day(2020, 2), last_day(None, 2), last_day(None, 4)) == (28, 29, 29, 30)
    assert possible(2020, 2, 29) and not possible(2019, 2, 29) and possible(None, 2, 29)
    assert number("三十一") == 31


@given(st.text())
def test_never_raises(text):
    for date in dates(text):
        assert text[date.start : date.end] == date.evidence
