"""Names of provisions: the heading that its clauses share, else the words that most of them have and few others."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from pipeline.chinese.tokens import cut
from pipeline.compare.breaches import breaches, is_penal
from pipeline.compare.texts import Passage

LONGEST = 12
"""Characters of one phrase of a name."""

_WORD = re.compile("[\u4e00-\u9fffA-Za-z0-9]{2,}")
_NUMBER = re.compile(
    r"\d|[一二两三四五六七八九十百千万]{2}|[一二两三四五六七八九十百千万每](?:元|倍|日|天|年|条|款|项|张|户|名|人|次|个|百|千|万)|平方米|百分之"
)
_EMPTY = frozenset(
    "应当 可以 不得 禁止 鼓励 支持 根据 按照 依照 规定 有关 相关 以及 或者 并且 进行 其他 下列 本条例 本办法 条例 办法 制定 负责 人民政府 部门 "
    "县级以上 以上 以下 单位 个人 行政 主管部门 给予 予以 建立 健全 完善 加强 提供 工作 本市 本省 自治区 直辖市 第一款 第二款 第三款 违反 责令 "
    "处以 罚款 情节严重 情节 严重 改正 逾期 限期 依法 组织 实施 通过 需要 具有 符合 相应 情况 活动 情形 应该 所在地 省 市 县 区 中华人民共和国 "
    "行政区域 本行政区域 做好 开展 采取 方式 形式 多种 手段 依据 机制 水平 范围 主要 接受 保障 追究 刑事责任 构成犯罪 没收 警告 法律 法规 责任 "
    "直接责任人员 主管人员 处分 各级 社会 国家 不同 职责 各自 予以 实行 使用 及时 有权 任何 承担 政府 公民 法人 之日起 日内 工作日 工作日内 不少于 不少 不得少于 低于 不低于 不低 至少 不超过 超过 累计 每年 每月 公布 告知 纳入 按期 制度 设区 乡镇 街道办事处 自治县".split()
)
"""Words of every regulation: they name no provision."""

FUNCTIONS = {
    "purpose": "立法目的", "scope": "适用范围", "definition": "定义", "principle": "原则", "duty_allocation": "职责分工", "target": "目标",
    "measure": "措施", "procedure": "程序", "standard": "标准", "funding": "经费", "rights": "权利义务", "supervision": "监督",
    "liability": "法律责任", "final": "附则", "background": "背景", "other": "其他",
}  # fmt: skip
"""Functions as people read them."""

_CHAPTER = re.compile(r"^第[一二三四五六七八九十百]+[编章节]\s*")
_FIXED = {"purpose", "final", "scope", "definition"}


class Namer:
    """Names provisions among ``passages``: a word counts the more the fewer of these have it. Of a sanction the act names it."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        articles = {(p.document.id, p.clause.number, p.clause.part): p for p in passages}
        self._phrases = [_phrases("。".join(breaches(p, articles)) if is_penal(p) else p.body) for p in passages]
        self._held = Counter(phrase for some in self._phrases for phrase in some)
        self._size = len(passages)

    def name(self, members: Sequence[int], heads: Sequence[str], function: str) -> str:
        """The name of the group of the passages at ``members``; ``heads``: headings above them; ``function``: what most of them do."""
        shared = Counter(phrase for m in members for phrase in self._phrases[m])
        need = max(2, math.ceil(len(members) / 2)) if len(members) > 1 else 1
        ranked = sorted(
            ((self._weight(phrase, n, len(members)), phrase) for phrase, n in shared.items() if n >= need),
            key=lambda x: (-x[0], x[1]),
        )
        chosen: list[str] = []
        for _, phrase in ranked:
            if len(chosen) == 2:
                break
            if not any(
                set(phrase) & set(other) and (phrase in other or other in phrase or _overlap(phrase, other)) for other in chosen
            ):
                chosen.append(phrase)
        if function in _FIXED:
            return "：".join((FUNCTIONS[function], *chosen[:1])) if function == "definition" else FUNCTIONS[function]
        return "、".join(chosen) or next((_CHAPTER.sub("", h) for h in heads if h), FUNCTIONS[function])

    def _weight(self, phrase: str, n: int, of: int) -> float:
        rare = math.log((1 + self._size) / (1 + self._held[phrase])) + 0.3
        return n / of * rare * math.sqrt(len(phrase)) * (n / self._held[phrase]) ** 0.5


def _phrases(text: str) -> frozenset[str]:
    """Words and pairs and triples of neighbouring words, none of them one of every regulation."""
    words = [w if _WORD.fullmatch(w) and w not in _EMPTY and not _NUMBER.search(w) else "" for w in cut(text)]
    out = set()
    for k in range(len(words)):
        for n in (1, 2, 3):
            run = words[k : k + n]
            if len(run) == n and all(run) and len("".join(run)) <= LONGEST:
                out.add("".join(run))
    return frozenset(out)


def _overlap(a: str, b: str) -> bool:
    """Whether two phrases share two characters in a row."""
    return any(a[k : k + 2] in b for k in range(len(a) - 1))
