"""Which part of a law a citation means: 第三十五条第一款第（一）项至第（四）项 → ``art_35__para_1__item_1,item_2,item_3,item_4``.

The grammar of references (编 章 节 条 款 项 目, lists and ranges of them) as regexes grown from named atoms, and the
Akoma Ntoso style identifier each one stands for. Source: 《立法法》 art. 65 (编章节条款项目) and 《立法技术规范》.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.chinese.numerals import integer

N = "[一二三四五六七八九十百千零〇○两0-9０-９]{1,7}"
JOIN = "(?:、|和|或者|或|以及|及|与|至|到|，(?=第))"
ORDINAL = rf"(?:第\s?[（(]{N}[）)]|第{N}|[（(]{N}[）)])"
LOOSE = rf"(?:第?[（(]{N}[）)]|第?{N})"

ITEMS = rf"{ORDINAL}(?:{JOIN}{LOOSE})*?项(?!目)(?:{JOIN}{LOOSE}(?:{JOIN}{LOOSE})*?项(?!目))*"
SUBITEMS = rf"第{N}目(?:{JOIN}第?{N}目)*"
PARAGRAPHS = rf"第{N}(?:{JOIN}{N})*?款(?:{JOIN}第?{N}款)*"
BELOW = rf"(?:{PARAGRAPHS}(?:{ITEMS})?|{ITEMS})(?:{SUBITEMS})?"
BELOWS = rf"(?:{BELOW}(?:{JOIN}{BELOW})*)"
ARTICLE = rf"第{N}条(?:之[一二三四五六七八九十]{{1,2}})?"
ARTICLES = rf"{ARTICLE}(?:[至到]{ARTICLE}|{BELOWS})?"
DIVISION = rf"(?:第{N}编)?(?:第{N}章)?(?:第{N}节)?"
DIVISIONS = rf"(?=第{N}[编章节]){DIVISION}(?:{JOIN}第{N}[编章节])*"
BACKWARD = (
    rf"(?<![目之当以生提此行立投超])前(?:[一二两三四五]?款|[一二两三四五]?条|[一二两三四五]?项)(?![目件例价子])(?:{BELOWS})?"
)
HERE = rf"本条(?:前[一二两三]?款|{BELOWS})|本款{ITEMS}"

REFERENCE = re.compile(rf"{BACKWARD}|{HERE}|{ARTICLES}|{DIVISIONS}|{BELOWS}")
"""One reference, title left out. Coordinated articles are one reference each; paragraphs and items of one article are one."""

Path = tuple[tuple[str, str], ...]
"""One part of a law, outermost level first: ``(("条", "art_90"), ("款", "para_2"))``."""

_BEGIN = re.compile("[前本第（(]")


def references(text: str) -> Iterator[tuple[int, int]]:
    """The offsets of all references in ``text``, in order. Tried only where one can begin, which is far faster."""
    last = 0
    for begin in _BEGIN.finditer(text):
        match = REFERENCE.match(text, begin.start()) if begin.start() >= last else None
        if match:
            last = match.end()
            yield match.span()


_LEVELS = {"编": "part", "章": "chp", "节": "sec", "条": "art", "款": "para", "项": "item", "目": "subitem"}
_RANK = {unit: rank for rank, unit in enumerate(_LEVELS)}
_TOKEN = re.compile(
    rf"(?P<range>[至到])?[、和或者及与以，]*第?\s?[（(]?(?P<number>{N})[）)]?(?P<unit>[编章节条款项目])?(?:之(?P<branch>[一二三四五六七八九十]{{1,2}}))?"
)
_WIDEST = 60  # a longer range is kept as its two ends


def step(unit: str, number: int, branch: int | None = None) -> tuple[str, str]:
    """One level of a path: ``step("条", 17, 1)`` is ``("条", "art_17_1")``."""
    return unit, f"{_LEVELS[unit]}_{number}" + (f"_{branch}" if branch else "")


def paths(reference: str, known: Path = ()) -> list[Path]:
    """The parts that ``reference`` names, below the levels already ``known``; lists and ranges give one path each."""
    found: list[Path] = []
    path, deepest, before = known, -1, 0
    tokens = [match.groupdict() for match in _TOKEN.finditer(reference)]
    for token, following in zip(
        reversed(tokens[:-1]), reversed(tokens), strict=False
    ):  # 第（一）、（三）项: the unit stands at the end
        token["unit"] = token["unit"] or following["unit"]
    for token in tokens:
        unit, number = token["unit"], integer(token["number"])
        if unit is None or number is None:
            continue
        rank = _RANK[unit]
        above = tuple(level for level in path if _RANK[level[0]] < rank)
        ranged = token["range"] and rank == deepest and 0 < number - before <= _WIDEST
        steps = [step(unit, n) for n in range(before + 1, number)] if ranged else []
        steps.append(step(unit, number, integer(token["branch"] or "")))
        if found and rank > deepest:
            found.pop()
        found += [(*above, one) for one in steps]
        path, deepest, before = found[-1], rank, number
    return found or ([known] if known else [])


def target(found: list[Path]) -> str:
    """Paths as one identifier; a further path is given from the level on at which it differs from the one before.

    >>> target(paths("第十四条第（一）、（三）项")), target(paths("第一款至第三款")), target(paths("第十七条之一"))
    ('art_14__item_1,item_3', 'para_1,para_2,para_3', 'art_17_1')
    """
    out: list[str] = []
    before: Path = ()
    for path in found:
        same = next((i for i, (a, b) in enumerate(zip(path, before, strict=False)) if a != b), min(len(path) - 1, len(before)))
        out.append("__".join(name for _, name in path[same:]))
        before = path
    return ",".join(out)
