"""Which stretches of a file speak of the same things: to place a cut where no title does, and to find documents without any mark."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Kind
from pipeline.structure.cohesion import Cohesion, Vector, cosine
from pipeline.structure.surroundings import TAIL, Surroundings
from pipeline.structure.types import Line

OTHER_SUBJECT = 0.78
"""Two stretches are different documents when they share less than this part of what each shares with itself."""
LEAST = 0.08
"""What even the shortest text is taken to share with itself."""
FOREIGN = 0.5
"""A stretch of paragraphs belongs to no neighbour when it shares less than this part of what the neighbour shares with itself."""
LOOK_BACK = 60  # lines from a document's end up to which such a stretch may begin
OWN_TEXT = 300  # characters that paragraphs without any mark need to be a document
LIKE_AN_OPENING = 0.06
"""What it weighs, in similarity, that a paragraph opens or closes as the first one of a document does."""
_OPENS = re.compile(
    r"为(?:了|贯彻|进一步|深入|切实|认真|全面|加强|推进|加快|规范|适应)|根据|按照|随着|当前|近年来|(?:今|去|一)年(?:以)?来?|过去(?:的)?一年|\d{4}年[，,]"
)
_LEADS_IN = re.compile(
    r"如下(?:方案|计划|意见|规定)?[：:。]$|(?:制定|提出)(?:本|以下|如下)?(?:实施)?(?:方案|计划|办法|意见|规定)[：:。]$"
)


class Subjects(Surroundings):
    """Comparisons between stretches of the file; ``cohesion`` is computed when the first one is asked for."""

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__(lines)
        self._cohesion: Cohesion | None = None

    @property
    def cohesion(self) -> Cohesion:
        if self._cohesion is None:
            self._cohesion = Cohesion(self.lines)
        return self._cohesion

    def split(self, above: int, first: int, i: int, signed: bool) -> int:
        """Where the lines between ``above`` and ``first`` part: each goes to the side it shares more words with."""
        above += 1
        while above < first and (
            self.lines[above].kind is Kind.NOISE or (signed and self.frames(above)) or TAIL.match(self.lines[above].text)
        ):
            above += 1  # what closes the document above
        run = list(range(above, first))
        if not run:
            return first
        left, right = self.sides(above - 1, i)
        gains = [0.0]
        for k in run:
            vector = self.cohesion.vector((k,))
            gains.append(gains[-1] + cosine(vector, left) - cosine(vector, right))
        for k, line in enumerate(self.lines[run[0] : first]):
            gains[k] += LIKE_AN_OPENING * (bool(_OPENS.match(line.text)) + bool(_LEADS_IN.search(line.text)))
        return run[0] + max(range(len(gains)), key=lambda k: gains[k])

    def sides(self, above: int, i: int) -> tuple[Vector, Vector]:
        stop = self.until_next_restart(i)
        return self.cohesion.vector(range(above, self.floor - 1, -1)), self.cohesion.vector(range(i, stop))

    def other_subject(self, start: int) -> bool:
        """Whether the text from ``start`` on speaks of other things than the open document."""
        mark = next((k for k in range(start, len(self.lines)) if self.lines[k].marker), start)
        stop = min(self.until_next_restart(mark), start + 60)
        return self.apart(self.floor, start, start, stop, OTHER_SUBJECT)

    def apart(self, a: int, b: int, c: int, d: int, share: float) -> bool:
        cohesion = self.cohesion
        across = cosine(cohesion.vector(range(b - 1, a - 1, -1)), cohesion.vector(range(c, d)))
        return across < share * max(min(cohesion.within(a, b), cohesion.within(c, d)), LEAST)

    def foreign_stretches(self, cuts: Sequence[int]) -> list[int]:
        """Unnumbered paragraphs at a document's head or end that belong neither to it nor to its neighbour: a document of their own."""
        found: list[int] = []
        bounds = [*sorted(cuts), len(self.lines)]
        for begin, end in zip(bounds, bounds[1:], strict=False):
            marked = [k for k in range(begin, end) if self.lines[k].marker]
            if not marked:
                continue
            first, last = marked[0], marked[-1] + 1
            if self.is_own(begin, first) and self.foreign(begin, first, first, end):
                found.append(first)
            for k in range(max(last + 1, end - LOOK_BACK), end):
                if self.is_own(k, end) and self.foreign(k, end, begin, k):
                    found.append(k)
                    break
        return found

    def is_own(self, a: int, b: int) -> bool:
        return (
            b - a >= 2
            and sum(len(x.text) for x in self.lines[a:b]) >= OWN_TEXT
            and not any(x.kind or self.is_phrase(k) for k, x in enumerate(self.lines[a:b], a))
        )

    def foreign(self, a: int, b: int, c: int, d: int) -> bool:
        across = cosine(self.cohesion.vector(range(a, b)), self.cohesion.vector(range(c, d)))
        return across < FOREIGN * self.cohesion.within(c, d)
