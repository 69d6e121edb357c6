"""Penal verbs and what makes them a sanction: 处…罚款, 给予…处分, 依法追究…责任. Data first."""

from __future__ import annotations

import re

WHOLE = frozenset(
    {
        "处",
        "处以",
        "判处",
        "定罪处罚",
        "从重处罚",
        "从轻处罚",
        "减轻处罚",
        "从严处罚",
        "并处",
        "给予",
        "予以",
        "追究",
        "处罚",
        "处理",
        "列入",
        "查处",
        *(f"予以{verb}" for verb in ("没收", "取缔", "收缴", "吊销", "撤销", "扣留", "暂扣", "查封", "处理", "查处")),
    }
)
"""Discontinuous cues: the action is the whole predicate, not what follows the verb."""

_PENALTY = r"(?:行政|政务|纪律|党纪|政纪|治安管理|刑事|通报批评|批评|警告|记过|记大过|降级|撤职|开除|处分|处罚|罚款|拘留|没收|取缔|制裁|查处|惩处|惩戒|训诫|谴责|问责)"
NEEDS = {
    "处": re.compile(r"[^，。；：,;]{0,40}?(?:罚款|罚金|拘留|徒刑|管制|拘役|死刑|警告|没收|[元倍]|[%％]|以下|以上)"),
    "给予": re.compile(rf"[^，。；：,;]{{0,24}}?{_PENALTY}"),
    "予以": re.compile(rf"[^，。；：,;]{{0,16}}?{_PENALTY}"),
    "追究": re.compile(r"[^，。；：,;]{0,40}?责任|查处"),
    "列入": re.compile(r"[^，。；：,;]{0,30}?(?:名单|清单|失信|名录|违法|不良)"),
    "降低": re.compile(r"(?:其)?[^，。；：,;]{0,6}?(?:资质|信用)?等级"),
    "取消": re.compile(r"[^，。；：,;]{0,20}?(?:资格|称号|荣誉|职务)"),
    "加收": re.compile(r"[^，。；：,;]{0,16}?滞纳金"),
    "判处": re.compile(r"[^，。；：,;]{0,40}?(?:罚金|徒刑|管制|拘役|死刑|没收|剥夺)"),
    **dict.fromkeys(("定罪处罚", "从重处罚", "从轻处罚", "减轻处罚", "从严处罚"), re.compile(r"(?=[，。；：,;]|$)")),
    "处罚": re.compile(r"(?=[，。；：,;]|$)"),
    **dict.fromkeys(("处理", "查处", "予以处理", "予以查处"), re.compile(r"(?=[，。；：,;]|$)")),
    "撤销": re.compile(r"(?:其|该)?[^，。；：,;]{0,20}?(?:登记|证|许可|资格|批准|职务|称号|备案|文件|决定)"),
}
"""What must follow the verb (from its end) for it to be a penalty; a verb without a row needs nothing."""

_NAMED = re.compile("[^，。；]{0,20}?(?:处罚|处分|罚款)的")
"""给予处罚的规定: a penalty that is only named."""

_ANSWERS = frozenset({"处理", "查处", "予以处理", "予以查处"})
"""Verbs that answer a breach where one is told, and else say what an office does with a case."""

TAKES = frozenset({"取消", "收回", "追回", "追缴", "收缴"})
"""Verbs that take back what was granted: penalties behind a condition that tells a breach."""

_CLEAR = frozenset({"予以处理", "予以查处"})
"""Of these the ones that answer it without a ground in front (依法|处理)."""

_OF_PENALTY = re.compile(r"[^，。；的]{1,16}的(?:行政)?(?:处罚|措施)(?![^，。；]{0,2}后)")
"""吊销证书的行政处罚: a penalty that is only spoken of."""

_SENT = re.compile("移送|转送|交由|送交|转交")
"""In front of 处理: another one shall handle the case."""

_LAW = re.compile(r"(?:依法|依照|按照|依据|根据|从重|从严|从轻|一并|分别|连续|严肃)")


def needs_breach(word: str) -> bool:
    """Whether the word sets a penalty only where a breach is told before it."""
    return word in _ANSWERS or word in TAKES


def is_penalty(word: str, masked: str, start: int, end: int, segment_start: int, segment_end: int) -> bool:
    """Whether the penal verb ``word`` at ``[start, end)`` of the segment sets a penalty."""
    if word not in ("给予", "予以") and _OF_PENALTY.match(masked, end, segment_end):
        return False
    needs = NEEDS.get(word)
    if needs is None:
        return True
    if word in ("处罚", *_ANSWERS):
        if masked.endswith(("调查", "核查", "审查", "进行", "查证", "信访", "立案"), segment_start, start):
            return False  # 调查处理: what an office does, no penalty
        if _SENT.search(masked, segment_start, start):
            return False
        return end == segment_end and (word in _CLEAR or _LAW.search(masked, segment_start, start) is not None)
    return needs.match(masked, end, segment_end) is not None and _NAMED.match(masked, end, segment_end) is None
