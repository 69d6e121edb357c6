"""Calendar dates, months, years and their ranges, each with its own precision, as ``Entity`` of label ``date``.

A scan finds a number followed by 年, 月, 日, 季度, 世纪 or a separator; small patterns then grow the point to the left
(每年, 今年, 去年前) and to the right (底, 前, 以来) and join two points to a range. Relative dates are resolved against the
document's date when it is known, otherwise their ``norm`` is None.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.chinese.calendar import iso, last_day, number, possible
from pipeline.extract.date_points import ANCHOR, NUMBER, OFFSETS, SHORT_YEAR, TO, Point, Years, months_of, point_at
from pipeline.extract.found import Found
from pipeline.extract.masks import Closed, titles_and_numbers
from pipeline.model import Clause, Entity

_EDGE = re.compile(
    r"(?:以前|之前|前(?![款项条述期置提者后往列来端沿景三两二一四五六七八九十0-9]))|(?:以来|以后|之后|后(?![续期勤备代者]))"
)
_RANGE = re.compile(TO + r"(?=(?:次年|翌年|当年|同年|今年|本年|每年)?[0-9０-９一二三四五六七八九十])")
_NEXT_YEAR = re.compile(r"(?:次年|翌年|当年|同年|今年|本年|每年)")
_WORDS = re.compile(
    r"(?:(?P<year>今年|本年|去年|上年|明年|当年|同年|每年|次年)(?:度)?)?(?P<period>[上下]半年|(?:年|(?<=年))[底末]前?|(?:年|(?<=年))初)(?P<edge>以前|之前|前|以来)?"
    r"|(?P<century>上世纪|本世纪)(?:中叶|末|初)?"
)
_WORD_GUARDS = ("半年", "年底", "年末", "年初", "世纪")
_PLAN = re.compile(
    r"“(?P<plan>[一二三四五六七八九]|十[一二三四五六七八九]?)五”(?:期间|时期|以来)|(?<![第百千万零〇一二三四五六七八九十])(?P<bare>[六七八九]|十[一二三四五六七八九])五(?:期间|时期|以来)"
)
"""The period of a five-year plan: “十四五”期间. The first began in 1953, the third in 1966; since then one follows the other."""
_WORDS_BEFORE = re.compile(rf"[{NUMBER}年每半]$|[{NUMBER}]个$")


def extract(clause: Clause, found: Found) -> list[Entity]:
    """The dates of ``clause``, in order; none inside a title or a document number."""
    text = clause.text
    out: list[Entity] = []
    if "年" in text or "月" in text or "季度" in text or "世纪" in text or "." in text or "-" in text or "/" in text:
        out = _numeric(text, found)
    if any(word in text for word in _WORD_GUARDS):
        out = sorted(out + _worded(text, found, out), key=lambda e: e.start)
    if "五" in text and ("五”" in text or "五期间" in text or "五时期" in text):
        out = sorted(out + _plans(text, found), key=lambda e: e.start)
    return out


def _numeric(text: str, found: Found) -> list[Entity]:
    out: list[Entity] = []
    closed: Closed | None = None
    done = 0
    known = Years(*[_context_year(found)] * 2)
    for match in ANCHOR.finditer(text):
        if match.start() < done:
            continue
        kind = match["kind"]
        if kind in ("年", "年度") and len(match["rest"]) != 3 and not SHORT_YEAR.match(text, match.start()):
            continue
        first = point_at(text, match, known)
        if first is None or first.start < done:
            continue
        if closed is None:
            closed = Closed(titles_and_numbers(text, found))
        if closed.touches(first.start, first.end):
            continue
        entity, year = _entity(text, first, known)
        if year is not None:
            known = known._replace(last=year)
        done = entity.end
        out.append(entity)
    return out


def _context_year(found: Found) -> int | None:
    date = found.context.date
    return int(date[:4]) if date and date[:4].isdecimal() else None


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
    anchor = ANCHOR.match(text, lead.end() if lead else at)
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
    other = point_at(text, anchor, known)
    if other is None or (first.days and not other.days and kind != "年"):
        return None
    if first.every:
        return replace(other, year=None, every=first.every, relative=False)
    if other.relative and first.year is not None:
        wraps = bool(lead and lead[0] in ("次年", "翌年"))
        return replace(other, year=first.year + wraps, relative=first.relative)
    return other


def _norm(first: Point, second: Point | None, edge: str) -> str | None:
    """ISO date, interval or open interval; None when the year is not known."""
    last = second or first
    if (first.year is None or last.year is None) and not first.every:
        return None
    if first.year is not None and first.years == 1 and not first.months and not first.tail and edge.endswith(("后", "来")):
        return f"{first.year:04d}/"
    begin, end = _bounds(first)[0], _bounds(last)[1]
    if edge.endswith("前"):
        return f"/{end}"
    if edge:
        return f"{begin}/"
    return begin if begin == end else f"{begin}/{end}"


def _bounds(date: Point) -> tuple[str, str]:
    """First and last day of what a point covers."""
    if date.every == "month" and date.days:
        return iso(None, None, date.days[0]), iso(None, None, date.days[1])
    year = date.year
    final = None if year is None else year + date.years - 1
    low, high = date.months or (1, 12)
    if date.days:
        return iso(year, low, date.days[0]), iso(final, high, date.days[1])
    begin, end = (low, 1), (high, last_day(final, high))
    if date.tail in ("底", "末", "末期") and date.years == 1:
        begin = end
    elif date.tail == "中" or date.tail == "中叶" and date.years == 1:
        begin = end = (6, 30)
    elif date.tail == "初" and not date.months and date.years == 1:
        end = (1, 31)
    elif date.tail in ("上旬", "初") and date.months:
        end = (high, 10)
    elif date.tail == "中旬":
        begin, end = (high, 11), (high, 20)
    elif date.tail == "下旬":
        begin = (high, 21)
    return iso(year, *begin), iso(final, *end)


def _plans(text: str, found: Found) -> list[Entity]:
    """Periods of five-year plans, as ranges of whole years."""
    out = []
    closed = Closed(titles_and_numbers(text, found))
    for match in _PLAN.finditer(text):
        plan = number(match["plan"] or match["bare"])
        if plan is None or closed.touches(*match.span()):
            continue
        first = 1953 + 5 * (plan - 1) if plan < 3 else 1966 + 5 * (plan - 3)  # 1963–1965 belonged to no plan
        end = "" if match[0].endswith("以来") else str(first + 4)
        out.append(Entity(*match.span(), match[0], "plan", 0.9, "date", f"{first}/{end}"))
    return out


def _worded(text: str, found: Found, numeric: list[Entity]) -> list[Entity]:
    """Dates without a number: 上半年, 今年底前, 年底前, 本世纪中叶."""
    out, known = [], _context_year(found)
    closed = Closed(titles_and_numbers(text, found) + [(e.start, e.end) for e in numeric])
    for match in _WORDS.finditer(text):
        start, end = match.span()
        if closed.touches(start, end) or (not match["year"] and _WORDS_BEFORE.search(text[max(0, start - 2) : start])):
            continue
        period, word = match["period"], match["year"]
        if not word and not match["edge"] and period in ("年初", "年底", "年末", "底", "末", "初"):  # said of any year
            continue
        if period is None:
            out.append(Entity(start, end, match[0], "worded", 0.7, "date", None))
            continue
        year = None if known is None else known + OFFSETS.get(word or "", 0)
        date = Point(start, end, year, every="year" if word == "每年" else "", relative=True)
        if period.endswith("半年"):
            date.months = months_of(period)
        else:
            date.tail = period.strip("年前")
        edge = match["edge"] or ("前" if period.endswith("前") else "")
        out.append(Entity(start, end, match[0], "relative", 0.9, "date", _norm(date, None, edge)))
    return out
