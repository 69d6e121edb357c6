from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import database, existing, none_is_well, output

NARROW = ("state", "verdict", "kind", "text", "corrected", "note", "document")
"""What a terminal shows."""


@click.command()
@database
@click.option("--state", type=click.Choice(["kept", "moved", "conflict", "orphan"]), help="只列这种状态 this state only")
@output
@none_is_well
def review(db: Path, state: str | None) -> tuple:
    """列出复核 list what was judged in `zhengce serve DB --review`, as labelled data, and whether it still stands.

    kept: unchanged; moved: its words stand elsewhere now; conflict: something else is extracted there; orphan: its words are gone.
    """
    from pipeline.review import COLUMNS, Reviews, beside, standing
    from pipeline.search.connection import connected

    with connected(existing(db)) as connection:
        found = [standing(connection, one).row() for one in Reviews(beside(db.absolute())).all()]
    return [row for row in found if state in (None, row["state"])], COLUMNS, NARROW
