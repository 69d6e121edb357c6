"""How sources are called in the store, so that a file is the same source however its path is written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.batch.work import Outcome

if TYPE_CHECKING:
    from pipeline.read import Member

INSIDE = "!/"
"""Between a collection and one of its members: ``laws.zip!/a.txt``."""


class Names:
    """The names of a store's sources, and which of them a batch has met. ``stored``: path → (sha256, version, status)."""

    def __init__(self, stored: Mapping[str, tuple[str, str, str]]) -> None:
        self._stored = stored
        self._spelled = {os.path.abspath(path): path for path in stored}
        self._met: set[str] = set()
        self._opened: set[str] = set()  # collections
        self._shut: set[str] = set()  # collections and files that could not be opened: what they gave before is not gone

    def known(self, member: Member) -> tuple[str, str, str] | None:
        """What is stored of ``member``."""
        name = self._of(member.path)
        self._met.add(name)
        file, inside, _ = name.partition(INSIDE)
        if inside:
            self._opened.add(file)
        if member.error is not None:
            self._shut.add(name)
        return self._stored.get(name)

    def stored(self, outcome: Outcome) -> Outcome:
        """The outcome under the name that the store has for its source, or gives it."""
        name = self._of(outcome.source.path)
        return outcome if name == outcome.source.path else replace(outcome, source=replace(outcome.source, path=name))

    def superseded(self) -> list[str]:
        """Stored names of files that could once not be opened and have now given members."""
        return [path for path in self._opened if path in self._stored and path not in self._met]

    def gone(self, paths: Iterable[str]) -> list[str]:
        """Stored sources under ``paths`` that are no longer there: deleted, renamed, or taken from their collection."""
        under = tuple(prefix for path in map(os.path.abspath, paths) for prefix in (path + os.sep, path + INSIDE))
        return [path for whole, path in self._spelled.items() if whole.startswith(under) and not self._is_there(path)]

    def _is_there(self, path: str) -> bool:
        file, inside, _ = path.partition(INSIDE)
        if not inside or file not in self._opened:
            return os.path.lexists(file)  # also one that was passed over
        return path in self._met or any(path.startswith(shut + INSIDE) for shut in self._shut)

    def _of(self, path: str) -> str:
        """A path that can be written (a name in an old encoding shows its odd bytes as ``\\xd6``), as the store spells it."""
        name = os.fsencode(path).decode("utf-8", "backslashreplace")
        return self._spelled.get(os.path.abspath(name), name)
