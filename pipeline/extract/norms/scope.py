"""Which cue governs what: reads a line's sentences and its cues from left to right, writes ``Draft`` norms.

Forward: a modal governs its sentence up to the next cue (应当…，并…). Terminate: a condition (…的，), an exception, the
next cue, the end of the sentence. Inside a condition, an exception or a quotation no word is a cue.
"""

from __future__ import annotations

import re

from pipeline.extract.norms import admission, bearers, conditions, deadlines, directives, indicatives, lexicon, parts
from pipeline.extract.norms.cues import Cue
from pipeline.extract.norms.draft import Draft, Memory, Piece, State, View
from pipeline.extract.norms.layout import BLANK, Line, Segment
from pipeline.model import Modality

_PROMOTED = tuple(
    "打造 延伸 开展 建立 构建 设立 研发 制定 参与 参加 提供 帮助 组织 举办 搭建 做好 协同 承担 承接 采用 采取 开发 建设 推广 引进 集成 探索".split()
)
"""Verbs that go on with what is encouraged (鼓励企业…，打造品牌); any other one behind 鼓励… sets a task of its own."""

_PUNISHED = ("处罚外", "处理外", "处分外", "处罚以外")
_ALSO = re.compile(r"[^，。；]{0,24}?(?:还|并(?=应|可|处)|也(?=应|可)|同时|一并|且应)")

_BODIES = re.compile(r"、[^，。；]*(?:部门|单位|机关|机构)$")
"""A list of bodies whose first word may be a verb: 发展改革、财政等部门."""

_SUPERVISES = re.compile(r"实施[^，。；]{0,12}(?:监督|管理|检查|监管|审计|处罚)")
"""An act that is no programme though its verb may be one."""

_AHEAD = 12
"""How many segments ahead a sentence is looked into."""

_MOST_CUES = 24
"""No sentence has more cues between two commas; beyond, the text is noise and its reading would not end."""

_CONTINUES = ("确保", "保证", "使", "从而", "以便", "由", "防止", "避免", "并由")
"""How a segment begins that still belongs to the task before it."""

_BARE_CUES = frozenset({"应当", "应", "须", "必须", "可", "可以", "方可", "应该"})
_BARE_CUES_OF_RULES = _BARE_CUES | {"由", "不得"}
"""Cues that at the head of a segment make the one before their condition or topic: 编制规划，应当…."""


_CONFIDENCE = {"modal": 0.95, "penal": 0.95, "promote": 0.9, "by": 0.85, "charge": 0.85, "ask": 0.8, "grant": 0.7}
_AMBIGUOUS = frozenset({"可", "需", "要", "不能", "不可", "免征", "减征", "免收", "处理", "处罚", "列入", "撤销"})


def confidence(cue: Cue) -> float:
    """How sure a cue is by its kind; a word with other uses less."""
    return _CONFIDENCE[cue.kind] - (0.15 if cue.rule in _AMBIGUOUS else 0.0)


class Reader:
    """Reads the lines of one clause in order; ``drafts`` is what it found."""

    def __init__(self, view: View, cues: list[Cue]) -> None:
        self.view = view
        self.cues = cues
        self.drafts: list[Draft] = []
        self.memory = Memory()
        self._next = 0

    def read(self, line: Line, report: bool) -> None:
        """Read one line; ``report`` when it tells what was done."""
        memory = self.memory
        if not line.item and memory.stop:  # a line that ended without a stop goes on in this one
            memory.listed = False
            memory.penal_conditions = []
            memory.penal_actor = memory.actor = None
        memory.last = None
        for number, segments in enumerate(line.sentences):
            title = number == 0 and line.marked and len(segments) == 1 and segments[0].end - segments[0].start <= 24
            state = State(self.view, segments, line, report and not title, memory.listed)
            _Sentence(self, state).run()
            if state.subject:
                memory.actor = state.last_actor
            stop = segments[-1].stop
            memory.stop = stop
            memory.due = state.due
            memory.last = state.open if stop in ("；", ";") else None
            if stop in ("：", ":") and (state.started or self.view.rules):
                memory.listed = True

    def cues_in(self, start: int, end: int) -> list[Cue]:
        """The cues inside ``[start, end)``; asked for in order."""
        cues, at = self.cues, self._next
        while at < len(cues) and cues[at].start < start:
            at += 1
        first = at
        while at < len(cues) and cues[at].start < end:
            at += 1
        self._next = at
        return cues[first:at]

    def first_cue(self, start: int, end: int) -> Cue | None:
        """The first cue inside ``[start, end)``, behind the ones asked for before."""
        for at in range(self._next, len(self.cues)):
            if self.cues[at].start >= start:
                return self.cues[at] if self.cues[at].start < end else None
        return None


