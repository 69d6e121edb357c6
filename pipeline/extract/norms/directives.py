"""Task verbs that head a clause of a plan or opinion: 加强…, 积极推进…, 将…纳入….

Reads a blanked text and a segment, writes the verb's offsets and where its predicate begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.norms.lexicon import task_adverbs, task_verbs

_CONNECT = re.compile(r"和|并|与|及|以及|、")
_MANNER = re.compile(r"[^，。；的]{1,8}?地(?=[\u4e00-\u9fff])")
_NOT_VERB = re.compile(r"(?:的|性|工作者|者|力度|率|型|化|后的|过程|情况|中的|类)")
_CLOSED = re.compile(r"(?:的|期间|中|后|时|前|下|以来|情况|要求|原则|方针|思路|目标|精神|需要|规定|部署|方面)$")


@dataclass(slots=True)
class Task:
    """A task verb at ``[start, end)``; ``predicate`` is where the predicate begins when it begins before the verb (将…纳入)."""

    start: int
    end: int
    predicate: int
    subject_end: int  # where what stands in front as a possible subject ends


def _chain(masked: str, at: int, end: int) -> int:
    """The end of the verb chain (建立健全, 坚持和完善) that begins at ``at``, or -1."""
    verbs = task_verbs()
    stop = verbs.at(masked, at)
    if stop < 0 or stop > end:
        return -1
    for _ in range(2):
        link = _CONNECT.match(masked, stop, end)
        following = verbs.at(masked, link.end() if link else stop)
        if following < 0 or following >= end or following - (link.end() if link else stop) < 2:
            break
        if masked.startswith(("的", "和", "、", "力", "性", "工作", "机制", "体系", "与", "及"), following):
            break
        stop = following
    return stop


def _adverbs(masked: str, at: int, end: int) -> int:
    adverbs = task_adverbs()
    while at < end:
        stop = adverbs.at(masked, at)
        if stop < 0:
            manner = _MANNER.match(masked, at, end)
            if manner is None:
                return at
            stop = manner.end()
        at = stop
        if masked.startswith(("地", "、", " "), at):
            at += 1
    return at


def head(masked: str, start: int, end: int) -> Task | None:
    """The task verb that heads the segment, adverbs passed over.

    >>> text = "进一步加强培训"
    >>> task = head(text, 0, len(text)); text[task.start:task.end]
    '加强'
    """
    at = _adverbs(masked, start, end)
    stop = _chain(masked, at, end)
    if stop < 0 and at > start:  # an adverb may itself be the beginning of a longer verb
        at, stop = start, _chain(masked, start, end)
    if stop < 0:
        return None
    if stop >= end:
        return Task(at, stop, at, start) if stop - at >= 4 else None
    if masked.startswith(("的", "性", "者", "型", "力度不", "率", "中", "后", "时", "以来", "是", "为"), stop):
        return None
    return Task(at, stop, at, start)


_COVERB = re.compile(r"将|把|对|以|为|与|向|使|在|依托|通过|按照|按|从|利用|结合|围绕|面向|针对|根据|依法|随|沿|由|用|就|就近|经")
_WHOLE = frozenset("将 把 对 以 为 与 向 用 就".split())
_DISPOSE = re.compile(
    r"纳入|列入|列为|上传|融入|结合|转化|转变|覆盖|解决|化解|作为|落实|打造|建设成|建成|培育|推广|延伸|贯穿|写入|下放|下沉|调整|提高|提升|降低|扩大|控制|报送|上报|录入|推送|移交|变为|引入|嵌入|植入|分解|抓"
)
_TREAT = re.compile(
    r"实行|实施|给予|予以|进行|开展|加强|采取|做好|提供|作出|做出|落实|设立|建立|建设|打造|形成|完善|推进|推动|构建|组织|增强|带动|促进|提升|提高|布设|筹建|发展|培育|推行|采集|公布|公开|发布|选择|制定|探索|优化|强化|实现|取得|设置|创建|开发|研究|引领|激发|创造|营造|支持|汇聚|引进|举办|发放|减免|补贴|奖励|奖补|补助|衔接|对接|互联互通|共享|联动"
)


def behind_coverb(masked: str, start: int, end: int) -> Task | None:
    """The task verb behind 将…, 对…, 在…, 依托… in a segment that begins with such a coverb.

    >>> text = "将培训费用纳入预算"
    >>> task = behind_coverb(text, 0, len(text)); text[task.start:task.end], task.predicate
    ('纳入', 0)
    """
    at = _adverbs(masked, start, end)
    coverb = _COVERB.match(masked, at, end)
    if coverb is None:
        return None
    word = coverb[0]
    if _CLOSED.search(masked, coverb.end(), end):
        return None
    pattern = _DISPOSE if word in ("将", "把") else _TREAT
    found = None
    for match in pattern.finditer(masked, coverb.end() + 1, end):
        if match.end() >= end and word not in ("将", "把", "与", "向", "对", "为"):
            continue
        if masked[match.start() - 1] in "的、和与及或" or masked.startswith(
            ("的", "、", "和", "与", "等", "情况", "工作", "力度"), match.end()
        ):
            continue
        found = match
        if word in ("将", "把"):
            break
    if found is None:
        return None
    predicate = at if word in _WHOLE else found.start()
    stop = max(_chain(masked, found.start(), end), found.end())
    return Task(found.start(), min(stop, end), predicate, start)


def behind_subject(masked: str, at: int, end: int) -> Task | None:
    """The task verb directly behind a subject that ends at ``at``."""
    begin = _adverbs(masked, at, end)
    task = head(masked, begin, end)
    return task if task is not None and task.start == begin else behind_coverb(masked, at, end)
