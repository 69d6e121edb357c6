from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from pipeline.cli.options import database


@click.command()
@database
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH…")
@click.option("--jobs", type=click.IntRange(1), help="工作进程数（默认为核数） worker processes (default: cores)")
@click.option("--prune", is_flag=True, help="删去已不存在的来源 drop what came from files under PATH that are no longer there")
@click.option("--json", "as_json", is_flag=True, help="最后一行输出 JSON 摘要 print a JSON summary as the last line")
@click.option("--quiet", is_flag=True, help="不显示进度 no progress bar")
def ingest(db: Path, paths: tuple[Path, ...], jobs: int | None, prune: bool, as_json: bool, quiet: bool) -> int:
    """读入文件或文件夹 read files or folders into DB.

    DB and its folder are made when they are not there. Unchanged sources are skipped, changed ones replaced; those that are
    gone stay unless --prune is given. Exit status 1 when a source failed; why is in the issues (zhengce stats DB --issues).
    """
    from pipeline.batch import ingest as run
    from pipeline.store import open_store

    db.parent.mkdir(parents=True, exist_ok=True)
    with open_store(db) as store, _Progress(quiet) as progress:
        summary = run(store, paths, jobs=jobs, prune=prune, progress=progress)
    if as_json:
        numbers = asdict(summary)
        click.echo(json.dumps({**numbers, **numbers.pop("facts")}, ensure_ascii=False))
        return 1 if summary.failed else 0
    click.echo(
        f"{summary.sources} 个来源 sources: {summary.new} 新读 read, {summary.unchanged} 未变 unchanged, "
        f"{summary.failed} 失败 failed, {summary.partial} 部分 partial\n"
        f"{summary.documents} 份文件 documents, {summary.clauses} 条 clauses, {summary.characters} 字 characters, "
        f"{summary.facts['quantities']} 数量 quantities, {summary.facts['entities']} 实体 entities, "
        f"{summary.facts['norms']} 规范 norms; {summary.seconds:.1f} s"
    )
    if not summary.sources:
        click.echo(
            "没有找到可读的文件 no file to read was found: hidden files, manifests and a README are passed over.", err=True
        )
    if summary.failed:
        click.echo(f"失败原因 why: zhengce stats {db} --issues", err=True)
    if summary.gone:
        told = "已删去 dropped" if prune else "仍保留；删去它们 kept; to drop them: --prune"
        click.echo(f"{summary.gone} 个来源已不存在 sources are no longer there, {told}", err=True)
    return 1 if summary.failed else 0


class _Progress:
    """A progress bar on stderr, and one line for each source that failed."""

    def __init__(self, quiet: bool) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn("读入 reading"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[name]}"),
        )
        self.bar = Progress(*columns, console=Console(stderr=True), disable=quiet, transient=True)
        self.task = None

    def __enter__(self) -> _Progress:
        self.bar.start()
        return self

    def __exit__(self, *_) -> None:
        self.bar.stop()

    def __call__(self, outcome, total: int) -> None:
        if self.task is None:
            self.task = self.bar.add_task("", total=total, name="")
        name = Path(outcome.source.path).name
        self.bar.update(self.task, advance=1, total=total, name=name if len(name) <= 40 else name[:39] + "…")
        if outcome.rows is None and not outcome.unchanged:
            for issue in outcome.issues:
                click.echo(f"✗ {outcome.source.path}: [{issue.code}] {issue.message}", err=True)
