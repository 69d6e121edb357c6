"""Two texts side by side, phrase by phrase: what is the same, what one side has alone.

Words are compared, not characters: 县级以上人民政府 against 市人民政府 is told as one change, not as scattered characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.chinese.tokens import cut


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: ``op`` same, changed, removed (only in ``a``) or added (only in ``b``)."""

    op: str
    a: str
    b: str


_OPS = {"equal": "same", "replace": "changed", "delete": "removed", "insert": "added"}


def pieces(a: str, b: str) -> tuple[Piece, ...]:
    """The two texts as runs in order; joined, the runs of either side are its text."""
    mine, theirs = cut(a), cut(b)
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    return tuple(Piece(_OPS[op], "".join(mine[i:k]), "".join(theirs[j:m])) for op, i, k, j, m in matcher.get_opcodes())
