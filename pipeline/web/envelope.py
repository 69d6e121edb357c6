"""The one envelope of the API, for success and for error, and its opaque cursors.

``{"ok": true, "data": …, "total": 12, "next": "…" | null}`` or ``{"ok": false, "error": {"code", "message", "hint"}}``.
A cursor is good for the question it came from and for no other.
"""

from __future__ import annotations

import base64
import binascii
import json
from hashlib import sha256
from typing import Any

from pipeline.errors import QueryError
from pipeline.web.address import Address
from pipeline.web.ask import Answer, json_answer

PAGING = ("cursor", "limit", "lang")
MOST = 500
"""Most rows of one page."""


def data(value: Any, *, total: int | None = None, following: str | None = None, **more: Any) -> Answer:
    """A success. ``following`` is the cursor of the next page."""
    paged = {} if total is None else {"total": total, "next": following}
    return json_answer({"ok": True, "data": value, **paged, **more})


def failed(code: str, message: str, hint: str | None = None, status: int = 400) -> Answer:
    return json_answer({"ok": False, "error": {"code": code, "message": message, "hint": hint}}, status)


def window(asked: Address) -> tuple[int, int]:
    """Limit and offset that a request asks for. Raises ``QueryError`` for a cursor that is not one of this question's."""
    limit, cursor = asked.number("limit", 20, MOST), asked.get("cursor")
    if cursor is None:
        return limit, 0
    try:
        offset, question = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if question == _question(asked) and isinstance(offset, int) and offset >= 0:
            return limit, offset
    except (binascii.Error, ValueError, TypeError):
        pass
    raise QueryError("游标不属于这个查询 the cursor is not one of this question", hint="leave cursor out to begin anew")


def following(asked: Address, total: int) -> str | None:
    """The cursor of the page after the one asked for, None at the end."""
    limit, offset = window(asked)
    if offset + limit >= total:
        return None
    written = json.dumps([offset + limit, _question(asked)]).encode()
    return base64.urlsafe_b64encode(written).decode().rstrip("=")


def _question(asked: Address) -> str:
    kept = sorted((k, v) for k, v in asked.parameters.items() if k not in PAGING)
    return sha256(json.dumps([asked.path, kept]).encode()).hexdigest()[:16]
