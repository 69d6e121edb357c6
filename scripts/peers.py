"""Cases from other tools' own tests (../shared/gold/peers): how many of their values we read as they do.

Left out, by rule and never by case, is what could not stand in a policy text (``EXCLUDED``), where the peer's own rule differs from
the Civil Code (art. 1259: 以上 and 以下 include the number), and what the collector marked as a doubtful answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import gold

FILES = {
    "number": ["recognizers_number", "cn2an_number", "duckling_number"],
    "percent": ["recognizers_percent"],
    "money": ["recognizers_money", "jionlp_money", "duckling_money", "cn2an_money"],
    "dimension": ["recognizers_dimension", "duckling_dimension"],
    "age": ["recognizers_age"],
    "number_range": ["recognizers_number_range", "recognizers_number_range_exp"],
}

_EVERY = {
    "Latin multipliers and powers (1.5k, 2^3, 1e5)": re.compile(r"[0-9０-９一-龥][kKＫMm](?![A-Za-z])|\^|[0-9][eE][-0-9]"),
    "a sign written twice (－－1)": re.compile(r"(?:负|-|－).*(?:负|-|－)(?=[0-9０-９一二三四五六七八九十])|--|－－"),
    "dozens, halves of a hundred and other counting words of speech": re.compile(r"打$|半百|二份一|十分一|四分一|个$|个亿"),
    "commas at odd places (233,333，333)": re.compile(
        r"[,，][0-9０-９]+[,，](?![0-9０-９]{3}(?![0-9０-９]))|[0-9],[0-9]{3}，[0-9]{3}|[0-9]，[0-9]{3},"
    ),
}
_OWN = {
    "money": {
        "money of speech (五块六, 两毫, 三蚊)": re.compile(r"[块毛蚊毫]|^[0-9一二三四五六七八九十]+分$|角五分$"),
        "two currencies in one amount (三万元欧元, 两美元又三美分)": re.compile(r"元欧元|又.+美分"),
        "currencies of no policy text": re.compile("奈拉|卢布"),
    },
    "dimension": {
        "lengths and weights of speech (米六, 三斤二两, 五茶匙)": re.compile(
            r"米[一二三四五六七八九]$|^米|茶匙|[\"']$|[0-9十百]两$|斤[一二三四五六七八九]两"
        ),
    },
    "percent": {"discounts of shops (75折)": re.compile("折")},
    "number_range": {
        "a bare number with 多 or 几 as a range of its own width": re.compile("[多几]"),
        "a bare number, no unit and no bound": re.compile(r"^(?!.*(?:大于|小于|超过|至少|最多|不小于|≥|之间|到.*个|-|~)).*$"),
    },
}
EXCLUDED = {kind: {**_EVERY, **_OWN.get(kind, {})} for kind in FILES}
"""Kind → reason → pattern of expressions left out."""

_PEERS_OWN = {
    "the peer reads 以上/以下 otherwise than the Civil Code": "conflicts_cn_civil_code_1259",
    "doubtful answer, as marked by the collector": "suspect_gold",
}
_CURRENCIES = {"元": "CNY", "美元": "USD", "欧元": "EUR", "港元": "HKD", "日元": "JPY", "英镑": "GBP"}
_CONVERTED = {
    "千克": 1000,
    "公斤": 1000,
    "斤": 500,
    "毫克": 0.001,
    "比特": 0.001,
    "字节": 0.001,
}  # to the peers' gram and kilobyte
_SHARES = {"%": 1, "百分点": 1, "‰": 0.1, "‱": 0.01, "": 100}


@dataclass
class Result:
    """Of one kind of case: how many were right, of how many, what was missed and what was left out and why."""

    right: int = 0
    of: int = 0
    missed: list[str] = field(default_factory=list)
    excluded: dict[str, int] = field(default_factory=dict)


def results() -> Iterator[tuple[str, Result]]:
    """Every kind of case with its result."""
    for kind, files in FILES.items():
        result = Result()
        for record in (r for name in files for r in gold.lines(gold.GOLD / "peers" / f"{name}.jsonl")):
            for span, value in zip(record["spans"], record["value"], strict=True):
                _case(kind, record, span, value, result)
        yield kind, result
    yield "policy_probe", _probe()


def _case(kind: str, record: dict, span: dict, value: dict | None, result: Result) -> None:
    reason = _reason(kind, record, span["text"], value)
    if reason:
        result.excluded[reason] = result.excluded.get(reason, 0) + 1
        return
    result.of += 1
    if _JUDGES[kind](record["text"], span, value):
        result.right += 1
    else:
        result.missed.append(span["text"])


def _reason(kind: str, record: dict, text: str, value: dict | None) -> str | None:
    """Why a case is left out, or None."""
    if value is None:
        return "the peer gives no value"
    for reason, mark in _PEERS_OWN.items():
        if record["meta"].get(mark):
            return reason
    if kind == "money" and (value.get("approx") or "").startswith("blur") and not re.search("元|币", text):
        return "an amount with no currency"
    for reason, pattern in EXCLUDED[kind].items():
        if pattern.search(text):
            return reason
    return None


def _quantity(text: str, span: dict):
    from pipeline.extract import Found, bare, dates, quantities

    clause, found = bare(text), Found()
    found.dates = dates.extract(clause, found)
    found.quantities = quantities.extract(clause, found)
    return next((q for q in found.quantities if q.start < span["end"] and span["start"] < q.end), None)


def _same(ours: float | None, theirs: str | None, factor: float = 1) -> bool:
    if ours is None or theirs is None:
        return ours is None and theirs is None
    return abs(ours * factor - float(theirs)) <= 1e-6 * max(1, abs(float(theirs)))


def _number(text: str, span: dict, value: dict) -> bool:
    from pipeline.chinese.numerals import read

    number = read(span["text"])
    return number is not None and _same(number[0], value["num"])


def _share(text: str, span: dict, value: dict) -> bool:
    quantity = _quantity(text, span)
    return quantity is not None and _same(quantity.low, value["num"], _SHARES.get(quantity.unit, 1))


def _ends(text: str, span: dict, value: dict) -> bool:
    """Both ends right; an approximate amount (近700万元) has its number, where a peer makes an open range of it."""
    quantity = _quantity(text, span)
    if quantity is None:
        return False
    low, high = value.get("lo", value.get("num")), value.get("hi", value.get("num"))
    if value.get("cur") in _CURRENCIES.values() and _CURRENCIES.get(quantity.unit) != value["cur"]:
        return False
    if quantity.approx:
        return _same(quantity.low, low if low is not None else high)
    return any(_same(quantity.low, low, k) and _same(quantity.high, high, k) for k in (1, _CONVERTED.get(quantity.unit, 1)))


_JUDGES: dict[str, Callable[[str, dict, dict], bool]] = {
    "number": _number,
    "percent": _share,
    "money": _ends,
    "dimension": _ends,
    "age": _ends,
    "number_range": _ends,
}

_UNITS = {
    "%": ("%", 1), "‰": ("%", 0.1), "百分点": ("pp", 1), "人": ("person", 1), "元": ("CNY", 1), "倍": ("times", 1), "分贝": ("dB", 1),
    "工作日": ("workday", 1), "米": ("m", 1), "年": ("year", 1), "日": ("day", 1), "小时": ("hour", 1), "℃": ("C", 1), "件": ("case", 1),
    "棵": ("tree", 1),
}  # fmt: skip
"""Our units in the probe's words, and what a number of ours is in its unit."""


