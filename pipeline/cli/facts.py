from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import click

from pipeline.cli.options import database, existing, filters, limited, output

KINDS = ("quantity", "entity", "norm")
NARROW = {
    "quantity": ("document", "clause", "text", "low", "high", "unit", "of", "role"),
    "entity": ("document", "clause", "label", "text", "norm"),
    "norm": ("document", "clause", "modality", "cue", "actor", "action", "condition", "deadline"),
    "responsibilities": ("document", "clause", "body", "responsible", "modality", "action", "deadline", "sanction"),
    "penalties": ("document", "clause", "breach", "step", "trigger", "measure", "text", "body"),
    "strength": ("document", "norms", "bound_share", "duty_share", "prohibition_share", "directive_share"),
    "signals": ("document", "clause", "signal", "text"),
    "indicators": ("document", "indicator", "period", "kind", "text", "low", "high", "unit", "clause"),
}  # fmt: skip
"""What a terminal shows; files and programs get every column."""

SHEETS = tuple(NARROW)[len(KINDS) :]
_HELP = """整理好的表 a ready sheet: responsibilities 职责 who must do what by when or else; penalties 罚则 breach, measures, amounts;
strength 约束强度 shares of modalities by document; signals 政策信号 prohibition, directive or none by clause; indicators 指标 targets and results by document, indicator and period"""


@click.command()
@database
@click.option("--kind", type=click.Choice(KINDS), default="quantity", show_default=True, help="事实种类 kind of fact")
@click.option("--sheet", type=click.Choice(SHEETS), help=_HELP)
@click.option("--label", metavar="NAME", help="实体类别 label of entities: org region law docno date group")
@click.option("--modality", metavar="NAME", help="规范模态 modality of norms: duty prohibition permission …")
@click.option("--measure", metavar="NAME", help="处罚措施 measure of penalties: 罚款 没收 责令改正 吊销许可证件 …")
@click.option("--role", metavar="NAME", help="数量角色 role of quantities: fine subsidy deadline quota target …")
@click.option("--dimension", metavar="NAME", help="数量量纲 dimension of quantities: money percent duration …")
@click.option("--contains", metavar="TEXT", help="条款含有此文 clauses with this text in them")
@click.option("--title", metavar="TEXT", help="文件标题含有此文 documents with this text in their title")
@click.option("--doubtful", is_flag=True, help="最无把握的在前，便于人工复核 least sure first, for review")
@limited
@filters
@output
def facts(db: Path, kind: str, sheet: str | None, doubtful: bool, filters, **chosen) -> tuple:
    """列出抽取的事实 list extracted facts, one row each, with document, region and clause; or a sheet made of them."""
    from pipeline.search.facts import COLUMNS, unknown
    from pipeline.search.facts import facts as rows

    asked = sheet or kind
    given = {name: chosen.pop(name) for name in ("contains", "title", "limit")}
    option = f"--sheet {sheet}" if sheet else f"--kind {kind}"
    wrong = [name for name, value in chosen.items() if value and name not in COLUMNS[asked]]
    if wrong:
        raise click.UsageError(f"--{wrong[0]} 不适用于 does not go with {option}")
    if doubtful and "confidence" not in COLUMNS[asked]:
        raise click.UsageError(f"--doubtful 不适用于 does not go with {option}")
    found = rows(existing(db), asked, filters=filters, doubtful=doubtful, **given, **chosen)
    return _or_why(found, lambda: unknown(db, asked, filters, **chosen)), COLUMNS[asked], NARROW[asked]


def _or_why(rows: Iterator[dict], why: Callable[[], list[str]]) -> Iterator[dict]:
    """``rows``; when there is none, what is known of the reason goes to stderr."""
    first = next(rows, None)
    if first is None:
        for sentence in why():
            click.echo(sentence, err=True)
        return
    yield first
    yield from rows
