from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import database, existing, output

NARROW = ("direction", "relation", "clause", "text", "cited", "cited_provision", "outcome")
"""What a terminal shows."""


@click.command()
@database
@click.argument("identifier", metavar="ID")
@output
def cites(db: Path, identifier: str) -> tuple:
    """引用与被引用 what a document or clause cites, why, and what cites it.

    Each citation leads to a clause held, to a document held, or is named as missing. ID as for `zhengce show`.
    """
    from pipeline.search.cites import COLUMNS
    from pipeline.search.cites import cites as rows

    return rows(existing(db), identifier), COLUMNS, NARROW
