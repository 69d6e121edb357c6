from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import database, existing, filters, output

COLUMNS = ("clause_id", "document", "label", "region", "snippet")
FACET_COLUMNS = ("facet", "value", "count")
SORTS = ("rank", "date", "level", "document")


@click.command()
@database
@click.argument("query")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="最多条数 most clauses shown")
@click.option("--offset", type=click.IntRange(0), default=0, show_default=True, help="跳过条数 clauses passed over")
@click.option(
    "--sort",
    type=click.Choice(SORTS),
    default="rank",
    show_default=True,
    help="排序：相关、日期、层级、文件 order of the clauses",
)
@click.option("--explain", is_flag=True, help="显示语法树与 SQL show the syntax tree and the SQL")
@click.option(
    "--facets", "counted", is_flag=True, help="只数各地区、文种等的条数 count the hits by region, genre, theme, function, year"
)
@filters
@output
def search(
    db: Path, query: str, limit: int, offset: int, sort: str, explain: bool, counted: bool, filters
) -> tuple[list[dict], tuple[str, ...]]:
    """检索条款 find the clauses that QUERY is in: words are AND, | is OR, - is NOT, "…" is exact."""
    from pipeline.search import absence, facets
    from pipeline.search import search as find

    if counted:
        found = facets(existing(db), query, filters=filters, limit=limit)
        return [{"facet": name, "value": value, "count": n} for name, some in found.items() for value, n in some], FACET_COLUMNS
    results = find(existing(db), query, limit=limit, offset=offset, sort=sort, filters=filters)
    click.echo(f"{results.total} 条 clauses · {results.seconds * 1000:.0f} ms · {results.sentence}", err=True)
    if results.total > len(results.hits) > 0:
        click.echo(f"显示第 {offset + 1}–{offset + len(results.hits)} 条 shown; more: --offset {offset + limit}", err=True)
    if not results.total:
        for sentence in absence(db, query, filters=filters):
            click.echo(sentence, err=True)
    if explain:
        click.echo(results.explained, err=True)
    return [hit.row() for hit in results.hits], COLUMNS
