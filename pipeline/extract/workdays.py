"""Whether a text itself says that its 日 are working days (本办法所称日是指工作日; “五日”、“七日”是指工作日; 十日以内的期限是指工作日).

Where it says nothing, 日 are calendar days (Civil Code art. 200). A rule for one kind of time limit only (实施行政许可的期限以工作日
计算) says nothing of the others and is left to the reader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.chinese.numerals import value

_RULE = re.compile(
    r"(?:本[\u4e00-\u9fff]{1,4}(?:所称|中|规定|关于|有关|的)|[和与]本[\u4e00-\u9fff]{1,4}规定)(?P<what>[^。；\n]{0,80}?)"
    r"(?:的?规定)?[，,]?(?:均|都)?(?:是指|指的是|指|为|以|按照?|系指)工作日"
)
_NUMBER = r"[0-9一二三四五六七八九十]{1,3}"
_LISTED = re.compile(rf"[“\"]({_NUMBER})[日天][”\"]")
_WITHIN = re.compile(rf"({_NUMBER})[日天](?:以内|以下|内)")
_EVERY = re.compile(r"[的各“”\"，,：:其他]*(?:[日天]|期限|期间|时限|时间|天数|日数|日期)[“”\"的，,]*")


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Which numbers of 日 are working days: those listed, those up to a number, or all."""

    listed: frozenset[float] = frozenset()
    upto: float | None = None

    def means(self, days: float) -> bool:
        """Whether ``days`` 日 are working days by this rule."""
        if self.listed:
            return days in self.listed
        return self.upto is None or days <= self.upto


def stated(text: str) -> WorkingDays | None:
    """The rule that ``text`` gives for its 日, or None.

    >>> stated("本办法所称日，是指工作日。").means(30), stated("本法中“三日”、“五日”的规定是指工作日。").means(30)
    (True, False)
    >>> stated("本规定中十日以内的期限是指工作日。").means(10), stated("应当在五个工作日内答复。")
    (True, None)
    """
    if "工作日" not in text:
        return None
    for match in _RULE.finditer(text):
        what = match["what"]
        listed = frozenset(filter(None, map(value, _LISTED.findall(what))))
        within = None if listed else _WITHIN.search(what)
        if listed or within or _EVERY.fullmatch(what):
            return WorkingDays(listed, value(within[1]) if within else None)
    return None
