"""Where a numeral is no amount: inside titles, labels, document numbers, dates; at the head of a list line."""

from __future__ import annotations

import re

from pipeline.chinese.numerals import NUMERAL
from pipeline.extract.found import Found

_TITLE = re.compile(r"《[^《》\n]{1,120}》")
_DOCUMENT_NUMBER = re.compile(r"[〔\[［【(（](?:19|20)\d\d[〕\]］】)）]\s*(?:第\s*)?\d{1,5}\s*号")
_LIST_MARKER = re.compile(rf"^[ \u3000\t]*(?:{NUMERAL}[、．.](?!\d)|[0-9]+．|[（(]{NUMERAL}[)）])", re.MULTILINE)
_LABEL = re.compile(
    rf"{NUMERAL}(?:[ ]?[条款项目章节编]之{NUMERAL})?"
    rf"(?:[条款项目章节编类级期批次]?(?:[、，,至到和及或与—－-]|以及|或者)第?{NUMERAL}(?=[条款项目章节编类级期批次]))*"
)


def masks(text: str, found: Found) -> list[tuple[int, int]]:
    """Half-open offsets of what holds no quantity, from the facts found before and, where those are missing, cheap patterns."""
    out = [(s.start, s.end) for spans in (found.citations, found.docnos, found.dates) for s in spans]
    if "《" in text:
        out += (m.span() for m in _TITLE.finditer(text))
    if "号" in text:
        out += (m.span() for m in _DOCUMENT_NUMBER.finditer(text))
    out += (m.span() for m in _LIST_MARKER.finditer(text))
    return out


def past_label(text: str, start: int) -> int:
    """The end of an ordinal whose number begins at ``start``: 第[十二、十三条], 第[十二条之一]."""
    match = _LABEL.match(text, start)
    return match.end() if match else start + 1
