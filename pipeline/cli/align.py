from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

import click

from pipeline.cli.options import json_lines, limited, output

COLUMNS = ("pivot", "other", "clause", "score", "relation", "mutual", "pivot_text", "text")
NARROW = ("pivot", "clause", "score", "relation", "mutual", "pivot_text", "text")
"""What a terminal shows."""


@click.command()
@click.argument("pivot", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("others", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="OTHER…")
@limited
@output
@json_lines
def align(pivot: Path, others: tuple[Path, ...], limit: int | None) -> tuple:
    """逐条对应 which clause of each OTHER corresponds to each clause of PIVOT, or that there is none."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # many small products: threads would wait for each other
    from pipeline.compare.files import align as rows

    return islice(rows(pivot, others), limit), COLUMNS, NARROW
