"""Dates in policy sentences: the span, its precision and its normal form."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract import dates
from pipeline.extract.found import Context, Found, bare
from pipeline.model import Entity
from tests.marked import mark, unmark


def extract(text, context=None):
    return dates.extract(bare(text), Found(context or Context()))


ROWS = [
    # one date
    ("本办法自【2031年3月1日】起施行。", ["2031-03-01"], "自 and 起 stay outside"),
    ("【二〇三一年十二月】印发", ["2031-12-01/2031-12-31"], "a month is an interval"),
    ("到【2035年】建成", ["2035-01-01/2035-12-31"], "a year too"),
    ("【2031年度】预算", ["2031-01-01/2031-12-31"], "年度"),
    ("【98年6月】批准", ["1998-06-01/1998-06-30"], "two digits before a month"),
    ("发布日期：【2031-02-14】", ["2031-02-14"], "hyphens"),
    ("【2031年第三季度】", ["2031-07-01/2031-09-30"], "a quarter"),
    ("【2031年上半年】完成", ["2031-01-01/2031-06-30"], "half a year"),
    ("【2031年6月中旬】", ["2031-06-11/2031-06-20"], "ten days of a month"),
    ("截至【2031年底】", ["2031-12-31"], "the end of a year is a day"),
    ("【2031年2月底】", ["2031-02-28"], "and of a month"),
    # open sides
    ("【2031年底前】完成", ["/2031-12-31"], "before"),
    ("【2031年9月底前】报送", ["/2031-09-30"], "before the end of a month"),
    ("【2031年5月1日以前】取得", ["/2031-05-01"], "以前"),
    ("【2031年以来】", ["2031/"], "since, with the year's precision"),
    ("【“九五”期间】和【十三五时期】", ["1996/2000", "2016/2020"], "the years of a five-year plan"),
    ("【“一五”期间】建成，【“十四五”以来】扩建", ["1953/1957", "2021/"], "the first plan; since a plan began"),
    ("“十四五”规划纲要，第二十五期间", [], "the plan itself is no date"),
    ("【2031年3月1日以后】", ["2031-03-01/"], "after"),
    # ranges
    ("【2031年11月至12月】", ["2031-11-01/2031-12-31"], "the year is said once"),
    ("【2031—2035年】规划", ["2031-01-01/2035-12-31"], "years"),
    ("【2031年1月至2032年8月】", ["2031-01-01/2032-08-31"], "both ends full"),
    ("【2031年4月16日至18日】", ["2031-04-16/2031-04-18"], "days"),
    ("【2031年11月1日至次年3月15日】供暖", ["2031-11-01/2032-03-15"], "over the turn of the year"),
    # recurring
    ("【每年9月15日】为宣传日", ["--09-15"], "a day of each year"),
    ("【每年6月】开展检查", ["--06-01/--06-30"], "a month of each year"),
    ("【每年1月底前】报告", ["/--01-31"], "before a day of each year"),
    ("【每月二十日前】公布", ["/---20"], "before a day of each month"),
    ("【次月15日前】缴纳", ["/---15"], "no fifteen days"),
    ("【每年11月1日至次年3月31日】", ["--11-01/--03-31"], "a season"),
    # decades and centuries
    ("【上世纪90年代】", ["1990-01-01/1999-12-31"], "decade of the last century"),
    ("【20世纪80年代】起步", ["1980-01-01/1989-12-31"], "decade of a named century"),
    # several
    ("【2031年3月底前】制定方案，【6月底前】完成改造", ["/2031-03-31", "/2031-06-30"], "a bare month takes the year named last"),
    # relative without a document's date
    ("【去年前三季度】", [None], "unknown is no guess"),
    ("【三季度】增长", [None], "nor here"),
    # none
    ("三年内，两个月以上，六个工作日", [], "durations"),
    ("今年以来进展顺利", [], "a year that is only pointed at"),
    ("届满前三个月", [], "a duration before an event"),
    ("《2031年行动方案》", [], "titles"),
    ("公告2031年第25号", [], "document numbers"),
    ("农历三月初三", [], "the lunar calendar"),
    ("网址 /2031-02/14/", [], "mixed signs"),
    ("【2031年】13月", ["2031-01-01/2031-12-31"], "no such month: the year only"),
]


@pytest.mark.parametrize(("marked", "norms", "reason"), ROWS, ids=[row[2] for row in ROWS])
def test_rows(marked, norms, reason):
    text, _ = unmark(marked)
    found = extract(text)
    assert mark(text, found) == marked, reason
    assert [d.norm for d in found] == norms, reason
    assert all(d.label == "date" for d in found)


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("去年三季度末", "2030-09-30"),
        ("今年前11个月", "2031-01-01/2031-11-30"),
        ("今年底前", "/2031-12-31"),
        ("明年上半年", "2032-01-01/2032-06-30"),
        ("10月1日至7日", "2031-10-01/2031-10-07"),
        ("年底前", "/2031-12-31"),
    ],
)
def test_relative_to_the_document(text, norm):
    (date,) = extract(text, Context(date="2031-05-01"))
    assert (date.text, date.norm) == (text, norm)


def test_inside_a_document_number_is_none():
    text = "依据某部2031年5月令"
    found = Found(docnos=[Entity(2, len(text), text[2:], label="docno")])
    assert dates.extract(bare(text), found) == []


SOUP = st.text(
    st.sampled_from("0123１２一二十〇OlO年月日号至到—-.．/底末初前后以来度季半上下中旬每次今去明本世纪代第个《》，。\n")
    | st.characters(),
    max_size=50,
)


@given(SOUP)
def test_any_text(text):
    found = extract(text, Context(date="2031"))
    for d in found:
        assert text[d.start : d.end] == d.text
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))


@pytest.mark.parametrize("piece", ["1", "2031年", "2031年1月1日至", "每年", "1月", "2031-"])
def test_linear_time(piece):
    text = piece * (20_000 // len(piece))
    began = time.process_time()
    extract(text)
    assert time.process_time() - began < 5
