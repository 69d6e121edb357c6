"""Character classes and width folding that keeps offsets."""

from __future__ import annotations

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3007\U00020000-\U0003ffff"
SPACE = " \t\u3000\u00a0\u2002\u2003"
"""What counts as blank inside a line, for use in a character class."""

_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
for _keep in "，。；：？！（）":  # Chinese punctuation is not folded: it is the normal form
    _WIDTH.pop(ord(_keep), None)


def half_width(text: str) -> str:
    """Full-width letters, digits and signs as half-width ones; same length, so offsets stay true.

    >>> half_width("３０％，（一）")
    '30%，（一）'
    """
    return text.translate(_WIDTH)
