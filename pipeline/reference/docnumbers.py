"""发文字号, the number of an official document: 国发〔2018〕41号, 浙政办发[2020]5号, 国务院令第712号.

Source: 《党政机关公文格式》 GB/T 9704-2012 7.2.5 (agency code, year in hexagonal brackets, serial number).
"""

from __future__ import annotations

import re

YEAR_NUMBER = re.compile(r"(?P<agency>[\u4e00-\u9fff]{1,12}?)\s*[〔［\[【（(﹝〈]\s*(?P<year>(?:19|20)\d\d)\s*[〕］\]】）)﹞〉]\s*(?P<kind>第)?\s*(?P<serial>\d{1,5})\s*号")
ORDER = re.compile(r"(?P<agency>[\u4e00-\u9fff]{2,24}?)令\s*(?:\(|（)?第?\s*(?P<serial>[\d一二三四五六七八九十百〇零]{1,6})\s*号(?:\)|）)?")


def normal(number: str) -> str:
    """The number with hexagonal brackets and no blanks.

    >>> normal("浙政发[2008] 59 号")
    '浙政发〔2008〕59号'
    """
    number = re.sub(r"\s+", "", number)
    return re.sub(r"[［\[【（(﹝〈](\d{4})[］\]】）)﹞〉]", r"〔\1〕", number)
