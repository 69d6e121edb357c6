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
from pipeline.structure.cohesion import Cohesion, cosine
from pipeline.structure.toc import entry
from pipeline.structure.types import Line

_BIBLIOGRAPHIC = re.compile(r"[\[【]?\s*(?:关\s*键\s*词|关键字|摘\s*要|中图分类号|文献标识码|内容提要)\s*[\]】：:]")
_BLANKS = re.compile(r"[\s\u3000]+")
_ANNOUNCES = re.compile(r"印发|转发|批转|颁发|附件|附后|现将|现予")
_PIECE = re.compile(
    r"(?:.{0,40}[^第])?(?:篇|范文|样本|例文)\s*[（(]?[一二三四五六七八九十\d]{1,3}[）)]?(?:[：:\s\u3000].{0,40})?$"
)
"""社区工作计划 篇1: how those who put texts together number them (第一篇 is a division of a plan)."""
LEAST_LINES = 4  # what follows a signature and is shorter is no document
_TAIL = re.compile(r"[（(](?:联系人|此件|本文|信息公开)|抄送|主题词|来源[：:]|附件[：:]")
_LISTED = re.compile(r"[：:]|\S[ \u3000]{2,}\S")  # a name list's line, no part of a title
_GOES_ON = re.compile(r"关于|印发|转发|批转|对")
_ENACTED = re.compile(
    r"[（(].{0,200}(?:通过|公布|发布|施行|批准|修订|修正)|(?:\d{4}|[一二三四五六七八九〇○零]{4})年.{1,8}日.{0,200}(?:通过|公布|发布|批准|修订|修正)[^。]{0,60}$"
)
_SIDE_LINES = (Kind.TABLE, Kind.NOTE, Kind.NOISE)
OTHER_SUBJECT = 0.78
"""Two stretches are different documents when they share less than this part of what each shares with itself."""
LEAST = 0.08
"""What even the shortest text is taken to share with itself."""
FOREIGN = 0.5
"""A stretch of paragraphs belongs to no neighbour when it shares less than this part of what the neighbour shares with itself."""
OWN_TEXT = 300  # characters that paragraphs without any mark need to be a document
LIKE_AN_OPENING = 0.06
"""What it weighs, in similarity, that a paragraph opens or closes as the first one of a document does."""
_OPENS = re.compile(
    r"为(?:了|贯彻|进一步|深入|切实|认真|全面|加强|推进|加快|规范|适应)|根据|按照|随着|当前|近年来|(?:今|去|一)年(?:以)?来?|过去(?:的)?一年|\d{4}年[，,]"
)
_LEADS_IN = re.compile(
    r"如下(?:方案|计划|意见|规定)?[：:。]$|(?:制定|提出)(?:本|以下|如下)?(?:实施)?(?:方案|计划|办法|意见|规定)[：:。]$"
)
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