def _probe() -> Result:
    """Twenty-five sentences of policies: amounts with both ends and their inclusion, document numbers, cited articles."""
    from pipeline.extract import bare, extract

    result = Result()
    for record in gold.lines(gold.GOLD / "peers" / "policy_probe.jsonl"):
        found = extract(bare(record["text"]))
        for span, value in zip(record["spans"], record["value"], strict=True):
            result.of += 1
            near = lambda facts, span=span: [f for f in facts if f.start < span["end"] and span["start"] < f.end]  # noqa: E731
            if "lo" in value:
                right = any(_probed(q, value) for q in near(found.quantities))
            elif "by" in value:
                right = any((d.norm or "").endswith(value["by"]) for d in near(found.dates))
            elif "issuer" in value:
                right = any(d.norm == f"{value['issuer']}〔{value['year']}〕{value['no']}号" for d in near(found.docnos))
            else:
                right = any(_cited(c.norm or "", value) for c in near(found.citations))
            result.right += right
            if not right:
                result.missed.append(span["text"])
    return result


def _probed(quantity, value: dict) -> bool:
    unit, factor = _UNITS.get(quantity.unit, (quantity.unit, 1))
    return (
        unit == value["unit"]
        and _same(quantity.low, value["lo"], factor)
        and _same(quantity.high, value["hi"], factor)
        and quantity.low_inclusive == value.get("lo_inc", quantity.low_inclusive)
        and quantity.high_inclusive == value.get("hi_inc", quantity.high_inclusive)
    )


def _cited(norm: str, value: dict) -> bool:
    parts = {"article": "art", "clause": "para", "item": "item"}
    return all(f"{tag}_{value[name]}" in norm for name, tag in parts.items() if name in value)


if __name__ == "__main__":
    gold.need()
    for kind, result in results():
        print(f"{kind}: {result.right} / {result.of}  missed {result.missed}")
        for reason, times in sorted(result.excluded.items(), key=lambda item: -item[1]):
            print(f"    left out {times}: {reason}")
