"""Documents side by side: the matrix of provisions, two clauses with their differences marked, versions of one work.

Rows can be merged, split and renamed where reviewing is on; such decisions are kept in a file of their own beside the database.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from pipeline.compare import Choice, Matrix, Passage, choose, decisions, differences, texts, versions
from pipeline.compare import matrix as made
from pipeline.compare.cells import Cell
from pipeline.compare.changes import changes as changed
from pipeline.compare.rows import decided
from pipeline.compare.terms import CHANGES, KINDS
from pipeline.errors import QueryError, StoreError
from pipeline.export import comparison, comparison_xlsx
from pipeline.model import MODALITY_NAMES
from pipeline.search import coverage
from pipeline.search.lookup import describe
from pipeline.web.address import Address
from pipeline.web.ask import Answer, Ask, NotHere, redirect
from pipeline.web.downloads import TYPES, download
from pipeline.web.envelope import data
from pipeline.web.reading import link
from pipeline.web.render import page
from pipeline.web.reviewing import check

OFFERED = 60
"""Documents to choose from."""
AMOUNTS = 4
"""Amounts that a cell shows; the rest is counted."""
CHOOSING = ("d", "theme", "regions", "genre")


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as the page shows it."""

    cell: Cell
    links: list[tuple[str, str]]  # label, address
    amounts: list[str]
    more: int
    modality: str
    beside: str | None  # the address of the two clauses side by side


def matrix(ask: Ask) -> Answer:
    """The matrix that the address asks for, or the form that asks; a posted decision on its rows is kept first."""
    if ask.form:
        check(ask)
        return _decide(ask)
    if not asked(ask.address):
        found, number = coverage.latest(ask.connection, OFFERED, title=ask.address.get("q"))
        works = ask.site.remember("works", lambda: versions.works(ask.connection))
        return page(ask, "compare.html", found=found, number=number, q=ask.address.get("q", ""), works=works[:30])
    choice, m = compared(ask)
    return page(
        ask,
        "matrix.html",
        said=choice.said,
        m=m,
        rows=[(row, [_shown(m, k, cell, row.cells) for k, cell in enumerate(row.cells)]) for row in m.rows],
        alone=[(column, [_shown(m, k, cell, ()) for cell in m.alone[k]]) for k, column in enumerate(m.columns)],
        counts=list(comparison.count_rows(m)),
        ids=",".join(ask.address.get("d", "").split(",")),
    )


def as_file(ask: Ask) -> Answer:
    """The matrix as a file; the workbook has all its views."""
    _, m = compared(ask)
    form = ask.parts["form"]
    if form != "xlsx":
        return download(comparison.matrix_rows(m), comparison.matrix_columns(m), form, "compare")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "compare.xlsx"
        comparison_xlsx.write(m, str(path))
        return Answer(path.read_bytes(), TYPES["xlsx"], name="compare.xlsx")


def as_json(ask: Ask) -> Answer:
    """The matrix in the API's envelope."""
    choice, m = compared(ask)
    return data(
        list(comparison.matrix_rows(m)),
        said=choice.said,
        missing=choice.missing,
        columns=[{"name": c.name, "documents": [{"id": t.id, "title": t.title} for t in c.documents]} for c in m.columns],
    )


def pair(ask: Ask) -> Answer:
    """Two clauses side by side with what differs."""
    a, b = _passage(ask, "a"), _passage(ask, "b")
    found = ask.site.remember(("differences", a.id, b.id), lambda: differences(a, b))
    return page(ask, "pair.html", a=a, b=b, d=found, kinds=KINDS, changes=CHANGES, link=link)


def changes(ask: Ask) -> Answer:
    """What each version of a work changed, clause by clause."""
    try:
        title = describe(ask.connection, ask.address.get("id", ""))["title"]
    except QueryError as error:
        raise NotHere(str(error), hint="/documents") from error
    rows = ask.site.remember(("changes", title), lambda: list(changed(ask.connection, title)))
    counts = {kind: sum(row["change"] == kind for row in rows) for kind in ("相同", "修改", "删除", "新增")}
    return page(ask, "changes.html", title=title, rows=rows, counts=counts)


def asked(address: Address) -> bool:
    return bool(address.get("d") or address.get("theme"))


def compared(ask: Ask) -> tuple[Choice, Matrix]:
    """What the address asks to compare, remembered until the database or a decision about its rows changes."""
    if not asked(ask.address):
        raise QueryError("选择文件 choose documents", hint="/compare")
    kept = decisions.beside(ask.site.path)
    stamp = kept.stat().st_mtime_ns if kept.exists() else 0
    wanted = {name: ask.address.get(name) for name in CHOOSING}
    reference = ask.address.get("reference")
    choice = ask.site.remember(("choice", *wanted.values()), lambda: _choose(ask, **wanted))
    return choice, ask.site.remember(
        ("matrix", *wanted.values(), reference, stamp),
        lambda: made(choice.columns, reference=reference, decisions=decisions.read(kept)),
    )


def _choose(ask: Ask, d: str | None, theme: str | None, regions: str | None, genre: str | None) -> Choice:
    documents = tuple(one for one in (d or "").split(",") if one)
    named = tuple(one.strip() for one in (regions or "").replace("，", ",").replace("、", ",").split(",") if one.strip())
    return choose(ask.connection, documents=documents, theme=None if documents else theme, regions=named, genre=genre)


def _shown(m: Matrix, column: int, cell: Cell | None, row: tuple[Cell | None, ...]) -> Shown | None:
    if cell is None:
        return None
    base = next((k for k in (m.reference, *range(len(row))) if k is not None and k < len(row) and row[k]), None)
    beside = None
    if base is not None and base != column:
        beside = Address("/compare/pair", {"a": row[base].passages[0].id, "b": cell.passages[0].id}).to()
    labels = [(p.clause.label, link(p.document.id, p.clause.eid)) for p in cell.passages]
    amounts = [comparison.amount_text(a) for a in cell.amounts]
    return Shown(cell, labels, amounts[:AMOUNTS], max(0, len(amounts) - AMOUNTS), MODALITY_NAMES.get(cell.modality, ""), beside)


def _decide(ask: Ask) -> Answer:
    """Keep a decision about rows and show the matrix again."""
    if ask.site.reviews is None:
        raise NotHere("没有打开复核 reviewing is off", hint=f"zhengce serve {ask.site.path.name} --review")
    _, m = compared(ask)
    row, form = ask.form.get("row", ""), ask.form
    new = decided(
        m,
        merge=[(row, form["with"])] if form.get("with") else (),
        split=[(row, form["column"])] if form.get("column") else (),
        rename=[(row, form["name"].strip()[:60])] if form.get("name", "").strip() else (),
    )
    if new:
        decisions.keep(decisions.beside(ask.site.path), new)
    return redirect(ask.address.to())


def _passage(ask: Ask, name: str) -> Passage:
    """The passage that the parameter ``name`` identifies. Raises ``NotHere``."""
    identifier = ask.address.get(name, "")
    document, _, _ = identifier.partition("#")
    try:
        held = texts.of_store(ask.connection, document)[1]
    except StoreError as error:
        raise NotHere(str(error), hint="/compare") from error
    found = next((p for p in held if p.id == identifier), None)
    if found is None:
        raise NotHere(f"没有这个条款 no clause {identifier[:80]!r}", hint="/compare")
    return found
