"""The law that a text is about: 关于适用《…》的解释, 关于执行刑法若干问题的规定, 实施《…》办法.

In such a text an article without a title that the text itself does not have is one of that law.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.extract import statutes

_ABOUT = re.compile(r"适用|执行|实施|贯彻")
_QUOTED = re.compile(r"[《〈＜<]([^《》〈〉＜＞<>]{2,60})[》〉＞>]")


@lru_cache(maxsize=64)
def subject_of(title: str) -> str | None:
    """The one law that ``title`` says the text applies or carries out, else None.

    >>> subject_of("关于适用《中华人民共和国水法》若干问题的解释"), subject_of("关于执行刑法的补充规定"), subject_of("水塔管理办法")
    ('中华人民共和国水法', '刑法', None)
    """
    match = _ABOUT.search(title)
    if match is None:
        return None
    quoted = _QUOTED.search(title, match.end())
    if quoted:
        return quoted[1]
    return next((name for start, _, name in statutes.find(title) if start >= match.end()), None)
