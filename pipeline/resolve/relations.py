"""Why a text is cited: 依据, 贯彻落实, 处罚, 修改, 废止, 参照, 除外 and, as frequent, 违反, 适用, 依照.

Read off the words right before and right behind the citation; several citations in a row (《…》、《…》和《…》) share theirs. The
first rule of the table that fits decides. A citation that no rule fits is a plain mention and has no relation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_UNDER = r"(?:依照|依据|按照|根据|依|按|适用)"
_SANCTION = r"处罚|处分|追究|定罪|量刑|处以|处五|治安管理"

RULES: tuple[tuple[str, str, str], ...] = (
    ("除外", rf"除(?:{_UNDER}|符合|有|属于)?$", r"(?:的|中)?(?:[^，。；]{0,16}?)(?:另有|以?外|外，)"),
    ("废止", r"(?:废止)$", r""),
    ("废止", r"", r"(?:[，]?(?:同时|即行|即|予以|自[^，。；]{1,24}起|现)+废止|[^。；]{0,150}(?:同时|即行|予以|一并)废止)"),
    ("修改", r"(?:修改|修订|修正|删去|删除)$", r""),
    ("修改", r"(?:对|将|在)$", r"[^。；]{0,20}?(?:修改|修订|改为|作如下|作出修改|增加|删去)"),
    ("修改", r"", r"(?:中的?[“\"][^”\"]{1,80}[”\"])?(?:修改为|改为第|作如下修改)"),
    ("处罚", rf"{_UNDER}$", rf"(?:的)?(?:有关|相关)?(?:规定)?[，]?(?:[^。；，]{{0,16}}?)(?:{_SANCTION})"),
    ("违反", r"(?:违反了?|违背)$", r""),
    ("参照", r"(?:参照|比照|参考|参照执行|参照适用)$", r""),
    ("贯彻落实", r"(?:贯彻|落实|贯彻执行|(?:为了?|为了?贯彻|贯彻|保证|保障)实施)$", r""),
    ("适用", r"适用$", r""),
    ("适用", r"", r"(?:的)?(?:有关|相关)?(?:规定)?(?:不)?适用"),
    ("依据", r"(?:根据|依据|遵照)$", r""),
    ("依据", r"以$", r"[^，。；]{0,12}?为(?:根据|依据|准绳)"),
    ("依照", r"(?:依照|按照|依|按|遵守|符合|(?<!贯彻)执行)$", r""),
)
"""Relation, the words that end the text before, the words that begin the text behind (both must fit)."""

RELATIONS = tuple(dict.fromkeys(rule[0] for rule in RULES))
_COMPILED = [(relation, re.compile(before), re.compile(behind)) for relation, before, behind in RULES]
_NEAR = 48  # characters looked at before the citation
_FAR = 160  # and behind it: a row of texts that one word repeals at its end
_ROW = re.compile(
    r"\s*(?:[（(](?:以下|下)(?:简称|称)[：:]?[“\"《]?|[”\"》]?[）)]|[（(][^（）()]{1,40}[）)])?\s*(?:的规定|规定)?[、，]?(?:和|及|以及|或者|或|与|至)?(?:有关|国家|国务院|全国人民代表大会常务委员会)*\s*"
)
_BRACKET = re.compile(r"\s*[（(][^（）()]{1,40}[）)]")
_OF = re.compile(r"(?:有关(?:的?法律、?(?:行政)?(?:法规)?[和及、])?|国家|国务院|全国人民代表大会常务委员会)+$")
"""Whose text it is stands between the word and the title: 根据|国务院|《…》"""


def relations(text: str, spans: Sequence[tuple[int, int]]) -> list[str | None]:
    """The relation of each citation of ``text``, whose offsets are ``spans``, in order and not overlapping."""
    out: list[str | None] = []
    for row in _rows(text, spans):
        start, end = row[0][0], row[-1][1]
        out += [_relation(text, start, end)] * len(row)
    return out


def _rows(text: str, spans: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Citations that stand in one row."""
    rows: list[list[tuple[int, int]]] = []
    for start, end in spans:
        if rows and start - rows[-1][-1][1] <= _NEAR and _ROW.fullmatch(text[rows[-1][-1][1] : start]):
            rows[-1].append((start, end))
        else:
            rows.append([(start, end)])
    return rows


def _relation(text: str, start: int, end: int) -> str | None:
    before = _OF.sub("", text[max(0, start - _NEAR) : start].rstrip())
    if bracket := _BRACKET.match(text, end):
        end = bracket.end()
    behind = text[end : end + _FAR].lstrip()
    return next((name for name, a, b in _COMPILED if (not a.pattern or a.search(before)) and b.match(behind)), None)
