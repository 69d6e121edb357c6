"""Sentences that state and set nothing: reports of past work, definitions, purposes, scope, effect."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.norms.layout import Line

_PAST = re.compile(
    r"(?<![为除罢受极到事])了(?!解|结|然|断|却|望|如指掌)|已(?:经|[\u4e00-\u9fff])(?![^，,。；]*的)|曾|正在|才能|今年(?:初|以来)|近[\d一二三四五六七八九十两几]*年来|近几年|目前|截至|截止|以来[，,]|去年|上年|同比|比上年|环比"
    r"|收悉|时有发生|作[出了](?:重要)?批示|提前完成|在[^，。；]{2,14}(?:正确|坚强)领导下[，,](?![^。；]*[要将])|你[省市区县镇乡部委院局们][^，。；]{0,4}(?:请求|希望|建议|提出)|[省市区县部委](?:请求|希望)(?!解)"
    r"|受到了?[^，。；]{0,12}(?:处分|好评|表彰)|超额完成|如期(?:实现|完成)|迫切需要|亟[需待]|取得[^，。；]{0,12}(?:进展|成效|成绩|成就|胜利)|累计[\u4e00-\u9fff]{0,4}\d"
)
_RESULT = re.compile(
    r"惠及|跃居|(?:降至|降到|提高到|提升到|上升到|增至|增加到|升至|突破|增长|上升|下降|减少|新增|拉动消费|率[为达])(?:超过|近|约|至)?[\d一二三四五六七八九十]"
    r"|较(?:上年|20\d\d年)|(?<=[^，。；])(?:持续|不断|明显|逐步|进一步|显著|总体)(?:改善|改观|增强|提高|提升|规范|扩大|平稳|好转|健全|完善|向好|优化)[，,。；]|\d[万亿]?余?[个家场人次户件项公里名座处所平方米]+[，。；]"
)
"""Figures of what was reached."""

_FUTURE = re.compile(
    r"(?:到|至)?20\d\d年(?:底|末|前|，|,)|力争|确保|将|要|预期|目标|计划|不[低少]于|以[上内]|左右|每[年个]|给予|补[助贴]|奖励|的[，,]"
)
"""Words that look ahead or set a rate: the figures of such a sentence are no results."""

_AIMED = re.compile(r"确保|力争|保证|推动")
"""In front of 如期实现: what shall be reached in time."""

_NO_PAST = re.compile(
    r"已(?:上市(?=[^，。；了])|知|婚|有|满|成年|纳入|建成|取得|使用|享受|参加|登记|批准|签订|缴|申报|开工|发|经(?:批准|取得|登记))"
)
_COPULA = re.compile(
    r"旨在|(?<![特别尤其一二三四五六七八九十但凡还就于只总可或若如而便即要都])是(?!否|指|非)|(?:就|即)是要?|(?:关键|重点|难点|基础|支撑|后劲|根本|核心|出路)[^，。；]{0,4}在(?!于)?|有[利助]于(?![^，。；]*的)|已成为|具有[^，。；]{0,12}(?:意义(?!的)|(?:作用|价值|影响)(?=[，。；]|$))|意味着|体现了|标志着"
)
_VALUE = re.compile(r"(?:具有|有着|起到了?)[^，。；]{0,10}(?:意义|作用|影响)$")
_KEYS = ("关键在", "重点在", "根本在", "基础在", "核心在", "出路在", "前提是", "关键是", "根本是")
_DEFINES = re.compile(r"所称(?![^，。；]{2,40}由)|所指|是指|系指|下列用语|，称(?=[^，。；]{2,10}(?:。|$))")
_PURPOSE = re.compile(r"为(?!主|准|依据|基础|限|期|此|[〓])(?:了)?")
_ENACTS = re.compile(
    r"制定本(?:法|条例|办法|规[定则划]|细则|决定|方案|意见|预案|通知|行动|计划|措施|标准|指南|纲要|暂行|实施|章程|准则|制度)|特制定|现[将就]"
    r"|修改为|增加[一二三四五六七八九十两]{0,2}[条款项]|作为(?:该条)?第[^，。；：]{1,12}[条款项]|如下|以下(?=[意决规事措批])"
)
_SCOPE = re.compile(r"适用(?:本|于)|参照(?:本|适用)|自[^，。；]{2,24}(?:起|日)(?:施行|实施|执行)|同时废止")
_REPORTED = re.compile(r"(?:指出|强调|认为|表示|提出)(?:[，,：:]|$)")
_STATED = re.compile(f"{_DEFINES.pattern}|{_ENACTS.pattern}|{_SCOPE.pattern}")


class Hints:
    """Which tests a clause needs at all: one look at the whole text spares one at every sentence."""

    __slots__ = ("defines", "enacts", "excepts", "scope")

    def __init__(self, masked: str) -> None:
        self.excepts = "除" in masked or "此限" in masked
        self.defines = self.enacts = self.scope = False
        if _STATED.search(masked) is None:
            return
        self.defines = _DEFINES.search(masked) is not None
        self.enacts = _ENACTS.search(masked) is not None
        self.scope = _SCOPE.search(masked) is not None


_TOLD = re.compile(
    r"成效|成绩|进展(?!的)|回顾|现状|基础$|主要做法|存在(?:的)?(?:主要)?问题|(?:面临|发展)(?:的)?(?:形势|环境|背景)|(?:工作|基本|总体|发展|执行|落实)情况$"
)
"""In a heading: what stands below tells how things are."""

_TASKS = re.compile(r"措施|任务|要求|目标|安排|思路|建议|举措|计划|部署|打算|下一步")
_AHEAD = re.compile(r"将|拟|下一步|今后|要(?!求)|应|请|必须|力争|计划")


def is_told(path: Sequence[str], title: str) -> bool:
    """Whether the headings above a clause, or the title of a reply, say that it tells how things are: 一、工作成效, 对…建议的答复."""
    heading = path[-1] if path else ""
    if _TASKS.search(heading):
        return False
    return _TOLD.search(heading) is not None or "答复" in title


def looks_ahead(masked: str, line: Line) -> bool:
    """Whether the line speaks of what shall be done: 将, 拟, 下一步."""
    return _AHEAD.search(masked, line.start, line.end) is not None


def is_report(masked: str, start: int, end: int) -> bool:
    """Whether the sentence tells what was done or how things stand.

    >>> is_report("全县建立了台账。", 0, 8), is_report("全县建立台账。", 0, 7)
    (True, False)
    """
    match = _PAST.search(masked, start, end)
    if match is None or _NO_PAST.match(masked, match.start(), end):
        return False
    return not (match[0].startswith("如期") and _AIMED.search(masked, start, match.start()))


def is_result(masked: str, start: int, end: int) -> bool:
    """Whether the sentence counts what was reached (惠及三千户; 提高到38%) and looks to no later time."""
    return _RESULT.search(masked, start, end) is not None and _FUTURE.search(masked, start, end) is None


def is_copular(masked: str, start: int, end: int) -> bool:
    """Whether the segment says what something is: …是…."""
    return _COPULA.search(masked, start, end) is not None


def is_valued(masked: str, start: int, end: int) -> bool:
    """Whether the segment, at a sentence's end, says what all before it is good for: 对…具有重要意义."""
    return _VALUE.search(masked, start, end) is not None


def is_key(masked: str, start: int, end: int) -> bool:
    """Whether the segment says on what it depends: 关键在…."""
    return masked.startswith(_KEYS, start)


def is_definition(masked: str, start: int, end: int) -> bool:
    return _DEFINES.search(masked, start, end) is not None


def is_scope(masked: str, start: int, end: int) -> bool:
    """Whether the sentence says what the text applies to or when it takes effect."""
    return _SCOPE.search(masked, start, end) is not None


def is_purpose(masked: str, start: int, end: int) -> bool:
    """Whether the sentence opens with an aim: 为(了)…."""
    return _PURPOSE.match(masked, start, end) is not None


def enacts(masked: str, start: int, end: int) -> bool:
    """Whether the sentence enacts its own text (制定本条例) or leads to it (现通知如下): it sets nothing itself."""
    return _ENACTS.search(masked, start, end) is not None


def is_reported(masked: str, start: int, end: int) -> bool:
    """Whether a cue behind ``end`` is somebody's words: …指出，…要…."""
    return _REPORTED.search(masked, start, end) is not None
