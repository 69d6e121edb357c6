"""What a running server knows: the database it serves, what it remembers of it, and whether facts may be reviewed."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

REMEMBERED = 512
"""Answers kept; the one asked for longest ago goes first."""


@dataclass(slots=True)
class Site:
    """``path``: the database, opened read-only; ``reviews``: the file of corrections, None when nothing may be reviewed."""

    path: Path
    reviews: Path | None = None
    token: str | None = None
    hosts: frozenset[str] | None = None
    _kept: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def version(self) -> tuple[int, ...]:
        """Changes whenever somebody has written to the database, so that nothing old is shown."""
        out = []
        for name in (self.path, Path(f"{self.path}-wal")):
            try:
                stat = os.stat(name)
            except FileNotFoundError:
                continue
            out += [stat.st_mtime_ns, stat.st_size]
        return tuple(out)

    def remember(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What ``make`` gives, made once for each ``key`` and state of the database."""
        key = (self.version(), key)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > REMEMBERED:
                self._kept.popitem(last=False)
        return made
