"""What the scope machine writes: norms in the making, and what a sentence knows while it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.extract.norms import statements
from pipeline.extract.norms.layout import Line, Segment
from pipeline.model import Entity, Modality

Piece = tuple[int, int]
"""Half-open offsets in the clause's text."""


class View:
    """What all sentences of a clause share. ``rules``: the clause is an article of a text of rules."""

    __slots__ = ("entities", "hints", "masked", "rules")

    def __init__(self, masked: str, entities: Sequence[Entity], rules: bool) -> None:
        self.masked = masked
        self.entities = entities
        self.rules = rules
        self.hints = statements.Hints(masked)


@dataclass(slots=True)
class Draft:
    """A norm in the making. ``action_end`` grows while segments join the predicate; ``lead`` is where its own words begin."""

    start: int
    end: int
    modality: Modality
    kind: str  # of the cue: modal, promote, by, charge, penal; task and act have no cue word of their own
    rule: str
    action_start: int
    action_end: int
    lead: int
    actor: Piece | None = None
    topic: Piece | None = None  # a thing in front of the cue that belongs to the action: 费用由…承担
    conditions: list[Piece] = field(default_factory=list)
    exceptions: list[Piece] = field(default_factory=list)
    items: bool = False
    due: Piece | None = None  # where the deadline of the sentence's first task stands


@dataclass(slots=True)
class Memory:
    """What one sentence hands to the next ones of its line, and a lead-in to its items."""

    actor: Piece | None = None
    penal_actor: Piece | None = None
    penal_conditions: list[Piece] = field(default_factory=list)
    listed: bool = False  # a norm's list is being read: its items set no tasks of their own
    due: Piece | None = None
    stop: str = ""  # what ended the sentence before
    last: Draft | None = None  # the norm that governed the end of the sentence before, if it ended in ；


class State:
    """One sentence while it is read from left to right."""

    __slots__ = (
        "all",
        "defines",
        "due",
        "enacts",
        "entities",
        "exceptions",
        "fresh",
        "held",
        "last_actor",
        "lead",
        "listed",
        "masked",
        "open",
        "purpose",
        "rules",
        "segments",
        "settings",
        "started",
        "states",
        "subject",
        "tasks",
    )

    def __init__(self, view: View, segments: list[Segment], line: Line, report: bool, listed: bool) -> None:
        start, end = segments[0].start, segments[-1].end
        masked, rules, hints = view.masked, view.rules, view.hints
        self.masked = masked
        self.segments = segments
        self.entities = view.entities
        self.rules = rules
        self.open: Draft | None = None
        self.lead: list[Segment] = []  # segments that belong to no norm yet
        self.settings: list[Segment] = []  # …时, …后: a condition of the next norm, or part of the open one's action
        self.fresh: list[Piece] = []  # conditions since the last norm
        self.held: list[Piece] = []  # conditions of the last norm, inherited by a bare 并不得
        self.all: list[Piece] = []  # conditions of the sentence: sanctions hold them all
        self.exceptions: list[Piece] = []
        self.due: Piece | None = None  # what stands in front of the sentence's first task
        self.last_actor: Piece | None = None
        self.subject = False  # a subject, body or thing, was seen
        self.started = False  # a norm was opened
        self.listed = line.item and listed
        self.states = not rules and (report or statements.is_report(masked, start, end))
        self.purpose = masked[start] == "为" and statements.is_purpose(masked, start, end)
        self.enacts = hints.enacts and statements.enacts(masked, start, end)
        self.defines = hints.defines and statements.is_definition(masked, start, end)
        scope = hints.scope and statements.is_scope(masked, start, end)
        self.tasks = not (self.states or self.purpose or self.enacts or self.defines or self.listed or scope)
        if self.tasks and len(segments) > 1 and masked[end - 1] in "义用响":
            self.tasks = not statements.is_valued(masked, segments[-1].start, end)

    def take_settings(self) -> list[Piece]:
        """The settings that wait for a norm, which are then used up."""
        if not self.settings:
            return []
        taken = [(s.start, s.end) for s in self.settings]
        self.settings = []
        return taken

    def copular(self, index: int) -> bool:
        """Whether segment ``index`` or the one behind it says what something is."""
        here = self.segments[index]
        if statements.is_copular(self.masked, here.start, here.end):
            return True
        if index + 1 == len(self.segments):
            return False
        after = self.segments[index + 1]
        if statements.is_copular(self.masked, after.start, after.end):
            return True
        return any(statements.is_key(self.masked, s.start, s.end) for s in self.segments[index + 2 : index + 6])


@dataclass(slots=True)
class Work:
    """What a norm is written with: its sentence, what earlier ones handed over, and the clause's norms so far."""

    state: State
    memory: Memory
    drafts: list[Draft]
