from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import database, existing, none_is_well, output


@click.command()
@database
@click.option("--code", metavar="CODE", help="只看这一种 this kind of finding only")
@click.option("--cited-not-held", is_flag=True, help="列出被引用而库中没有的文件 list the texts cited that are not held")
@output
@none_is_well
def audit(db: Path, code: str | None, cited_not_held: bool) -> tuple:
    """检查数据 look for what is odd in the data: gaps in numbers, orphans, dates out of order, references that lead nowhere.

    Changes nothing. Exit status 0 whether or not something is odd.
    """
    from pipeline.search.audit import CODES, COLUMNS, NARROW
    from pipeline.search.audit import audit as rows
    from pipeline.search.cites import MISSING_COLUMNS, not_held

    if cited_not_held:
        return not_held(existing(db)), MISSING_COLUMNS
    if code and code not in CODES:
        raise click.UsageError(f"没有这种代码 no such code {code!r}: {', '.join(CODES)}")
    return rows(existing(db), code), COLUMNS, NARROW
