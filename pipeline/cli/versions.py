from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import database, existing, output


@click.command()
@database
@click.argument("title", required=False)
@click.option("--as-of", metavar="DATE", help="只列这一天有效的版本 only the version in force on that day (2018 or 2018-06-01)")
@click.option("--changes", is_flag=True, help="逐条列出各版本改了什么 what each version changed, clause by clause")
@output
def versions(db: Path, title: str | None, as_of: str | None, changes: bool) -> tuple:
    """同一文件的各个版本 the dated versions of a work: documents of the same title and region.

    Without TITLE: the works of which several versions are held.
    """
    from pipeline.compare import changes as room
    from pipeline.compare import versions as works

    if changes and (title is None or as_of):
        raise click.UsageError("--changes 需要 TITLE，不与 --as-of 并用 needs TITLE and goes without --as-of")
    if changes:
        return room.changes(existing(db), title), room.COLUMNS
    return works.rows(existing(db), title, as_of), works.COLUMNS, works.NARROW
