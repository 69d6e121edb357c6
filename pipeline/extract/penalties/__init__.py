"""Penalties: what follows a breach, step by step, read from the sanctions of a clause.

Reads a clause's text and its ``Norm`` records, writes ``Penalty`` records: the breaches (a lead-in with its items, or one
act), and the measures in the order of escalation (责令改正 → 逾期不改正 → 罚款 → 情节严重 → 吊销). Amounts and the duty that was
breached are found by offset: quantities inside a measure, citations inside a breach.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.extract.norms.layout import ITEM, MARKER
from pipeline.extract.penalties import measures
from pipeline.model import Modality, Norm, Span

_STEP = re.compile(
    r"(?:对|经|有前款[^，。；]{0,12}|前款[^，。；]{0,12}|违反前款[^，。；]{0,8}，)?(?:[一二两三\d]+(?:年|个月)内)?"
    r"(?:逾期|拒不|仍不|仍未|期满|到期|届时|情节(?!轻)|造成|导致|致使|引发|发生|构成|触犯|涉嫌|屡|再次|多次|第[二三四五]次|累计|二次|两次|三次|可能危及|危及|后果|影响恶劣|性质恶劣|责令(?!.{0,30}(?:未|不))|经责令|经[^，。；]{0,6}(?:处罚|教育|通知|督促)|不(?:停止|改正|整改|履行(?:处罚|行政|本条|决定|前))|未(?:在规定|按期|改正))"
)
"""How a condition begins that raises the penalty of the breach before it."""

_CASE = re.compile(
    r"(?:对)?(?:其中[，,]?)?(?:有|没有|无|并有)?(?:违法所得|非法所得|非法财物|货值|违法经营额|情节轻|尚不|尚未|不足|未造成|属于(?:单位|个人|非经营|经营)|是(?:单位|个人)|单位(?:有|实施)|个人(?:有|实施))"
)
"""How a condition begins that tells cases of a breach apart and raises nothing: 有违法所得的, 没有违法所得的."""

_OWN_BODY = frozenset({"刑事责任", "治安管理处罚", "行政拘留"})
"""Kinds of measure that another body takes than the one named before."""

_BREACH = re.compile(r"[不未违拒]|擅自")
"""What tells a breach in front of a sanction that has no condition: 不履行职责的部门，由…."""

_LEAD = re.compile("之一|下列|以下")
"""What leads to a list, in a line that ends with a colon."""


@dataclass(frozen=True, slots=True)
class Measure(Span):
    """One measure. ``norm`` is the ordinal of its sanction among the clause's norms, ``step`` counts from 1.

    ``trigger``: the condition that leads to it beyond the breach itself (逾期不改正的); ``body``: who takes it.
    """

    kind: str = ""
    norm: int = 0
    step: int = 1
    trigger: str | None = None
    body: str | None = None


@dataclass(slots=True)
class Penalty:
    """The measures that follow one breach. ``breach`` is the whole or the lead-in of the list whose lines are ``items``."""

    breach: Span | None
    items: list[Span] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)


def penalties(text: str, norms: Sequence[Norm]) -> list[Penalty]:
    """The penalties of a clause in the order of its text.

    >>> from pipeline.extract import bare, extract
    >>> clause = bare("擅自夜航的，由海事处责令改正；逾期不改正的，处九百元以上三千二百元以下罚款。")
    >>> (penalty,) = penalties(clause.text, extract(clause).norms)
    >>> penalty.breach.text, [(m.step, m.trigger, m.kind, m.body) for m in penalty.measures]
    ('擅自夜航的', [(1, None, '责令改正', '海事处'), (2, '逾期不改正的', '罚款', '海事处')])
    """
    sanctions = [(n, norm) for n, norm in enumerate(norms) if norm.modality is Modality.SANCTION]
    out: list[Penalty] = []
    for n, norm in sanctions:
        pieces = _pieces(text, norm)
        if not pieces:  # 并处没收: the measure is the next norm's
            continue
        goes_on = bool(out) and _same_paragraph(text, out[-1], norm)
        breach, trigger = _parts(text, norm, goes_on)
        if not goes_on:
            breach, trigger = _understood(text, norms[:n], norm, breach, trigger)
        if not goes_on or breach is not None and _is_other(out[-1], breach):
            out.append(Penalty(breach))
        out[-1].measures.extend(_measures(text, n, norm, pieces, trigger, out[-1]))
    for penalty in out:
        penalty.items = _items(text, penalty, sanctions)
    return out


def _parts(text: str, norm: Norm, goes_on: bool) -> tuple[Span | None, str | None]:
    """The breach among a sanction's conditions, and what raises its penalty; ``goes_on``: behind a penalty of its paragraph."""
    conditions = list(norm.condition)
    raising = []
    while conditions and (_STEP.match(conditions[-1].text) or _CASE.match(conditions[-1].text)):
        if len(conditions) == 1 and not goes_on:  # nothing else was breached
            break
        raising.insert(0, conditions.pop().text)
    if not conditions:
        return None, "；".join(raising) or None
    start, end = conditions[0].start, max(c.end for c in conditions)
    return Span(start, end, text[start:end]), "；".join(raising) or None


