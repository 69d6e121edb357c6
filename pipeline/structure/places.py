"""Region and level of a document: whose rule it is, and which regions it is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from pipeline.model import Kind, Region
from pipeline.reference import areas
from pipeline.structure.types import Line

NATIONAL = re.compile(
    r"^(?:中华人民共和国|国务院|中共中央|中央|全国|最高人民|国家)|^(?:(?!市|省|县|区|自治)[\u4e00-\u9fff]{2,12}(?:部|总局|总署|委员会|委|局|署))$"
)
_FOLDER = re.compile(r"([\u4e00-\u9fff]{2,8}?)地方(?:性)?法规")
_NATIONAL_FOLDER = re.compile(r"(?:行政法规|部门规章|司法解释|宪法)[/\\]")
_ZONE = re.compile(r"[\u4e00-\u9fff]{0,6}?(?:经济特区|新区|自贸区|自由贸易试验区|开发区|高新区|示范区)")
_OWN = re.compile(r"[我本全](?P<level>省|市|县|区|州)")
_ENDINGS = {"省": ("省", "自治区"), "市": ("市",), "县": ("县", "自治县"), "区": ("区", "自治区"), "州": ("州",)}
_GOVERNMENT = re.compile(r"(?:人民)?(?:政府|代表大会)")
SAMPLE, LONGEST_SAMPLE = 4000, 20000
"""Characters of a text without title that are looked through for 我省 and for names of regions."""


def places(
    given: Mapping[str, str], path: str, lines: Sequence[Line], title: str, issuers: Sequence[str]
) -> tuple[Region | None, tuple[str, ...], str | None]:
    """Region, names of the regions it is about, level. A region is told by catalogue, title, issuer or folder, in this order."""
    folder = _folder(path)
    within = folder.code if folder else None
    about = _mentioned(title, within)
    region = areas.find(given["region"]) if given.get("region") else None
    if region is None and about and about[0][0] <= 2 and folder:
        region = about[0][1]
    national = region is None and (
        any(NATIONAL.match(i) and not areas.mentions(i, within) for i in issuers)
        or bool(NATIONAL.match(title) or _NATIONAL_FOLDER.search(path))
    )
    if region is None and not national:
        region = about[0][1] if about and about[0][0] <= 2 else None
        region = region or next((m[0][2] for i in issuers if (m := areas.mentions(i, within)) and m[0][2].code), None)
        region = region or (about[0][1] if about else None) or folder
    if region is None and not national:  # the assembly that adopted it or heard it
        region = next(
            (
                m[0][2]
                for x in lines[:12]
                if x.kind is Kind.META and not x.part and (m := areas.mentions(x.text[:200], within)) and m[0][2].code
            ),
            None,
        )
    own = ""
    if region is None and not national and not given.get("region"):
        region, own = _own(lines, titled=bool(title))
    names = [n if _ZONE.search(n) else r.name for _, r, n in about] or ([own or region.name] if region else [])
    if region is None and national:
        region = areas.NATION
    return region, tuple(dict.fromkeys(names)), region.level if region else None


def _mentioned(title: str, within: str | None) -> list[tuple[int, Region, str]]:
    """(offset, area, name as written); a zone named after its area (广州南沙新区, 深圳经济特区) keeps its whole name."""
    out: list[tuple[int, Region, str]] = []
    behind = 0
    for start, end, region in areas.mentions(title, within) if title else []:
        if start < behind or not region.code:
            continue
        zone = _ZONE.match(title, end)
        behind = zone.end() if zone and zone.end() - end <= 5 else end
        out.append((start, region, title[start:behind]))
    return out


def _folder(path: str) -> Region | None:
    match = _FOLDER.search(path)
    return areas.find(match[1]) if match else None


def _own(lines: Sequence[Line], titled: bool) -> tuple[Region | None, str]:
    """The region that a text calls its own (我省), the one of that kind it names most; without a title, the only one whose government acts.

    With it its name as written there.
    """
    text = "".join(x.text for x in lines if x.kind is not Kind.META)
    own = _OWN.search(text[:SAMPLE])
    if own is None and titled:
        return None, ""
    named = [(region, text[start:end], end) for start, end, region in areas.mentions(text[:LONGEST_SAMPLE]) if region.code]
    if own:
        counted = Counter(r for r, _, _ in named if r.name.endswith(_ENDINGS[own["level"]]))
        region = counted.most_common(1)[0][0] if counted else None
    else:
        governed = {r for r, _, end in named if _GOVERNMENT.match(text, end)}
        region = governed.pop() if len(governed) == 1 else None
    return region, max((n for r, n, _ in named if r == region and n.endswith(r.name)), key=len, default="")
