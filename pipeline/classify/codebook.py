"""A researcher's own scheme of codes: read from CSV or YAML, checked, with messages that say what to mend.

A row is a code: ``code`` (short, once), ``name``, ``definition``, ``parent`` (the code above it), ``include`` and ``exclude`` (words,
separated by ； or |; ``A+B``: both in one sentence), ``examples``, ``field`` (where the words are looked for: text, the default,
title or genre of the document). Headings may be Chinese. Ready codebooks stand in ``data/codebooks``.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from pipeline.errors import ZhengceError

COLUMNS = {
    "code": ("编码", "代码", "类目编码"),
    "name": ("名称", "类目", "类目名称"),
    "definition": ("定义", "说明", "界定"),
    "parent": ("上级", "上级编码", "父类"),
    "include": ("包含", "包含词", "关键词", "纳入"),
    "exclude": ("排除", "排除词"),
    "examples": ("示例", "例子", "例句"),
    "field": ("范围", "字段"),
}
FIELDS = ("text", "title", "genre")
_KNOWN = {alias: name for name, aliases in COLUMNS.items() for alias in (name, *aliases)}
_SEPARATORS = re.compile(r"[；;|\n]")
_CHINESE = re.compile("[\u3400-\u9fff]")


class CodebookError(ZhengceError):
    """A codebook that cannot be used, and what to mend in it."""


@dataclass(frozen=True, slots=True)
class Code:
    """One category. ``include`` and ``exclude`` are terms; a term is the words that must stand in one sentence together."""

    code: str
    name: str
    definition: str = ""
    parent: str = ""
    include: tuple[tuple[str, ...], ...] = ()
    exclude: tuple[tuple[str, ...], ...] = ()
    examples: tuple[str, ...] = ()
    field: str = "text"


@dataclass(frozen=True, slots=True)
class Codebook:
    """The codes in order. ``name`` is the file's stem or the ready codebook's name, under which results are kept."""

    name: str
    codes: tuple[Code, ...]
    title: str = ""
    by_code: Mapping[str, Code] = field(default_factory=dict, compare=False)

    def label(self, code: str) -> str:
        """The name of a code, its parent's before it: 供给型/人才培养."""
        found = self.by_code.get(code)
        if not found:
            return code
        return f"{self.by_code[found.parent].name}/{found.name}" if found.parent else found.name

    @property
    def rules(self) -> tuple[Code, ...]:
        """The codes that have words to look for."""
        return tuple(code for code in self.codes if code.include)


def ready() -> list[str]:
    """The names of the codebooks that come with the program."""
    folder = files("pipeline.classify") / "data" / "codebooks"
    return sorted(path.name.removesuffix(".csv") for path in folder.iterdir() if path.name.endswith(".csv"))


def load(name: str | Path) -> Codebook:
    """The codebook in the file ``name`` (``.csv``, ``.tsv``, ``.yaml``, ``.yml``), or the ready one of that name.

    Raises ``CodebookError`` with what is wrong and how to mend it.
    """
    if str(name) in ready():
        text = (files("pipeline.classify") / "data" / "codebooks" / f"{name}.csv").read_text(encoding="utf-8")
        return parse(text, str(name), ".csv")
    path = Path(name)
    if not path.is_file():
        raise CodebookError(
            f"没有编码表 no codebook {name}", hint=f"a file, or one of: {', '.join(ready())}  (zhengce topics codebooks)"
        )
    return parse(_decoded(path), path.stem, path.suffix.lower())


def _decoded(path: Path) -> str:
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):  # what Excel saves where Chinese is the system's language
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CodebookError(f"编码不是 UTF-8 或 GB18030 neither UTF-8 nor GB18030: {path}", hint="save it as CSV UTF-8")


def parse(text: str, name: str, suffix: str = ".csv") -> Codebook:
    """The codebook in ``text``: CSV, TSV (``.tsv``) or YAML (``.yaml``, ``.yml``). Raises ``CodebookError``."""
    if not text.strip():
        raise CodebookError(
            f"编码表是空的 the codebook is empty: {name}", hint="zhengce topics codes policy_instruments --csv  (an example)"
        )
    title, rows = _yaml(text, name) if suffix in (".yaml", ".yml") else ("", _csv(text, name, suffix))
    return _checked(name, title, rows)


