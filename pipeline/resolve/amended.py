"""Decisions that amend a law speak of its articles without naming it: 三、将第六条修改为…

In 《关于修改〈X〉的决定》 and in 《X修正案》 an article without a title is one of X; where a decision amends several, one of the
text that the headings above name, or that was named last as amended. Inside the quotation marks of the new wording 本法第九条 and
本条第二款 are of X too; a bare 第二款 is one of the article that is being changed.
"""

from __future__ import annotations

import re

_AMENDS = re.compile(r"关于(?:修改|修订|修正)|修正案")
_ONE = re.compile(r"关于(?:修改|修订|修正)[《〈](?P<title>.+)[》〉](?:等[^《]*)?的?决定$")
_BILL = re.compile(r"(?P<title>.+)修正案(?:[（(][^（）()]{1,8}[）)])?$")
_HEADING = re.compile(r"(?:修改|修订|对)《(?P<title>[^《》]+)》")
BARE = ("bare", "joined")
_WITHIN = ("bare", "joined", "here")


class Amended:
    """What articles without a title mean in the document called ``title``; to be asked in the order of its text."""

    def __init__(self, title: str) -> None:
        self.amends = bool(_AMENDS.search(title))
        match = _ONE.search(title) or _BILL.match(title)
        self._last = match["title"] if self.amends and match else None
        self._article = ""  # the one that is being changed

    def under(self, headings: str) -> None:
        """The next clause stands under ``headings``: 二、修改《…》."""
        self._article = ""
        if self.amends and (match := _HEADING.search(headings)):
            self._last = match["title"]

    def meant(
        self, title: str | None, target: str | None, rule: str, relation: str | None, quoted: bool = False
    ) -> tuple[str | None, str | None]:
        """Title and part that a citation means; a title ``None`` is the document itself. ``quoted``: it stands in new wording.

        >>> decision = Amended("青河省人民代表大会常务委员会关于修改《青河省湿地保护条例》的决定")
        >>> decision.meant(None, "art_6", "bare", "修改"), decision.meant(None, "para_2", "bare", None)
        (('青河省湿地保护条例', 'art_6'), ('青河省湿地保护条例', 'art_6__para_2'))
        >>> decision.meant(None, "art_3", "title+part", "依照", quoted=True)
        ('青河省湿地保护条例', 'art_3')
        """
        if not self.amends:
            return title, target
        if title is None and self._last and (target or "").startswith("art_") and (rule in BARE or quoted):
            if not quoted:
                self._article = target.partition(",")[0].partition("__")[0]
            return self._last, target
        if title is None and self._last and self._article and rule in _WITHIN and (target or "").startswith(("para_", "item_")):
            return self._last, f"{self._article}__{target}"
        if title is not None and not quoted:
            self._article = (target or "").partition(",")[0].partition("__")[0]
            if relation == "修改" and target is None:
                self._last = title
        return title, target
