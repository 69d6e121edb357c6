"""Which extractor made what a database holds: a source is read again when it was another one."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from pipeline import __version__

PACKAGE = Path(__file__).resolve().parents[1]

ROOMS = ("model.py", "chinese", "reference", "read", "structure", "extract", "classify", "run.py", "store/rows.py")
"""What decides what is made of a source: their code and their data."""


@cache
def extractor() -> str:
    """The package's version and a fingerprint of the rules, word lists and models that extraction uses: ``0.1.0+5c1e09d2``.

    The fingerprint is of the files' bytes, so that a rule changed by hand counts, and one changed back is the old one again.
    """
    digest = hashlib.blake2b(digest_size=4)
    for file in _files():
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    return f"{__version__}+{digest.hexdigest()}"


def _files() -> list[Path]:
    from pipeline.classify.arrays import FOLDERS

    models = next((folder for folder in FOLDERS if folder.is_dir()), PACKAGE / "classify")
    roots = [*(PACKAGE / room for room in ROOMS), models]
    inside = [sorted(root.rglob("*")) if root.is_dir() else [root] for root in roots]
    return [file for files in inside for file in files if file.is_file() and file.suffix != ".pyc"]
