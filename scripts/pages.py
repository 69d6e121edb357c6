"""Metadata of the State Council's pages beside the project against what each page shows: title, 发文字号, 发文机关, 成文日期.

Twice: as read, with the labels of the page, and from the text alone, as if it had been pasted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import gold

FOLDER = gold.SHARED / "corpus" / "govcn"


def figures() -> Iterator[tuple[str, float, int]]:
    """(measure, share that is right, number of pages)."""
    from pipeline.read import read
    from pipeline.structure import structure

    rows = json.loads((FOLDER / "meta.json").read_text("utf-8"))
    for name, alone in (("labels", False), ("text alone", True)):
        right: dict[str, int] = {}
        for row in rows:
            reading = read(FOLDER / row["file"])
            (one, *_) = structure(replace(reading, metadata={}) if alone else reading)
            for field, agrees in _agreement(one.document, row).items():
                right[field] = right.get(field, 0) + agrees
        for field, count in right.items():
            yield f"pages.{field} ({name})", count / len(rows), len(rows)


def _agreement(document, row: dict[str, str]) -> dict[str, bool]:
    year, month, day = re.findall(r"\d+", row["成文日期"])
    shown = re.split(r"[\s、]+", row["发文机关"].strip())  # a page names the first of many
    return {
        "title": _bare(document.title) == _bare(row["标题"]),
        "number": _bare(document.doc_number) == _bare(row["发文字号"]),
        "issuers": set(shown) <= set(document.issuers),
        "written": document.written is not None and document.written.value == f"{year}-{month}-{day}",
    }


def _bare(text: str | None) -> str:
    return re.sub(r"\s", "", text or "")
