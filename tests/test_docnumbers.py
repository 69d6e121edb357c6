"""发文字号 in running text and their normal form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reference import docnumbers

CASES = [
    ("按照国办发〔1986〕907号文件执行", ["国办发〔1986〕907号"], "the verb before the code is left out"),
    ("参照青政发[2008] 59 号和青财字（2009）3号", ["青政发〔2008〕59号", "青财字〔2009〕3号"], "brackets of any kind, blanks"),
    ("市人民政府青政发﹝1985﹞167号通知", ["青政发〔1985〕167号"], "the issuer before the code is left out"),
    ("财税〔2015〕第12号", ["财税〔2015〕第12号"], "第 belongs to the number"),
    ("《机动车登记办法》（公安部令第102号）", ["公安部令第102号"], "an order by its issuer"),
    ("2012年3月1日国家海洋局公告第4号", ["国家海洋局公告第4号"], "the date before the issuer is left out"),
    ("住宅楼3号和第5号门", [], "no document"),
    ("第（2020）号", [], "no serial number"),
]


@pytest.mark.parametrize("text, expected, why", CASES)
def test_find(text, expected, why):
    assert [norm for _, _, norm in docnumbers.find(text)] == expected, why


def test_offsets_give_the_number_as_written():
    text = "依据浙某发[2008] 59 号文"
    [(start, end, norm)] = docnumbers.find(text)
    assert (text[start:end], norm) == ("浙某发[2008] 59 号", "浙某发〔2008〕59号")


@given(st.text(alphabet="国发令公告第号〔〕[]()（）2019 按照，\n") | st.text())
def test_any_text(text):
    last = 0
    for start, end, norm in docnumbers.find(text):
        assert last <= start < end <= len(text)
        assert norm == docnumbers.normal(norm)
        last = end
