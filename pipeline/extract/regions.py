"""Regions: administrative areas used as places, the zones named after them, towns under a named county, and countries.

Reads citations and organizations found before: a region inside a law's title or an organization's name is not tagged.
``norm`` is the GB/T 2260 code where there is one.
"""

from __future__ import annotations

import re

from pipeline.extract.found import Found
from pipeline.extract.place_words import COUNTRIES, COUNTRY_PLACE, NOT_AFTER, ZONE_ENDS, ZONES
from pipeline.model import Clause, Entity
from pipeline.reference import areas


def _any(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_NAME = '[\u4e00-\u9fff“”"](?<![的在和与及由对为将使以等，])'
_ZONE = re.compile(rf"{_NAME}{{0,8}}?(?:{_any(ZONE_ENDS)})(?:[\u4e00-\u9fff]{{2,4}}片区)?")
_TOWN = re.compile(r"[\u4e00-\u9fff]{1,3}?(?<![的在和与及各由乡等])(?:镇|乡|街道)(?![村镇级长域政])")
_SPECIAL = re.compile(rf"{_any(ZONES)}|中国（[\u4e00-\u9fff]{{2,4}}）自由贸易试验区(?:[\u4e00-\u9fff]{{2,4}}片区)?")
_COUNTRY = re.compile(
    rf"(?P<other>{_any(COUNTRIES)})(?!籍|人|政府|公民|标准)"
    rf"|(?:(?<=[在来到与向从对至于])|(?=.{{2,7}}(?:{_any(COUNTRY_PLACE)})))(?:中华人民共和国|中国)(?={_any(COUNTRY_PLACE)}|[开设投，。、或])"
)
_COUNTRY_GUARD = re.compile("国|本|加|澳|新|意|西|葡|荷|俄|兰|朝|越|印")
_NOT_AFTER = re.compile(_any(NOT_AFTER))


def extract(clause: Clause, found: Found) -> list[Entity]:
    """The regions of ``clause``, in order, not overlapping each other, a citation or an organization."""
    text = clause.text
    spans: dict[int, tuple[int, str | None, str]] = {}
    for match in _SPECIAL.finditer(text):
        area = areas.find(match[0])
        spans[match.start()] = (match.end(), area.code if area else None, "zone")
    for match in _COUNTRY.finditer(text):
        spans.setdefault(match.start(), (match.end(), None, "country"))
    for start, end, area in areas.mentions(text, found.context.region):
        zone = _ZONE.match(text, end)
        town = _TOWN.match(text, end) if area.level == "县" else None
        if zone and not areas.mentions(zone[0]):
            spans.setdefault(start, (zone.end(), None, "zone"))
        elif town:
            spans.setdefault(start, (town.end(), None, "town"))
        elif text[start:end] == area.name or not _NOT_AFTER.match(text, end):
            spans.setdefault(start, (end, area.code or None, "area"))
    out: list[Entity] = []
    taken = [*found.citations, *found.docnos, *found.organizations]
    for start, (end, code, rule) in sorted(spans.items()):
        if (out and start < out[-1].end) or found.inside(start, end, taken):
            continue
        out.append(Entity(start, end, text[start:end], rule, 1.0, "region", code))
    return out
