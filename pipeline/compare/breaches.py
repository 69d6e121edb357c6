"""What a sanction punishes, in the words of the act: the sanction's formula left out, 违反本条例第X条 replaced by what that article asks.

Two penalties are the same provision when they punish the same act; their formulas (由…责令限期改正，逾期不改正的，处…罚款) are alike in
every regulation and say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.chinese.numerals import integer
from pipeline.compare.texts import Passage
from pipeline.model import Modality

SHORTEST = 5
"""Characters; shorter pieces say nothing."""

_PENAL = re.compile("责令|罚款|处分|追究|处罚|从其规定|适用其规定|治安管理|收回|取消|责任|予以处理")
_OFFICIALS = re.compile(
    r"徇私舞弊|滥用职权|玩忽职守|国家工作人员|工作人员.{0,12}(?:不|未)依法|不履行.{0,10}职责|履行[^，。]{0,16}职责"
)
_ELSEWHERE = re.compile("从其规定|适用其规定|依照其规定|法律、(?:行政)?法规(?:已有|已经|另有|对)|按照有关法律、法规")
_POLICE = re.compile("治安管理|犯罪|民事责任")
_ADMINISTRATIVE = re.compile("罚款|责令")
LONGEST_ELSEWHERE = 110
"""Characters of a clause that only refers to other laws."""

_OWN = re.compile(r"违反(?:了)?本(?:条例|办法|规定|法|实施细则|细则)(第[^，。；]*?)(?:规定|的|，)")
_PART = re.compile(
    r"第([〇零一二三四五六七八九十百]+)条(?:第([一二三四五六七八九十]+)款)?"
    r"(?:第([一二三四五六七八九十]+)项(?:至第([一二三四五六七八九十]+)项|、第([一二三四五六七八九十]+)项)?)?"
)
_ITEM = re.compile(r"^\s*[（(]([一二三四五六七八九十]+)[)）](.*)$", re.M)
_SENTENCE = re.compile("[。；;：\n]")
_FORMULA = re.compile(
    r"(?:由[^，。；]{0,60})|(?:[^，。；]{0,30}?)?(?:依法)?(?:责令|给予|处|没收|吊销|并处|追究|取消|收回|可以处|可处)"
)
_RULE = re.compile("违反本|依照本|按照本")
_DEGREE = re.compile("逾期|拒不|情节|构成犯罪|有违法所得|造成")

Articles = Mapping[tuple[str, int | None, int], Passage]


def is_penal(passage: Passage) -> bool:
    """Whether a clause is about sanctions: by its function or by most of its norms."""
    norms = passage.facts.norms
    sanctions = sum(n.modality is Modality.SANCTION for n in norms)
    return (passage.function == "liability" or 2 * sanctions >= max(1, len(norms))) and bool(_PENAL.search(passage.clause.text))


def penalty_kind(passage: Passage) -> str:
    """else (从其规定: another law tells), official (处分 of officials), fine (罚款, 责令) or police (治安, 刑事, 民事)."""
    text = passage.clause.text
    if _ELSEWHERE.search(text) and len(text) < LONGEST_ELSEWHERE:
        return "else"
    if _OFFICIALS.search(text):
        return "official"
    return "fine" if _ADMINISTRATIVE.search(text) or not _POLICE.search(text) else "police"


def breaches(passage: Passage, articles: Articles) -> list[str]:
    """The acts that a clause punishes, each in its words; ``articles``: (document id, number, part) → the article. Never empty."""
    out = []
    for sentence in _SENTENCE.split(passage.body if "\n" not in passage.clause.text else _unlabelled(passage)):
        for own in _OWN.finditer(sentence):
            for part in _PART.finditer(own[1]):
                article = articles.get((passage.document.id, integer(part[1]), passage.clause.part))
                if article is not None:
                    out += _asked(article.clause.text, part)
        act = _act(sentence.strip())
        if len(act) > SHORTEST and "下列" not in act:
            out.append(act)
    return out or [passage.body]


def _unlabelled(passage: Passage) -> str:
    return passage.clause.text.partition(passage.clause.label)[2] or passage.clause.text


def _act(sentence: str) -> str:
    """The act of one sentence: what stands before the sanction, without the rule and the degrees."""
    kept = []
    for piece in re.split("[，,]", sentence):
        if _FORMULA.match(piece):
            break
        if not _RULE.match(piece) and not _DEGREE.match(piece):
            kept.append(piece)
    return "，".join(kept)


def _asked(article: str, part: re.Match[str]) -> list[str]:
    """What the part of an article asks, sentence by sentence: the items named, the paragraph, or all of it."""
    items = _ITEM.findall(article)
    if part[3]:
        low, high = integer(part[3]), integer(part[4] or part[5] or part[3])
        return [text for number, text in items if low <= integer(number) <= high]
    text = article
    if part[2]:
        paragraphs = [line for line in article.split("\n") if line.strip() and not _ITEM.match(line)]
        at = integer(part[2]) - 1
        if at >= len(paragraphs):
            return []
        text = paragraphs[at]
        if text.rstrip().endswith(("：", ":")):
            return [item for _, item in items]
    return [s for s in re.split("[。；\n]", text) if len(s.strip()) > SHORTEST]
