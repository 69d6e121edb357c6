"""What is known of a document: from its frame, and from what its format or a manifest says, which wins over our reading.

Reads the settled lines of one document; writes the fields of ``Document``. An unknown stays ``None`` or empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.chinese import calendar
from pipeline.model import Date, Kind
from pipeline.reference.genres import genre
from pipeline.structure import issuance, naming, places, timing
from pipeline.structure.types import Line

FRAME = (Kind.TITLE, Kind.META, Kind.SALUTATION, Kind.SIGNATURE)

STATUSES = (
    ("废止", "废止"),
    ("失效", "失效"),
    ("尚未生效", "尚未生效"),
    ("未生效", "尚未生效"),
    ("已修改", "已修改"),
    ("已被修改", "已修改"),
    ("现行", "现行"),
    ("有效", "现行"),
)
"""Words of a catalogue's 时效性 field and the status they mean; the first that occurs."""


def metadata(given: Mapping[str, str], path: str, lines: Sequence[Line], origin: int, text: str) -> dict[str, Any]:
    """Keyword arguments for ``Document``. ``origin`` is the document's offset in the reading; dates' offsets count from there, in ``text``."""
    frame = [x for x in lines if x.kind in FRAME]
    keyed = naming.keyed(frame)
    title, ours = naming.title(given, keyed, frame)
    kind = (genre(title) if title else None) or naming.genre_of_text(lines)
    issuers = issuance.issuers(given, keyed, frame, title if not ours else "")
    region, regions, level = places.places(given, path, lines, title if not ours else "", issuers)
    dates = timing.dates(path, frame, lines, origin, text, keyed)
    for name in ("written", "promulgated", "effective", "expires"):
        if given.get(name) and (said := calendar.stated(given[name])):
            dates[name] = Date(said.value, said.evidence)  # it need not stand in the text
    if ours:
        named = naming.file_name(path) if path else None
        title = named or naming.descriptive(lines, kind, regions)
        kind = kind or (genre(named) if named else None)
    return {
        "title": title,
        "title_is_ours": ours,
        "genre": given.get("genre") if genre(given.get("genre") or "") else kind,
        "carries": naming.carries(title, frame) if not ours else None,
        "doc_number": issuance.doc_number(given, keyed, frame),
        "issuers": issuers,
        "addressees": issuance.addressees(frame),
        "region": region,
        "regions": regions,
        "level": level,
        **dates,
        "acts": timing.acts(frame, origin),
        **_status(given, keyed),
    }


def _status(given: Mapping[str, str], keyed: Mapping[str, str]) -> dict[str, str | None]:
    """现行, 已修改, 失效, 废止, 尚未生效 as a catalogue or the page itself says; never concluded from dates."""
    said = given.get("status") or keyed.get("status") or ""
    for word, status in STATUSES:
        if word in said:
            return {"status": status, "status_evidence": said}
    return {"status": None, "status_evidence": None}
