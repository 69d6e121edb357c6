"""Labels: the file a coder fills in, and what is asked next.

A labels file is CSV with the columns ``clause_id`` (may be empty), ``text``, ``code`` and, where several people code, ``coder``.
Rows without a code are not labelled yet.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.classify.codebook import Codebook, CodebookError
from pipeline.classify.codebook_model import Model
from pipeline.classify.codebook_rules import Coding, code
from pipeline.topics.corpus import CHINESE, Unit

COLUMNS = ("clause_id", "document", "clause", "suggestion", "doubt", "code", "coder", "text")
_ALIASES = {"条款编号": "clause_id", "原文": "text", "编码": "code", "编码员": "coder"}


class Label(NamedTuple):
    """A text with the code a person gave it. ``document`` groups what must not be split in cross-validation."""

    id: str
    document: str
    text: str
    code: str
    coder: str


def read_labels(path: Path, book: Codebook) -> tuple[list[Label], Counter[str]]:
    """The labelled rows of a file, and how many rows were left out and why.

    Raises ``CodebookError`` when columns are missing, a code is not in the codebook, or nothing is labelled.
    """
    if not path.is_file():
        raise CodebookError(
            f"没有标注文件 no labels {path}", hint=f"zhengce topics label DB --codebook {book.name} --csv > {path.name}"
        )
    rows = _rows(path)
    left: Counter[str] = Counter()
    out = []
    for number, row in enumerate(rows, start=2):
        given, text = (row.get("code") or "").strip(), (row.get("text") or "").strip()
        if not given:
            left["未标注 without a code"] += 1
        elif not CHINESE.search(text):
            left["没有汉字 without Chinese"] += 1
        else:
            id = (row.get("clause_id") or "").strip()
            out.append(
                Label(
                    id or text,
                    id.partition("#")[0] or text,
                    text,
                    _code(given, book, path, number),
                    (row.get("coder") or "").strip(),
                )
            )
    if not out:
        told = "，".join(f"{reason} {count}" for reason, count in left.items()) or "空文件 empty"
        raise CodebookError(f"{path} 中没有可用的标注 no labels to use: {told}", hint="fill the column code")
    return out, left


def _rows(path: Path) -> list[dict[str, str]]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", errors="replace")
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter="\t" if "\t" in head else ",")
    names = [_plain(name) for name in reader.fieldnames or ()]
    missing = [name for name in ("text", "code") if name not in names]
    if missing:
        raise CodebookError(
            f"{path} 缺少列 columns are missing: {', '.join(missing)}",
            hint="columns: clause_id,text,code and, if several code, coder",
        )
    return [{_plain(key): value or "" for key, value in row.items() if key} for row in reader]


def _plain(heading: str) -> str:
    """``编码 code`` and ``编码`` are ``code``."""
    words = heading.split()
    return _ALIASES.get(words[0], words[-1]) if words else ""


def _code(given: str, book: Codebook, path: Path, line: int) -> str:
    if given in book.by_code:
        return given
    named = [each.code for each in book.codes if given in (each.name, book.label(each.code))]
    if len(named) != 1:
        raise CodebookError(
            f"{path} 第 {line} 行的编码 code {given!r} 不在编码表 is not in {book.name}", hint=f"zhengce topics codes {book.name}"
        )
    return named[0]


def suggestions(book: Codebook, units: Iterable[Unit], model: Model | None, most: int) -> list[dict]:
    """What to label next, most doubtful first: rows of a labels file with a suggestion, and 1 − the lead of the first code."""
    asked = []
    for unit in units:
        if not CHINESE.search(unit.text):
            continue
        found = model.code(unit.text) if model else code(book, unit.text, unit.document, unit.genre)
        if found or model:
            asked.append((_doubt(found), unit, found))
    asked.sort(key=lambda each: -each[0])
    return [
        unit.row()
        | {"suggestion": found[0].code if found else "", "doubt": round(doubt, 3), "code": "", "coder": "", "text": unit.text}
        for doubt, unit, found in asked[:most]
    ]


def _doubt(found: list[Coding]) -> float:
    """How near the second code is to the first."""
    if len(found) < 2:
        return 1 - found[0].score if found else 1.0
    return 1 - (found[0].score - found[1].score)


def by_coder(labels: Iterable[Label]) -> Iterator[tuple[str, dict[str, str]]]:
    """The codes of each coder by the id of the text, coders in order of their names."""
    out: dict[str, dict[str, str]] = {}
    for label in labels:
        out.setdefault(label.coder, {})[label.id] = label.code
    yield from sorted(out.items())
