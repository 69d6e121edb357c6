"""Finds the files to read under folders: in a stable order, each once, whatever symbolic links say."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

MANIFESTS = frozenset({"manifest.csv", "meta.json"})
"""Files that describe others and are no source themselves."""

LITTER = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
LOCK_PREFIXES = ("~$", ".~")  # what Word and LibreOffice leave beside an open file


def discover(paths: Iterable[str | Path]) -> Iterator[Path]:
    """The files named by ``paths`` and all files under the folders among them, in the order given and by name within a folder.

    A file reached twice comes once. Hidden files, manifests, lock files and a README inside folders are passed over. What cannot be
    looked into (missing, no permission) comes as it is, so that ``read`` reports it and nothing is silently missing.
    """
    seen: set[str] = set()
    for path in map(Path, paths):
        yield from _walk(path, seen)


def _walk(path: Path, seen: set[str]) -> Iterator[Path]:
    real = os.path.realpath(path)
    if real in seen:
        return
    seen.add(real)
    if not os.path.isdir(real):
        yield path
        return
    try:
        names = sorted(os.listdir(path))
    except OSError:
        yield path
        return
    for name in names:
        if not passed_over(name):
            yield from _walk(path / name, seen)


def passed_over(name: str) -> bool:
    """Whether a file or folder of this name is no source: hidden, litter of a system or program, a manifest, a README."""
    low = name.lower()
    return name.startswith((".", *LOCK_PREFIXES)) or low in MANIFESTS | LITTER or low.split(".")[0] == "readme"
