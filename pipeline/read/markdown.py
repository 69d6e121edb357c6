"""Markdown, as converters and law collections write it: marks go, words stay, every line keeps its number.

Line by line, not by a CommonMark parser: Chinese texts are indented with blanks (code to CommonMark), number their articles by
hand, and a line is a paragraph. A file in the layout of the LawRefBook collection (title, lines on adoption and amendment,
``<!-- INFO END -->``, text) needs no special case beyond its comment.
"""

from __future__ import annotations

import html
import re

from pipeline.read import frontmatter, labels
from pipeline.read.draft import BREAK, Draft
from pipeline.read.text import source_lines

HEADING = re.compile(r"(?:(#)\s+|(#{2,6})\s*)(?=[^#\s])")
LINK = re.compile(r"\]\(([^()\s]{1,2000})")
RULE = re.compile(r"(?:[-*_=]\s*){3,}$")
LIST = re.compile(r"[-*+]\s+(?=\S)")
QUOTE = re.compile(r"(?:>\s?)+")
FENCE = re.compile(r"(?:```|~~~)\w*$")
DELIMITER_ROW = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")
CELL_BORDER = re.compile(r"(?<!\\)\|")

INLINE = re.compile(r"[*_`\[<\\&~]")
"""A line without one of these has no inline mark."""

INLINE_MARKS = (  # pattern, what stays of it; lengths are bounded so that a line of nothing but marks ends at once
    (re.compile(r"!\[([^\[\]]{0,300})\]\([^()]{0,2000}\)"), r"\1"),
    (re.compile(r"\[((?:[^\[\]]|\[[^\[\]]{0,40}\]){1,300})\]\([^()]{0,2000}\)"), r"\1"),
    (re.compile(r"\*\*\*(?=[^\s、，])(.+?)\*\*\*"), r"\1"),
    (re.compile(r"\*\*(?=[^\s、，*])(.+?)\*\*"), r"\1"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])__(?=[^\s_])([^_]+?)__(?![\w_])"), r"\1"),
    (re.compile(r"~~(?=\S)(.+?)~~"), r"\1"),
    (re.compile(r"`([^`]+)`"), r"\1"),
    (re.compile(r"<br\s*/?>", re.I), "\n"),
    (re.compile(r"</?(?:b|i|u|em|strong|font|span|center|sup|sub|p|div|a|ins|mark|small|big|img)(?:\s[^<>]*)?/?>", re.I), ""),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])"), r"\1"),
)

METADATA = re.compile(r"([\u4e00-\u9fff \u3000]{2,8})[：:]\s*(.*)")
METADATA_LINES = 20
"""How far from the top a line ``发布日期: …`` still speaks of the document."""


def read(text: str, draft: Draft) -> dict[str, str]:
    """Add the lines of ``text`` to ``draft``; the metadata of a front matter or of ``label: value`` lines at the top."""
    text = draft.clean(text)
    text = _without_comments(text, draft)
    lines = source_lines(text)
    number = frontmatter.end_of(lines)
    metadata = _said(lines[1 : number - 1]) if number else {}
    draft.drop("front matter", "\n".join(lines[:number]))
    first_level = sum(line.startswith("# ") for line in lines)
    heading_lines = range(number, number + METADATA_LINES)
    while number < len(lines):
        line = lines[number].strip()
        number += 1
        if not line:
            continue
        if line.startswith("|") or (number < len(lines) and "|" in line and DELIMITER_ROW.match(lines[number].strip())):
            number = _table(lines, number - 1, draft)
            continue
        if "<table" in line:
            number = _html_table(lines, number - 1, draft)
            continue
        _line(line, number, draft, only_first_level=first_level == 1)
        if number in heading_lines and draft.texts and (pair := METADATA.fullmatch(draft.texts[-1])):
            metadata = {**_pairs([pair[0]]), **metadata}
    return metadata


def _line(line: str, number: int, draft: Draft, *, only_first_level: bool) -> None:
    hint, level = "paragraph", None
    if line[0] == "#" and (heading := HEADING.match(line)):
        level = len(heading[1] or heading[2])
        hint = "title" if level == 1 and only_first_level and not draft.blocks else "heading"
        line = line[heading.end() :].rstrip("#").rstrip()
    elif line[0] in "-*_=" and RULE.match(line) or line[0] in "`~" and FENCE.match(line):
        return
    else:
        if line[0] == ">":
            line = QUOTE.sub("", line, count=1)
        if line[:1] in ("-", "*", "+") and (mark := LIST.match(line)):
            hint, line = "list", line[mark.end() :]
    for link in LINK.findall(line) if "](" in line else ():
        draft.drop("link", link)
    text = inline(line)
    for piece in BREAK.split(text) if BREAK.search(text) else (text,):
        draft.append(piece, line=number, hint=hint, level=level)


def inline(line: str) -> str:
    """``line`` without inline marks; a ``<br>`` becomes a line feed.

    >>> inline("**第一条** 见[附件](a.pdf)，张**"), inline("每年____万元")
    ('第一条 见附件，张**', '每年____万元')
    """
    if INLINE.search(line):
        for pattern, kept in INLINE_MARKS:
            line = pattern.sub(kept, line)
        line = html.unescape(line)
    return line


def _without_comments(text: str, draft: Draft) -> str:
    """``text`` without ``<!-- … -->``, of whose lines the ends stay, so that line numbers are true."""
    kept, position = [], 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start)) >= 0:
        comment = text[start + 4 : end]
        draft.drop("comment", comment)
        kept += [text[position:start], "\n" * comment.count("\n")]
        position = end + 3
    return "".join(kept) + text[position:]


def _said(lines: list[str]) -> dict[str, str]:
    """What a front matter says; of one that is no YAML, its lines ``label: value``."""
    said = frontmatter.metadata(lines)
    return _pairs(lines) if said is None else said


def _pairs(lines: list[str]) -> dict[str, str]:
    pairs = {}
    for line in lines:
        label, _, shown = line.replace("：", ":", 1).partition(":")
        if found := labels.entry(label, shown.strip().strip("\"'")):
            pairs.setdefault(*found)
    return pairs


def _table(lines: list[str], number: int, draft: Draft) -> int:
    """Add the rows of a pipe table that begins at index ``number``; the index after it."""
    while number < len(lines) and "|" in (line := lines[number].strip()):
        number += 1
        if not DELIMITER_ROW.match(line):
            row = CELL_BORDER.split(line.removeprefix("|"))
            if line.endswith("|"):
                row = row[:-1]
            draft.row([inline(cell.strip()) for cell in row], line=number)
    return number


def _html_table(lines: list[str], number: int, draft: Draft) -> int:
    """Add an HTML table (converters write merged cells so) that begins at index ``number``; the index after it."""
    from pipeline.read.html import add_fragment

    end = number
    while end < len(lines) and "</table>" not in lines[end]:
        end += 1
    add_fragment("\n".join(lines[number : end + 1]), draft, line=number + 1)
    return end + 1
