from __future__ import annotations

import json
import re
from typing import TextIO

import click


@click.command()
@click.option(
    "--in",
    "source",
    type=click.File("r", encoding="utf-8", errors="surrogateescape"),
    default="-",
    help="输入 JSON Lines input (default: stdin)",
)
@click.option("--out", "target", type=click.File("w", encoding="utf-8"), default="-", help="输出 output (default: stdout)")
def annotate(source: TextIO, target: TextIO) -> int:
    """抽取事实，不用数据库 facts of JSON Lines {"id", "text"}, without a database.

    Each line gives {"id", "quantities", "entities", "norms", "function", "theme"} with offsets in its text. A "title"
    beside the text helps the theme. A line that is not such an object gives {"id", "error"} and exit status 1.
    """
    from pipeline.export.jsonable import annotation
    from pipeline.run import annotate as facts

    wrong = 0
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        record = _parse(line)
        if record is None:
            wrong += 1
            out = {"id": None, "error": f"第 {number} 行不是含 text 的 JSON 对象 line {number} is no JSON object with a text"}
        else:
            out = {"id": record.get("id")} | annotation(*facts(record["text"], str(record.get("title") or "")))
        target.write(json.dumps(out, ensure_ascii=False) + "\n")
    if wrong:
        click.echo(f"{wrong} 行无法读取 lines could not be read", err=True)
    return 1 if wrong else 0


_SURROGATE = re.compile("[\ud800-\udfff]")
"""Bytes that are no UTF-8, and halves of characters, which no output could hold."""


def _parse(line: str) -> dict | None:
    try:
        record = json.loads(line)
    except json.JSONDecodeError:
        return None
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        return None
    return None if _SURROGATE.search(line) or _SURROGATE.search(record["text"]) else record
