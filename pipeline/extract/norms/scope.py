"""Which cue governs what: reads a line's sentences and its cues from left to right, writes ``Draft`` norms.

Forward: a modal governs its sentence up to the next cue (应当…，并…). Terminate: a condition (…的，), an exception, the
next cue, the end of the sentence. Inside a condition, an exception or a quotation no word is a cue.
"""

from __future__ import annotations

import re
import sys

from pipeline.extract.norms import admission, bearers, conditions, indicatives, layout, lexicon, opening, tasks
from pipeline.extract.norms.cues import Cue
from pipeline.extract.norms.draft import Draft, Memory, State, View, Work
from pipeline.extract.norms.layout import Line, Segment
from pipeline.model import Modality

_PUNISHED = ("处罚外", "处理外", "处分外", "处罚以外")
_ALSO = re.compile(r"[^，。；]{0,24}?(?:还|并(?=应|可|处)|也(?=应|可)|同时|一并|且应)")


_HEADING = 24  # characters

_AHEAD = 12
"""How many segments ahead a sentence is looked into."""

_MOST_CUES = 24
"""No sentence has more cues between two commas; beyond, the text is noise and its reading would not end."""

_CONNECTIVES = frozenset("其中 但 但是 同时 此外 另外 因此 对此 为此 总之 首先 其次 最后".split())
"""Segments that only link a sentence to the one before."""

_BARE_CUES = frozenset({"要", "应当", "应", "须", "必须", "可", "可以", "方可", "应该"})
_BARE_CUES_OF_RULES = _BARE_CUES | {"由", "不得"}
"""Cues that at the head of a segment make the one before their condition or topic: 编制规划，应当…."""

_NO_MORE = Cue(sys.maxsize, sys.maxsize, Modality.DUTY, "", "")
"""Stands behind the last cue, so that nobody asks whether there is one."""


class Reader:
    """Reads the lines of one clause in order; ``drafts`` is what it found, ``state`` the sentence it is in."""

    def __init__(self, view: View, cues: list[Cue]) -> None:
        self.view = view
        self.masked = view.masked
        self._cues = [*cues, _NO_MORE]
        self.drafts: list[Draft] = []
        self.memory = Memory()
        self._next = 0

    def read(self, line: Line, report: bool, heads_report: bool = False) -> None:
        """Read one line; ``report`` when it tells what was done, ``heads_report`` when the line behind it does."""
        memory = self.memory
        if not line.item and memory.stop:  # a line that ended without a stop goes on in this one
            memory.listed = False
            memory.penal_conditions = []
            memory.penal_actor = memory.actor = None
        memory.last = None
        if line.item and memory.listed and self._first_cue(line.start, line.end) is None:
            memory.due, memory.stop = None, line.stop  # an entry of a list sets nothing of its own
            return
        cell = not self.view.rules and layout.is_cell(self.masked, line)
        heading = line.marked and line.end - line.start <= _HEADING
        for number, segments in enumerate(line.sentences):
            title = number == 0 and line.marked and len(segments) == 1 and segments[0].end - segments[0].start <= _HEADING
            told = heads_report if heading and len(line.sentences) == 1 else report and not title
            state = State(self.view, segments, line, told, memory.listed)
            if cell:
                state.tasks, state.states, state.defines = False, True, True
            self.state = state
            self.work = Work(state, memory, self.drafts)
            self._sentence()
            if state.subject:
                memory.actor = state.last_actor
            stop = segments[-1].stop
            memory.stop = stop
            memory.due = state.due
            memory.last = state.open if stop in ("；", ";") else None
            if stop in ("：", ":") and (state.started or self.view.rules):
                memory.listed = True

    def _cues_in(self, start: int, end: int) -> list[Cue]:
        """The cues inside ``[start, end)``; asked for in order."""
        cues, at = self._cues, self._next
        while cues[at].start < start:
            at += 1
        first = at
        while cues[at].start < end:
            at += 1
        self._next = at
        return cues[first:at]

    def _first_cue(self, start: int, end: int) -> Cue | None:
        """The first cue inside ``[start, end)``, behind the ones asked for before."""
        at = self._next
        while self._cues[at].start < start:
            at += 1
        return self._cues[at] if self._cues[at].start < end else None

    # -- the walk over one sentence ---------------------------------------------------------------------------------

    def _sentence(self) -> None:
        """Read the sentence of ``self.state``."""
        segments = self.state.segments
        if not self.view.hints.excepts:
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
        found = self._cues_in(segment.start, segment.end)
        if found:
            case = kind == "when" or found[0].rule == "给予" and self._is_case(found)
            if not (case and self._leads_to_bare_cue(index)) and self._start_cues(segment, index, found):
                return
        if kind:
            start, _ = bearers.trim(self.masked, segment.start, segment.end)
            state.settings.append(Segment(start, segment.end, segment.stop))
        elif not self._begins(segment, index):
            self._join(segment)

    def _is_case(self, found: list[Cue]) -> bool:
        """Whether the segment names a penalty and no breach: 机关给予处罚，应当…, the case of what follows."""
        state = self.state
        return state.rules and not state.all and all(cue.rule in ("给予", "处罚") for cue in found)

    def _begins(self, segment: Segment, index: int) -> bool:
        """Whether the segment opens a norm without a cue word."""
        state = self.state
        if state.open is not None and state.open.kind in admission.GOVERNING:
            return False
        if self._leads_to_bare_cue(index):
            return state.open is None and self._is_staffed(index) and indicatives.start(self.work, segment, index)
        return tasks.start(self.work, segment, index) or state.open is None and indicatives.start(self.work, segment, index)

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
        if draft is not None and (draft.kind != "task" or self.masked.startswith(tasks.CONTINUES, segment.start)):
            state.settings = []
            draft.action_end = segment.end
            return
        state.open = None
        if self.masked[segment.start : segment.end] not in _CONNECTIVES:
            state.lead.append(segment)

    def _is_staffed(self, index: int) -> bool:
        """Whether the next segment tells by whom the body set up in this one is led: 设立办公室，由…领导."""
        after = self.state.segments[index + 1] if index + 1 < len(self.state.segments) else None
        return (
            after is not None
            and self.masked.startswith("由", after.start)
            and self.masked.endswith(("领导", "担任", "组成", "兼任", "任命", "主持"), after.start, after.end)
        )

    def _leads_to_bare_cue(self, index: int) -> bool:
        """Whether the next segment (of rules: a later one) begins with a modal, so that this one states its condition or topic."""
        if self._cues[self._next].start >= self.state.segments[-1].end:
            return False
        bare = _BARE_CUES_OF_RULES if self.state.rules else _BARE_CUES
        following = (
            self.state.segments[index + 1 : index + _AHEAD] if self.state.rules else self.state.segments[index + 1 : index + 2]
        )
        for after in following:
            cue = self._first_cue(after.start, after.end)
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
            opening.begin(self.work, cue, begin, end, first=number == 0)
        return bool(chosen)
