"""Options that commands share: output formats and filters."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from pipeline.errors import StoreError
from pipeline.export import tables

database = click.argument("db", metavar="DB", type=click.Path(dir_okay=False, path_type=Path))
limited = click.option("--limit", type=click.IntRange(1), help="最多行数 most rows")


def existing(db: Path) -> Path:
    """``db`` if it is there; else an error that names the command that makes one."""
    if not db.exists():
        raise StoreError(f"没有数据库 no database {db}", hint=f"zhengce ingest {db} FOLDER")
    return db


def help_alone(context: click.Context) -> None:
    """What a group prints when no command is named."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def none_is_well(command: Callable) -> Callable:
    """Let no row be good news: a command that lists what is odd."""
    command.none_is_well = True
    return command


def json_lines(command: Callable) -> Callable:
    """Let ``--json`` of this command mean JSON Lines: its rows are many and made one by one."""
    command.json_lines = True
    return command


def output(command: Callable) -> Callable:
    """Add ``--table --json --jsonl --csv --tsv --xlsx FILE``; the command returns ``(rows, columns)`` or
    ``(rows, columns, narrow)``, where ``narrow`` are the columns that a terminal shows.

    Exit status 1 when there is no row, unless the command sets ``none_is_well``.
    """

    @functools.wraps(command)
    def wrapper(*args, form: str | None, xlsx: str | None, **kwargs):
        rows, columns, *narrow = command(*args, **kwargs)
        if form == "json" and getattr(command, "json_lines", False):
            form = "jsonl"
        if narrow and form in (None, "table") and not xlsx:
            columns = narrow[0]
        found = emit(rows, columns, form or "table", xlsx)
        return 0 if found or getattr(command, "none_is_well", False) else 1

    return formats(wrapper)


def formats(command: Callable) -> Callable:
    """Add ``--table --json --jsonl --csv --tsv --xlsx FILE``, which reach the command as ``form`` (None: no choice) and ``xlsx``."""
    helps = _HELP | ({"json": _JSON_LINES} if getattr(command, "json_lines", False) else {})
    for name in reversed(tables.FORMATS):
        command = click.option(f"--{name}", "form", flag_value=name, default=None, help=helps[name])(command)
    return click.option(
        "--xlsx", type=click.Path(dir_okay=False, writable=True), metavar="FILE", help="写入 Excel 文件 write an Excel file"
    )(command)


_HELP = {
    "table": "表格（默认） a table (default)",
    "json": "一个 JSON 数组 one JSON array",
    "jsonl": "每行一个 JSON JSON Lines",
    "csv": "CSV，可直接用 Excel 打开 CSV that opens in Excel",
    "tsv": "制表符分隔 tab-separated",
}
_JSON_LINES = "同 --jsonl the same as --jsonl"


class Book:
    """Rows that have a workbook of their own: ``workbook(path)`` writes it and gives the number of rows."""

    def __init__(self, rows: Iterable[Mapping[str, Any]], workbook: Callable[[str], int]) -> None:
        self.rows, self.workbook = rows, workbook

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        return iter(self.rows)


def emit(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], form: str, xlsx: str | None = None) -> int:
    """Write ``rows`` to stdout or to the Excel file; the number of rows."""
    if xlsx:
        n = rows.workbook(xlsx) if isinstance(rows, Book) else tables.write_xlsx(rows, columns, xlsx)
        click.echo(f"已写入 wrote {n} 行 rows → {xlsx}", err=True)
        return n
    n = tables.write(rows, columns, form, sys.stdout)  # the entry has made it UTF-8
    if not n and form == "table":
        click.echo("没有结果 nothing found", err=True)
    return n


def filters(command: Callable) -> Callable:
    """Add ``--region --theme --function --genre --since --until``; they reach the command as ``filters``."""

    @functools.wraps(command)
    def wrapper(*args, region, theme, function, genre, since, until, **kwargs):
        from pipeline.search import Filters

        chosen = Filters(region=region, theme=theme, function=function, genre=genre, since=since, until=until)
        if region and kwargs["db"].exists():
            from pipeline.search.lookup import need_region

            need_region(kwargs["db"], region)
        return command(*args, filters=chosen, **kwargs)

    for option in reversed(_FILTERS):
        wrapper = option(wrapper)
    return wrapper


_FILTERS = (
    click.option(
        "--region",
        metavar="NAME",
        help="地区名或者代码，全国性文件用 全国 region, by name or GB/T 2260 code; 全国 for national texts",
    ),
    click.option("--theme", metavar="NAME", help="文件主题 theme of the document"),
    click.option("--function", metavar="NAME", help="条款功能，如 liability function of the clause"),
    click.option("--genre", metavar="NAME", help="文种，如 条例 通知 genre of the document"),
    click.option("--since", metavar="DATE", help="不早于 not before (2018 or 2018-06-01)"),
    click.option("--until", metavar="DATE", help="不晚于 not after"),
)
