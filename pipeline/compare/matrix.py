"""The matrix region × provision: rows are provisions that at least two columns have, cells what each column says of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.compare.cells import Cell, cell
from pipeline.compare.decisions import Decision, given_name, pairs
from pipeline.compare.groups import groups
from pipeline.compare.links import LEAST, links
from pipeline.compare.names import Namer
from pipeline.compare.texts import Column, Passage
from pipeline.errors import QueryError


@dataclass(frozen=True, slots=True)
class Row:
    """One provision. ``cells`` runs parallel to the matrix's columns; ``None``: no such provision was found in that column."""

    id: str  # R1, R2, … in the order of the matrix
    name: str
    function: str
    cells: tuple[Cell | None, ...]
    named: bool = False  # by a person

    @property
    def held(self) -> int:
        """How many columns have the provision."""
        return sum(c is not None for c in self.cells)

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clause ids of all its cells."""
        return tuple(p.id for c in self.cells if c for p in c.passages)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Provisions × columns.

    ``alone``: of each column the clauses without counterpart in another; ``reference``: the column whose order the rows follow and
    that differences are told against, or ``None``.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    alone: tuple[tuple[Cell, ...], ...]
    reference: int | None = None

    def lacking(self, column: int) -> tuple[Row, ...]:
        """The provisions that every other column has."""
        return tuple(r for r in self.rows if r.cells[column] is None and r.held == len(self.columns) - 1)

    def row(self, row_id: str) -> Row:
        """The row with that id. Raises ``QueryError`` when there is none."""
        found = next((r for r in self.rows if r.id.lower() == row_id.lower()), None)
        if found is None:
            raise QueryError(f"没有这一行 no row {row_id!r}", hint=f"R1 … R{len(self.rows)}")
        return found

    def column(self, name: str) -> int:
        """The place of the column of a region or title. Raises ``QueryError`` when there is none."""
        exact = [k for k, c in enumerate(self.columns) if c.name == name or any(name in (t.title, t.id) for t in c.documents)]
        fit = exact or [k for k, c in enumerate(self.columns) if name in c.name or any(name in t.title for t in c.documents)]
        if len(fit) != 1:
            raise QueryError(f"没有这一列 no one column is called {name!r}", hint="、".join(c.name for c in self.columns))
        return fit[0]


def matrix(columns: Sequence[Column], *, reference: str | None = None, decisions: Sequence[Decision] = ()) -> Matrix:
    """The matrix of ``columns`` (see ``choose``). Rows follow the reference's order, else the mean place in the texts.

    Raises ``QueryError`` for a reference that is no column.
    """
    everything = [p for c in columns for p in c.passages]
    owner = [k for k, c in enumerate(columns) for _ in c.passages]
    found = links(columns)
    together, apart = pairs(decisions, {p.id: n for n, p in enumerate(everything)})
    grouped = groups(len(everything), owner, found.links, LEAST, together, apart)
    namer = Namer(everything)
    rows, alone = [], [[] for _ in columns]
    for members in grouped:
        held = {owner[m] for m in members}
        if len(held) < 2:
            alone[next(iter(held))] += [cell([everything[m]]) for m in members]
            continue
        cells = tuple(_cell(members, k, owner, everything, found) for k in range(len(columns)))
        function = Counter(everything[m].function for m in members).most_common(1)[0][0]
        name = given_name(decisions, [everything[m].id for m in members])
        rows.append(
            Row("", name or namer.name(members, [everything[m].heading for m in members], function), function, cells, bool(name))
        )
    out = Matrix(tuple(columns), (), tuple(map(tuple, alone)))
    at = out.column(reference) if reference else None
    rows.sort(key=lambda r: _place(r, at))
    numbered = tuple(Row(f"R{n}", r.name, r.function, r.cells, r.named) for n, r in enumerate(rows, 1))
    return Matrix(out.columns, numbered, out.alone, at)


def _cell(members: Sequence[int], column: int, owner: Sequence[int], everything: Sequence[Passage], found) -> Cell | None:
    mine = [m for m in members if owner[m] == column]
    if not mine:
        return None
    others = [m for m in members if owner[m] != column]
    ties = {m: max((found.score(m, o) for o in others), default=0.0) for m in mine}
    mine.sort(key=lambda m: (-ties[m], m))  # the clause that says it best comes first
    sure = any(found.sure(mine[0], o) for o in others)
    return cell([everything[m] for m in mine], max(ties.values()), sure)


def _place(row: Row, reference: int | None) -> tuple[int, float]:
    """Rows that the reference has come first, in its order; the others by their mean place."""
    own = row.cells[reference] if reference is not None else None
    if own:
        return 0, min(p.clause.start for p in own.passages)
    places = [p.at for c in row.cells if c for p in c.passages[:1]]
    return 1, sum(places) / len(places)
