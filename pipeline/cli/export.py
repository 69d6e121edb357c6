from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import database, existing, filters


@click.command()
@database
@click.argument("folder", metavar="FOLDER", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--as",
    "form",
    type=click.Choice(("csv", "parquet", "jsonl")),
    default="csv",
    show_default=True,
    help="csv 数据包 a Data Package; parquet; jsonl 每行一份文件 a document a line",
)
@filters
def export(db: Path, folder: Path, form: str, filters) -> int:
    """导出整个数据库或所选文件 write the database, or the documents chosen, to FOLDER for other programs.

    csv: a table each of documents, clauses, quantities, entities, citations, norms, penalties … with a datapackage.json that names
    the columns; they open in Excel. parquet: the same tables for pandas, R, DuckDB. jsonl: whole documents with their facts.
    """
    from rich.console import Console

    from pipeline.export.dataset import export as write
    from pipeline.store import open_store

    with (
        open_store(existing(db), create=False, readonly=True) as store,
        Console(stderr=True).status("导出 exporting …") as status,
    ):
        done = write(store, folder, form, filters=filters, progress=lambda name, rows: status.update(f"导出 exporting … {name}"))
    for name, rows in done.items():
        click.echo(f"{rows:>9,}  {folder / name}")
    return 0
