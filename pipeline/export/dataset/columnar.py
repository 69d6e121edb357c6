"""Parquet files, one a table, for pandas, R and DuckDB: numbers stay numbers and lists stay lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.errors import ZhengceError
from pipeline.export.dataset.views import views
from pipeline.store import Store


def write(store: Store, chosen: Sequence[str] | None, folder: Path) -> Iterator[tuple[str, int]]:
    """One Parquet file a table. Raises ``ZhengceError`` without pyarrow."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise ZhengceError("Parquet 需要 needs pyarrow", hint="pip install 'zhengce[parquet]', or --as csv") from None
    kinds = {
        "boolean": pyarrow.bool_(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "array": pyarrow.list_(pyarrow.string()),
    }
    for table in views(store.connection, chosen):
        columns: dict[str, list] = {column: [] for column in table.columns}
        for row in table.rows:
            for column, value in row.items():
                columns[column].append(value)
        schema = pyarrow.schema([(column, kinds.get(table.types.get(column), pyarrow.string())) for column in columns])
        parquet.write_table(pyarrow.table(columns, schema=schema), folder / f"{table.name}.parquet")
        yield f"{table.name}.parquet", table.count
