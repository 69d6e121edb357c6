"""Builds a ``Reading``: blocks one after another, joined by exactly one line feed, and a record of what was left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.model import Block, Issue, Reading, Source
from pipeline.read.limits import LONG_BLOCK
from pipeline.read.messages import issue

BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
"""What ends a block inside a piece of text: every line boundary of Unicode but the separators of ASCII control data."""

INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
"""Control, zero-width and bidirectional characters, lone surrogates: invisible, and in the way of every search."""

PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""Private-use characters: a glyph whose meaning only its font knew."""

LOST = "\ufffd"
"""What a decoder writes for a byte that is no character."""

BLANKS = " \t\u3000\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"


class Draft:
    """A reading in the making. ``add`` blocks in order, ``drop`` what is left out, then ``finish``."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.blocks: list[Block] = []
        self.issues: list[Issue] = []
        self.dropped: list[tuple[str, str]] = []
        self.invisible = 0
        self._length = 0

    def clean(self, text: str) -> str:
        """``text`` without invisible characters, which are counted."""
        if INVISIBLE.search(text):
            text, count = INVISIBLE.subn("", text)
            self.invisible += count
        return text

    def add(self, text: str, **block: object) -> None:
        """Add what a format calls a paragraph; every line boundary inside makes a block of its own."""
        text = self.clean(text)
        for piece in BREAK.split(text) if BREAK.search(text) else (text,):
            self.append(piece, **block)

    def append(
        self,
        text: str,
        *,
        line: int | None = None,
        hint: str = "paragraph",
        level: int | None = None,
        page: int | None = None,
        align: str | None = None,
        cells: tuple[tuple[str, ...], ...] = (),
        label: str | None = None,
    ) -> None:
        """Add one block of clean text without line boundaries; blanks around it go, a blank one is no block."""
        text = text.strip(BLANKS)
        if not text:
            return
        start = self._length
        end = start + len(text)
        self._length = end + 1
        self.texts.append(text)
        self.blocks.append(Block(start, end, line or len(self.blocks) + 1, hint, level, page, align, cells, label))

    def row(self, cells: Sequence[str], own: Sequence[str] | None = None, **block: object) -> None:
        """Add one row of a table. ``cells`` is the full row (values of merged cells repeated), ``own`` the cells that begin in it.

        The text of the block is the own cells with a tab between; a line boundary inside a cell becomes a blank.
        """
        full = tuple(self.cell(c) for c in cells)
        begun = full if own is None else tuple(self.cell(c) for c in own)
        self.append("\t".join(begun), hint="table", cells=(full,), **block)

    def cell(self, text: str) -> str:
        """The text of a table cell on one line."""
        return BREAK.sub(" ", self.clean(text)).replace("\t", " ").strip(BLANKS)

    def drop(self, reason: str, text: str) -> None:
        """Record what is left out of the text; blank text is nothing."""
        text = text.strip()
        if text:
            self.dropped.append((reason, text))

    def note(self, code: str, **details: object) -> None:
        """Record what a person should know about this source: a code of ``messages.MESSAGES`` and its details."""
        self.issues.append(issue(code, **details))

    def finish(self, source: Source, metadata: Mapping[str, str], given: Mapping[str, str] | None = None) -> Reading:
        """The reading. ``given`` (a manifest's metadata) wins over ``metadata`` (the format's)."""
        text = "\n".join(self.texts)
        merged = {k: shown for k, v in {**metadata, **(given or {})}.items() if (shown := INVISIBLE.sub("", v))}
        return Reading(source, text, tuple(self.blocks), merged, (*self.issues, *self._oddities(text)), tuple(self.dropped))

    def _oddities(self, text: str) -> Iterator[Issue]:
        if self.invisible:
            yield issue("invisible-characters", count=self.invisible)
        if glyph := PRIVATE.search(text):
            point = f"U+{ord(glyph[0]):04X}"
            yield issue("private-use-characters", *glyph.span(), count=len(PRIVATE.findall(text)), point=point)
        if (lost := text.find(LOST)) >= 0:
            yield issue("lost-characters", lost, lost + 1, count=text.count(LOST))
        for block in self.blocks:
            if block.end - block.start > LONG_BLOCK:
                yield issue("long-block", block.start, block.end, line=block.line, count=block.end - block.start)
