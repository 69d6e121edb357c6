"""The tree of a text in articles: 编 章 节 条 款 项 目 (Legislation Law art. 65).

Reads the open lines of one part, writes kind, number, heading and parent into them. In this form an article's line stands for its first
款; items of the first 款 have the article's line as parent, those of a later 款 that 款's line.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Kind
from pipeline.structure import headings, shapes
from pipeline.structure.markers import marker
from pipeline.structure.types import Inner, Line

DIVISIONS = {"part": (0, Kind.PART), "subpart": (1, Kind.PART), "chapter": (2, Kind.CHAPTER), "section": (3, Kind.SECTION)}
_UNNAMED = 4  # rank of 一、 or an unnumbered heading above articles
_RANKS = {Kind.PART: -1, Kind.HEADING2: 5}
LISTED = {
    "cn_paren": Kind.ITEM, "cn_dun": Kind.ITEM, "cn_plain": Kind.ITEM,
    "ar_dot": Kind.SUBITEM, "ar_paren": Kind.SUBITEM, "ar_half": Kind.SUBITEM, "circled": Kind.SUBITEM, "decimal": Kind.SUBITEM, "bare": Kind.SUBITEM,
}  # fmt: skip
HORIZON = 80
"""How many lines ahead a list is looked for to go on."""
_RUNNING = (Kind.ARTICLE, Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM, Kind.BODY)
SHORTEST_RUNNING = 18
"""A printed line that was left in the middle of a sentence is no shorter."""
OFTEN = 3
_SIGNS = frozenset("，、；。：")
LOST = 12
"""Items in a row whose marks may be lost: the next mark's number tells of them all."""
_NEW_PARAGRAPH = (
    *("前款", "前项", "前两", "本条", "上述", "第一款", "第二款", "第一项"),
    *(word + "前" for word in ("除", "违反", "依照", "按照", "有", "对", "符合", "适用", "实施", "依据", "根据")),
)
# bound once: asking the enumeration costs ten times as much (Python 3.11)
_ARTICLE, _PARAGRAPH, _ITEM, _SUBITEM, _BODY = Kind.ARTICLE, Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM, Kind.BODY


