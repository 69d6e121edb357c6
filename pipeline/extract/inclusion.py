"""Whether a text itself says that 以上, 以下 … include the number (本规定所称“以上”包括本数，“以下”不包括本数).

Where it says nothing, the Civil Code's rule holds (art. 1259), which ``quantity_bounds`` knows.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"(?P<word>以上|以下|以内|以外|超过|不满|不足|低于|高于)|(?P<open>[（(])?(?P<not>不)?(?:包括|包含|含|包)[^，。；\n]{0,3}?本数"
)
_LOCAL = re.compile(r"本[条款项表]")
_SENTENCE = re.compile(r"[^。；\n]*本数[^。；\n]*")


def stated(text: str, *, here: bool) -> dict[str, bool]:
    """Bound word → whether it includes the number, as far as ``text`` says so.

    ``here``: the rules that a clause gives for itself (本条所称…); else those for the whole document. A remark in brackets
    behind one amount, （含本数）, is no rule.

    >>> stated("本规定所称“以上”、“以内”包括本数，“以下”不包括本数。", here=False)
    {'以上': True, '以内': True, '以下': False}
    """
    rules: dict[str, bool] = {}
    if "本数" not in text:
        return rules
    for sentence in _SENTENCE.finditer(text):
        if bool(_LOCAL.search(sentence[0])) is not here:
            continue
        words: list[str] = []
        for token in _TOKEN.finditer(sentence[0]):
            if token["word"]:
                words.append(token["word"])
                continue
            if not token["open"]:
                rules |= dict.fromkeys(words, token["not"] is None)
            words = []
    return rules
