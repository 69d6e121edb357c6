"""Units and classifiers as data: what they measure, their base unit, what they need before they count.

``data/units.csv`` has one row per written form: base unit, factor, dimension, ``needs`` (the condition under which the form
is a unit at all; see ``pipeline.extract.quantity_needs``) and ``not_before`` (what may not follow it: 人 in 三人民法院).
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Unit:
    name: str  # as written
    base: str
    factor: float
    dimension: str
    needs: str = ""


_TABLE = Path(__file__).with_name("data") / "units.csv"


def _load() -> tuple[dict[str, Unit], str]:
    units, patterns = {}, []
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        rows = sorted(csv.DictReader(lines), key=lambda row: -len(row["unit"]))
    for row in rows:
        factor = float(row["factor"])
        units[row["unit"]] = Unit(
            row["unit"], row["base"], int(factor) if factor.is_integer() else factor, row["dimension"], row["needs"] or ""
        )
        pattern = re.escape(row["unit"])
        refused = "|".join(map(re.escape, (row["not_before"] or "").split()))
        if row["unit"][-1].isascii() and row["unit"][-1].isalpha():
            refused = f"{refused}|[A-Za-z]" if refused else "[A-Za-z]"
        patterns.append(f"{pattern}(?!{refused})" if refused else pattern)
    return units, "|".join(patterns)


UNITS, PATTERN = _load()

PERCENT, PERMILLE, PERMYRIAD = UNITS["%"], UNITS["‰"], Unit("‱", "‱", 1, "percent")
RATIO = Unit("", "", 1, "ratio")
BARE = Unit("", "", 1, "other")

CURRENCY_BEFORE = {"港币": "港元", "港元": "港元", "美元": "美元", "欧元": "欧元", "日元": "日元", "英镑": "英镑"}
"""Currency words that stand before a number and turn its 元 into theirs."""

FIRST = frozenset(name[0] for name in UNITS)
"""The characters a unit may begin with: a number followed by another one needs no closer look."""

UNIT = re.compile(rf"[ \u3000]{{0,2}}(?P<unit>{PATTERN})")

EXACT = {
    ("年", "月"): 12,
    ("小时", "分钟"): 60,
    ("分钟", "秒"): 60,
    ("小时", "秒"): 3600,
    ("公里", "米"): 1000,
    ("吨", "千克"): 1000,
    ("倍", "%"): 100,
}
"""Larger to smaller where the law's own definition makes it exact. Never month to day."""


PER_NOUN = "方|公里|平方公里|千人|万人|百人|学生|人员|个人|企业|项目|车|井|村|社区|县|市|乡镇|街道|学校|班|生|套房|人年|居民|对象|单位|标段|宗地|岗位|职工"
"""What a rate may be based on besides the units."""

PER_AFTER = re.compile(
    rf"[/／∕每](?P<per>(?:{PER_NOUN}|{PATTERN}|季|天|车|度)(?:[·•./／∕](?:{PER_NOUN}|{PATTERN}|季|天))*)(?![0-9０-９]|每[\u4e00-\u9fff][0-9０-９一二三四五六七八九十])"
)
"""/平方米, /人·年 directly after an amount; not 70周岁[每人每月]50元, the base of the amount that follows."""

_PER_SPLIT = re.compile(r"[·•./／∕每、，]+")


def per_words(text: str) -> tuple[str, ...]:
    """The bases named in 每人每月 or 人·年.

    >>> per_words("每人每月"), per_words("人·年")
    (('人', '月'), ('人', '年'))
    """
    return tuple(word.strip() for word in _PER_SPLIT.split(text) if word.strip())


def in_common(one: Unit, other: Unit) -> tuple[Unit, int | float, int | float] | None:
    """The unit two amounts share and the factors of both, or None when there is no exact one."""
    if one.base == other.base:
        return one, one.factor, other.factor
    if one.dimension == other.dimension and other.base.startswith(one.base):  # 五千吨以上不满一万吨标准煤
        return other, one.factor, other.factor
    for (large, small), factor in EXACT.items():
        if (one.base, other.base) == (large, small):
            return other, factor, 1
        if (one.base, other.base) == (small, large):
            return one, 1, factor
    return None
