from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import database, existing, filters, help_alone, output

_NARROW = ("document", "clause", "code", "name", "score", "evidence")
_LABEL_NARROW = ("document", "clause", "suggestion", "doubt", "text")
_GROUPS = ("document", "region", "theme", "genre", "year", "function")

_book = click.option(
    "--codebook",
    "-c",
    default="policy_instruments",
    show_default=True,
    metavar="NAME|FILE",
    help="编码表：自带的名称，或 CSV、YAML 文件 a ready codebook or a CSV or YAML file",
)
_model = click.option(
    "--model",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="用训练好的模型 use a trained model instead of rules",
)
_by = click.option(
    "--by", type=click.Choice(("clause", "document")), default="clause", show_default=True, help="编码单位 what is coded"
)


def _loaded(codebook: str, model: Path | None = None):
    from pipeline.classify import codebook as room
    from pipeline.classify import codebook_model

    return room.load(codebook), codebook_model.load(model) if model else None


@click.group(invoke_without_command=True)
@click.pass_context
def topics(context: click.Context) -> None:
    """主题、编码、关键词：用自己的编码表给条款编码。Code clauses by a codebook of your own; keywords and clusters.

    \b
    zhengce topics themes policies.db              主题与二级主题 themes and sub-themes
    zhengce topics codes policy_instruments        看编码表 show a codebook
    zhengce topics code policies.db                按规则编码 code by its rules
    zhengce topics code policies.db --keep         存入数据库 keep the result
    zhengce topics label policies.db --csv > l.csv 最该人工编码的条款 what to label next
    zhengce topics train l.csv --model m.npz       训练模型 train a model
    """
    help_alone(context)


@topics.command("codebooks")
@output
def codebooks() -> tuple:
    """列出自带的编码表 list the ready codebooks."""
    from pipeline.classify.codebook import load, ready

    books = [load(name) for name in ready()]
    return [{"codebook": b.name, "codes": len(b.codes), "names": [c.name for c in b.codes if not c.parent]} for b in books], (
        "codebook",
        "codes",
        "names",
    )


@topics.command("codes")
@click.argument("codebook", metavar="NAME|FILE")
@output
def codes(codebook: str) -> tuple:
    """列出并检查一个编码表 show a codebook, checked; --csv gives a file to start your own from."""
    book, _ = _loaded(codebook)
    columns = ("code", "name", "parent", "definition", "include", "exclude", "examples", "field")
    rows = [
        {name: getattr(code, name) for name in columns if name not in ("include", "exclude")}
        | {name: ["+".join(term) for term in getattr(code, name)] for name in ("include", "exclude")}
        for code in book.codes
    ]
    return rows, columns, ("code", "name", "parent", "definition", "include")


@topics.command("code")
@database
@_book
@_model
@_by
@click.option(
    "--code", "only", metavar="CODE", help="只列此编码（或其名称、上级）only this code, by code or name, those under it too"
)
@click.option("--best", is_flag=True, help="每个单位只留最有把握的编码 only the surest code of each text")
@click.option("--counts", is_flag=True, help="只列各编码的条数 only how often each code is given")
@click.option("--keep", is_flag=True, help="结果存入数据库的 codings 表 keep the result in the table codings")
@filters
@output
def code(
    db: Path, codebook: str, model: Path | None, by: str, only: str | None, best: bool, counts: bool, keep: bool, filters
) -> tuple:
    """给条款或文件编码 code clauses (or documents) by the rules of a codebook or by a trained model."""
    from pipeline.topics import coding

    if keep and by != "clause":
        raise click.UsageError("--keep 只用于条款 goes with --by clause")
    book, trained = _loaded(codebook, model)
    found = coding.coded(existing(db), book, trained, by, filters, best)
    how = "model" if trained else "rules"
    if keep:
        held = list(found)
        stored = coding.keep(db, book, held, how)
        click.echo(f"已存 kept {stored} 条 codings → {db}", err=True)
        found = iter(held)
    if counts:
        return coding.counts(book, found), coding.COUNT_COLUMNS
    return coding.rows(book, found, how, only), coding.COLUMNS, _NARROW


