"""One file, several documents: where each begins.

A file is cut only on evidence, and every document between two cuts keeps its own numbering:

* a block of bibliographic lines (关键词, 中图分类号) behind text;
* the title of an official document with its number, addressees or 题注 behind text;
* the top numbering begins anew (第一条 after 第十七条, 一、 after 四、) or changes its kind (第一章 after 一、二、三、), and no
  attachment, carried text or division heading explains it;
* the top numbering falls back (二、 after 四、) and the two sides speak of different things.

Where exactly the new document begins, in the unnumbered lines above its first number, a title tells; without one, each paragraph
goes to the side it shares its words with (``cohesion``), and a stretch that belongs to neither side is a document of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Kind
from pipeline.reference.genres import bare_title, genre_word
from pipeline.structure import shapes
from pipeline.structure.subjects import Subjects
from pipeline.structure.surroundings import BIBLIOGRAPHIC, LISTED, TAIL
from pipeline.structure.toc import entry
from pipeline.structure.types import Line

_BLANKS = re.compile(r"[\s\u3000]+")
_ANNOUNCES = re.compile(r"印发|转发|批转|颁发|附件|附后|现将|现予")
_PIECE = re.compile(
    r"(?:.{0,40}[^第])?(?:篇|范文|样本|例文)\s*[（(]?[一二三四五六七八九十\d]{1,3}[）)]?(?:[：:\s\u3000].{0,40})?$"
)
"""社区工作计划 篇1: how those who put texts together number them (第一篇 is a division of a plan)."""
LEAST_LINES = 4  # what follows a signature and is shorter is no document
_ENACTED = re.compile(
    r"[（(].{0,200}(?:通过|公布|发布|施行|批准|修订|修正)|(?:\d{4}|[一二三四五六七八九〇○零]{4})年.{1,8}日.{0,200}(?:通过|公布|发布|批准|修订|修正)[^。]{0,60}$"
)
_SIDE_LINES = (Kind.TABLE, Kind.NOTE, Kind.NOISE)
_EDITOR = re.compile(r"小编|编者|仅供参考|欢迎(?:阅读|收藏|下载|参考)|整理(?:了|的).{0,30}(?:分享|供)")
"""The preface of whoever put the file together."""


def cut(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """The documents of a file, in order. A file that is one document comes back whole; a preface of its maker belongs to none."""
    if not lines:
        return []
    starts = Cutter(lines).starts()
    if len(starts) == 1:
        return [lines]
    pieces = [lines[a:b] for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
    preface = [x for x in pieces[0][:3] if x.kind is Kind.NOISE or _EDITOR.search(x.text)]
    if preface and preface == pieces[0][: len(preface)] and any(_EDITOR.search(x.text) for x in preface):
        pieces[0] = pieces[0][len(preface) :]
    return [p for p in pieces if p]


class Cutter(Subjects):
    """Walks the lines once and keeps the numbering of the document that is open."""

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__(lines)
        self.cuts = [0]
        self.pieces = sum(x.marker is None and len(x.text) < 80 and bool(_PIECE.match(x.text)) for x in lines) > 1
        self._reset()

    def _reset(self) -> None:
        self.top = self.article = self.bare = 0  # last number of 一、 and of 第X条 and of 1 总则
        self.top_shape: str | None = None  # shape of the first mark of the document
        self.attached = self.signed = self.divided = False
        self.content = self.prose = 0  # paragraphs of the open document, and those longer than a heading
        self.announcement = ""  # what it says of texts that it carries, without blanks
        self.title = ""  # its first phrases, without blanks
        self.headings: set[str] = set()  # its 一、二、…

    def _attach(self) -> None:
        """From here on an attached or carried text, with a numbering of its own."""
        self.attached, self.signed, self.announcement = True, False, ""
        self.top = self.article = self.bare = 0
        self.top_shape = None

    def starts(self) -> list[int]:
        for i, line in enumerate(self.lines):
            if line.kind in _SIDE_LINES or not line.text:
                continue
            start = self._begins(i, line)
            if start is not None and start > self.floor:
                self.cuts.append(start)
                self.floor = start
                self._reset()
                for k in range(start, i):
                    if self.lines[k].kind not in _SIDE_LINES and self.lines[k].text:
                        self._note(k, self.lines[k])
            self._note(i, line)
        if len(self.cuts) > 1:
            self.cuts += self.foreign_stretches(self.cuts)
        return sorted(set(self.cuts))

    def _note(self, i: int, line: Line) -> None:
        mark, text = line.marker, line.text
        if mark is None:
            if not self.content and shapes.phrase(text, 90):
                self.title += _BLANKS.sub("", text)
            if text[0] == "附" and self._opens_attachment(i, text):
                self._attach()
            elif len(text) < 24 and self.content > 1 and text[0] not in "（(" and shapes.DATE_LINE.fullmatch(text):
                self.signed = True
            if len(text) > 30 and (self.content > 4 or not shapes.META.match(text[:800])):
                self.content += 1
                self.prose += 1
            if self.content < 15 and not self.attached and _ANNOUNCES.search(text[:400]):
                self.announcement += _BLANKS.sub("", text)
            return
        self.content += 1
        self.prose += len(text) > 60
        if mark.shape in ("cn_dun", "article", "cn_paren", "ar_dot", "bare", "decimal", "chapter", "part"):
            self.top_shape = self.top_shape or mark.shape
        if mark.shape in ("chapter", "part", "section", "subpart"):
            self.divided = True
        elif mark.shape == "cn_dun":
            self.top = mark.number or self.top
            self.headings.add(entry(line.text))
        elif mark.shape == "bare":
            self.bare = mark.number or self.bare
        elif mark.shape == "article":
            self.article = mark.number or self.article

    def _opens_attachment(self, i: int, text: str) -> bool:
        """附件 at the head of an attached text, not an entry in the list of attachments above the signature."""
        match = shapes.attachment(text)
        if match is None:
            return False
        if not match["title"] or self.signed or self.attached:
            return True
        below = next((x for x in self.lines[i + 1 : i + 3] if x.text), None)
        return below is not None and not shapes.attachment(below.text) and not shapes.organisation(below.text)

    def _begins(self, i: int, line: Line) -> int | None:
        """The line at which a new document begins that shows itself at line ``i``; None while the open one goes on."""
        mark, text = line.marker, line.text
        if self.signed and not self.attached and not self._closes(i, line):
            return self._behind_signature(i, line)
        if mark is None:
            if not self.content or len(text) > 400:
                return None
            if text[0] in "[【关摘中文内" and BIBLIOGRAPHIC.match(text):
                return self.titles_above(i)
            if text[-1] in "。；;：":
                return None
            if len(text) < 80 and self.pieces and _PIECE.match(text):
                return i
            return self._official_head(i, text)
        if mark.number is None or not self.content:
            return None
        if mark.shape == "article" and mark.number == 1 and not mark.suffix:
            if self.article >= 2 or (self.top >= 2 and not self.article and self.many_articles(i)):
                return None if self._carried(i) else self._start(i)
            return None
        if mark.shape == "bare" and mark.number == 1 and max(self.top, self.article) >= 2 and not self.attached:
            return self._start(i) if self.decimals_follow(i) and self.other_subject(i) else None
        if mark.shape != "cn_dun":
            return None
        if self.top_shape == "bare" and mark.number == 1 and self.bare >= 2 and not self.attached:
            return self._start(i) if self.other_subject(i) else None
        if self.article >= 2:
            return self._start(i) if mark.number == 1 and self._leaves_articles(i) else None
        if self.top_shape != "cn_dun" or self.divided:
            return None
        if mark.number == 1 and self.top >= 2:
            following = next((x for x in self.lines[i + 1 :] if x.marker and x.marker.shape == "cn_dun"), line)
            if not self.prose or self.headings & {entry(line.text), entry(following.text)}:
                return None  # what stood above was a contents page
            return None if self._carried(i) else self._restart(i)
        if 2 <= mark.number < self.top and mark.number <= 3:
            return self._fall_back(i)
        return None

    def _closes(self, i: int, line: Line) -> bool:
        """Whether a line still belongs to the document whose signature stands above: 附注, 抄送, a further body or date."""
        return line.marker is None and (self.frames(i) or bool(TAIL.match(line.text)) or shapes.attachment(line.text) is not None)

    def _behind_signature(self, i: int, line: Line) -> int | None:
        """Behind a signature stand attachments and announced texts, which have a title; all else is another document."""
        if line.marker:
            begins = line.marker.number == 1 and line.marker.shape in ("cn_dun", "chapter", "article", "part", "bare")
            if begins and self.announcement:
                self._attach()  # the carried text without its title
                return None
            return i if begins else None
        if LISTED.search(line.text[:12]) or len(self.lines) - i < LEAST_LINES:
            return None
        if not shapes.phrase(line.text, 90):
            return i if len(line.text) > 30 else None
        head = self._official_head(i, line.text)
        if head is not None or self.attached:
            return head
        joined, k = "", i
        while k < min(i + 5, len(self.lines)) and self.is_phrase(k) and not genre_word(joined):
            joined += self.lines[k].text
            k += 1
        if self._is_announced(joined, i) or not self.other_subject(i):
            self._attach()
            return None
        return self.frame_above(i)

    def _official_head(self, i: int, text: str) -> int | None:
        """A title behind finished text with its number, addressees or 题注 right below: the head of an official document."""
        if self.content < 2 or not self.is_phrase(i) or not self.finished(i) or (self.frames(i) and not self.begins_title(i)):
            return None
        joined, k = "", i
        while k < min(i + 5, len(self.lines)) and self.is_phrase(k) and (k == i or not self.frames(k)) and not genre_word(joined):
            joined += self.lines[k].text
            k += 1
        if not genre_word(joined):
            joined, k = text, i + 1
        below = [x for x in self.lines[k : k + 3] if x.kind is None][:2]
        if not below or not self._heads(below, bool(genre_word(joined)) and len(joined) >= 6):
            return None
        if _BLANKS.sub("", joined) in self.title:
            self._attach()  # the document's own text behind the decision that changes it
            return None
        if self._is_announced(joined, i):
            self._attach()
            return None
        return None if self.attached and not self.other_subject(i) else self.frame_above(i)

    def _heads(self, below: Sequence[Line], titled: bool) -> bool:
        """Whether the lines below a phrase are those below a title."""
        if shapes.salutation(below[0].text):
            return True
        if not titled:
            return False
        first = below[0].marker
        if self.attached and first and first.number == 1 and first.shape in ("chapter", "article", "part"):
            return True
        return any(
            shapes.DOC_NUMBER_LINE.fullmatch(x.text) or shapes.salutation(x.text) or _ENACTED.match(x.text[:400]) for x in below
        )

    def _is_announced(self, joined: str, i: int) -> bool:
        """Whether the open document has said that it carries a text of this title."""
        if not self.announcement:
            return False
        named = _BLANKS.sub("", bare_title(joined))
        return named[-8:] in self.announcement or (self.signed and not self.other_subject(i))

    def _carried(self, i: int) -> bool:
        """Whether an attachment or an announced text explains that the numbering begins anew at ``i``."""
        if self.attached and (self.top_shape is None or not self.other_subject(i)):
            return True
        title = self.title_in(max(self.floor + 1, i - 12), i) if self.announcement else None
        if title is not None and self._is_announced(
            "".join(x.text for x in self.lines[title : title + 3] if shapes.phrase(x.text, 90) and not x.marker), title
        ):
            self._attach()
            return True
        return False

    def _leaves_articles(self, i: int) -> bool:
        """Whether 一、 behind articles is a heading of another text: a phrase with prose below, and the articles do not go on."""
        if not shapes.phrase(self.lines[i].rest, 60) or self.attached:
            return False
        following = next((x for x in self.lines[i + 1 :] if x.marker and x.marker.shape in ("article", "chapter")), None)
        if following is not None and following.marker.number != 1:
            return False
        return not self._carried(i)

    def _restart(self, i: int) -> int | None:
        start = self._start(i)
        if start is None:
            return None
        if start < i and self.is_phrase(start) and not genre_word(self.lines[start].text):
            return start if self.other_subject(start) else None  # else a division of the open document
        return start

    def _fall_back(self, i: int) -> int | None:
        above = self._last_top(i)
        start = self.split(above, i, i, self.signed)
        return start if self.other_subject(start) else None

    def _last_top(self, i: int) -> int:
        shape = "article" if self.article else "cn_dun"
        return next(
            (k for k in range(i - 1, self.floor, -1) if self.lines[k].marker and self.lines[k].marker.shape == shape),
            self.floor,
        )

    def _start(self, i: int) -> int | None:
        """From the mark at ``i`` upwards: divisions above it, then its unnumbered lines, to the title or the best split."""
        first = i
        while (
            first - 1 > self.floor
            and (m := self.lines[first - 1].marker)
            and m.shape in ("chapter", "part", "subpart", "section")
        ):
            first -= 1
        top = first
        while top - 1 > self.floor and self.unnumbered(top - 1):
            top -= 1
        for k in range(first - 1, top - 1, -1):  # never above a signature
            if shapes.DATE_LINE.fullmatch(self.lines[k].text) and k > top and self.lines[k].text[0] not in "（(":
                top = k + 1
                break
        title = self.title_in(top, first)
        if title is not None:
            named = _BLANKS.sub("", "".join(x.text for x in self.lines[title:first] if shapes.phrase(x.text, 90)))
            return None if len(named) > 5 and named in self.title else self.frame_above(title)
        return self.split(top - 1, first, i, self.signed)
