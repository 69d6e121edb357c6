"""Numbers tied to what they are for: a fine to the breach, a deadline to the act, a standard to the thing counted.

The number alone says nothing in a comparison: 五千元以上二万元以下 is stricter or looser only beside the amount for the same
breach at the same degree (逾期不改正, 情节严重).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.chinese.tokens import cut
from pipeline.compare.texts import Passage
from pipeline.model import Modality, Norm, Quantity, Span

GRADES = (
    ("情节严重", re.compile("情节(?:特别)?严重|严重后果|造成(?:重大|严重)|构成严重|再次|屡")),
    ("造成危害", re.compile("危及|危害|伤害|损害|后果")),
    ("情节较轻", re.compile("情节(?:较轻|轻微)|主动(?:消除|减轻)")),
    ("逾期不改", re.compile("逾期|拒不|仍不|仍未|不(?:予)?改正|不听")),
)
"""Degrees of a breach for which a sanction is stepped; the first that the words before an amount name."""

KINDS = {"fine": "罚款", "deadline": "期限", "subsidy": "补贴", "age": "年龄", "threshold": "门槛", "target": "目标", "quota": "配额",
         "rate": "比例", "price": "价格", "term": "期间", "result": "结果"}  # fmt: skip
"""What a number is, as people read it."""

LONGEST = 14
"""Characters of the words before an amount that tell what it is for."""

_WHOM = re.compile("(?:的)?([一-鿿]{0,6}?(?:老年人|未成年人|儿童|公民|居民|老人|人员|妇女|学生|职工|驾驶人))")
_LEADING = re.compile("(?:应当)?(?:给予|达到|不|按照|为|向|在|自|于|处|的)*$")
_CUT = re.compile("[，。；：\n]")
_STEP = re.compile("[。；\n]|罚款")
_SENTENCE = re.compile("[。\n]")
_ITEM = re.compile(r"[（(][一二三四五六七八九十\d]+[)）]")
_OPTIONAL = re.compile("可以?(?:并|单|并处或者单)?处以?$")
_MARKER = re.compile(
    r"^\s*第[〇零一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?\s*|^[（(][一二三四五六七八九十\d]+[)）]"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity of a clause with its trigger.

    ``kind``: its role (fine, deadline, …) or its dimension; ``trigger``: the words that say what it is for (the breach of a fine, the
    act of a deadline, the thing counted); ``grade``: the degree of a breach, empty for none; ``optional``: 可以处; ``item``: it stands in
    an item of a list; ``sentence``: which sentence of the clause it stands in, counted from the start of that sentence.
    """

    quantity: Quantity
    kind: str
    trigger: str
    grade: str = ""
    optional: bool = False
    item: bool = False
    sentence: int = 0

    @property
    def text(self) -> str:
        return self.quantity.text


def amounts(passage: Passage) -> tuple[Amount, ...]:
    """The numbers of a clause in order, each with its trigger."""
    text, norms = passage.clause.text, passage.facts.norms
    return tuple(_amount(text, q, norms) for q in passage.facts.quantities if q.low is not None or q.high is not None)


def _amount(text: str, q: Quantity, norms: Sequence[Norm]) -> Amount:
    norm = next((n for n in norms if _within(q, (*n.action, *n.deadline))), None)
    sentence = _last(_SENTENCE, text, q.start)
    item = bool(_ITEM.match(text, sentence + _blanks(text, sentence)))
    if text.startswith("罚款", q.end) or (norm and norm.modality is Modality.SANCTION and "罚款" in text[q.start : q.end + 6]):
        here = text[_last(_STEP, text, q.start) : q.start]
        grade = next((name for name, words in GRADES if words.search(here)), "")
        return Amount(q, "fine", breach(text, q.start, norms), grade, bool(_OPTIONAL.search(_before_base(here))), item, sentence)
    if norm and _within(q, norm.deadline):
        return Amount(q, "deadline", "".join(map(_line, norm.action))[:40], item=item, sentence=sentence)
    kind = q.role or q.dimension
    about = q.of or (_behind(text, q.end) if kind == "age" else "") or _tail(_bare(text[_last(_CUT, text, q.start) : q.start]))
    return Amount(q, kind, about, item=item, sentence=sentence)


def _behind(text: str, at: int) -> str:
    """Whom an age is of: 六十周岁以上【老年人】."""
    found = _WHOM.match(text, at)
    return found[1] if found else ""


def _tail(words: str) -> str:
    """The last whole words of what stands before an amount, without the verb that leads to it."""
    kept = ""
    for word in reversed(cut(_LEADING.sub("", words))):
        if len(word) + len(kept) > LONGEST or (kept and word in "、和及与"):
            break
        kept = word + kept
    return kept


def breach(text: str, at: int, norms: Sequence[Norm]) -> str:
    """The breach that the sanction at ``at`` is for: of its sentence the condition that is more than a degree (逾期不改正的), else
    the last one before; empty when the clause names none."""
    start = _last(_SENTENCE, text, at)
    found = ""
    for norm in norms:
        if norm.start > at and found:
            break
        for condition in norm.condition:
            words = _bare(condition.text)
            if not _only_grade(words) and condition.start <= at and (not found or condition.start >= start):
                found = words
    return found


def _only_grade(words: str) -> bool:
    """Whether a condition names a degree and no act: it begins with the degree."""
    return len(words) < 20 and any(pattern.search(words[:6]) for _, pattern in GRADES)


def _before_base(words: str) -> str:
    """The words before an amount without the base of a share: 可以处非法所得 → 可以处."""
    return re.sub("(处以?)[^处，；。]{1,16}$", r"\1", words)


def _within(q: Quantity, spans: Sequence[Span]) -> bool:
    return any(s.start <= q.start and q.end <= s.end for s in spans)


def _last(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where the part of the text begins that holds ``at``: behind the last mark before it."""
    return max((m.end() for m in pattern.finditer(text, 0, at)), default=0)


def _blanks(text: str, at: int) -> int:
    return len(text[at:]) - len(text[at:].lstrip())


def _line(span: Span) -> str:
    return _bare(span.text)


def _bare(text: str) -> str:
    return _MARKER.sub("", "".join(text.split()))
