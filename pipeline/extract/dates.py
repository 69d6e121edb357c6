"""Calendar dates, months, years and their ranges, each with its own precision, as ``Entity`` of label ``date``.

A scan finds a number followed by 年, 月, 日, 季度, 世纪 or a separator; small patterns then grow the point to the left
(每年, 今年, 去年前) and to the right (底, 前, 以来) and join two points to a range. Relative dates are resolved against the
document's date when it is known, otherwise their ``norm`` is None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from pipeline.chinese.calendar import DIGIT, HAN_DAY, HAN_DIGIT, iso, last_day, number, possible
from pipeline.extract.found import Found
from pipeline.extract.quantity_masks import Closed, titles_and_numbers
from pipeline.model import Clause, Entity

_N = f"{DIGIT}{HAN_DAY}{HAN_DIGIT}"
_SHORT = f"(?:[{DIGIT}]{{1,2}}|[{HAN_DAY}]{{1,3}})"
_TO = r"[ \u3000]?(?:至|到|[-—－–~～―─]{1,2})[ \u3000]?"
_QUARTER = r"第?[一二三四1-4１-４]季度|前[两二三]个?季度|[上下]半年|前[一二三四五六七八九十0-9]{1,2}个月"

# The leading class lets the engine skip through the text; the lookbehind keeps a number whole.
_ANCHOR = re.compile(
    rf"[{_N}](?<![{_N}.．][{_N}])(?P<rest>[{_N}]{{0,3}})\s?(?:(?P<to>{_TO})(?P<b>[{_N}]{{1,4}})\s?)?"
    rf"(?P<kind>年代|年度?|月份?|[日号]|季度|世纪|个月|个季度|(?P<sep>[-./．])(?=[0-9]{{1,2}}(?P=sep)[0-9]{{1,2}}(?![0-9])))"
)
_AFTER_YEAR = re.compile(
    rf"[ \u3000]?(?:(?P<month>{_SHORT})[ \u3000]?(?:{_TO}(?P<month2>{_SHORT})[ \u3000]?)?月份?(?:[ \u3000]?(?P<day>{_SHORT})[ \u3000]?(?:{_TO}(?P<day2>{_SHORT})[ \u3000]?)?[日号])?"
    rf"|(?:的)?(?P<period>{_QUARTER}))"
)
_AFTER_MONTH = re.compile(rf"[ \u3000]?(?P<day>{_SHORT})[ \u3000]?(?:{_TO}(?P<day2>{_SHORT})[ \u3000]?)?[日号]")
_ISO = re.compile(r"[-./．](?P<month>[0-9]{1,2})[-./．](?P<day>[0-9]{1,2})")
_TAIL = re.compile(r"年?[底末](?!端)|年?初(?![中级次步始])|年中(?!国)|[上中下]旬|中叶|中期|末期|初期|中后期|后期|前期|早期")
_EDGE = re.compile(
    r"(?:以前|之前|前(?![款项条述期置提者后往列来端沿景三两二一四五六七八九十0-9]))|(?:以来|以后|之后|后(?![续期勤备代者]))"
)
_RANGE = re.compile(_TO + r"(?=(?:次年|翌年|当年|同年|今年|本年|每年)?[0-9０-９一二三四五六七八九十])")
_LEFT = re.compile(
    r"(?P<every>每年|每月)(?:的|度)?$"
    r"|(?P<year>今年|本年|去年|上年|前年|明年|来年|后年|次年|翌年|当年|同年|上一年|下一年)(?:度)?(?:的)?$"
    r"|(?P<month>当月|次月|本月|上月|下月|该月|翌月|每月|每季度末月|季度末月)(?:的)?$"
)
_NEXT_YEAR = re.compile(r"(?:次年|翌年|当年|同年|今年|本年|每年)")
_CENTURY_LEFT = re.compile(rf"(?:(?P<last>上世纪|上个世纪)|(?P<n>[{DIGIT}]{{2}}|[{HAN_DAY}]{{2,3}})世纪)$")
_NO_MONTH = re.compile(r"以上|以下|以内|之内|[内龄租供薪息均票]|利率")
_NO_YEAR = re.compile(r"(?:第\s?)?[0-9０-９一二三四五六七八九十百]{1,5}\s?号(?!前|起|至|到)|版")
_WORDS = re.compile(
    r"(?:(?P<year>今年|本年|去年|上年|明年|当年|同年|每年|次年)(?:度)?)?(?P<period>[上下]半年|年[底末]前?|年初)(?P<edge>以前|之前|前|以来)?"
    r"|(?P<century>上世纪|本世纪)(?:中叶|末|初)?"
)
_WORD_GUARDS = ("半年", "年底", "年末", "年初", "世纪")
_WORDS_BEFORE = re.compile(rf"[{_N}年每半]$|[{_N}]个$")
_SHORT_YEAR = re.compile(r"[0-9]{2}年[0-9]{1,2}月")
_DECADE = re.compile(rf"[{_N}]{{2}}年代")
_FESTIVAL = re.compile(r"[初三五七九](?![日号0-9一二三四五六七八九十])|十五(?![日号])")
_OFFSETS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "上一年": -1, "前年": -2, "明年": 1, "来年": 1, "下一年": 1, "后年": 2}


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


def extract(clause: Clause, found: Found) -> list[Entity]:
    """The dates of ``clause``, in order; none inside a title or a document number."""
    text = clause.text
    out: list[Entity] = []
    if "年" in text or "月" in text or "季度" in text or "世纪" in text or "." in text or "-" in text or "/" in text:
        out = _numeric(text, found)
    if any(word in text for word in _WORD_GUARDS):
        out = sorted(out + _worded(text, found, out), key=lambda e: e.start)
    return out


def _numeric(text: str, found: Found) -> list[Entity]:
    out: list[Entity] = []
    closed: Closed | None = None
    done = 0
    known = Years(*[_context_year(found)] * 2)
    for match in _ANCHOR.finditer(text):
        if match.start() < done:
            continue
        kind = match["kind"]
        if kind == "年" and len(match["rest"]) == 1 and _SHORT_YEAR.match(text, match.start()):
            pass
        elif kind in ("年", "年度") and len(match["rest"]) != 3:
            continue
        point = _point(text, match, known)
        if point is None or point.start < done:
            continue
        if closed is None:
            closed = Closed(titles_and_numbers(text, found))
        if closed.touches(point.start, point.end):
            continue
        entity, year = _entity(text, point, known)
        if year is not None:
            known = known._replace(last=year)
        done = entity.end
        out.append(entity)
    return out


def _context_year(found: Found) -> int | None:
    date = found.context.date
    return int(date[:4]) if date and date[:4].isdecimal() else None


def _point(text: str, match: re.Match[str], known: Years) -> Point | None:
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
        return replace(point, end=match.end(), months=_months_of(match["period"]))
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
    if text[start - 1 : start] in ("个", "第", "·", "满") and start:
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
    match = _LEFT.search(text, max(0, start - 8), start)
    return match


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
    base = known.own if word in _OFFSETS else known.last
    year = None if base is None else base + _OFFSETS.get(word, 1 if word in ("次年", "翌年") else 0)
    return replace(point, start=left.start(), year=year, relative=True)


def _finish(text: str, point: Point | None) -> Point | None:
    if point is None:
        return None
    tail = _TAIL.match(text, point.end)
    if tail and not (tail[0].startswith("年") and point.months):
        return replace(point, end=tail.end(), tail=tail[0].lstrip("年"))
    return point


def _entity(text: str, first: Point, known: Years) -> tuple[Entity, int | None]:
    """The entity that begins with ``first``: alone, or the range it opens, with 前 or 以来; and its year if it says one."""
    second = None
    to = _RANGE.match(text, first.end)
    if to:
        second = _second(text, to.end(), first, known)
    end = second.end if second else first.end
    edge = _EDGE.match(text, end)
    if edge:
        end = edge.end()
    norm = _norm(first, second, edge[0] if edge else "")
    rule = "range" if second else "recurring" if first.every else "relative" if first.relative else "date"
    last = second or first
    year = last.year if not last.relative and not first.relative and last.years == 1 else None
    entity = Entity(first.start, end, text[first.start : end], rule, 0.9 if first.relative else 1.0, "date", norm)
    return entity, year


def _second(text: str, at: int, first: Point, known: Years) -> Point | None:
    """The other end of a range; what it leaves unsaid it takes from ``first``."""
    lead = _NEXT_YEAR.match(text, at)
    anchor = _ANCHOR.match(text, lead.end() if lead else at)
    if anchor is None or anchor["to"]:
        return None
    kind = anchor["kind"]
    a = number(anchor[0][0] + anchor["rest"])
    if a is None:
        return None
    if kind in ("日", "号") and first.days and first.months and possible(first.year, first.months[1], a):
        return replace(first, end=anchor.end(), days=(a, a), tail="")
    if kind in ("年", "年度") and not 1000 <= a <= 2999:
        return None
    point = _point(text, anchor, known)
    if point is None or (first.days and not point.days) and kind != "年":
        return None
    if first.every:
        return replace(point, year=None, every=first.every, relative=False)
    if point.relative and first.year is not None:
        wraps = bool(lead and lead[0] in ("次年", "翌年"))
        return replace(point, year=first.year + wraps, relative=first.relative)
    return point


def _norm(first: Point, second: Point | None, edge: str) -> str | None:
    """ISO date, interval or open interval; None when the year is not known."""
    last = second or first
    if (first.year is None or last.year is None) and not first.every:
        return None
    if first.years == 1 and not first.months and first.tail == "" and second is None and edge.endswith(("后", "来")):
        return f"{first.year:04d}/"
    begin, end = _bounds(first)[0], _bounds(last)[1]
    if edge.endswith("前"):
        return f"/{end}"
    if edge:
        return f"{begin}/"
    return begin if begin == end else f"{begin}/{end}"


def _bounds(point: Point) -> tuple[str, str]:
    """First and last day of what a point covers."""
    if point.every == "month" and point.days:
        return iso(None, None, point.days[0]), iso(None, None, point.days[1])
    year = point.year
    final = None if year is None else year + point.years - 1
    low, high = point.months or (1, 12)
    if point.days:
        return iso(year, low, point.days[0]), iso(final, high, point.days[1])
    begin, end = (low, 1), (high, last_day(final, high))
    if point.tail in ("底", "末", "末期") and point.years == 1:
        begin = end
    elif point.tail == "中" or point.tail == "中叶" and point.years == 1:
        begin = end = (6, 30)
    elif point.tail == "初" and not point.months and point.years == 1:
        end = (1, 31)
    elif point.tail in ("上旬", "初") and point.months:
        end = (high, 10)
    elif point.tail == "中旬":
        begin, end = (high, 11), (high, 20)
    elif point.tail == "下旬":
        begin = (high, 21)
    return iso(year, *begin), iso(final, *end)


def _months_of(period: str) -> tuple[int, int]:
    """一季度, 前三季度, 上半年, 前11个月 as first and last month."""
    if period.endswith("半年"):
        return (1, 6) if period[0] == "上" else (7, 12)
    a = number(period.strip("第前个季度月两")) or 2
    if period.startswith("前"):
        return 1, min(12, a if period.endswith("个月") else 3 * a)
    return 3 * a - 2, 3 * a


def _worded(text: str, found: Found, numeric: list[Entity]) -> list[Entity]:
    """Dates without a number: 上半年, 今年底前, 年底前, 本世纪中叶."""
    out, known = [], _context_year(found)
    closed = Closed(titles_and_numbers(text, found) + [(e.start, e.end) for e in numeric])
    for match in _WORDS.finditer(text):
        start, end = match.span()
        if closed.touches(start, end) or (not match["year"] and _WORDS_BEFORE.search(text[max(0, start - 2) : start])):
            continue
        period, word = match["period"], match["year"]
        if not word and not match["edge"] and period in ("年初", "年底", "年末"):  # said of any year
            continue
        if period is None:
            out.append(Entity(start, end, match[0], "worded", 0.7, "date", None))
            continue
        year = None if known is None else known + _OFFSETS.get(word or "", 0)
        point = Point(start, end, year, every="year" if word == "每年" else "", relative=True)
        if period.endswith("半年"):
            point.months = _months_of(period)
        else:
            point.tail = period.strip("年前")
        edge = match["edge"] or ("前" if period.endswith("前") else "")
        out.append(Entity(start, end, match[0], "relative", 0.9, "date", _norm(point, None, edge)))
    return out
