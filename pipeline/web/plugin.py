"""The plugin: the hooks of Datasette 0.65 that we use (https://docs.datasette.io/en/0.65/plugin_hooks.html).

It does nothing to a Datasette instance that ``application`` has not made.
"""

from __future__ import annotations

import sqlite3
import sys
import traceback
from weakref import WeakKeyDictionary

from datasette import Response, hookimpl
from datasette import handle_exception as theirs
from datasette.utils import sqlite_timelimit

from pipeline.errors import ZhengceError
from pipeline.web.address import address
from pipeline.web.ask import Answer, Ask
from pipeline.web.failures import failure
from pipeline.web.guard import guarded
from pipeline.web.routes import ROUTES
from pipeline.web.site import Site

DATABASE = "data"
"""The database's name in Datasette's addresses."""

LISTED = {"d"}
"""Parameters that may be given several times; of others the first counts."""
YEAR = 365 * 24 * 3600

SITES: WeakKeyDictionary = WeakKeyDictionary()
"""Datasette instance → its ``Site``."""


@hookimpl
def register_routes(datasette):
    site = SITES.get(datasette)
    return [(pattern, _view(site, handler)) for pattern, handler in ROUTES] if site else []


@hookimpl
def prepare_connection(conn, database, datasette):
    if datasette in SITES and database == DATABASE:
        from pipeline.search.matching import teach
        from pipeline.store.connect import teach as teach_index
        from pipeline.web.wholetext import match

        teach(conn)
        teach_index(conn)
        conn.execute("PRAGMA query_only = ON")
        conn.create_function("escape_fts", 1, match)  # Datasette's own search, made exact for Chinese


@hookimpl(trylast=True)
def asgi_wrapper(datasette):
    site = SITES.get(datasette)
    return (lambda app: guarded(app, site)) if site else (lambda app: app)


@hookimpl
def handle_exception(datasette, request, exception):
    """In place of Datasette's own, which draws the local variables of every frame: slow, and they may hold a reader's words."""
    site = SITES.get(datasette)
    if site is None:
        return theirs.handle_exception(datasette, request, exception)
    if getattr(exception, "status", 500) == 500 and not isinstance(exception, ZhengceError):
        traceback.print_exception(exception, file=sys.stderr)
    return _response(failure(_ask(site, None, request), exception))


def _view(site: Site, handler):
    """``handler`` (an ``Ask`` → an ``Answer``) as a view, run in a thread on a read-only connection within the time limit."""

    async def view(request, datasette):
        form = await request.post_vars() if request.method == "POST" else {}
        limit = datasette.setting("sql_time_limit_ms")

        def answer(connection: sqlite3.Connection) -> Answer:
            ask = _ask(site, connection, request, form)
            try:
                ask.address.check()
                with sqlite_timelimit(connection, limit):
                    return handler(ask)
            except ZhengceError as error:
                return failure(ask, error)
            except sqlite3.OperationalError as error:
                if str(error) != "interrupted":
                    raise
                return failure(ask, TimeoutError(f"{limit / 1000:g}"))

        response = _response(await datasette.get_database(DATABASE).execute_fn(answer))
        if "lang" in request.args:
            response.set_cookie("lang", "en" if request.args["lang"] == "en" else "zh", max_age=YEAR)
        return response

    return view


def _ask(site: Site, connection: sqlite3.Connection | None, request, form: dict[str, str] | None = None) -> Ask:
    arguments = {name: ",".join(request.args.getlist(name)) if name in LISTED else request.args[name] for name in request.args}
    language = arguments.get("lang") or request.cookies.get("lang")
    return Ask(
        site=site,
        connection=connection,
        address=address(request.path, arguments),
        parts=dict(request.scope.get("url_route", {}).get("kwargs", {})),
        language="en" if language == "en" else "zh",
        form=form or {},
        csrf=request.scope["csrftoken"]() if site.reviews and "csrftoken" in request.scope else "",
        cookies=request.cookies,
    )


def _response(answer: Answer) -> Response:
    body = answer.body if isinstance(answer.body, bytes) else answer.body.encode()
    headers = {"cache-control": "private, no-cache", "content-length": str(len(body))} | answer.headers
    if answer.name:
        headers["content-disposition"] = f"attachment; filename*=UTF-8''{answer.name}"
    return Response(body, answer.status, headers, answer.type)
