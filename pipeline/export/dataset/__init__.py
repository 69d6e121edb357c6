"""A whole database, or the documents that filters choose, as a folder of tables that other programs read.

Each view of the database is one table. The forms: ``csv``, a Data Package (``datapackage``); ``parquet``, the same tables for
pandas, R and DuckDB (``columnar``); ``jsonl``, one document a line with its clauses and their facts inside it (``nested``).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.errors import ZhengceError
from pipeline.export.dataset import columnar, datapackage, nested
from pipeline.search.conditions import ALL, Filters, where
from pipeline.store import Store

FORMS = {"csv": datapackage.write, "parquet": columnar.write, "jsonl": nested.write}
"""The function that writes each form: ``write(store, chosen, folder)`` yields the files with their numbers of rows. ``chosen``
are ids of documents, None for all."""

_OURS = (".csv", ".parquet", ".jsonl")


def export(
    store: Store, folder: Path, form: str = "csv", *, filters: Filters = ALL, progress: Callable[[str, int], None] | None = None
) -> dict[str, int]:
    """Write the documents that ``filters`` choose into ``folder``, made when missing; the number of rows by file.

    ``progress`` is called with each file and its rows when it is written. Raises ``ZhengceError`` for a folder that holds other
    things, for ``parquet`` without its library, for a filter of clauses, and when no document is chosen.
    """
    if filters.function:
        raise ZhengceError("--function 选的是条款 chooses clauses, not documents", hint="zhengce facts DB --function NAME --csv")
    chosen = _documents(store, filters)
    if chosen is not None and not chosen:
        raise ZhengceError(f"没有符合的文件 no document fits: {filters.sentence()}", hint="zhengce stats DB")
    folder.mkdir(parents=True, exist_ok=True)
    strange = sorted(p.name for p in folder.iterdir() if p.suffix not in _OURS and p.name != datapackage.NAME)
    if strange:
        raise ZhengceError(f"{folder} 中有别的文件 holds something else: {strange[0]}", hint="name an empty folder, or a new one")
    done = {}
    for name, rows in FORMS[form](store, chosen, folder):
        done[name] = rows
        if progress:
            progress(name, rows)
    return done


def _documents(store: Store, filters: Filters) -> list[str] | None:
    """The ids of the documents that ``filters`` choose, in the order of the store; None when nothing is filtered."""
    conditions = filters.conditions()
    if not conditions:
        return None
    limits, parameters = where(conditions)
    return [row[0] for row in store.connection.execute(f"SELECT d.id FROM documents d {limits} ORDER BY d.key", parameters)]
