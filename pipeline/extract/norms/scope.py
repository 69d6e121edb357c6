"""Which cue governs what: reads a line's sentences and its cues from left to right, writes ``Draft`` norms.

Forward: a modal governs its sentence up to the next cue (应当…，并…). Terminate: a condition (…的，), an exception, the
next cue, the end of the sentence. Inside a condition, an exception or a quotation no word is a cue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.extract.norms import bearers, conditions, directives, indicatives, sanctions, statements
from pipeline.extract.norms.cues import Cue
from pipeline.extract.norms.layout import Line, Segment
from pipeline.model import Modality, Span

Piece = tuple[int, int]


@dataclass(slots=True)
class Draft:
    """A norm in the making; offsets in the clause's text. ``action_end`` grows while segments join the predicate."""

    start: int
    end: int
    modality: Modality
    kind: str
    rule: str
    action_start: int
    action_end: int
    actor: Piece | None = None
    topic: Piece | None = None
    conditions: list[Piece] = field(default_factory=list)
    exception: list[Piece] = field(default_factory=list)
    lead: int = -1  # where the norm's own words begin, for deadlines in front of the cue
    items: bool = False
    confidence: float = 0.9


@dataclass(slots=True)
class Memory:
    """What a line hands from one sentence to the next."""

    actor: Piece | None = None
    penal_actor: Piece | None = None
    penal_conditions: list[Piece] = field(default_factory=list)
    governs_items: bool = False  # a list's lead-in was read: items hold no directives of their own
    kind: str = ""


_GOVERNS_TASKS = frozenset({"modal", "by", "charge", "act", "penal", "allow"})
_BREAKS_PROMOTION = frozenset(
    "加快 加速 形成 培育 提升 促进 完善 盘活 挖掘 打造 满足 实现 推进 发布 提高 构建 健全 建立 优化 拓展 扩大 加强 强化 增强 加大 释放 激发 营造 深化 落实 壮大 带动 解决 降低 破解 改善 建设 发展 实施 引进".split()
)
_CONTINUES = ("确保", "保证", "使", "从而", "以便", "以", "由", "防止", "避免", "让", "并由", "不断满足")


class Reader:
    """Reads the lines of one clause in order; ``drafts`` is what it found."""

    def __init__(self, masked: str, cues: list[Cue], entities: Sequence[Span]) -> None:
        self.masked = masked
        self.cues = cues
        self.entities = entities
        self.drafts: list[Draft] = []
        self.memory = Memory()
        self._next = 0

    def read(self, line: Line, report: bool) -> None:
        if not line.item:
            self.memory.governs_items = False
        previous = ""
        for index, sentence in enumerate(line.sentences):
            if index == 0:
                self.memory.kind = ""
                if not line.item:
                    self.memory.penal_conditions = []
            self._sentence(sentence, line, report, previous)
            previous = sentence[-1].stop

    def _cues(self, segment: Segment) -> list[Cue]:
        """The cues inside the segment; called once a segment, in order."""
        cues, at = self.cues, self._next
        while at < len(cues) and cues[at].start < segment.start:
            at += 1
        first = at
        while at < len(cues) and cues[at].start < segment.end:
            at += 1
        self._next = at
        return cues[first:at]

    def _sentence(self, segments: list[Segment], line: Line, report: bool, previous_stop: str) -> None:
        state = _Sentence(self, segments, line, report, previous_stop)
        state.run()
        if state.last_actor is not None or state.subject_seen:
            self.memory.actor = state.last_actor
        last = segments[-1]
        if last.stop in "：:" and last.stop and self.drafts and self.drafts[-1].start >= segments[0].start:
            self.memory.governs_items = True


