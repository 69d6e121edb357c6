"""Decisions that amend a law speak of its articles without naming it: 三、将第六条修改为…

In 《关于修改〈X〉的决定》 and in 《X修正案》 an article without a title is one of X; where a decision amends several, one of the
text that the headings above name, or that was named last as amended.
"""

from __future__ import annotations

import re

_AMENDS = re.compile(r"关于(?:修改|修订|修正)|修正案")
_ONE = re.compile(r"关于(?:修改|修订|修正)[《〈](?P<title>.+)[》〉](?:等[^《]*)?的?决定$")
_BILL = re.compile(r"(?P<title>.+)修正案(?:[（(][一二三四五六七八九十]+[）)])?$")
_HEADING = re.compile(r"(?:修改|修订|对)《(?P<title>[^《》]+)》")
_BARE = ("bare", "joined")


class Amended:
    """What articles without a title mean in the document called ``title``; to be asked in the order of its text."""

    def __init__(self, title: str) -> None:
        self.amends = bool(_AMENDS.search(title))
        match = _ONE.search(title) or _BILL.match(title)
        self._last = match["title"] if self.amends and match else None

    def under(self, headings: str) -> None:
        """The next clause stands under ``headings``: 二、修改《…》."""
        if self.amends and (match := _HEADING.search(headings)):
            self._last = match["title"]

    def meant(self, title: str | None, target: str | None, rule: str, relation: str | None) -> str | None:
        """The title that a citation means; ``None`` is the document itself.

        >>> decision = Amended("青河省人民代表大会常务委员会关于修改《青河省湿地保护条例》的决定")
        >>> decision.meant(None, "art_6", "bare", "修改"), decision.meant(None, "para_1", "backward", None)
        ('青河省湿地保护条例', None)
        """
        if self.amends and title is None and rule in _BARE and (target or "").startswith("art_"):
            return self._last
        if self.amends and title is not None and target is None and relation == "修改":
            self._last = title
        return title
