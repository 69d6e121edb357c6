"""Draw facts of the real texts to be read by eye: ``python scripts/precision_sample.py quantity laws 300``.

Prints each with a little of its surroundings; what a person judged of them goes to ``scripts/data/precision.json`` (counts only: the texts
stay outside the project). The same seed draws the same facts as long as the texts and the rules are the same.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import gold

SEED = 7
FILES = 400  # of the corpus, drawn first; then the facts from them
_SIDE = 10  # characters of the surroundings shown


def sources(where: str) -> list[Path]:
    """The files of ``laws``, or of the pages, plans and Word files (``others``)."""
    corpus = gold.SHARED / "corpus"
    folders = [corpus / "laws"] if where == "laws" else [corpus / name for name in ("govcn", "policies_md", "docx", "doc")]
    return sorted(p for folder in folders for p in folder.rglob("*") if p.suffix in (".md", ".html", ".docx", ".doc"))


def facts(kind: str, where: str) -> Iterator[str]:
    """One line for each fact of ``kind`` (quantity, org, group, region, date) in the files drawn."""
    from pipeline.errors import ReadError
    from pipeline.read import read
    from pipeline.run import process

    paths = sources(where)
    for path in random.Random(SEED).sample(paths, min(FILES, len(paths))):
        try:
            records = process(read(path))
        except ReadError:
            continue
        for record in records:
            for clause, found in zip(record.clauses, record.facts, strict=True):
                some = found.quantities if kind == "quantity" else [e for e in found.entities if e.label == kind]
                for fact in some:
                    yield shown(clause.text, fact)


def shown(text: str, fact) -> str:
    """The fact in brackets, with its surroundings and what was read of it."""
    before, after = text[max(0, fact.start - _SIDE) : fact.start], text[fact.end : fact.end + _SIDE]
    line = f"{before}【{fact.text}】{after}".replace("\n", "⏎")
    if not hasattr(fact, "unit"):
        return line
    low, high = ("" if n is None else f"{n:g}" for n in (fact.low, fact.high))
    signs = "[" if fact.low_inclusive else "(", "]" if fact.high_inclusive else ")"
    return f"{line} {signs[0]}{low},{high}{signs[1]}{fact.unit}{'~' if fact.approx else ''}{'/' + '/'.join(fact.per) if fact.per else ''} {fact.role or ''}"


def main(kind: str, where: str, count: str) -> None:
    gold.need()
    lines = list(facts(kind, where))
    for n, line in enumerate(random.Random(SEED).sample(lines, min(int(count), len(lines))), 1):
        print(n, line)


if __name__ == "__main__":
    main(*sys.argv[1:])
