"""Organizations: acting bodies by name or by role, as the longest noun phrase that names them.

Reads the citations found before (nothing inside a law's title is tagged) and writes ``Entity`` spans with label ``org``.
A name is found from its head noun (部门, 人民政府, 企业 …) and read leftwards to the nearest word that cannot be part of it;
levels coordinated before it (省、自治区、直辖市|人民政府) and kinds of business (设计、施工|单位) belong to it, fields of government
(公安、民政|等部门) are bodies of their own.
"""

from __future__ import annotations

import re

from pipeline.extract.found import Found
from pipeline.extract.organization_heads import ACTIVITIES, CENTRAL, DOMAINS, LEVEL, NOT_BEFORE, PARTIAL, WHOLE
from pipeline.extract.organization_words import JOINED, KEEPS, QUALIFIERS, STOP_CHARS, STOPS, VERBS, WEAK_STOPS
from pipeline.model import Clause, Entity


def _any(words) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_HEAD = re.compile(
    rf"(?:{_any(CENTRAL)})(?!门)|(?:{_any([*WHOLE, *PARTIAL])})"
    r"|党(?=的(?:全面|集中统一)?领导|的执政|对[“\u4e00-\u9fff”]{2,12}领导)|中央(?=[、和]省委|政府|财政)"
    r"|(?<=[省市区县州国家])[\u4e00-\u9fff]{1,8}?(?:局|厅|委)(?![员托派任会书以屈婉副常内属办部面限势促堂])"
)
_PARTIAL = frozenset(PARTIAL) - frozenset(WHOLE)
_NOT_BEFORE = {head: re.compile(_any(words)) for head, words in NOT_BEFORE.items() if words}
_LEVELS = re.compile(rf"(?:{LEVEL}(?:[（(]{LEVEL}(?:、{LEVEL})*[）)])?(?:、|和|或者|与|及|以及|或))+$")
_LEVEL = re.compile(LEVEL)
_BRACKET = re.compile(r"[（(][\u4e00-\u9fff、]{1,8}[）)]$")
_QUOTED = re.compile(r"[“\"][^“”\"]{1,12}$")
_ALTERNATIVE = re.compile(r"[（(][局室委办厅处所]{1,2}[）)]")
_EMPTY = frozenset("单位 机构 部门 组织 机关".split())
_GOVERNED = frozenset("部门 机关 法院 检察院 人民法院 人民检察院 海关 主管部门".split())
_DOMAINS = frozenset(DOMAINS)
_LONGEST_DOMAIN = max(map(len, DOMAINS))
_SEPARATOR = re.compile(r"(?:、|和|与|及|以及|或者|或)$")
_ACTIVITY_LIST = re.compile(rf"(?:(?:{_any(ACTIVITIES)})、)+$")
_ACTIVITY = re.compile(_any(ACTIVITIES))
_LIST_BEFORE = re.compile(r"[\u4e00-\u9fff]{2,8}(?:、[\u4e00-\u9fff]{2,8})*等$")
_CLAUSE_EDGE = re.compile(
    r".*(?:[，。；：:,;\n“”（）()]|应当|不得|可以|鼓励|支持|引导|责令|要求|按照|依照|给予|包括|以及|任何|凡是?|其他|(?<![自理])由(?!于)|(?<![方定])向|(?<![应相针])对(?!外|口|象)|[各其该])",
    re.S,
)
_REFERRING = re.compile(r"[前本上]|法律|规定|上述|所|国家规定|依法")
_WORDS = {**dict.fromkeys(STOPS, "stop"), **dict.fromkeys(VERBS, "verb"), **dict.fromkeys(KEEPS, "keep")}
_REACH = 40


def extract(clause: Clause, found: Found) -> list[Entity]:
    """The organizations of ``clause``, in order, not overlapping."""
    text = clause.text
    out: list[Entity] = []
    limit = len(text)  # names are read from the right; nothing left of here is taken yet
    for match in reversed(list(_HEAD.finditer(text))):
        start, end = match.span()
        if end > limit or (found.citations and found.inside(start, end, found.citations)):
            continue
        head = match[0]
        blocked = _NOT_BEFORE.get(head)
        if blocked and blocked.match(text, end):
            continue
        begin, rule = _begin(text, start, end, head)
        if begin is not None:
            more = _ALTERNATIVE.match(text, end)
            end = more.end() if more else end
            out.append(Entity(begin, end, text[begin:end], rule, 0.9, "org", None))
            limit = begin
        if head in _GOVERNED:
            for a, b in _fields(text, start if begin is None else begin, begin is None):
                out.append(Entity(a, b, text[a:b], "field", 0.8, "org", None))
                limit = a
    out.reverse()
    return out


