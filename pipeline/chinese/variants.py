"""Traditional characters as simplified ones, one for one, for matching only.

The pairs are OpenCC's (its first choice for a single character). A character that GB 2312 has is a simplified one already and
stays (乾 in 乾县), but for three that stand for nothing else in today's texts: so no simplified text is changed.
"""

from __future__ import annotations

import re
from functools import cache

_FIRST, _LAST = 0x3400, 0x9FFF  # Han characters of the basic plane
_FOLDED = "後於徵"


@cache
def _table() -> tuple[re.Pattern[str], dict[int, str]]:
    """What matches a character that has a simplified form, and those forms. OpenCC loads when the first text is folded."""
    from opencc import OpenCC

    characters = [chr(code) for code in range(_FIRST, _LAST + 1)]
    forms = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    table = {
        ord(one): form
        for one, form in zip(characters, forms, strict=True)
        if one != form and len(form) == 1 and form <= "\uffff" and not (_simplified(one) and one not in _FOLDED)
    }
    return re.compile(f"[{''.join(map(chr, table))}]"), table


def _simplified(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def simplified(text: str) -> str:
    """``text`` with traditional characters as simplified ones; same length, so offsets stay true.

    >>> simplified("養老機構應當於三日後報告，乾县除外")
    '养老机构应当于三日后报告，乾县除外'
    """
    traditional, forms = _table()
    return text.translate(forms) if traditional.search(text) else text
