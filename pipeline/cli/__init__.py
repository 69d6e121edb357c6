"""The command ``zhengce``: thin doors to the functions of the rooms. Data on stdout, talk on stderr.

Exit status: 0 found or all well, 1 nothing found or some sources failed, 2 wrong usage or fatal.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from typing import NoReturn, TextIO

import click

from pipeline import __version__
from pipeline.cli.align import align
from pipeline.cli.annotate import annotate
from pipeline.cli.audit import audit
from pipeline.cli.cites import cites
from pipeline.cli.compare import compare
from pipeline.cli.export import export
from pipeline.cli.facts import facts
from pipeline.cli.indicators import indicators
from pipeline.cli.ingest import ingest
from pipeline.cli.options import help_alone
from pipeline.cli.read import read
from pipeline.cli.reuse import reuse
from pipeline.cli.review import review
from pipeline.cli.saved import saved
from pipeline.cli.search import search
from pipeline.cli.segment import segment
from pipeline.cli.serve import serve
from pipeline.cli.show import show
from pipeline.cli.stats import stats
from pipeline.cli.topics import topics
from pipeline.cli.verify import verify
from pipeline.cli.versions import versions
from pipeline.errors import ZhengceError

COMMANDS = (
    ingest,
    search,
    saved,
    show,
    facts,
    compare,
    indicators,
    reuse,
    cites,
    versions,
    stats,
    topics,
    audit,
    annotate,
    read,
    segment,
    align,
    export,
    verify,
    serve,
    review,
)


@click.group(
    commands=COMMANDS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(__version__, prog_name="zhengce")
@click.pass_context
def zhengce(context: click.Context) -> None:
    """政策文本：读入、分条、抽取、检索、比较，全部在本机离线完成。

    Read Chinese policy texts, cut them into citable clauses, extract who must do what by when with which money, and
    search and compare it all in one SQLite file, offline.

    \b
    zhengce ingest policies.db FOLDER      读入一个文件夹 read a folder
    zhengce search policies.db 养老服务补贴   检索条款 search the clauses
    zhengce facts policies.db --kind norm  列出规范 list the norms
    """
    help_alone(context)


def main() -> None:
    """Run the command; errors of ours end as one sentence and the next command to try."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", newline="\n")  # whatever the system's: Chinese, and line ends as written
    out = sys.stdout
    try:
        status = zhengce(standalone_mode=False)
        out.flush()
        sys.exit(status)
    except SystemExit:
        if sys.stdout is not out:  # click puts another in its place when the reader of our output has gone, and ends with 1
            _unread(out)
        raise
    except click.ClickException as error:
        asked = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else None
        _say(_refused(error), hint=asked and f"{asked} --help")
        sys.exit(2)
    except click.exceptions.Abort:
        click.echo("中断 interrupted", err=True)
        sys.exit(2)
    except ZhengceError as error:
        _say(str(error), error.hint)
        sys.exit(2)
    except BrokenPipeError:
        _unread(out)
    except (OSError, sqlite3.Error) as error:
        _say(str(error))
        sys.exit(2)


def _unread(out: TextIO) -> NoReturn:
    """End well: who read our output (``| head``) has had enough, and Python shall not try to write the rest."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
    sys.exit(0)


_REFUSED = {
    "NoSuchCommand": "没有这个命令",
    "NoSuchOption": "没有这个选项",
    "MissingParameter": "缺少",
    "BadOptionUsage": "选项用法不对",
    "BadParameter": "值不对",
}
"""What click complains of, in Chinese, by the name of its class (old ones lack the first); its own sentence follows."""


def _refused(error: click.ClickException) -> str:
    return f"{_REFUSED.get(type(error).__name__, '')} {error.format_message()}".strip()


def _say(problem: str, hint: str | None = None) -> None:
    click.echo(f"错误 error: {problem}", err=True)
    if hint:
        click.echo(f"下一步 next: {hint}", err=True)
