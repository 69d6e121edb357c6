from __future__ import annotations

import json
from pathlib import Path

import click


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="JSON")
def segment(file: Path, as_json: bool) -> int:
    """把一个文件切成文件与层级 the documents and the tree of one FILE, without a database."""
    from pipeline.read import read
    from pipeline.run import segment as run

    result = run(read(file))
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False, indent=1))
        return 0
    from pipeline.export.text import outline

    click.echo(outline(result))
    return 0
