"""One text to be read: a file, or a place inside a collection, with what the collection says of it.

A member is named by the path of its collection, ``!/`` and its place inside: ``laws.zip!/北京/a.txt``, ``laws.csv!/17`` (the row
as a spreadsheet counts it), ``laws.xlsx!/Sheet1/17``, ``laws.jsonl!/17`` (the line), ``laws.json!/17``. What is wrong with one member
travels with it as ``error``, so that the others are read all the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.errors import ReadError
from pipeline.read.limits import MEGABYTE

INSIDE = "!/"
"""Parts the path of a collection from the place of a member in it."""


@dataclass(frozen=True, slots=True)
class Member:
    """One text to be read. ``data`` None: the file at ``path`` itself. ``error``: why it cannot be read."""

    path: str
    data: bytes | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)  # what the collection says of it
    error: ReadError | None = None
    summary: bool = False  # the collection holds only a summary of the text

    def digest(self) -> tuple[str, int]:
        """SHA-256 and size of the bytes. Raises ``OSError`` for a file that cannot be opened."""
        if self.data is not None:
            return hashlib.sha256(self.data).hexdigest(), len(self.data)
        with open(self.path, "rb") as file:
            digest = hashlib.sha256()
            while chunk := file.read(MEGABYTE):
                digest.update(chunk)
            return digest.hexdigest(), file.tell()
