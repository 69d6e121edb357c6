"""What the extractors need to know of a document as a whole."""

from __future__ import annotations

from pipeline.extract import aliases, workdays
from pipeline.extract.found import Context
from pipeline.extract.inclusion import stated
from pipeline.model import Document


def context(document: Document) -> Context:
    """The document's title, genre, date, region, its own rules for 以上/以下 and 日 and the short names it gives, where it states some."""
    date = document.written or document.promulgated or document.effective
    return Context(
        title=document.title,
        genre=document.genre,
        date=date.value if date else None,
        region=document.region.code if document.region else None,
        bounds=stated(document.text, here=False),
        working_days=workdays.stated(document.text),
        aliases=aliases.given(document.text),
    )
