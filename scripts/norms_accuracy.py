"""Norms as persons judged them: counts of ``data/norms_read.json``, and what a trained model reaches beside the rules.

Reading cannot be repeated by a program, so the counts are kept; the sentences that were read are not. The kinds of error, with
examples, are told in docs/norms.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

COUNTS = Path(__file__).parent / "data" / "norms_read.json"

Figure = tuple[str, float, float | None, int | None]
"""Measure, value, the naive baseline's, number of items."""


def figures() -> Iterator[Figure]:
    """Every figure of the section ``norms``."""
    counts = json.loads(COUNTS.read_text("utf-8"))
    for row in counts["precision"]:
        if row["right"] + sum(row["errors"].values()) != row["norms"]:
            raise ValueError(f"the errors of {row['what']} do not add up")
        yield f"norms.read {row['what']}", row["right"] / row["norms"], None, row["norms"]
        for kind, n in row["errors"].items():
            yield f"norms.read {row['what']}: {kind}, errors", n / row["norms"], None, n
    for row in counts["unseen"]:
        for role, f1 in row["f1"].items():
            yield f"norms.unseen {row['what']}: {role}", f1, None, row["norms"]
    for row in counts["sheets"]:
        yield f"norms.sheet {row['what']}", row["right"] / (row["rows"] + row["missing"]), None, row["rows"]
    yield from _trained()


def _trained() -> Iterator[Figure]:
    from norms_trained import figures as trained

    for name, value in trained().items():
        yield f"norms.{name}", round(value, 4), None, None
