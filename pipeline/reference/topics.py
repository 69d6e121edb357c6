"""Subject classes (主题分类) of the State Council's document library: 22 classes and their second level.

Source of the classes: 国务院办公厅政府信息公开指南 (22 类); of the second level: the labels shown on the library's pages
(gov.cn, 国务院文件库), with its punctuation. ``data/topics.tsv`` has one class a line, followed by its subclasses.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files


def _read() -> Mapping[str, tuple[str, ...]]:
    table = files("pipeline.reference") / "data" / "topics.tsv"
    rows = (line.split("\t") for line in table.read_text(encoding="utf-8").splitlines())
    return {name: tuple(children) for name, *children in rows}


SUBCLASSES: Mapping[str, tuple[str, ...]] = _read()
"""Each class with its subclasses, in the library's order; 其他 has none."""

CLASSES: tuple[str, ...] = tuple(SUBCLASSES)


def split_label(label: str) -> tuple[str, str | None] | None:
    """Class and subclass of a label as a page shows it (``科技、教育\\教育``); ``None`` for what is none of them.

    >>> split_label("科技、教育\\\\教育"), split_label("其他"), split_label("天文")
    (('科技、教育', '教育'), ('其他', None), None)
    """
    name, _, child = label.strip().partition("\\")
    if name not in SUBCLASSES or (child and child not in SUBCLASSES[name]):
        return None
    return name, child or None
