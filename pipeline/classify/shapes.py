"""The shape of a clause: how it opens, who its subject is, which modal governs it, what facts it holds.

Few, cheap signs that n-grams cannot add up by themselves. Every sign is one column of the model of functions; the order of
the tables is the order of the columns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from pipeline.model import Modality, Norm, Quantity

SELF = r"(?:本|该)(?:法|条例|办法|规定|细则|规则|决定|规程|章程|通知|意见|方案|规划)"
TASK = "推进|推动|加快|完善|健全|强化|加强|提升|优化|促进|深化|培育|打造|探索|实施|开展|落实|建立|建设|改善|扩大|构建|营造|发展|提高|支持|鼓励"
POINT = r"(?:[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+[、是]|\d+[.．、]|首先[，,]|其次[，,]|再次[，,])?"

OPENINGS = {
    "为了": r"为",
    "制定依据": rf"[^。]{{0,200}}(?:制定{SELF}|特制定|通知如下)",
    "适用": rf"[^。]{{0,80}}适用{SELF}|{SELF}适用",
    "所称": rf"{SELF}[^，。]{{0,6}}所称|[^。]{{1,40}}(?:，|)(?:是指|系指|指的是)|下列用语|{SELF}下列",
    "原则": r"[^。]{0,80}(?:原则|方针)|[^。]{0,15}坚持",
    "目标": rf"{POINT}.{{0,6}}目标|.{{0,3}}到(?:20\d\d|本世纪|“)",
    "违反": r"违反|有下列(?:行为|情形)之一|[^。]{2,60}(?:的，|情节严重的)[^。]{0,60}(?:责令|处|给予|追究)",
    "施行": rf"{SELF}(?:自|由)[^。]{{2,40}}(?:施行|解释|废止)|本[^。]{{0,10}}有效期",
    "组织领导": rf"{POINT}[^。]{{0,6}}(?:组织领导|加强领导|责任|领导|组织实施|统筹协调)。?",
    "任务": rf"{POINT}(?:{TASK})",
    "鼓励": r"(?:国家|本市|本省|各级人民政府|[^，。]{0,20}人民政府)?(?:鼓励|支持|提倡|倡导|引导)",
    "任何单位": r"任何(?:单位|组织|个人|公民)|公民|禁止|不得|严禁",
    "申请": r"[^。]{0,40}(?:申请|提出|提交|申报)",
    "报告": r"[^。]{0,60}(?:报[^。]{0,30}(?:批准|备案|审批)|之日起|日内)",
    "主管": r"[^。]{2,60}(?:负责|主管)[^。]{0,40}(?:工作|管理|监督)",
    "职责": r"[^。]{0,60}(?:履行|行使|承担)(?:下列|以下)?[^。]{0,8}(?:职责|职权)",
    "条件": r"[^。]{0,60}(?:具备|符合|满足)[^。]{0,20}(?:条件|标准|要求|规范|规划)",
    "监督": rf"[^。]{{0,60}}(?:监督检查|考核|评估|审计)|{POINT}[^。]{{0,10}}(?:监管|监督|考核|评估)",
    "经费": r"[^。]{0,60}(?:经费|资金|财政|预算|补贴|补助|奖励|基金|免征|减征|税)",
    "给予": r"[^。]{0,120}(?:给予|予以|按)[^。]{0,40}(?:奖励|补助|补贴|资助|支持|元)",
    "近年": rf"{POINT}(?:近年来|目前|当前|过去|现阶段|截至|由于|因此|但是|\d{{4}}年|去年|国外|国际|我国)|[^。]{{0,20}}以来",
    "答复": r"[^。]{0,30}(?:你[省市部委局]|收悉|来函|建议|提案|请示)",
    "是": r"[^，。]{2,30}是[^。]{2,60}(?:。|，)",
    "由": r"[^，。]{2,40}由[^，。]{2,40}",
    "标题": rf"{POINT}[^。，\n]{{2,14}}[。\n]",
}
GOVERNMENT = re.compile(r"政府|部门|机关|委员会|国务院|国家|[局厅]|公安|海关|法院|检察|本市|本省|各地区")
PRIVATE = re.compile(r"单位|个人|企业|公民|经营|当事人|申请人|业主|职工|人员|公司|者|学校|医院|[人户]$")
ASSEMBLY = re.compile(r"代表|常务委员会|主席团|会议|选举|议案")
DONE = re.compile(r"取得|完成了|形成了|建立了|出台了|达到|增长|提出了|发挥了|[了过]")
TASKS = re.compile(TASK)
TALK = re.compile(r"认为|问题|原因|存在|不足|困难|国外|国际|经验|模式|意义|必然|我国|现状|成效")
CHARGED = re.compile(r"责任(?:单位|部门)|牵头单位|（[^（）]{2,60}(?:负责|牵头|等部门|配合)[^（）]{0,20}）")
MODALS = ("应当", "不得", "可以", "必须", "禁止", "有权", "负责", "由", "鼓励", "支持", "要", "是")
_MODAL = re.compile("|".join(MODALS))
_OPENINGS = tuple(re.compile(pattern).match for pattern in OPENINGS.values())
_MODALITIES = tuple(Modality)
_DIMENSIONS = ("money", "percent", "duration", "count")
HEADINGS = {
    "总则": "^总[则纲]|^总$",
    "附则": "^附",
    "法律责任": "责任|罚",
    "监督": "监督|检查|考核|监管",
    "保障": "保障|扶持|促进|激励|鼓励|支持|奖励",
    "程序": "程序|申请|登记|受理|审批|审查|许可|审核|办理|备案",
    "会议": "选举|会议|表决|立法|审议|议案|法规",
    "组织": "机构|职责|组织|体系|人员|领导",
    "权利": "权利|义务|权益|规范",
    "经营": "经营|生产|服务|销售|使用|运营",
    "规划": "规划|建设",
    "保护": "保护|防治|治理|利用",
    "条件": "设立|条件|资格|标准|要求",
    "经费": "经费|资金|税|费|基金|预算|补偿",
    "目标": "目标",
    "原则": "原则|指导思想|总体要求",
    "任务": "任务|措施|举措",
    "争议": "诉讼|仲裁|复议|审判|执行|调解|赔偿",
}
_HEADINGS = {name: re.compile(pattern) for name, pattern in HEADINGS.items()}


@lru_cache(maxsize=4096)
def heading_kind(heading: str) -> str | None:
    """The kind of a chapter heading, the first that fits: also the weak label of the articles under it.

    >>> heading_kind("第六章　法律责任"), heading_kind("附　则"), heading_kind("水源")
    ('法律责任', '附则', None)
    """
    bare = re.sub(r"^第.{1,4}章|\s|[#（）、一二三四五六七八九十]", "", re.sub(r"\s", "", heading))
    return next((name for name, pattern in _HEADINGS.items() if pattern.search(bare)), None)


_LABEL_KINDS = tuple(re.compile(pattern).match for pattern in (r"\s*第", r"\s*[（(]", r"\s*[一二三四五六七八九十]+、", r"\s*\d"))


def shape(label: str, body: str, norms: Sequence[Norm], quantities: Sequence[Quantity], path: Sequence[str]) -> list[float]:
    """The signs of a clause, in a fixed order: its label as written, its text after the label. Without norms, quantities or path their signs are 0."""
    head = body[:240]
    modal = _MODAL.search(head)
    subject = head[max(0, modal.start() - 40) : modal.start()] if modal else head[:25]
    signs = [1.0 if match(head) else 0.0 for match in _OPENINGS]
    signs += [1.0 if match(label) else 0.0 for match in _LABEL_KINDS]
    signs += [1.0 if pattern.search(subject) else 0.0 for pattern in (GOVERNMENT, PRIVATE, ASSEMBLY)]
    found = modal.group() if modal else None
    signs += [float(found == name) for name in MODALS]
    length = len(body)
    signs += [float(length < limit) for limit in (40, 80, 150, 300)]
    signs += [
        min(body.count("\n"), 6) ** 0.5,
        float("（一）" in body or "(一)" in body),
        float("以上" in body and "罚款" in body),
    ]
    signs += [min(len(DONE.findall(head)), 4) ** 0.5, min(len(TASKS.findall(head)), 6) ** 0.5]
    signs += [min(len(TALK.findall(head)), 4) ** 0.5, float(bool(CHARGED.search(body)))]
    counts = Counter(norm.modality for norm in norms)
    signs += [min(counts[modality], 4) ** 0.5 for modality in _MODALITIES]
    signs += [counts[modality] / max(1, len(norms)) for modality in _MODALITIES]
    dimensions = Counter(quantity.dimension for quantity in quantities)
    signs += [min(dimensions[name], 3) ** 0.5 for name in _DIMENSIONS]
    actors = "".join(span.text for norm in norms for span in norm.actor)
    signs += [float(bool(GOVERNMENT.search(actors))), float(bool(PRIVATE.search(actors)))]
    signs += [float(any(norm.condition for norm in norms)), float(any(norm.deadline for norm in norms)), float(bool(norms))]
    kind = heading_kind(path[-1]) if path else None
    return signs + [float(kind == name) for name in HEADINGS]
