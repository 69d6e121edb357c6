"""Where a numeral is no amount: inside titles, labels, document numbers, dates; at the head of a list line."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from pipeline.chinese.numerals import NUMERAL
from pipeline.extract.found import Found

_TITLE = re.compile(r"《[^《》\n]{1,120}》")
_DOCUMENT_NUMBER = re.compile(r"[〔\[［【(（](?:19|20)\d\d[〕\]］】)）]\s*(?:第\s*)?\d{1,5}\s*号")
_LIST_MARKER = re.compile(
    r"^[ \u3000\t]*(?:[0-9]{1,2}(?:\.[0-9]{1,2}){2,5}|[0-9]{1,2}\.[0-9]{1,2}(?=[ \u3000]?[本条套头项章节部])"
    rf"|{NUMERAL}[、．.](?!\d)|[0-9]+．|[（(]{NUMERAL}[)）])",
    re.MULTILINE,
)
"""一、 1. （一） and the decimal headings 5.1.2, 9.4 (the last only where a classifier follows: 1.5米 is a measure)."""
_LABEL = re.compile(
    rf"{NUMERAL}(?:[ ]?[条款项目章节编]之{NUMERAL})?"
    rf"(?:[条款项目章节编类级期批次]?(?:[、，,至到和及或与—－-]|以及|或者)第?{NUMERAL}(?=[条款项目章节编类级期批次、和至]))*"
)


class Closed:
    """Stretches of a text that hold no fact of a kind."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touches(self, start: int, end: int) -> bool:
        """Whether ``[start, end)`` overlaps one of the stretches."""
        last = bisect_left(self._starts, end) - 1
        return last >= 0 and start < self._ends[last]

    def end_before(self, start: int) -> int:
        """Where the last stretch that begins before ``start`` ends; 0 when there is none."""
        last = bisect_left(self._starts, start) - 1
        return self._ends[last] if last >= 0 else 0


def titles_and_numbers(text: str, found: Found) -> list[tuple[int, int]]:
    """Half-open offsets of cited titles, article references and document numbers."""
    out = [(s.start, s.end) for spans in (found.citations, found.docnos) for s in spans]
    if "《" in text:
        out += (m.span() for m in _TITLE.finditer(text))
    return out


def masks(text: str, found: Found) -> Closed:
    """What holds no quantity, from the facts found before and, where those are missing, cheap patterns."""
    out = titles_and_numbers(text, found) + [(s.start, s.end) for s in found.dates]
    if "号" in text:
        out += (m.span() for m in _DOCUMENT_NUMBER.finditer(text))
    out += (m.span() for m in _LIST_MARKER.finditer(text))
    return Closed(out)


def past_label(text: str, start: int) -> int:
    """The end of an ordinal whose number begins at ``start``: 第[十二、十三条], 第[十二条之一]."""
    match = _LABEL.match(text, start)
    return match.end() if match else start + 1
