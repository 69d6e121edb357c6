"""Plain text: every line that is not blank is a block, with its line number in the source."""

from __future__ import annotations

from pipeline.read.draft import BREAK, Draft

_INNER = "\x0b\x0c\x85\u2028\u2029"
"""Boundaries inside a source line (a form feed between pages): they part blocks but count no line."""


def source_lines(text: str) -> list[str]:
    """``text`` cut at its line feeds, in all three conventions."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def read(text: str, draft: Draft) -> dict[str, str]:
    """Add the lines of ``text`` to ``draft``; plain text says nothing of itself."""
    text = draft.clean(text)
    parted = any(c in text for c in _INNER)
    for number, line in enumerate(source_lines(text), 1):
        for piece in BREAK.split(line) if parted else (line,):
            draft.append(piece, line=number)
    return {}
