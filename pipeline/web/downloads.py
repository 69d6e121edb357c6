"""Rows as a file to download, in the forms of the command line."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.export import tables
from pipeline.web.ask import Answer

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "jsonl": "application/x-ndjson; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def download(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], form: str, name: str) -> Answer:
    """``rows`` as a file called ``name`` in ``form``, one of ``TYPES``."""
    return Answer(_written(rows, columns, form), TYPES[form], name=f"{name}.{form}")


def _written(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], form: str) -> bytes:
    if form == "xlsx":
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "rows.xlsx"
            tables.write_xlsx(rows, columns, str(path))
            return path.read_bytes()
    out = io.StringIO()
    tables.write(rows, columns, form, out)
    return out.getvalue().encode()
