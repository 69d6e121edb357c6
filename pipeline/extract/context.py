"""What the extractors need to know of a document as a whole."""

from __future__ import annotations

import re

from pipeline.extract.found import Context
from pipeline.model import Document

_BOUNDS = re.compile(r"[“”\"《》、，和及以内上下满超过外不届]{0,24}以[上下内][”\"]?[^。；\n]{0,30}?(?P<not>不|均不|都不|不再)?(?:包括|包含|含|包)本(?:数|级)")


def context(document: Document) -> Context:
    """The document's title, genre, date, region, and its own rule for 以上/以下 where it states one.

    A document that says 以上包括本数 and 以下不包括本数 in one breath has no single rule; the Civil Code's then holds,
    as it does when nothing is said.
    """
    date = document.written or document.promulgated or document.effective
    return Context(
        title=document.title,
        genre=document.genre,
        date=date.value if date else None,
        region=document.region.code if document.region else None,
        bounds_inclusive=_bounds(document.text),
    )


def _bounds(text: str) -> bool | None:
    if "本数" not in text and "本级" not in text:
        return None
    said = {not match["not"] for match in _BOUNDS.finditer(text)}
    return said.pop() if len(said) == 1 else None
