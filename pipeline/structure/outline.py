"""The tree of a text without articles: 一、（一）1.（1）① (GB/T 9704-2012 7.3.3), decimals 1 / 1.1 / 1.1.1, stages, points, loose headings.

Reads the open lines of one part, writes kind, number, heading and parent into them. The kind follows the mark, the parent the depth.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Kind
from pipeline.structure import headings, shapes
from pipeline.structure.types import Line

HEADINGS = (Kind.HEADING1, Kind.HEADING2, Kind.HEADING3, Kind.HEADING4, Kind.HEADING5)
LEVEL = {kind: i for i, kind in enumerate(HEADINGS, 1)}

SHAPES = {  # shape → (rank, kind); a lower rank stands above
    "part": (0, Kind.PART), "subpart": (1, Kind.PART), "chapter": (2, Kind.CHAPTER), "section": (3, Kind.SECTION),
    "cn_dun": (10, Kind.HEADING1), "cn_plain": (10, Kind.HEADING1),
    "cn_paren": (20, Kind.HEADING2), "stage": (25, Kind.STAGE),
    "ar_dot": (30, Kind.HEADING3), "ar_paren": (40, Kind.HEADING4), "ar_half": (45, Kind.HEADING4), "circled": (50, Kind.HEADING5),
}  # fmt: skip
POINT_RANK = 90
POINTS = ("point", "ordinal", "dash")
HORIZON = 60
"""How many lines ahead a list is looked for to go on."""

_CONNECTIVE = re.compile(
    r"但是|但[，,]|因此|因而|所以|同时[，,]|此外|另外|其中[，,：:]|然而|不过|如此|例如|比如|具体(?:为|包括|是)|即[：:]"
)
_CLOSER = re.compile(
    r"此件|各位代表|特此|此[复令致函]|专此|以上(?:意见|请示|报告|通知|妥否|如)|妥否|请(?:认真|遵照|各|结合|予)|执行期限|有效期"
    r"|(?:本|此|该)(?:意见|通知|办法|方案|规定|措施|政策|计划|规划|预案|细则|批复|决定|公告|通告|文)[^，。]{0,12}(?:自|由|从|有效)|附[：:]"
)
_LABELLED = re.compile(r"[^：:，。]{1,12}[：:]")
_BRACKETED = re.compile(r"【[^】]{1,24}】(?:[（(][^（）()]{1,20}[）)])?$")  # 【适用范围】
_FIGURE = re.compile(
    r"(?:附?[表图]|专栏)[\s\u3000]*[0-9０-９一二三四五六七八九十]{1,3}(?:[-－.．][0-9０-９]{1,2})?(?![0-9０-９年月])"
)
_INNER_BLANKS = re.compile(r"\S[\u3000 ]{2,}\S|\S\u3000\S")


class Outline:
    """The state while the lines of one part are walked once from first to last."""

    def __init__(self, lines: Sequence[Line], fragment: bool) -> None:
        self.lines = lines
        self.fragment = fragment
        self.open: list[tuple[int, Line]] = []  # headings that are open, outermost first
        self.with_body: set[tuple[int, Kind]] = set()  # lists (by parent and kind) whose entries have paragraphs of their own
        self.plain: set[tuple[int, Kind]] = set()  # lists whose entries are sentences, not headings
        self.ranks: dict[str, int] = {}
        self.decimal_base = self._decimals()
        self.restarts = sum(1 for x in lines if x.marker and x.marker.shape == "cn_dun" and x.marker.number == 1) > 1

    def _decimals(self) -> int | None:
        """The heading level of 1.1: 2 in a decimal document, 4 where 1. stands below 一、; None without decimals."""
        shapes_seen = [x.marker.shape for x in self.lines if x.marker]
        if "decimal" not in shapes_seen:
            return None
        before = shapes_seen[: shapes_seen.index("decimal")]
        if "bare" in before:
            return 2
        return 4 if "ar_dot" in before and ("cn_dun" in before or "cn_paren" in before) else 2

    def build(self) -> None:
        for i, line in enumerate(self.lines):
            if line.kind is not None:
                continue
            shape = line.marker.shape if line.marker else None
            if shape in POINTS:
                if shape == "dash" or self._enumerates(i, line):
                    self._point(line)
                else:
                    self._body(i, line)
            elif (
                shape is None
                or shape == "article"
                or (shape == "bare" and self.decimal_base is None)
                or not self._numbered(i, line)
            ):
                self._unnumbered(i, line)

    # numbered headings

    def _numbered(self, i: int, line: Line) -> bool:
        mark = line.marker
        if mark.shape == "decimal":
            depth = len(mark.path)
            level = self.decimal_base + depth - 2
            rank = (10 if self.decimal_base == 2 else 30) + 3 * (depth - 1)
            kind = HEADINGS[min(level, 5) - 1]
        elif mark.shape == "bare" or (mark.shape == "ar_dot" and self.decimal_base == 2 and self._is_top(i, line)):
            rank, kind = 10, Kind.HEADING1
        elif mark.shape in SHAPES:
            rank, kind = SHAPES[mark.shape]
            rank = self.ranks.get(mark.shape, rank)
        else:
            return False
        if (
            self.open
            and rank < self.open[-1][0]
            and mark.number == 1
            and mark.shape not in self.ranks
            and self._leads_in(i, mark.shape)
        ):
            rank = self.ranks[mark.shape] = self.open[-1][0] + 1
        self._enter(rank, line, kind)
        self._heading(i, line)
        return True

    def _is_top(self, i: int, line: Line) -> bool:
        """Whether 1. heads a decimal document: 1.1 follows before 2."""
        for x in self.lines[i + 1 : i + HORIZON]:
            if x.marker and x.marker.path:
                return x.marker.path[0] == line.marker.number
            if x.marker and x.marker.shape == "ar_dot":
                return bool(shapes.phrase(line.rest, 30)) and not self.open
        return False

    def _leads_in(self, i: int, shape: str) -> bool:
        """A mark of higher rank right below a heading or colon that is not its own kind: the ranks are turned round here."""
        above = self.lines[i - 1] if i else None
        if (
            above is None
            or above is not self.open[-1][1]
            or not above.marker
            or shape in ("part", "chapter", "section", "cn_dun")
        ):
            return False
        if any(x.marker and x.marker.shape == shape for _, x in self.open):
            return False
        return shapes.phrase(above.rest) or above.rest[-1:] in "：:"

    def _enter(self, rank: int, line: Line, kind: Kind) -> None:
        while self.open and self.open[-1][0] >= rank:
            self.open.pop()
        line.number_as(kind, self.open[-1][1] if self.open else None)
        self.open.append((rank, line))

    def _heading(self, i: int, line: Line) -> None:
        rest = line.rest.strip()
        if line.kind is Kind.STAGE:
            rest = rest.lstrip("：:，,、 \u3000")
            line.heading = re.split(r"[（(。]", rest, maxsplit=1)[0].strip()[:40] or None
            return
        head = headings.whole(rest)
        if head is None and line.kind not in (Kind.PART, Kind.CHAPTER, Kind.SECTION):
            below = self._next(i)
            if below is not None and self._is_below(line, below) and _list(line) not in self.plain:
                head = headings.sentence(rest, 40)
            line.heading = head or headings.run_in(rest)
            line.heading_only = head is not None
            if line.heading is None:
                self.plain.add(_list(line))
            return
        line.heading, line.heading_only = head, True

    def _next(self, i: int) -> Line | None:
        return next((x for x in self.lines[i + 1 : i + 3] if x.kind is None), None)

    def _is_below(self, line: Line, other: Line) -> bool:
        if other.marker is None or other.marker.shape in POINTS:
            return not _CLOSER.match(other.text) and len(other.text) > 12
        rank = SHAPES.get(other.marker.shape, (0,))[0]
        return rank > SHAPES.get(line.marker.shape, (99,))[0]

    # points

    def _enumerates(self, i: int, line: Line) -> bool:
        """Whether 一是 / 第一， at a paragraph's head belongs to a run of such paragraphs."""
        number, shape = line.marker.number, line.marker.shape
        for step in (1, -1):
            for x in self.lines[i + step : i + 6 * step : step] if step > 0 else reversed(self.lines[max(0, i - 6) : i]):
                if x.marker and x.marker.shape == shape:
                    if x.marker.number == (number or 0) + step:
                        return True
                    break
                if x.marker and x.marker.shape in SHAPES:
                    break
        return False

    def _point(self, line: Line) -> None:
        self._enter(POINT_RANK, line, Kind.POINT)
        line.heading = headings.run_in(line.rest) if line.marker.shape == "dash" else None

    # unnumbered lines

    def _unnumbered(self, i: int, line: Line) -> None:
        if self.restarts and self._heads_division(i, line):
            line.settle(Kind.PART)
            self.open = [(-1, line)]
            line.heading, line.heading_only = line.text, True
            return
        head = self._loose_heading(i, line)
        if head is None:
            self._body(i, line)
            return
        if line.level:  # a heading of the format closes those of its level and all below them
            closed = next((k for k, (_, x) in enumerate(self.open) if x.level and x.level >= line.level), len(self.open))
            del self.open[closed:]
        while self.open and (
            self.open[-1][1].label is None
            and self.open[-1][1].kind is not Kind.PART
            and not (line.level and (self.open[-1][1].level or 9) < line.level)
            or self.open[-1][0] == POINT_RANK
        ):
            self.open.pop()
        above = self.open[-1][1] if self.open else None
        level = LEVEL.get(above.kind, 0) + 1 if above else 1 if line.level or shapes.phrase(line.text) else 2
        line.settle(HEADINGS[min(level, 5) - 1], above)
        line.heading, line.heading_only = head, True
        self.open.append((self.open[-1][0] + 1 if self.open else 9, line))

    def _heads_division(self, i: int, line: Line) -> bool:
        """An unnumbered phrase under which 一、 begins anew."""
        if line.marker or not shapes.phrase(line.text, 40):
            return False
        for x in self.lines[i + 1 : i + 4]:
            if x.marker:
                return x.marker.shape == "cn_dun" and x.marker.number == 1
        return False

    def _loose_heading(self, i: int, line: Line) -> str | None:
        text = line.text
        following = self._next(i)
        if line.marker or len(text) > 40 or _LABELLED.match(text) or _FIGURE.match(text) or self._broken(i):
            return None
        if text[0] == "【" and _BRACKETED.match(text):
            return text
        if line.hint == "heading" and shapes.phrase(text.rstrip("？?")) and shapes.has_han(text):
            return text
        if following is None:  # the text breaks off behind the heading
            before = self.open[-1][1] if self.open else None
            return headings.sentence(text, 16) if before and before.label is None and before.text[-1] == "。" else None
        if shapes.phrase(text, 40):
            above = self.lines[i - 1] if i else None
            if above is not None and above.kind is Kind.BODY and len(above.text) <= 20 and shapes.phrase(above.text):
                return None  # one of a run of short lines, such as the cells of a lost table
            if _INNER_BLANKS.search(text) or not shapes.has_han(text) or len(text) < 2:
                return None
            prose = following.marker is not None or following.text[-1] in "。；：:!！" and len(following.text) > len(text)
            return text if prose and not (following.marker and following.marker.shape == "cn_dun" and self.open) else None
        head = headings.sentence(text)
        if head is None or following.marker or len(following.text) < 60 or _CLOSER.match(text):
            return None
        return head if self.open and self.open[-1][1].heading_only or (self.fragment and i == 0) else None

    def _broken(self, i: int) -> bool:
        """Whether the paragraph above stops in the middle of a sentence, so that this line goes on with it."""
        if i == 0:
            return False
        above = self.lines[i - 1]
        if above.heading_only or above.kind in (Kind.TABLE, Kind.NOTE, Kind.ATTACHMENT, Kind.TITLE, Kind.META, Kind.NOISE):
            return False
        text = above.text
        return len(text) > 15 and text[-1] not in "。；！？：:”）).;!?…" and ("。" in text or "，" in text)

    def _body(self, i: int, line: Line) -> None:
        if self._broken(i):
            above = self.lines[i - 1]
            line.settle(Kind.BODY, above if above.marker and above.kind is not Kind.BODY else above.parent)
            line.continues = True
            return
        line.settle(Kind.BODY, self._owner(i, line))

    def _owner(self, i: int, line: Line) -> Line | None:
        """The heading that a paragraph stands under."""
        above = self.lines[i - 1] if i else None
        if above is not None and above.kind is Kind.BODY and (names := self._names_of(above, line)) is not None:
            return names
        if not self.open:
            return None
        last = self.open[-1][1]
        if last.kind is not Kind.POINT and (last.heading_only or last.rest[-1:] in "：:" and above is last):
            self.with_body.add(_list(last))
            if _CLOSER.match(line.text) and i >= len(self.lines) - 3:
                return None
            return last
        if _CONNECTIVE.match(line.text):
            return last
        following = next(
            (
                x
                for x in self.lines[i + 1 : i + HORIZON]
                if x.marker and x.kind is None and x.marker.shape in (*SHAPES, *POINTS, "decimal", "bare")
            ),
            None,
        )
        if following is not None:
            for k in range(len(self.open) - 1, -1, -1):
                level = self.open[k][1]
                if (
                    level.marker
                    and level.marker.shape == following.marker.shape
                    and following.marker.number == (level.number or 0) + 1
                ):
                    return self._within(k)
            if SHAPES.get(following.marker.shape, (99,))[0] > self.open[-1][0]:
                return last  # a list below begins behind this paragraph
        if _CLOSER.match(line.text):
            self.open = []  # nothing numbered comes any more: what follows has left the sections too
            return None
        # the last list of the text: a paragraph goes on with its last entry when the entries before had paragraphs too
        return last if _list(last) in self.with_body and last.kind is not Kind.POINT else last.parent

    def _names_of(self, above: Line, line: Line) -> Line | None:
        """In a list of names: the line 成员：… that ``line`` goes on with, set in or with blanks between name and office."""
        if _LABELLED.match(line.text) or not (line.lead >= 6 or _INNER_BLANKS.search(line.text)):
            return None
        if _LABELLED.match(above.text) and (line.lead > above.lead or _INNER_BLANKS.search(above.text)):
            return above
        return above.parent if above.parent is not None and above.parent.kind is Kind.BODY else None

    def _within(self, k: int) -> Line:
        """The entry at depth ``k`` goes on; a deeper one keeps the paragraph when the entries of its list have paragraphs."""
        last = self.open[-1][1]
        if k < len(self.open) - 1 and _list(last) in self.with_body:
            return last
        owner = self.open[k][1]
        self.with_body.add(_list(owner))
        return owner


def _list(line: Line) -> tuple[int, Kind]:
    return id(line.parent), line.kind


def build(lines: Sequence[Line], fragment: bool) -> None:
    """Settle the open lines of a part without articles. ``fragment``: the text begins in the middle of another."""
    Outline(lines, fragment).build()
