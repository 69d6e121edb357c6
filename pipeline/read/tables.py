"""Tables of texts: a column holds the text, the others say what is known of it. CSV here; ``workbook`` and ``records`` share the rest."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping

from pipeline.read import manifest
from pipeline.read.encodings import decode
from pipeline.read.limits import MAX_BYTES
from pipeline.read.member import INSIDE, Member
from pipeline.read.messages import refused

TEXT_COLUMNS = (
    "text",
    "content",
    "body",
    "fulltext",
    "full_text",
    "html",
    "正文",
    "全文",
    "正文内容",
    "文件内容",
    "政策内容",
    "内容",
    "文本",
    "原文",
)
"""Names of the column that holds the text, the first that is there."""

SUMMARY_COLUMNS = ("summary", "摘要", "abstract")

PROSE = 200
"""Characters of a cell from which its column can be the one that holds the text, whatever its name."""

SAMPLE_ROWS = 200
"""Rows that are looked at to find the column."""

_MARKUP = re.compile(r"</?(?:em|b|font|span|strong)(?:\s[^<>]{0,200})?/?>", re.I)  # a search engine marks what it found
_BREAK = re.compile(r"<br\s*/?>", re.I)

Row = Mapping[str, str]


def members(data: bytes, path: str) -> Iterator[Member]:
    """The rows of the CSV or TSV table ``data``. Raises ``ReadError`` with code ``no-text-column`` or ``table-damaged``."""
    csv.field_size_limit(MAX_BYTES["csv"])
    text = decode(data).text
    head = text[: text.find("\n")] if "\n" in text else text
    delimiter = max("\t;,", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise refused("table-damaged", reason=error) from error
    if not rows:
        raise refused("no-text")
    header = [name.strip() for name in rows[0]]
    numbered = [(number, dict(zip(header, row, strict=False))) for number, row in enumerate(rows[1:], 2)]
    yield from row_members(numbered, path + INSIDE)


def row_members(rows: list[tuple[int, Row]], prefix: str) -> Iterator[Member]:
    """A member for each numbered row that is not blank; ``prefix`` comes before its number."""
    filled = [(number, row) for number, row in rows if any(shown.strip() for shown in row.values())]
    column = text_column(row for _, row in filled[:SAMPLE_ROWS])
    if column is None and not any(summary_of(row) for _, row in filled):
        raise refused("no-text-column", columns="、".join(filled[0][1]) if filled else "", known="、".join(TEXT_COLUMNS))
    for number, row in filled:
        place = f"{prefix}{number}"
        known = manifest.metadata_of({name: plain(shown) for name, shown in row.items() if name != column})
        text = row.get(column or "", "")
        if text.strip():
            yield Member(place, text.encode("utf-8", errors="surrogatepass"), known)
        elif summary := summary_of(row):
            lines = [known.get("title", ""), summary]
            yield Member(place, "\n".join(lines).encode("utf-8", errors="surrogatepass"), known, summary=True)
        else:
            yield Member(place, error=refused("row-without-text", column=column), metadata=known)


def text_column(rows: Iterable[Row]) -> str | None:
    """The column that holds the text: the one of a known name, else the one with the longest cells if these are prose."""
    lengths: dict[str, list[int]] = {}
    for row in rows:
        for name, shown in row.items():
            lengths.setdefault(name, []).append(len(shown))
    lower = {name.strip().lower(): name for name in reversed(lengths)}
    for known in TEXT_COLUMNS:
        if known in lower and any(lengths[lower[known]]):
            return lower[known]
    candidates = [name for name in lengths if max(lengths[name]) >= PROSE and name.strip().lower() not in SUMMARY_COLUMNS]
    return max(candidates, key=lambda name: sum(lengths[name]), default=None)


def summary_of(row: Row) -> str:
    """The summary of a text in a row that has not the text itself."""
    return next((plain(shown) for name, shown in row.items() if name.strip().lower() in SUMMARY_COLUMNS and shown.strip()), "")


def plain(shown: str) -> str:
    """A value without the marks that a search engine puts on the words it found.

    >>> plain("关于<em>养老</em>服务的通知")
    '关于养老服务的通知'
    """
    return _BREAK.sub("\n", _MARKUP.sub("", shown)).strip() if "<" in shown else shown
