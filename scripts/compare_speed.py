"""Speed of comparing, on one thread and a database of the law corpus: two regulations, a matrix of ten and of forty, text reuse over everything.

python scripts/compare_speed.py laws.db
"""

from __future__ import annotations

import os
import resource
import statistics
import sys
import time
from collections.abc import Iterable
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # many small products: threads would wait for each other

from pipeline.compare import choose, correspond, matrix
from pipeline.compare.reuse import reuse

THEME = "文明行为促进条例"
"""A family of some forty regulations of cities and provinces."""


def figures(db: Path) -> Iterable[tuple[str, str]]:
    """(what was measured, value) rows; none when the database holds no such family."""
    columns = _family(db)
    if len(columns) < 2:
        return
    pairs = list(zip(columns[:11], columns[1:12], strict=False))
    correspond(pairs[0][0].passages, pairs[0][1].passages)  # the model is read once
    seconds = [_timed(lambda x=a.passages, y=b.passages: correspond(x, y)) for a, b in pairs]
    yield "两部条例逐条对应 two regulations aligned", f"{statistics.median(seconds) * 1000:.0f} ms"
    matrix(columns[:2])  # and the dictionary of words
    for n in (10, 40):
        if len(columns) >= n:
            yield f"{n} 部条例的矩阵 matrix of {n}", f"{_timed(lambda n=n: matrix(columns[:n])):.1f} s"
    yield "全库文本沿用 text reuse over all", f"{_timed(lambda: reuse(db)):.0f} s"
    yield "内存峰值 peak memory", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"


def _family(db: Path):
    """The regulations of the family, those of one region each a column of its own."""
    found = choose(db, theme=THEME).columns
    return [c for c in found if len(c.documents) == 1]


def _timed(work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    for name, value in figures(Path(sys.argv[1])):
        print(f"{name}  {value}", flush=True)
