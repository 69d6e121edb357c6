"""Numbers tied to what they are for: a fine to the breach, a deadline to the act, a standard to the thing counted.

The number alone says nothing in a comparison: 五千元以上二万元以下 is stricter or looser only beside the amount for the same
breach at the same degree (逾期不改正, 情节严重).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.compare.texts import Passage
from pipeline.model import Modality, Norm, Quantity, Span

GRADES = (
    ("情节严重", re.compile("情节(?:特别)?严重|严重后果|造成(?:重大|严重)|构成严重")),
    ("情节较轻", re.compile("情节(?:较轻|轻微)|主动")),
    ("逾期不改", re.compile("逾期|拒不|仍不|不(?:予)?改正|不听")),
)
"""Degrees of a breach for which a sanction is stepped, the first that the words before an amount name."""

KINDS = {"fine": "罚款", "deadline": "期限", "subsidy": "补贴", "age": "年龄", "threshold": "门槛", "target": "目标", "quota": "配额",
         "rate": "比例", "price": "价格", "term": "期间", "result": "结果"}  # fmt: skip
"""What a number is, as people read it."""

_CLAUSE_END = re.compile("[，。；：\n]")
_FINE = re.compile("罚款")


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity of a clause with its trigger.

    ``kind``: its role (fine, deadline, …) or its dimension; ``trigger``: the words that say what it is for (the breach of a fine, the
    act of a deadline, the thing counted); ``grade``: the degree of a breach, empty for none; ``optional``: 可以处.
    """

    quantity: Quantity
    kind: str
    trigger: str
    grade: str = ""
    optional: bool = False

    @property
    def text(self) -> str:
        return self.quantity.text


def amounts(passage: Passage) -> tuple[Amount, ...]:
    """The numbers of a clause in order, each with its trigger."""
    text = passage.clause.text
    return tuple(
        _amount(text, q, passage.facts.norms) for q in passage.facts.quantities if q.low is not None or q.high is not None
    )


def _amount(text: str, q: Quantity, norms: tuple[Norm, ...]) -> Amount:
    norm = next(
        (n for n in norms if any(s.start <= q.start and q.end <= s.end for s in (*n.action, *n.deadline, *n.condition))), None
    )
    kind = q.role or q.dimension
    if _FINE.match(text, q.end) or (norm and norm.modality is Modality.SANCTION and "罚款" in text[q.start : q.end + 6]):
        kind = "fine"
    before = text[_sentence_start(text, q.start) : q.start]
    if kind == "fine":
        condition = "，".join(_line(s) for s in norm.condition) if norm else ""
        here = text[_step_start(text, q.start) : q.start]
        grade = next((name for name, words in GRADES if words.search(here)), "")
        return Amount(
            q,
            kind,
            condition or _line_text(before)[:40],
            grade,
            bool(re.search(r"可以?(?:并|单)?处以?$|可以?(?:并处|处)", here[-8:])),
        )
    if norm and any(s.start <= q.start and q.end <= s.end for s in norm.deadline):
        return Amount(q, "deadline", "".join(_line(s) for s in norm.action)[:40])
    return Amount(q, kind, q.of or _line_text(before)[-16:])


def _sentence_start(text: str, at: int) -> int:
    """Where the part of the sentence begins that holds ``at``."""
    return max((m.end() for m in _CLAUSE_END.finditer(text, 0, at)), default=0)


def _step_start(text: str, at: int) -> int:
    """Where the step of a sanction begins that holds ``at``: after the last amount, semicolon or full stop."""
    return max((m.end() for m in re.finditer("[。；\n]|罚款", text[:at])), default=0)


def _line(span: Span) -> str:
    return _line_text(span.text)


def _line_text(text: str) -> str:
    return "".join(text.split())
