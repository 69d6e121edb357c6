"""Short names that a text gives for what it names in full: （以下简称市人大常委会）, （以下称《绿化条例》）.

Reads the text of a document once; laws keep their 《》 so that they are told from bodies. 以下统称 gathers several under one
word and gives none of them a name.
"""

from __future__ import annotations

import re

from pipeline.extract import organizations, statutes
from pipeline.extract.found import Found, bare

_GIVEN = re.compile(r"[（(](?:以下|下)(?:简称|称)(?:为|[：:])?[“\"《]?(?!本)(?P<name>[\u4e00-\u9fff]{2,20})[”\"》]?[）)]")
_TITLE = re.compile(r"《([^《》\n]{2,100})》$")
_SENTENCE = re.compile(r"[。；\n]")
_REACH = 120  # the longest name, in characters before the bracket


def given(text: str) -> dict[str, str]:
    """Short name → full name, for laws in 《》 and for bodies; the first meaning of a name holds.

    >>> given("根据《青港市绿化条例》（以下简称绿化条例），青港市园林管理局（以下称园林局）应当")
    {'绿化条例': '《青港市绿化条例》', '园林局': '青港市园林管理局'}
    """
    names: dict[str, str] = {}
    if "简称" not in text and "下称" not in text:
        return names
    for match in _GIVEN.finditer(text):
        full = _named(_SENTENCE.split(text[max(0, match.start() - _REACH) : match.start()])[-1])
        if full and len(full) > len(match["name"]):  # a name no longer than the short one was found by half
            names.setdefault(match["name"], full)
    return names


def _named(before: str) -> str | None:
    """The law or the body whose name ends ``before``."""
    title = _TITLE.search(before)
    if title:
        return title[0]
    for _, end, name in statutes.find(before):
        if end == len(before):
            return f"《{name}》"
    bodies = organizations.extract(bare(before), Found())
    return bodies[-1].text if bodies and bodies[-1].end == len(before) and "是" not in bodies[-1].text else None