class Articles:
    """The state while the lines of one part are walked once from first to last."""

    def __init__(self, lines: Sequence[Line], fragment: bool) -> None:
        self.lines = lines
        self.divisions: list[tuple[int, Line]] = []
        self.article: Line | None = None
        self.clause: Line | None = None  # the 款 that is open: the article's line or a paragraph's
        self.count = 0  # 款 of the open article
        self.open: list[Line] = []  # items and subitems that are open, outermost first
        self.virtual = False  # the outermost open item begins on the article's line
        self.fragment = fragment
        self.last = 0
        self.lost = False  # a chapter without its number has been met
        self.headed: set[tuple[int, str]] = set()  # lists (by parent and shape) whose entries are headings
        self.broken = sum(map(_runs_on, lines, lines[1:])) >= OFTEN  # printed lines, not a full stop that is missing once
        self.bodies: dict[int, int] = {}  # paragraphs below an item, by id of its line

    def build(self) -> None:
        for i, line in enumerate(self.lines):
            if line.kind is not None:
                continue
            shape = line.marker.shape if line.marker else None
            if shape in DIVISIONS:
                self._division(i, line)
            elif shape == "article" and self._in_sequence(line):
                self._article(i, line)
            elif shape in ("cn_dun", "cn_plain") and self._above_articles(i, line):
                self._heading(line, Kind.HEADING1)
            elif shape == "cn_paren" and self._second_heading(i, line):
                self._heading(line, Kind.HEADING2)
            elif shape in LISTED:
                self._listed(i, line)
            elif shape is None and self._unnumbered_division(i, line):
                self._unnumbered(i, line)
            else:
                self._paragraph(i, line)

    def _next(self, i: int) -> Line | None:
        return next((x for x in self.lines[i + 1 : i + 4] if x.kind is None), None)

    def _enter(self, rank: int, line: Line) -> None:
        while self.divisions and self.divisions[-1][0] >= rank:
            self.divisions.pop()
        line.parent = self.divisions[-1][1] if self.divisions else None
        self.divisions.append((rank, line))
        self.article = self.clause = None
        self.open, self.virtual, self.fragment = [], False, False

    def _division(self, i: int, line: Line) -> None:
        rank, kind = DIVISIONS[line.marker.shape]
        line.number_as(kind)
        line.heading, line.heading_only = line.rest.strip() or None, True
        self._enter(rank, line)
        following = self._next(i)
        if line.heading is None and following and not following.marker and shapes.phrase(following.text, 30):
            following.settle(kind, line.parent)  # the heading stands on the next line
            following.continues = True
            line.heading = following.text

    def _heading(self, line: Line, kind: Kind) -> None:
        line.number_as(kind)
        line.heading, line.heading_only = line.rest.strip() or None, True
        self._enter(_RANKS.get(kind, _UNNAMED), line)

    def _unnumbered(self, i: int, line: Line) -> None:
        if shapes.preamble(line.text) or self._book(line):
            self._heading(line, Kind.PART)
        elif not self.divisions:
            self._heading(line, Kind.HEADING1)
        elif self._lost_chapter(i):
            self.lost = True
            while self.divisions and self.divisions[-1][0] >= 2:
                self.divisions.pop()
            self._heading(line, Kind.HEADING1)
        else:
            self._heading(line, Kind.HEADING2)

    def _book(self, line: Line) -> bool:
        """继承编 above the first article of a code that was published book by book."""
        return not self.last and not self.divisions and shapes.BOOK.fullmatch(line.text) is not None

    def _lost_chapter(self, i: int) -> bool:
        """Whether the numbers of the chapters around line ``i`` leave a gap: its 第X章 was lost, it is a chapter's heading."""
        before = next((x.number for rank, x in reversed(self.divisions) if x.kind is Kind.CHAPTER), None)
        behind = next((x.marker.number for x in self.lines[i + 1 :] if x.marker and x.marker.shape == "chapter"), None)
        if before is None:
            return self.divisions[-1][1].kind is Kind.HEADING1
        return behind > before + 1 if behind is not None else self.lost

    def _in_sequence(self, line: Line) -> bool:
        """第八条 run into its text may be a mention: then its number must go on from the last."""
        mark = line.marker
        if mark.after > mark.length or not self.last or mark.number in (1, self.last + 1) or mark.suffix:
            return True
        return self.last < mark.number <= self.last + 3

    def _article(self, i: int, line: Line) -> None:
        line.number_as(_ARTICLE, self.divisions[-1][1] if self.divisions else None)
        self.last = line.number or self.last
        self.article, self.open, self.virtual, self.fragment = line, [], False, False
        rest, following = line.rest, self._next(i)
        head = headings.whole(rest, 30) if following and (following.marker is None or following.marker.shape in LISTED) else None
        if head and following.marker is None and shapes.phrase(following.text, 20):
            head = None
        if head or not rest:
            line.heading, line.heading_only = head, True
            self.count, self.clause = 0, None
            return
        self.count, self.clause = 1, line
        inner = marker(rest) if rest[0] in "（(㈠" else None
        if inner and inner.shape == "cn_paren" and inner.number == 1:
            start = line.marker.after
            line.inner = [Inner(_ITEM, inner.label, 1, start, len(line.text))]
            self.virtual = True

    def _above_articles(self, i: int, line: Line) -> bool:
        """一、 as a heading above articles (not an item of one): a phrase with an article below."""
        if not shapes.phrase(line.rest, 40):
            return False
        for k, x in enumerate(self.lines[i + 1 : i + 4], i + 1):
            if x.marker and x.marker.shape == "cn_paren":
                return self.article is None or (x.marker.number == 1 and self._second_heading(k, x))
            if x.marker:
                return x.marker.shape == "article"
        return self.article is None

    def _second_heading(self, i: int, line: Line) -> bool:
        """（一） as a heading between articles, under 一、: a phrase with an article right below, and no list that it goes on with."""
        following = self._next(i)
        if not (following and following.marker and following.marker.shape == "article" and shapes.phrase(line.rest, 40)):
            return False
        above = self.lines[i - 1] if i else None
        if above is not None and (above.text[-1] in "：:；;" or any(_same_shape(x, line) for x in self.open)):
            return False
        return any(x.kind is Kind.HEADING1 and x.label for _, x in self.divisions) or line.number == 1

    def _unnumbered_division(self, i: int, line: Line) -> bool:
        if not shapes.phrase(line.text, 24) or "：" in line.text:
            return False
        following = self._next(i)
        if shapes.preamble(line.text) or self._book(line):
            return True
        return bool(
            self.article and following and following.marker and following.marker.shape == "article" and not self._broken(i)
        )

    def _broken(self, i: int) -> bool:
        """Whether the line above was left in the middle of a sentence."""
        above = next((x for x in reversed(self.lines[max(0, i - 3) : i]) if x.text), None)
        return above is not None and above.text[-1] not in "。；！？”）)"

    def _listed(self, i: int, line: Line) -> None:
        shape = line.marker.shape
        line.number_as(LISTED[shape])
        depth = next((k for k, x in enumerate(self.open) if _same_shape(x, line)), None)
        if depth is not None:
            del self.open[depth:]
        elif self.virtual and shape == "cn_paren":
            self.open, self.virtual = [], False
        elif shape in ("cn_paren", "cn_dun") and any(x.kind is _SUBITEM for x in self.open) and line.number != 1:
            self.open = []
        if self.open:
            line.parent = self.open[-1]
        else:
            line.parent = self.clause or self.article or (self.divisions[-1][1] if self.divisions else None)
            line.in_item = self.virtual and shape != "cn_paren"
        if self.fragment and self.count == 0:
            self.count = 1
        self.open.append(line)
        following = self._next(i)
        line.heading = self._item_heading(line, following)
        line.heading_only = line.heading is not None

    def _item_heading(self, line: Line, following: Line | None) -> str | None:
        if following is None:
            return None
        below = following.marker is None or (following.marker.shape in LISTED and not _same_shape(following, line))
        if not below:
            return None
        head = headings.whole(line.rest, 30)
        of_list = (id(line.parent), line.marker.shape)
        if head is None and (line.number == 1 or of_list in self.headed):
            head = headings.sentence(line.rest, 18)
        if head:
            self.headed.add(of_list)
        return head

    def _lost_marks(self, i: int) -> int:
        """How many lines from ``i`` on are items whose marks were lost: as many as the number of the next mark leaves out.

        They stand behind a lead-in that ends with a colon or behind an item, and close as items do.
        """
        above = self.lines[i - 1] if i else None
        before = self.open[-1] if self.open else None
        if before is not None and (before is not above or before.kind is not _ITEM):
            return 0
        if before is None and (self.clause is None or above is not self.clause or above.text[-1] not in "：:"):
            return 0
        number = before.number or 0 if before else 0
        for k, x in enumerate(self.lines[i : i + LOST]):
            if x.marker and x.kind is None:
                return k if x.marker.shape == "cn_paren" and x.marker.number == number + k + 1 else 0
            if x.kind is not None or x.text[-1] not in "；;":
                return 0
        return 0

    def _unmarked_items(self, lines: Sequence[Line]) -> None:
        number = self.open[-1].number or 0 if self.open else 0
        for n, line in enumerate(lines, number + 1):
            line.settle(_ITEM, self.clause or self.article)
            line.number = n

    def _paragraph(self, i: int, line: Line) -> None:
        if lost := self._lost_marks(i):
            self._unmarked_items(self.lines[i : i + lost])
            return
        above = self.lines[i - 1] if i else None
        if above is not None and above.kind in _RUNNING and _runs_on(above, line) and (above.text[-1] in "，、" or self.broken):
            line.settle(_BODY, above.parent if above.continues else above)
            line.continues = True
            return
        if self.open:
            owner = self._owner(i, line)
            if owner is not None:
                self.bodies[id(owner)] = self.bodies.get(id(owner), 0) + 1
                line.settle(_BODY, owner)
                return
        if self.article is None and not self.fragment:
            line.settle(_BODY, self.divisions[-1][1] if self.divisions else None)
            return
        self.count += 1
        line.settle(_PARAGRAPH, self.article)
        line.number = self.count
        self.clause, self.open, self.virtual = line, [], False

    def _owner(self, i: int, line: Line) -> Line | None:
        """The item that an unmarked paragraph goes on with; None when it is a 款 of its own."""
        last = self.open[-1]
        above = self.lines[i - 1]
        if last.text[-1] in "：:" and (above is last or (above.kind is _BODY and above.parent is last)):
            return last
        if not line.text.startswith(_NEW_PARAGRAPH):
            heading = next((x for x in reversed(self.open) if x.heading_only), None)
            if heading is not None and (
                above is heading or (above.kind is _BODY and above.parent is heading and self._as_before(heading))
            ):
                return heading
        for x in self.lines[i + 1 : i + HORIZON]:
            if x.marker is None:
                continue
            if x.marker.shape not in LISTED:
                return None
            for level in reversed(self.open):
                if _same_shape(level, x) and level.number is not None and x.marker.number == level.number + 1:
                    return level
            if x.marker.number == 1 and _same_shape(self.open[0], x):
                return None
        return None

    def _as_before(self, item: Line) -> bool:
        """Whether the item may have one more paragraph: no fewer than an item before it in its list has."""
        before = next(
            (
                x
                for x in reversed(self.lines[: item.index - self.lines[0].index])
                if x.parent is item.parent and _same_shape(x, item)
            ),
            None,
        )
        return before is None or self.bodies.get(id(item), 0) < self.bodies.get(id(before), 0)


def _runs_on(above: Line, line: Line) -> bool:
    """Whether ``line`` goes on with the sentence that the line above was left in the middle of."""
    text = above.text
    return (
        len(text) >= SHORTEST_RUNNING
        and (text[-1] in "，、" or "\u4e00" <= text[-1] <= "\u9fff")
        and line.marker is None
        and not above.heading_only
        and above.end == line.start - 1
        and line.lead == 0
        and not _SIGNS.isdisjoint(text)
        and not line.text.startswith(_NEW_PARAGRAPH)
    )


def _same_shape(a: Line, b: Line) -> bool:
    return a.marker is not None and b.marker is not None and a.marker.shape == b.marker.shape


def build(lines: Sequence[Line], fragment: bool) -> None:
    """Settle the open lines of a part in articles. ``fragment``: the text begins inside an article."""
    Articles(lines, fragment).build()
