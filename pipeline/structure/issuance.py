"""发文字号, issuing bodies and 主送机关.

Issuers stand, in this order of trust, in the catalogue, in the signature, in 题注 (…令第…号, …会议通过), at the head of the title.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.model import Kind
from pipeline.reference import docnumbers
from pipeline.structure import shapes
from pipeline.structure.types import Line

_SERIAL = re.compile(r"[（(]?(第?[0-9０-９一二三四五六七八九十百〇零]{1,6}号)[）)]?")
_BARE = re.compile(r"[（(]?(?:[〔［\[【]\d{4}[〕］\]】]第?\d{1,5}号|(?:19|20)\d\d年第?\d{1,5}号)[）)]?")
"""A number without a code, of announcements and minutes: 2023年第3号, 〔2023〕12号."""
_BLANK = re.compile(r"[\s\u3000]+")
_DATE = re.compile(shapes.FULL_DATE)
_ORDER = re.compile(r"([\u4e00-\u9fff]{2,24}?令)\s*[（(]?(?:第)?\s*([0-9０-９一二三四五六七八九十百〇零]{1,6})\s*号")
_SPLIT = re.compile(r"[、，,；;\s\u3000]+")
_ADOPTED = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{2,30}?)(?:第?[一二三四五六七八九十\d]+届)?(?P<organ>人民代表大会常务委员会|人民代表大会|人大常委会|人大)(?:第[一二三四五六七八九十百\d]+次)?(?:全体)?会议"
)
_PUBLISHED = re.compile(r"(?P<bodies>[\u4e00-\u9fff、]{2,40}?)(?:联合)?(?:重新)?(?:发布|公布|颁布|颁发|印发)(?:施行|实施)?")
_COURT = re.compile(r"最高人民法院|最高人民检察院")
_TITLE_HEAD = re.compile(r"^(?P<bodies>[\u4e00-\u9fff、\s\u3000]{2,60}?)(?:关于|印发|转发|批转)")
_HEARERS = re.compile(r"[（(—-]*在")  # ——在某某会议上: those who heard a report, not its issuer
_DATE_TAIL = re.compile(r"[\s\u3000]*" + shapes.FULL_DATE + r"$")
_SEAL = re.compile(r"[（(](?:代章|印章|盖章|章|公章)[）)]$")
_VAGUE = re.compile(r"相关|有关|部门$|单位$|^无$")


def doc_number(given: Mapping[str, str], keyed: Mapping[str, str], lines: Sequence[Line]) -> str | None:
    """The document's own number with 〔〕, or None: a line of its own, in the 题注 in brackets, or 某某令 and its 第X号."""
    for said in (given.get("doc_number"), keyed.get("doc_number")):
        if said and "号" in said:
            return next((number for _, _, number in docnumbers.find(said)), docnumbers.normal(said))
    order = ""
    for line in lines:
        if line.part or line.kind is not Kind.META or len(line.text) > 200:
            continue
        text = _BLANK.sub("", line.text)
        if text.endswith("令"):
            order = text
        elif order and (match := _SERIAL.fullmatch(text)):
            return order + match[1]
        elif shapes.DOC_NUMBER_LINE.fullmatch(line.text) or text[0] in "（(":
            found = [number for _, _, number in docnumbers.find(_DATE.sub("，", text))]
            if found:
                return found[-1]
            if _BARE.fullmatch(text):
                return docnumbers.normal(text.strip("（()）") if text[0] in "（(" and text[-1] in "）)" else text)
    return None


def issuers(given: Mapping[str, str], keyed: Mapping[str, str], lines: Sequence[Line], title: str) -> tuple[str, ...]:
    """The bodies that issue the document, as they name themselves."""
    said = given.get("issuers") or keyed.get("issuers") or ""
    signed = _signed(lines)
    if said and not _VAGUE.search(said):
        names = _names(said)
        return signed if len(signed) > len(names) and set(names) <= set(signed) else names  # a page names the first of many
    return signed or _adopted(lines) or _titled(title)


def _names(said: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(n for n in _SPLIT.split(said) if n))


def _signed(lines: Sequence[Line]) -> tuple[str, ...]:
    bodies: list[str] = []
    for line in lines:
        if line.kind is not Kind.SIGNATURE or line.part:
            continue
        text = _SEAL.sub("", _DATE_TAIL.sub("", line.text)).strip()
        if not text or shapes.DATE_LINE.fullmatch(text) or shapes.BYLINE.match(text):
            continue
        words = re.split(r"[\s\u3000]{1,}", text)
        whole = ["".join(words)] if any(len(w) == 1 for w in words) else [w for w in words if w]
        bodies += whole
    return tuple(dict.fromkeys(bodies))


def _adopted(lines: Sequence[Line]) -> tuple[str, ...]:
    """The body that adopted or issued a law or rule, from its 题注."""
    for line in lines:
        if line.kind is not Kind.META or line.part:
            continue
        text = _BLANK.sub("", _DATE.sub("", line.text))
        if _HEARERS.match(text):
            continue
        if match := _ADOPTED.search(text):
            body = re.sub(r"第?[一二三四五六七八九十\d]+届$", "", match["body"])
            body = re.sub(r"^[（(]|^由", "", body)
            organ = {"人大常委会": "人民代表大会常务委员会", "人大": "人民代表大会"}.get(match["organ"], match["organ"])
            return (("全国" if body.endswith("全国") else body) + organ,)
        match = _ORDER.search(text)
        order = match[1] if match else text if text.endswith("令") else ""
        body = order[:-1].removeprefix("中华人民共和国")
        if body and body != "主席":
            return (body,)
        if match := _PUBLISHED.fullmatch(text):
            return tuple(_SPLIT.split(match["bodies"]))
        if courts := _COURT.findall(text):
            return tuple(dict.fromkeys(courts))
    return ()


def _titled(title: str) -> tuple[str, ...]:
    match = _TITLE_HEAD.match(title)
    if not match:
        return ()
    names = _SPLIT.split(match["bodies"].strip())
    return tuple(names) if all(shapes.organisation(n) for n in names) else ()


def addressees(lines: Sequence[Line]) -> tuple[str, ...]:
    """主送机关 as written, parted at the commas of the first order."""
    line = next((x for x in lines if x.kind is Kind.SALUTATION and not x.part), None)
    if line is None:
        return ()
    return tuple(n.strip() for n in re.split(r"[，,；;]", line.text.rstrip("：:！!")) if n.strip())
