"""Task verbs that head a clause of a plan or opinion: 加强…, 积极推进…, 将…纳入….

Reads a blanked text and a segment, writes the verb's offsets and where its predicate begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.norms import lexicon


@dataclass(slots=True)
class Task:
    """A task verb at ``[start, end)``; the predicate begins at ``predicate``: before the verb for 将…纳入, else behind it."""

    start: int
    end: int
    predicate: int


_CONNECT = re.compile(r"(?:和|并|与|及|以及)(?:不断|进一步|逐步|积极|持续)?|、")
_MANNER = re.compile(r"[\u4e00-\u9fff]{2,6}?地(?=[\u4e00-\u9fff])")
_NO_VERB = (
    "不快",
    "不够",
    "不足",
    "等",
    "的",
    "性",
    "者",
    "型",
    "力度不",
    "后",
    "时",
    "以来",
    "为主",
    "费",
    "得",
    "于",
    "表现",
    "过程",
    "期间",
    "中，",
    "中至少",
    "中遇",
    "还发现",
    "发现",
    "表明",
    "显示",
    "中应",
    "中的",
    "中,",
    "住",
)
_NO_CHAIN = (
    "方案",
    "计划",
    "办法",
    "行动",
    "工程",
    "政策",
    "措施",
    "能力",
    "水平",
    "成效",
    "和",
    "、",
    "力",
    "工作",
    "机制",
    "体系",
    "与",
    "及",
    "制度",
)
_BODY_NOUN = re.compile(r"(?:采购|管理|监督|服务|建设|实施)?(?:主体|机构|小组|团队|人员|方)")
_WORKING_BODY = re.compile(r"(?:部门|单位|企业|组织)")
_GUIDING = frozenset({"指导", "组织", "监督", "服务", "协调", "奖励", "激励", "补助", "教育"})
"""Nominal verbs whose object a body is: 指导企业…."""

_LEADS = frozenset("加快 加速 探索 研究 组织 统筹 协同 协调 谋划 策划".split())
"""Verbs that lead another one, whatever it is: 加快建设, 组织实施."""

_PAIRS = frozenset(
    "调整 修改 修订 制定 培育 建立 整合 总结 宣传 识别 帮助 引导 联合 巩固 关心 防范 健全 完善 优化 改进 贯彻 落实 选拔 发现 规划 梳理 收集 审核 督促 指导 深化 集中 改革 规范".split()
)
"""Verbs that pair with a kindred one: 调整完善, 培育壮大."""

_NOT_SECOND = frozenset("开放 追溯 调运 征用 结算 统一 集中 覆盖 共建 共享 培养 启动 融合 康复 扩大 兼顾 防止 安置".split())
"""Verbs that belong to what follows them: 制定统一标准, 建立覆盖全市的体系."""

_CLOSING = frozenset(
    "完善 壮大 带动 化解 制定 制订 形成 开展 认证 提高 提升 拓展 优化 健全 解决 搭建 打造 培育 用好 盘活 巩固 引进 集聚 调整 分解 扩建 改造".split()
)
"""Verbs that close a pair behind whatever verb: 建设完善, 引导带动, 研究解决."""

_NOUN = tuple(
    "领导 思想 目标 主体 职责 标准 工作部门 工作办公室 工作联合 工作机构 工作组 工作人员 工作单位 工作者 工作是 办公室 办法 机构 部门 单位 人员 体制 手段 机关 对象 原则 任务 重点 内容"
    " 范围 条件 程序 方式 流程 要求 情况 周期 期限 期间 环节 成果 效果 经验 方案 计划 规划 组 队 方向 理念 方针 事项 项目 资金 经费 资料 材料 信息 证 档案 主管 监察 行业 行政 设施 区 场地 方法 人 电话 传真 地址 试验法 工艺 过程 数据 结果 样本 指标 责任 制度 申请书 试剂 成本 终点 费用".split()
)
_STATIVE = re.compile(
    r"(?!满足|适应|实现|推动|促进|确保|使|保持|努力|弥补|补|解决|克服|改变|破解|缓解)[^，。；]*"
    r"(?:(?:加速|快速|明显|显著|持续|大幅|不断|稳步|进一步|更加|更为|日益|基本|有效|初步|能力|水平|意识)"
    r"(?:提升|提高|改善|增强|优化|完善|健全|扩大|下降|降低|增长|增加|加快|充分|均衡|牢固|凸显|显现|形成|建立|落实|巩固|缓解|好转|成熟|合理|规范|丰富)"
    r"|(?:率|量|值|规模|比例|占比|收入)[^，。；]{0,6}达到?[^，。；]*"
    r"|的(?:需要|意义|体现)|(?:尚未|还未|仍未|还在|还不|做得)[^，。；]*|缺失|不足|滞后|不高|不够|不大|不强|不到位|有关|至关重要|不容有失"
    r"|的[^，。；的]{1,8}(?<![成作变以])为[^，。；]+)$"
)
"""A verb phrase that is the subject of a state: 防范能力明显提升."""

_CLOSED = re.compile(r"(?:的|期间|中|后|时|前|下|以来|情况|要求|原则|方针|思路|目标|精神|需要|规定|部署|方面|机遇|契机|上)$")


_ACTING = "建做用管办抓守配选育扎织筑压落摸吃讲打擦练护种养统兜走扛补延强拓接培"
_RESULT = re.compile(rf"(?:[{_ACTING}][强好优大实细精深足活牢紧齐准透亮稳密严清广链群]){{1,3}}")
"""A verb with the result it shall have: 建强用好, 压紧压实."""


def _at(masked: str, at: int) -> int:
    """Where the task verb that begins at ``at`` ends, or -1; verbs with a result (用好) are formed freely."""
    stop = lexicon.task_verbs().at(masked, at)
    if masked[at : at + 1] not in _ACTING or (result := _RESULT.match(masked, at)) is None:
        return stop
    return max(stop, result.end())


def verb(masked: str, at: int, end: int) -> int:
    """Where the task verb or chain of verbs (建立健全, 坚持和完善) that begins at ``at`` ends, or -1."""
    stop = _at(masked, at)
    if stop < 0 or stop > end:
        return -1
    chain = _chain(masked, at, stop, end)
    if _is_no_verb(masked, stop, end) and masked[at:stop] != "坚持" or chain == stop and _is_noun(masked, at, stop):
        return -1
    return -1 if _is_name(masked, at, chain, end) else chain


def _chain(masked: str, at: int, stop: int, end: int) -> int:
    """The end of the chain of verbs whose first one is ``[at, stop)``."""
    nominal = lexicon.nominal_verbs()
    first = masked[at:stop]
    chain = stop
    for number in range(2 if first in _LEADS else 1):
        link = _CONNECT.match(masked, chain, end)
        begin = link.end() if link else chain
        following = _at(masked, begin)
        if following - begin < 2 or following >= end or masked.startswith(_NO_VERB + _NO_CHAIN, following):
            break
        second = masked[begin:following]
        if number and link is None and second not in _CLOSING:
            break
        if first not in _LEADS:
            if link is None and (first not in _PAIRS and second not in _CLOSING or first == "提供"):
                break
            if second in _LEADS or second in _NOT_SECOND or second in nominal and (link is None or link[0] == "、"):
                break
        chain = following
    return chain + 1 if masked.startswith("好", chain) and chain + 1 < end else chain


def _is_no_verb(masked: str, stop: int, end: int) -> bool:
    """Whether what follows the word at ``stop`` makes it another one or the subject of a copula."""
    if (
        masked.startswith("人", stop)
        and _PERSON.match(masked, stop + 1, end)
        or masked.startswith(_NO_VERB, stop)
        or masked.startswith("率", stop)
        and not masked.startswith("率先", stop)
    ):
        return True
    return stop < end and masked[stop] in "是为" and not masked.startswith(("是否", "为期"), stop)


_PERSON = re.compile(r"承担|应|对|可|不|、|或|和|未|有|以|的|负|在|向|与$|$")
"""监护人应…: what follows when verb and 人 are one noun."""


def _is_noun(masked: str, at: int, stop: int) -> bool:
    """Whether the single word is the first half of a noun (指导思想) or of a list."""
    if masked.startswith("、", stop):
        return True
    nominal = lexicon.nominal_verbs()
    if masked[at:stop] not in nominal:
        return False
    second = lexicon.task_verbs().at(masked, stop)  # 养护管理责任
    doubled = second > 0 and masked[stop:second] in nominal and masked.startswith((*_NOUN, "可", "应", "需"), second)
    return doubled or masked.startswith(_NOUN, stop)


def _is_name(masked: str, at: int, chain: int, end: int) -> bool:
    """Whether the verb is the first half of a body's name: 承接主体负责…."""
    word = masked[at:chain]
    body = _BODY_NOUN.match(masked, chain, end)
    if body is None and (word in lexicon.nominal_verbs() or word == "集中") and word not in _GUIDING:
        body = _WORKING_BODY.match(masked, chain, end)
    return body is not None and lexicon.act_verbs().at(masked, body.end()) > 0


