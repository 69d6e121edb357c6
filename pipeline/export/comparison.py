"""A matrix of provisions as rows: one row a provision, one row a cell, one row a clause, and what stands alone.

Cells are plain text for table, CSV and workbook; the key ``cells`` of a matrix row holds the same as values for JSON.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.compare.amounts import KINDS, Amount
from pipeline.compare.cells import Cell
from pipeline.compare.differences import Differences, differences
from pipeline.compare.matrix import Matrix, Row
from pipeline.compare.names import FUNCTIONS
from pipeline.compare.terms import CHANGES, Difference
from pipeline.compare.terms import KINDS as KIND_NAMES
from pipeline.compare.texts import Passage
from pipeline.model import MODALITY_NAMES

ROW_COLUMNS = ("row", "provision", "function", "held")
LONG_COLUMNS = (
    "row",
    "provision",
    "function",
    "region",
    "document",
    "clause",
    "gist",
    "numbers",
    "modality",
    "body",
    "mutual",
    "score",
    "clause_id",
)
EVIDENCE_COLUMNS = ("row", "provision", "region", "document", "clause", "clause_id", "text")
ALONE_COLUMNS = ("region", "document", "clause", "function", "gist", "numbers", "modality", "body", "clause_id")
DIFFERENCE_COLUMNS = (
    "row",
    "provision",
    "region",
    "kind",
    "what",
    "change",
    "reference_text",
    "text",
    "reference_clause",
    "clause",
    "reference_trigger",
    "trigger",
    "clause_id",
)
COUNT_COLUMNS = ("region", "documents", "clauses", "provisions", "alone", "lacking")
WIDE_COLUMNS = (*ROW_COLUMNS, "found_in", "lacking")
"""What a terminal shows of a matrix with more sides than fit: who has which clause, who has none."""

NOTHING = "—"
"""An empty cell: no such provision was found in the documents of that column."""


def matrix_columns(matrix: Matrix) -> tuple[str, ...]:
    """The columns of ``matrix_rows``: those of the row, then one for each side."""
    return (*ROW_COLUMNS, *(c.name for c in matrix.columns))


def matrix_rows(matrix: Matrix) -> Iterator[dict[str, Any]]:
    """One row a provision; each side's cell as text under its name, and all as values under ``cells``."""
    for row in matrix.rows:
        yield {
            **_head(row),
            "held": f"{row.held}/{len(matrix.columns)}",
            **{c.name: cell_text(x) if x else NOTHING for c, x in zip(matrix.columns, row.cells, strict=True)},
            "found_in": [f"{c.name} {x.labels}" for c, x in zip(matrix.columns, row.cells, strict=True) if x],
            "lacking": [c.name for c, x in zip(matrix.columns, row.cells, strict=True) if x is None],
            "cells": [cell_values(x) if x else None for x in row.cells],
        }


def long_rows(matrix: Matrix) -> Iterator[dict[str, Any]]:
    """One row a cell, empty ones too: the form that statistics programs want."""
    for row in matrix.rows:
        for column, x in zip(matrix.columns, row.cells, strict=True):
            yield {**_head(row), "region": column.name, **(_cell_columns(x) if x else {"gist": NOTHING})}


def evidence_rows(matrix: Matrix) -> Iterator[dict[str, Any]]:
    """One row a clause of a cell, with its whole text."""
    for row in matrix.rows:
        for column, x in zip(matrix.columns, row.cells, strict=True):
            for p in x.passages if x else ():
                yield {"row": row.id, "provision": row.name, "region": column.name, **_place(p), "text": p.clause.text}


def alone_rows(matrix: Matrix) -> Iterator[dict[str, Any]]:
    """The clauses of each side without counterpart in any other."""
    for column, cells in zip(matrix.columns, matrix.alone, strict=True):
        for x in cells:
            yield {"region": column.name, "function": x.passages[0].function, **_cell_columns(x)}


def count_rows(matrix: Matrix) -> Iterator[dict[str, Any]]:
    """Of each side: documents, clauses, provisions shared, clauses alone, provisions that all others have."""
    for k, column in enumerate(matrix.columns):
        yield {
            "region": column.name,
            "documents": "、".join(t.title for t in column.documents),
            "clauses": len(column.passages),
            "provisions": sum(r.cells[k] is not None for r in matrix.rows),
            "alone": len(matrix.alone[k]),
            "lacking": "；".join(r.name for r in matrix.lacking(k)) or NOTHING,
        }


def difference_rows(matrix: Matrix) -> Iterator[dict[str, Any]]:
    """How each side differs from the reference (without one: from the first side that has the provision), one row a difference."""
    for row in matrix.rows:
        at = (
            matrix.reference
            if matrix.reference is not None and row.cells[matrix.reference]
            else next(k for k, c in enumerate(row.cells) if c)
        )
        base = row.cells[at].passages[0]
        for k, x in enumerate(row.cells):
            if k == at or x is None:
                continue
            other = x.passages[0]
            for d in differences(base, other).changed:
                yield {
                    **_head(row),
                    "region": matrix.columns[k].name,
                    **difference_values(d),
                    "reference_clause": f"{matrix.columns[at].name}{base.clause.label}",
                    "clause": other.clause.label,
                    "clause_id": other.id,
                }


