"""Calendar dates as Chinese texts write them, with their own precision.

>>> first("2018年12月13日公布").value, first("二〇一八年十二月").value, first("2018年").value
('2018-12-13', '2018-12', '2018')
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.chinese.numerals import integer
from pipeline.model import Date

_D = r"[0-9０-９]"
_H = r"[〇○零一二三四五六七八九十]"
DATE = re.compile(
    rf"(?P<year>{_D}{{4}}|{_H}{{4}})\s*年\s*(?:(?P<month>{_D}{{1,2}}|{_H}{{1,3}})\s*月\s*(?:(?P<day>{_D}{{1,2}}|{_H}{{1,3}})\s*[日号])?)?"
    rf"|(?P<y>(?:19|20)\d\d)[-./](?P<m>\d{{1,2}})[-./](?P<d>\d{{1,2}})(?!\d)"
)


def dates(text: str) -> Iterator[Date]:
    """Every calendar date with a year in ``text``, in order, with offsets in ``text``. Impossible dates are passed over."""
    for match in DATE.finditer(text):
        year, month, day = (integer(match[a] or match[b] or "") for a, b in (("year", "y"), ("month", "m"), ("day", "d")))
        if year is None or not 1 <= (month or 1) <= 12 or not 1 <= (day or 1) <= 31:
            continue
        value = f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")
        end = match.start() + len(match[0].rstrip())
        yield Date(value, text[match.start() : end], match.start(), end)


def first(text: str) -> Date | None:
    """The first date in ``text``."""
    return next(dates(text), None)
