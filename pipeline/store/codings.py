"""The table of codings, made when some are first kept: what ``pipeline.topics`` gave to clauses beside what was extracted.

They go with their clause: a document that is read anew loses them, and ``zhengce topics code --keep`` gives them again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from pipeline.store.connect import connect

TABLE = """
CREATE TABLE IF NOT EXISTS codings (
  clause INTEGER NOT NULL REFERENCES clauses(key) ON DELETE CASCADE,
  codebook TEXT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  score REAL NOT NULL,              -- of rules 1 - 1/2^hits, of a model its probability
  by TEXT NOT NULL CHECK (by IN ('rules', 'model')),
  evidence TEXT NOT NULL,           -- the words that spoke for it
  PRIMARY KEY (clause, codebook, code)
) STRICT, WITHOUT ROWID"""


def keep(db: str | os.PathLike, codebook: str, rows: Iterable[tuple]) -> int:
    """Store the codings of a codebook in place of its earlier ones, in one transaction; the number stored.

    ``rows``: key of the clause, code, name, score, ``rules`` or ``model``, evidence as JSON. Raises ``StoreError`` as ``connect`` does.
    """
    given = [(clause, codebook, *rest) for clause, *rest in rows]
    connection = connect(db, readonly=False)
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(TABLE)
        connection.execute("DELETE FROM codings WHERE codebook = ?", (codebook,))
        connection.executemany("INSERT INTO codings VALUES (?, ?, ?, ?, ?, ?, ?)", given)
        connection.execute("COMMIT")
    finally:
        connection.close()
    return len(given)
