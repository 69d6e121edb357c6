"""Documents side by side: the provisions of a reference and where the others have the same, or have none; versions of one work."""

from __future__ import annotations

from pipeline.compare import versions
from pipeline.errors import QueryError
from pipeline.search import coverage
from pipeline.search.lookup import describe
from pipeline.web.ask import Answer, Ask
from pipeline.web.render import page


def matrix(ask: Ask) -> Answer:
    found, _ = coverage.latest(ask.connection, 60, title=ask.address.get("q"))
    return page(ask, "compare.html", found=found, q=ask.address.get("q", ""))


def as_file(ask: Ask) -> Answer:
    raise QueryError("选择文件 choose documents", hint="/compare")


def changes(ask: Ask) -> Answer:
    """What each version of a work changed, clause by clause."""
    title = describe(ask.connection, ask.address.get("id", ""))["title"]
    rows = ask.site.remember(("changes", title), lambda: list(versions.changes(ask.connection, title)))
    return page(ask, "changes.html", title=title, rows=rows)
