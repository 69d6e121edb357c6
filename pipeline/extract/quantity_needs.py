"""What an ambiguous unit needs before it counts: the column ``needs`` of ``data/units.csv``, each need one plain rule."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.extract.quantity_units import Unit


class Candidate(NamedTuple):
    """A numeral with its unit, ``text[start:end]``, that may be a quantity."""

    text: str
    start: int
    end: int
    numeral: str
    number: float
    unit: Unit
    bounded: bool  # a bound word or a range belongs to it

    def before(self, size: int) -> str:
        return self.text[max(0, self.start - size) : self.start]


WORD_END = re.compile(r"[，。；、的）)\n]|$")
_GRADE_LEAD = re.compile(r"(?:分为|分成|下列|以下|上述|这|共|各|等|及|成|设)$")
_POINTS_BEFORE = frozenset("扣得记加满减计为达足总低高于过至各")
_POINTS_AFTER = re.compile(r"以上|以下|[，。；、的）)\n]|$")


def _arabic(c: Candidate) -> bool:
    return any(digit.isdecimal() for digit in c.numeral)


def _points(c: Candidate) -> bool:
    """扣3分, 60分以上; not 十分重要."""
    if c.bounded:
        return True
    after, before = bool(_POINTS_AFTER.match(c.text, c.end)), c.before(1) in _POINTS_BEFORE
    if _arabic(c):
        return after or before
    return after and (before or c.numeral != "十")


NEEDS = {
    # 两届, 三代以内
    "bound": lambda c: c.bounded or c.numeral == "两",
    # 5起事故; not 一起, 三部门
    "arabic": lambda c: c.bounded or _arabic(c) or c.number >= 20,
    # 五块; not 三块地
    "colloquial": lambda c: c.bounded or bool(WORD_END.match(c.text, c.end)),
    # 5角, 三角五分; not 三角
    "subunit": lambda c: c.bounded or _arabic(c) or c.text[c.end - 1] in "分钱",
    # 三成, 八折
    "tenth": lambda c: c.number <= 100 and c.numeral not in ("一十", "百", "千", "万"),
    # 翻一番
    "doubling": lambda c: c.before(2).rstrip("了").endswith("翻"),
    # 二十发以上; not 一发现
    "ammunition": lambda c: c.bounded,
    # 两眼机井; not 一眼
    "well": lambda c: c.text[c.end : c.end + 1] in ("井", "泉", "机") or c.before(2).endswith("井"),
    # 两类, 分为三类; not 二类疫苗, 三类以上
    "grade": lambda c: c.numeral == "两" or c.number >= 4 or bool(_GRADE_LEAD.search(c.before(2))),
    # 六大方向; not 二十大
    "great": lambda c: 2 <= c.number <= 12 and c.numeral != "二" and "\u4e00" <= c.text[c.end : c.end + 1] <= "\u9fff",
    "points": _points,
}
