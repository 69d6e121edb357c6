"""How a clause's text falls into lines, sentences and segments; what is quoted or in brackets is blanked first.

Reads the text of a clause, writes ``Line`` objects. Every offset is one of the clause's text: blanking keeps the length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

BLANK = "〓"
"""Stands for every character that is quoted or in brackets: a cue inside is no cue of the clause."""

BLANK_OR_SPACE = BLANK + " \u3000“”"

_QUOTED = re.compile(r"《[^《》\n]*(?:《[^《》\n]*》[^《》\n]*)*》|“[^“”\n]*”|「[^「」\n]*」|『[^『』\n]*』|\"[^\"\n]*\"")
_BRACKETS = re.compile(r"[（(][^（()）\n]*[)）]")
_HAN_NUMBER = "一二三四五六七八九十百千零〇○－"
MARKER = re.compile(
    rf"[ \t\u3000*#>-]*(?:第[{_HAN_NUMBER}\d]{{1,7}}[条章节编](?:之[{_HAN_NUMBER}])?[ \u3000]*"
    rf"|[（(][{_HAN_NUMBER}\d]{{1,4}}[)）][、.．]?|[{_HAN_NUMBER}]{{1,4}}[、.．]|\d{{1,3}}[.．、](?!\d)|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}(?=[ \u3000【《\u4e00-\u9fff])(?![倍万亿千百元个年月日米吨公平级版])|[①-⑳]"
    rf"|[—–-]{{1,2}})?[ \t\u3000*]*(?:【[^【】\n]{{1,20}}】)?"
)
"""The number in front of a line: 第十条, （一）, 一、, 1., ——."""

_ARTICLE = re.compile(rf"[ \t\u3000*#]*第[{_HAN_NUMBER}\d]{{1,7}}条")
ITEM = re.compile(rf"[ \t\u3000]*(?:[（(][{_HAN_NUMBER}\d]{{1,4}}[)）]|\d{{1,3}}[.．、]|[{_HAN_NUMBER}]{{1,4}}、|[①-⑳])")
_POINT = re.compile(rf"第?[{_HAN_NUMBER}]{{1,3}}(?:是|要|、)|第[{_HAN_NUMBER}]{{1,3}}(?=[^条款项章编届次])|首先|其次|再次|最后")
_POINTING = frozenset(_HAN_NUMBER + "第首其再最")
_AMENDS = tuple(f"{word}{colon}" for word in ("修改为", "条", "款", "项") for colon in "：:")
"""What leads to the text that an amendment sets."""

_STOPS = re.compile(r"[，,；;。：:！!？?]")


@dataclass(slots=True)
class Segment:
    """A piece between two stops; ``stop`` is the stop that ends it, empty at the end of a line."""

    start: int
    end: int
    stop: str


class Line:
    """A natural paragraph of a clause: 款, 项, or a block. ``item`` when it is one of a list, ``marked`` when a number stands in front."""

    __slots__ = ("_masked", "_sentences", "end", "item", "marked", "start")

    def __init__(self, masked: str, start: int, end: int, item: bool = False, marked: bool = False) -> None:
        self.start, self.end, self.item, self.marked = start, end, item, marked
        self._masked = masked
        self._sentences: list[list[Segment]] | None = None

    @property
    def sentences(self) -> list[list[Segment]]:
        """Its sentences as lists of segments in order, cut when first asked for: many entries of lists are never read."""
        if self._sentences is None:
            self._sentences = sentences(self._masked, self.start, self.end)
        return self._sentences

    @property
    def stop(self) -> str:
        """The stop that ends it, empty when none does."""
        last = self._masked[self.end - 1]
        return last if _STOPS.match(last) else ""


def blank(text: str) -> str:
    """``text`` with quotations and titles blanked, same length.

    >>> blank("违反《管理条例》第三条的")
    '违反〓〓〓〓〓〓第三条的'
    """
    if "《" in text or "“" in text or '"' in text or "「" in text or "『" in text:
        text = _QUOTED.sub(_fill_quoted, text)
    return text


def blank_brackets(text: str) -> str:
    """``text`` with the round brackets inside its lines blanked; the number in front of a line is left to ``MARKER``."""
    return _BRACKETS.sub(_fill, text) if "（" in text or "(" in text else text


def brackets(text: str) -> list[tuple[int, int]]:
    """The offsets of what stands inside round brackets."""
    if "（" not in text and "(" not in text:
        return []
    return [(m.start() + 1, m.end() - 1) for m in _BRACKETS.finditer(text)]


def lines(quoted: str, masked: str) -> list[Line]:
    """The lines of a clause. ``quoted`` is the text with its quotations blanked, ``masked`` has its brackets blanked too."""
    out = []
    at = 0
    for raw in quoted.split("\n"):
        end = at + len(raw)
        start = MARKER.match(quoted, at, end).end() if raw else at
        if start < end:
            item = at > 0 and start > at and ITEM.match(quoted, at, end) is not None
            out.append(Line(masked, start, end, item, marked=start > at))
        at = end + 1
    return out


_LABEL = 10  # characters


def is_cell(masked: str, line: Line) -> bool:
    """Whether the line is a row of a table, or a short label without a stop among other lines: 联系电话, 生产场地：."""
    start, end = line.start, line.end
    if end - start > _LABEL:
        return masked.find("\t", start, end) >= 0
    return not line.marked and "\n" in masked and _STOPS.search(masked, start, end - 1) is None and masked[end - 1] not in "。；;"


def is_article(text: str) -> bool:
    """Whether the clause is an article of a text of rules: it begins with 第…条."""
    return _ARTICLE.match(text) is not None


def sentences(masked: str, start: int, end: int) -> list[list[Segment]]:
    """The sentences of ``masked[start:end]`` as lists of their segments, enumerators (一是, 首先) left out."""
    out: list[list[Segment]] = []
    current: list[Segment] = []
    at = start
    for match in _STOPS.finditer(masked, start, end):
        here = match.start()
        stop = masked[here]
        if here > at:
            current.append(Segment(at, here, stop))
        at = here + 1
        if stop in "，,":
            continue
        if stop in "。；;！!？?" or stop in "：:" and masked.startswith("“", at):
            if current:
                out.append(current)
            current = []
    if at < end:
        current.append(Segment(at, end, ""))
    if current:
        out.append(current)
    for sentence in out:
        first = sentence[0]
        if (
            masked[first.start] in _POINTING
            and (point := _POINT.match(masked, first.start, first.end))
            and point.end() < first.end
        ):
            first.start = point.end()
        while first.start + 1 < first.end and masked[first.start] in BLANK_OR_SPACE:  # （市民政局负责）完善…
            first.start += 1
    return out


def _fill_quoted(match: re.Match[str]) -> str:
    """A quotation blanked; the sentences that an amendment sets (修改为：“…。”, or on a line of their own) stay."""
    quoted, text, start = match[0], match.string, match.start()
    sets = "。" in quoted and quoted[0] == "“" and text[match.end() : match.end() + 1] in "\n"
    if sets and (start == 0 or text[start - 1] == "\n" or text.endswith(_AMENDS, 0, start)):
        return quoted
    return BLANK * len(quoted)


def _fill(match: re.Match[str]) -> str:
    return BLANK * (match.end() - match.start())
