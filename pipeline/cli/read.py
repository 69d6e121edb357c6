from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from pipeline.cli.options import emit, formats

SHOWN = 100
"""Characters of a dropped text that are shown to a person."""

COLUMNS = ("source", "kind", "page", "line", "style", "align", "label", "text")


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH…")
@formats
def read(paths: tuple[Path, ...], form: str | None, xlsx: str | None) -> int:
    """显示读到的内容 what the reader sees in files or folders: blocks with page and style, what was dropped and why.

    Of an archive or a table every text is shown. Without an output option it is lines for a person; with one each block is a row, and so is what the source says of itself
    (kind metadata), what a person should know (issue), what was left out (dropped) and a text that cannot be read (error).
    Exit status 1 when one of them cannot be read or there is nothing to read.
    """
    failures: list[str] = []
    rows = _rows(paths, failures)
    found = emit(rows, COLUMNS, form or "table", xlsx) if form or xlsx else sum(_print(row) for row in rows)
    if not found:
        click.echo("没有可读的文件 no file to read (hidden files, manifests and READMEs are passed over)", err=True)
    return 1 if failures or not found else 0


def _rows(paths: tuple[Path, ...], failures: list[str]) -> Iterator[dict]:
    """A row for each thing that the reader sees in the texts under ``paths``; those that cannot be read are added to ``failures``."""
    from pipeline.batch.manifests import Manifests
    from pipeline.errors import ReadError
    from pipeline.read import discover, members, read_member

    manifests = Manifests()
    for path in discover(paths):
        for member in members(path):
            try:
                reading = read_member(member, metadata=manifests.of(path, member))
            except ReadError as error:
                failures.append(member.path)
                yield _failure(member.path, error.code, f"{error} {error.hint}" if error.hint else str(error))
            else:
                yield from _seen(reading)
    for outcome in manifests.unreadable:
        failures.append(outcome.source.path)
        yield from (_failure(outcome.source.path, issue.code, issue.message) for issue in outcome.issues)


def _seen(reading) -> Iterator[dict]:
    """The rows of one text."""
    of = {"source": reading.source.path}
    facts = (reading.source.encoding, f"{reading.source.size:,} B", f"{len(reading.text):,} 字 characters")
    yield {**of, "kind": "source", "style": reading.source.media_type, "text": " · ".join(filter(None, facts))}
    for key, shown in reading.metadata.items():
        yield {**of, "kind": "metadata", "style": key, "text": shown}
    for issue in reading.issues:
        yield {**of, "kind": "issue", "style": issue.code, "text": issue.message}
    for block in reading.blocks:
        yield {
            **of,
            "kind": "block",
            "page": block.page,
            "line": block.line,
            "style": block.hint + (str(block.level) if block.level else ""),
            "align": block.align,
            "label": block.label,
            "text": reading.text[block.start : block.end],
            "start": block.start,
            "end": block.end,
            **({"cells": block.cells} if block.cells else {}),
        }
    for reason, text in reading.dropped:
        yield {**of, "kind": "dropped", "style": reason, "text": text}


def _failure(path: str, code: str, text: str) -> dict:
    return {"source": path, "kind": "error", "style": code, "text": text}


def _print(row: dict) -> int:
    click.echo(_line(row))
    return 1


def _line(row: dict) -> str:
    """A row for a person."""
    kind, style, text = row["kind"], row["style"], row["text"]
    if kind == "source":
        return f"── {row['source']} · {style} · {text}"
    if kind == "metadata":
        return f"   {style}: {text}".replace("\n", "\n     ")
    if kind == "issue":
        return f" ! [{style}] {text}"
    if kind == "error":
        return f"✗ {row['source']}: [{style}] {text}"
    if kind == "dropped":
        shown = " ".join(text.split())
        return f" − 略去 dropped ({style}): {shown[:SHOWN]}{'…' if len(shown) > SHOWN else ''}"
    page = f"p{row['page']}" if row["page"] else ""
    notes = [style] * (style != "paragraph") + [row["align"] or ""] + [f"#{row['label']}"] * bool(row["label"])
    return f"{page:>5} {' '.join(filter(None, notes)):<16} {text}"
