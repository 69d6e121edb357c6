"""Datasette's own table search, made exact for Chinese: what a person typed → the expression that our index understands."""

from __future__ import annotations

from pipeline.errors import QueryError
from pipeline.search.query import parse
from pipeline.search.sql import compile

NOTHING = '"\u3000"'
"""An expression that finds nothing and is no error."""


def match(typed: str | None) -> str:
    """The FTS5 expression of a query; operators that no index can answer alone are looked for as far as it can.

    >>> match("养老")
    '{text} : ("养老")'
    """
    try:
        return compile(parse(typed or "")).match or NOTHING
    except QueryError:
        return NOTHING
