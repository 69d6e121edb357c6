from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import database, existing, filters, output

COLUMNS = ("clause_id", "document", "label", "region", "snippet")
FACET_COLUMNS = ("facet", "value", "count")
SHORT = 12
"""Characters of a query that is hardly a question: when its words are in no clause it may be mistyped."""
TERM_COLUMNS = ("term", "count")
FOLDS = ("auto", "none", "copies", "documents")
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
@click.option(
    "--fold",
    type=click.Choice(FOLDS),
    default="auto",
    show_default=True,
    help="合并近似副本或同一文件 one row for near copies, or for a document; auto: near copies in answers to questions",
)
@click.option(
    "--like", is_flag=True, help="QUERY 为条款编号或一段文字，查找相近条款 QUERY is a clause id or a text: find similar clauses"
)
@click.option(
    "--suggest", "asked", is_flag=True, help="列出以 QUERY 开头的词语 list the terms of the corpus that begin with QUERY"
)
@click.option("--save", "name", metavar="NAME", help="保存此检索，见 zhengce saved keep the search, see zhengce saved")
@click.option(
    "--synonyms",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="自己的同义词 a file of your own synonyms",
)
@click.option("--seconds", type=click.FloatRange(0.01), help="逐条比对的时限 time limit for comparing clauses one by one")
@click.option(
    "--semantic",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="用本机的 sentence-transformers 模型按语义检索 search by meaning too, with a model of yours",
)
@click.option("--embed", is_flag=True, help="先为全部条款制作向量 make the vectors of all clauses first (with --semantic)")
@click.option("--explain", is_flag=True, help="显示语法树与 SQL show the syntax tree and the SQL")
@click.option(
    "--facets", "counted", is_flag=True, help="只数各地区、文种等的条数 count the hits by region, genre, theme, function, year"
)
@filters
@output
def search(
    db: Path,
    query: str,
    limit: int,
    offset: int,
    sort: str,
    fold: str,
    like: bool,
    asked: bool,
    name: str | None,
    synonyms: Path | None,
    seconds: float | None,
    semantic: Path | None,
    embed: bool,
    explain: bool,
    counted: bool,
    filters,
) -> tuple[list[dict], tuple[str, ...]]:
    """检索条款 find the clauses that QUERY is in: words are AND, | is OR, - is NOT, "…" is exact."""
    from pipeline.search import absence, facets, similar, suggest
    from pipeline.search import search as find
    from pipeline.search.ranking import COMPARING

    existing(db)
    if embed and not semantic:
        raise click.UsageError("--embed 需要 --semantic FOLDER goes with it")
    if asked:
        return [{"term": term, "count": n} for term, n in suggest(db, query, limit=limit)], TERM_COLUMNS
    chosen = {"filters": filters, "seconds": seconds or COMPARING, "synonyms": synonyms}
    if counted:
        found = facets(db, query, limit=limit, **chosen)
        return [{"facet": facet, "value": value, "count": n} for facet, some in found.items() for value, n in some], FACET_COLUMNS
    if like:
        results = similar(db, query, limit=limit, filters=filters)
    elif semantic:
        results = _by_meaning(db, query, semantic, embed, limit, filters)
    else:
        results = find(db, query, limit=limit, offset=offset, sort=sort, fold=fold, **chosen)
    _say(results, limit, offset)
    if results.partial:
        click.echo("时间到，结果可能不全 time was up, there may be more; all of them: --seconds 60", err=True)
    if not like and not results.partial and (not results.total or (results.mode == "any" and len(query) <= SHORT)):
        for sentence in absence(db, query, filters=filters):
            click.echo(sentence, err=True)
    if explain:
        click.echo(results.explained, err=True)
    if name:
        from pipeline.search.saved import save

        kept = save(db, name, query, filters=filters)
        click.echo(f"已保存 saved: {name}（{len(kept.seen)} 条）; 下一步 next: zhengce saved {db} {name}", err=True)
    folded = any(hit.folded for hit in results.hits)
    rows = [hit.row() | ({"alike": len(hit.folded)} if folded else {}) for hit in results.hits]
    return rows, (*COLUMNS, "alike") if folded else COLUMNS


def _by_meaning(db: Path, query: str, folder: Path, embed: bool, limit: int, filters):
    from rich.console import Console
    from rich.progress import Progress

    from pipeline.search import semantic

    encode = semantic.encoder(folder)
    if embed:
        with Progress(console=Console(stderr=True)) as progress:
            task = progress.add_task("向量 vectors", total=None)
            for done, every in semantic.embed(db, encode):
                progress.update(task, completed=done, total=every)
    return semantic.fused(db, query, encode, limit=limit, filters=filters)


def _say(results, limit: int, offset: int) -> None:
    click.echo(f"{results.total} 条 clauses · {results.seconds * 1000:.0f} ms · {results.sentence}", err=True)
    if results.total > len(results.hits) > 0:
        click.echo(f"显示第 {offset + 1}–{offset + len(results.hits)} 条 shown; more: --offset {offset + limit}", err=True)
