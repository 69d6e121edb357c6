"""JSON Lines: one document a line, with its text, its clauses and their facts inside it, in the form of ``zhengce annotate``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.export.jsonable import annotation
from pipeline.model import Clause, Facts, Record
from pipeline.store import Store
from pipeline.store.load import load

NAME = "documents.jsonl"

_PLAIN = ("id", "title", "title_is_ours", "genre", "carries", "doc_number", "issuers", "addressees", "regions", "level", "status")
_DATES = ("written", "promulgated", "effective", "expires")


def write(store: Store, chosen: Sequence[str] | None, folder: Path) -> Iterator[tuple[str, int]]:
    """One file of all documents."""
    if chosen is None:
        chosen = [row[0] for row in store.connection.execute("SELECT id FROM documents ORDER BY key").fetchall()]
    with (folder / NAME).open("w", encoding="utf-8", newline="\n") as out:
        for identifier in chosen:
            out.write(json.dumps(document(load(store.connection, identifier)), ensure_ascii=False) + "\n")
    yield NAME, len(chosen)


def document(record: Record) -> dict[str, Any]:
    """A document with its clauses and their facts as plain values."""
    d = record.document
    return {
        **{name: getattr(d, name) for name in _PLAIN},
        "region": {"code": d.region.code, "name": d.region.name, "level": d.region.level} if d.region else None,
        **{name: str(date) if (date := getattr(d, name)) else None for name in _DATES},
        "themes": [{"label": t.label, "probability": t.probability} for t in record.themes],
        "source": {"path": record.source.path, "url": record.source.url, "sha256": record.source.sha256},
        "text": d.text,
        "clauses": [_clause(d.id, c, facts) for c, facts in zip(record.clauses, record.facts, strict=True)],
    }


def _clause(identifier: str, c: Clause, facts: Facts) -> dict[str, Any]:
    plain = {name: getattr(c, name) for name in ("eid", "label", "path", "start", "end", "page", "text")}
    found = annotation(facts, None)
    del found["theme"]  # that of the document
    return {"clause_id": f"{identifier}#{c.eid}", **plain, **found}
