"""Organizations: acting bodies by name or by role, as the longest noun phrase that names them.

Reads the citations found before (nothing inside a law's title is tagged) and writes ``Entity`` spans with label ``org``; ``norm``
is the full name where the document gave this one as a short name (以下简称).
A name is found from its head noun (部门, 人民政府, 企业 …) and read leftwards to the nearest word that cannot be part of it;
levels coordinated before it (省、自治区、直辖市|人民政府) and kinds of business (设计、施工|单位) belong to it, fields of government
(公安、民政|等部门) are bodies of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from pipeline.extract import organization_lists as lists
from pipeline.extract.found import Found
from pipeline.extract.heads import Heads
from pipeline.extract.organization_heads import (
    ACTIVITIES,
    CENTRAL,
    FACILITIES,
    NOT_AFTER,
    NOT_BEFORE,
    NOT_NAMES,
    ORGANIZED,
    PARTIAL,
    STRADDLING,
    WHOLE,
)
from pipeline.extract.organization_names import LEADING, REACH, begins_word, edge, governs, left
from pipeline.extract.organization_words import LEADING_VERBS
from pipeline.model import Clause, Entity

_HEADS = Heads([*WHOLE, *PARTIAL, *CENTRAL])
_FREE = re.compile(
    "|".join(
        (
            # 市财政局, 省教育厅, 市科委
            r"(?<=[省市区县州盟旗国家])[\u4e00-\u9fff]{1,8}?(?:(?<![开好布格结残骗棋大时])(?<![^安]全)局|(?<![大客餐舞展门])厅|委)"
            r"(?![员托派任会书以屈婉副常内属办部面限势促堂])",
            # 省委, 甲省委和乙市委
            r"(?:(?<![\u4e00-\u9fff])|(?<=[和与及由向经]))[\u4e00-\u9fff]{0,3}[省市区县州]委(?=[、，。和及宣组办]|书记|省政府|市政府|要|常委)",
            # 市民防办, 区信访办
            r"(?<=[省市区县])[\u4e00-\u9fff]{0,4}[防名改扶网信法外侨台编残联管]办(?=[、，。；）应负会可要将])",
            # the party and the centre as actors, the two committees of a village
            r"党(?=的(?:全面|集中统一)?领导|的执政|对[“\u4e00-\u9fff”]{2,12}领导)|中央(?=[、和]省委|[、和]地方政府)|(?:村|社区)“两委”",
            r"(?:(?:乡镇|镇|乡)[（(]街道[）)]|街道[（(](?:乡镇|镇)[）)])(?=[要应可须将]|负责|承担|组织|配合)",
            # the subdistrict as an actor, not as a place
            r"(?<=[\n，。；,;由收合订接到给于条 \d])街道(?:各科室)?(?=[可应将要和与向]|委托|监管|实际|负责|政府购买|采取)",
        )
    )
)
"""Heads of one character and words that are a body only in their place."""
_FREE_GUARD = re.compile(
    "[局厅委办党中街镇乡道“](?:(?<=[局厅])|(?<=委)(?![员托派任会内属部])|(?<=办)(?=[、，。；）应负会可要将])"
    "|(?<=党)(?=的(?:全面|集中统一)?领导|的执政|对)|(?<=中)央[、和]|(?<=街)道(?!办)|(?<=[镇乡道])[（(](?:街道|乡镇|镇)[）)]|(?<=“)两委”)"
)
"""Whether one of them may be in a text; begins with one set of characters, which is searched for fast."""

_PARTIAL = frozenset(PARTIAL)
_CENTRAL = frozenset([*CENTRAL, "国务院"])
_CENTRAL_NAMES = tuple(CENTRAL)
_NOT_BEFORE = {head: (*NOT_BEFORE.get(head, ()), *STRADDLING.get(head[-1], ())) for head in (*WHOLE, *PARTIAL, *CENTRAL)}
_NOT_BEFORE = {head: words for head, words in _NOT_BEFORE.items() if words}
_NOT_AFTER = {**NOT_AFTER, "中心": (*FACILITIES, "副", "多")}
_ALTERNATIVE = re.compile(r"[（(][局室委办厅处所站馆院]{1,2}[）)]")
_LINKS = lists.JOINTS | {"的"}
"""What stands between a name and that which may belong to it: levels, and the government of a department."""
_ACTIVITY = re.compile(lists.alternatives(ACTIVITIES))
_ACTIVITY_LIST = re.compile(rf"(?:(?:{lists.alternatives(ACTIVITIES)})、)+$")

_STRADDLED = {"组": re.compile("成(?!员)"), "委": re.compile("会(?![同商签])")}
"""What, right after a head with such a last character, makes another word of it, with a context: 专家|组成, not 发展改革委|会同."""
_ORGANIZED = tuple(ORGANIZED)
_OWN_AREA = re.compile(r"(?:行政区域|管理区域|辖区|行政区|区域|地区|城市|市区|省|市|州|县|区|镇|乡|村)?(?:范围)?(?:内|的)?")
_OUTSIDE = ("所有", "全部", "现有", "其他")
_OUTER = LEADING | {word[0] for word in _OUTSIDE} | {"以", "方"}
"""Characters at which a name may begin too early."""

_NUMBERED = re.compile("[一两二三四五六七八九十0-9]+个?")  # 等|五部门
_EMPTY = frozenset("单位 机构 部门 组织 机关".split())
_NEEDS = {**dict.fromkeys(_CENTRAL, -1), **dict.fromkeys(_PARTIAL, 1), **dict.fromkeys(_EMPTY, 2)}
"""How much a head needs a modifier, for ``left``; others 0."""
_UPPER = frozenset("主管机关 上级机关 主管部门 上级部门".split())
_CLAUSE_EDGE = re.compile(
    r".*(?:[，。；：:,;\s“”（）()]|应当|不得|可以|鼓励|支持|引导|参加|指定|检举|委托|支付|责令|要求|按照|依照|给予|包括|以及|任何|凡是?|其他"
    r"|本(?:部门|单位|机关|市|省|县|区|行政区域内?)|禁止|严禁|报请|邀请|聘请|移送|移交|转交|转送|转移给|交由|两家|一家|[两三]个以上|公开|告知|通知|会同|协助|责成|督促|(?<![自理])由(?!于)|(?<!方)(?<!(?<!规)定)向|(?<![应相针])对(?!外|口|象)|各(?![级类])|[其该]|(?<![凡但可于只都若如或])是指?(?!否)|报告(?!的|工作|制度|机构)|报(?=[县省市区上国当本所同])|下统称|结果)",
    re.S,
)
_CONJUNCTION = re.compile("或者|以及|和|或|及|与|、|等")
_CHARGED = ("负有", "负责", "具有", "承担", "履行", "行使", "管理", "依法", "被")
_RULES = ("法规授权", "规章授权", "行政法规授权", "规章规定", "法规规定")
_EMPOWERED = re.compile("法律(?:、|和|或者?)(?:(?:行政|地方性)?法规(?:、|和|或者?))?$")
"""What empowers a body, coordinated before its clause: 法律、|法规授权的组织."""
_REFERRING = re.compile(r"[前本上]|法律|规定|上述|所|国家规定|依法|有功|.*(?:贡献|成绩|下列|之一)")

_NO_BODY = re.compile(
    "(?:和|或者?|及|、)个人|实施|领导|协调|管理|指挥|编制|保障|工作|建设|推动|体系|机构|方式|形式|[和、](?:行为|应急|救助|协调|指导|监督)"
)  # 的组织|实施: the verb

_EVERYBODY = re.compile("(?:和|或者?|及|、)(?:个人|组织)|之间")
_GOVERNED = frozenset("部门 单位 机关 工会 法院 检察院 人民法院 人民检察院 海关".split())
_ADMINISTRATIVE = frozenset("主管 行政 行政主管 行政管理 管理 监督管理 职能 政府".split())
_RELEVANT = ("有关", "相关", "成员", "责任")
_LISTED = frozenset("单位 机构 企业 组织".split())


def extract(clause: Clause, found: Found) -> list[Entity]:
    """The organizations of ``clause``, in order, not overlapping."""
    text = clause.text
    full = found.context.aliases
    out: list[Entity] = []
    limit = len(text)  # names are read from the right; nothing left of here is taken yet
    for start, end, head in reversed(_heads(text, full)):
        if end > limit or (found.citations and found.inside(start, end, found.citations)):
            continue
        begin, rule = _begin(text, start, end, head)
        if begin is not None:
            more = _ALTERNATIVE.match(text, end) if text.startswith(("（", "("), end) else None
            end = more.end() if more else end
            out.append(Entity(begin, end, text[begin:end], rule, 0.9, "org", full.get(text[begin:end])))
            limit = begin
        at = start if begin is None else begin
        listing = text[at - 1 : at] == "等"
        if head in _LISTED:
            listed = lists.kinds(text, at - 1) if listing and begin is None else None
            official = head in _GOVERNED and listing and (begin is None or text.startswith(_RELEVANT, at))
            fields = lists.fields(text, at, head) if official else []
            if listed is not None and not (fields and fields[-1][0] <= listed):
                out.append(Entity(listed, end, text[listed:end], "listed", 0.7, "org", None))
                limit, fields = listed, []
        elif head in _GOVERNED and (listing or begin is not None):
            fields = lists.fields(text, at, head)
            if fields and listing and text[at:start] in _ADMINISTRATIVE:
                out.pop()  # 公安、民政等|行政管理部门: the fields are the bodies
        else:
            fields = []
        for a, b in fields:
            out.append(Entity(a, b, text[a:b], "field", 0.8, "org", None))
            limit = a
    out.reverse()
    return out


def _heads(text: str, names: Mapping[str, str]) -> list[tuple[int, int, str]]:
    """Every head noun with its offsets, by its end, the longest at each end; those that a compound takes over left out.

    A short name that the document gave a body (证券委) is a head too, unless it ends in one.
    """
    found = []
    for start, end, head in _HEADS.find(text):
        blocked = _NOT_BEFORE.get(head)
        if (blocked is None or not text.startswith(blocked, end)) and not (
            head[-1] in _STRADDLED and _STRADDLED[head[-1]].match(text, end)
        ):
            found.append((start, end, head))
    more = [
        (match.start(), match.end(), name)
        for name, full in names.items()
        if full[0] != "《" and len(name) > 2 and name in text and not _ends_in_head(name)
        for match in re.finditer(name, text)
    ]
    if _FREE_GUARD.search(text):
        more += [(match.start(), match.end(), match[0]) for match in _FREE.finditer(text)]
    if more:
        found = sorted(found + more, key=lambda item: (item[1], -item[0]))
    return found


@lru_cache(maxsize=1024)
def _ends_in_head(name: str) -> bool:
    return any(end == len(name) for _, end, _ in _HEADS.find(name))


def _begin(text: str, start: int, end: int, head: str) -> tuple[int | None, str]:
    """Where the name whose head stands at ``[start, end)`` begins, and by which rule; None when it names no body."""
    begin = left(text, start, _NEEDS.get(head, 0))
    if begin == start and head in _EMPTY and (text.endswith("的", 0, start) or text.endswith("的其他", 0, start)):
        begin = _modified(text, start, end, head)
        return (start if begin is None and head == "机关" else begin), "modified"
    if text[begin - 1 : begin] == "各" and head in _EMPTY:
        whole = _of_all(text, begin - 1)
        if whole is not None:
            return whole, "name"
    if begin == start and head in _PARTIAL or head in _EMPTY and _NUMBERED.fullmatch(text, begin, start):
        return None, ""
    if text[begin - 1 : begin] in _LINKS:
        begin = lists.levels(text, begin, head)
    if text[begin - 1 : begin] == "本":
        own = _OWN_AREA.match(text, begin, start)
        begin = own.end() if own else begin
    if text[begin] in _OUTER:
        begin = _trimmed(text, begin, start, end)
    if head in _EMPTY and begin == start - 1 and text[begin - 1] == "有":  # 有权|机关, 有林|单位: no name is one character long
        begin -= 1
    name = text[begin:end]
    if name in NOT_NAMES or (head in _PARTIAL and begin == start):
        return None, ""
    if head in _NOT_AFTER and text.endswith(_NOT_AFTER[head], begin, start):
        return None, ""
    if head == "组织" and not text.endswith(_ORGANIZED, begin, start):
        return None, ""
    if head in _EMPTY and text[begin:start] in LEADING_VERBS and _EVERYBODY.match(text, end):  # 支持|单位和个人
        return None, ""
    if name in _UPPER and text.endswith("的", 0, begin):
        return _modified(text, begin, end, head) or begin, "modified"
    if text[begin - 1 : begin] == "、" and (head in _PARTIAL or head in ("企业", "公司")):
        activities = _ACTIVITY.match(text, begin) and _ACTIVITY_LIST.search(text, max(0, begin - REACH), begin)
        first = left(text, activities.start(), 1) if activities else begin
        if not text.startswith(_CENTRAL_NAMES, first):  # 人民银行、金融|监管部门: the first is a body of its own
            begin = first
    return begin, "name"


def _of_all(text: str, at: int) -> int | None:
    """Where the body begins whose 各 at ``at`` tells all its departments or members (国务院|各有关部门), or None."""
    at -= 2 * (text[at - 2 : at] in ("所属", "直属"))
    owner = lists.ENDS_IN_HEAD.search(text, max(0, at - 12), at)
    if owner is None:
        return None
    begin = left(text, owner.start(), _NEEDS.get(owner[0], 0))
    if begin == owner.start() and owner[0] in _PARTIAL:  # 各部门、各单位
        return None
    return lists.levels(text, begin, owner[0]) if text[begin - 1 : begin] in _LINKS else begin


def _trimmed(text: str, begin: int, start: int, end: int) -> int:
    """``begin`` behind words at the head of a name that are no part of it: 报|送市统计局, 其他|企业, 以|上级机关为被告."""
    if begin < start and text[begin] in LEADING and edge(text, begin) and not begins_word(text, begin):
        begin += 1
    if begin + 2 < end and text.startswith(_OUTSIDE, begin) and edge(text, begin):
        begin += 2
    if text.startswith("方所在", begin):  # 接收方|所在地人民政府
        begin += 1
    if text.startswith(("以上级", "以下级"), begin) and text[begin - 1 : begin] != "级":
        begin += 1
    return begin


def _modified(text: str, start: int, end: int, head: str) -> int | None:
    """Where a clause with 的 before an empty head begins (负有监督管理职责|的部门), or None."""
    stop = start - (3 if text.endswith("的其他", 0, start) else 1)
    window = text[max(0, stop - 60) : stop]
    boundary = _CLAUSE_EDGE.match(window)
    phrase = window[boundary.end() :] if boundary else window
    if "、" in phrase and "等" not in phrase:
        before, last = phrase.rsplit("、", 1)
        phrase = phrase if len(last) <= 4 and last[0] != "被" and not last.startswith(_RULES) else last
    parts = [
        m.end()
        for m in _CONJUNCTION.finditer(phrase)
        if lists.ENDS_IN_HEAD.search(phrase, 0, m.start()) or phrase.endswith(("人员", "人", "者"), 0, m.start())
    ]
    phrase = phrase[parts[-1] :] if parts else phrase
    phrase = phrase.lstrip("、，)）")
    if phrase.startswith(("或者", "以及")):
        phrase = phrase[2:]
    if phrase[:1] in ("以", "将"):
        phrase = phrase[1:]
    elif (
        phrase.startswith(_CHARGED, 2) and not phrase.startswith(_CHARGED) and governs(phrase[:2])
    ):  # 阻碍|负有监督管理职责的部门
        phrase = phrase[2:]
    if len(phrase) < 2 or _REFERRING.match(phrase):
        return None
    if head == "组织" and _NO_BODY.match(text, end):
        return None
    begin = stop - len(phrase)
    empowered = _EMPOWERED.search(text, max(0, begin - REACH), begin) if phrase.startswith(_RULES) else None
    if empowered:
        return empowered.start()
    coordinated = lists.LEVEL_WORD.match(text, begin) and lists.LEVELS.search(text, max(0, begin - REACH), begin)
    return coordinated.start() if coordinated else begin