def skip_adverbs(masked: str, at: int, end: int) -> int:
    """Where the adverbs that begin at ``at`` end: 进一步, 积极主动地."""
    adverbs = lexicon.task_adverbs()
    while at < end:
        stop = adverbs.at(masked, at)
        if stop < 0:
            if masked.find("地", at + 2, at + 7) < 0 or (manner := _MANNER.match(masked, at, end)) is None:
                return at
            if lexicon.task_verbs().at(masked, manner.end()) < 0 or lexicon.task_verbs().at(masked, at) > 0:
                return at
            stop = manner.end()
        at = stop
        if masked.startswith(("地", "、", " "), at):
            at += 1
    return at


def head(masked: str, start: int, end: int) -> Task | None:
    """The task verb that heads the segment, adverbs passed over.

    >>> text = "进一步加强培训"
    >>> task = head(text, 0, len(text)); text[task.start:task.end]
    '加强'
    """
    begin = behind_will(masked, start, end)
    at = skip_adverbs(masked, begin, end)
    stop = verb(masked, at, end)
    if stop < 0 and at > begin:  # 密切…联系, 严格…管理: an adverb that is the verb here
        at, stop = begin, verb(masked, begin, end)
    if stop < 0:
        return None
    if stop < end:
        return None if _STATIVE.match(masked, at, end) else Task(at, stop, stop)
    return Task(at, stop, at) if stop - at >= 4 or at > start and stop - at >= 2 else None


