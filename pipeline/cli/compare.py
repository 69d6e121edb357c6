from __future__ import annotations

import os
import re
from pathlib import Path

import click

from pipeline.cli.options import Book, database, existing, limited, output

VIEWS = ("matrix", "long", "differences", "evidence", "alone", "counts")
PICTURES = ("heatmap", "strength", "timeline")
FIT = 6
"""How many sides a terminal shows beside each other."""

LONG_NARROW = ("row", "provision", "region", "clause", "gist", "numbers", "modality", "body")
DIFFERENCE_NARROW = ("row", "provision", "region", "kind", "what", "change", "reference_text", "text")
ALONE_NARROW = ("region", "clause", "gist", "numbers", "modality")


def _listed(_context, _parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """浙江,山东、北京 → three names."""
    return tuple(word for value in values for word in re.split("[,，、]", value) if word)


@click.command()
@database
@click.option(
    "--documents",
    multiple=True,
    metavar="TITLE",
    help="文件：编号、标题或标题的一部分，可多次给出 a document, once for each side",
)
@click.option(
    "--clauses",
    nargs=2,
    metavar="ID ID",
    help="只比较两个条款 only two clauses, by their clause ids: what the second says differently",
)
@click.option("--theme", metavar="WORD", help="主题：标题中的词或主题分类 a word of the titles, or a subject category")
@click.option("--regions", multiple=True, callback=_listed, metavar="NAMES", help="地区，逗号分隔 regions, comma between them")
@click.option("--genre", metavar="NAME", help="文种，如 条例 only documents of that genre")
@click.option("--reference", metavar="REGION", help="基准地区 the side that rows follow and differences are told against")
@click.option(
    "--view",
    type=click.Choice(VIEWS),
    default="matrix",
    show_default=True,
    help="矩阵、长表、差异、依据、仅此一家、统计 what to list",
)
@click.option(
    "--html", type=click.Path(dir_okay=False, writable=True, path_type=Path), metavar="FILE", help="另写网页 write a page too"
)
@click.option(
    "--picture",
    type=(click.Choice(PICTURES), click.Path(dir_okay=False, path_type=Path)),
    multiple=True,
    metavar="KIND FILE",
    help="另画图 a picture too: heatmap, strength or timeline, as FILE.svg or FILE.png",
)
@click.option("--merge", nargs=2, multiple=True, metavar="ROW ROW", help="两行是同一规定 two rows are one provision")
@click.option(
    "--split", nargs=2, multiple=True, metavar="ROW REGION", help="该地区的条款不属于该行 that side's clauses do not belong"
)
@click.option("--rename", nargs=2, multiple=True, metavar="ROW NAME", help="为该行命名 name a row")
@click.option(
    "--decisions",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="合并、拆分、命名存于何处（默认 DB.rows.jsonl） where such decisions are kept",
)
@limited
@output
def compare(
    db: Path,
    clauses: tuple[str, str] | None,
    reference: str | None,
    view: str,
    html: Path | None,
    picture,
    merge,
    split,
    rename,
    decisions: Path | None,
    limit: int | None,
    **chosen,
) -> tuple:
    """跨地区比较 a matrix of provisions: what each region or document says, and who has no such provision.

    \b
    zhengce compare DB --theme 养老服务 --regions 浙江,山东,四川
    zhengce compare DB --documents A条例 --documents B条例 --reference A条例 --xlsx matrix.xlsx
    zhengce compare DB --clauses 0123456789abcdef#art_3 fedcba9876543210#art_5
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # many small products: threads would wait for each other
    from itertools import islice

    from pipeline.compare import choose, differences, matrix
    from pipeline.compare.decisions import beside, keep, read
    from pipeline.compare.rows import decided
    from pipeline.compare.texts import of_id
    from pipeline.export import comparison, comparison_html, comparison_xlsx

    if clauses:
        pair = differences(*(of_id(existing(db), clause_id) for clause_id in clauses))
        return islice(comparison.pair_rows(pair), limit), comparison.PAIR_COLUMNS, comparison.PAIR_COLUMNS
    choice = choose(existing(db), **chosen)
    for sentence in choice.said:
        click.echo(sentence, err=True)
    kept = decisions or beside(db)
    found = matrix(choice.columns, reference=reference, decisions=read(kept))
    new = decided(found, merge, split, rename)
    if new:
        keep(kept, new)
        found = matrix(choice.columns, reference=reference, decisions=read(kept))
        click.echo(f"已记下 {len(new)} 项决定 decisions kept → {kept}", err=True)
    click.echo(comparison.summary(found), err=True)
    if html:
        html.write_text(comparison_html.page(found), "utf-8")
        click.echo(f"已写入 wrote → {html}", err=True)
    for kind, path in picture:
        _draw(found, kind, path)
    rows, columns, narrow = {
        "matrix": (
            comparison.matrix_rows,
            comparison.matrix_columns(found),
            comparison.WIDE_COLUMNS if len(found.columns) > FIT else None,
        ),
        "long": (comparison.long_rows, comparison.LONG_COLUMNS, LONG_NARROW),
        "differences": (comparison.difference_rows, comparison.DIFFERENCE_COLUMNS, DIFFERENCE_NARROW),
        "evidence": (comparison.evidence_rows, comparison.EVIDENCE_COLUMNS, None),
        "alone": (comparison.alone_rows, comparison.ALONE_COLUMNS, ALONE_NARROW),
        "counts": (comparison.count_rows, comparison.COUNT_COLUMNS, None),
    }[view]
    book = Book(islice(rows(found), limit), lambda path: comparison_xlsx.write(found, path))
    return book, columns, narrow or columns


def _draw(found, kind: str, path: Path) -> None:
    from pipeline.export import pictures

    draw = {"heatmap": pictures.heat_map, "strength": pictures.strength_profile, "timeline": pictures.timeline}[kind]
    pictures.save(draw(found), path)
    click.echo(f"已写入 wrote → {path}", err=True)
