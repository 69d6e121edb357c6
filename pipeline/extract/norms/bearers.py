"""Who is bound or empowered: the noun phrase of a body or person in front of a cue, or behind 由.

Reads a blanked text and offsets, writes half-open offsets. A thing (费用, 规划) as the subject is no bearer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.norms import deadlines
from pipeline.extract.norms.layout import BLANK
from pipeline.extract.norms.lexicon import Endings, act_verbs, alternation, task_adverbs, task_verbs
from pipeline.extract.wordlists import words
from pipeline.model import Entity

HEADS = Endings(words("body_heads"))
"""Nouns a body or person ends in."""

THINGS = Endings(words("body_things"))
"""Nouns that end like a body and are none."""

_OPENERS = re.compile(
    r"(?:并且|并|即(?=国|省|市|县)|但是|但|同时|其中|而且|而|且|还|也|则|因此|此外|另外|凡|一般|原则上|任由|特别是|特别|尤其|不过|经评估|其次|再次|首先)+"
)
_OPENING = "并即但同其而且还也则因此另凡一原任特尤不经再首"
_ADVERBS = Endings(
    "依法 书面 口头 当场 一般 原则上 均 都 也 还 并 同时 及时 分别 各自 不 应当 可以 应 可 必须 共同 统一 一律 只 仅 就 则 又 更 切实 严格 认真 积极 主动 可并 有权 才 继续 将 同样 直接 随时 首先 仍 仍然 至少 最迟 另 无权 最高"
    " 按照有关规定 按照规定 按规定 按照国家有关规定 按照职责分工 按照各自职责 根据需要 根据实际需要 根据情况 依照规定 按照法定程序 在各自职责范围内 依法分别 依职权 按照职责 视情节 视情节轻重 根据情节轻重 进一步".split()
)
PREPOSITION = re.compile(
    r"对(?!外|方|口)|给(?!予|付|水|排|养)|在(?!校|职|建|编|岗|场)|根据|按|依照|依据|依(?!法)|自(?!然|治|愿|主|行|身)|为(?!人)|将|把|以(?!上|下|内|外|后)|因(?!特)|确因|确需|除|向|当(?!事|地|场|选|班|日)"
    r"|由于|鉴于|针对|围绕|关于|面向|聚焦"
)
"""How a phrase begins that is no subject."""

_LOOSE = re.compile(
    r"申请(?!人|方|单位|者|执行|再审|主体)|经(?!营|济|办|销|纪|理)|从(?!业|事)|通过|与|如|若|凡|未|结合|违反|属|有(?!关|线|权|限)|无(?!人|偿|线|障)|故意|阻碍|拒不|擅自|逾期|认为|发现|收到|接到|需要|涉及|授予|报经|拟|免费|造成|导致|致使|引起|侵害|损害|即使|如果|虽然|再加上"
    r"|(?:逮捕|拘留|拘传|讯问|询问|传唤|聘用|聘请|招用|招收|录用|解雇|辞退|任命|选拔|收养|处分|处罚|调动|提审|羁押|释放|雇用)(?!人员|单位|机构|机关|部门|方|企业|人$)"
)
"""How a phrase begins that is no subject unless it modifies one: 未接到通知书的债权人."""

_ADVERBIAL = tuple("根据 按照 依照 依据 按 依 结合 会同 经 通过 以 在".split())
_SETTING = re.compile(
    r"(?:在|自|于|当|经|因|如|若).{1,48}?(?:时|中|后|前|期间|过程中|内|下|的)(?!心|期|国|部|华|小|等|央|介|共|级)"
)
STRONG_HEADS = Endings(
    "办公室 我们 团队 主体 部门 机关 机构 政府 单位 委员会 常委会 企业 组织 公司 银行 法院 检察院 学校 医院 院校 高校 协会 商会 学会 局 厅 委 国家 各地 地区 省份 街道 办事处 省 市 县 镇 乡 各区 科室 中心 联合会 工会 党委 党组织".split()
)
"""Of ``HEADS`` those that begin a plain statement surely enough to look for a verb without a cue."""

_EVENTS = tuple(words("event_words"))
_JOINTS = tuple("的 和 或 、 及 与 以及 以外 之外 所在地".split())
_WIDER = re.compile(
    r"(?:[^，。；、的报批〓]{1,14}?(?:主管部门|行政部门|管理部门|监督部门|部门|机关|机构|委员会|局|海事处|管理处|管理所|监督所|服务中心|支队|大队))(?!的)"
)
_NOT_WIDER = re.compile(
    r"报|会同|将|要|拟|督促|引导|支持|推动|鼓励|组织(?!部)|负责|应当|责令|依法|依照|按照|根据|审批|批准|确定|委托|申请|决定|或者|给予|予以|向|通知|制定|编制|受理|指定|协调"
)

Piece = tuple[int, int]


_TRAIL = "等" + BLANK


def is_body(masked: str, start: int, end: int) -> bool:
    """Whether ``[start, end)`` ends in the noun of a body or person."""
    while end - start > 2 and masked[end - 1] in _TRAIL:
        end -= 1
    if masked.startswith("各", start) and masked.endswith("城市", start, end):
        return True
    return HEADS.closes(masked, start, end) and not THINGS.closes(masked, start, end)


def is_subject(masked: str, start: int, end: int) -> bool:
    """Whether ``[start, end)`` as a whole names a body: it ends in one and begins with no preposition or verb of the sentence."""
    if not is_body(masked, start, end) or PREPOSITION.match(masked, start, end):
        return False
    if masked.startswith(("通过", "结合", "涉及"), start):
        return False
    return _LOOSE.match(masked, start, end) is None or "的" in masked[start:end]


def trim(masked: str, start: int, end: int) -> Piece:
    """``[start, end)`` without the openers in front and the adverbs at its end."""
    if start < end and masked[start] in _OPENING and (match := _OPENERS.match(masked, start, end)):
        start = match.end()
    while start < end and (masked[start] == "、" or masked[start].isspace()):
        start += 1
    if not _ADVERBS.closes(masked, start, end):
        return start, end
    while (size := _ADVERBS.end(masked, start, end)) and masked[end - 2 : end] not in _NOUNS:
        end -= size
    return start, end


_NOUNS = frozenset(
    "细则 原则 规则 准则 守则 总则 附则 首都 成都 古都 变更 归还 偿还 返还 退还 交还 发还 供应 效应 许可 认可 人才 成就 船只 犬只".split()
)
"""Nouns that end like an adverb."""


_HEAD = re.compile(alternation(HEADS.entries))


_MODIFYING = re.compile(r"(?:有|符合|具有|具备|未|从事|经|聘用|聘请|招用|招收|录用|雇用|安置)[^，。；的]{1,24}的")
"""A modifier that begins like a predicate: 有条件的地区, 符合规定的企业."""


def leading(masked: str, start: int, end: int, entities: Sequence[Entity] = (), heads: Endings = HEADS) -> int:
    """Where the body that begins at ``start`` ends when an event or predicate follows it, or -1.

    >>> leading("检查人员在执行公务时", 0, 10)
    4
    """
    if PREPOSITION.match(masked, start, end):
        return -1
    at = start
    if _LOOSE.match(masked, start, end) or masked.startswith(("符合", "具有", "具备"), start):
        modifier = _MODIFYING.match(masked, start, end)
        if modifier is None:
            return -1
        at = modifier.end()
    comma = masked.find("，", start, end)
    if comma < 0:
        comma = masked.find(",", start, end)
    end = comma if comma > start else end
    for entity in entities:
        if entity.start <= start < entity.end <= end and (entity.end == end or _predicate(masked, entity.end, end)):
            return entity.end
    while True:
        match = _HEAD.search(masked, at, end)
        if match is None or match.end() - start > 70:
            return -1
        at = match.end()
        if at == end:
            return at if is_body(masked, start, at) else -1
        if heads is not HEADS and not heads.closes(masked, start, at):
            continue
        if THINGS.closes(masked, start, at) or masked.startswith(_JOINTS, at, end) or _RULED.match(masked, at, end):
            continue
        if masked.startswith("等", at, end):
            at += 1
        wider = _WIDER.match(masked, at, end)
        if wider and not _NOT_WIDER.search(wider[0]):
            at = wider.end()
            if not masked.startswith(_JOINTS, at, end):
                return at
            continue
        if _MODIFIER.match(masked, at, end):
            continue
        if heads is not HEADS and _GROUNDS.search(masked, start, at):
            return -1
        if _predicate(masked, at, end) or heads is not HEADS and task_verbs().at(masked, at) > 0:
            return at


_RULED = re.compile(r"(?:的)?(?:有关|相关)?规定(?!，|外)")
"""Behind a level of government: 符合国家和省规定的标准."""

_GROUNDS = re.compile("根据|按照|依照|通过")
"""Inside a name: the body before it already had its predicate."""

_MODIFIER = re.compile(
    r"(?:负责|承担|履行|行使|主管|从事|依法(?:负责|履行|行使))[^，。；]{0,30}?的(?:[^，。；]{0,10}?)(?:部门|机构|机关|单位|组织|人员|人)"
)
"""人民政府负责…的部门: the verb modifies the body that follows."""


def _predicate(masked: str, at: int, end: int) -> bool:
    """Whether a predicate begins at ``at``: a verb, an adverb or an event."""
    if act_verbs().at(masked, at) > 0 or masked.startswith(_EVENTS, at, end) or task_adverbs().at(masked, at) > 0:
        return True
    return end - at == 2 and masked.startswith(("领导", "主办", "主管"), at)  # 由秘书长领导; elsewhere a noun's first half


def acting(masked: str, topic: Piece, entities: Sequence[Entity]) -> Piece | None:
    """The body that does what ``topic`` tells: 人民法院审理…的案件，应当…; not that of a thing's modifier (协会筹集的款项)."""
    cut = leading(masked, *topic, entities)
    stop = act_verbs().at(masked, cut) if 0 < cut < topic[1] else -1
    return (topic[0], cut) if stop > 0 and "的" not in masked[stop : stop + 3] else None


