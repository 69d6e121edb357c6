"""For which period an amount is told, whether it is aimed at or reached, and from when a time limit runs.

Plans and work reports tell most of their amounts for a year (到2026年养老床位达到6万张; 去年新增就业3.2万人). The period is that of the
last date before the amount in its sentence, else of a heading above the clause, else, of what a plan aims at, the last
year of its title.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.extract.date_points import OFFSETS
from pipeline.extract.found import Context, Found
from pipeline.model import Clause, Entity, Quantity

_SENTENCE_END = re.compile(r"[。！？\n]")
_LONGEST = 600  # characters of a sentence whose words tell what an amount in it is
_RELATIVE = re.compile(r"(?P<year>今年|本年度?|去年|上年|上一年|明年|来年)(?!龄)")
_YEARS = re.compile(r"(?P<first>(?:19|20)\d\d)(?:\s*年?\s*(?:至|到|[-—－–~～]+)\s*(?P<last>(?:19|20)\d\d))?\s*年")
_BACKGROUND = frozenset("deadline term age fine".split())
_TIMES = frozenset("duration age".split())
_COMPARED = re.compile(r"(?:比|较|与|同比|超过|高于|低于)[^，。；]{0,8}$")  # 比上年增长: the year is only compared with

_AIMED = re.compile(
    r"(?:力争|目标|计划|预期|预计|确保|争取|拟|将(?!近)|要(?!求)|安排|到(?=\d{4}年|本世纪|“|十)|底前|年底前|末前|控制在|不低于|不少于|不超过|不高于|提升到|提升至|提高至|提高到)"
)
_STRONG = re.compile(r"(?:力争|争取|确保|目标)[^，。；\n]{0,24}$")
_REACHED = re.compile(
    r"已(?!知|满)|累计|完成了|实现了|达到了|建成了|新增了|增长了|下降了|同比|比上年|较上年|比\d{4}年|较\d{4}年|以来|目前|现有|共有|截至|过去|一年来|五年来|上升到了|位居"
)
_PLANS = frozenset("规划 计划 方案 纲要 要点 意见".split())
_REPORTS = frozenset("报告 总结 公报".split())

_ANCHOR = re.compile(r"(?:自|从)(?P<of>[^，。；：\n自从]{1,30}?)之?(?:日|时|次日)起(?:的|，|,)?(?:[\u4e00-\u9fff]{0,2})$")
_AFTER_ANCHOR = re.compile(
    r"(?:在|于)?(?P<of>(?:收到|接到|受理|作出|届满|签订|公布|发布|取得|变更|完成|通过|批准|登记|知道|发生)[^，。；：\n]{0,20}?|[^，。；：\n在于]{2,16}(?:届满|期满|竣工|完工|开工|投产|终止|发生|结束|生效|完成|批准|公布|签订|登记|受理|成立))(?:之)?(?:后|以后)(?:的)?$"
)
_REACH = 44

Point = tuple[int, int, str]
"""A date with a year: where it stands, and the period it stands for."""


def anchor(text: str, start: int, end: int, dimension: str) -> str | None:
    """From what a time limit at ``[start, end)`` runs: 自【收到申请】之日起二十日内, 【工程竣工】后十日内; None when nothing is said.

    >>> text = "应当自收到投诉之日起十二个工作日内答复"
    >>> anchor(text, 10, 17, "duration")
    '收到投诉'
    """
    if dimension != "duration" or not text.startswith(("内", "后"), end - 1):
        return None
    before = text[max(0, start - _REACH) : start]
    match = _ANCHOR.search(before) or _AFTER_ANCHOR.search(before)
    return match["of"] if match else None


def assign(clause: Clause, found: Found, quantities: Sequence[Quantity]) -> list[Quantity]:
    """``quantities`` with ``period`` and ``kind`` where the text, a heading or the title tells them."""
    text, context = clause.text, found.context
    points = sorted([*_points(found.dates), *_relative(text, context)])
    heading, title = _headings(clause, context), _title(context)
    if not points and heading is None and title is None:
        return list(quantities)
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    return [_assigned(text, q, ends, points, heading, title, context) for q in quantities]


def _assigned(
    text: str,
    q: Quantity,
    ends: Sequence[int],
    points: Sequence[Point],
    heading: str | None,
    title: str | None,
    context: Context,
) -> Quantity:
    if q.dimension in _TIMES or q.role in _BACKGROUND:
        return q
    passed = bisect_right(ends, q.start)
    begin = ends[passed - 1] if passed else 0
    before, words = text[max(begin, q.start - _LONGEST) : q.start], text[q.start : q.end]
    period = _last(text, points, begin, q.start) or heading or (title if _AIMED.search(before + words) else None)
    if period is None:
        return q
    kind = _kind(before, words, period, context)
    return replace(q, period=period, kind=kind, role=kind if kind and q.role in ("target", "result") else q.role)


def _last(text: str, points: Sequence[Point], begin: int, end: int) -> str | None:
    """The period of the last date in ``[begin, end)`` that is more than compared with."""
    for at in range(bisect_left(points, (end,)) - 1, -1, -1):
        start, stop, period = points[at]
        if start < begin:
            return None
        if stop <= end and not _COMPARED.search(text, max(0, start - 12), start):
            return period
    return None


def _kind(before: str, words: str, period: str, context: Context) -> str | None:
    """``target`` or ``result`` by the period against the document's date, then by the words, then by the kind of document."""
    if _STRONG.search(before):
        return "target"
    year, own = int(period.split("/")[-1][:4]), (context.date or "")[:4]
    if own.isdecimal() and year != int(own):
        return "target" if year > int(own) else "result"
    aimed = [m.start() for m in _AIMED.finditer(before + words)]
    reached = [m.start() for m in _REACHED.finditer(before)]
    if aimed or reached:
        return "target" if max(aimed, default=-1) > max(reached, default=-1) else "result"
    if context.genre in _REPORTS:  # a report of January speaks of the year to come
        return "target" if "01" <= (context.date or "")[5:7] <= "04" else None
    return "target" if context.genre in _PLANS else None


