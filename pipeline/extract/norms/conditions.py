"""Segments that state a condition: …的, 有下列情形之一的, …时, …后, 未经…; and what an exception is: 除…外, …除外."""

from __future__ import annotations

import re

from pipeline.extract.norms.layout import Segment

_WHEN = tuple(
    "时 后 前提下 情况下 情形下 条件下 期间 的同时 过程中 之前 之后 以后 以前 届满前 必要时 成熟后 基础上前 情形 指导下 领导下 部署下 带领下 委托下 监督下".split()
)
_NOT_WHEN = tuple(
    "及时 同时 届时 随时 按时 定时 小时 平时 实时 临时 适时 前后 最后 今后 然后 先后 售后 善后 此后 产后 以后 当前 目前 提前 年前 月前 日前 落后 工时 学时 课时 战时 准时".split()
)
_LEADING = frozenset("，,：:")
"""The stops behind which the sentence goes on."""

_LEAD = re.compile(
    r"(?:未经|未取得|经|报经|报)[^，。；]{2,40}(?:批准|同意|许可|合格|确认|审核|核准|认定|登记|委托|授权|协商一致|评估|论证|认可|备案|审定|证明|证|书)$"
)
_ABSENT = re.compile(r"(?:如|若|如果|凡|遇有|遇到|遇|因|确因|确需|逾期|拒不|情节|构成|需要|发现|收到|接到)[^，。；]{2,60}$")
_SUPPOSING = "如若凡遇因确逾拒情构需发收接"
"""How ``_ABSENT`` begins."""


def kind(masked: str, segment: Segment) -> str:
    """``de`` for …的, ``when`` for a setting (…时, …后), ``lead`` for 未经…, or an empty string."""
    if segment.stop not in _LEADING:
        return ""
    start, end = segment.start, segment.end
    last = masked[end - 1]
    if last == "的" and end - start > 2 and not masked.endswith(("目的", "标的"), start, end):
        return "de"
    if last == "者" and masked.startswith(("违者", "再犯者"), start):
        return "de"
    if last == "一" and _ONE_OF.match(masked, start, end):
        return "de"
    if last in "时后下间中前形" and masked.endswith(_WHEN, start, end) and not masked.endswith(_NOT_WHEN, start, end):
        return "when"
    if last == "候" and masked.endswith("的时候", start, end) or last == "时" and masked.endswith("必要时", start, end):
        return "when"
    if masked[start] in "未经报" and _LEAD.match(masked, start, end):
        return "lead"
    return "if" if masked[start] in _SUPPOSING and _ABSENT.match(masked, start, end) else ""


_ONE_OF = re.compile(r"(?:(?!应当|必须|可以|不得|应具|须具)[^，。；])*?[有因](?:前款|下列|以下)[^，。；]{0,24}之一$")

_AHEAD = 12
"""How many segments ahead a sentence is looked into."""


def follows(masked: str, segments: list[Segment], index: int) -> bool:
    """Whether a later segment ends in …的，: what stands in segment ``index`` is then part of a condition."""
    return any(kind(masked, segment) == "de" for segment in segments[index + 1 : index + _AHEAD])


_EXCEPT_OPEN = re.compile(r"除(?!尘|害|草|雪|险|名|非|数|夕|湿|权|锈|冰|四害)")
_EXCEPT_CLOSE = ("外", "以外", "之外", "者外")


def exception_end(masked: str, segments: list[Segment], index: int) -> int:
    """The index of the segment in which an exception that begins in segment ``index`` (除…外) ends, or -1."""
    if not _EXCEPT_OPEN.match(masked, segments[index].start):
        return -1
    for j in range(index, min(index + 6, len(segments))):
        if masked.endswith(_EXCEPT_CLOSE, segments[j].start, segments[j].end):
            return j
    return -1


def is_exclusion(masked: str, segment: Segment) -> bool:
    """Whether the segment excludes cases from what was said before: …的除外."""
    return masked.endswith(("除外", "不在此限", "不受此限"), segment.start, segment.end)