_EARLIER = re.compile(r"[^，。；]{2,}(?<![目当提日门面之以])前")
"""垃圾排放前: a time that something is done before."""

_MEETS = re.compile(r"拟|解聘|聘请|设立|更换|变更|委托(?!人|方|单位|机构)|招用|录用|雇用|取得|丧失")
"""公司解聘会计师事务所，应当…: what a body does to another one, in front of the modal."""

_EVENT = re.compile(r"发现|接到|收到|对(?!外|方|口)|违反|作为|设[在于]|在(?=[^，。；的]{2,20}(?:设立|从事|开展|举办|销售|承包))")
"""What sets a body off from what it meets: 用人单位发现患病的劳动者."""


def before(masked: str, start: int, end: int, entities: Sequence[Entity] = ()) -> tuple[Piece | None, Piece | None, Piece | None]:
    """Bearer, condition and topic in what stands in front of a cue within its segment.

    >>> before("检查人员在执行公务时", 0, 10)
    ((0, 4), (4, 10), None)
    >>> before("住宅维修费用", 0, 6)
    (None, None, (0, 6))
    """
    start, end = trim(masked, start, end)
    if start >= end:
        return None, None, None
    if masked[start] in "到在于每0123456789":
        start = deadlines.behind(masked, start, end)
    if PREPOSITION.match(masked, start, end) or _LOOSE.match(masked, start, end) and not is_subject(masked, start, end):
        setting = _SETTING.match(masked, start, end)
        if setting is None:
            return None, None, (start, end)
        cut = setting.end()
        rest, rest_end = trim(masked, cut, end)
        if rest < rest_end and is_body(masked, rest, rest_end):
            return (rest, rest_end), (start, cut), None
        return (None, (start, end), None) if cut == end else (None, None, (start, end))
    if is_body(masked, start, end):
        copula = masked.rfind("为", start, end)
        if copula > start and is_body(masked, start, copula):  # …的近亲属为权利人，有权…
            return (start, copula), None, None
        cut = leading(masked, start, end, entities) if _EVENT.search(masked, start, end) else -1
        if cut < 0 and "的" not in masked[start:end] and (met := _MEETS.search(masked, start, end)):
            cut = leading(masked, start, met.end(), entities)
            if cut == met.start():
                return (start, cut), (cut, end), None
        if 0 < cut < end and _EVENT.match(masked, cut, end):
            rest = (cut, end)
            return (start, cut), (None if masked[cut] in "对设" else rest), (rest if masked[cut] == "对" else None)
        return (start, end), None, None
    cut = leading(masked, start, end, entities)
    if cut > 0 and cut < end:
        rest = (cut, end)
        if PREPOSITION.match(masked, cut, end) and not masked.endswith(("的", "时", "后", "前", "中"), cut, end):
            return (start, cut), None, rest  # 主管部门对…活动，应当…
        if "的" in masked[cut:end] and not masked.endswith(("的", "时", "后", "前"), cut, end):
            return None, None, (start, end)  # 组织筹集的经费: a thing with a body in its modifier
        return (
            (start, cut),
            (None if masked.startswith(_ADVERBIAL, *rest) and not masked.endswith(("时", "后", "前"), *rest) else rest),
            None,
        )
    if masked.endswith(("的", "时", "后", "之前", "期间", "过程中"), start, end) or _EARLIER.fullmatch(masked, start, end):
        return None, (start, end), None
    return None, None, (start, end)


def behind(masked: str, start: int, end: int, entities: Sequence[Entity] = ()) -> int:
    """Where the body that begins at ``start``, right behind 由, ends; -1 when none is there.

    >>> behind("县级人民政府审批", 0, 8)
    6
    """
    at = start
    last = -1
    acts = act_verbs()
    for entity in entities:
        if entity.start == start and entity.end < end and entity.label == "org" and acts.at(masked, entity.end) > 0:
            return entity.end
    while True:
        match = _HEAD.search(masked, at, end)
        if match is None or match.end() - start > 80:
            break
        at = match.end()
        if masked.startswith(_JOINTS, at, end) or THINGS.closes(masked, start, at):
            continue
        wider = _WIDER.match(masked, at, end)
        if wider and not _NOT_WIDER.search(wider[0]):
            at = wider.end()
            if masked.startswith(_JOINTS, at, end):
                continue
            return at
        if at == end or _predicate(masked, at, end):
            return at
        if end - at >= 2:
            last = at
    if last > 0:  # a known body in front of an unknown verb
        return last
    for at in range(start + 2, min(start + 24, end)):  # an unknown body in front of a known verb
        stop = acts.at(masked, at)
        if stop - at >= 2:
            return at
    return -1
