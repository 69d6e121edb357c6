from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import database, existing, filters, output

COLUMNS = ("clause_id", "document", "label", "region", "score", "snippet")


@click.command()
@database
@click.argument("query")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="最多条数 most clauses shown")
@filters
@output
def search(db: Path, query: str, limit: int, filters) -> tuple[list[dict], tuple[str, ...]]:
    """检索条款 find the clauses that QUERY is in: words are AND, | is OR, - is NOT, "…" is exact."""
    from pipeline.search import search as find

    results = find(existing(db), query, limit=limit, filters=filters)
    click.echo(f"{results.total} 条 clauses · {results.seconds * 1000:.0f} ms · {results.sentence}", err=True)
    return [hit.row() for hit in results.hits], COLUMNS
