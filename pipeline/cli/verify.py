from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import database, existing


@click.command()
@database
@click.option("--json", "as_json", is_flag=True, help="JSON")
def verify(db: Path, as_json: bool) -> int:
    """核对偏移、索引与外键 check every offset, the index and the keys of DB; exit status 1 when something is wrong."""
    import json
    from dataclasses import asdict

    from pipeline.store import open_store
    from pipeline.store.verify import verify as check

    with open_store(existing(db), create=False, readonly=True) as store:
        report = check(store)
    if as_json:
        click.echo(json.dumps(asdict(report), ensure_ascii=False))
    else:
        click.echo(str(report))
    return 0 if report.ok else 1
