"""Coding the texts of a database by the rules of a codebook or by a model, and keeping the result in the table ``codings``.

A codebook's codings are replaced as a whole when they are kept again (``pipeline.store.codings``).
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.classify.codebook import Codebook, CodebookError
from pipeline.classify.codebook_model import Model
from pipeline.classify.codebook_rules import Coding, code
from pipeline.search.conditions import ALL, Filters, where
from pipeline.search.connection import Database, connected
from pipeline.store.codings import keep as stored
from pipeline.topics.corpus import CHINESE, Unit, units

COLUMNS = ("clause_id", "document", "clause", "region", "date", "code", "name", "score", "by", "evidence", "text")
COUNT_COLUMNS = ("code", "name", "clauses", "rate", "documents")


def coded(
    db: Database, book: Codebook, model: Model | None = None, by: str = "clause", filters: Filters = ALL, best: bool = False
) -> Iterator[tuple[Unit, list[Coding]]]:
    """Every text of ``db`` with its codes, surest first, possibly none; ``best``: the surest only. Without ``model`` by the rules.

    Raises ``CodebookError`` when the codebook has no words to look for and there is no model.
    """
    if model is None and not book.rules:
        raise CodebookError(
            f"编码表 {book.name} 没有包含词 has no words to look for",
            hint="fill the column include, or train a model: zhengce topics label … ; zhengce topics train …",
        )
    for unit in units(db, by, filters):
        if not CHINESE.search(unit.text):
            yield unit, []
            continue
        found = model.code(unit.text) if model else code(book, unit.text, unit.document, unit.genre)
        yield unit, found[:1] if best else found


def rows(book: Codebook, codings: Iterable[tuple[Unit, list[Coding]]], by: str, only: str | None = None) -> Iterator[dict]:
    """One row for each code given to a text; ``only``: of that code, by its code or name, codes under it included."""
    wanted = chosen(book, only) if only else None
    for unit, found in codings:
        for coding in found:
            if wanted is None or coding.code in wanted:
                yield unit.row() | _told(book, coding, by) | {"text": unit.text}


def _told(book: Codebook, coding: Coding, by: str) -> dict:
    return {
        "code": coding.code,
        "name": book.label(coding.code),
        "score": round(coding.score, 3),
        "by": by,
        "evidence": list(coding.evidence),
    }


def chosen(book: Codebook, wanted: str) -> set[str]:
    """The codes that ``wanted`` names, by code or name, with those under them. Raises ``CodebookError`` for an unknown one."""
    found = {each.code for each in book.codes if wanted in (each.code, each.name, book.label(each.code))}
    if not found:
        raise CodebookError(f"编码表 {book.name} 没有编码 has no code {wanted}", hint=f"zhengce topics codes {book.name}")
    return found | {each.code for each in book.codes if each.parent in found}


def counts(book: Codebook, codings: Iterable[tuple[Unit, list[Coding]]]) -> list[dict]:
    """How often each code is given, codes in the codebook's order; a parent counts the texts of its children once."""
    texts: Counter[str] = Counter()
    documents: dict[str, set[str]] = {}
    total = 0
    for unit, found in codings:
        total += 1
        given = {coding.code for coding in found}
        given |= {book.by_code[each].parent for each in given if each in book.by_code and book.by_code[each].parent}
        for each in given:
            texts[each] += 1
            documents.setdefault(each, set()).add(unit.id.partition("#")[0])
    return [
        {
            "code": each.code,
            "name": book.label(each.code),
            "clauses": texts[each.code],
            "rate": round(texts[each.code] / total, 3) if total else 0.0,
            "documents": len(documents.get(each.code, ())),
        }
        for each in book.codes
    ]


def keep(db: str | os.PathLike, book: Codebook, codings: Iterable[tuple[Unit, list[Coding]]], by: str) -> int:
    """Store the codings of a codebook in the table ``codings`` in place of earlier ones; the number stored."""
    given = (
        (unit.key, c.code, book.label(c.code), c.score, by, json.dumps(c.evidence, ensure_ascii=False))
        for unit, found in codings
        for c in found
    )
    return stored(db, book.name, given)


def kept(db: Database, codebook: str | None = None, only: str | None = None, filters: Filters = ALL) -> Iterator[dict]:
    """The stored codings as rows: of one codebook or all, of one code (by code, name or parent's name) or all."""
    conditions = filters.conditions()
    if codebook:
        conditions.append(("k.codebook = ?", (codebook,)))
    if only:
        conditions.append(("(k.code = ? OR k.name = ? OR k.name LIKE ? || '/%' OR k.name LIKE '%/' || ?)", (only,) * 4))
    limits, parameters = where(conditions)
    with connected(db) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'codings'").fetchone():
            raise CodebookError("数据库中没有编码结果 no codings are kept", hint="zhengce topics code DB --keep")
        found = connection.execute(
            "SELECT d.id || '#' || c.eid, d.title, c.label, d.region, d.date, k.code, k.name, k.score, k.by, k.evidence, c.text, k.codebook"
            " FROM codings k JOIN clauses c ON c.key = k.clause JOIN documents d ON d.key = c.document"
            f" {limits} ORDER BY k.codebook, c.key, k.score DESC, k.code",
            parameters,
        )
        for row in found:
            told = dict(zip((*COLUMNS, "codebook"), row, strict=True))
            yield told | {"score": round(told["score"], 3), "evidence": json.loads(told["evidence"])}