class Cutter:
    """Walks the lines once and keeps the numbering of the document that is open."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.cuts = [0]
        self.restarts: list[int] = []  # the marks that began a document
        self._cohesion: Cohesion | None = None
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
            if start is not None and start > self.cuts[-1]:
                self.cuts.append(start)
                self.restarts.append(i)
                self._reset()
                for k in range(start, i):
                    if self.lines[k].kind not in _SIDE_LINES and self.lines[k].text:
                        self._note(k, self.lines[k])
            self._note(i, line)
        if len(self.cuts) > 1:
            self._foreign_stretches()
        return sorted(set(self.cuts))

    # what has been seen of the open document

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

    # evidence

    def _begins(self, i: int, line: Line) -> int | None:
        """The line at which a new document begins that shows itself at line ``i``; None while the open one goes on."""
        mark, text = line.marker, line.text
        if self.signed and not self.attached and not self._closes(i, line):
            return self._behind_signature(i, line)
        if mark is None:
            if not self.content or len(text) > 400:
                return None
            if text[0] in "[【关摘中文内" and _BIBLIOGRAPHIC.match(text):
                return self._titles_above(i)
            if text[-1] in "。；;：":
                return None
            if len(text) < 80 and self.pieces and _PIECE.match(text):
                return i
            return self._official_head(i, text)
        if mark.number is None or not self.content:
            return None
        if mark.shape == "article" and mark.number == 1 and not mark.suffix:
            if self.article >= 2 or (self.top >= 2 and not self.article and self._many_articles(i)):
                return None if self._carried(i) else self._start(i)
            return None
        if mark.shape == "bare" and mark.number == 1 and max(self.top, self.article) >= 2 and not self.attached:
            return self._start(i) if self._decimals_follow(i) and self._other_subject(i) else None
        if mark.shape != "cn_dun":
            return None
        if self.top_shape == "bare" and mark.number == 1 and self.bare >= 2 and not self.attached:
            return self._start(i) if self._other_subject(i) else None
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
        return line.marker is None and (
            self._frames(i) or bool(_TAIL.match(line.text)) or shapes.attachment(line.text) is not None
        )

    def _behind_signature(self, i: int, line: Line) -> int | None:
        """Behind a signature stand attachments and announced texts, which have a title; all else is another document."""
        if line.marker:
            begins = line.marker.number == 1 and line.marker.shape in ("cn_dun", "chapter", "article", "part", "bare")
            if begins and self.announcement:
                self._attach()  # the carried text without its title
                return None
            return i if begins else None
        if _LISTED.search(line.text[:12]) or len(self.lines) - i < LEAST_LINES:
            return None
        if not shapes.phrase(line.text, 90):
            return i if len(line.text) > 30 else None
        head = self._official_head(i, line.text)
        if head is not None or self.attached:
            return head
        joined, k = "", i
        while k < min(i + 5, len(self.lines)) and self._is_phrase(k) and not genre_word(joined):
            joined += self.lines[k].text
            k += 1
        if self._is_announced(joined, i) or not self._other_subject(i):
            self._attach()
            return None
        return self._frame_above(i)

    def _official_head(self, i: int, text: str) -> int | None:
        """A title behind finished text with its number, addressees or 题注 right below: the head of an official document."""
        if self.content < 2 or not self._is_phrase(i) or not self._finished(i) or (self._frames(i) and not self._begins_title(i)):
            return None
        joined, k = "", i
        while (
            k < min(i + 5, len(self.lines)) and self._is_phrase(k) and (k == i or not self._frames(k)) and not genre_word(joined)
        ):
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
        return None if self.attached and not self._other_subject(i) else self._frame_above(i)

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
        return named[-8:] in self.announcement or (self.signed and not self._other_subject(i))

    def _begins_title(self, i: int) -> bool:
        """Bodies' names that open a title: the next phrase goes on with 关于 or 印发."""
        return (
            i + 1 < len(self.lines)
            and self._is_phrase(i + 1)
            and bool(_GOES_ON.match(self.lines[i + 1].text))
            and shapes.organisation(self.lines[i].text)
        )

    def _finished(self, i: int) -> bool:
        above = next((x for x in reversed(self.lines[max(0, i - 3) : i]) if x.text), None)
        return above is not None and (
            above.kind is not None
            or above.text[-1] in "。；！？”）)"
            or bool(shapes.DATE_LINE.fullmatch(above.text))
            or shapes.organisation(above.text)
            or bool(shapes.META.match(above.text))
        )

    def _is_phrase(self, i: int) -> bool:
        line = self.lines[i]
        return line.kind is None and line.marker is None and shapes.phrase(line.text, 90)

    def _frames(self, i: int) -> bool:
        """Whether a line stands around a title or signature but is none: a body, an official, a date, a number, 题注."""
        line = self.lines[i]
        if line.marker is not None and line.marker.shape != "dash" or len(line.text) > 400:
            return False
        text = line.text
        return (
            shapes.organisation(text)
            and not genre_word(text)
            or bool(shapes.DATE_LINE.fullmatch(text) or shapes.META.match(text) or shapes.DOC_NUMBER_LINE.fullmatch(text))
        )

    def _unnumbered(self, i: int) -> bool:
        return self.lines[i].marker is None or (self.lines[i].marker.shape == "dash" and self._frames(i))

    def _decimals_follow(self, i: int) -> bool:
        return any(x.marker and x.marker.path[:1] == (1,) for x in self.lines[i + 1 : i + 4])

    def _many_articles(self, i: int) -> bool:
        return any(x.marker and x.marker.shape == "article" and x.marker.number == 2 for x in self.lines[i + 1 : i + 40])

    def _carried(self, i: int) -> bool:
        """Whether an attachment or an announced text explains that the numbering begins anew at ``i``."""
        if self.attached and (self.top_shape is None or not self._other_subject(i)):
            return True
        title = self._title_in(max(self.cuts[-1] + 1, i - 12), i) if self.announcement else None
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
        if start < i and self._is_phrase(start) and not genre_word(self.lines[start].text):
            return start if self._other_subject(start) else None  # else a division of the open document
        return start

    def _fall_back(self, i: int) -> int | None:
        above = self._last_top(i)
        start = self._split(above, i, i)
        return start if self._other_subject(start) else None

    # where the new document begins

    def _last_top(self, i: int) -> int:
        shape = "article" if self.article else "cn_dun"
        return next(
            (k for k in range(i - 1, self.cuts[-1], -1) if self.lines[k].marker and self.lines[k].marker.shape == shape),
            self.cuts[-1],
        )

    def _start(self, i: int) -> int | None:
        """From the mark at ``i`` upwards: divisions above it, then its unnumbered lines, to the title or the best split."""
        first = i
        while (
            first - 1 > self.cuts[-1]
            and (m := self.lines[first - 1].marker)
            and m.shape in ("chapter", "part", "subpart", "section")
        ):
            first -= 1
        top = first
        while top - 1 > self.cuts[-1] and self._unnumbered(top - 1):
            top -= 1
        for k in range(first - 1, top - 1, -1):  # never above a signature
            if shapes.DATE_LINE.fullmatch(self.lines[k].text) and k > top and self.lines[k].text[0] not in "（(":
                top = k + 1
                break
        title = self._title_in(top, first)
        if title is not None:
            named = _BLANKS.sub("", "".join(x.text for x in self.lines[title:first] if shapes.phrase(x.text, 90)))
            return None if len(named) > 5 and named in self.title else self._frame_above(title)
        return self._split(top - 1, first, i)

    def _title_in(self, top: int, first: int) -> int | None:
        """The first line of the lowest title between ``top`` and ``first``, the lines of its frame included."""
        for k in range(first - 1, top - 1, -1):
            if not self._is_phrase(k) or self._frames(k) or not (k == top or self._finished(k) or self._is_phrase(k - 1)):
                continue
            lowest = k
            while (
                k > max(top, lowest - 3)
                and self._is_phrase(k - 1)
                and not self._frames(k - 1)
                and not _LISTED.search(self.lines[k - 1].text)
            ):
                k -= 1
            return k
        return None

    def _titles_above(self, i: int) -> int:
        """Title and authors above bibliographic lines: up to four phrases behind finished text."""
        k = i
        while k - 1 > self.cuts[-1] and i - k < 4 and self._is_phrase(k - 1) and not self._frames(k - 1):
            k -= 1
        while k - 1 > self.cuts[-1] and self.lines[k - 1].kind is None and _BIBLIOGRAPHIC.match(self.lines[k - 1].text):
            k -= 1
        return k

    def _frame_above(self, i: int) -> int:
        """The number and the bodies' names that stand above a title."""
        goes_on = bool(_GOES_ON.match(self.lines[i].text))
        while i - 1 > self.cuts[-1]:
            above = self.lines[i - 1]
            names = goes_on and above.kind is None and above.marker is None and shapes.organisation(above.text)
            if not (names or shapes.DOC_NUMBER_LINE.fullmatch(above.text)):
                break
            i -= 1
        return i

    def _split(self, above: int, first: int, i: int) -> int:
        """Where the lines between ``above`` and ``first`` part: each goes to the side it shares more words with."""
        above += 1
        while above < first and (
            self.lines[above].kind is Kind.NOISE or (self.signed and self._frames(above)) or _TAIL.match(self.lines[above].text)
        ):
            above += 1  # what closes the document above
        run = list(range(above, first))
        if not run:
            return first
        left, right = self._sides(above - 1, i)
        gains = [0.0]
        for k in run:
            vector = self.cohesion.vector((k,))
            gains.append(gains[-1] + cosine(vector, left) - cosine(vector, right))
        for k, line in enumerate(self.lines[run[0] : first]):
            gains[k] += LIKE_AN_OPENING * (bool(_OPENS.match(line.text)) + bool(_LEADS_IN.search(line.text)))
        return run[0] + max(range(len(gains)), key=lambda k: gains[k])

    def _sides(self, above: int, i: int):
        stop = self._until_next_restart(i)
        return self.cohesion.vector(range(above, self.cuts[-1] - 1, -1)), self.cohesion.vector(range(i, stop))

    def _until_next_restart(self, i: int) -> int:
        """The line behind ``i`` at which a top numbering begins again, or the end."""
        tops = ("cn_dun", "article", "bare")
        return next(
            (k for k in range(i + 1, len(self.lines)) if (m := self.lines[k].marker) and m.number == 1 and m.shape in tops),
            len(self.lines),
        )

    @property
    def cohesion(self) -> Cohesion:
        if self._cohesion is None:
            self._cohesion = Cohesion(self.lines)
        return self._cohesion

    def _other_subject(self, start: int) -> bool:
        """Whether the text from ``start`` on speaks of other things than the open document."""
        mark = next((k for k in range(start, len(self.lines)) if self.lines[k].marker), start)
        stop = min(self._until_next_restart(mark), start + 60)
        return self._apart(self.cuts[-1], start, start, stop, OTHER_SUBJECT)

    def _apart(self, a: int, b: int, c: int, d: int, share: float) -> bool:
        cohesion = self.cohesion
        across = cosine(cohesion.vector(range(b - 1, a - 1, -1)), cohesion.vector(range(c, d)))
        return across < share * max(min(cohesion.within(a, b), cohesion.within(c, d)), LEAST)

    def _foreign_stretches(self) -> None:
        """Unnumbered paragraphs at a document's head or end that belong neither to it nor to its neighbour: a document of their own."""
        bounds = [*sorted(self.cuts), len(self.lines)]
        for begin, end in zip(bounds, bounds[1:], strict=False):
            marked = [k for k in range(begin, end) if self.lines[k].marker]
            if not marked:
                continue
            first, last = marked[0], marked[-1] + 1
            if self._is_own(begin, first) and self._foreign(begin, first, first, end):
                self.cuts.append(first)
            for k in range(last + 1, end):
                if self._is_own(k, end) and self._foreign(k, end, begin, k):
                    self.cuts.append(k)
                    break

    def _is_own(self, a: int, b: int) -> bool:
        return (
            b - a >= 2
            and sum(len(x.text) for x in self.lines[a:b]) >= OWN_TEXT
            and not any(x.kind or self._is_phrase(k) for k, x in enumerate(self.lines[a:b], a))
        )

    def _foreign(self, a: int, b: int, c: int, d: int) -> bool:
        across = cosine(self.cohesion.vector(range(a, b)), self.cohesion.vector(range(c, d)))
        return across < FOREIGN * self.cohesion.within(c, d)