PAIR_COLUMNS = ("kind", "what", "change", "reference_text", "text", "reference_trigger", "trigger")


def pair_rows(pair: Differences) -> Iterator[dict[str, Any]]:
    """The differences of two clauses, equal numbers too, then the two texts phrase by phrase where they are not the same."""
    yield from map(difference_values, pair.items)
    for piece in pair.text:
        if piece.op != "same":
            yield {"kind": "措辞 phrase", "change": piece.op, "reference_text": piece.a or None, "text": piece.b or None}


def difference_values(d: Difference) -> dict[str, Any]:
    """A difference as plain values, its kind and change in Chinese and English."""
    return {
        "kind": f"{KIND_NAMES[d.kind]} {d.kind}",
        "what": d.what,
        "change": f"{CHANGES[d.change]} {d.change}",
        "reference_text": d.a,
        "text": d.b,
        "reference_trigger": d.a_trigger or None,
        "trigger": d.b_trigger or None,
    }


def cell_text(cell: Cell) -> str:
    """A cell in words: 第十条 gist｜罚款 一千元以上五千元以下（逾期不改）｜应当：民政部门.

    No mark stands for 确定; ``?`` follows the clause number where only one side chooses the other.
    """
    parts = [f"{cell.labels}{'' if cell.sure else '?'} {cell.gist}"]
    if cell.amounts:
        parts.append(numbers(cell))
    if cell.modality:
        parts.append(f"{MODALITY_NAMES[cell.modality]}" + (f"：{'、'.join(cell.bodies)}" if cell.bodies else ""))
    return "｜".join(parts)


def numbers(cell: Cell) -> str:
    """The amounts of a cell, each with what it is for."""
    return "；".join(map(amount_text, cell.amounts))


def amount_text(amount: Amount) -> str:
    about = amount.grade or (amount.trigger[:20] if amount.kind != "fine" else "")
    kind = KINDS.get(amount.kind, "")
    return f"{kind} {'可以 ' if amount.optional else ''}{amount.text}".strip() + (f"（{about}）" if about else "")


def cell_values(cell: Cell) -> dict[str, Any]:
    """A cell as plain JSON values."""
    return {
        "clauses": [
            {"clause_id": p.id, "document": p.document.title, "label": p.clause.label, "text": p.clause.text}
            for p in cell.passages
        ],
        "gist": cell.gist,
        "numbers": [amount_values(a) for a in cell.amounts],
        "modalities": dict(cell.modalities),
        "bodies": list(cell.bodies),
        "score": cell.score,
        "sure": cell.sure,
    }


def amount_values(amount: Amount) -> dict[str, Any]:
    q = amount.quantity
    return {
        "kind": amount.kind,
        "trigger": amount.trigger,
        "grade": amount.grade,
        "optional": amount.optional,
        "text": q.text,
        **{name: getattr(q, name) for name in ("low", "high", "low_inclusive", "high_inclusive", "unit", "approx")},
        "per": list(q.per),
    }


def function_label(function: str) -> str:
    """职责分工 duty_allocation."""
    return f"{FUNCTIONS.get(function, '')} {function}".strip()


def _head(row: Row) -> dict[str, Any]:
    return {"row": row.id, "provision": row.name, "function": row.function}


def _place(p: Passage) -> dict[str, Any]:
    return {"document": p.document.title, "clause": p.clause.label, "clause_id": p.id}


def _cell_columns(x: Cell) -> dict[str, Any]:
    return {
        "document": "、".join(dict.fromkeys(p.document.title for p in x.passages)),
        "clause": x.labels,
        "gist": x.gist,
        "numbers": numbers(x),
        "modality": "、".join(f"{MODALITY_NAMES[m]}×{n}" for m, n in x.modalities),
        "body": "、".join(x.bodies),
        "mutual": x.sure,
        "score": x.score,
        "clause_id": "、".join(p.id for p in x.passages),
    }


def summary(matrix: Matrix) -> str:
    """One sentence for a person: how much there is and where it is missing."""
    everywhere = sum(r.held == len(matrix.columns) for r in matrix.rows)
    alone = "，".join(f"{c.name} {len(some)}" for c, some in zip(matrix.columns, matrix.alone, strict=True))
    return (
        f"{len(matrix.rows)} 项规定 provisions，{everywhere} 项各方皆有 in all columns；仅此一家的条款 clauses without counterpart：{alone}；"
        f"{NOTHING} 未见 none found，? 非互选 chosen by one side only"
    )
