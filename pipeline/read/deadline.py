"""A limit on the processor time that foreign code may take over one piece of a file: a busy machine is no fault of the file."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from pipeline.read.messages import refused

REPEAT = 1.0
"""Seconds of the processor after which the alarm rings again, should somebody have swallowed the first."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise ``ReadError`` with code ``too-slow`` inside the block when it takes the processor for more than ``seconds``.

    Works in the main thread of a process (the command line, workers of a batch) where the system has alarms; elsewhere
    the block runs without a limit. An alarm that was set outside is put back.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise refused("too-slow", seconds=f"{seconds:g}")

    before = signal.signal(signal.SIGPROF, ring)
    outer = signal.setitimer(signal.ITIMER_PROF, seconds, REPEAT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, *outer)
        signal.signal(signal.SIGPROF, before)
