"""Provisions side by side: reads clauses and facts, writes matches, matrices, differences. Never writes the database.

What other rooms (the command line, the web page) call::

    from pipeline.compare import choose, matrix, differences

    choice = choose(db, documents=(...))                    # ids, titles or parts of titles, one column each
    choice = choose(db, theme="养老服务", regions=("浙江", "山东"), genre=None)
    choice.columns, choice.said, choice.missing             # Column(name, documents, passages), sentences, regions without document

    m = matrix(choice.columns, reference="浙江", decisions=decisions.read(decisions.beside(db)))
    m.columns                                               # tuple[Column]
    m.rows                                                  # tuple[Row]: id R1…, name, function, cells, held, clauses
    row.cells[k]                                            # Cell of column k, or None: no such provision
    cell.labels, .gist, .amounts, .modalities, .bodies, .score, .sure, .passages
    m.alone[k]                                              # cells of column k without counterpart
    m.lacking(k)                                            # rows that all other columns have
    d = differences(passage_a, passage_b)                   # of two aligned clauses; a is the reference
    d.items, d.changed, d.text                              # Difference(kind, what, a, b, change, values, triggers), Piece(op, a, b)
    correspond(passages, other_passages)                    # one Correspondence a passage: best, sure, others (all candidates, graded)
    align(path, (other_path, …))                            # the same for files, as rows; no database needed

Decisions of a person: ``rows.decided(m, merge=[("R1", "R2")], split=[("R3", "浙江")], rename=[("R4", "名称")])`` makes them,
``decisions.keep(path, them)`` keeps them, ``matrix(decisions=…)`` obeys them.

The kinds and changes of a ``Difference`` with their Chinese labels: ``terms.KINDS``, ``terms.CHANGES``; modalities ``model.MODALITY_NAMES``,
functions ``names.FUNCTIONS``, kinds of amounts ``amounts.KINDS``. ``texts.of_id(db, clause_id)`` gives one passage,
``texts.of_store(connection, document_id)`` all of a document, for a page of two clauses.

Rows for output are made in ``pipeline.export.comparison`` (``matrix_rows``, ``long_rows``, ``evidence_rows``, ``alone_rows``,
``count_rows``, ``difference_rows``, ``cell_values`` for JSON), the page in ``comparison_html.page(m)``, the workbook in ``comparison_xlsx.write(m, path)``.

``reuse.reuse(db)`` finds near copies in a whole database, ``indicators.panel(db)`` the panel of targets; pictures are drawn by
``pipeline.export.pictures`` (``heat_map``, ``strength_profile``, ``timeline``, ``indicator_bars``, ``save``).

Errors are ``QueryError`` with the next step as ``hint``: nothing fits, one side only, unknown reference.
"""

from __future__ import annotations

from pipeline.compare.choose import Choice, choose
from pipeline.compare.correspond import Correspondence, Counterpart, correspond
from pipeline.compare.differences import Differences, differences
from pipeline.compare.files import align
from pipeline.compare.matrix import Matrix, Row, matrix
from pipeline.compare.terms import Difference
from pipeline.compare.texts import Column, Passage

__all__ = [
    "Choice",
    "Column",
    "Correspondence",
    "Counterpart",
    "Difference",
    "Differences",
    "Matrix",
    "Passage",
    "Row",
    "align",
    "choose",
    "correspond",
    "differences",
    "matrix",
]
