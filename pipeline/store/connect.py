"""Connections to a database of ours: who may open what. Plain ``sqlite3``, so that a search pays for nothing else."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from pipeline.chinese.bigrams import terms
from pipeline.errors import StoreError
from pipeline.store.schema import APPLICATION_ID, OLDEST, VERSION

WAIT = 30.0
"""Seconds to wait for another process that writes."""


def connect(path: str | os.PathLike, *, readonly: bool = True, create: bool = False) -> sqlite3.Connection:
    """A connection in autocommit mode to the database at ``path``, checked to be ours and not newer than we are.

    ``create`` lets a missing or empty file pass (its shape is then made by ``open_store``). A database whose folder cannot
    be written is opened as immutable. Raises ``StoreError``.
    """
    path = Path(path)
    if not create and not path.is_file():
        raise StoreError(f"没有数据库 no database {path}", hint=f"zhengce ingest {path} FOLDER")
    if path.is_dir():
        raise StoreError(
            f"是文件夹，不是数据库 a folder, not a database: {path}", hint=f"zhengce ingest {path / 'policies.db'} FOLDER"
        )
    mode = "ro" if readonly else "rwc" if create else "rw"
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"
    if readonly and not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists():
        uri += "&immutable=1"  # the log of a database in WAL mode cannot be made here, and nobody can write either
    try:
        connection = sqlite3.connect(uri, uri=True, timeout=WAIT, isolation_level=None, check_same_thread=False)
    except sqlite3.Error as error:
        raise StoreError(f"数据库打不开 cannot open {path}: {error}") from error
    try:
        _check(connection, path, create)
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error as error:
        connection.close()
        raise StoreError(
            f"不是 zhengce 的数据库 not a database of zhengce: {path} ({error})",
            hint=f"zhengce ingest {path.with_suffix('.new.db')} FOLDER",
        ) from error
    except StoreError:
        connection.close()
        raise
    return connection


def teach(connection: sqlite3.Connection) -> None:
    """Let ``connection`` read ``clause_terms``, the view behind the index."""
    connection.create_function("zh_terms", 1, lambda text: " ".join(terms(text)), deterministic=True)
    connection.execute("PRAGMA trusted_schema = ON")  # a view may call a function of ours


def version(connection: sqlite3.Connection) -> int:
    """The number of the shape the database has; 0 when it has none yet."""
    return connection.execute("PRAGMA user_version").fetchone()[0]


def _check(connection: sqlite3.Connection, path: Path, create: bool) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if application != APPLICATION_ID and not (empty and create):
        raise StoreError(
            f"不是 zhengce 的数据库 not a database of zhengce: {path}",
            hint=f"zhengce ingest {path.with_suffix('.new.db')} FOLDER",
        )
    found = version(connection)
    if 0 < found < OLDEST:
        raise StoreError(
            f"数据库由首次发布前的版本写成 {path} was written before the first release, in a shape that is not carried on: "
            "read the sources into a new file",
            hint=f"zhengce ingest {path.with_suffix('.new.db')} FOLDER",
        )
    if found > VERSION:
        by = connection.execute("SELECT value FROM meta WHERE key = 'written_by'").fetchone()
        raise StoreError(
            f"数据库由更新的版本写成 {path} was written by zhengce {by[0] if by else '?'}, newer than this one",
            hint=f"pip install 'zhengce>={by[0]}'" if by else "pip install --upgrade zhengce",
        )
