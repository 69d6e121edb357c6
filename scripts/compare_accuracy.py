"""Measures of comparing: alignment by leaving one subject out, differences of clause pairs; each with a baseline.

python scripts/compare_accuracy.py          prints the figures
python scripts/compare_accuracy.py errors   and every difference that was told wrongly or missed
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import gold
import train_alignment

from pipeline.compare import differences
from pipeline.compare.amounts import amounts
from pipeline.compare.demands import demands
from pipeline.compare.terms import Difference
from pipeline.compare.texts import Passage, of_file

Figure = tuple[str, float, float | None, int]
PAIRS = gold.GOLD / "align" / "differences.jsonl"
CHANGES = {"absent_in_target": ("absent_in_b",), "absent_in_pivot": ("absent_in_a",), "trigger_only": ("trigger",)}
VALUE = ("stricter", "looser", "different")
CLASSES = {"prohibition": "obligation", None: "none"}


def alignment() -> Iterator[Figure]:
    """Measures of a model that has not seen the subject, beside the cosine of bigrams with its best thresholds."""
    ours = train_alignment.figures(train_alignment.left_out())
    naive = train_alignment.figures(train_alignment.baseline())
    decisions = sum(len(p.decisions) for p in train_alignment.pairs())
    for name, value in ours.items():
        yield f"align.{name}", round(float(value), 4), round(float(naive[name]), 4), decisions


def told() -> Iterator[Figure]:
    """Numbers and modality of the differences of clause pairs, F1, beside numbers in the order of the text and first modal words."""
    rows = list(gold.lines(PAIRS))
    for kind, gold_kind in (("number", "numeric"), ("modality", "modality")):
        counts, naive = [0, 0, 0], [0, 0, 0]
        for row, a, b in _pairs(rows):
            wanted = [d for d in row["differences"] if d["type"] == gold_kind]
            for sums, found in ((counts, differences(a, b).changed), (naive, _naive(a, b))):
                mine = [d for d in found if d.kind == kind]
                sums[0] += len(_hits(wanted, mine))
                sums[1] += len(mine)
                sums[2] += len(wanted)
        yield f"differences.{kind}", _f1(counts), _f1(naive), counts[2]


def _pairs(rows: Sequence[dict]) -> Iterator[tuple[dict, Passage, Passage]]:
    texts: dict[str, dict[int, Passage]] = {}
    for row in rows:
        sides = []
        for side in ("pivot", "target"):
            file = row[side]["file"]
            if file not in texts:
                texts[file] = {p.clause.number: p for _, some in of_file(gold.LAWS / file) for p in some}
            sides.append(texts[file][row[side]["clause"]])
        yield row, sides[0], sides[1]


def _hits(wanted: Sequence[dict], found: Sequence[Difference]) -> list[tuple[int, int]]:
    """Pairs (wanted, found) that say the same; each once."""
    out: list[tuple[int, int]] = []
    for n, want in enumerate(wanted):
        for k, difference in enumerate(found):
            if k not in {used for _, used in out} and _agrees(want, difference):
                out.append((n, k))
                break
    return out


def _agrees(want: dict, found: Difference) -> bool:
    if want["type"] == "modality":
        classes = [CLASSES.get(value, value) for value in (found.a_value, found.b_value)]
        return classes == [want["pivot"]["klass"], want["target"]["klass"]]
    sides = [value[:2] if value else None for value in (found.a_value, found.b_value)]
    change = CHANGES.get(want["change"], VALUE)
    return found.change in change and sides[0] in _values(want["pivot"]) and sides[1] in _values(want["target"])


def _values(side: Any) -> list[tuple | None]:
    """The bounds of one side of a wanted number; shares written as multiples are in per cent."""
    if side is None:
        return [None]
    if isinstance(side, list):
        return [value for one in side for value in _values(one)]
    value = side.get("value")
    low, high = {
        "range": (side.get("min"), side.get("max")), "at_least": (value, None), "at_most": (None, value), "exact": (value, value),
    }[side["bound"]]  # fmt: skip
    if side["unit"].startswith("倍") and high is not None and high < 1:
        low, high = low * 100, high * 100
    return [(low, high)]


def _naive(a: Passage, b: Passage) -> list[Difference]:
    """Numbers paired in the order of the text; the first modal word of either clause."""
    out = []
    mine, theirs = amounts(a), amounts(b)
    for k in range(max(len(mine), len(theirs))):
        x = (mine[k].quantity.low, mine[k].quantity.high) if k < len(mine) else None
        y = (theirs[k].quantity.low, theirs[k].quantity.high) if k < len(theirs) else None
        if x != y:
            out.append(
                Difference(
                    "number", "", "", "", "absent_in_b" if y is None else "absent_in_a" if x is None else "different", x, y
                )
            )
    first = [next((d.strength for d in demands(p)), None) for p in (a, b)]
    if first[0] != first[1]:
        out.append(Difference("modality", "", "", "", "different", *first))
    return out


def _f1(counts: Sequence[int]) -> float:
    right, found, wanted = counts
    return round(2 * right / (found + wanted), 4) if found + wanted else 0.0


def errors() -> Iterator[str]:
    """Every number and modality told wrongly (+) or missed (-), for people."""
    for row, a, b in _pairs(list(gold.lines(PAIRS))):
        for kind, gold_kind in (("number", "numeric"), ("modality", "modality")):
            wanted = [d for d in row["differences"] if d["type"] == gold_kind]
            found = [d for d in differences(a, b).changed if d.kind == kind]
            hits = _hits(wanted, found)
            yield from (
                f"{row['id']} + {d.what}: {d.a} → {d.b} {d.change}" for k, d in enumerate(found) if k not in {h for _, h in hits}
            )
            yield from (
                f"{row['id']} - {w['what']}: {w.get('change', '')}" for n, w in enumerate(wanted) if n not in {h for h, _ in hits}
            )


def main(arguments: list[str]) -> int:
    gold.need()
    for name, value, naive, n in (*alignment(), *told()):
        print(f"{name:28}{value:8.4f}{naive:10.4f}{n:6}")
    for line in errors() if "errors" in arguments else ():
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
