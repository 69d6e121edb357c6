"""Tasks of plans without a cue word: which verb heads one, who has it, and when it states a duty instead."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.norms import bearers, conditions, deadlines, directives, indicatives, lexicon, opening
from pipeline.extract.norms.draft import Draft, Piece, State, Work
from pipeline.extract.norms.layout import BLANK, Segment
from pipeline.model import Modality

CONTINUES = ("确保", "保证", "使", "从而", "以便", "由", "防止", "避免", "并由")
"""How a segment begins that still belongs to the task before it."""

_PROMOTES = frozenset({"引导", "推动", "鼓励", "支持"})
"""Task verbs that bind nobody: 通过培训引导…."""

_PROMOTED = tuple(
    "打造 延伸 开展 建立 构建 设立 研发 制定 参与 参加 提供 帮助 组织 举办 搭建 做好 协同 承担 承接 采用 采取 开发 建设 推广 引进 集成 探索".split()
)
"""Verbs that go on with what is encouraged (鼓励企业…，打造品牌); any other one behind 鼓励… sets a task of its own."""

_SLOGAN = re.compile(r"[\u4e00-\u9fff]{4}(?:、[\u4e00-\u9fff]{4})+")
"""A principle in pieces of four characters: 开放合作、安全有序."""

_BODIES = re.compile(r"、[^，。；]*(?:部门|单位|机关|机构)$")
"""A list of bodies whose first word may be a verb: 发展改革、财政等部门."""

_SUPERVISES = re.compile(r"实施[^，。；]{0,12}(?:监督|管理|检查|监管|审计|处罚)")
"""An act that is no programme though its verb may be one."""


def start(work: Work, segment: Segment, index: int) -> bool:
    """Open the task the segment sets, when it sets one."""
    state = work.state
    masked = state.masked
    draft = state.open
    if not state.tasks or draft is not None and masked.startswith(CONTINUES, segment.start):
        return False
    if _is_slogan(masked, segment) or _is_heading(state, segment):
        return False
    start = segment.start + 1 if masked[segment.start] in "并也但" else segment.start
    if start == segment.end:
        return False
    start = deadlines.behind(masked, start, segment.end)
    if index and masked[start] == "为" and not state.rules:  # 为…提供…: what the task before it is for
        return False
    actor = None
    task = directives.head(masked, start, segment.end) or directives.behind_coverb(masked, start, segment.end)
    name = _name_around(state, task.start) if task is not None else None
    if name is not None:
        task, actor = directives.behind_subject(masked, name[1], segment.end), name
        if task is None:
            return False
    elif task is None:
        if state.rules and not directives.has_programme_verb(masked, segment.start, segment.end):
            return False
        begin, _ = bearers.trim(masked, start, segment.end)
        cut = bearers.leading(masked, begin, segment.end, state.entities, bearers.STRONG_HEADS)
        named = 0 < cut < segment.end and masked[begin] not in "由这那"
        task = directives.behind_subject(masked, cut, segment.end) if named else None
        actor = (begin, cut)
        if task is None or state.rules and not _sets_programme(work, task):
            return False
    elif _is_means(work, task, index) or _names_bodies(work, task, start, index) or state.rules and _is_topic(work, task, start):
        return False
    if not state.rules and actor is not None and masked.startswith(_HABITS, actor[1]):
        return False
    if state.rules and actor is None and state.lead and not _led(state):
        return False
    if state.copular(index) or state.rules and conditions.follows(state.masked, state.segments, index):
        return False
    if _continues_before(work, draft, task, actor, index):
        return False
    _add_task(work, task, segment, actor)
    return True


_HABITS = ("都", "经常", "先后", "多次", "一直")
"""Behind a subject: what it does as a rule or did before, no task."""


def _led(state: State) -> bool:
    """Whether a body stands in the segments that wait: what a thing does (系统互联互通，提升…) is no task of rules."""
    masked = state.masked
    for lead in state.lead:
        begin, end = bearers.trim(masked, lead.start, lead.end)
        if bearers.PREPOSITION.match(masked, begin, end) or bearers.is_body(masked, begin, end):
            return True
        if masked.endswith(("前", "后", "时", "期间"), begin, end):
            return True
        if bearers.leading(masked, begin, end, state.entities) > 0:
            return True
    return False


def _is_slogan(masked: str, segment: Segment) -> bool:
    """Whether the segment is nothing but pieces of four characters, each but the first behind 、."""
    start, end = segment.start, segment.end
    return (end - start) % 5 == 4 and _SLOGAN.fullmatch(masked, start, end) is not None


def _is_heading(state: State, segment: Segment) -> bool:
    """Whether the sentence is two bare verbs, a principle's name: 开放融合."""
    if len(state.segments) != 1 or segment.end - segment.start != 4:
        return False
    verbs = lexicon.task_verbs()
    middle = segment.start + 2
    return verbs.at(state.masked, segment.start) == middle and verbs.at(state.masked, middle) == segment.end


def _name_around(state: State, at: int) -> Piece | None:
    """The body whose name the verb at ``at`` belongs to: 发展 in 发展改革委."""
    for entity in state.entities:
        if entity.start <= at < entity.end and entity.label == "org":
            return entity.start, entity.end
    return None


def _is_topic(work: Work, task: directives.Task, start: int) -> bool:
    """Of rules: whether the verb heads a noun phrase (建设工程) or the segment only names a ground (按照规定…)."""
    masked = work.state.masked
    if masked.startswith(("按", "依照", "根据"), start):
        return not any(bearers.is_body(masked, lead.start, lead.end) for lead in work.state.lead)
    if work.state.open is not None or task.start != start:
        return False
    return masked[task.start : task.end] in lexicon.nominal_verbs() - lexicon.programme_verbs()


