"""Groups of words that stand for each other: a reviewed data file, and the user's own in the same form.

A line ``养老院|敬老院`` is a group: each of its words stands for all. In ``老板|雇主 > 用人单位`` the everyday words before ``>`` are
looked for as those behind it, not the other way round. Lines that begin with ``#`` say something to a reader.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from pipeline.chinese.bigrams import RUN, fold
from pipeline.errors import QueryError

FILE = Path(__file__).parent / "data" / "synonyms.txt"
Groups = dict[str, tuple[str, ...]]
"""A word, folded, and the others that are looked for with it."""


@cache
def reviewed() -> Groups:
    """The groups of the project's own file."""
    return read(FILE)


def groups(path: str | os.PathLike | None = None) -> Groups:
    """The reviewed groups, those of the user's file at ``path`` in their place where both know a word.

    Raises ``QueryError`` as ``read`` does.
    """
    return reviewed() if path is None else {**reviewed(), **read(Path(path))}


def read(path: Path) -> Groups:
    """The groups of a file. Raises ``QueryError`` when it cannot be read, or for a line that is no group, with its number."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"同义词文件读不了 cannot read the synonyms of {path}: {error}", hint="a text file in UTF-8") from error
    found: dict[str, dict[str, None]] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        left, arrow, right = line.partition(">")
        said, meant = _words(left), _words(right)
        if not said or (len(said) < 2 if not arrow else not meant):
            raise QueryError(f"{path}:{number} 不是一组同义词 is no group of synonyms: {line[:50]!r}", hint="养老院|敬老院")
        for word in said:
            found.setdefault(word, {}).update(dict.fromkeys(other for other in (meant if arrow else said) if other != word))
    return {word: tuple(others) for word, others in found.items()}


def _words(text: str) -> list[str]:
    return [word for part in text.split("|") if (word := fold(part).strip()) and RUN.fullmatch(word)]


def spoken(text: str, known: Groups) -> Groups:
    """The words of ``known`` that stand in a text (a question), of two characters or more.

    >>> spoken("老板不给加班费怎么办", {"老板": ("用人单位",), "老": ("年长",), "工钱": ("工资",)})
    {'老板': ('用人单位',)}
    """
    folded = fold(text)
    return {word: others for word, others in known.items() if len(word) > 1 and word in folded}