def _understood(
    text: str, before: Sequence[Norm], norm: Norm, breach: Span | None, trigger: str | None
) -> tuple[Span | None, str | None]:
    """The breach of a paragraph's first sanction where its own conditions do not tell it.

    Of 构成犯罪的 it is that of the norm before (…的，依法承担民事责任；构成犯罪的，…); without a condition, what stands in front.
    """
    line = text.rfind("\n", 0, norm.start) + 1
    if breach is None:
        sentence = max(line, text.rfind("。", 0, norm.start) + 1, text.rfind("；", 0, norm.start) + 1)
        start = MARKER.match(text, sentence).end()
        end = min([norm.start, *(a.start for a in (*norm.actor, *norm.action))])
        while end > start and text[end - 1] in "，,由对":
            end -= 1
        return (Span(start, end, text[start:end]), trigger) if _BREACH.search(text, start, end) else (None, trigger)
    if not _STEP.match(breach.text):
        return breach, trigger
    for earlier in reversed(before):
        if earlier.start < line:
            break
        if earlier.condition and not _STEP.match(earlier.condition[0].text):
            return Span(
                earlier.condition[0].start,
                earlier.condition[-1].end,
                text[earlier.condition[0].start : earlier.condition[-1].end],
            ), breach.text
    return breach, trigger


def _same_paragraph(text: str, before: Penalty, norm: Norm) -> bool:
    return text.find("\n", before.measures[-1].end, norm.start) < 0


def _is_other(before: Penalty, breach: Span) -> bool:
    """Whether ``breach`` is another one than that of the penalty before it."""
    known = before.breach
    return known is None or breach.start >= known.end or breach.end <= known.start


def _pieces(text: str, norm: Norm) -> list[measures.Piece]:
    start = min([norm.start, *(a.start for a in norm.action)])
    end = max([norm.end, *(a.end for a in norm.action)])
    return measures.split(text, start, end)


def _measures(
    text: str, n: int, norm: Norm, pieces: Sequence[measures.Piece], trigger: str | None, penalty: Penalty
) -> Iterator[Measure]:
    last = penalty.measures[-1] if penalty.measures else None
    step = 1 if last is None else last.step
    if last is not None and trigger != last.trigger and trigger is not None and _STEP.match(trigger):
        step += 1
    own = "、".join(a.text for a in norm.actor) or None
    for a, b, kind in pieces:
        known = own or (last.body if last is not None and kind not in _OWN_BODY else None)
        yield Measure(a, b, text[a:b], norm.rule, norm.confidence, kind, n, step, trigger, known)


def _items(text: str, penalty: Penalty, sanctions: Sequence[tuple[int, Norm]]) -> list[Span]:
    """The lines of the list that the breach leads to: those behind its paragraph that set no penalty of their own."""
    if penalty.breach is None:
        return []
    at = text.find("\n", penalty.breach.end)
    begin = max(penalty.breach.start, text.rfind("\n", penalty.breach.start, at) + 1)
    if at < 0 or not text[begin:at].rstrip().endswith(("：", ":")) or not _LEAD.search(text, begin, at):
        return []
    out = []
    while at < len(text):
        start = at + 1
        at = text.find("\n", start)
        at = len(text) if at < 0 else at
        marker = ITEM.match(text, start, at)
        if marker is None or any(start <= norm.start < at for _, norm in sanctions):
            break
        end = at
        while end > marker.end() and text[end - 1] in "；;。 ":
            end -= 1
        out.append(Span(marker.end(), end, text[marker.end() : end]))
    return out
