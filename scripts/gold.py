"""Where the real texts and gold sets lie beside the project, and the scorer that judges by them."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
GOLD = SHARED / "gold"
LAWS = SHARED / "corpus" / "laws"


def need() -> None:
    """End with a clear sentence when the gold is not there."""
    if not GOLD.is_dir():
        sys.exit("没有金标 no gold sets: this needs the folder ../shared/gold beside the project; nothing was written.")


def scorer() -> ModuleType:
    """The scorer that stands beside the gold."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "tools" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def lines(path: Path) -> Iterator[dict]:
    """The records of a JSON Lines file."""
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def fingerprint(*paths: Path) -> str:
    """Twelve hex digits that change when any of the files does."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
