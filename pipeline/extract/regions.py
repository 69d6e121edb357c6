"""Regions: administrative areas used as places, the zones named after them, towns under a named county, and countries.

Reads citations and organizations found before: a region inside a law's title or an organization's name is not tagged.
``norm`` is the GB/T 2260 code where there is one.
"""

from __future__ import annotations

import re

from pipeline.extract.found import Found
from pipeline.extract.heads import Heads
from pipeline.extract.organization_names import left
from pipeline.extract.place_words import COUNTRIES, COUNTRY_PLACE, NOT_AFTER, ZONE_ENDS, ZONES
from pipeline.model import Clause, Entity
from pipeline.reference import areas


def _any(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_NAME = '[\u4e00-\u9fff“”"](?<![的在和与及由对为将使以等，])'
_ZONE = re.compile(rf"(?:{_NAME}){{0,8}}?({_any(ZONE_ENDS)})(?:[\u4e00-\u9fff]{{2,4}}片区)?")
_NAMED_AFTER = re.compile("高新区|经开区|经济技术开发区|高新技术产业开发区|经济开发区|开发区|自贸区|保税区|地区")
_TOWN = re.compile(r"(?:(?![的其各在和与及由等乡镇])[\u4e00-\u9fff]){1,3}?(?:镇|乡|街道)(?![村级长域政])")
_PLACES = Heads([*COUNTRIES, *ZONES])
_COUNTRIES = frozenset(COUNTRIES)
_NATIONAL = re.compile("籍|人|政府|公民|标准")  # 美国|政府 is an organization, 日本|人 a person
_PILOT_ZONE = re.compile("中国（[\u4e00-\u9fff]{2,4}）自由贸易试验区(?:[\u4e00-\u9fff]{2,4}片区)?")
_CHINA = re.compile(
    rf"(?:(?<=[在来到至于])(?:中华人民共和国|中国)(?=[开设投，。、或])|(?:中华人民共和国|中国)(?={_any(COUNTRY_PLACE)}))"
)
_NOT_AFTER = re.compile(_any(NOT_AFTER))


def extract(clause: Clause, found: Found) -> list[Entity]:
    """The regions of ``clause``, in order, not overlapping each other, a citation or an organization."""
    text = clause.text
    spans: dict[int, tuple[int, str | None, str]] = {}
    for start, end, name in _PLACES.find(text):
        if name not in _COUNTRIES:
            area = areas.find(name)
            spans[start] = (end, area.code if area else None, "zone")
        elif not _NATIONAL.match(text, end):
            spans[start] = (end, None, "country")
    if "中国" in text or "中华人民共和国" in text:
        for match in _PILOT_ZONE.finditer(text):
            spans[match.start()] = (match.end(), None, "zone")
        for match in _CHINA.finditer(text):
            spans[match.start()] = (match.end(), None, "country")
    for start, end, area in areas.mentions(text, found.context.region):
        if text.endswith("中国（", 0, start):  # 中国（上海）国际…交易会: the name of an event
            continue
        zone = _ZONE.match(text, end) if "区" in text or "园" in text or "港" in text else None
        town = _TOWN.match(text, end) if area.level == "县" else None
        if zone and left(text, zone.start(1), 2) <= end and not areas.mentions(zone[0]):
            spans.setdefault(start, (zone.end(), None, "zone"))
        elif town:
            spans.setdefault(start, (town.end(), None, "town"))
        elif text[start:end] == area.name or not _NOT_AFTER.match(text, end):
            spans.setdefault(start, (end, area.code or None, "area"))
    if "区" in text:
        for match in _NAMED_AFTER.finditer(text):
            named = areas.ending_at(text, match.start())
            if named:
                spans.setdefault(named[0], (match.end(), None, "zone"))
    if not spans:
        return []
    out: list[Entity] = []
    taken = [*found.citations, *found.docnos, *found.organizations]
    for start, (end, code, rule) in sorted(spans.items()):
        if (out and start < out[-1].end) or found.inside(start, end, taken):
            continue
        out.append(Entity(start, end, text[start:end], rule, 1.0, "region", code))
    return out
