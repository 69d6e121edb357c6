"""What stands around a line of a file of several documents: phrases, frames of documents, titles. Reads ``Line``, decides nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.reference.genres import genre_word
from pipeline.structure import shapes
from pipeline.structure.types import Line

TAIL = re.compile(r"[（(](?:联系人|此件|本文|信息公开)|抄送|主题词|来源[：:]|附件[：:]")
BIBLIOGRAPHIC = re.compile(r"[\[【]?\s*(?:关\s*键\s*词|关键字|摘\s*要|中图分类号|文献标识码|内容提要)\s*[\]】：:]")
LISTED = re.compile(r"[：:]|\S[ \u3000]{2,}\S")  # a name list's line, no part of a title
_GOES_ON = re.compile(r"关于|印发|转发|批转|对")


class Surroundings:
    """Questions about single lines of ``lines``. Nothing above line ``floor``, where the open document begins, is looked at."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.floor = 0

    def is_phrase(self, i: int) -> bool:
        line = self.lines[i]
        return line.kind is None and line.marker is None and shapes.phrase(line.text, 90)

    def frames(self, i: int) -> bool:
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

    def unnumbered(self, i: int) -> bool:
        return self.lines[i].marker is None or (self.lines[i].marker.shape == "dash" and self.frames(i))

    def finished(self, i: int) -> bool:
        above = next((x for x in reversed(self.lines[max(0, i - 3) : i]) if x.text), None)
        return above is not None and (
            above.kind is not None
            or above.text[-1] in "。；！？”）)"
            or bool(shapes.DATE_LINE.fullmatch(above.text))
            or shapes.organisation(above.text)
            or bool(shapes.META.match(above.text))
        )

    def begins_title(self, i: int) -> bool:
        """Bodies' names that open a title: the next phrase goes on with 关于 or 印发."""
        return (
            i + 1 < len(self.lines)
            and self.is_phrase(i + 1)
            and bool(_GOES_ON.match(self.lines[i + 1].text))
            and shapes.organisation(self.lines[i].text)
        )

    def frame_above(self, i: int) -> int:
        """The number and the bodies' names that stand above a title."""
        goes_on = bool(_GOES_ON.match(self.lines[i].text))
        while i - 1 > self.floor:
            above = self.lines[i - 1]
            names = goes_on and above.kind is None and above.marker is None and shapes.organisation(above.text)
            if not (names or shapes.DOC_NUMBER_LINE.fullmatch(above.text)):
                break
            i -= 1
        return i

    def titles_above(self, i: int) -> int:
        """Title and authors above bibliographic lines: up to four phrases behind finished text."""
        k = i
        while k - 1 > self.floor and i - k < 4 and self.is_phrase(k - 1) and not self.frames(k - 1):
            k -= 1
        while k - 1 > self.floor and self.lines[k - 1].kind is None and BIBLIOGRAPHIC.match(self.lines[k - 1].text):
            k -= 1
        return k

    def title_in(self, top: int, first: int) -> int | None:
        """The first line of the lowest title between ``top`` and ``first``, the lines of its frame included."""
        for k in range(first - 1, top - 1, -1):
            if not self.is_phrase(k) or self.frames(k) or not (k == top or self.finished(k) or self.is_phrase(k - 1)):
                continue
            lowest = k
            while (
                k > max(top, lowest - 3)
                and self.is_phrase(k - 1)
                and not self.frames(k - 1)
                and not LISTED.search(self.lines[k - 1].text)
            ):
                k -= 1
            return k
        return None

    def decimals_follow(self, i: int) -> bool:
        return any(x.marker and x.marker.path[:1] == (1,) for x in self.lines[i + 1 : i + 4])

    def many_articles(self, i: int) -> bool:
        return any(x.marker and x.marker.shape == "article" and x.marker.number == 2 for x in self.lines[i + 1 : i + 40])

    def until_next_restart(self, i: int) -> int:
        """The line behind ``i`` at which a top numbering begins again, or the end."""
        tops = ("cn_dun", "article", "bare")
        return next(
            (k for k in range(i + 1, len(self.lines)) if (m := self.lines[k].marker) and m.number == 1 and m.shape in tops),
            len(self.lines),
        )
