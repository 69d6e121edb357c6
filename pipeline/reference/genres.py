"""Kinds of official documents, read from a title's last words.

The fifteen kinds of official document are those of 《党政机关公文处理工作条例》 (2012) art. 8; the names of regulations and
plans are those of the Legislation Law, 《行政法规制定程序条例》 art. 5, 《规章制定程序条例》 art. 7 and common usage.

>>> genre("国务院关于加强某项工作的意见"), genre("某市养老服务条例（草案）"), genre("关于印发《某省实施细则》的通知")
('意见', '条例', '通知')
"""

from __future__ import annotations

import re

OFFICIAL = ("决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函", "纪要")
"""The fifteen kinds; 令 is written for 命令 in a title."""

TEXTS = {  # last word of the title → genre; longer words first when they share an ending
    "实施细则": "细则", "细则": "细则", "条例": "条例", "办法": "办法", "规定": "规定", "规则": "规则", "规程": "规程",
    "法典": "法律", "宪法": "法律", "法": "法律", "修正案": "法律", "行动计划": "方案", "行动方案": "方案", "方案": "方案", "计划": "计划",
    "规划纲要": "规划", "规划": "规划", "纲要": "纲要", "预案": "预案", "指导意见": "意见", "解释": "解释", "答复": "函", "复函": "函",
    "工作报告": "报告", "总结": "总结", "要点": "要点", "指南": "指南", "指引": "指南", "原则": "指南", "规范": "规范", "准则": "规范", "守则": "规范",
    "标准": "标准", "制度": "制度", "章程": "章程", "目录": "目录", "清单": "清单", "名单": "名单", "措施": "措施", "政策": "措施", "举措": "措施",
    "安排": "方案", "合同": "合同", "协议": "合同", "令": "命令", "公约": "公约", "宣言": "宣言", "讲话": "讲话", "解读": "解读", "问答": "解读",
    "指标": "标准", "指标体系": "标准", "一览表": "表", "明细表": "表", "表": "表", "细化措施": "措施", "若干措施": "措施",
}  # fmt: skip

_WORDS = sorted({**TEXTS, **dict.fromkeys(OFFICIAL)}, key=len, reverse=True)
_TRAILER = re.compile(r"(?:[（(](?:[^（）()]{0,30})[）)]|[\s\u3000]|[》”])+$")
_SUBTITLE = re.compile(r"(?:—{1,2}|―{2}|─{2}|--)[^—―─]{2,40}$")
_GENRE = re.compile("(?:" + "|".join(_WORDS) + ")$")


def bare_title(title: str) -> str:
    """The title without blanks and without brackets at its end: （试行）, （2021—2023年）, （征求意见稿）."""
    return _TRAILER.sub("", re.sub(r"[\s\u3000]+", "", title))


def genre_word(title: str) -> str | None:
    """The word that names the kind at the end of ``title``, as written there."""
    match = _GENRE.search(bare_title(title))
    return match[0] if match else None


def genre(title: str) -> str | None:
    """The kind that ``title`` names, or None; a subtitle (——…) names none."""
    word = genre_word(title) or genre_word(_SUBTITLE.sub("", title))
    return TEXTS.get(word, word) if word else None
