"""Excel workbooks as tables of texts, through openpyxl. Its packages are unpacked once before, with our limits."""

from __future__ import annotations

import datetime
import io
import warnings
import zipfile
from collections.abc import Iterator

from pipeline.errors import ReadError
from pipeline.read.limits import MAX_CELLS
from pipeline.read.member import INSIDE, Member
from pipeline.read.messages import refused
from pipeline.read.package import DAMAGED, Package
from pipeline.read.tables import row_members


def members(data: bytes, path: str) -> Iterator[Member]:
    """The rows of every sheet of the workbook ``data``; a sheet's first row with two cells names its columns.

    Raises ``ReadError``: ``no-text-column`` when no sheet has a column of text, ``table-damaged``, ``zip-bomb``, ``xml-entities``.
    """
    _check(data)
    problem: ReadError | None = None
    found = False
    for name, rows in _sheets(data):
        try:
            for member in row_members(_named(rows), f"{path}{INSIDE}{name}/"):
                found = True
                yield member
        except ReadError as error:  # a sheet of notes beside that of texts
            problem = problem or error
    if problem and not found:
        raise problem


def _check(data: bytes) -> None:
    """Unpack every XML part within our limits, so that openpyxl meets neither a bomb nor an entity."""
    package = Package(data, "table")
    for name in package.names:
        if name.endswith((".xml", ".rels")):
            package.without_entities(name)


def _sheets(data: bytes) -> list[tuple[str, list[tuple[str, ...]]]]:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that openpyxl does not keep
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            return [
                (sheet.title, [tuple(map(_shown, row[:MAX_CELLS])) for row in sheet.iter_rows(values_only=True)])
                for sheet in book.worksheets
            ]
    except (InvalidFileException, SyntaxError, KeyError, TypeError, AttributeError, IndexError, zipfile.error, *DAMAGED) as error:
        raise refused("table-damaged", reason=error) from error


def _named(rows: list[tuple[str, ...]]) -> list[tuple[int, dict[str, str]]]:
    """Rows by the names of their columns, each with the number that Excel shows."""
    head = next((n for n, row in enumerate(rows) if sum(map(bool, row)) > 1), len(rows))
    header = [name.strip() for name in rows[head]] if head < len(rows) else []
    return [(n, dict(zip(header, row, strict=False))) for n, row in enumerate(rows[head + 1 :], head + 2)]


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return str(value)
