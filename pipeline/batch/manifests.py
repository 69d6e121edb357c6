"""The metadata that manifests give to a source: the nearest manifest above it, each read once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.batch.work import Outcome, failed
from pipeline.errors import ReadError
from pipeline.model import Source

if TYPE_CHECKING:
    from pipeline.read import Member


class Manifests:
    """``unreadable``: an outcome for each manifest that could not be read."""

    def __init__(self) -> None:
        self.unreadable: list[Outcome] = []
        self._loaded: dict[Path, dict[str, dict[str, str]]] = {}

    def of(self, file: Path, member: Member) -> dict[str, str]:
        """What is given for ``member`` of ``file``: a member of a collection has what is given for that, but for its title."""
        given = self._nearest(file)
        if member.path == str(file):
            return given
        return {key: value for key, value in given.items() if key != "title"} | self._nearest(Path(member.path))

    def _nearest(self, path: Path) -> dict[str, str]:
        for folder in path.parents:
            entries = self._entries(folder)
            name = path.relative_to(folder).as_posix()
            if name in entries:
                return entries[name]
        return {}

    def _entries(self, folder: Path) -> dict[str, dict[str, str]]:
        from pipeline.read.manifest import load

        if folder not in self._loaded:
            try:
                self._loaded[folder] = load(folder)
            except ReadError as error:
                self._loaded[folder] = {}
                source = Source(path=str(folder / "manifest.csv"), sha256="", media_type="text/csv")
                self.unreadable.append(failed(source, error))
        return self._loaded[folder]