class _Sentence:
    """The walk over one sentence."""

    def __init__(self, reader: Reader, state: State) -> None:
        self.reader = reader
        self.memory = reader.memory
        self.masked = state.masked
        self.state = state

    def run(self) -> None:
        segments = self.state.segments
        if not self.reader.view.hints.excepts:
            for index, segment in enumerate(segments):
                self._segment(segment, index)
            return
        index = 0
        while index < len(segments):
            segment = segments[index]
            until = conditions.exception_end(self.masked, segments, index)
            if until >= 0:
                if not self._adds(segments, until):
                    self.state.exceptions.append((segment.start, segments[until].end))
                index = until
            elif conditions.is_exclusion(self.masked, segment):
                self._exclude(index)
            else:
                self._segment(segment, index)
            index += 1

    def _adds(self, segments: list[Segment], until: int) -> bool:
        """Whether 除…外 adds instead of excepting: 除依照前款处罚外，…; 除…外，还应当…."""
        if self.masked.endswith(_PUNISHED, segments[until].start, segments[until].end):
            return True
        if until + 1 == len(segments):
            return False
        after = segments[until + 1]
        return _ALSO.match(self.masked, after.start, after.end) is not None

    def _exclude(self, index: int) -> None:
        """…的除外: an exception of the norm before, which may stand in the sentence before."""
        state = self.state
        start, end = state.segments[index].start, state.segments[index].end
        target = state.open
        if target is None:
            target = self.memory.last
            start = state.segments[0].start
        if target is not None:
            target.exceptions.append((start, end))
        state.open = None

    def _segment(self, segment: Segment, index: int) -> None:
        state = self.state
        kind = conditions.kind(self.masked, segment)
        if kind == "de":
            self._condition(segment)
            return
        found = self.reader.cues_in(segment.start, segment.end)
        if found and not (kind == "when" and self._leads_to_bare_cue(index)) and self._start_cues(segment, index, found):
            return
        if kind:
            start, _ = bearers.trim(self.masked, segment.start, segment.end)
            state.settings.append(Segment(start, segment.end, segment.stop))
        elif (
            state.open is not None
            and state.open.kind in admission.GOVERNING
            or self._leads_to_bare_cue(index)
            or not self._start_task(segment, index)
            and not (state.open is None and self._start_act(segment, index))
        ):
            self._join(segment)

    def _condition(self, segment: Segment) -> None:
        state = self.state
        start = segment.start
        if state.open is None:
            waiting = state.lead + state.settings
        else:
            waiting = [s for s in state.settings if s.start >= state.open.action_end]
        if waiting and not (state.listed and lexicon.task_verbs().at(self.masked, waiting[0].start) > 0):
            start = min(s.start for s in waiting)
        state.lead, state.settings, state.open = [], [], None
        state.fresh.append((start, segment.end))
        state.all.append((start, segment.end))

    def _join(self, segment: Segment) -> None:
        """A segment that begins no norm: it goes on with the open one's predicate, or leads to the next one."""
        state = self.state
        draft = state.open
        if draft is not None and (draft.kind != "task" or self.masked.startswith(_CONTINUES, segment.start)):
            state.settings = []
            draft.action_end = segment.end
            return
        state.open = None
        state.lead.append(segment)

    def _leads_to_bare_cue(self, index: int) -> bool:
        """Whether the next segment (of rules: a later one) begins with a modal, so that this one states its condition or topic."""
        bare = _BARE_CUES_OF_RULES if self.state.rules else _BARE_CUES
        following = (
            self.state.segments[index + 1 : index + _AHEAD] if self.state.rules else self.state.segments[index + 1 : index + 2]
        )
        for after in following:
            cue = self.reader.first_cue(after.start, after.end)
            if cue is not None and cue.rule in bare:
                begin, end = bearers.trim(self.masked, after.start, cue.start)
                if begin >= end:
                    return True
        return False

    # -- norms with a cue -------------------------------------------------------------------------------------------

    def _start_cues(self, segment: Segment, index: int, found: list[Cue]) -> bool:
        chosen: list[Cue] = []
        for position, cue in enumerate(found[:_MOST_CUES]):
            if admission.admits(cue, segment, index, self.state, chosen, found[position + 1 : _MOST_CUES]):
                chosen.append(cue)
        for number, cue in enumerate(chosen):
            end = chosen[number + 1].start if number + 1 < len(chosen) else segment.end
            begin = chosen[number - 1].end if number else segment.start
            self._open(cue, begin, end, first=number == 0)
        return bool(chosen)

    def _open(self, cue: Cue, begin: int, end: int, first: bool) -> None:
        state, masked = self.state, self.masked
        kind = "allow" if cue.rule in ("允许", "同意") else cue.kind
        draft = Draft(cue.start, cue.end, cue.modality, kind, cue.rule, cue.end, end, begin, confidence(cue))
        front = parts.Front()
        if kind in ("promote", "ask") or cue.rule in ("禁止", "严禁", "不准") and masked.startswith("任何", cue.end):
            parts.encouraged(masked, draft, state.entities)
        elif first or kind in ("by", "charge", "penal"):
            front = parts.front(masked, draft, begin, state)
        if kind not in ("promote", "ask"):
            if front.actor is None and first:
                parts.from_lead(front, draft, begin, state)
            draft.actor = self._bearer(draft, front)
            if kind == "penal":
                parts.whole_predicate(masked, draft, begin, front)
        settings = [(s.start, s.end) for s in state.settings]
        state.settings = []
        if front.condition is not None:
            settings.append(front.condition)
        draft.conditions = self._conditions_of(draft, settings)
        draft.topic = parts.topic(masked, draft, front)
        self._push(draft)

    def _push(self, draft: Draft) -> None:
        state = self.state
        draft.exceptions.extend(state.exceptions)
        draft.items = state.segments[-1].stop in ("：", ":")
        state.exceptions = []
        state.lead = []
        state.open = draft
        state.started = True
        self.reader.drafts.append(draft)

    def _bearer(self, draft: Draft, front: parts.Front) -> Piece | None:
        """The bearer in front, or the one that is understood from before."""
        state = self.state
        if draft.actor is not None:
            return draft.actor
        if front.actor is not None and draft.kind == "by" and state.all:
            self.memory.penal_actor = front.actor
        if front.actor is not None and draft.kind == "penal":
            self.memory.penal_actor = front.actor
            return front.actor
        if front.actor is not None:
            state.last_actor, state.subject = front.actor, True
            return front.actor
        if draft.kind == "penal":
            return None if draft.rule == "追究" else self.memory.penal_actor
        if front.topic is not None and bearers.PREPOSITION.match(self.masked, front.topic[0]) is None:
            state.last_actor, state.subject = None, True
            return None
        if draft.kind == "by":
            return None
        if state.subject:
            return state.last_actor
        if state.lead or front.topic is not None or state.all and self.memory.stop not in ("；", ";"):
            return None
        return self.memory.actor

    def _conditions_of(self, draft: Draft, settings: list[Piece]) -> list[Piece]:
        """Sanctions hold every condition of their sentence; others the ones since the last norm, or that norm's."""
        state = self.state
        fresh, state.fresh = state.fresh, []
        state.all.extend(settings)
        if draft.kind == "penal":
            if not state.all and self.masked.startswith("对", state.segments[0].start):
                return list(self.memory.penal_conditions)
            self.memory.penal_conditions = list(state.all)
            return list(state.all)
        if fresh or settings:
            state.held = fresh + settings
        return list(state.held)

    # -- norms without a cue word -------------------------------------------------------------------------------------

    def _start_task(self, segment: Segment, index: int) -> bool:
        state, masked = self.state, self.masked
        draft = state.open
        if not state.tasks:
            return False
        start = segment.start + 1 if masked[segment.start] in "并也但" else segment.start
        start = deadlines.behind(masked, start, segment.end)
        if index and masked[start] == "为" and not state.rules:  # 为…提供…: what the task before it is for
            return False
        actor = None
        task = directives.head(masked, start, segment.end) or directives.behind_coverb(masked, start, segment.end)
        if task is None:
            if state.rules and not directives.has_programme_verb(masked, segment.start, segment.end):
                return False
            begin, _ = bearers.trim(masked, start, segment.end)
            cut = bearers.leading(masked, begin, segment.end, state.entities, bearers.STRONG_HEADS)
            task = directives.behind_subject(masked, cut, segment.end) if 0 < cut < segment.end else None
            actor = (begin, cut)
            if task is None or state.rules and not self._sets_programme(task):
                return False
        elif self._is_means(task, index) or self._names_bodies(task, start, index) or state.rules and self._is_topic(task, start):
            return False
        if state.copular(index) or state.rules and self._leads_to_condition(index):
            return False
        if self._continues_before(draft, task, actor, index):
            return False
        self._add_task(task, segment, actor)
        return True

    def _is_topic(self, task: directives.Task, start: int) -> bool:
        """Of rules: whether the verb heads a noun phrase (建设工程) or the segment only names a ground (按照规定…)."""
        masked = self.masked
        if masked.startswith(("按", "依照", "根据"), start):
            return not any(bearers.is_body(masked, lead.start, lead.end) for lead in self.state.lead)
        if self.state.open is not None or task.start != start:
            return False
        return masked[task.start : task.end] in lexicon.nominal_verbs() - lexicon.programme_verbs()

    def _names_bodies(self, task: directives.Task, start: int, index: int) -> bool:
        """Whether the verb is the first word in a list of bodies: 发展改革、财政等部门，…."""
        segment = self.state.segments[index]
        if segment.stop not in ("，", ",") or self.masked[task.start : task.end] not in lexicon.nominal_verbs():
            return False
        return _BODIES.search(self.masked, start, segment.end) is not None

    def _is_means(self, task: directives.Task, index: int) -> bool:
        """Whether the verb only says how the task behind it is done: 把握趋势，推进…; 采取…的方式，…."""
        masked, segment = self.masked, self.state.segments[index]
        if segment.stop not in ("，", ","):
            return False
        if masked.startswith("采取", task.start):
            return masked.endswith(("方式", "办法", "形式", "模式", "方法"), task.end, segment.end)
        return masked.startswith(("紧扣", "聚焦", "瞄准", "借鉴", "把握"), task.start)

    def _sets_programme(self, task: directives.Task) -> bool:
        """Of rules: whether the verb behind a named body sets a programme; 坚持… states its principles and sets nothing."""
        if self.masked.startswith("坚持", task.start):
            self.state.tasks = False
            return False
        return self.masked[task.start : task.start + 2] in lexicon.programme_verbs()

    def _continues_before(self, draft: Draft | None, task: directives.Task, actor: Piece | None, index: int) -> bool:
        """Whether the verb goes on with what was encouraged before, or with the duty before ；."""
        masked = self.masked
        if draft is not None and draft.kind == "promote":
            unfinished = draft.action_start >= draft.action_end or draft.actor is None and self._only_named(draft)
            return self.state.rules or unfinished or masked.startswith(_PROMOTED, task.start)
        last = self.memory.last
        if draft is None and index == 0 and actor is None and last is not None and last.kind == "modal":
            last.action_end = self.state.segments[-1].end
            self.state.tasks = False
            self.state.open = last
            return True
        return False

    def _only_named(self, draft: Draft) -> bool:
        """Whether so far only the encouraged party was named: 鼓励有条件的单位，…."""
        named = self.masked[draft.end : draft.action_end]
        return not any(mark in named for mark in ("，", ",", BLANK)) and bearers.is_body(self.masked, draft.end, draft.action_end)

    def _leads_to_condition(self, index: int) -> bool:
        """Whether a later segment ends in …的，: the verb is then part of a condition."""
        return any(conditions.kind(self.masked, s) == "de" for s in self.state.segments[index + 1 : index + _AHEAD])

    def _add_task(self, task: directives.Task, segment: Segment, actor: Piece | None) -> None:
        state, masked = self.state, self.masked
        draft = Draft(
            task.start, task.end, Modality.DIRECTIVE, "task", "task-verb", task.predicate, segment.end, segment.start, 0.8
        )
        settings = [(s.start, s.end) for s in state.settings]
        state.settings = []
        for lead in reversed(state.lead if actor is None else []):
            begin, end = bearers.trim(masked, lead.start, lead.end)
            if bearers.is_subject(masked, begin, end) and bearers.STRONG_HEADS.end(masked, begin, end):
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
        draft.due = state.due if state.due is not None or self.memory.stop not in ("；", ";") else self.memory.due
        state.due = draft.due or (draft.lead, draft.start)
        draft.conditions = self._conditions_of(draft, settings)
        if self._binds(draft, task):
            draft.modality = Modality.DUTY
        self._push(draft)

    def _binds(self, draft: Draft, task: directives.Task) -> bool:
        """Whether the verb states a duty: what a rule's named body does, or what is granted under a condition (…的，给予…)."""
        state, masked = self.state, self.masked
        held = any(masked[end - 1] == "的" for _, end in draft.conditions)
        if held and masked.startswith(("给予", "采取") if state.rules else "给予", task.start):
            return True
        if not state.rules or draft.actor is None or masked[draft.actor[0] : draft.actor[1]] in ("国家", "本市", "本省"):
            return False
        return not self._sets_programme(task) or _SUPERVISES.match(masked, task.start, self.state.segments[-1].end) is not None

    def _start_act(self, segment: Segment, index: int) -> bool:
        """A rule's plain statement of what a named body does: 主管部门…作出决定."""
        state = self.state
        if state.states or state.purpose or state.enacts or state.defines or state.listed:
            return False
        act = indicatives.find(self.masked, segment, state.entities)
        if act is None or state.copular(index) or self._leads_to_condition(index):
            return False
        start, end, actor = act
        draft = Draft(start, end, Modality.DUTY, "act", "indicative", end, segment.end, segment.start, 0.6, actor)
        settings = [(s.start, s.end) for s in state.settings]
        state.settings = []
        draft.conditions = self._conditions_of(draft, settings)
        state.last_actor, state.subject = actor, True
        self._push(draft)
        return True
