"""Where a modal governs a norm, and where it stands inside a noun phrase, an aim, a case or a statement of fact."""

from __future__ import annotations

import re

from pipeline.extract.norms import bearers, directives, lexicon, penals, statements
from pipeline.extract.norms.cues import Cue
from pipeline.extract.norms.draft import State
from pipeline.extract.norms.layout import Segment
from pipeline.model import Modality


def admits(cue: Cue, segment: Segment, index: int, state: State, chosen: list[Cue], rest: list[Cue]) -> bool:
    """Whether the modal ``cue`` governs a norm; a penalty behind it takes its place (可以处…罚款)."""
    masked = state.masked
    if chosen or masked.startswith("的", cue.end) or cue.end >= segment.end or is_embedded(cue, segment, state):
        return False
    if rest and cue.modality in (Modality.DUTY, Modality.PERMISSION) and not penals.is_power(cue, state, rest):
        mild = cue.modality is Modality.DUTY and not state.fresh or cue.rule == "有权"
        if any(penals.is_penal(c, segment, state) and not (mild and c.rule in penals.MILD) for c in rest):
            return False
    if cue.modality is Modality.DUTY and index + 1 < len(state.segments) and _GROUND_ONLY.fullmatch(masked, cue.end, segment.end):
        after = state.segments[index + 1]
        if _CONVICTS.match(masked, after.start, after.end):
            return False
    if cue.rule in ("要", "应", "需", "应该", "必须", "不可") and statements.is_reported(
        masked, state.segments[0].start, cue.start
    ):
        state.tasks = False
        return False
    if cue.rule == "应" and masked.startswith("对", cue.end) and not _HANDLES.search(masked, cue.end, segment.end):
        return False  # 应对: to cope with
    if cue.rule == "可以" and state.all and masked.startswith("禁止", cue.end):
        return False
    if cue.rule == "禁止" and state.all and masked.endswith("可以", segment.start, cue.start):
        cue.modality, cue.kind = Modality.SANCTION, "penal"
        return True
    if cue.rule == "要":
        return not (state.states and "\t" in masked[segment.start : segment.end]) and _modal_place(cue, segment, state)
    if cue.rule in ("可", "需", "不能", "不可"):
        return _weak_modal(cue, segment, index, state)
    if cue.rule in ("享有", "有权") and masked.find("告知", segment.start, cue.start) >= 0:
        return False
    if cue.rule == "允许":
        return not masked.startswith(_ALLOWED_THING, cue.end)
    return cue.rule != "同意" or cue.start == segment.start


_ALLOWED_THING = ("采伐", "捕捞", "排放", "误差", "偏差", "使用量", "开采", "通行", "值", "浓度", "限值", "范围")
"""允许采伐量: what is a thing's measure, no permission."""

_SAYS = ("要求", "明确", "规定", "提出", "建议", "督促")


def _is_modified_body(masked: str, start: int, end: int) -> bool:
    """参与竞标的单位: a body whose modifier begins with a verb; not what somebody demands (要求有条件的单位…)."""
    return "的" in masked[start:end] and bearers.is_body(masked, start, end) and not masked.startswith(_SAYS, start)


_GROUND_ONLY = re.compile(r"(?:依法)?(?:依照|按照|依据|根据|适用)[^，。；]{2,60}(?:规定|标准)")
_CONVICTS = re.compile(r"(?:以[^，。；]{2,40}罪)?(?:[^，。；]{0,12})(?:定罪处罚|追究刑事责任|从重处罚|从轻处罚|予以处罚)")
"""应当依照…的规定，以…罪定罪处罚: the modal only names the ground of the penalty behind it."""


_HANDLES = re.compile(r"进行|实施|予以|作出|做出|给予|加强|开展|实行|负责|采取|承担|提出|组织|审查|检查|审核")
"""应对…进行: the modal 应 in front of the phrase of 对."""

_SECURES = ("确保", "保证", "保障", "使", "做到", "努力", "防止", "虽然", "尽管", "由于", "因为", "即使")
_RELATIVE = ("对", "对于", "属于", "凡", "如", "在", "将", "关于", "以及", "或者", "其他")
_UNMET = re.compile(r"[^，。；]{1,12}而(?:不|未|没有|拒)")
"""应当立案而不立案: a case, no duty."""

_NEEDED = re.compile(r"[^，。；的]{2,30}的(?:[^，。；的]{0,12}(?:要|应|须|不得|由|可)|按|依)")
"""需批准的事项要…, 需调整的按…: what the modal behind is about."""
_OF_THING = re.compile(r"[^，。；]的[^，。；的]{2,16}$")
_OTHERS = re.compile(r"[^，。；的]{1,12}的(?:其他)?[^，。；的]{2,6}$")


