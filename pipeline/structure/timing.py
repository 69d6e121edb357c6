"""The dates of a document, each with the words that say so: written, promulgated, effective, expires.

Written is 成文日期 under the signature. Promulgated is the day of 公布 in the 题注 of the version at hand; where it names only the day
of adoption, a date in the file's name decides, else the latest day of adoption. 自公布之日起施行 is resolved.
"""

from __future__ import annotations

import calendar as months
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import takewhile
from pathlib import PurePath

from pipeline.chinese import calendar
from pipeline.chinese.numerals import integer
from pipeline.model import Act, Date, Kind
from pipeline.structure.types import Line

_N = r"[0-9０-９一二三四五六七八九十两百]{1,4}"
_ACT = re.compile(r"公布|发布|颁布|通过|修正|修订|批准")
_STEP = re.compile(r"公布(?!之)|发布(?!之)|颁布|通过|修正(?!案)|修订|批准|施行|实施(?=[）)\s]|$)")
_STEPS = {"发布": "公布", "颁布": "公布", "实施": "施行"}
"""Words for the same step."""
_PROMULGATES = ("公布", "发布", "颁布")
_IN_FORCE = r"(?:正式)?(?:施行|实施|生效|执行|试行|实行)"
EFFECTIVE = re.compile(
    rf"(?:自|从|于)\s*(?:(?P<date>{calendar.DATE.pattern.replace('?P<', '?P<_')})\s*(?:起|开始)?"
    rf"|(?P<event>公布|发布|印发|颁布|下发|通过|批准|签发|发文)之?(?:日|后)(?:起|后)?(?:满?(?P<n>{_N})\s*(?P<unit>个?工作日|日|天|个月|年)(?:后|起)?)?)\s*(?:起|后)?\s*{_IN_FORCE}"
)
EXPIRES = re.compile(
    rf"有效期(?:限)?(?:为|是|：|:)?\s*(?P<n>{_N})\s*(?P<unit>年|个月)"
    rf"|(?:有效期(?:限)?(?:为|到|：|:)?(?:[^。；]{{0,24}}?)至|执行期限[^。；]{{0,24}}?至|执行至|施行至|有效至|试行至)\s*(?P<date>{calendar.DATE.pattern.replace('?P<', '?P<_')})"
    rf"|试行(?:期)?(?:限)?(?:为)?\s*(?P<trial>{_N})\s*年"
)
_HEADER_EFFECTIVE = re.compile(
    rf"(?:自|从|于)?\s*(?:{calendar.DATE.pattern.replace('?P<', '?P<_')})[\s\u3000]*(?:起|开始)?[\s\u3000]*{_IN_FORCE}"
)
_IN_FORCE_WORD = re.compile(r"施行|实施|生效|执行|试行|实行")
_LIMITS = ("有效期", "有效至", "执行期限", "执行至", "施行至", "试行至", "试行期", "试行一年", "试行二年", "试行两年", "试行三年")
_OF_ITSELF = re.compile(r"本[\u4e00-\u9fff]{1,14}[^。；]{0,60}$|(?:施行|实施|执行|起)[^。；]{0,6}[，,]?$")
_DECREES = re.compile(r"现予(?:以)?(?:公布|发布)")
_SELF = re.compile(
    r"(?:本|此)[\u4e00-\u9fff]{0,14}[，,]?(?:[^。；，]{0,20})$|现予(?:以)?(?:公布|发布)[，,]?$|^[（(]?$|[。；][^。；]{0,8}$"
)
_FILE_DATE = re.compile(r"[（(]((?:19|20)\d\d-\d\d-\d\d)[）)]")


def dates(
    path: str, frame: Sequence[Line], lines: Sequence[Line], origin: int, text: str, keyed: Mapping[str, str]
) -> dict[str, Date | None]:
    """The four dates by name, from the lines of the frame and those of the text, which begins at ``origin`` of the reading."""
    written = _written(frame, origin) or _keyed(keyed, "written")
    promulgated = _promulgated(path, frame, origin) or _keyed(keyed, "promulgated")
    if written is not None and _decrees(frame):
        promulgated = written  # a decree is dated the day it is signed, which is the day of promulgation
    if written is None and promulgated is None:
        written = _dated_title(frame, origin)
    effective = _in_header(frame, origin) or _effective(lines, origin, promulgated, written) or _keyed(keyed, "effective")
    expires = _expires(lines, origin, effective or promulgated or written) if any(w in text for w in _LIMITS) else None
    return {
        "written": written,
        "promulgated": promulgated,
        "effective": effective,
        "expires": expires or _keyed(keyed, "expires"),
    }


def _keyed(keyed: Mapping[str, str], name: str) -> Date | None:
    said = keyed.get(name, "")
    found = calendar.first(said)
    return found if found and found.start == 0 and not re.match(r"[—\-－–~～至]", said[found.end : found.end + 1]) else None


def _placed(found: Date, line: Line, origin: int) -> Date:
    at = line.text_start - origin
    return Date(found.value, found.evidence, at + found.start, at + found.end)


def _written(lines: Sequence[Line], origin: int) -> Date | None:
    for line in lines:
        if line.kind is Kind.SIGNATURE and not line.part and (found := calendar.first(line.text)):
            return _placed(found, line, origin)
    return None


def _dated_title(lines: Sequence[Line], origin: int) -> Date | None:
    """（2021年1月4日） alone under the title, or the day a report was given: ——2022年1月12日在…"""
    for line in lines[:12]:
        if line.kind is Kind.META and not line.part and (found := calendar.first(line.text)):
            alone = line.text.strip("（）()").startswith(found.evidence) and not _ACT.search(line.text)
            if alone or (line.marker and line.marker.shape == "dash"):
                return _placed(found, line, origin)
    return None


