"""A Data Package (https://specs.frictionlessdata.io/tabular-data-package/): CSV files, and a ``datapackage.json`` that gives each
column its Chinese name and its type. The CSV files open in Excel; a list is one cell, its parts joined by ；.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.export.dataset.views import Table, views
from pipeline.export.tables import cell, chinese, safe
from pipeline.store import Store

NAME = "datapackage.json"


def write(store: Store, chosen: Sequence[str] | None, folder: Path) -> Iterator[tuple[str, int]]:
    """One CSV file a table, then the description of all."""
    described = []
    for table in views(store.connection, chosen):
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.writer(out, lineterminator="\r\n")
            writer.writerow(table.columns)
            writer.writerows([_cell(value) for value in row.values()] for row in table.rows)
        described.append(_described(table))
        yield f"{table.name}.csv", table.count
    package = {
        "profile": "tabular-data-package",
        "name": "zhengce",
        "title": "政策文本数据 policy texts as data",
        "description": f"zhengce {__version__}. Offsets (start, end) are half-open code points, of clauses in the text of their document, "
        "of facts in that of their clause.",
        "resources": described,
    }
    (folder / NAME).write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", "utf-8")
    yield NAME, len(described)


def _cell(value: Any) -> str:
    """A value as Table Schema reads it, and as no spreadsheet runs it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return cell(value) if isinstance(value, (int, float)) else safe(cell(value))


def _described(table: Table) -> dict[str, Any]:
    types = {column: "string" if kind == "array" else kind for column, kind in table.types.items()}
    fields = [{"name": c, "title": chinese(c, table.columns) or c, "type": types.get(c, "string")} for c in table.columns]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "schema": {"fields": fields},
    }
