from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import database, existing


@click.command()
@database
@click.argument("identifier", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="JSON")
def show(db: Path, identifier: str, as_json: bool) -> int:
    """显示一份文件或一个条款 show a document or a clause by its id, with all its facts.

    A clause's id stands in every search result. A document's id, its title or a part of it shows what is known of it.
    """
    import json

    from pipeline.search.lookup import describe

    shown = describe(existing(db), identifier)
    if as_json:
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        from pipeline.export.text import described

        click.echo(described(shown))
    return 0
