"""zhengce (政策): Chinese policy texts as citable clauses, facts and one searchable SQLite file.

The doors, the command line's twins::

    from pipeline import read, process, annotate, open_store, ingest, search, align

``read(path)`` gives a ``Reading``, ``process(reading)`` its ``Record``s, ``annotate(text)`` the facts of a bare text;
``open_store(path)`` a store, ``ingest(store, paths)`` fills it; ``search(path, query)`` gives the clauses that answer,
``align(path, other_paths)`` the counterparts of a file's clauses. Importing this package is cheap: each door loads its room when used.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.batch import ingest
    from pipeline.compare import align
    from pipeline.read import read, read_text
    from pipeline.run import annotate, process
    from pipeline.search import search
    from pipeline.store import open_store

__version__ = "0.1.0"

_DOORS = {
    "align": "pipeline.compare",
    "annotate": "pipeline.run",
    "ingest": "pipeline.batch",
    "open_store": "pipeline.store",
    "process": "pipeline.run",
    "read": "pipeline.read",
    "read_text": "pipeline.read",
    "search": "pipeline.search",
}
__all__ = ["__version__", "align", "annotate", "ingest", "open_store", "process", "read", "read_text", "search"]


def __getattr__(name: str):
    if name in _DOORS:
        return getattr(import_module(_DOORS[name]), name)
    raise AttributeError(f"module 'pipeline' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)


class _Package(ModuleType):
    """Keeps the names ``read`` and ``search`` for the doors: loading a room would bind the room's own module to them."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _DOORS and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