def _csv(text: str, name: str, suffix: str) -> list[Mapping[str, str]]:
    delimiter = "\t" if suffix == ".tsv" or "\t" in text.partition("\n")[0] else ","
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    head = [heading or "" for heading in reader.fieldnames or ()]
    _known_columns(head, name)
    return list(reader)


def _yaml(text: str, name: str) -> tuple[str, list[Mapping[str, object]]]:
    import yaml

    try:
        found = yaml.load(text, Loader=yaml.BaseLoader)  # every scalar as written: a code 01 stays 01
    except yaml.YAMLError as error:
        raise CodebookError(f"YAML 有误 not well-formed YAML: {name}: {' '.join(str(error).split())}") from error
    title = ""
    if isinstance(found, dict):
        title, found = str(found.get("title", "")), found.get("codes")
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise CodebookError(f"YAML 中没有编码 no codes in {name}", hint="codes: [{code: A, name: …, include: [词, 词]}, …]")
    _known_columns([key for row in found for key in row], name)
    return title, found


def _known_columns(head: Iterable[str], name: str) -> None:
    plain = [heading.split(" ")[0].strip() for heading in head]
    unknown = list(dict.fromkeys(heading for heading in plain if heading and heading not in _KNOWN))
    if unknown:
        raise CodebookError(
            f"编码表 {name} 有不认识的列 unknown columns: {', '.join(unknown)}",
            hint=f"columns: {', '.join(f'{aliases[0]} {column}' for column, aliases in COLUMNS.items())}",
        )
    if "code" not in {_KNOWN.get(heading) for heading in plain}:
        raise CodebookError(
            f"编码表 {name} 缺少“编码 code”列 the column code is missing", hint="first line: code,name,include,exclude"
        )


def _checked(name: str, title: str, rows: Iterable[Mapping[str, object]]) -> Codebook:
    codes: dict[str, Code] = {}
    for number, row in enumerate(rows, start=1):
        cells = {_KNOWN[heading.split(" ")[0].strip()]: value for heading, value in row.items() if heading and value is not None}
        if not any(str(value).strip() for value in cells.values()):
            continue
        code = str(cells.get("code", "")).strip()
        if not code:
            raise CodebookError(f"编码表 {name} 第 {number} 个编码没有编号 code number {number} has no code")
        if code in codes:
            raise CodebookError(f"编码表 {name} 中 {code} 出现两次 the code stands twice: {code}")
        where = str(cells.get("field", "")).strip() or "text"
        if where not in FIELDS:
            raise CodebookError(f"编码 {code} 的范围 field {where!r} 不认识 is unknown", hint=" | ".join(FIELDS))
        codes[code] = Code(
            code=code,
            name=str(cells.get("name", "")).strip() or code,
            definition=str(cells.get("definition", "")).strip(),
            parent=str(cells.get("parent", "")).strip(),
            include=_terms(cells.get("include")),
            exclude=_terms(cells.get("exclude")),
            examples=tuple(_parts(cells.get("examples"))),
            field=where,
        )
    if not codes:
        raise CodebookError(f"编码表 {name} 中没有编码 no codes in {name}", hint="one code a line below the headings")
    for code in codes.values():
        if code.parent and code.parent not in codes:
            raise CodebookError(f"编码 {code.code} 的上级 parent {code.parent} 不存在 is not a code of {name}")
    if not any(_CHINESE.search(str(code)) for code in codes.values()):
        raise CodebookError(f"编码表 {name} 中没有汉字 no Chinese in it", hint="is it the right file, saved as UTF-8 or GB18030?")
    return Codebook(name, tuple(codes.values()), title, codes)


def _parts(cell: object) -> list[str]:
    """The parts of a cell: a YAML list, or text with separators."""
    parts = cell if isinstance(cell, list) else _SEPARATORS.split(str(cell or ""))
    return [part for each in parts if (part := str(each).strip())]


def _terms(cell: object) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(word for each in part.split("+") if (word := each.strip())) for part in _parts(cell))
