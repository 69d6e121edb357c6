"""A matrix of provisions as a workbook: 矩阵 the matrix, 长表 one row a cell, 差异 differences, 依据 the texts, 仅此一家 what stands alone, 统计 counts."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.compare.matrix import Matrix
from pipeline.errors import ZhengceError
from pipeline.export import comparison, tables

_WIDE = {"gist", "text", "numbers", "provision", "documents", "lacking", "body", "reference_text", "what"}


def write(matrix: Matrix, path: str) -> int:
    """Write the workbook; the number of provisions. Raises ``ZhengceError`` for a folder that cannot be written."""
    import xlsxwriter

    if not os.access(os.path.dirname(path) or ".", os.W_OK):
        raise ZhengceError(f"不能写入 cannot write {path}", hint="choose a folder that exists and that you may write to")
    sides = {c.name for c in matrix.columns}
    sheets = (
        ("矩阵 matrix", comparison.matrix_columns(matrix), comparison.matrix_rows(matrix)),
        ("长表 long", comparison.LONG_COLUMNS, comparison.long_rows(matrix)),
        ("差异 differences", comparison.DIFFERENCE_COLUMNS, comparison.difference_rows(matrix)),
        ("依据 evidence", comparison.EVIDENCE_COLUMNS, comparison.evidence_rows(matrix)),
        ("仅此一家 alone", comparison.ALONE_COLUMNS, comparison.alone_rows(matrix)),
        ("统计 counts", comparison.COUNT_COLUMNS, comparison.count_rows(matrix)),
    )
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        for name, columns, rows in sheets:
            _sheet(book, name, columns, rows, sides)
    return len(matrix.rows)


def _sheet(book: Any, name: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]], sides: set[str]) -> None:
    page = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bg_color": "#eeeeee", "valign": "top", "text_wrap": True})
    plain = book.add_format({"valign": "top", "text_wrap": True})
    absent = book.add_format({"valign": "top", "font_color": "#999999", "bg_color": "#f5f5f5"})
    page.freeze_panes(1, 2)
    for k, column in enumerate(columns):
        page.set_column(k, k, 44 if column in sides else 36 if column in _WIDE else 14)
        page.write_string(0, k, tables.label(column, columns), bold)
    n = 0
    for n, row in enumerate(rows, 1):
        for k, column in enumerate(columns):
            value = row.get(column)
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                page.write_number(n, k, value, plain)
            elif value not in (None, ""):
                page.write_string(n, k, tables.cell(value)[:32767], absent if value == comparison.NOTHING else plain)
    page.autofilter(0, 0, max(n, 1), len(columns) - 1)
