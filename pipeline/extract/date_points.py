"""One date as it is written: a number with 年, 月, 日, 季度, 世纪, grown to the left (每年, 去年) and to the right (底, 上旬)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from pipeline.chinese.calendar import DIGIT, HAN_DAY, HAN_DIGIT, number, possible

NUMBER = f"{DIGIT}{HAN_DAY}{HAN_DIGIT}"
_SHORT = f"(?:[{DIGIT}]{{1,2}}|[{HAN_DAY}]{{1,3}})"
TO = r"[ \u3000]?(?:至|到|[-—－–~～―─]{1,2})[ \u3000]?"
_QUARTER = r"第?[一二三四1-4１-４]季度|前[两二三]个?季度|[上下]半年|前[一二三四五六七八九十0-9]{1,2}个月"

# The leading class lets the engine skip through the text; the lookbehind keeps a number whole.
ANCHOR = re.compile(
    rf"[{NUMBER}](?<![{NUMBER}.．][{NUMBER}])(?P<rest>[{NUMBER}]{{0,3}})\s?(?:(?P<to>{TO})(?P<b>[{NUMBER}]{{1,4}})\s?)?"
    rf"(?P<kind>年代|年度?|月份?|[日号]|季度|世纪|个月|个季度|(?P<sep>[-./．])(?=[0-9]{{1,2}}(?P=sep)[0-9]{{1,2}}(?![0-9])))"
)
_AFTER_YEAR = re.compile(
    rf"[ \u3000]?(?:(?P<month>{_SHORT})[ \u3000]?(?:{TO}(?P<month2>{_SHORT})[ \u3000]?)?月份?(?:[ \u3000]?(?P<day>{_SHORT})[ \u3000]?(?:{TO}(?P<day2>{_SHORT})[ \u3000]?)?[日号])?"
    rf"|(?:的)?(?P<period>{_QUARTER}))"
)
_AFTER_MONTH = re.compile(rf"[ \u3000]?(?P<day>{_SHORT})[ \u3000]?(?:{TO}(?P<day2>{_SHORT})[ \u3000]?)?[日号]")
_ISO = re.compile(r"[-./．](?P<month>[0-9]{1,2})[-./．](?P<day>[0-9]{1,2})")
_TAIL = re.compile(r"年?[底末](?!端)|年?初(?![中级次步始])|年中(?!国)|[上中下]旬|中叶|中期|末期|初期|中后期|后期|前期|早期")
_LEFT = re.compile(
    r"(?P<every>每年|每月)(?:的|度)?$"
    r"|(?P<year>今年|本年|去年|上年|前年|明年|来年|后年|次年|翌年|当年|同年|上一年|下一年)(?:度)?(?:的)?$"
    r"|(?P<month>当月|次月|本月|上月|下月|该月|翌月|每月|每季度末月|季度末月)(?:的)?$"
)
_CENTURY_LEFT = re.compile(rf"(?:(?P<last>上世纪|上个世纪)|(?P<n>[{DIGIT}]{{2}}|[{HAN_DAY}]{{2,3}})世纪)$")
_NO_MONTH = re.compile(r"以上|以下|以内|之内|[内龄租供薪息均票]|利率")
_NO_YEAR = re.compile(r"(?:第\s?)?[0-9０-９一二三四五六七八九十百]{1,5}\s?号(?!前|起|至|到)|版")
SHORT_YEAR = re.compile(r"[0-9]{2}年[0-9]{1,2}月")
_DECADE = re.compile(rf"[{NUMBER}]{{2}}年代")
_FESTIVAL = re.compile(r"[初三五七九](?![日号0-9一二三四五六七八九十])|十五(?![日号])")
OFFSETS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "上一年": -1, "前年": -2, "明年": 1, "来年": 1, "下一年": 1, "后年": 2}


class Years(NamedTuple):
    """The document's own year (for 今年, 去年) and the year named last (for 当年, a bare month); None when not known."""

    own: int | None
    last: int | None


@dataclass(slots=True)
class Point:
    """One date as far as it is written. ``months`` is a span of months (一季度), ``days`` one of days (1日至3日)."""

    start: int
    end: int
    year: int | None = None
    years: int = 1  # how many years, from ``year``: a decade has 10
    months: tuple[int, int] | None = None
    days: tuple[int, int] | None = None
    tail: str = ""
    every: str = ""  # year | month
    relative: bool = False  # the year is relative or unsaid


def point_at(text: str, match: re.Match[str], known: Years) -> Point | None:
    """The date at an anchor, grown to both sides, or None when the number is none of a date."""
    kind, start, end = match["kind"], match.start(), match.end()
    first, second = match[0][0] + match["rest"], match["b"]
    a = number(first)
    b = number(second) if second else None
    if a is None or second and b is None:
        return None
    if kind in ("年", "年度"):
        if len(first) == 2:  # 98年6月, 08年8月8日
            a += 1900 if a > 50 else 2000
        if not 1000 <= a <= 2999 or b is not None and not (a < b <= a + 60) or _NO_YEAR.match(text, end):
            return None
        point = Point(start, end, a, 1 if b is None else b - a + 1)
        return _finish(text, point if b is not None else _year_parts(text, point))
    if kind in ("月", "月份"):
        return _month_point(text, start, end, a, b, known)
    if kind in ("日", "号"):
        left = _left(text, start)
        if (
            left is None
            or not (left["month"] or left["every"] == "每月")
            or not 1 <= a <= 31
            or (b is not None and not a < b <= 31)
        ):
            return None
        return _finish(text, Point(left.start(), end, days=(a, b or a), every="month"))
    if kind in ("季度", "个季度", "个月"):
        return _period_point(text, start, end, a, kind, known)
    if kind == "年代":
        return _decade(text, start, end, a)
    if kind == "世纪":
        if not 10 <= a <= 22 or _DECADE.match(text, end):  # 20世纪80年代 is found at its decade
            return None
        return _finish(text, Point(start, end, (a - 1) * 100 + 1, 100))
    numeric = _ISO.match(text, match.start("kind"))
    month, day = int(numeric["month"]), int(numeric["day"])
    if len(first) != 4 or not first.isdecimal() or not 1900 <= a <= 2100 or not possible(a, month, day):
        return None
    return _finish(text, Point(start, numeric.end(), a, 1, (month, month), (day, day)))


