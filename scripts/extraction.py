"""Sections of ``evaluate.py`` about amounts and entities: peers' cases, numerals accounted for, precision by eye, labels by spaCy, a trained component."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import gold

Figure = tuple[str, float, float | None, int | None]
"""Measure, value, baseline or None, number of items or None: the fields of ``evaluate.Row``."""

PRECISION = Path(__file__).parent / "data" / "precision.json"


def peers() -> Iterator[Figure]:
    """Values of other tools' own test cases that we read as they do, and of twenty-five sentences of policies."""
    from peers import results

    for kind, result in results():
        yield f"peers.{kind}", result.right / result.of, None, result.of


def numerals() -> Iterator[Figure]:
    """Numerals of the law corpus by what explains them, and ranges with two bounds that are one amount with both ends."""
    from numerals import figures

    for measure, share, of in figures():
        part = measure.startswith("numerals.") and measure != "numerals.explained"
        yield measure + " (share)" * part, share, None, of


def eye() -> Iterator[Figure]:
    """What a person found right in a random sample, before the errors found were mended."""
    for read in json.loads(PRECISION.read_text("utf-8"))["read"]:
        name = f"by eye.{read['kind']}, {read['where']}"
        yield f"{name}, precision", read["right"] / read["count"], None, read["count"]
        for kind, times in read["errors"].items():
            yield f"{name}: {kind}, errors", times / read["count"], None, times


def labels() -> Iterator[Figure]:
    """Development facts per label, as spaCy's Scorer counts them through the bridge."""
    from pipeline.spacy_bridge import scores

    records = list(gold.lines(gold.GOLD / "facts" / "dev.jsonl"))
    for name, figures in sorted(scores(records).items()):
        yield f"spacy.{name}", figures["f1"], None, None


def trained() -> Iterator[Figure]:
    """F1 of entities: the rules, and linear models on characters cross-validated."""
    from entities_trained import compare

    figures = compare()
    for figure in figures[1:]:
        yield f"entities, {figure.name}, trained", figure.f1, figures[0].f1, None
