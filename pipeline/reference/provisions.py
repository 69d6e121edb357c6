"""The names by which lawyers cite a provision, made from its id: ``chp_2__art_26__item_4`` → 第二十六条第四项.

《立法法》 art. 65 (编章节条款项目) and 《立法技术规范（试行）》: divisions are not named where an article is, numbers are written in
Chinese. Outside rules the marks are those of GB/T 9704-2012, 7.3.3: 一、（一）1.（1）, and ① one deeper.
"""

from __future__ import annotations

import re

from pipeline.chinese.numerals import written

_STEP = re.compile(r"(?P<level>[a-z]+\d?)_x?(?P<number>\d+)(?:_(?P<branch>\d+))?(?:~\d+)?$")
_ORDINALS = {"part": "编", "chp": "章", "sec": "节", "art": "条", "para": "款", "item": "项", "subitem": "目", "stage": "阶段"}
_DIVISIONS = ("part", "chp", "sec")
_MARKS = {"h1": "{cn}、", "h2": "（{cn}）", "h3": "{n}.", "h4": "（{n}）", "h5": "{circled}", "point": "第{cn}点"}
_CIRCLED, _LAST_CIRCLED = 0x2460, 20  # code point of ①, and the last number that has such a sign
_COUNTED = {
    "body": "¶{n}",
    "table": "表{n}",
    "att": "附件{n}",
    "note": "注{n}",
    "meta": "题注{n}",
    "sig": "落款{n}",
    "title": "标题",
}


def provision(eid: str) -> str:
    """The provision that the id of a node, or the ``part`` of a citation, names; what is no such id comes back as it is.

    >>> provision("chp_2__art_26__item_4"), provision("art_17_1__para_2"), provision("chp_3"), provision("h1_3__h2_1")
    ('第二十六条第四项', '第十七条之一第二款', '第三章', '三、（一）')
    """
    steps = [_STEP.match(step) for step in eid.split("__")]
    if not all(steps):
        return eid
    levels = [step["level"] for step in steps]
    if "art" in levels:
        steps = steps[levels.index("art") :]
    named = [step for step in steps if step["level"] != "doc"]
    below = [step for step in named if step["level"] not in _DIVISIONS] or named
    return "".join(map(_said, below)) or eid


def _said(step: re.Match[str]) -> str:
    level, number, branch = step["level"], int(step["number"]), step["branch"]
    if level in _ORDINALS:
        return f"第{written(number)}{_ORDINALS[level]}" + (f"之{written(int(branch))}" if branch else "")
    form = _MARKS.get(level) or _COUNTED.get(level)
    circled = chr(_CIRCLED + number - 1) if 1 <= number <= _LAST_CIRCLED else f"（{number}）"
    return form.format(n=number, cn=written(number), circled=circled) if form else step[0]