def is_embedded(cue: Cue, segment: Segment, state: State) -> bool:
    """Whether the modal stands inside a noun phrase or an aim: 应当履行的其他职责, 对于可以…的事项, 确保…可以…."""
    masked = state.masked
    start, end = bearers.trim(masked, segment.start, cue.start)
    if _UNMET.match(masked, cue.end, segment.end):
        return True
    if masked.find("是", segment.start, cue.start) >= 0 and _OTHERS.search(masked, cue.end, segment.end):
        return True  # 赡养老人是子女应当履行的义务
    if cue.rule in ("需", "应", "可") and start >= end and _NEEDED.match(masked, cue.end, segment.end):
        return True
    if cue.rule == "需" and start >= end and not state.fresh and _OTHERS.match(masked, cue.end, segment.end):
        return True  # 需说明的内容
    if start >= end and cue.start == state.segments[0].start and "的" in masked[cue.end : segment.end]:
        after = state.segments[1] if len(state.segments) > 1 else None
        if after is not None and masked.startswith("由", after.start):
            return True  # 应当申报的机构的范围，由…规定
    if start >= end:
        return state.listed and _OTHERS.match(masked, cue.end, segment.end) is not None and segment.stop in ("。", "；", ";", "")
    if masked.startswith(("下列", "以下"), cue.end):
        return False
    if masked.startswith(("或者限制", "、限制"), cue.end) and masked.find("的", cue.end, segment.end) > 0:
        return True  # 国家禁止或者限制出口的货物
    if state.listed and masked.startswith("其他", masked.rfind("的", cue.end, segment.end) + 1):
        return True  # 法律规定不能流动的其他人员
    if masked[start:end] in _RELATIVE or masked.startswith(_SECURES, start):
        return True
    if (
        segment.stop in ("，", ",")
        and bearers.PREPOSITION.match(masked, start, end)
        and _OTHERS.match(masked, cue.end, segment.end)
    ):
        return True
    if (
        cue.rule in ("可", "需", "应")
        and not state.rules
        and masked.startswith("对", segment.start)
        and segment.stop in ("，", ",")
        and _OF_THING.search(masked, cue.end, segment.end)
    ):
        return True  # 对医院可另收费的器械，…
    if cue.rule in ("可", "应", "需") and not _is_modified_body(masked, start, end):
        begin = directives.skip_adverbs(masked, start, end)
        stop = directives.verb(masked, begin, end)
        if stop > 0 and masked[begin:stop] not in lexicon.nominal_verbs():
            return True
    return (
        cue.rule in ("禁止", "严禁")
        and not bearers.is_body(masked, start, end)
        and _OTHERS.search(masked, cue.end, segment.end) is not None
    )


def _modal_place(cue: Cue, segment: Segment, state: State) -> bool:
    """要 is a modal at the head of a segment or behind a body or an adverb, never inside a noun."""
    start, end = bearers.trim(state.masked, segment.start, cue.start)
    if start >= end or bearers.is_body(state.masked, start, end):
        return True
    return directives.skip_adverbs(state.masked, start, end) >= end or state.masked[cue.start - 1] not in "的不"


def _weak_modal(cue: Cue, segment: Segment, index: int, state: State) -> bool:
    """可, 需, 不能 inside a clause that states a fact or leads to a condition are none."""
    masked = state.masked
    if masked.endswith(("时", "后", "情况", "情形"), segment.start, segment.end):
        return False
    if masked.find("预计", state.segments[0].start, cue.start) >= 0 or _ABOUT.search(masked, segment.start, cue.start):
        return False
    if cue.rule == "需" and masked[cue.start - 1] in "还仍尚步" and _SHORT.fullmatch(masked, cue.end, segment.end):
        return False
    if state.states or masked.rfind("的", cue.end, segment.end) == segment.end - 1:
        return False
    if masked.endswith(("如", "确", "若", "凡", "预计", "或者", "梳理", "事项", "有"), segment.start, cue.start):
        return False
    following = state.segments[index + 1 : index + 12]
    return not any(masked[s.end - 1] == "的" and s.stop in ("，", ",") for s in following)


_ABOUT = re.compile(r"对[^，。；的]{0,6}$")
"""对暂时不能开工的用地: what the phrase of 对 is about."""

_SHORT = re.compile(r"(?:继续|持续|进一步|不断)?(?:完善|提高|提升|加强|改进|优化|努力)")
"""还需完善: how things stand."""
