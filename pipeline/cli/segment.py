from __future__ import annotations

import json
from pathlib import Path

import click

from pipeline.cli.options import emit, formats

COLUMNS = ("document", "line", "kind", "label", "heading", "start", "end", "text")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@formats
def segment(file: Path, form: str | None, xlsx: str | None) -> int:
    """把一个文件切成文件与层级 the documents and the tree of one FILE, without a database.

    Without an output option it is an outline for a person; --json is one object with documents and blocks; with the others
    each block is a row.
    """
    from pipeline.read import read
    from pipeline.run import segment as run

    reading = read(file)
    found = run(reading)
    if form == "json" and not xlsx:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    elif form or xlsx:
        titles = [document["title"] for document in found["documents"]]
        rows = (b | {"document": titles[b["document"]], "text": reading.text[b["start"] : b["end"]]} for b in found["blocks"])
        emit(rows, COLUMNS, form or "table", xlsx)
    else:
        from pipeline.export.text import outline

        click.echo(outline(found))
    return 0
