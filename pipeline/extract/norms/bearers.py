"""Who is bound or empowered: the noun phrase of a body or person in front of a cue, or behind 由.

Reads a blanked text and offsets, writes half-open offsets. A thing (费用, 规划) as the subject is no bearer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.norms.lexicon import act_verbs, task_verbs
from pipeline.model import Span

HEADS = tuple(
    "部门 机关 机构 政府 单位 个人 委员会 企业 组织 公司 集团 银行 法院 检察院 学校 医院 大学 院校 高校 幼儿园 协会 商会 学会 工会 联合会 联合社 合作社"
    " 中心 局 厅 部 署 委 办公室 办 科室 研究院 研究所 事务所 服务所 派出所 管理所 管委会 居委会 村委会 理事会 董事会 监事会 股东会 股东大会 代表大会 常委会 常务委员会 会议主席团 主席团"
    " 支队 大队 队 者 人 人员 员 方 户 商 国家 各地 地区 全省 各省 省份 省 市 县 区 州 乡 镇 街道 办事处 管理处 双方 当事人 业主 公民 主任 市长 省长 县长 院长 校长 所长 局长 检察长 主席 处长 会长"
    " 社区 村 村民 居民 家长 亲属 近亲属 子女 家庭 夫妻 父母 社会团体 团体 人民团体 媒体 站 馆 基地 主体 导师 教师 学生 律师 公众 党委 党组 党支部 党组织 军队 委 妇女 儿童 未成年人 职工"
    " 农民 老年人 残疾人 群众 团队 实验室 平台 股东 之一者 成员 代表 候选人 社会力量 社会各界 各界 财政 海关 检察官 法官 警察 民警 军人 士兵 干部 驾驶员 旅客 乘客 学员 同志 我们 机组".split()
)
"""Nouns a body or person ends in."""

THINGS = tuple(
    "场所 保护区 公园 机会 全部 内部 外部 部分 园区 景区 城区 市区 山区 库区 流域区 功能区 重点区 小区 示范区 开发区 区域 绿地 林地 车站 电站 加油站 泵站 地方 双向 另一方面"
    " 方面 城市 超市 夜市 上市 门市 集市 建设用地 一方面 账户 用户端 客户端 窗户 门户 文件 重大 风景区 生产区 生活区 缓冲区 核心区 实验区 禁止区 控制区 水源保护区 居住区 年满 法人代表人 农村 乡村 博物 人人"
    " 行为人人 信息平台 服务平台 管理平台 政务平台 网络平台 数据平台 交易平台 大厅 餐厅 客厅 教室 办法 不办 举办 承办 开办 主办 停办 兴办 创办 干部部".split()
)
"""Nouns that end like a body and are none."""

_OPENERS = re.compile(
    r"(?:并且|并|但是|但|同时|其中|而且|而|且|还|也|则|因此|此外|另外|凡|一般|原则上|任由|特别是|特别|尤其|不过|经评估|其次|再次|首先)+"
)
_ADVERBS = tuple(
    "依法 一般 原则上 均 都 也 还 并 同时 及时 分别 各自 不 应当 可以 应 可 必须 共同 统一 一律 只 仅 就 则 又 更 切实 严格 认真 积极 主动 可并 有权 方 才 继续 将 同样 直接 随时 首先 仍 仍然 至少 最迟 另 无权"
    " 按照有关规定 按照规定 按规定 按照国家有关规定 按照职责分工 按照各自职责 根据需要 根据实际需要 根据情况 依照规定 按照法定程序 在各自职责范围内 依法分别 依职权 按照职责 视情节 视情节轻重 根据情节轻重 进一步".split()
)
_PREPOSITIONS = tuple(
    "对 在 根据 按照 依照 经 自 从 为 将 把 以 通过 因 除 向 当 按 依据 由于 鉴于 针对 围绕 与 如 若 凡 对于 关于 未 结合 违反 属于 属 有 无".split()
)
_ADVERBIAL = tuple("根据 按照 依照 依据 按 依 结合 会同 经 通过 以 在".split())
_SETTING = re.compile(
    r"(?:在|自|于|当|经|因|如|若).{1,48}?(?:时|中|后|前|期间|过程中|内|下|的)(?!心|期|国|部|华|小|等|央|介|共|级)"
)
STRONG_HEADS = tuple(
    "部门 机关 机构 政府 单位 委员会 企业 组织 公司 银行 法院 检察院 学校 医院 院校 高校 协会 商会 学会 局 厅 委 国家 各地 地区 省份 街道 办事处 省 市 县 各区 科室 中心 联合会 工会 党委 党组织".split()
)
"""Of ``HEADS`` those that begin a plain statement surely enough to look for a verb without a cue."""

_JOINTS = tuple("的 和 或 、 及 与 以及 等".split())
_WIDER = re.compile(r"(?:[^，。；、的报批〓]{1,14}?(?:主管部门|行政部门|管理部门|监督部门|部门|机关|机构|委员会|局))(?!的)")
_NOT_WIDER = re.compile(
    r"报|会同|组织(?!部)|负责|应当|责令|依法|依照|按照|根据|审批|批准|确定|委托|申请|决定|或者|给予|予以|向|通知|制定|编制|受理|指定|协调"
)

Piece = tuple[int, int]


def is_body(masked: str, start: int, end: int) -> bool:
    """Whether ``[start, end)`` ends in the noun of a body or person."""
    return end > start and masked.endswith(HEADS, start, end) and not masked.endswith(THINGS, start, end)


def trim(masked: str, start: int, end: int) -> Piece:
    """``[start, end)`` without the openers in front and the adverbs at its end."""
    match = _OPENERS.match(masked, start, end)
    if match:
        start = match.end()
    while start < end and masked[start] in " \u3000、":
        start += 1
    while end > start and masked.endswith(_ADVERBS, start, end):
        end -= next(len(word) for word in _ADVERBS if masked.endswith(word, start, end))
    return start, end


_HEAD = re.compile("|".join(sorted(HEADS, key=len, reverse=True)))


def leading(masked: str, start: int, end: int, entities: Sequence[Span] = (), heads: tuple[str, ...] = HEADS) -> int:
    """Where the body that begins at ``start`` ends when an event or predicate follows it, or -1.

    >>> leading("检查人员在执行公务时", 0, 10)
    4
    """
    if masked.startswith(_PREPOSITIONS, start, end):
        return -1
    for entity in entities:
        if entity.start <= start < entity.end <= end and not masked.startswith(_JOINTS, entity.end, end):
            return entity.end
    acts = act_verbs()
    at = start
    while True:
        match = _HEAD.search(masked, at, end)
        if match is None or match.end() - start > 70:
            return -1
        at = match.end()
        if at == end:
            return at if is_body(masked, start, at) else -1
        if heads is not HEADS and not masked.endswith(heads, start, at):
            continue
        if masked.endswith(THINGS, start, at) or masked.startswith(_JOINTS, at, end):
            continue
        wider = _WIDER.match(masked, at, end)
        if wider and not _NOT_WIDER.search(wider[0]):
            at = wider.end()
            if not masked.startswith(_JOINTS, at, end):
                return at
            continue
        if (
            acts.at(masked, at) > 0
            or masked.startswith(_EVENTS, at, end)
            or heads is not HEADS
            and task_verbs().at(masked, at) > 0
        ):
            return at


_EVENTS = tuple(
    "发现 收到 接到 违反 未 不 无 有 拒 擅自 利用 需要 确需 从事 发放 认为 举办 养 发生 符合 取得 拆除 出现 达到 因 已 没有 逾期 要求 超过 故意 阻碍 滥用 玩忽 徇私 出售 销售 购买 生产 转让 出租"
    " 隐瞒 伪造 提前 遇 到 就 与 同 通过 或者其 一方 死亡 退休 离职 丧失 终止 解散 破产 合并 分立 停业 歇业 外出 患 属 原 所 对 携带 驾驶 乘坐 进入 离开 参加 参与 接受 拥有 具有 具备 持有 持 凭".split()
)


def before(masked: str, start: int, end: int, entities: Sequence[Span] = ()) -> tuple[Piece | None, Piece | None, Piece | None]:
    """Bearer, condition and topic in what stands in front of a cue within its segment.

    >>> before("检查人员在执行公务时", 0, 10)
    ((0, 4), (4, 10), None)
    >>> before("住宅维修费用", 0, 6)
    (None, None, (0, 6))
    """
    start, end = trim(masked, start, end)
    if start >= end:
        return None, None, None
    if masked.startswith(_PREPOSITIONS, start, end):
        setting = _SETTING.match(masked, start, end)
        if setting is None:
            return None, None, (start, end)
        cut = setting.end()
        rest, rest_end = trim(masked, cut, end)
        if rest < rest_end and is_body(masked, rest, rest_end):
            return (rest, rest_end), (start, cut), None
        return (None, (start, end), None) if cut == end else (None, None, (start, end))
    if is_body(masked, start, end):
        return (start, end), None, None
    cut = leading(masked, start, end, entities)
    if cut > 0 and cut < end:
        rest = (cut, end)
        return (
            (start, cut),
            (None if masked.startswith(_ADVERBIAL, *rest) and not masked.endswith(("时", "后", "前"), *rest) else rest),
            None,
        )
    if masked.endswith(("时", "后", "之前", "期间", "过程中"), start, end):
        return None, (start, end), None
    return None, None, (start, end)


def behind(masked: str, start: int, end: int, entities: Sequence[Span] = ()) -> int:
    """Where the body that begins at ``start``, right behind 由, ends; -1 when none is there.

    >>> behind("县级人民政府审批", 0, 8)
    6
    """
    at = start
    acts = act_verbs()
    for entity in entities:
        if entity.start == start and entity.end < end and acts.at(masked, entity.end) > 0:
            return entity.end
    while True:
        match = _HEAD.search(masked, at, end)
        if match is None or match.end() - start > 80:
            break
        at = match.end()
        if masked.startswith(_JOINTS, at, end):
            continue
        wider = _WIDER.match(masked, at, end)
        if wider and not _NOT_WIDER.search(wider[0]):
            at = wider.end()
            if masked.startswith(_JOINTS, at, end):
                continue
            return at
        if at == end or acts.at(masked, at) > 0:
            return at
    for at in range(start + 2, min(start + 24, end)):  # an unknown body in front of a known verb
        stop = acts.at(masked, at)
        if stop - at >= 2:
            return at
    return -1
