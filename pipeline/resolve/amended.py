"""Decisions that amend a law speak of its articles without naming it: 三、将第六条修改为…

In 《关于修改〈X〉的决定》 and in 《X修正案》 an article without a title is one of X; where a decision amends several, one of the
text named last.
"""

from __future__ import annotations

import re

_AMENDS = re.compile(r"关于(?:修改|修订|修正)|修正案")
_ONE = re.compile(r"关于(?:修改|修订|修正)[《〈](?P<title>.+)[》〉](?:等[^《]*)?的?决定$")
_BILL = re.compile(r"(?P<title>.+)修正案(?:[（(][一二三四五六七八九十]+[）)])?$")
_BARE = ("bare", "joined")


class Amended:
    """What articles without a title mean in the document called ``title``; to be asked in the order of its text."""

    def __init__(self, title: str) -> None:
        self.amends = bool(_AMENDS.search(title))
        match = _ONE.search(title) or _BILL.match(title)
        self._last = match["title"] if self.amends and match else None

    def meant(self, title: str | None, target: str | None, rule: str) -> str | None:
        """The title that a citation means; ``None`` is the document itself.

        >>> decision = Amended("青河省人民代表大会常务委员会关于修改《青河省湿地保护条例》的决定")
        >>> decision.meant(None, "art_6", "bare"), decision.meant(None, "para_1", "backward")
        ('青河省湿地保护条例', None)
        """
        if not self.amends:
            return title
        if title is not None:
            self._last = title
        elif rule in _BARE and (target or "").startswith("art_"):
            return self._last
        return title