def _year_parts(text: str, point: Point) -> Point | None:
    """What follows a year: month and day, a quarter, half a year."""
    match = _AFTER_YEAR.match(text, point.end)
    if match is None:
        return point
    if match["period"]:
        return replace(point, end=match.end(), months=months_of(match["period"]))
    month = number(match["month"])
    month2 = number(match["month2"]) if match["month2"] else month
    day = number(match["day"]) if match["day"] else None
    day2 = number(match["day2"]) if match["day2"] else day
    if month is None or month2 is None or not possible(point.year, month, None) or not 1 <= month2 <= 12:
        return point
    if match["day"] and (
        day is None or not possible(point.year, month2, day) or day2 is None or not possible(point.year, month2, day2)
    ):
        return replace(point, end=text.index("月", match.start()) + 1, months=(month, month2))
    return replace(point, end=match.end(), months=(month, month2), days=(day, day2) if day else None)


def _month_point(text: str, start: int, end: int, a: int, b: int | None, known: Years) -> Point | None:
    """A month without a year before it: 每年9月5日, 去年3月, 6月底前, 1—11月."""
    if not 1 <= a <= 12 or (b is not None and not 1 <= b <= 12) or _NO_MONTH.match(text, end):
        return None
    if text[start - 1 : start] in ("个", "第", "·", "满", "÷", "×", "＝", "=") and start:
        return None
    if text[max(0, start - 2) : start] in ("农历", "阴历") or _FESTIVAL.match(text, end):
        return None
    point = Point(start, end, months=(a, b or a))
    day = _AFTER_MONTH.match(text, end)
    if day and b is None:
        d = number(day["day"])
        d2 = number(day["day2"]) if day["day2"] else d
        if d is not None and d2 is not None and possible(None, a, d) and possible(None, a, d2):
            point.end, point.days = day.end(), (d, d2)
    return _finish(text, _with_left(text, point, known))


def _period_point(text: str, start: int, end: int, a: int, kind: str, known: Years) -> Point | None:
    """三季度, 第一季度, 前三季度, 前11个月 (the last only where it opens a clause or follows a year)."""
    lead = text[start - 1 : start]
    if kind == "季度" and lead != "前":
        if not 1 <= a <= 4 or lead in ("每", "个", "各"):
            return None
        point = Point(start - (lead == "第"), end, months=(3 * a - 2, 3 * a))
        return _finish(text, _with_left(text, point, known))
    if lead != "前":
        return None
    size = 3 * a if kind != "个月" else a
    if not 1 <= size <= 12:
        return None
    point = _with_left(text, Point(start - 1, end, months=(1, size)), known)
    opens = point.start == 0 or text[point.start - 1] in "，。；：、,;:（(\n \u3000"
    if kind == "个月" and point.start == start - 1 and not opens:
        return None  # 届满前三个月 is a duration
    return _finish(text, point)


def _decade(text: str, start: int, end: int, a: int) -> Point | None:
    """20世纪80年代, 上世纪90年代末, 1990年代."""
    left = _CENTURY_LEFT.search(text[max(0, start - 6) : start])
    if 1000 <= a <= 2999:
        return _finish(text, Point(start, end, a - a % 10, 10))
    if a % 10 or not 0 <= a <= 90:
        return None
    century = 1900
    if left and left["n"]:
        n = number(left["n"])
        if n is None or not 10 <= n <= 22:
            return None
        century = (n - 1) * 100
    return _finish(text, Point(start - len(left[0]) if left else start, end, century + a, 10))


def _left(text: str, start: int) -> re.Match[str] | None:
    return _LEFT.search(text, max(0, start - 8), start)


def _with_left(text: str, point: Point, known: Years) -> Point:
    """Grow to the left over 每年, 今年, 去年; a point without a year takes the year last known."""
    left = _left(text, point.start)
    if left is None:
        return replace(point, year=known.last, relative=True)
    if left["every"]:
        return replace(point, start=left.start(), every="year" if left["every"] == "每年" else "month")
    word = left["year"]
    if word is None:
        return replace(point, year=known.last, relative=True)
    base = known.own if word in OFFSETS else known.last
    year = None if base is None else base + OFFSETS.get(word, 1 if word in ("次年", "翌年") else 0)
    return replace(point, start=left.start(), year=year, relative=True)


def _finish(text: str, point: Point | None) -> Point | None:
    if point is None:
        return None
    tail = _TAIL.match(text, point.end)
    if tail and not (tail[0].startswith("年") and point.months):
        return replace(point, end=tail.end(), tail=tail[0].lstrip("年"))
    return point


def months_of(period: str) -> tuple[int, int]:
    """一季度, 前三季度, 上半年, 前11个月 as first and last month."""
    if period.endswith("半年"):
        return (1, 6) if period[0] == "上" else (7, 12)
    a = number(period.strip("第前个季度月两")) or 2
    if period.startswith("前"):
        return 1, min(12, a if period.endswith("个月") else 3 * a)
    return 3 * a - 2, 3 * a
