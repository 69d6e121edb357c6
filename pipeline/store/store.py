"""The only place that writes the database.

One transaction a source, or a group of sources in one (``grouped``): a process that is killed loses at most what it was
just writing, never what was written, and running it again completes the work.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timezone

from pipeline import __version__
from pipeline.errors import StoreError
from pipeline.model import Issue, Severity, Source, Status
from pipeline.store import schema
from pipeline.store.connect import connect, teach, version
from pipeline.store.extractor import extractor
from pipeline.store.rows import DocumentRows, Rows, issue_row

GROUP_CHARACTERS = 2_000_000
GROUP_SECONDS = 2.0
"""A group is committed when it holds so much text or is so old: index segments stay few, and little is lost in a crash."""

COUNTED = ("sources", "documents", "clauses", "nodes", "quantities", "entities", "norms", "issues")

_INDEX_ROWS = "SELECT key, title, heading, text FROM clause_terms WHERE key IN (SELECT key FROM clauses WHERE document = ?)"


def open_store(path: str | os.PathLike, *, create: bool = True, readonly: bool = False) -> Store:
    """The store in the SQLite file at ``path``; ``create`` makes a missing one, ``readonly`` forbids every change.

    An older database is brought to today's shape. Raises ``StoreError`` for a file that is not ours, for a database written
    by a newer version (naming the one to install) and for one that cannot be opened.
    """
    create = create and not readonly
    connection = connect(path, readonly=readonly, create=create)
    teach(connection)
    if not readonly:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")  # sound after a crash in WAL mode, and fast
            connection.execute("PRAGMA secure_delete = OFF")
            connection.execute(
                "PRAGMA wal_autocheckpoint = 8000"
            )  # pages: 32 MB of log, so that a batch copies each page less often
            connection.execute("PRAGMA cache_size = -65536")
            if version(connection) < schema.VERSION:
                from sqlite_utils import Database

                schema.ensure(Database(connection), __version__)
        except sqlite3.Error as error:
            connection.close()
            raise StoreError(f"数据库不能写 cannot write {path}: {error}") from error
    elif version(connection) < schema.VERSION:
        connection.close()
        raise StoreError(f"数据库是旧版 {path} has an older shape", hint=f"zhengce ingest {path} FOLDER")
    return Store(connection, readonly)


class Store:
    """Documents with their clauses and facts in one SQLite file. ``connection`` is open for plain SELECTs."""

    def __init__(self, connection: sqlite3.Connection, readonly: bool = False) -> None:
        self.connection = connection
        self.readonly = readonly
        self._index: list[tuple[str, list[tuple]]] = []  # what the index is told at the end of the transaction
        self._shape: dict[str, list[str]] = {}  # columns by table
        self._group: list[float] | None = None  # characters so far, time of its first source

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; a group that is still open is committed first."""
        self._commit()
        self.connection.close()

    def save(
        self,
        source: Source,
        rows: Rows,
        issues: Sequence[Issue] = (),
        *,
        status: Status = Status.OK,
        seconds: float = 0.0,
    ) -> None:
        """Put the documents of ``source`` in place of what its path held before.

        A document that another source holds already is kept once, with both sources and an issue ``duplicate-source``.
        ``issues`` are those of the source. One that its documents repeat is stored once: with the document if there is only
        one, else with the source.
        """
        with self._writing(sum(len(d.text) for d in rows.documents)):
            self.connection.execute("INSERT OR IGNORE INTO meta VALUES ('unresolved', '1')")
            key = self._source(source, status, seconds, rows.version)
            self.connection.execute("DELETE FROM issues WHERE source = ?", (key,))
            held = self._held(key)
            self.connection.execute("DELETE FROM source_documents WHERE source = ?", (key,))
            own = list(map(issue_row, issues))
            if len(rows.documents) == 1:  # what is odd in the file is odd in its only document
                own = [row for row in own if row not in rows.documents[0].issues]
            for n, document in enumerate(rows.documents):
                self._place(key, n, document, [row for row in document.issues if row not in own], rows.version)
            self._issues(key, None, own)
            self._drop_orphans(held)

    def fail(self, source: Source | str, issues: Issue | Iterable[Issue]) -> None:
        """Note that ``source`` could not be read and why. What its path gave earlier stays."""
        issues = [issues] if isinstance(issues, Issue) else list(issues)
        if isinstance(source, str):
            source = Source.unread(source)
        with self._writing(0):
            known = self.connection.execute("SELECT key FROM sources WHERE path = ?", (source.path,)).fetchone()
            if known and self._held(known[0]):
                key = known[0]
                self.connection.execute("UPDATE sources SET status = 'failed', sha256 = '' WHERE key = ?", (key,))
            else:
                key = self._source(source, Status.FAILED, 0.0, extractor())
            self.connection.execute("DELETE FROM issues WHERE source = ? AND document IS NULL", (key,))
            self._issues(key, None, map(issue_row, issues))

    def forget(self, paths: Iterable[str]) -> None:
        """Drop the sources of these paths, and with them the documents that no other source holds."""
        for path in paths:
            with self._writing(0):
                found = self.connection.execute("SELECT key FROM sources WHERE path = ?", (path,)).fetchone()
                if found is None:
                    continue
                held = self._held(found[0])
                self.connection.execute("DELETE FROM sources WHERE key = ?", found)
                self._drop_orphans(held)
                self.connection.execute("INSERT OR IGNORE INTO meta VALUES ('unresolved', '1')")

    def known(self) -> dict[str, tuple[str, str, str]]:
        """What is stored: path → (sha256, version of the extractor, status)."""
        rows = self.connection.execute("SELECT path, sha256, version, status FROM sources")
        return {path: (sha256, version, status) for path, sha256, version, status in rows}

    def summary(self) -> dict[str, int]:
        """The number of rows by table, and of characters."""
        counts = {table: self.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in COUNTED}
        characters = self.connection.execute("SELECT coalesce(sum(characters), 0) FROM documents").fetchone()[0]
        return counts | {"characters": characters}

    def replace_citations(self, rows: Mapping[int, list[tuple]]) -> None:
        """Put rows of ``citations``, by the key of the citing document, in place of what is there; nothing then is left to resolve."""
        with self._writing(0):
            for document, citations in rows.items():
                self.connection.execute(
                    "DELETE FROM citations WHERE clause IN (SELECT key FROM clauses WHERE document = ?)", (document,)
                )
                self._insert("citations", (), citations)
            self.connection.execute("DELETE FROM meta WHERE key = 'unresolved'")

    def unresolved(self) -> bool:
        """Whether documents changed since citations were last resolved."""
        return bool(self.connection.execute("SELECT 1 FROM meta WHERE key = 'unresolved'").fetchone())

    @contextmanager
    def grouped(self) -> Iterator[None]:
        """Several sources in one transaction, committed every ``GROUP_CHARACTERS`` or ``GROUP_SECONDS`` and at the end.

        A database error takes back the sources of the group that is open, nothing before it.
        """
        self._group = [0.0, time.monotonic()]
        try:
            yield
        finally:
            self._commit()
            self._group = None

    def finish(self) -> None:
        """After a batch: merge the index for fast searches, refresh the planner's statistics, empty the log."""
        self._commit()
        self.connection.execute("INSERT INTO clause_index(clause_index) VALUES ('optimize')")
        self.connection.execute("PRAGMA analysis_limit = 1000")
        self.connection.execute("ANALYZE")
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _writing(self, characters: int) -> Iterator[None]:
        try:
            if not self.connection.in_transaction:
                self.connection.execute("BEGIN IMMEDIATE")
            yield
            if self._group is None or self._full(characters):
                self._commit()
        except sqlite3.Error as error:
            self._rollback()
            raise StoreError(f"写入失败 the database could not be written: {error}") from error
        except BaseException:
            self._rollback()
            raise

    def _full(self, characters: int) -> bool:
        self._group[0] += characters
        return self._group[0] >= GROUP_CHARACTERS or time.monotonic() - self._group[1] >= GROUP_SECONDS

    def _commit(self) -> None:
        """Tell the index what changed, all at once, and commit: FTS5 begins a new segment whenever a statement that can fail
        half-way comes between."""
        try:
            for sql, rows in self._index:
                self.connection.executemany(sql, rows)
            self._index.clear()
            if self.connection.in_transaction:
                self.connection.execute("COMMIT")
        except sqlite3.Error as error:  # a full disk shows here
            self._rollback()
            raise StoreError(f"写入失败 the database could not be written: {error}") from error
        if self._group is not None:
            self._group = [0.0, time.monotonic()]

    def _rollback(self) -> None:
        self._index.clear()
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def _source(self, source: Source, status: Status, seconds: float, version: str) -> int:
        return self.connection.execute(
            "INSERT INTO sources(path, url, sha256, media_type, encoding, size, status, seconds, version, stored_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET url = excluded.url, sha256 = excluded.sha256, "
            "media_type = excluded.media_type, encoding = excluded.encoding, size = excluded.size, status = excluded.status, "
            "seconds = excluded.seconds, version = excluded.version, stored_at = excluded.stored_at RETURNING key",
            (
                source.path, source.url, source.sha256, source.media_type, source.encoding, source.size, status.value,
                round(seconds, 3), version, datetime.now(timezone.utc).isoformat(timespec="seconds"),
            ),
        ).fetchall()[0][0]  # fmt: skip

    def _held(self, source: int) -> set[int]:
        return {row[0] for row in self.connection.execute("SELECT document FROM source_documents WHERE source = ?", (source,))}

    def _place(self, source: int, n: int, rows: DocumentRows, issues: list[tuple], version: str) -> None:
        """Link the ``n``-th document of a source, storing its rows unless another source gave the same ones."""
        stored = self.connection.execute("SELECT key, version FROM documents WHERE id = ?", (rows.id,)).fetchone()
        if stored and stored[1] == version and (other := self._other_path(stored[0])):
            key = stored[0]
            message = f"内容与 {other} 相同 the same text as {other}: kept once."
            issues = [("duplicate-source", Severity.INFO.value, message, None, None)]
        else:
            key = self._write(stored[0] if stored else None, rows)
        self.connection.execute("INSERT INTO source_documents VALUES (?, ?, ?, ?, ?, ?, ?)", (source, n, key, *rows.place))
        self._issues(source, key, issues)

    def _other_path(self, document: int) -> str | None:
        """The path of a source that holds the document. The links of the source being saved are not there yet or are its own."""
        row = self.connection.execute(
            "SELECT path FROM source_documents JOIN sources ON key = source WHERE document = ? ORDER BY key LIMIT 1", (document,)
        ).fetchone()
        return row[0] if row else None

    def _write(self, key: int | None, rows: DocumentRows) -> int:
        """Store a document; with a ``key``, in place of what stands there, so that the links of other sources hold."""
        execute = self.connection.execute
        if key is None:
            key = execute("SELECT coalesce(max(key), 0) + 1 FROM documents").fetchone()[0]
            self._insert("documents", (str(key),), [rows.document])
        else:
            self._drop_index(key)
            for table in ("texts", "evidence", "acts", "topics", "nodes", "clauses", "issues"):
                execute(f"DELETE FROM {table} WHERE document = ?", (key,))
            changes = ", ".join(f"{column} = ?" for column in self._columns("documents")[1:])
            execute(f"UPDATE documents SET {changes} WHERE key = ?", (*rows.document, key))
        execute("INSERT INTO texts VALUES (?, ?)", (key, rows.text))
        for table in ("evidence", "acts", "topics", "nodes"):
            self._insert(table, (str(key),), getattr(rows, table))
        first = execute("SELECT coalesce(max(key), 0) + 1 FROM clauses").fetchone()[0]
        self._insert("clauses", (f"? + {first}", str(key)), rows.clauses)
        for table in ("quantities", "entities", "norms", "norm_spans", "breaches", "measures", "responsible"):
            self._insert(table, (f"? + {first}",), getattr(rows, table))
        self._index.append((f"INSERT INTO clause_index(rowid, title, heading, text) VALUES (? + {first}, ?, ?, ?)", rows.index))
        return key

    def _insert(self, table: str, keys: tuple[str, ...], rows: list[tuple]) -> None:
        """Insert tuples that lack what the SQL of ``keys`` gives for the first columns."""
        marks = "?" * (len(self._columns(table)) - len(keys))
        self.connection.executemany(f"INSERT INTO {table} VALUES ({', '.join((*keys, *marks))})", rows)

    def _columns(self, table: str) -> list[str]:
        if table not in self._shape:
            self._shape[table] = [row[1] for row in self.connection.execute(f"PRAGMA table_info({table})")]
        return self._shape[table]

    def _drop_orphans(self, candidates: set[int]) -> None:
        """Delete those of the documents that no source holds any more, with their facts and index rows."""
        for key in candidates:
            if not self.connection.execute("SELECT 1 FROM source_documents WHERE document = ?", (key,)).fetchone():
                self._drop_index(key)
                self.connection.execute("DELETE FROM documents WHERE key = ?", (key,))

    def _drop_index(self, document: int) -> None:
        """FTS5 forgets a row when it is told the terms it had, so these are read before the clauses change."""
        rows = self.connection.execute(_INDEX_ROWS, (document,)).fetchall()
        self._index.append(
            ("INSERT INTO clause_index(clause_index, rowid, title, heading, text) VALUES ('delete', ?, ?, ?, ?)", rows)
        )

    def _issues(self, source: int, document: int | None, rows: Iterable[tuple]) -> None:
        self.connection.executemany(
            "INSERT INTO issues(source, document, code, severity, message, start, end) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(source, document, *row) for row in rows],
        )
