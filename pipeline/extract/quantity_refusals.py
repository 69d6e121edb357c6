"""Numerals with a unit that are no quantity: names, grades, ordinals, 一 as a mere article.

What the unit table's column ``needs`` asks for is decided here, each need by one plain rule.
"""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.extract.quantity_units import Unit

_NAMES = [
    line
    for line in (Path(__file__).with_name("data") / "number_names.txt").read_text(encoding="utf-8").split("\n")
    if line and not line.startswith("#")
]
NAMES = re.compile("|".join(re.escape(name) for name in sorted(_NAMES, key=len, reverse=True)))
"""Names that hold a numeral (三个代表, 八项规定, 九年一贯制), from ``data/number_names.txt``."""

_ALONE_NO_NUMBER = frozenset("零〇○壹贰叁肆伍陆柒捌玖拾貳參陸")
_ARTICLE_BEFORE = frozenset("上下前后每同任某单统唯第逐另这那万划专近")  # 上一年, 每一次, 同一项目, 统一
_COUNTED_ONE = re.compile(r"(?:[每各]|只能|只|仅|限于|限报|至少|至多|最多|最少)[^，。；：,;、是]{0,6}$")
_NTH = re.compile(r"第[一二三四五六七八九十0-9]{1,3}个$")
_COUNTED_BODY = re.compile(r"(?:(?<!建)设|设立|设置|确定|配备|推选|推举|指定)$")
_BODIES = frozenset("个 家 处 所 间 台 辆 座".split())
_ALWAYS_ONE = frozenset("人 名 位 份 次 笔 票 届".split())
_NOT_ONE_PERSON = re.compile(r"[一多二]|身兼")
_EACH_TIME = re.compile(r"[^，。；]{0,6}不(?:得|应|能)?超过|支付|缴|付清|交清|告知|办")
"""一次减刑不超过一年: at a time; 一次缴清: at once."""
_MOST = ("最高", "最低", "最大", "最小", "最长", "最短")
_GRADE_LEAD = re.compile(r"(?:分为|分成|下列|以下|上述|这|共|各|等|及|成|设)$")
_POINTS_BEFORE = re.compile(r"[扣得记加满减计为达足总低高于过至足各]$")
_POINTS_AFTER = re.compile(r"以上|以下|[，。；、的）)\n]|$")
_QUOTED = re.compile(r"[^”」』\"\n]{0,9}[”」』\"]")
_LATITUDE = re.compile(r"[北南]纬|[东西]经")
_COORDINATE = re.compile(r"[度°][零〇一二三四五六七八九十0-9.]+[分′]|分[零〇一二三四五六七八九十0-9.]+秒")
"""Degrees, minutes and seconds of a place."""
_WORD_END = re.compile(r"[，。；、的）)\n]|$")


def refused(text: str, start: int, end: int, numeral: str, number: float, unit: Unit, bounded: bool) -> bool:
    """Whether ``text[start:end]``, a numeral and its unit, is no quantity. ``bounded``: a bound word or a range belongs to it."""
    if NAMES.match(text, start):
        return True
    if unit.needs and not _NEEDS[unit.needs](text, start, end, numeral, number, bounded):
        return True
    if numeral in _ALONE_NO_NUMBER and unit.dimension != "money":  # 零件, 大陆台资企业
        return True
    before = text[start - 1] if start else ""
    if before in '“「『"' and before and unit.dimension == "count" and not bounded and _QUOTED.match(text, end):
        return True
    if before == "前" and unit.base in ("项", "条"):  # 前两项的规定 is a reference
        return True
    if before == "个" and _NTH.search(text[max(0, start - 6) : start]):  # 第一个五年, 第二个百年
        return True
    if unit.base in ("秒", "度", "分") and (
        _COORDINATE.search(text[max(0, start - 6) : end + 6]) or _LATITUDE.search(text[max(0, start - 4) : start])
    ):
        return True
    if numeral in ("百", "千", "万") and unit.dimension == "duration":  # 百年未有之大变局
        return True
    if unit.base in ("年", "日") and _calendar(numeral, before):
        return True
    if numeral == "一":
        return _article(text, start, end, before, unit, bounded)
    # 二次装修 is the second, not two
    return numeral == "二" and unit.base == "次" and not bounded and not _WORD_END.match(text, end)


def _calendar(numeral: str, before: str) -> bool:
    """2018年, 08年, 二〇一八年, 6月30日 are dates."""
    return (
        before == "月"
        or (numeral.isdecimal() and (len(numeral) == 4 or numeral[0] in "0０"))
        or len(numeral) == 4
        and "十" not in numeral
        and "百" not in numeral
        and "千" not in numeral
        and "万" not in numeral
        and not any(c.isdecimal() for c in numeral)
    )


def _article(text: str, start: int, end: int, before: str, unit: Unit, bounded: bool) -> bool:
    """一 as a mere article (一种, 一批, 一套); a measure (一年, 一吨) and a normative count (只能设立一个) are numbers."""
    if bounded:
        return unit.dimension == "count" and text[max(0, start - 2) : start] in _MOST  # 其中最高一项
    if before and before in _ARTICLE_BEFORE and not (before == "每" and unit.dimension != "count"):
        return True
    if unit.dimension != "count":
        return unit.base == "日" and text.startswith("三餐", end)
    if unit.base == "次" and _EACH_TIME.match(text, end):
        return True
    if unit.base in _ALWAYS_ONE:
        return unit.base == "人" and bool(_NOT_ONE_PERSON.match(text, end))
    lead = text[max(0, start - 10) : start]
    return not (_COUNTED_ONE.search(lead) or (unit.base in _BODIES and _COUNTED_BODY.search(lead)))


def _is_arabic(numeral: str) -> bool:
    return any(c.isdecimal() for c in numeral)


_NEEDS = {
    "bound": lambda text, start, end, numeral, number, bounded: bounded or numeral == "两",
    "arabic": lambda text, start, end, numeral, number, bounded: bounded or _is_arabic(numeral) or number >= 20,
    "colloquial": lambda text, start, end, numeral, number, bounded: bounded or bool(_WORD_END.match(text, end)),
    "subunit": lambda text, start, end, numeral, number, bounded: bounded or _is_arabic(numeral) or text[end - 1] in "分钱",
    "tenth": lambda text, start, end, numeral, number, bounded: number <= 100 and numeral not in ("一十", "百", "千", "万"),
    "doubling": lambda text, start, end, numeral, number, bounded: text[max(0, start - 2) : start].rstrip("了")[-1:] == "翻",
    "ammunition": lambda text, start, end, numeral, number, bounded: bounded,
    "well": lambda text, start, end, numeral, number, bounded: (
        text[end : end + 1] in "井泉" or text[max(0, start - 2) : start].endswith("井")
    ),
    "grade": lambda text, start, end, numeral, number, bounded: (
        numeral == "两" or number >= 4 or bool(_GRADE_LEAD.search(text[max(0, start - 2) : start]))
    ),
    "great": lambda text, start, end, numeral, number, bounded: (
        (2 <= number <= 12 or numeral == "两") and numeral != "二" and "\u4e00" <= text[end : end + 1] <= "\u9fff"
    ),
    "points": lambda text, start, end, numeral, number, bounded: (
        bounded
        or (
            _is_arabic(numeral) and bool(_POINTS_AFTER.match(text, end) or _POINTS_BEFORE.search(text[max(0, start - 1) : start]))
        )
        or bool(_POINTS_BEFORE.search(text[max(0, start - 1) : start]) and _POINTS_AFTER.match(text, end))
        or (numeral != "十" and bool(_POINTS_AFTER.match(text, end)))
    ),
}
