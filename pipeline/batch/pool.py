"""Tasks → outcomes in the order of the tasks, by several processes; a worker that is killed costs its source alone."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from pipeline.batch.work import Outcome, work
from pipeline.model import Issue, Severity, Source, Status

AHEAD = 8
"""Sources in flight for each worker: enough to keep it busy, few enough to keep memory flat."""


def outcomes(tasks: Iterator[tuple], jobs: int) -> Iterator[Outcome]:
    """What ``work`` makes of each task, by ``jobs`` processes; 1 works in this process."""
    if jobs == 1:
        for task in tasks:
            yield work(*task)
        return
    while True:
        flying: deque[tuple[tuple, Future | None]] = deque()
        with ProcessPoolExecutor(jobs, initializer=settle) as pool:
            try:
                for task in tasks:
                    flying.append((task, None))  # not lost if the pool breaks while it is handed over
                    flying[-1] = (task, pool.submit(work, *task))
                    if len(flying) >= jobs * AHEAD:
                        yield flying[0][1].result()  # the oldest: what is written does not depend on who is faster
                        flying.popleft()
                while flying:
                    yield flying[0][1].result()
                    flying.popleft()
                return
            except BrokenProcessPool:  # a worker was killed (memory, a fault in a C library)
                suspects = tuple(task for task, _ in flying)
        for task in suspects:
            yield _alone(task)


def settle() -> tuple[int, int, int]:
    """Let the collector of cycles look less often; how often it did before.

    Records and rows form no cycles: it would walk them in vain, again and again.
    """
    before = gc.get_threshold()
    gc.set_threshold(100_000, 20, 100)
    return before


@contextmanager
def settled() -> Iterator[None]:
    """``settle`` for a time, in a process that goes on to other work."""
    before = settle()
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _alone(task: tuple) -> Outcome:
    """One source in a process of its own, so that only the source that kills its worker fails."""
    with ProcessPoolExecutor(1) as pool:
        try:
            return pool.submit(work, *task).result()
        except BrokenProcessPool:
            message = (
                "处理该文件的进程被终止（可能内存不足）。The worker was killed, perhaps for lack of memory: try the file alone."
            )
            source = Source.unread(task[0].path)
            return Outcome(source, None, (Issue("worker-killed", message, Severity.ERROR),), Status.FAILED)
