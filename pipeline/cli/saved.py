from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import database, existing, none_is_well, output

COLUMNS = ("clause_id", "document", "label", "region", "snippet")
LIST_COLUMNS = ("name", "query", "filters", "run", "seen", "new")


@click.command()
@database
@click.argument("name", required=False)
@click.option("--peek", is_flag=True, help="只看，不记为已看 show what is new without marking it as seen")
@click.option("--forget", "dropped", is_flag=True, help="删除此检索 drop the saved search")
@output
@none_is_well
def saved(db: Path, name: str | None, peek: bool, dropped: bool) -> tuple[list[dict], tuple[str, ...]]:
    """上次运行之后的新条款 what the saved search NAME finds that is new since it was last run; without NAME: all saved searches.

    Searches are saved by zhengce search DB QUERY --save NAME.
    """
    from pipeline.search import saved as room

    existing(db)
    if name is None:
        return [
            {
                "name": one.name,
                "query": one.query,
                "filters": one.filters.sentence(),
                "run": one.run,
                "seen": len(one.seen),
                "new": len(room.unseen(db, one.name, mark=False)),
            }
            for one in room.searches(db)
        ], LIST_COLUMNS
    if dropped:
        room.forget(db, name)
        click.echo(f"已删除 dropped: {name}", err=True)
        return [], COLUMNS
    hits = room.unseen(db, name, mark=not peek)
    click.echo(f"{len(hits)} 条新条款 new clauses · {name}", err=True)
    return [hit.row() for hit in hits], COLUMNS
