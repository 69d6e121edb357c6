from __future__ import annotations

from itertools import islice
from pathlib import Path

import click

from pipeline.cli.options import database, existing, filters, limited, output


@click.command()
@database
@click.option("--contains", metavar="WORD", help="指标名含有此词 indicators with this word in their name")
@click.option("--all", "every", is_flag=True, help="包括只有一个地区载明的 those that one region alone tells too")
@click.option(
    "--picture",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="另画柱图 a chart too, FILE.svg or FILE.png",
)
@limited
@filters
@output
def indicators(db: Path, contains: str | None, every: bool, picture: Path | None, limit: int | None, filters) -> tuple:
    """指标面板 a panel region × indicator × period of targets, results, subsidies and deadlines; blanks say why they are blank."""
    from pipeline.compare.indicators import NARROW, columns, panel, rows

    found = panel(existing(db), filters=filters, contains=contains, least=1 if every else 2)
    if picture:
        from pipeline.export.pictures import indicator_bars, save

        save(indicator_bars(found), picture)
        click.echo(f"已写入 wrote → {picture}", err=True)
    return islice(rows(found), limit), columns(found), NARROW
