"""Calendar dates as Chinese texts write them, with their own precision, and the arithmetic of ISO dates and intervals.

>>> first("2018年12月13日公布").value, first("二〇一八年十二月").value, first("2018年").value
('2018-12-13', '2018-12', '2018')
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from pipeline.chinese.numerals import integer
from pipeline.model import Date

DIGIT = "0-9０-９"
HAN_DIGIT = "〇○零一二三四五六七八九ОоOoＯ◯0"
"""Digits of a year written out; the letters and circles that typists use for 〇 are among them."""
HAN_DAY = "〇零一二三四五六七八九十廿卅"

DATE = re.compile(
    rf"(?P<year>[{DIGIT}]{{4}}|[一二][{HAN_DIGIT}]{{3}})\s*年\s*"
    rf"(?:(?P<month>[{DIGIT}]{{1,2}}|[{HAN_DAY}]{{1,3}})\s*月\s*(?:(?P<day>[{DIGIT}]{{1,2}}|[{HAN_DAY}]{{1,3}})\s*[日号])?)?"
    rf"|(?P<y>(?:19|20)[0-9]{{2}})[-./](?P<m>[0-9]{{1,2}})[-./](?P<d>[0-9]{{1,2}})(?![0-9])"
)

_ZERO = str.maketrans("ОоOoＯ◯○", "〇〇〇〇〇〇〇")


def number(text: str) -> int | None:
    """The number of a year, month or day: 2018, 二〇一八, 二OO八, 十二, 廿一; None when it is none.

    >>> number("二OO八"), number("廿一"), number("十三点")
    (2008, 21, None)
    """
    return integer(text.translate(_ZERO))


def last_day(year: int | None, month: int) -> int:
    """The last day of a month; February of an unknown year has 29."""
    return monthrange(year, month)[1] if year else (29 if month == 2 else monthrange(2001, month)[1])


def possible(year: int | None, month: int | None, day: int | None) -> bool:
    """Whether such a date exists in the calendar; unknown parts are not judged."""
    if year is not None and not 1 <= year <= 9999:
        return False
    if month is not None and not 1 <= month <= 12:
        return False
    return day is None or 1 <= day <= (last_day(year, month) if month else 31)


def iso(year: int | None, month: int | None = None, day: int | None = None) -> str:
    """ISO 8601 with as much as is known; without a year the recurring forms ``--09-05`` and ``---20``.

    >>> iso(2018, 12), iso(None, 9, 5), iso(None, None, 20)
    ('2018-12', '--09-05', '---20')
    """
    if year is None:
        return (f"--{month:02d}" if month else "--") + (f"-{day:02d}" if day else "")
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if month and day else "")


def dates(text: str) -> Iterator[Date]:
    """Every calendar date with a year in ``text``, in order, with offsets in ``text``. Impossible dates are passed over."""
    for match in DATE.finditer(text):
        year, month, day = (number(match[a] or match[b] or "") for a, b in (("year", "y"), ("month", "m"), ("day", "d")))
        if year is None or not possible(year, month, day):
            continue
        end = match.start() + len(match[0].rstrip())
        yield Date(iso(year, month, day), text[match.start() : end], match.start(), end)


def first(text: str) -> Date | None:
    """The first date in ``text``."""
    return next(dates(text), None)


_STATED = re.compile(r"((?:19|20)[0-9]{2})(?:[-./]?(0[1-9]|1[0-2])|[-./]([1-9]))?(?:[-./]?(0[1-9]|[12][0-9]|3[01]))?")


def stated(text: str) -> Date | None:
    """The date that a catalogue's field states: as in a text, or in digits alone and only as precise as they are.

    >>> [stated(field).value for field in ("2023-05", "2023", "20230516", "2023年5月", "发布于2023-05-16")]
    ['2023-05', '2023', '2023-05-16', '2023-05', '2023-05-16']
    """
    match = _STATED.fullmatch(text.strip())
    if match is None:
        return first(text)
    year, month, day = (int(part) if part else None for part in (match[1], match[2] or match[3], match[4]))
    return Date(iso(year, month, day), text.strip()) if possible(year, month, day) else None
