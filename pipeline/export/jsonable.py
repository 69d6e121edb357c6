"""Facts as plain dictionaries: the JSON of ``zhengce annotate`` and of everything that exchanges facts (see the gold's form)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.model import ROLES, Entity, Facts, Norm, Quantity, Span


def annotation(facts: Facts, theme: str | None) -> dict[str, Any]:
    """``{"quantities", "entities", "norms", "function", "theme"}`` with spans as ``start``, ``end``, ``text``."""
    return {
        "quantities": [quantity(q) for q in facts.quantities],
        "entities": [entity(e) for e in facts.entities],
        "norms": [norm(n) for n in facts.norms],
        "function": facts.function.label if facts.function else None,
        "theme": theme,
    }


def span(s: Span) -> dict[str, Any]:
    return {"text": s.text, "start": s.start, "end": s.end}


def quantity(q: Quantity) -> dict[str, Any]:
    return span(q) | {
        "low": q.low,
        "high": q.high,
        "low_inclusive": q.low_inclusive,
        "high_inclusive": q.high_inclusive,
        "unit": q.unit,
        "approx": q.approx,
        "per": list(q.per),
        "dimension": q.dimension,
        "of": q.of,
        "role": q.role,
        "anchor": q.anchor,
        "period": q.period,
        "kind": q.kind,
        **_made_by(q),
    }


def entity(e: Entity) -> dict[str, Any]:
    return span(e) | {"label": e.label, "norm": e.norm, **_made_by(e)}


def norm(n: Norm) -> dict[str, Any]:
    parts: dict[str, Sequence[Span]] = {role: getattr(n, role) for role in ROLES}
    return {
        "modality": n.modality.value,
        "cue": span(n),
        **{role: [span(s) for s in spans] for role, spans in parts.items()},
        "items": n.items,
        **_made_by(n),
    }


def _made_by(s: Span) -> dict[str, Any]:
    return {"rule": s.rule, "confidence": s.confidence}
