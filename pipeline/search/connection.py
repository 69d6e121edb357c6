"""Connections that searches run on: read only, mapped into memory, given up after a time."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.errors import QueryError
from pipeline.search.matching import teach

LONGEST = 20.0
"""Seconds after which a query on a connection of our own is given up."""
MAPPED = 2**31
"""Bytes of a database that are read as memory where the system can: a search touches many pages a little."""

Database = str | os.PathLike | sqlite3.Connection


@contextmanager
def connected(db: Database, seconds: float | None = None) -> Iterator[sqlite3.Connection]:
    """A connection that knows what searches need, closed at the end if it is ours; it then gives up after ``seconds``.

    Raises ``QueryError`` when it does, and for a query that needs codings where none are kept.
    """
    if isinstance(db, sqlite3.Connection):
        with _told():
            teach(db)
            yield db
        return
    from pipeline.store.connect import connect

    connection = connect(db)
    try:
        connection.execute(f"PRAGMA mmap_size = {MAPPED}")
        if seconds is not None:
            hurry(connection, seconds)
        with _told(seconds):
            teach(connection)
            yield connection
    finally:
        connection.close()


@contextmanager
def _told(seconds: float | None = None) -> Iterator[None]:
    """Errors of SQLite that a person can do something about, in words. An interruption is ours only where we set the time."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if str(error).endswith("no such table: codings"):
            raise QueryError("数据库中没有编码结果 no codings are kept", hint="zhengce topics code DB --keep") from error
        if seconds is None or str(error) != "interrupted":
            raise
        message = f"超过 {seconds:g} 秒未完成 not done within {seconds:g} seconds"
        raise QueryError(message, hint="a rarer word, or a filter such as region: or year:, makes it quicker") from error


def hurry(connection: sqlite3.Connection, seconds: float) -> None:
    """Let what ``connection`` does be interrupted after so many seconds."""
    until = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > until, 1_000)
