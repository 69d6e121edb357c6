"""Blocks of a reading → lines with their marks. Reads a ``Reading``, writes ``Line`` objects whose kind is still open.

Settled here, because the line and its neighbours tell: tables, notes under tables, page furniture, and whether a decimal
(2.1, 3.5G) is a mark or a number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.chinese.characters import SPACE
from pipeline.model import Block, Kind, Reading
from pipeline.structure import shapes
from pipeline.structure.glued import unglue
from pipeline.structure.markers import counts, marker
from pipeline.structure.types import Line, Marker

_BLANKS = SPACE + "\r\n\v\f\ufeff\u200b"
_RESIDUE = re.compile(r"&[a-z]{1,6};$")
"""A broken entity that a web page left at the end of a line."""
_LONGEST_RESIDUE = 8
_WIDE = "\u3000"
LEAST_CELLS = 8
SHORT_CELL = 40
"""A line between two table rows is a broken cell up to this length."""


def lines(reading: Reading) -> list[Line]:
    """One line per block, in order, more where marks lost their line; tables, notes and furniture already have their kind."""
    out = unglue([_line(i, block, reading.text) for i, block in enumerate(reading.blocks)])
    _tables(out)
    _decimals(out)
    _furniture(out)
    return out


def _line(index: int, block: Block, text: str) -> Line:
    raw = text[block.start : block.end]
    stripped = raw.strip(_BLANKS)
    if stripped[-1:] == ";" and (residue := _RESIDUE.search(stripped, max(0, len(stripped) - _LONGEST_RESIDUE))):
        stripped = stripped[: residue.start()].rstrip(_BLANKS) or stripped
    blanks = raw[: len(raw) - len(raw.lstrip(_BLANKS))] if stripped and raw[0] != stripped[0] else ""
    lead = len(blanks) + blanks.count(_WIDE)
    mark = None if block.hint == "table" else marker(stripped)
    return Line(
        index,
        block.line,
        block.start,
        block.end,
        stripped,
        block.start + len(blanks),
        lead,
        block.hint,
        block.page,
        mark,
        block.level,
    )


def _is_row(line: Line) -> bool:
    text = line.text
    if line.hint != "table" and "\t" not in text and "|" not in text:
        return False  # by far the most
    mark = line.marker
    if mark and line.hint != "table" and mark.shape in ("article", "chapter", "section", "part", "subpart"):
        return False  # a tab between number and heading, or a stray one
    return line.hint == "table" or "\t" in text or text.count("|") >= 2 or ("| " in text and text.index("| ") < SHORT_CELL)


def _tables(lines: Sequence[Line]) -> None:
    rows = [i for i, line in enumerate(lines) if _is_row(line) and not _breadcrumb(line)]
    for i in rows:
        lines[i].kind = Kind.TABLE
        lines[i].marker = None
    for i, j in zip(rows, rows[1:], strict=False):
        between = lines[i + 1 : j]
        if 0 < len(between) <= 3 and all(
            len(x.text) <= SHORT_CELL and x.text[-1:] not in "。：" and not shapes.attachment(x.text) for x in between
        ):
            for x in between:
                x.kind, x.marker = Kind.TABLE, None
            lines[j].continues = True

    for line, following in zip(lines, lines[1:], strict=False):
        if line.kind is None and following.kind is Kind.TABLE and shapes.UNIT_LINE.fullmatch(line.text):
            line.kind, line.marker = Kind.TABLE, None
    _cells(lines)


def _cells(lines: Sequence[Line]) -> None:
    """A table that lost its form: 序号 and behind it one cell a line."""
    for i, line in enumerate(lines):
        if line.kind is not None or line.text != "序号":
            continue
        stop = i + 1
        while stop < len(lines) and _is_cell(lines[stop]):
            stop += 1
        if stop - i > LEAST_CELLS:
            for x in lines[i:stop]:
                x.kind, x.marker = Kind.TABLE, None


def _is_cell(line: Line) -> bool:
    shape = line.marker.shape if line.marker else None
    heading = shape in ("cn_dun", "cn_paren", "article", "chapter", "section", "part")
    return line.kind in (None, Kind.TABLE) and len(line.text) <= SHORT_CELL and line.text[-1:] not in "。；：" and not heading


def _breadcrumb(line: Line) -> bool:
    return line.hint != "table" and "|" in line.text and bool(shapes.NOISE.match(line.text))


def _decimals(lines: Sequence[Line]) -> None:
    """A decimal is a mark when it goes on from the one before; else its first number is tried as 3. (3.5G网络), else prose."""
    last: tuple[int, ...] = ()
    dot = 0
    for line in lines:
        mark = line.marker
        if mark is None:
            continue
        if mark.shape == "decimal":
            spaced = mark.after > mark.length and not counts(line.text, mark.after)
            if _follows(mark.path, last) or spaced or len(mark.path) > 2:
                last = mark.path
            elif mark.path[0] == dot + 1 and len(mark.path) == 2:
                width = len(str(mark.path[0])) + 1
                line.marker = Marker("ar_dot", line.text[:width], mark.path[0], width, width)
                dot += 1
            else:
                line.marker = None
        elif mark.shape in ("ar_dot", "bare"):
            dot = mark.number or 0
            last = (dot,)
        elif mark.shape in ("cn_dun", "cn_paren", "article", "chapter"):
            dot = 0


def _follows(path: tuple[int, ...], last: tuple[int, ...]) -> bool:
    if path[-1] == 1:
        return not last or path[:-1] == last[: len(path) - 1] or path[0] == last[0] + 1 or path[0] == 1
    return path[:-1] == last[: len(path) - 1] and len(last) >= len(path) and path[-1] == last[len(path) - 1] + 1


def _furniture(lines: Sequence[Line]) -> None:
    note = last = None
    for line in lines:
        if line.kind is not None:
            note = None
            continue
        text = line.text
        if not text:
            line.kind = Kind.NOISE
            continue
        if (
            line.marker is None
            and len(text) <= 200
            and ("。" not in text and shapes.NOISE.match(text) or "摄" in text[-3:] and shapes.CAPTION.match(text))
        ):
            line.kind = Kind.NOISE
            continue
        if len(text) > 600 and note is None:
            continue
        head = shapes.NOTE_HEAD.match(text) if text[0] in "备附说注名有相" else None
        if head and (head["colon"] or not head["rest"]):
            note, last = _note(line, head)
            continue
        if note is not None:
            mark = line.marker
            if mark and mark.shape in ("ar_dot", "ar_paren", "circled", "ar_half") and mark.number == last + 1:
                line.kind, line.label, line.number = Kind.NOTE, mark.label, mark.number
                line.parent = note if note.number is None else None
                last += 1
            else:
                note = None


def _note(line: Line, head) -> tuple[Line, int]:
    line.kind = Kind.NOTE
    rest = head["rest"]
    mark = marker(rest) if rest else None
    line.marker = None
    if mark and mark.number == 1:
        line.label, line.number = head["label"] + mark.label, 1
        return line, 1
    line.heading = line.text.rstrip("：: \u3000") if not rest else None
    return line, 0
