"""Enumerations inside one paragraph: 一是…；二是…; 首先…其次…; 第一，…第二，…; （一）…；（二）…

>>> [(p.label, "任务：一是建库；二是建网。"[p.start:p.end]) for p in points("任务：一是建库；二是建网。")]
[('一是', '一是建库；'), ('二是', '二是建网。')]
"""

from __future__ import annotations

import re

from pipeline.chinese.numerals import integer
from pipeline.model import Kind
from pipeline.structure.types import Inner

_CN = "一二三四五六七八九十"
_BEFORE = r"(?<![\u4e00-\u9fffA-Za-z0-9])"
FAMILIES = (  # a text that must stand in the line, pattern of one mark, its number
    ("二是", re.compile(rf"{_BEFORE}(?P<n>[{_CN}]{{1,2}})是"), _CN),
    ("二要", re.compile(rf"{_BEFORE}(?P<n>[{_CN}]{{1,2}})要"), _CN),
    ("第二", re.compile(rf"{_BEFORE}第(?P<n>[{_CN}]{{1,2}})(?=[，,、])"), _CN),
    ("其次", re.compile(rf"{_BEFORE}(?P<n>首先|其次|再次|最后)(?=[，,、]?)"), ("首先", "其次", "再次", "最后")),
    ("二）", re.compile(rf"[（(](?P<n>[{_CN}]{{1,3}})）"), _CN),
    ("二)", re.compile(rf"[（(](?P<n>[{_CN}]{{1,3}})\)"), _CN),
    ("2）", re.compile(r"[（(](?P<n>\d{1,2})）"), None),
    ("②", re.compile(r"(?P<n>[①-⑳])"), "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
)
_REFERENCE = re.compile(r"[项款条目]|[、和或至及与]?[（(]|的|所")


def points(text: str, start: int = 0) -> list[Inner]:
    """The points of the first enumeration in ``text`` behind ``start``; empty when there is none. Offsets in ``text``.

    A point goes on to the next; the last one ends with its sentence when the points are parted by semicolons, else with the line.
    """
    if "二" not in text and "其次" not in text and "2）" not in text and "②" not in text:
        return []  # no second entry of any family
    for required, pattern, numbers in FAMILIES:
        if required not in text:
            continue
        marks = _run(pattern, numbers, text, start)
        if len(marks) >= 2:
            return _points(marks, text)
    return []


def _number(label: str, numbers: str | tuple[str, ...] | None) -> int:
    if numbers is None:
        return int(label)
    if numbers is _CN:
        return integer(label) or -1
    return numbers.index(label) + 1


def _run(pattern: re.Pattern[str], numbers: str | tuple[str, ...] | None, text: str, start: int) -> list[re.Match[str]]:
    run: list[re.Match[str]] = []
    for match in pattern.finditer(text, start):
        number = _number(match["n"], numbers)
        if match[0][0] in "（(" and _REFERENCE.match(text, match.end()):
            continue
        if number == len(run) + 1:
            run.append(match)
        elif number == 1 and len(run) == 1:
            run = [match]
        elif number == 4 and match["n"] == "最后" and len(run) == 2:
            run.append(match)
    return run


def _points(marks: list[re.Match[str]], text: str) -> list[Inner]:
    starts = [m.start() for m in marks]
    end = len(text)
    if all(text[s - 1] in "；;" for s in starts[1:]):
        stop = text.find("。", starts[-1])
        end = stop + 1 if stop >= 0 else end
    return [Inner(Kind.POINT, m[0], k, m.start(), e) for k, (m, e) in enumerate(zip(marks, [*starts[1:], end], strict=True), 1)]
