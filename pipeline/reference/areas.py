"""Administrative areas of China by GB/T 2260: code to name, name to code, and mentions in a text.

The table holds every code since 1981, abolished ones and former names included (``data/areas.tsv``, made by
``scripts/build_areas.py`` from github.com/yescallop/areacodes, CC0). It loads at the first call.

A code is six digits: province ``330000``, prefecture ``330100``, county ``330102``; GB/T 2260 has no townships. A name
that several areas bear at once (鼓楼区) has no code until something near it tells which one is meant.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from pipeline.model import Region
from pipeline.reference.area_words import (
    COMMON_STEMS,
    HOMOGRAPHS,
    NOT_AFTER,
    NOT_BEFORE,
    PLAIN_WORDS,
    PROVINCE_LETTERS,
    STEM_TAIL,
)

levels = ("国家", "省", "市", "县", "乡")
"""Levels of government, highest first; an area of GB/T 2260 is 省, 市 or 县."""

NATION = Region("000000", "全国", "国家")
"""The country as a whole. GB/T 2260 has no code for it; this one sorts before all of its codes and is in none of its areas."""
_NATION_NAMES = ("全国", "国家", "中国", "中央")

_TABLE = Path(__file__).parent / "data" / "areas.tsv"
_RANK = {"": 0, "~": 1, "-": 2}  # in use, a former name, abolished: the first that bears a name is meant
_LONGEST = 15  # 积石山保安族东乡族撒拉族自治县
_GENERIC = re.compile("[省市县区旗州盟岛域镇]")  # the last characters of full names


def level_of(code: str) -> str:
    """省, 市 or 县, by the zeros of a six-digit code.

    >>> level_of("330000"), level_of("330100"), level_of("330102")
    ('省', '市', '县')
    """
    return "省" if code.endswith("0000") else "市" if code.endswith("00") else "县"


def short(name: str) -> str:
    """The name without its generic ending and peoples, if two characters or more remain.

    >>> short("浙江省"), short("广西壮族自治区"), short("浦东新区"), short("和县")
    ('浙江', '广西', '浦东', '和县')
    """
    stem = STEM_TAIL.sub("", name)
    return stem if len(stem) > 1 else name


def names() -> list[tuple[str, str, bool]]:
    """Every name that an area bears or bore, its short form, and whether an area above the counties bears it; in no order.

    Plain words and accidents of two words (城区, 市|和县) are left out.

    >>> [entry for entry in names() if entry[0] in ("无锡市", "和静县", "市区")]
    [('无锡市', '无锡', True), ('和静县', '和静', False)]
    """
    full = _tables().full.items()
    return [
        (name, short(name), any(code.endswith("00") for code in codes))
        for name, codes in full
        if name not in HOMOGRAPHS and name not in PLAIN_WORDS
    ]


def contains(outer: str, inner: str) -> bool:
    """Whether the area with code ``outer`` is or holds the one with code ``inner``."""
    return inner.startswith(outer[:2] if outer.endswith("0000") else outer[:4] if outer.endswith("00") else outer)


def by_code(code: str) -> Region | None:
    """The area of a code under its present name, or its last one when it is abolished."""
    if code == NATION.code:
        return NATION
    name = _tables().present.get(code)
    return Region(code, name, level_of(code)) if name else None


def known(name: str) -> bool:
    """Whether ``name`` is, or is a part of, the name or the code of some area: 鼓楼区 (several), 内蒙, 3301.

    >>> known("鼓楼区"), known("内蒙"), known("3301"), known("不存在的地方")
    (True, True, True, False)
    """
    tables = _tables()
    return any(code.startswith(name) for code in tables.present) if name.isdigit() else any(name in full for full in tables.full)


def parent(code: str) -> str | None:
    """The code of the area above; a county right under its province gives the province, a province None."""
    if code.endswith("0000"):
        return None
    prefecture = code[:4] + "00"
    return prefecture if prefecture != code and prefecture in _tables().present else code[:2] + "0000"


def find(name: str, within: str | None = None) -> Region | None:
    """The area of a full or short name, of a one-letter province or of a chain of names.

    ``within`` is the code of an area it is likely in or near. None when the name is unknown, or when several areas of one
    level bear it and ``within`` does not tell them apart.

    >>> find("浙江").name, find("成都市锦江区").code, find("四川成都").code, find("鼓楼区"), find("鼓楼区", "350000").code
    ('浙江省', '510104', '510100', None, '350102')
    """
    if name in _NATION_NAMES:
        return NATION
    if name in PROVINCE_LETTERS:
        return by_code(PROVINCE_LETTERS[name])
    tables = _tables()
    codes = tables.full.get(name) or tables.short.get(name)
    if codes:
        code = _choose(codes, within)
        return by_code(code) if code else None
    for cut in range(min(len(name) - 2, _LONGEST), 1, -1):  # a chain: the longest first name whose rest lies in it
        outer = tables.full.get(name[:cut]) or tables.short.get(name[:cut]) or ()
        for code in outer:
            inner = find(name[cut:], code)
            if inner and contains(code, inner.code):
                return inner
    return None


def mentions(text: str, within: str | None = None) -> list[tuple[int, int, Region]]:
    """The areas named in ``text`` as ``(start, end, area)``, in order, not overlapping, the longest name at each place.

    A chain (四川省成都市锦江区) is one mention of its last area. Full names are found at every level, short names only of
    provinces and prefectures, of counties only right after the area they are in. Plain words and accidents of two words
    (市|和县级, 重|大庆|典) are refused. A name that several areas bear and nothing tells apart has the code ``""``.
    """
    tables = _tables()
    out: list[tuple[int, int, Region]] = []
    for start, end, name in _candidates(text, tables):
        if out and start < out[-1][1]:
            continue
        beside = bool(out) and out[-1][1] == start
        if not _stands(text, start, end, name, beside, out):
            continue
        codes = tables.full.get(name) or tables.short.get(name) or ()
        outer = out[-1][2].code if out else ""
        if beside and outer:
            inner = [code for code in codes if contains(outer, code) and code != outer]
            if inner:
                out[-1] = (out[-1][0], end, _region(inner[0], name))
                continue
        near = [r.code for _, _, r in reversed(out[-3:]) if r.code]
        code = next(filter(None, (_choose(codes, place) for place in (within, *near, None))), "")
        out.append((start, end, _region(code, name)))
    return out


def ending_at(text: str, end: int) -> tuple[int, Region] | None:
    """The longest full or short name of an area in use that ends at ``end``, as ``(start, area)``; plain words are no names.

    >>> ending_at("石河子高新区", 3)[1].name
    '石河子市'
    """
    tables = _tables()
    for size in range(min(_LONGEST, end), 1, -1):
        name = text[end - size : end]
        codes = tables.full.get(name) or tables.short.get(name)
        if codes and not (name in HOMOGRAPHS or name in PLAIN_WORDS or name in COMMON_STEMS):
            code = _choose(codes, None)
            return (end - size, by_code(code)) if code and code not in tables.abolished else None
    return None


def _region(code: str, name: str) -> Region:
    return by_code(code) or Region("", name, "县")


def _stands(text: str, start: int, end: int, name: str, beside: bool, before: list) -> bool:
    """Whether ``name`` at ``[start, end)`` is meant as a place and is no accident of its neighbours."""
    if not beside and (
        (end < len(text) and text[end] in NOT_BEFORE.get(name, "")) or (start and text[start - 1] in NOT_AFTER.get(name, ""))
    ):
        return False
    listed = bool(before) and 0 < start - before[-1][1] <= 1 and text[start - 1] in "、和与及"
    if name in PLAIN_WORDS:
        return beside or (listed and name[-1] != "区")
    if name in HOMOGRAPHS:
        left = text[start - 1 : start]
        return beside or listed or not left or left in "在于赴驻至" or not "\u3400" <= left <= "\u9fff"
    return True


def _candidates(text: str, tables: _Tables) -> list[tuple[int, int, str]]:
    """Every place where a name may stand, longest first at each start."""
    found: list[tuple[int, int, str]] = []
    for match in _GENERIC.finditer(text):
        end = match.end()
        if text[end - 2 : end] in tables.ends:
            for start in range(max(0, end - _LONGEST), end - 1):
                if text[start:end] in tables.full:
                    found.append((start, end, text[start:end]))
                    break
    for match in tables.starts.finditer(text):
        start = match.start()
        for name in tables.shorts.get(text[start : start + 2], ()):
            if text.startswith(name, start):
                found.append((start, start + len(name), name))
                break
    if not found:
        return found
    for _, end, name in list(found):  # 上海杨浦: the short name of a county right after the area it is in
        outer = tables.full.get(name) or tables.short[name]
        for inner in (text[end : end + size] for size in (4, 3, 2)):
            if inner not in COMMON_STEMS and any(
                contains(code, below) for below in tables.short.get(inner, ()) for code in outer
            ):
                found.append((end, end + len(inner), inner))
                break
    found.sort(key=lambda item: (item[0], -item[1]))
    return found


def _choose(codes: tuple[str, ...], within: str | None) -> str | None:
    """The one code meant by a name: in or near ``within`` if that tells, else the first in rank if none equals it."""
    place = within
    while place:
        inside = tuple(code for code in codes if contains(place, code) or contains(code, place))
        if inside:
            codes = inside
            break
        place = parent(place)
    tables = _tables()
    best = min(codes, key=tables.rank)
    return best if sum(tables.rank(code)[:2] == tables.rank(best)[:2] for code in codes) == 1 else None


class _Tables:
    """The table in memory: present names by code, codes by full and by short name, and what finds them in a text."""

    def __init__(self, lines: list[str]) -> None:
        self.present: dict[str, str] = {}
        self.full: dict[str, tuple[str, ...]] = {}
        self.short: dict[str, tuple[str, ...]] = {}
        self.abolished: set[str] = set()
        rows = sorted((line.split("\t") + [""] for line in lines if line[:1] != "#"), key=lambda row: _RANK[row[2]])
        for code, name, state, *_ in rows:
            self.present.setdefault(code, name)
            stem = short(name)
            for key, table in ((name, self.full), (stem, self.short)):
                if (table is self.full or stem != name) and code not in table.get(key, ()):
                    table[key] = (*table.get(key, ()), code)
            if state == "-":
                self.abolished.add(code)
        self.abolished -= {code for code, _, state, *_ in rows if not state}
        self.ends = {name[-2:] for name in self.full}
        wide = {short(name) for code, name in self.present.items() if code.endswith("00") and code not in self.abolished}
        self.shorts: dict[str, list[str]] = {}  # by their first two characters, the longest first
        for stem in sorted(wide, key=len, reverse=True):
            self.shorts.setdefault(stem[:2], []).append(stem)
        first, second = ("".join(sorted({pair[i] for pair in self.shorts})) for i in (0, 1))
        self.starts = re.compile(f"[{first}](?=[{second}])")

    def rank(self, code: str) -> tuple[bool, int, str]:
        return code in self.abolished, levels.index(level_of(code)), code


@cache
def _tables() -> _Tables:
    return _Tables(_TABLE.read_text(encoding="utf-8").splitlines())