def _begin(text: str, start: int, end: int, head: str) -> tuple[int | None, str]:
    """Where the name whose head stands at ``[start, end)`` begins, and by which rule; None when it names no body."""
    begin = _left(text, start, head)
    if begin == start and head in _PARTIAL:
        if head in _EMPTY and text[start - 1 : start] == "的" or text.endswith("的其他", 0, start):
            return _modified(text, start, end, head), "modified"
        return None, ""
    while True:
        levels = _LEVEL.match(text, begin) and _LEVELS.search(text[max(0, begin - _REACH) : begin])
        if levels:
            begin = _left(text, begin - len(levels[0]), head)
            continue
        if text.endswith("政府的", 0, begin):
            begin = _left(text, begin - 1, head)
            continue
        break
    if head in _PARTIAL or head in ("企业", "公司"):
        activities = _ACTIVITY.match(text, begin) and _ACTIVITY_LIST.search(text[max(0, begin - _REACH) : begin])
        if activities:
            begin = _left(text, begin - len(activities[0]), head)
    return begin, "name"


def _left(text: str, start: int, head: str) -> int:
    """The leftmost offset from which words that may be part of a name lead up to ``start``."""
    at = start
    floor = max(0, start - _REACH)
    while at > floor:
        character = text[at - 1]
        if not "\u4e00" <= character <= "\u9fff":
            passed = None
            if character in "）)":
                passed = _BRACKET.search(text[max(0, at - 10) : at])
                at -= len(passed[0]) if passed else 0
            elif character in '”"':
                passed = _QUOTED.search(text[max(0, at - 14) : at - 1])
                at -= len(passed[0]) + 1 if passed else 0
            if not passed:
                break
            continue
        for size in (4, 3, 2):
            word = text[at - size : at]
            kind = _WORDS.get(word)
            if kind:
                break
        if kind == "keep":
            at -= size
        elif kind == "stop":
            break
        elif kind == "verb":
            if text.startswith(QUALIFIERS, at) or (at == start and head not in _PARTIAL and _edge(text, at - size)):
                break
            at -= size
        elif character in STOP_CHARS:
            joined = _joined(text, at - 1) if character in "和与" else 0
            if not joined:
                break
            at -= joined
        elif character in WEAK_STOPS and text.startswith(QUALIFIERS, at):
            break
        else:
            at -= 1
    return max(at, 0)


def _joined(text: str, at: int) -> int:
    """How many characters up to and with the conjunction at ``at`` are part of a name that holds it, or 0."""
    for name in JOINED:
        left = max(name.find("和"), name.find("与"))
        if text.startswith(name, at - left) and at >= left:
            return left + 1
    return 0


def _edge(text: str, at: int) -> bool:
    """Whether no word of a name ends at ``at``."""
    if at <= 0 or not "\u4e00" <= text[at - 1] <= "\u9fff":
        return True
    return text[at - 1] in STOP_CHARS or _WORDS.get(text[max(0, at - 2) : at]) == "stop"


def _modified(text: str, start: int, end: int, head: str) -> int | None:
    """Where a clause with 的 before an empty head begins (负有监督管理职责|的部门), or None."""
    stop = start - (3 if text.endswith("的其他", 0, start) else 1)
    window = text[max(0, stop - 60) : stop]
    edge = _CLAUSE_EDGE.match(window)
    phrase = window[edge.end() :] if edge else window
    if "、" in phrase and "等" not in phrase:
        last = phrase.rsplit("、", 1)
        phrase = phrase if len(last[1]) <= 4 else last[1]
    if len(phrase) < 2 or _REFERRING.match(phrase) or "贡献" in phrase or "成绩" in phrase:
        return None
    if head == "组织" and re.match("(?:和|或者?|及|、)个人", text[end : end + 5]):
        return None
    begin = stop - len(phrase)
    levels = _LEVEL.match(text, begin) and _LEVELS.search(text[max(0, begin - _REACH) : begin])
    return begin - len(levels[0]) if levels else begin


def _fields(text: str, at: int, bare: bool) -> list[tuple[int, int]]:
    """Fields of government coordinated before ``at``, each a body of its own, from right to left (公安、民政|等部门)."""
    found: list[tuple[int, int]] = []
    if bare:
        if text[at - 1 : at] != "等":
            return found
        at -= 1
    while True:
        if not bare or found:
            separator = _SEPARATOR.search(text[max(0, at - 2) : at])
            if not separator:
                return found
            at -= len(separator[0])
        for size in range(min(_LONGEST_DOMAIN, at), 1, -1):
            if text[at - size : at] in _DOMAINS:
                begin = _left(text, at - size, "部门")
                found.append((begin, at))
                at = begin
                break
        else:
            return found
