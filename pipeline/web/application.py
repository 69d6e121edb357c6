"""A database → the application that serves it, with every limit of Datasette set."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm

from pipeline.store.connect import connect
from pipeline.web import plugin
from pipeline.web.site import Site

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})

SETTINGS = {
    "default_allow_sql": False,  # only the pages' own questions
    "allow_download": False,
    "allow_csv_stream": True,
    "sql_time_limit_ms": 5000,
    "facet_time_limit_ms": 500,
    "facet_suggest_time_limit_ms": 50,
    "suggest_facets": False,
    "max_returned_rows": 1000,
    "default_page_size": 50,
    "num_sql_threads": 4,
    "template_debug": False,
    "trace_debug": False,
}

# What plain Datasette needs to know of our index: which table it is of and by which column.
METADATA = {
    "title": "zhengce 政策",
    "databases": {plugin.DATABASE: {"tables": {"clauses": {"fts_table": "clause_index", "fts_pk": "key"}}}},
}


class ReadOnly(Database):
    """The database as Datasette sees it, on connections of ours: read-only whatever asks, a folder without write access included."""

    def connect(self, write: bool = False):
        connection = connect(self.path)
        self._all_file_connections.append(connection)
        return connection


def application(
    path: str | os.PathLike,
    *,
    reviews: Path | None = None,
    token: str | None = None,
    hosts: frozenset[str] | None = LOCAL,
    secret: str | None = None,
) -> Callable:
    """The ASGI application that serves the database at ``path``, opened read-only.

    ``reviews`` is the file that corrections go to (None: nothing may be reviewed); with ``token`` every request must bring
    it; ``hosts`` are the names the server answers to (None: any); ``secret`` signs the tokens of forms, and processes that serve
    together share it. Raises ``StoreError`` when the file is not a database of ours.
    """
    path = Path(path).absolute()
    connect(path).close()
    made = Datasette(settings=SETTINGS, metadata=METADATA, memory=False, secret=secret)
    made.remove_database("_memory")
    made.add_database(ReadOnly(made, str(path)), name=plugin.DATABASE)
    plugin.SITES[made] = Site(path, reviews, token, hosts)
    if not pm.is_registered(plugin):
        pm.register(plugin, "zhengce")
        pm.unregister(name="datasette.handle_exception")  # ours answers in its place
    return made.app()
