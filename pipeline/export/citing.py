"""Ready citations of a document or a clause: 《法学引注手册》, GB/T 7714, BibTeX, RIS.

Sources: 《法学引注手册》(北京大学出版社 2020) for texts of law (title in 《》, numbers of articles in Arabic numerals; of other policy
texts issuing number and date); GB/T 7714-2015 §8 (electronic resources and, where the kind has no letter of its own, Z); the
RIS type LEGAL and BibTeX's ``@misc``, which know no kind for Chinese regulations.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.chinese.numerals import value

_LAWS = {"法律", "条例", "规定", "办法", "细则", "规则", "解释", "决定"}
_ORDINAL = re.compile(r"第([〇零一二三四五六七八九十百千]+)(编|章|节|条|款)")
_SPECIAL = re.compile(r"([\\{}&%$#_^~])")


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation needs to know. ``label`` names the clause as written (第十条), None cites the whole text."""

    id: str
    title: str
    issuers: Sequence[str] = ()
    genre: str | None = None
    doc_number: str | None = None
    date: str | None = None  # of promulgation, else of writing
    label: str | None = None
    url: str | None = None
    seen: str | None = None  # the day the text was read


def citations(cited: Cited) -> dict[str, str]:
    """Every style: ``legal``, ``gbt7714``, ``bibtex``, ``ris``.

    >>> text = Cited("d1", "青河省水塔管理办法", ("青河省人民政府",), "办法", None, "2015-07-01", "第三条")
    >>> citations(text)["legal"]
    '《青河省水塔管理办法》（2015年7月1日公布）第3条。'
    >>> citations(text)["gbt7714"]
    '青河省人民政府. 青河省水塔管理办法: 第三条[Z]. (2015-07-01).'
    """
    return {"legal": _legal(cited), "gbt7714": _gbt(cited), "bibtex": _bibtex(cited), "ris": _ris(cited)}


def _legal(c: Cited) -> str:
    place = _ORDINAL.sub(lambda m: f"第{value(m[1])}{m[2]}", c.label or "")
    if c.genre in _LAWS and not c.doc_number:
        return f"《{c.title}》{f'（{_day(c.date)}公布）' if c.date else ''}{place}。"
    known = (f"《{c.title}》{place}", c.doc_number, f"{_day(c.date)}发布" if c.date else None)
    return "，".join(filter(None, known)) + "。"


def _gbt(c: Cited) -> str:
    title = f"{c.title}: {c.label}" if c.label else c.title
    number = f": {c.doc_number}" if c.doc_number else ""
    kind = "EB/OL" if c.url else "Z"
    when = (f"({c.date})" if c.date else "") + (f"[{c.seen}]" if c.url and c.seen else "")
    return "".join(filter(None, (f"{', '.join(c.issuers)}. " if c.issuers else "", f"{title}{number}[{kind}].", f" {when}." if when else "", f" {c.url}" if c.url else "")))  # fmt: skip


def _bibtex(c: Cited) -> str:
    fields = {
        "title": f"{{{_tex(c.title)}}}",
        "author": " and ".join(f"{{{_tex(name)}}}" for name in c.issuers),
        "year": (c.date or "")[:4],
        "date": c.date,
        "number": _tex(c.doc_number or ""),
        "note": _tex(c.label or ""),
        "url": c.url,
        "urldate": c.seen if c.url else None,
        "langid": "chinese",
    }
    lines = [f"  {name} = {{{text}}}" for name, text in fields.items() if text]
    return f"@misc{{{c.id},\n" + ",\n".join(lines) + "\n}\n"


def _ris(c: Cited) -> str:
    lines = [
        ("TY", "STAT" if c.genre == "法律" else "LEGAL"),
        ("TI", c.title),
        *(("AU", name) for name in c.issuers),
        ("PY", (c.date or "")[:4]),
        ("DA", (c.date or "").replace("-", "/")),
        ("M1", c.doc_number),
        ("SE", c.label),
        ("UR", c.url),
        ("LA", "zh"),
        ("ID", c.id),
    ]
    return "".join(f"{tag}  - {text}\r\n" for tag, text in lines if text) + "ER  - \r\n"


def _tex(text: str) -> str:
    return _SPECIAL.sub(lambda m: {"\\": r"\textbackslash{}", "^": r"\^{}", "~": r"\~{}"}.get(m[1], f"\\{m[1]}"), text)


def _day(date: str) -> str:
    """A date in Chinese, as precise as it is."""
    return "".join(f"{int(part)}{unit}" for part, unit in zip(date.split("-"), "年月日", strict=False))


def cited(document: Mapping[str, Any], label: str | None = None, url: str | None = None, seen: str | None = None) -> Cited:
    """A citation's facts from a document as ``search.lookup.describe`` gives it."""
    date = document["promulgated"] or document["written"] or document["effective"]
    names = ("id", "title", "issuers", "genre", "doc_number")
    return Cited(**{name: document[name] for name in names}, date=date, label=label, url=url, seen=seen)
