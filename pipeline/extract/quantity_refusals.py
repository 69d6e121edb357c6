"""Numerals with a unit that are no quantity: names, references, coordinates, calendar dates, 一 as a mere article."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.extract.quantity_needs import NEEDS, WORD_END, Candidate

_NAMES = [
    line
    for line in (Path(__file__).with_name("data") / "number_names.txt").read_text(encoding="utf-8").split("\n")
    if line and not line.startswith("#")
]
_NAME = re.compile("|".join(re.escape(name) for name in sorted(_NAMES, key=len, reverse=True)))

_ALONE_NO_NUMBER = frozenset("零〇○壹贰叁肆伍陆柒捌玖拾貳參陸")
_HAN_YEAR = re.compile(r"[零〇○一二三四五六七八九]{4}")
_QUOTED = re.compile(r"[^”」』\"\n]{0,9}[”」』\"]")
_NTH = re.compile(r"第[一二三四五六七八九十0-9]{1,3}个$")
_LATITUDE = re.compile(r"[北南]纬|[东西]经")
_COORDINATE = re.compile(r"[度°][零〇一二三四五六七八九十0-9.]+[分′]|分[零〇一二三四五六七八九十0-9.]+秒")

_ARTICLE_BEFORE = frozenset("上下前后每同任某单统唯第逐另这那万划专近")
_COUNTED = re.compile(
    r"(?:[每各]|只能|只|仅|限于|限报|限养|限购|限领|至少|至多|最多|最少)[^，。；：,;、是中的]{0,6}$"
    r"|(?:按照?|以|(?:划分?|计算?|认定|视|合并)[为作])$"
)
_ESTABLISHED = re.compile(r"(?:(?<!建)设|设立|设置|确定|配备|推选|推举|指定|预留)$")
_BODIES = frozenset("个 家 间 台 辆 座".split())
_ALWAYS_ONE = frozenset("人 名 位 份 次 笔 票 届 处 所".split())
_NOT_ONE_PERSON = re.compile(r"[一多二]|身兼")
_AT_A_TIME = re.compile(r"[^，。；]{0,6}不(?:得|应|能)?超过|支付|缴|付清|交清|告知|办")
_SUPERLATIVES = frozenset("最高 最低 最大 最小 最长 最短".split())


def refused(candidate: Candidate) -> bool:
    """Whether ``candidate`` is no quantity."""
    need = NEEDS.get(candidate.unit.needs)
    if need is not None and not need(candidate):
        return True
    return any(rule(candidate) for rule in _RULES)


def _name(c: Candidate) -> bool:
    """三个代表, 八项规定, 九年一贯制: names from ``data/number_names.txt``."""
    return bool(_NAME.match(c.text, c.start))


def _quoted_name(c: Candidate) -> bool:
    """“三项制度”改革: a short quotation that opens with a count is a name."""
    quoted = c.unit.dimension == "count" and not c.bounded and c.before(1) in ("“", "「", "『", '"')
    return quoted and bool(_QUOTED.match(c.text, c.end))


def _no_numeral(c: Candidate) -> bool:
    """零件, 大陆台资企业; 百年未有之大变局."""
    if c.numeral in _ALONE_NO_NUMBER:
        return c.unit.dimension != "money"
    return c.numeral in ("百", "千", "万") and c.unit.dimension == "duration" and not c.bounded


def _reference(c: Candidate) -> bool:
    """前两项的规定, 第一个五年, 二次装修: a place in an order."""
    if c.before(1) == "前":
        return c.unit.base in ("项", "条")
    if c.before(1) == "个":
        return bool(_NTH.search(c.before(6)))
    return c.numeral == "二" and c.unit.base == "次" and not c.bounded and not WORD_END.match(c.text, c.end)


def _coordinate(c: Candidate) -> bool:
    """北纬三十一度五分二十秒."""
    if c.unit.base not in ("度", "分", "秒"):
        return False
    return bool(_LATITUDE.search(c.before(4)) or _COORDINATE.search(c.text[max(0, c.start - 6) : c.end + 6]))


def _formula(c: Candidate) -> bool:
    """Ti6Al4V: a number between Latin letters."""
    return c.text[c.end - 1].isascii() and c.text[c.end - 1].isalpha() and c.before(1).isascii() and c.before(1).isalpha()


def _around(c: Candidate) -> bool:
    """四周 is all around, not four weeks."""
    return c.numeral == "四" and c.unit.name == "周" and not c.bounded


def _calendar(c: Candidate) -> bool:
    """2018年, 08年, 二〇一八年, 6月30日 that the date extractor did not take."""
    if c.unit.base not in ("年", "日"):
        return False
    if c.before(1) == "月" or _HAN_YEAR.fullmatch(c.numeral):
        return True
    return c.numeral.isdecimal() and (len(c.numeral) == 4 or c.numeral[0] in "0０")


def _article(c: Candidate) -> bool:
    """一 as an article (一种, 一批, 一套); a measure (一年, 一吨) and a normative count (只能设立一个) are numbers."""
    if c.numeral != "一":
        return False
    if c.bounded:
        return c.unit.dimension == "count" and c.before(2) in _SUPERLATIVES  # 其中最高一项
    before = c.before(1)
    if before and before in _ARTICLE_BEFORE and not (before == "每" and c.unit.dimension != "count"):
        return True
    if c.unit.dimension != "count":
        return False
    if c.unit.base == "次" and _AT_A_TIME.match(c.text, c.end):  # 一次减刑不超过一年, 一次缴清
        return True
    if c.unit.base in _ALWAYS_ONE:
        return c.unit.base == "人" and bool(_NOT_ONE_PERSON.match(c.text, c.end))
    lead = c.before(10)
    return not (_COUNTED.search(lead) or (c.unit.base in _BODIES and _ESTABLISHED.search(lead)))


_RULES = (_article, _calendar, _no_numeral, _reference, _quoted_name, _coordinate, _name, _formula, _around)
"""What refuses most comes first."""
