"""Words that bound an amount, before it (不得低于五个工作日) or after it (五万元以上).

Civil Code art. 1259: 以上, 以下, 以内, 届满 include the number; 不满, 超过, 以外 do not. A document that says otherwise wins
(``Context.bounds``, ``inclusion``).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.extract.quantity_units import CURRENCY_BEFORE


class Bound(NamedTuple):
    side: str  # low | high | near (approximate) | none (belongs to the amount but bounds nothing)
    inclusive: bool = False
    word: str = ""  # of which the document may say otherwise: 以上, 以下 …


_MORE = "超过 高于 多于 大于 长于 迟于 晚于 超出 逾"
_LESS = "低于 少于 小于 短于 早于"
_SHORT = "不足 不满 未满 未达到 未达 不到 不满足"
_NOT = "不得 不应 不能 不宜 不可 不准 不允许 不 未 没有"
_AT_LEAST = "至少 最少 最低 最短 最小 不少于 不低于 已满 年满 满 达到或超过 达到或者超过 达到并超过 提前 ≥ ≧ 大于等于 大于或等于 大于或者等于 下限为"
_AT_MOST = "至多 最多 最高 最长 最大 最迟 最晚 ≤ ≦ 小于等于 小于或等于 小于或者等于 上限为"
_NEAR = "约 大约 约为 大概 将近 接近 近 约占 上"


def _prefixes() -> dict[str, Bound]:
    table = {word: Bound("low", word=word) for word in (_MORE + " 超 ＞ >").split()}
    table |= {word: Bound("high", word=word) for word in (_LESS + " " + _SHORT + " ＜ <").split()}
    table |= {no + word: Bound("high", True) for no in _NOT.split() for word in (_MORE + " 超 大过").split()}
    table |= {no + word: Bound("low", True) for no in _NOT.split() for word in _LESS.split()}
    table |= {word: Bound("low", True) for word in _AT_LEAST.split()}
    table |= {word: Bound("high", True) for word in _AT_MOST.split()}
    table |= {word: Bound("near") for word in _NEAR.split()}
    return table | {word: Bound("none") for word in ("人民币", "折合人民币", *CURRENCY_BEFORE)}


PREFIXES = _prefixes()
LAST = frozenset(word[-1] for word in PREFIXES)
_LONGEST = max(map(len, PREFIXES))

PREFIX = re.compile("|".join(re.escape(word) for word in sorted(PREFIXES, key=len, reverse=True)))
"""A bound word before the second amount of a range (五年以上不满十年)."""

_BOUND_TO_OTHER = {"满": "期届圆充丰美", "上": "以", "近": "最附", "超": "", "约": "公条合契节制大", "逾": ""}
"""A one-character bound word is none as the end of one of these (期满, 以上, 最近)."""

_GLUE = re.compile(r"[ \u3000为有达了]$")


def prefix(text: str, at: int, floor: int = 0) -> tuple[int, list[str]]:
    """The bound words that end at ``at``, nearest first, and where they begin (not before ``floor``): 最长不超过, 最多为."""
    words: list[str] = []
    start = at
    while start > floor:
        end = start
        if _GLUE.match(text[end - 1]) and end > 1 and text[end - 2] in LAST:
            end -= 1
        if text[end - 1] not in LAST:
            break
        for size in range(min(_LONGEST, end - floor), 0, -1):
            word = text[end - size : end]
            if word in PREFIXES:
                break
        else:
            break
        if size == 1 and end > 1 and text[end - 2] in _BOUND_TO_OTHER.get(word, ""):
            break
        words.append(word)
        start = end - size
    return start, words


_INCLUDED = r"[（(](?P<{0}>不)?(?:包)?(?:含|包括)[^（）()，。；]{{0,10}}[）)]"

INCLUDED = re.compile(_INCLUDED.format("without"))
"""（含）, （不含）, （含本数）, （含五人） after an amount or its bound word."""

SUFFIXES: dict[str, tuple[Bound, str]] = {
    # word: (bound, what may not follow)
    "及其以上": (Bound("low", True, "以上"), ""),
    "及以上": (Bound("low", True, "以上"), ""),
    "或以上": (Bound("low", True, "以上"), ""),
    "或者以上": (Bound("low", True, "以上"), ""),
    "以上": (Bound("low", True, "以上"), ""),
    "或更长": (Bound("low", True), ""),
    "或更多": (Bound("low", True), ""),
    "及其以下": (Bound("high", True, "以下"), ""),
    "及以下": (Bound("high", True, "以下"), ""),
    "或以下": (Bound("high", True, "以下"), ""),
    "或者以下": (Bound("high", True, "以下"), ""),
    "以下": (
        Bound("high", True, "以下"),
        "简称|情形|条件|内容|材料|方式|规定|程序|要求|标准|措施|问题|方面|行为|原则|职责|信息|事项",
    ),
    "以内": (Bound("high", True, "以内"), ""),
    "之内": (Bound("high", True), ""),
    "内": (Bound("high", True), "容|部|设|陆|资|外|蒙|涵|河|江|务|存"),
    "以外": (Bound("low", word="以外"), ""),
    "之外": (Bound("low"), ""),
    "外": (Bound("low"), "国|地|籍|商|资|部|围|来|币|贸|汇|事|聘|出|包|销|环|墙|立|卖|加|送|径|直|形|观|形|缘"),
    "以前": (Bound("low", True), ""),
    "之前": (Bound("low", True), ""),
    "前": (Bound("low", True), "款|项|条|述|期|置|提|者|后|往|列|来|端|沿|景|身|处|三|两|二|一"),
    "以后": (Bound("low", True), ""),
    "之后": (Bound("low", True), ""),
    "后": (Bound("low", True), "续|期|勤|台|果|面|方|备|代|者|天|轮|门|座|三|两|二"),
    "左右": (Bound("near"), ""),
    "上下": (Bound("near"), "级|班|游|学|车"),
}
_ONLY_TIME = frozenset(("以前", "之前", "前", "以后", "之后", "后"))
_ONLY_LENGTH_OR_TIME = frozenset(("外", "之外", "以外", "内", "之内"))

SUFFIX = re.compile("|".join(f"{word}(?!{no})" if no else word for word, (_, no) in SUFFIXES.items()))


def suffix(text: str, at: int, dimension: str) -> tuple[int, Bound | None]:
    """The bound word that begins at offset ``at`` after an amount of ``dimension``, and where it ends."""
    match = SUFFIX.match(text, at)
    if not match:
        return at, None
    word = match[0]
    if word in _ONLY_TIME and dimension not in ("duration", "age"):
        return at, None
    if word in _ONLY_LENGTH_OR_TIME and dimension not in ("duration", "age", "length", "other", "percent", "area"):
        return at, None
    return match.end(), SUFFIXES[word][0]


_APART_WORDS = sorted((w for w, b in PREFIXES.items() if b.side in ("low", "high") and len(w) > 1), key=len, reverse=True)
_APART = re.compile("|".join(re.escape(word) for word in _APART_WORDS))
_REACH = 30
_STOP = re.compile(r"[，。；：、！？\n,;（）()]|以[上下]")
_LOOSE = frozenset("至少 至多 最多 最少 不得 提前".split())
_OPEN_GAP = re.compile(r"人均|[户日年月]均|每[\u4e00-\u9fff]{1,4}|[\u4e00-\u9fff]{0,10}(?:期?满|终止|结束|届满|之日)后")
_HIGHEST = frozenset("最高 最低 最长 最短".split())
_BELOW = frozenset(_SHORT.split())
_NEW_PREDICATE = re.compile(r"[按处由并应可]|部分")
_GRANTS = re.compile(r"可?(?:以)?(?:给予|补助|补贴|奖励|支持|资助|扶持|获得|享受|可?达到?|可?至|为)")
_SHARES = frozenset(("percent", "ratio"))


_BEHIND = re.compile(r"(?:有期徒刑|拘役)(?P<word>以[上下])")


def behind(text: str, end: int) -> Bound | None:
    """三年[有期徒刑]以下刑罚: a bound word after the noun of a penalty sets the value of the term."""
    match = _BEHIND.match(text, end)
    return SUFFIXES[match["word"]][0] if match else None


def apart(text: str, start: int, dimension: str) -> Bound | None:
    """A bound word separated from its number (不得低于岗位总量的百分之八十, 至少公告3次) still sets the value.

    Looked for in the same comma clause. 超过, 低于 and the like, without a negation, reach only over …的; 至少 and 最多 reach
    over a verb, the others over the noun that a share is taken of.
    """
    window = text[max(0, start - _REACH) : start]
    segment = _STOP.split(window)[-1]
    words = list(_APART.finditer(segment))
    if not words:
        return None
    word, gap = words[-1][0], segment[words[-1].end() :]
    bound = PREFIXES[word]
    if word in _LOOSE:
        return bound if len(gap) <= 10 else None
    if word in _HIGHEST:  # otherwise an adjective: 最高限值, 最低工资标准
        return bound if _GRANTS.fullmatch(gap) else None
    if _OPEN_GAP.fullmatch(gap):
        return bound
    if dimension not in _SHARES or _NEW_PREDICATE.search(gap):
        return None
    return bound if bound.inclusive or word in _BELOW or gap.endswith("的") else None