def _names_bodies(work: Work, task: directives.Task, start: int, index: int) -> bool:
    """Whether the verb is the first word in a list of bodies: 发展改革、财政等部门，…."""
    segment = work.state.segments[index]
    if segment.stop not in ("，", ",") or work.state.masked[task.start : task.end] not in lexicon.nominal_verbs():
        return False
    return _BODIES.search(work.state.masked, start, segment.end) is not None


def _is_means(work: Work, task: directives.Task, index: int) -> bool:
    """Whether the verb only says how the task behind it is done: 把握趋势，推进…; 采取…的方式，…."""
    masked, segment = work.state.masked, work.state.segments[index]
    if segment.stop not in ("，", ","):
        return False
    if masked.startswith("采取", task.start):
        return masked.endswith(("方式", "办法", "形式", "模式", "方法"), task.end, segment.end)
    return masked.startswith(("紧扣", "聚焦", "瞄准", "借鉴", "把握"), task.start)


def _sets_programme(work: Work, task: directives.Task) -> bool:
    """Of rules: whether the verb behind a named body sets a programme; 坚持… states its principles and sets nothing."""
    if work.state.masked.startswith("坚持", task.start):
        work.state.tasks = False
        return False
    return work.state.masked[task.start : task.start + 2] in lexicon.programme_verbs()


def _continues_before(work: Work, draft: Draft | None, task: directives.Task, actor: Piece | None, index: int) -> bool:
    """Whether the verb goes on with what was encouraged before, or with the duty before ；."""
    masked = work.state.masked
    if draft is not None and draft.kind == "promote":
        unfinished = draft.action_start >= draft.action_end or _only_named(work, draft)
        bare = task.predicate <= task.start and task.end == work.state.segments[index].end
        goes_on = masked.startswith(_PROMOTED, task.start) and draft.rule != "推动"  # who promotes the thing does the rest too
        return work.state.rules or unfinished or bare or goes_on
    last = work.memory.last
    if draft is None and index == 0 and actor is None and last is not None and last.kind == "modal":
        work.state.tasks = False
        if masked[work.state.segments[0].start - 1] == BLANK:  # （2）…: governed as well, but no part of the predicate
            work.state.open = replace(last)
            return True
        last.action_end = work.state.segments[-1].end
        work.state.open = last
        return True
    return False


_BY_MEANS = ("通过", "依托", "利用", "围绕", "结合", "根据", "按照", "采取", "以", "在")


def _only_named(work: Work, draft: Draft) -> bool:
    """Whether so far only the encouraged party was named, or by what means: 鼓励有条件的单位，…; 支持企业通过共享，…."""
    masked = work.state.masked
    if draft.actor is not None or masked.startswith(_BY_MEANS, draft.action_start):
        return masked.startswith(_BY_MEANS, draft.action_start) and masked.find("，", draft.action_start, draft.action_end) < 0
    named = masked[draft.end : draft.action_end]
    return not any(mark in named for mark in ("，", ",", BLANK)) and bearers.is_body(masked, draft.end, draft.action_end)


def _add_task(work: Work, task: directives.Task, segment: Segment, actor: Piece | None) -> None:
    state = work.state
    masked = state.masked
    draft = Draft(task.start, task.end, Modality.DIRECTIVE, "task", "task-verb", task.predicate, segment.end, segment.start)
    settings = state.take_settings()
    for lead in reversed(state.lead if actor is None else []):
        begin, end = bearers.trim(masked, lead.start, lead.end)
        if lexicon.task_verbs().at(masked, begin) > 0 and not any(e.start == begin for e in state.entities):
            continue  # 聚焦企业需求，…
        if bearers.is_subject(masked, begin, end) and bearers.STRONG_HEADS.closes(masked, begin, end):
            if masked.startswith("给予", task.start):  # …的企业，给予…: who receives
                settings.append((begin, end))
            else:
                actor = (begin, end)
            break
        cut = bearers.leading(masked, begin, end, state.entities, bearers.STRONG_HEADS)
        if 0 < cut < end:
            actor = (begin, cut)
            break
    if actor is not None:
        state.last_actor, state.subject = actor, True
    draft.actor = state.last_actor
    if state.lead:
        draft.lead = state.lead[0].start
    draft.due = state.due if state.due is not None or work.memory.stop not in ("；", ";") else work.memory.due
    state.due = draft.due or (draft.lead, draft.start)
    draft.conditions = opening.conditions_of(work, draft, settings)
    if _binds(work, draft, task):
        draft.modality = Modality.DUTY
    elif masked[task.start : task.end] in _PROMOTES:
        draft.modality = Modality.ENCOURAGEMENT
    if draft.actor is None and not state.subject and work.memory.stop in ("；", ";"):
        draft.actor = work.memory.actor
    opening.push(work, draft)


def _binds(work: Work, draft: Draft, task: directives.Task) -> bool:
    """Whether the verb states a duty: what a rule's named body does, or what is granted under a condition (…的，给予…)."""
    state = work.state
    masked = state.masked
    held = any(masked[end - 1] == "的" for _, end in draft.conditions)
    if held and masked.startswith(("给予", "采取") if state.rules else "给予", task.start):
        return True
    if not state.rules or draft.actor is None or masked[draft.actor[0] : draft.actor[1]] in indicatives.TERRITORIES:
        return False
    return not _sets_programme(work, task) or _SUPERVISES.match(masked, task.start, work.state.segments[-1].end) is not None
