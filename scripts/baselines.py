"""Naive baselines that stand beside every figure: what a careful person would write in an afternoon."""

from __future__ import annotations

import re

_NUMBER = r"(?:\d[\d,.]*|[一二三四五六七八九十百千万亿两]+)[万亿]?"
_UNIT = r"(?:元|%|％|个工作日|日|个月|月|年|倍|人|名|次|份|家|个|平方米|米|小时)"
_QUANTITY = re.compile(rf"({_NUMBER})({_UNIT})")
_MODAL = re.compile(
    r"(?P<prohibition>不得|禁止|严禁)|(?P<duty>应当|必须)|(?P<permission>可以|有权)|(?P<encouragement>鼓励|支持)"
    r"|(?P<sanction>责令|没收|吊销|处)|(?P<directive>加强|推进|完善|建立|健全)"
)
_ORG = re.compile(r"[\u4e00-\u9fff]{2,12}?(?:人民政府|部门|委员会|法院|检察院|局|公司|企业)")
_LAW = re.compile(r"《[^》]+》(?:第[一二三四五六七八九十百零]+条)?")


def annotate(text: str) -> dict:
    """Facts by plain regular expressions: number + unit, 《…》, a few body nouns, modal words with the rest of the comma."""
    from pipeline.chinese.numerals import value

    quantities = []
    for m in _QUANTITY.finditer(text):
        number = value(m[1])
        quantities.append(_span(m) | {"low": number, "high": number, "low_inclusive": True, "high_inclusive": True, "unit": m[2]})
    entities = [_span(m) | {"label": "law"} for m in _LAW.finditer(text)]
    entities += [_span(m) | {"label": "org"} for m in _ORG.finditer(text)]
    norms = []
    for m in _MODAL.finditer(text):
        end = re.search(r"[，。；\n]|$", text[m.end() :]).start() + m.end()
        start = max(text.rfind(c, 0, m.start()) for c in "，。；\n") + 1
        norms.append(
            {
                "modality": m.lastgroup,
                "cue": _span(m),
                "actor": [_piece(text, start, m.start())] if start < m.start() else [],
                "action": [_piece(text, m.end(), end)] if m.end() < end else [],
            }
        )
    return {"quantities": quantities, "entities": entities, "norms": norms, "function": "measure"}


def _span(m: re.Match) -> dict:
    return {"start": m.start(), "end": m.end(), "text": m[0]}


def _piece(text: str, start: int, end: int) -> dict:
    return {"start": start, "end": end, "text": text[start:end]}
