"""What one clause has yielded so far, and what is known of its document: the second argument of every extractor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.extract.workdays import WorkingDays
from pipeline.model import Citation, Clause, Entity, Kind, Norm, Quantity, Span


@dataclass(frozen=True, slots=True)
class Context:
    """What an extractor may need to know of the document. All unknown by default, so that bare text can be annotated."""

    title: str = ""
    genre: str | None = None
    date: str | None = None  # the document's own date, for 去年, 今年
    region: str | None = None  # GB/T 2260 code, for 本市
    bounds: Mapping[str, bool] = field(default_factory=dict)  # the document's own rules: whether 以上, 以下 … include the number
    working_days: WorkingDays | None = None  # the document's own rule: which of its 日 are working days
    aliases: Mapping[str, str] = field(default_factory=dict)  # short names by 以下简称: 民政部门 → 市民政局; laws in 《》


UNKNOWN = Context()
"""The context of a bare text."""


@dataclass(slots=True)
class Found:
    """Spans of a clause by kind, filled in the order of ``extract.STAGES``; later extractors look at earlier ones."""

    context: Context = field(default_factory=Context)
    citations: list[Citation] = field(default_factory=list)
    docnos: list[Entity] = field(default_factory=list)
    dates: list[Entity] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    regions: list[Entity] = field(default_factory=list)
    organizations: list[Entity] = field(default_factory=list)
    groups: list[Entity] = field(default_factory=list)
    norms: list[Norm] = field(default_factory=list)

    def inside(self, start: int, end: int, spans: Iterable[Span]) -> bool:
        """Whether ``[start, end)`` overlaps one of ``spans``."""
        return any(s.start < end and start < s.end for s in spans)


def bare(text: str) -> Clause:
    """A clause of nothing but its text, for ``annotate`` and tests."""
    return Clause("", "", Kind.BODY, (), 0, len(text), text)
