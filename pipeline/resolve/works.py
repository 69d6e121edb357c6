"""Which titles mean the same text, and which of its versions a citation means.

A law is cited with or without the country's name, in 《》, 〈〉 or none; spaces and the width of brackets vary.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_COUNTRY = "中华人民共和国"
_SIGNS = re.compile(r"[\s《》〈〉<>“”\"]|" + _COUNTRY)


class Held(NamedTuple):
    """A text that the store holds: a document, or the text that a notice carries (``part`` 1)."""

    document: int  # its key
    date: str
    part: int = 0


def name(title: str) -> str:
    """``title`` as it is compared with others.

    >>> name("《中华人民共和国 水法（试行）》"), name("江北市实施〈中华人民共和国水法〉办法")
    ('水法(试行)', '江北市实施水法办法')
    """
    short = _SIGNS.sub("", unicodedata.normalize("NFKC", title))
    return short or unicodedata.normalize("NFKC", title)


class Works:
    """The texts held, by name."""

    def __init__(self, documents: Iterable[tuple[int, str, str | None, str | None]]) -> None:
        """``documents``: key, title, title of the text it carries, date."""
        self._held: dict[str, list[Held]] = {}
        carried: dict[str, list[Held]] = {}
        for key, title, carries, date in documents:
            self._held.setdefault(name(title), []).append(Held(key, date or ""))
            if carries:
                carried.setdefault(name(carries), []).append(Held(key, date or "", 1))
        for title, texts in carried.items():
            self._held.setdefault(title, texts)  # a text of its own is better than the notice that brought it
        for texts in self._held.values():
            texts.sort(key=lambda held: (held.date, held.document))

    def versions(self, title: str) -> Sequence[Held]:
        """All versions held of the text called ``title``, oldest first."""
        return self._held.get(name(title), ())

    def meant(self, title: str, date: str | None) -> tuple[Sequence[Held], bool]:
        """The version of ``title`` that a text of ``date`` meant, and whether it is younger than that text.

        Meant is the newest version that is no younger; where only younger ones are held, the oldest of them, and article
        numbers may have moved. A version that was published in parts (a code, book by book) is several texts of one date;
        texts of the same title without a date come last.
        """
        versions = self.versions(title)
        dated = [held for held in versions if held.date]
        before = [held for held in dated if not date or held.date[: len(date)] <= date]
        day = before[-1].date if before else dated[0].date if dated else ""
        chosen = [held for held in dated if held.date == day] + [held for held in versions if not held.date]
        return chosen, bool(dated and not before)

    def siblings(self, title: str, document: int, date: str | None) -> Sequence[Held]:
        """Other texts of the same version: of the same title, and of the same date as far as dates are known."""
        return [h for h in self.versions(title) if h.document != document and not (h.date and date and h.date != date)]
