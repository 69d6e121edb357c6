"""Facts as highlights of a text, each with what it means in words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.export.text import bounds
from pipeline.model import Entity, Facts, Norm, Quantity
from pipeline.web.marking import Mark
from pipeline.web.words import value

KINDS = ("quantity", "law", "cue", "actor", "condition", "deadline", "exception", "org", "region", "group", "date", "docno")
"""What can be shown, in the order of the switches."""
SHOWN = ("quantity", "law", "cue")
"""What is shown unless the address says otherwise."""
_PARTS = ("actor", "condition", "deadline", "exception")


def highlights(facts: Facts, language: str, links: Mapping[tuple[int, int], str]) -> Iterator[Mark]:
    """Marks of one clause's facts, offsets in its text; ``links`` gives the address where the citation at (start, end) leads."""
    for norm in facts.norms:
        yield from _norm(norm, language)
    for entity in facts.entities:
        yield _entity(entity, language, links.get((entity.start, entity.end)))
    for quantity in facts.quantities:
        yield Mark(quantity.start, quantity.end, "quantity", amount(quantity, language))


def amount(q: Quantity | Mapping[str, Any], language: str) -> str:
    """A quantity in words: bounds, role, what it is of."""
    row = q if isinstance(q, Mapping) else {name: getattr(q, name) for name in _QUANTITY}
    about = " · ".join(dict.fromkeys(filter(None, (value(row["role"], language) if row["role"] else "", row["of"]))))
    return f"{bounds(dict(row) | {'per': _list(row['per'])})}{f'（{about}）' if about else ''}"


_QUANTITY = ("low", "high", "low_inclusive", "high_inclusive", "unit", "approx", "per", "of", "role")


def _list(per: Any) -> Iterable[str]:
    return json.loads(per) if isinstance(per, str) else per


def _norm(norm: Norm, language: str) -> Iterator[Mark]:
    yield Mark(norm.start, norm.end, "cue", value(norm.modality.value, language))
    for part in _PARTS:
        for span in getattr(norm, part):
            yield Mark(span.start, span.end, part, f"{value(part, language)}（{value(norm.modality.value, language)}）")


def _entity(entity: Entity, language: str, href: str | None) -> Mark:
    norm = f" {entity.norm}" if entity.norm and entity.norm != entity.text else ""
    return Mark(entity.start, entity.end, entity.label, f"{value(entity.label, language)}{norm}", href)