@topics.command("list")
@database
@click.option("--codebook", "-c", metavar="NAME", help="编码表名称 name of the codebook")
@click.option("--code", "only", metavar="CODE", help="编码或名称 a code or its name")
@filters
@output
def kept(db: Path, codebook: str | None, only: str | None, filters) -> tuple:
    """列出存下的编码结果，可按地区、主题等筛选 list codings that were kept, filtered by region, theme …"""
    from pipeline.topics.coding import COLUMNS
    from pipeline.topics.coding import kept as rows

    return rows(existing(db), codebook, only, filters), ("codebook", *COLUMNS), _NARROW


@topics.command("label")
@database
@_book
@_model
@_by
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="条数 how many")
@filters
@output
def label(db: Path, codebook: str, model: Path | None, by: str, limit: int, filters) -> tuple:
    """列出最值得人工编码的条款，最无把握的在前；用 --csv 存成文件后填 code 列 what to label next, most doubtful first."""
    from pipeline.topics import corpus, labels

    book, trained = _loaded(codebook, model)
    return labels.suggestions(book, corpus.units(existing(db), by, filters), trained, limit), labels.COLUMNS, _LABEL_NARROW


@topics.command("train")
@click.argument("labels", metavar="LABELS.csv", type=click.Path(dir_okay=False, path_type=Path))
@_book
@click.option(
    "--model",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.npz",
    help="写入的模型文件 where to write the model",
)
@output
def train(labels: Path, codebook: str, model: Path) -> tuple:
    """用标注训练模型，列出各编码的交叉验证指标 train a model from labels (20 or more for each code); figures by cross-validation."""
    from pipeline.classify import codebook_model
    from pipeline.topics import labels as files
    from pipeline.topics import train as room

    book, _ = _loaded(codebook)
    found, left = files.read_labels(labels, book)
    for reason, count in left.items():
        click.echo(f"略去 left out {count}：{reason}", err=True)
    made, figures = room.train(book, found)
    codebook_model.save(model, made)
    alpha = made.card["cross_validation"]["alpha"]
    click.echo(f"已写入 wrote {model}；α {alpha}（模型与编码员 model and coder）", err=True)
    return figures, room.COLUMNS


@topics.command("agree")
@click.argument("labels", metavar="LABELS.csv", type=click.Path(dir_okay=False, path_type=Path))
@_book
@output
def agree(labels: Path, codebook: str) -> tuple:
    """编码员之间的一致性：Cohen's κ 与 Krippendorff's α agreement of coders."""
    from pipeline.topics.agree import COLUMNS, agreement
    from pipeline.topics.labels import read_labels

    book, _ = _loaded(codebook)
    return agreement(read_labels(labels, book)[0]), COLUMNS


@topics.command("themes")
@database
@click.option(
    "--by",
    type=click.Choice(("document", "clause")),
    default="document",
    show_default=True,
    help="文件或条款 documents or clauses",
)
@filters
@output
def themes(db: Path, by: str, filters) -> tuple:
    """文件或条款的主题与二级主题，没有把握的留空 themes and sub-themes after the State Council library; empty where unsure."""
    from pipeline.topics import themes as room

    return room.themes(existing(db), by, filters), room.COLUMNS, room.COLUMNS[1:]


@topics.command("keywords")
@database
@click.option("--group", type=click.Choice(_GROUPS), default="document", show_default=True, help="按什么分组 grouped by")
@click.option("--limit", type=click.IntRange(1), default=8, show_default=True, help="每组词数 words of each group")
@filters
@output
def keywords(db: Path, group: str, limit: int, filters) -> tuple:
    """各文件或各组的关键词（TF-IDF）telling words of each document or group."""
    from pipeline.topics import corpus, explore

    return explore.keywords(corpus.grouped(existing(db), group, filters), limit), explore.KEYWORD_COLUMNS


@topics.command("clusters")
@database
@_by
@click.option("--topics", "count", type=click.IntRange(2), default=8, show_default=True, help="类数 how many")
@filters
@output
def clusters(db: Path, by: str, count: int, filters) -> tuple:
    """自动归类以供探索（NMF），同样的文本总得同样的结果 clusters of texts for exploration; the same texts give the same clusters."""
    from pipeline.topics import corpus, explore

    texts = ((f"{unit.document} {unit.label}".strip(), unit.text) for unit in corpus.units(existing(db), by, filters))
    return explore.clusters(texts, count), explore.CLUSTER_COLUMNS
