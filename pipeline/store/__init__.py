"""The database: its shape, writing, reading back, checking. Reads ``Record``s, writes one SQLite file."""

from pipeline.store.store import Store, open_store

__all__ = ["Store", "open_store"]
