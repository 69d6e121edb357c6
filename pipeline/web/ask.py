"""One request as a page sees it, and the answers it may give."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field
from typing import Any

from pipeline.errors import ZhengceError
from pipeline.web.address import Address
from pipeline.web.site import Site

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Ask:
    """``parts``: the named pieces of the path; ``form``: what was posted; ``csrf``: the token that a form must bring back."""

    site: Site
    connection: sqlite3.Connection
    address: Address
    parts: dict[str, str]
    language: str
    form: dict[str, str] = field(default_factory=dict)
    csrf: str = ""
    cookies: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """``name`` makes it a file to download."""

    body: str | bytes
    type: str = HTML
    status: int = 200
    name: str | None = None
    headers: dict[str, str] = field(default_factory=dict)


class NotHere(ZhengceError):
    """What was asked for is not in the database."""


def redirect(path: str) -> Answer:
    """Look there instead; ``path`` is always one of ours."""
    return Answer("", status=303, headers={"location": path})


def json_answer(value: Any, status: int = 200, name: str | None = None) -> Answer:
    return Answer(json.dumps(value, ensure_ascii=False), JSON, status, name)