_WILL = re.compile(r"(?:还|也|均|都)?(?:将继续|将|拟继续|拟|仍将|会)(?!心|才|会|合|定|于)")


def behind_will(masked: str, at: int, end: int) -> int:
    """Behind what announces a task (将, 拟), when its verb or adverb follows; a thing behind 将 is moved, not announced."""
    if masked[at : at + 1] not in "还也均都将拟仍会" or (will := _WILL.match(masked, at, end)) is None:
        return at
    begin = will.end()
    stop = skip_adverbs(masked, begin, end)
    if masked.startswith(_URGES, begin):
        return begin
    if stop > begin or verb(masked, begin, end) > 0 and (will[0] != "将" or _DISPOSE.search(masked, begin + 2, end) is None):
        return begin
    return at


_URGES = ("督促", "指导", "要求", "会同", "协调")
"""Verbs behind 将 that announce, whatever their object shall do: 将督促…做好."""

_COVERB = re.compile(
    r"立足|围绕|将|把|对|以(?!及|上|下|内|外|后|前|便|免|往|来)|为|与|向|在|依托|通过|按照|按|从|利用|运用|结合|面向|针对|根据|依法|会同|随|沿|用|就"
)
_WHOLE = "将把对以为与向用就依"
"""Coverbs whose phrase belongs to the action: 将…纳入, 对…实行, 以…增强; a place or ground (在…, 依托…) does not."""

