"""Metadata that somebody wrote down beside the files: ``manifest.csv`` or ``meta.json`` in a folder.

A table with a column ``file`` (a path relative to the folder) and columns of metadata: our keys (``title``, ``doc_number``,
``issuers``, ``region``, ``genre``, ``written``, ``promulgated``, ``effective``, ``theme``, ``url``, ``note``), ``date`` for
``written``, ``source`` for ``origin`` (``url`` when it is an address), or the Chinese names of ``labels.LABELS``.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path, PurePath

from pipeline.errors import ReadError
from pipeline.read import labels
from pipeline.read.discover import MANIFESTS
from pipeline.read.encodings import decode
from pipeline.read.messages import refused

FILE_COLUMNS = ("file", "path", "文件", "文件名", "路径")
ALIASES = {
    "date": "written",
    "source": "origin",
    "issuer": "issuers",
    "number": "doc_number",
    "pcode": "doc_number",  # these four: gov.cn's policy search
    "puborg": "issuers",
    "pubtimestr": "published",
    "childtype": "theme",
}
"""Columns that people name otherwise; any further column is kept under its own name."""


def load(folder: str | Path) -> dict[str, dict[str, str]]:
    """Metadata for the files that the manifest in ``folder`` names, by their path relative to it; empty when there is none.

    Raises ``ReadError`` with code ``manifest`` when it is no table or a row has no ``file``.
    """
    found: dict[str, dict[str, str]] = {}
    for name in sorted(MANIFESTS):
        path = Path(folder) / name
        if path.is_file():
            try:
                data = path.read_bytes()
            except OSError as error:
                raise refused("manifest", path=path, reason=error) from error
            found.update(parse(data, str(path)))
    return found


def parse(data: bytes, path: str) -> dict[str, dict[str, str]]:
    """Metadata by file, as ``load`` gives it, from the bytes of a manifest; ``path`` is its name. Raises as ``load`` does."""
    try:
        text = decode(data).text
        rows = json.loads(text) if path.endswith(".json") else list(csv.DictReader(io.StringIO(text)))
    except (ReadError, ValueError, RecursionError, csv.Error) as error:
        raise refused("manifest", path=path, reason=error) from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise refused("manifest", path=path, reason="JSON")
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        name = next((row[c] for c in FILE_COLUMNS if row.get(c)), None)
        if name is None:
            raise refused("manifest", path=path, reason=", ".join(map(str, row)))
        found[PurePath(name.strip()).as_posix()] = metadata_of(row)
    return found


def metadata_of(row: Mapping[str, object]) -> dict[str, str]:
    """Metadata by our keys from a row by the names of its columns; columns of other names keep them."""
    metadata: dict[str, str] = {}
    for column, shown in row.items():
        if column in FILE_COLUMNS or not isinstance(column, str) or not isinstance(shown, str):
            continue
        label = ALIASES.get(column.strip().lower(), column)
        if found := labels.entry(label, shown):
            metadata[found[0]] = found[1]
        elif labels.key(label) is None and shown.strip():
            metadata[column.strip().lower()] = shown.strip()
    return metadata