def _header(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """The lines of the 题注, each with its text; a line that was broken in the source is one with what it goes on with."""
    own = [x for x in lines if x.kind is Kind.META and not x.part]
    for i, line in enumerate(own):
        if not line.continues:
            rest = "".join("\n" + x.text for x in takewhile(lambda x: x.continues, own[i + 1 :]))
            yield line, line.text + rest


@lru_cache(maxsize=32)
def _dated(text: str) -> tuple[Date, ...]:
    """The dates of a line of the 题注, which is asked for its acts and for its day of promulgation."""
    return tuple(calendar.dates(text))


def _acts(lines: Sequence[Line], origin: int) -> list[tuple[Date, str]]:
    """Every dated act in the 题注: (date, 通过 | 公布 …)."""
    out = []
    for line, text in _header(lines):
        found = _dated(text)
        for one, following in zip(found, [*found[1:], None], strict=False):
            acts = _ACT.findall(text[one.end : following.start if following else len(text)])
            if acts:
                act = next((a for a in reversed(acts) if a in _PROMULGATES), acts[-1])
                out.append((_placed(one, line, origin), act))
    return out


def acts(frame: Sequence[Line], origin: int) -> tuple[Act, ...]:
    """The steps in the making of the version at hand that the 题注 tells: adoption, approval, publication, amendments, in force."""
    out = []
    for line, text in _header(frame):
        if not _STEP.search(text):
            continue
        found = _dated(text)
        for one, following in zip(found, [*found[1:], None], strict=False):
            until = following.start if following else len(text)
            steps = list(_STEP.finditer(text, one.end, until))
            for step in steps[-1:] if "关于修改" in text[one.end : until] else steps:
                placed = _placed(one, line, origin)
                words = Date(one.value, text[one.start : step.end()], placed.start, placed.start + step.end() - one.start)
                out.append(Act(_STEPS.get(step[0], step[0]), words))
    return tuple(sorted(out, key=lambda act: act.date.value))


def _promulgated(path: str, lines: Sequence[Line], origin: int) -> Date | None:
    acts = _acts(lines, origin)
    named = _FILE_DATE.search(PurePath(path).name) if path else None
    latest = max((d for d, _ in acts), key=lambda d: d.value, default=None)
    said = latest is not None and any(d.value == latest.value and act in _PROMULGATES for d, act in acts)
    if said and (named is None or named[1] <= latest.value):
        return latest
    if named and (latest is None or named[1] >= latest.value):
        return Date(named[1], named[0])
    return latest


def _decrees(lines: Sequence[Line]) -> bool:
    return any(x.kind is Kind.META and not x.part and _DECREES.search(x.text) for x in lines[:8])


def _in_header(lines: Sequence[Line], origin: int) -> Date | None:
    """2022年3月20日 施行 in the 题注, the last one: it is that of the version at hand."""
    for line in reversed(lines):
        if line.kind is not Kind.META or line.part or not ("施行" in line.text or "实施" in line.text or "生效" in line.text):
            continue
        for match in reversed(list(_HEADER_EFFECTIVE.finditer(line.text))):
            found = calendar.first(match[0])
            if found:
                at = line.text_start - origin + match.start()
                return Date(found.value, match[0], at, at + len(match[0]))
    return None


def _effective(lines: Sequence[Line], origin: int, promulgated: Date | None, written: Date | None) -> Date | None:
    """The last sentence that says from when the document itself is in force."""
    for line in reversed(lines):
        text = line.text
        if "起" not in text and "后" not in text and "于" not in text or not _IN_FORCE_WORD.search(text):
            continue
        for match in reversed(list(EFFECTIVE.finditer(text))):
            before = text[max(0, match.start() - 40) : match.start()]
            if not _SELF.search(before) and "第" not in before[:2] or text.startswith("的", match.end()):
                continue  # 自2017年4月9日起施行的《…》 is another text
            if match["date"]:
                found = calendar.first(match["date"])
                value = found.value if found else None
            else:
                internal = match["event"] in ("印发", "下发", "签发", "发文")
                base = (written or promulgated) if internal else (promulgated or written)
                value = _later(base, match["n"], match["unit"]) if base else None
            if value:
                return _at(value, match, line, origin)
    return None


def _expires(lines: Sequence[Line], origin: int, since: Date | None) -> Date | None:
    """The last sentence that says how long the document itself is in force."""
    for line in reversed(lines):
        text = line.text
        if "有效" not in text and "试行" not in text and "行至" not in text and "期限" not in text:
            continue
        for match in reversed(list(EXPIRES.finditer(text))):
            before = text[: match.start()]
            if "施行" not in before and not _OF_ITSELF.search(before):
                continue
            if match["date"]:
                found = calendar.first(match["date"])
                value = found.value if found else None
            else:
                value = _later(since, match["n"] or match["trial"], match["unit"] or "年") if since else None
            if value:
                return _at(value, match, line, origin)
    return None


def _at(value: str, match: re.Match[str], line: Line, origin: int) -> Date:
    at = line.text_start - origin
    return Date(value, match[0], at + match.start(), at + match.end())


def _later(base: Date, number: str | None, unit: str | None) -> str | None:
    """``base`` and so many days, months or years; working days cannot be counted without a calendar of holidays."""
    if not number:
        return base.value
    count = integer(number)
    if count is None or len(base.value) < 10 or not unit or "工作" in unit:
        return None
    day = date.fromisoformat(base.value)
    if unit in ("日", "天"):
        return (day + timedelta(days=count)).isoformat()
    month = day.month - 1 + count * (12 if unit == "年" else 1)
    year, month = day.year + month // 12, month % 12 + 1
    if year > 9999:
        return None
    return date(year, month, min(day.day, months.monthrange(year, month)[1])).isoformat()