def _points(dates: Iterable[Entity]) -> Iterable[Point]:
    """Dates with a year, as the period they stand for."""
    for date in dates:
        period = _period(date.norm)
        if period:
            yield date.start, date.end, period


def _period(norm: str | None) -> str | None:
    """The period of an ISO date or interval: a year where it lies in one, else the interval; None for recurring dates.

    >>> _period("2026"), _period("2026-12-31"), _period("/2026-12-31"), _period("2026-01/2026-06"), _period("2021/2025"), _period("--09-05")
    ('2026', '2026', '2026', '2026-01/2026-06', '2021/2025', None)
    """
    if not norm or norm.startswith("-") or "/-" in norm:
        return None
    begin, _, end = norm.partition("/")
    if not end:
        return begin[:4] or None
    if not begin or begin[:4] == end[:4] and (len(begin) == 4 or begin.endswith("01-01") and end.endswith("12-31")):
        return end[:4]
    return f"{begin[:7]}/{end[:7]}" if begin != end else begin[:4]


def _relative(text: str, context: Context) -> Iterable[Point]:
    """今年, 去年 by themselves, against the document's own year."""
    if not (context.date or "")[:4].isdecimal() or "年" not in text:
        return
    own = int(context.date[:4])
    for match in _RELATIVE.finditer(text):
        yield match.start(), match.end(), str(own + OFFSETS.get(match["year"].removesuffix("度"), 0))


def _headings(clause: Clause, context: Context) -> str | None:
    """The period of the headings above, the nearest first."""
    return next(filter(None, (_years(heading, context) for heading in reversed(clause.path) if "年" in heading)), None)


def _title(context: Context) -> str | None:
    """The last year of a plan's title."""
    return _years(context.title, context, last=True) if context.genre in _PLANS else None


def _years(words: str, context: Context, last: bool = False) -> str | None:
    match = _YEARS.search(words)
    if match:
        return match["first"] if match["last"] is None else match["last"] if last else f"{match['first']}/{match['last']}"
    own = next(iter(_relative(words, context)), None)
    return own[2] if own else None