_LAST = "对为与向"
_DISPOSE = re.compile(
    r"留在|留给|放在|摆在|纳入|列入|列为|上传|融入|结合|转化|转变|覆盖|解决|化解|作为|落实|打造|建设成|建成|培育|推广|延伸|贯穿|写入|下放|下沉|调整|提高|提升|降低|扩大"
    r"|控制|报送|上报|录入|推送|移交|变为|引入|嵌入|植入|分解|抓好|抓实|做好|用于|划入|转为|提供"
)
_TREAT = re.compile(
    r"实行|实施|给予|予以|进行|开展|加强|采取|做好|提供|作出|做出|落实|设立|建立|建设|打造|形成|完善|推进|推动|构建|组织|增强|带动|促进|提升|提高|布设"
    r"|筹建|发展|培育|推行|采集|公布|公开|发布|选择|制定|探索|优化|强化|实现|取得|设置|创建|开发|(?<!基础)(?<!科学)研究|引领|激发|创造|营造|汇聚|引进|举办|发放|减免"
    r"|补贴|奖励|奖补|补助|衔接|对接|互联互通|共享|联动|深化|健全|拓展|确定|布局|引导|改进|更新|修订|设计|选优配强|征收|(?<=科学)规划|(?<=统筹)规划|报告|通报|反馈|汇报|支持(?=[^，。；]{2})|加大|发布|(?<!业)创新(?=〓)"
)
_MONEY = frozenset({"补贴", "奖励", "奖补", "补助", "减免", "研究", "组织", "选择"})
_BOUND = re.compile(
    r".*(?:方面|领域|基础上|前提下|条件下|框架下|地方|过程中|同时|指导下|领导下|[\u4e00-\u9fff]时|之间|[^其集]中)(?=.{4})"
)
"""Where the phrase of 在… ends when its own words contain verbs."""
_INSIDE = (
    "施",
    "的",
    "、",
    "和",
    "与",
    "等",
    "情况",
    "工作",
    "力度",
    "中",
    "后",
    "时",
    "上",
    "方面",
    "机构",
    "院",
    "团队",
    "项目",
    "部门",
    "单位",
    "人员",
    "规划",
    "主体",
    "责任",
    "活动",
    "能力",
    "水平",
    "过程",
    "期间",
    "需要",
)


_OF = re.compile(r"的[^，。；的]{1,8}$")
_BODY_OF = re.compile(r".*的[^，。；的]{0,10}(?:单位|个人|组织|机构|人员|企业|部门|机关|项目|建筑|行为|活动|事项|人|者)$")


def is_relative(masked: str, start: int, end: int) -> bool:
    """Whether the verb that ends at ``start`` modifies the noun that ends the segment: 做出贡献的单位和个人."""
    return _BODY_OF.match(masked, start, end) is not None


def behind_coverb(masked: str, start: int, end: int) -> Task | None:
    """The task verb behind 将…, 对…, 在…, 依托… in a segment that begins with such a coverb.

    >>> text = "将培训费用纳入预算"
    >>> task = behind_coverb(text, 0, len(text)); text[task.start:task.end], task.predicate
    ('纳入', 0)
    """
    at = skip_adverbs(masked, start, end)
    coverb = _COVERB.match(masked, at, end)
    if coverb is None:
        at, coverb = start, _COVERB.match(masked, start, end)
    if coverb is None:
        return None
    word = coverb[0]
    if word not in "将把" and _CLOSED.search(masked, coverb.end(), end) or word == "以" and "为" in masked[at : at + 24]:
        return None
    begin = coverb.end() + 1
    if word in "在从" and (bound := _BOUND.match(masked, begin, end)):
        begin = bound.end()
    found = None
    for match in (_DISPOSE if word in "将把" else _TREAT).finditer(masked, begin, end):
        if match.end() >= end and word not in "将把与向对为依法":
            continue
        if masked[match.start() - 1] in "的、和与及或所化" or masked.startswith(_INSIDE, match.end()):
            continue
        if found is not None and match[0] in _MONEY:
            continue
        found = match
        if word not in _LAST or match[0] == "进行":
            break
    if found is None or is_relative(masked, found.end(), end):
        return None
    if word == "对" and masked.startswith(("，", ","), end) and _OF.search(masked, found.end(), end):
        return None
    stop = max(verb(masked, found.start(), end), found.end())
    return Task(found.start(), min(stop, end), at if word[0] in _WHOLE or stop >= end else stop)


_PROGRAMME = re.compile(lexicon.alternation(lexicon.programme_verbs()))


def has_programme_verb(masked: str, start: int, end: int) -> bool:
    """Whether a verb of programmes stands anywhere in the segment: a cheap look before a subject is sought."""
    return _PROGRAMME.search(masked, start, end) is not None


def behind_subject(masked: str, at: int, end: int) -> Task | None:
    """The task verb directly behind a subject that ends at ``at``."""
    will = behind_will(masked, at, end)
    begin = skip_adverbs(masked, will, end)
    stop = verb(masked, begin, end)
    if 0 < stop < end:
        return None if _STATIVE.match(masked, begin, end) else Task(begin, stop, stop)
    return behind_coverb(masked, will, end)
