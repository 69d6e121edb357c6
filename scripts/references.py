"""Figures of what a person read: references and findings of the audit in the law corpus, judged by eye.

``data/references_read.json`` holds counts only: what was read, how many were right, which classes of error there were, who read
how and when, and the seed by which the sample was drawn. ``python scripts/references.py DB N SEED`` draws such a sample.
"""

from __future__ import annotations

import json
import random
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).parent / "data" / "references_read.json"
_EXTERNAL = """
SELECT d.title, d.date, c.label, e.text, f.relation, f.outcome, coalesce(t.title, f.title), t.date, f.eid, f.part, f.younger, c.text, e.start, e.end
FROM citations f JOIN clauses c ON c.key = f.clause JOIN documents d ON d.key = c.document
  JOIN entities e ON e.clause = f.clause AND e.n = f.n LEFT JOIN documents t ON t.key = f.document
WHERE f.title IS NOT NULL AND f.k = 0 ORDER BY d.id, c.eid, f.n"""
_AROUND = 36  # characters shown on either side


def figures() -> Iterator[tuple[str, float, int]]:
    """(measure, share that is right, number read)."""
    for one in json.loads(DATA.read_text("utf-8"))["read"]:
        yield f"read.{one['what']}", one["right"] / one["items"], one["items"]


def sample(db: str, count: int, seed: int) -> Iterator[str]:
    """``count`` references to other texts as lines to read: where it stands, its words, where it was led, its surroundings."""
    connection = sqlite3.connect(f"file:{db}?mode=ro", uri=True)
    rows = connection.execute(_EXTERNAL).fetchall()
    for n, row in enumerate(random.Random(seed).sample(rows, min(count, len(rows))), 1):
        title, date, label, words, relation, outcome, cited, version, eid, part, younger, text, start, end = row
        where = f"{cited} {version or ''} {eid or part or ''}" + (" (younger)" if younger else "")
        around = f"…{text[max(0, start - _AROUND) : start]}【】{text[end : end + _AROUND]}…".replace("\n", "⏎")
        yield f"{n}. {title} {date} {label} [{words}] → {outcome} {relation or '—'} {where}\n   {around}"


if __name__ == "__main__":
    print("\n".join(sample(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
