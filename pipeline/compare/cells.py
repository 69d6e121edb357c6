"""What a cell of the matrix says of its clauses: number, gist, amounts with trigger, modality, responsible body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.compare.amounts import Amount, amounts
from pipeline.compare.texts import Passage
from pipeline.model import Modality, Norm

GIST = 60
"""Characters of a gist."""

_SENTENCE = re.compile("[^。；]*[。；]?")
_ACTING = {Modality.DUTY, Modality.DIRECTIVE, Modality.SANCTION, Modality.PERMISSION, Modality.ENCOURAGEMENT}


@dataclass(frozen=True, slots=True)
class Cell:
    """What one column has of a provision. ``score``: how surely (0..1) its clauses belong to the row; ``sure``: 确定, each side
    chooses the other."""

    passages: tuple[Passage, ...]
    gist: str
    amounts: tuple[Amount, ...]
    modalities: tuple[tuple[str, int], ...]  # most frequent first
    bodies: tuple[str, ...]
    score: float = 1.0
    sure: bool = False

    @property
    def labels(self) -> str:
        """第十条、第十二条; where a column has several documents, each with its title."""
        titles = {p.document.id for p in self.passages}
        return "、".join(p.clause.label if len(titles) == 1 else f"{p.document.title}{p.clause.label}" for p in self.passages)

    @property
    def modality(self) -> str | None:
        """The modality of most of its norms."""
        return self.modalities[0][0] if self.modalities else None


def cell(passages: Sequence[Passage], score: float = 1.0, sure: bool = False) -> Cell:
    """The cell of some clauses of one column."""
    norms = [n for p in passages for n in p.facts.norms]
    return Cell(
        tuple(passages),
        gist(passages[0]),
        tuple(a for p in passages for a in amounts(p)),
        tuple(Counter(n.modality.value for n in norms).most_common()),
        tuple(_distinct(bodies(norms)))[:4],
        round(score, 3),
        sure,
    )


def gist(passage: Passage) -> str:
    """The first sentence of a clause; of an enumeration its lead-in and how many items follow."""
    body = passage.body
    first = _SENTENCE.match(body)[0]
    if first.rstrip().endswith(("：", ":")) or "（一）" in first:
        lead = first.partition("（一）")[0]
        items = len(re.findall(r"（[一二三四五六七八九十]+）", body))
        first = f"{lead}（{items}项）" if items else lead
    return first if len(first) <= GIST else first[: GIST - 1] + "…"


def bodies(norms: Iterable[Norm]) -> Iterable[str]:
    """Who must, may or should act, in the order of the text."""
    for norm in norms:
        if norm.modality in _ACTING:
            yield from ("".join(s.text.split()) for s in norm.actor)


def _distinct(words: Iterable[str]) -> list[str]:
    """Each once, in order; one that stands inside another is left out."""
    unique = list(dict.fromkeys(words))
    return [w for w in unique if not any(w != other and w in other for other in unique)]