class _Sentence:
    """The scope machine of one sentence."""

    def __init__(self, reader: Reader, segments: list[Segment], line: Line, report: bool, previous_stop: str) -> None:
        self.reader = reader
        self.masked = reader.masked
        self.segments = segments
        self.line = line
        self.previous_stop = previous_stop
        self.open: Draft | None = None
        self.lead: list[Segment] = []
        self.settings: list[Segment] = []  # …时, …后: a condition of the next norm, or part of the open one's action
        self.fresh: list[Piece] = []  # conditions since the last norm
        self.held: list[Piece] = []  # conditions of the last norm, inherited by a bare 并不得
        self.all: list[Piece] = []  # conditions of the sentence: sanctions hold them all
        self.exceptions: list[Piece] = []
        self.last_actor: Piece | None = None
        self.subject_seen = False
        start, end = segments[0].start, segments[-1].end
        self.start, self.end = start, end
        masked = self.masked
        self.states = report or statements.is_report(masked, start, end)
        self.purpose = statements.is_purpose(masked, start, end)
        self.defines = statements.is_definition(masked, start, end)
        self.copular = statements.is_copular(masked, start, end)
        self.tasks = not (
            self.states or self.purpose or self.defines or self.copular or statements.is_scope(masked, start, end)
        ) and not (line.item and reader.memory.governs_items)

    # -- the walk ---------------------------------------------------------------------------------------------------

    def run(self) -> None:
        masked, segments = self.masked, self.segments
        index = 0
        while index < len(segments):
            segment = segments[index]
            found = self.reader._cues(segment)
            until = conditions.exception_end(masked, segments, index)
            if until >= 0:
                for skipped in segments[index + 1 : until + 1]:
                    self.reader._cues(skipped)
                self.exceptions.append((segment.start, segments[until].end))
                index = until + 1
                continue
            if conditions.is_exclusion(masked, segment):
                if self.open is not None:
                    self.open.exception.append((segment.start, segment.end))
                    self.open = None
                elif self.reader.drafts and self.previous_stop in "；;，" and self.previous_stop:
                    self.reader.drafts[-1].exception.append((segments[0].start, segment.end))
                index += 1
                continue
            self._segment(segment, found, index)
            index += 1

    def _segment(self, segment: Segment, found: list[Cue], index: int) -> None:
        kind = conditions.kind(self.masked, segment)
        if kind == "de":
            self._condition(segment)
            return
        started = False
        if found:
            started = self._start_cues(segment, found, kind)
        if started:
            return
        if kind in ("when", "lead", "if"):
            self.settings.append(segment)
            return
        if self._start_task(segment, index):
            return
        if self.open is None and self._start_act(segment, index):
            return
        self._join(segment)

    def _condition(self, segment: Segment) -> None:
        start = segment.start
        if self.open is None:
            leads = [s for s in (*self.lead, *self.settings)]
            if leads:
                start = min(start, min(s.start for s in leads))
        else:
            before = [s for s in self.settings if s.end >= self.open.action_end]
            if before:
                start = min(s.start for s in before)
        self.lead, self.settings = [], []
        self.open = None
        piece = (start, segment.end)
        self.fresh.append(piece)
        self.all.append(piece)

    def _join(self, segment: Segment) -> None:
        """A segment that begins no norm: it goes on with the open one's predicate, or leads to the next one."""
        draft = self.open
        if draft is None:
            self.lead.append(segment)
            return
        if draft.kind == "task" and not self.masked.startswith(_CONTINUES, segment.start):
            self.open = None
            self.lead.append(segment)
            return
        if not self.settings or self.settings[-1].end < segment.start:
            self.settings = []
            draft.action_end = segment.end

    # -- cues -------------------------------------------------------------------------------------------------------

    def _start_cues(self, segment: Segment, found: list[Cue], kind: str) -> bool:
        chosen: list[Cue] = []
        for position, cue in enumerate(found):
            if self._admits(cue, segment, chosen, found[position + 1 :], kind):
                chosen.append(cue)
        for number, cue in enumerate(chosen):
            end = chosen[number + 1].start if number + 1 < len(chosen) else segment.end
            begin = segment.start if number == 0 else chosen[number - 1].end
            self._open_norm(cue, segment, begin, end, first=number == 0)
        return bool(chosen)

    def _admits(self, cue: Cue, segment: Segment, chosen: list[Cue], rest: list[Cue], kind: str) -> bool:
        masked = self.masked
        if self.defines and cue.rule not in ("应当", "不得", "可以"):
            return False
        if cue.kind == "penal":
            if chosen and chosen[-1].kind not in ("penal",) and chosen[-1].kind != "by":
                return False
            if self.states and cue.rule != "责令":
                return False
            if self.states:
                return False
            if not sanctions.is_penalty(cue.rule, masked, cue.start, cue.end, segment.start, segment.end):
                return False
            return not (chosen and cue.rule in ("处罚", "处理", "撤销", "列入"))
        penal_next = any(
            c.kind == "penal" and sanctions.is_penalty(c.rule, masked, c.start, c.end, segment.start, segment.end) for c in rest
        )
        if cue.kind == "modal":
            if chosen:
                return False
            if penal_next and cue.modality in (Modality.DUTY, Modality.PERMISSION):
                return False
            if cue.rule == "要" and not self._modal_place(cue, segment):
                return False
            if cue.rule == "同意" and cue.start > segment.start:
                return False
            return not masked.startswith("的", cue.end)
        if cue.kind == "promote":
            return self._admits_promotion(cue, segment, chosen)
        if cue.kind == "by":
            if chosen or penal_next or any(c.rule in ("负责", "承担") for c in rest):
                return False
            return self._admits_by(cue, segment)
        return self._admits_charge(cue, segment, chosen)

    def _modal_place(self, cue: Cue, segment: Segment) -> bool:
        """要 is a modal at the head of a segment or behind a body or an adverb, never inside a noun."""
        if self.states and self.copular:
            return False
        start, end = bearers.trim(self.masked, segment.start, cue.start)
        if start >= end:
            return True
        if bearers.is_body(self.masked, start, end):
            return True
        return directives._adverbs(self.masked, start, end) >= end or self.masked[cue.start - 1] not in "的不"

    def _admits_promotion(self, cue: Cue, segment: Segment, chosen: list[Cue]) -> bool:
        masked = self.masked
        if chosen or self.states or self.purpose or self.copular or (self.line.item and self.reader.memory.governs_items):
            return False
        if cue.end >= segment.end:
            return False
        if self.open is not None and self.open.kind in _GOVERNS_TASKS:
            return False
        begin, end = bearers.trim(masked, segment.start, cue.start)
        if begin >= end or directives._adverbs(masked, begin, end) >= end:
            return True
        if bearers.is_body(masked, begin, end):
            return True
        cut = bearers.leading(masked, begin, end, self.reader.entities)
        return cut > 0 and directives._adverbs(masked, cut, end) >= end

    def _admits_by(self, cue: Cue, segment: Segment) -> bool:
        masked = self.masked
        if self.states or self.copular or self.defines:
            return False
        if self.open is not None and self.open.kind in ("modal", "promote", "charge", "allow") and not self.fresh:
            return False
        if self.open is not None and self.open.kind == "task" and cue.start == segment.start:
            return False
        stop = bearers.behind(masked, cue.end, segment.end, self.reader.entities)
        if stop < 0 or stop >= segment.end:
            return False
        return (
            not masked.startswith(("的", "组成", "构成", "担任", "引起", "造成", "产生", "导致"), stop)
            and masked[segment.end - 1] != "的"
        )

    def _admits_charge(self, cue: Cue, segment: Segment, chosen: list[Cue]) -> bool:
        masked = self.masked
        if chosen and chosen[-1].kind != "by":
            return False
        if (
            self.states
            or self.purpose
            or (self.line.item and self.reader.memory.governs_items and not masked.startswith("由", segment.start))
        ):
            return False
        if self.open is not None and self.open.kind in ("modal", "promote", "task", "allow") and not self.fresh:
            by = masked.find("由", segment.start, cue.start)
            if by < 0:
                return False
        if indicatives.modifies(masked, cue.end, segment.end):
            return False
        by = masked.rfind("由", segment.start, cue.start)
        if by >= 0:
            return True
        begin, end = bearers.trim(masked, segment.start, cue.start)
        if begin >= end:
            return bool(self.fresh or self.lead or self.open)
        return bearers.is_body(masked, begin, end) or bearers.leading(masked, begin, end, self.reader.entities) > 0

    # -- opening a norm ---------------------------------------------------------------------------------------------

    def _open_norm(self, cue: Cue, segment: Segment, begin: int, end: int, first: bool) -> None:
        masked = self.masked
        kind = "allow" if cue.rule in ("允许", "同意") else cue.kind
        draft = Draft(cue.start, cue.end, cue.modality, kind, cue.rule, cue.end, end)
        draft.lead = begin
        actor = topic = condition = None
        by = masked.rfind("由", begin, cue.start) if cue.kind in ("penal", "charge") else -1
        if by >= 0 and (by == begin or masked[by - 1] not in "自理事案缘经"):
            stop, stop_end = bearers.trim(masked, by + 1, cue.start)
            cut = bearers.behind(masked, by + 1, cue.start, self.reader.entities)
            if bearers.is_body(masked, stop, stop_end) or cut < 0:
                actor = (stop, stop_end) if stop < stop_end else None
            else:
                actor = (by + 1, cut)
            _, condition, topic = bearers.before(masked, begin, by, self.reader.entities) if by > begin else (None, None, None)
        elif cue.kind == "by":
            cut = bearers.behind(masked, cue.end, end, self.reader.entities)
            actor = (cue.end, cut)
            draft.action_start = cut
            _, condition, topic = bearers.before(masked, begin, cue.start, self.reader.entities)
        elif first:
            actor, condition, topic = bearers.before(masked, begin, cue.start, self.reader.entities)
        if cue.kind == "promote":
            self._promoted(draft, end)
            actor = draft.actor
            condition = topic = None
        elif cue.kind == "penal":
            self._penal(draft, begin, actor, by)
        settings = self._settle(draft)
        if actor is None and first and cue.kind != "promote":
            actor, more, thing = self._bearer_from_lead(cue, begin)
            condition = condition or more
            topic = topic or thing
        if cue.kind == "modal" and masked.startswith("由", cue.end) and actor is None:
            cut = bearers.behind(masked, cue.end + 1, end, self.reader.entities)
            if cut > 0:
                actor = (cue.end + 1, cut)
        if cue.kind == "promote":
            pass
        elif actor is not None:
            self.last_actor = actor
            self.subject_seen = True
            if cue.kind == "penal":
                self.reader.memory.penal_actor = actor
        elif (
            topic is not None and topic[1] > topic[0] and not masked.startswith(("对", "在", "按", "根据", "依", "经"), topic[0])
        ):
            self.subject_seen = True
            self.last_actor = None
        else:
            actor = self._inherited(cue)
        draft.actor = actor
        if condition is not None:
            settings.append(condition)
        draft.conditions = self._conditions_for(draft, settings)
        if topic is not None and cue.kind in ("by", "charge") and topic[1] > topic[0]:
            draft.topic = topic
        elif topic is not None and masked.startswith(("对", "将", "把", "以"), topic[0]) and cue.kind in ("modal",):
            draft.topic = topic
        draft.exception.extend(self.exceptions)
        self.exceptions = []
        draft.items = self._points_to_items(draft, segment)
        self.reader.drafts.append(draft)
        self.open = draft
        self.lead = []
        self.reader.memory.kind = kind

    def _settle(self, draft: Draft) -> list[Piece]:
        """The settings in front of the cue (…时，) are its conditions."""
        out = [(s.start, s.end) for s in self.settings]
        self.settings = []
        return out

    def _conditions_for(self, draft: Draft, settings: list[Piece]) -> list[Piece]:
        if draft.kind == "penal":
            if settings:
                self.all.extend(settings)
            if not self.all and self.masked.startswith("对", self.segments[0].start):
                return list(self.reader.memory.penal_conditions)
            self.fresh = []
            self.reader.memory.penal_conditions = list(self.all)
            return list(self.all)
        fresh = self.fresh + settings
        self.fresh = []
        if fresh:
            self.all.extend(settings)
            self.held = fresh
        return list(self.held)

    def _penal(self, draft: Draft, begin: int, actor: Piece | None, by: int) -> None:
        if draft.rule not in sanctions.WHOLE:
            return
        masked = self.masked
        start = begin
        if actor is not None:
            start = actor[1]
        while start < draft.start and masked.startswith(
            ("并", "同时", "可以", "可", "应当", "应", "且", "或者", "、", "还", "也", "但"), start
        ):
            start += 2 if masked.startswith(("同时", "可以", "应当", "或者"), start) else 1
        draft.action_start = start

    def _promoted(self, draft: Draft, end: int) -> None:
        """The encouraged party behind 鼓励, when it is named."""
        cut = bearers.leading(self.masked, draft.end, end, self.reader.entities)
        if 0 < cut < end:
            draft.actor = (draft.end, cut)
            draft.action_start = cut

    def _bearer_from_lead(self, cue: Cue, begin: int) -> tuple[Piece | None, Piece | None, Piece | None]:
        """The bearer from the segments in front of the cue's own, or from the head of the condition."""
        masked, entities = self.masked, self.reader.entities
        start, end = bearers.trim(masked, begin, cue.start)
        own = end > start
        condition = topic = None
        for segment in reversed(self.lead):
            a, b = bearers.trim(masked, segment.start, segment.end)
            if a >= b:
                continue
            actor, more, thing = bearers.before(masked, a, b, entities)
            if actor is not None:
                return actor, more, None
            condition = condition or more
            topic = topic or thing
        if topic is not None and directives.task_verbs().at(masked, topic[0]) > 0 and cue.kind == "modal":
            condition, topic = condition or topic, None
        if own or cue.kind == "penal" and cue.rule == "追究":
            return None, condition, topic
        if self.fresh:
            a, b = self.fresh[-1]
            cut = bearers.leading(masked, a, b, entities)
            if 0 < cut < b and cue.kind != "penal" and cue.kind != "by":
                self.fresh[-1] = (cut, b) if masked[b - 1] != "的" or True else (a, b)
                return (a, cut), condition, topic
        return None, condition, topic

    def _inherited(self, cue: Cue) -> Piece | None:
        if cue.kind == "by" or cue.rule == "追究":
            return None
        if cue.kind == "penal":
            return self.reader.memory.penal_actor
        if self.subject_seen:
            return self.last_actor
        if self.lead:
            return None
        return self.reader.memory.actor

    def _points_to_items(self, draft: Draft, segment: Segment) -> bool:
        return self.segments[-1].stop in ("：", ":")

    # -- directives and indicatives -----------------------------------------------------------------------------------

    def _start_task(self, segment: Segment, index: int) -> bool:
        if not self.tasks:
            return False
        masked = self.masked
        draft = self.open
        if draft is not None and draft.kind in _GOVERNS_TASKS:
            return False
        start = segment.start
        if masked.startswith(("并", "也", "但"), start):
            start += 1
        task = directives.head(masked, start, segment.end) or directives.behind_coverb(masked, start, segment.end)
        actor = None
        if task is None:
            a, _ = bearers.trim(masked, start, segment.end)
            cut = bearers.leading(masked, a, segment.end, self.reader.entities)
            if 0 < cut < segment.end:
                task = directives.behind_subject(masked, cut, segment.end)
                if task is not None:
                    actor = (a, cut)
        if task is None:
            return False
        word = masked[task.start : task.end]
        if draft is not None and draft.kind == "promote" and not any(word.startswith(v) for v in _BREAKS_PROMOTION):
            return False
        if segment.stop in "，," and segment.stop and masked[segment.end - 1] == "的":
            return False
        self._add_task(task, segment, actor)
        return True

    def _add_task(self, task: directives.Task, segment: Segment, actor: Piece | None) -> None:
        whole = task.predicate < task.start and self.masked.startswith(tuple(directives._WHOLE), task.predicate)
        action = task.predicate if whole or task.end >= segment.end else task.end
        draft = Draft(task.start, task.end, Modality.DIRECTIVE, "task", "task-verb", action, segment.end)
        draft.lead = segment.start
        settings = self._settle(draft)
        if actor is None and self.lead:
            for lead in reversed(self.lead):
                a, b = bearers.trim(self.masked, lead.start, lead.end)
                if bearers.is_body(self.masked, a, b):
                    actor = (a, b)
                    break
        if actor is not None:
            self.last_actor, self.subject_seen = actor, True
        draft.actor = actor or (self.last_actor if self.subject_seen else None)
        if self.lead:
            draft.lead = self.lead[0].start
        draft.conditions = self._conditions_for(draft, settings)
        draft.exception.extend(self.exceptions)
        self.exceptions = []
        draft.confidence = 0.8
        self.reader.drafts.append(draft)
        self.open = draft
        self.lead = []

    def _start_act(self, segment: Segment, index: int) -> bool:
        """A rule's plain statement of what a named body does: 主管部门…作出决定."""
        if self.states or self.purpose or self.defines or self.copular or (self.line.item and self.reader.memory.governs_items):
            return False
        act = indicatives.find(self.masked, segment, self.reader.entities)
        if act is None:
            return False
        start, end, actor = act
        draft = Draft(
            start, end, Modality.DUTY, "act", "indicative", end, segment.end, actor=actor, lead=segment.start, confidence=0.6
        )
        draft.conditions = self._conditions_for(draft, self._settle(draft))
        draft.items = self._points_to_items(draft, segment)
        self.last_actor, self.subject_seen = actor, True
        self.reader.drafts.append(draft)
        self.open = draft
        self.lead = []
        return True
