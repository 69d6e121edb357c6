from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import database, existing, filters, output

KINDS = ("quantity", "entity", "norm")
NARROW = {
    "quantity": ("document", "clause", "text", "low", "high", "unit", "of", "role"),
    "entity": ("document", "clause", "label", "text", "norm"),
    "norm": ("document", "clause", "modality", "cue", "actor", "action", "condition", "deadline"),
}
"""What a terminal shows; files and programs get every column."""


@click.command()
@database
@click.option("--kind", type=click.Choice(KINDS), default="quantity", show_default=True, help="事实种类 kind of fact")
@click.option("--label", metavar="NAME", help="实体类别 label of entities: org region law docno date group")
@click.option("--modality", metavar="NAME", help="规范模态 modality of norms: duty prohibition permission …")
@click.option("--role", metavar="NAME", help="数量角色 role of quantities: fine subsidy deadline quota target …")
@click.option("--dimension", metavar="NAME", help="数量量纲 dimension of quantities: money percent duration …")
@click.option("--contains", metavar="TEXT", help="条款含有此文 clauses with this text in them")
@click.option("--limit", type=click.IntRange(1), help="最多行数 most rows")
@filters
@output
def facts(db: Path, kind: str, contains: str | None, limit: int | None, filters, **chosen) -> tuple:
    """列出抽取的事实 list extracted facts, one row each, with document, region and clause."""
    from pipeline.search.facts import COLUMNS
    from pipeline.search.facts import facts as rows

    wrong = [name for name, value in chosen.items() if value and name not in COLUMNS[kind]]
    if wrong:
        raise click.UsageError(f"--{wrong[0]} 不适用于 does not go with --kind {kind}")
    return rows(existing(db), kind, filters=filters, contains=contains, limit=limit, **chosen), COLUMNS[kind], NARROW[kind]
