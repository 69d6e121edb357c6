"""What the rooms of this package hand to each other, and what the package hands out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.model import Clause, Document, Issue, Kind, Node


@dataclass(frozen=True, slots=True)
class Structured:
    """One document with its tree and its citable clauses. Offsets are those of ``document.text``."""

    document: Document
    nodes: tuple[Node, ...]
    clauses: tuple[Clause, ...]
    issues: tuple[Issue, ...] = ()


class Marker(NamedTuple):
    """A numbering mark at the head of a line; what it means is decided later, by context.

    ``length`` counts the characters of the label in the stripped line, ``after`` those up to the text behind it.
    ``path`` is the whole number of a decimal mark: (1, 2, 1) for 1.2.1.
    """

    shape: str
    label: str
    number: int | None
    length: int
    after: int
    suffix: int | None = None
    path: tuple[int, ...] = ()


@dataclass(slots=True, eq=False)
class Line:
    """One block of the reading on its way to becoming a node. Rooms fill in the lower half, each its own fields."""

    index: int  # ordinal in the reading
    number_in_source: int  # Block.line
    start: int  # offsets in the reading's text, blanks included
    end: int
    text: str  # without the blanks at both ends
    text_start: int  # offset of ``text`` in the reading's text
    lead: int  # width of the blanks in front, a full-width one counts two
    hint: str
    page: int | None
    marker: Marker | None

    level: int | None = None  # of a heading of the format

    kind: Kind | None = None
    label: str | None = None
    number: int | None = None
    suffix: int | None = None
    heading: str | None = None
    heading_only: bool = False  # nothing but marker and heading on the line
    parent: Line | None = None
    in_item: bool = False  # the parent is the item that begins inside the parent's line
    part: int = 0
    continues: bool = False  # broken in the source: goes on with the line before
    inner: list[Inner] | tuple[()] = ()

    eid: str = ""  # of its node; of the node that lines below it are children of; of the item inside it
    host_eid: str = ""
    item_eid: str = ""
    reach: int = 0  # end of the node, of its first 款, of the item inside it, with all that stands below
    reach_first: int = 0
    reach_item: int = 0

    @property
    def rest(self) -> str:
        """The text behind the marker."""
        return self.text[self.marker.after :] if self.marker else self.text

    def settle(self, kind: Kind, parent: Line | None = None) -> None:
        """Decide a line without numbering."""
        self.kind, self.parent = kind, parent

    def number_as(self, kind: Kind, parent: Line | None = None) -> None:
        """Decide a line as what its marker says."""
        self.kind, self.parent = kind, parent
        if self.marker:
            self.label, self.number, self.suffix = self.marker.label, self.marker.number, self.marker.suffix


class Inner(NamedTuple):
    """A piece that begins inside a line: an inline point, or an item that opens on the article's line."""

    kind: Kind
    label: str | None
    number: int | None
    start: int  # in the stripped text of the line
    end: int
