from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import database, existing, none_is_well, output

BY = ("region", "genre", "theme", "function", "modality", "label", "status")


@click.command()
@database
@click.option("--by", type=click.Choice(BY), help="按此分组计数 count by this")
@click.option("--issues", is_flag=True, help="列出读入中的问题 list what was odd in the sources")
@output
@none_is_well
def stats(db: Path, by: str | None, issues: bool) -> tuple:
    """数据库里有什么 what the database holds: counts, counts by a property, or the issues."""
    from pipeline.search import overview

    path = existing(db)
    if issues:
        return overview.issues(path), overview.ISSUE_COLUMNS
    if by:
        return overview.counts(path, by), (by, "count")
    return overview.totals(path), ("kind", "count")
