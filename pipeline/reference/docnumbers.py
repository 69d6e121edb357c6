"""发文字号, the number of an official document: 国发〔2018〕41号, 浙政办发[2020]5号, 国务院令第712号.

Source: 《党政机关公文格式》 GB/T 9704-2012 7.2.5 (agency code, year in hexagonal brackets, serial number); orders and
announcements are numbered after the issuer (《规章制定程序条例》: 令).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

YEAR_NUMBER = re.compile(
    r"(?P<agency>[\u4e00-\u9fff]{1,16})\s*[〔［\[【（(﹝〈]\s*(?P<year>(?:19|20)\d\d)\s*[〕］\]】）)﹞〉]\s*(?P<kind>第)?\s*(?P<serial>\d{1,5})\s*号"
)
"""Agency code (with whatever Chinese stands before it in running text), year and serial number."""

ORDER = re.compile(
    r"(?P<agency>[\u4e00-\u9fff]{2,30}?)(?:令|公告)\s*(?P<open>[(（])?第?\s*(?P<serial>[\d一二三四五六七八九十百〇零]{1,6})\s*号(?(open)[)）])"
)
"""An order or announcement by its issuer and serial number."""

_BEFORE_CODE = re.compile(
    ".*(?:按照|依照|参照|根据|依据|执行|印发|转发|下发|公布|发布|人民政府|通知|意见|规定|决定|批复|日期|文号|[以和及与的为由见按即等经])(?=..)"
)
"""Running text before an agency code: 按照|国办发, 市人民政府|京政发."""
_BEFORE_ISSUER = re.compile(
    ".*(?:按照|依照|参照|根据|依据|执行|印发|发布|公布|废止|修改|[以和及与的为由见按即等经年月日]|原(?=国家|[^则]{2,4}部))(?=..)"
)


def normal(number: str) -> str:
    """The number with hexagonal brackets and no blanks.

    >>> normal("浙政发[2008] 59 号")
    '浙政发〔2008〕59号'
    """
    number = re.sub(r"\s+", "", number)
    return re.sub(r"[［\[【（(﹝〈](\d{4})[］\]】）)﹞〉]", r"〔\1〕", number)


def find(text: str) -> Iterator[tuple[int, int, str]]:
    """The document numbers in running text as ``(start, end, normal form)``, in order.

    >>> [text for _, _, text in find("按照国办发[1993]71号文件和公安部令第102号的规定")]
    ['国办发〔1993〕71号', '公安部令第102号']
    """
    if "号" not in text:
        return
    found = [(m, _BEFORE_CODE) for m in YEAR_NUMBER.finditer(text)]
    if "令" in text or "公告" in text:
        found += [(m, _BEFORE_ISSUER) for m in ORDER.finditer(text)]
    last = 0
    for match, before in sorted(found, key=lambda pair: pair[0].start()):
        cut = before.match(match["agency"])
        start = match.start() + (cut.end() if cut else 0)
        if start >= last:
            last = match.end()
            yield start, last, normal(text[start:last])
