"""JSON as tables of texts: JSON Lines, a list of records anywhere in a JSON value, the answers of gov.cn's policy search.

The search of 国务院政策文件库 answers ``{"searchVO": {"catMap": {"gongwen": {"listVO": [{"title", "url", "pcode", "puborg",
"pubtimeStr", "childtype", "index", "summary", …}]}}}}``. It holds summaries; a crawler adds the text to a field of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from pipeline.read.encodings import decode
from pipeline.read.member import INSIDE, Member
from pipeline.read.messages import refused
from pipeline.read.tables import TEXT_COLUMNS, Row, row_members

MAX_DEPTH = 8
"""How deep the lists of records may lie in a JSON value."""


def members(data: bytes, path: str) -> Iterator[Member]:
    """The records of JSON or JSON Lines. Raises ``ReadError``: ``no-text-column``, or ``table-damaged`` for what is no JSON."""
    text = decode(data).text
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        rows, broken = _lines(text)
        if not rows:
            raise refused("table-damaged", reason=error) from error
        yield from (Member(f"{path}{INSIDE}{number}", error=refused("table-damaged", reason=reason)) for number, reason in broken)
    else:
        rows = list(enumerate(_records(value), 1))
    yield from row_members(rows, path + INSIDE)


def _lines(text: str) -> tuple[list[tuple[int, Row]], list[tuple[int, object]]]:
    """The lines of JSON Lines that are records, and those that are not with the reason."""
    rows, broken = [], []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                record = json.loads(line)
            except (ValueError, RecursionError) as error:
                broken.append((number, error))
            else:
                if isinstance(record, dict):
                    rows.append((number, _row(record)))
                else:
                    broken.append((number, type(record).__name__))
    return rows, broken


def _records(value: object) -> list[Row]:
    """All records of the lists in ``value``, or ``value`` itself when it has a text by name."""
    if isinstance(value, dict):
        row = _row(value)
        if any(shown and name.lower() in TEXT_COLUMNS for name, shown in row.items()):
            return [row]
    return list(_listed(value))


def _listed(value: object, depth: int = 0) -> Iterator[Row]:
    if isinstance(value, list):
        yield from (_row(item) for item in value if isinstance(item, dict))
    elif isinstance(value, dict) and depth < MAX_DEPTH:
        for inner in value.values():
            yield from _listed(inner, depth + 1)


def _row(record: dict) -> Row:
    """A record with strings for values; a list of strings is paragraphs of a text, or joined as Chinese lists are."""
    row = {}
    for name, shown in record.items():
        if isinstance(shown, str):
            row[name] = shown
        elif isinstance(shown, list) and all(isinstance(item, str) for item in shown):
            row[name] = ("\n" if name.lower() in TEXT_COLUMNS else "、").join(shown)
    return row
