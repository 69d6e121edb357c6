"""Rows as a person names them (R3, 浙江) → decisions about clauses."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.compare.decisions import Decision
from pipeline.compare.matrix import Matrix
from pipeline.errors import QueryError


def decided(
    matrix: Matrix,
    merge: Iterable[tuple[str, str]] = (),
    split: Iterable[tuple[str, str]] = (),
    rename: Iterable[tuple[str, str]] = (),
) -> tuple[Decision, ...]:
    """The decisions that ``merge`` (row, row), ``split`` (row, column) and ``rename`` (row, name) of ``matrix`` mean.

    Raises ``QueryError`` for a row or column that is not there, or a column that has no clause in the row.
    """
    out = []
    for a, b in merge:
        out.append(Decision("merge", (*matrix.row(a).clauses, *matrix.row(b).clauses)))
    for row_id, column in split:
        row, at = matrix.row(row_id), matrix.column(column)
        if row.cells[at] is None:
            raise QueryError(f"{row.id} 中没有 has nothing of {column}", hint=f"{row.id} {row.name}")
        mine = {p.id for p in row.cells[at].passages}
        others = tuple(c for c in row.clauses if c not in mine)
        out += [Decision("split", (clause, *others)) for clause in sorted(mine)]
    for row_id, name in rename:
        out.append(Decision("rename", matrix.row(row_id).clauses, name))
    return tuple(out)
