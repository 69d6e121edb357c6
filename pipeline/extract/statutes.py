"""Laws cited by their bare names, without 《》: 刑法, 民法典, 中华人民共和国公司法, 专利法实施细则.

The names are those of the laws of the country (``data/statutes.txt``). They are found from their last characters, so that
a text without a law's name costs next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent / "data" / "statutes.txt"
_COUNTRY = "中华人民共和国"
_NOT_AFTER = "律规院定人制治学官庭警医务纪释案令兰"  # 法律, 法规, 法院, 法定, 企业法人, 专利法律师 …
_AMBIGUOUS = frozenset("水法 民法".split())  # also ends of other words: only after a cue or a sign
_CUE_ENDS = "依照据反守用合于施行为和与及《、对按将在除同的以经改国，。（(:：；后前\n "
_SUFFIX = re.compile(r"施行法|实施细则|实施条例|实施办法|(?<=民法)[通总]则|修正案(?:[（(][一二三四五六七八九十]{1,3}[）)])?")
_CONGRESS = re.compile(
    r"(?:党的|中国共产党)?(?:第?[一二三四五六七八九十]{1,3}届)[一二三四五六七八九]中全会(?:决定|决议|公报|建议)"
)


@cache
def _names() -> tuple[frozenset[str], re.Pattern[str], int]:
    names = [line for line in _TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    before = "".join(sorted({name.removesuffix("典")[-2] for name in names}))
    head = re.compile(rf"法(?<=[{before}]法)(?:典|(?![{_NOT_AFTER}]))")  # begins with a literal: searched for fast
    return frozenset(names), head, max(map(len, names))


def find(text: str) -> Iterator[tuple[int, int, str]]:
    """The statutes named in ``text`` as ``(start, end, name)``, the longest name at each place."""
    if "中全会" in text:
        for match in _CONGRESS.finditer(text):
            yield match.start(), match.end(), match[0]
    if "法" not in text:
        return
    names, head, longest = _names()
    for match in head.finditer(text):
        end = match.end()
        for start in range(max(0, end - longest), end - 1):
            if text[start:end] in names:
                break
        else:
            continue
        if text[start:end] in _AMBIGUOUS and start and text[start - 1] not in _CUE_ENDS:
            continue
        if text.endswith(_COUNTRY, 0, start):
            start -= len(_COUNTRY)
        suffix = _SUFFIX.match(text, end)
        end = suffix.end() if suffix else end
        yield start, end, text[start:end]
