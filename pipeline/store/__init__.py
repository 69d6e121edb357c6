"""The database: its shape, writing, reading back, checking. Reads ``Record``s, writes one SQLite file.

Importing this package is cheap, for a search only connects: what writes loads when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.store.store import Store, open_store

__all__ = ["Store", "open_store"]


def __getattr__(name: str):
    if name in __all__:
        from pipeline.store import store

        return getattr(store, name)
    raise AttributeError(f"module 'pipeline.store' has no attribute {name!r}")
