from __future__ import annotations

from itertools import islice
from pathlib import Path

import click

from pipeline.cli.options import database, existing, limited, output

NARROW = ("region", "document", "clause", "coverage", "from_region", "from_document", "from_clause", "kind")
DOCUMENTS_NARROW = ("region", "document", "clauses", "copied", "share", "national", "elsewhere", "boilerplate", "most_from")


@click.command()
@database
@click.option("--region", metavar="NAME", help="只列该地区的文件 only documents of that region")
@click.option("--title", metavar="WORD", help="只列标题含此词的文件 only documents with this in their title")
@click.option(
    "--by-document", is_flag=True, help="每份文件一行：取自他处的比例 one row a document: the share taken from elsewhere"
)
@limited
@output
def reuse(db: Path, region: str | None, title: str | None, by_document: bool, limit: int | None) -> tuple:
    """文本沿用 near copies of clauses across regions and from national law, with the earliest text held (no claim of origin)."""
    from pipeline.compare import reuse as room

    found = room.reuse(existing(db))
    listed = room.document_rows(found) if by_document else room.rows(found)
    listed = (r for r in listed if (not region or region in (r["region"] or "")) and (not title or title in r["document"]))
    if by_document:
        return islice(sorted(listed, key=lambda r: -r["share"]), limit), room.DOCUMENT_COLUMNS, DOCUMENTS_NARROW
    return islice(listed, limit), room.COLUMNS, NARROW
