"""The red head of an official document on a fixed page: 发文机关标志, 发文字号 and 签发人 as metadata.

GB/T 9704-2012, 7.2: the name of the issuing body, alone or with 文件 behind, in large red print on top of the first page; below it
the document number and, in reports to a higher level, the person who signed. The lines stay in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from statistics import median

from pipeline.read.pdflines import Glyph, Page, lines_of

LARGE = 1.3
"""Times the usual size of a page from which red print is a head and not a stamp or a remark."""

UPPER = 0.5
"""Share of the page, from its top, in which a head stands."""

BELOW = 4
"""Lines below the head among which the number stands."""

BODY = re.compile(
    r"(?P<name>[\u4e00-\u9fff（）]{2,40}?(?:政府|委|会|办|厅|局|室|院|部|署|处|中心|公司|大学|总行|分行))(?:文件|令|公告|通告|决议|决定)?"
)
"""The name of a body, with what kind of paper it is."""

KIND = re.compile(r"文\s*件|令|公告|通告")
"""A line between the names of several bodies."""

NUMBER = re.compile(r"[\u4e00-\u9fff]{2,20}\s*[〔\[［（(【]\s*\d{4}\s*[〕\]］）)】]\s*第?\s*\d{1,5}\s*号")
SIGNER = re.compile(r"签\s*发\s*人\s*[：:]\s*([\u4e00-\u9fff·]{1,12}(?:[\s\u3000、，,]+[\u4e00-\u9fff·]{1,12})*)")
_BLANK = re.compile(r"[\s\u3000]+")


def is_red(colour: object) -> bool:
    """Whether a colour as a PDF gives it, RGB or CMYK, is red.

    >>> is_red((0.85, 0, 0)), is_red((0, 1, 1, 0)), is_red((0, 0, 0)), is_red(0.5), is_red(None)
    (True, True, False, False, False)
    """
    if not isinstance(colour, Sequence) or not all(isinstance(part, (int, float)) for part in colour):
        return False
    if len(colour) == 3:
        red, green, blue = colour
        return red > 0.6 and green < 0.4 and blue < 0.4
    if len(colour) == 4:
        cyan, magenta, yellow, black = colour
        return cyan < 0.3 and magenta > 0.6 and yellow > 0.5 and black < 0.4
    return False


def red_head(red: list[Glyph], page: Page) -> dict[str, str]:
    """``issuers``, ``doc_number`` and ``signer`` as the red head says; ``red`` are the red glyphs of the first ``page``, whose lines
    are placed. Empty for a page without a head.
    """
    sizes = [line.size for line in page.lines if line.size]
    if not red or not sizes:
        return {}
    large = [glyph for glyph in red if glyph["size"] > LARGE * median(sizes) and glyph["bottom"] < UPPER * page.height]
    heads = lines_of(large, page.number)
    texts = [_BLANK.sub("", line.text) for line in heads]
    names = [match["name"] for text in texts if (match := BODY.fullmatch(text))]
    if not names or len(names) + sum(KIND.fullmatch(text) is not None for text in texts) < len(texts):
        return {}
    said = {"issuers": "、".join(dict.fromkeys(names))}
    below = [line.text for line in page.lines if line.top > heads[-1].bottom][:BELOW]
    if number := next(filter(None, map(NUMBER.search, below)), None):
        said["doc_number"] = _BLANK.sub("", number[0])
    if signer := next(filter(None, map(SIGNER.search, below)), None):
        said["signer"] = _BLANK.sub(" ", signer[1])
    return said


def said_on(pages: Iterable[Page]) -> dict[str, str]:
    """The metadata that pages show: that of the first head, and all ``stamps``, each once."""
    said: dict[str, str] = {}
    stamps: dict[str, None] = {}
    for page in pages:
        if stamp := page.said.pop("stamps", ""):
            stamps[stamp] = None
        said = {**page.said, **said}
    return {**said, "stamps": "；".join(stamps)}
