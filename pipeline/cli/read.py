from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

SHOWN = 100
"""Characters of a dropped text that are shown."""


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="每篇文本一行 JSON one JSON object a text and line")
def read(file: Path, as_json: bool) -> int:
    """显示读到的内容 what the reader sees in FILE: blocks with page and style, what was dropped and why.

    Of an archive or a table every text is shown. Exit status 1 when one of them cannot be read.
    """
    from pipeline.errors import ReadError
    from pipeline.read import manifest, members, read_member

    given = manifest.load(file.parent).get(file.name, {})
    failed = 0
    for member in members(file):
        try:
            reading = read_member(member, metadata=given)
        except ReadError as error:
            failed += 1
            told = {"path": member.path, "error": error.code, "message": str(error), "hint": error.hint}
            click.echo(json.dumps(told, ensure_ascii=False) if as_json else _failure(told))
            continue
        click.echo(json.dumps(_jsonable(reading), ensure_ascii=False) if as_json else "\n".join(_lines(reading)))
    return 1 if failed else 0


def _jsonable(reading) -> dict:
    """A reading as JSON: blocks carry their text, unset fields are left out."""
    blocks = [
        {"text": reading.text[block.start : block.end], **{k: v for k, v in asdict(block).items() if v not in (None, ())}}
        for block in reading.blocks
    ]
    return {
        **asdict(reading.source),
        "metadata": dict(reading.metadata),
        "issues": [asdict(issue) for issue in reading.issues],
        "blocks": blocks,
        "dropped": [{"reason": reason, "text": text} for reason, text in reading.dropped],
    }


def _lines(reading):
    """A reading for a person: one line a block, after its page and style."""
    source = reading.source
    yield f"── {source.path} · {source.media_type} · {source.encoding or '–'} · {source.size:,} B · {len(reading.text):,} 字 characters"
    yield from (f"   {key}: {shown}" for key, shown in reading.metadata.items())
    yield from (f" ! [{issue.code}] {issue.message}" for issue in reading.issues)
    for block in reading.blocks:
        page = f"p{block.page}" if block.page else ""
        style = block.hint + (str(block.level) if block.level else "")
        notes = [style] * (style != "paragraph") + [block.align] * bool(block.align) + [f"#{block.label}"] * bool(block.label)
        yield f"{page:>5} {' '.join(notes):<16} {reading.text[block.start : block.end]}"
    for reason, text in reading.dropped:
        shown = " ".join(text.split())
        yield f" − 略去 dropped ({reason}): {shown[:SHOWN]}{'…' if len(shown) > SHOWN else ''}"


def _failure(told: dict) -> str:
    return f"✗ {told['path']}: [{told['error']}] {told['message']}" + (f" {told['hint']}" if told["hint"] else "")
