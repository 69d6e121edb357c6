"""Title, kind, the text a document carries, and a descriptive title for a text that has none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from pipeline.model import Kind
from pipeline.reference.genres import TEXTS, bare_title, genre, genre_word
from pipeline.structure.types import Line

_KEYED = re.compile(r"[\[【]?([\u4e00-\u9fff][\u4e00-\u9fff \u3000]{1,9})[\]】]?\s*[：:]\s*(\S.*)$")
KEYS = {
    "标题": "title", "名称": "title", "文件名称": "title", "发文字号": "doc_number", "文号": "doc_number", "文件编号": "doc_number",
    "发文机关": "issuers", "发文单位": "issuers", "发布机构": "issuers", "发布机关": "issuers", "发布单位": "issuers", "制定机关": "issuers",
    "成文日期": "written", "印发日期": "written", "签发日期": "written", "发布日期": "promulgated", "公布日期": "promulgated", "施行日期": "effective",
    "生效日期": "effective", "实施日期": "effective", "失效日期": "expires", "有效性": "status", "时效性": "status", "效力状态": "status",
}  # fmt: skip
"""Labels of 题注 lines (发布日期：…) → field."""

_CARRYING = re.compile(
    r"(?:印发|转发|批转|颁发|颁布|发布|公布|下发|实施)(?:关于)?[《<〈]?(?P<text>.+?)[》>〉]?的?(?:通知|函|公告|通告|决定|命令|令|批复|请示|报告|说明)$"
)
_QUOTED = re.compile(r"《([^《》]{2,100}(?:[〈《][^〈〉《》]*[〉》][^《》]*)?)》")
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff〈《》〉（）])[ \u3000]+(?=[\u4e00-\u9fff〈《》〉（）])")
_SELF = re.compile(r"制定本(?P<kind>条例|办法|规定|细则|实施细则|规则|规程|方案|规范|制度|章程|意见|法)")
_PURPOSE = re.compile(r"为(?:了|进一步)?(?P<topic>[\u4e00-\u9fff、]{4,24})[，,]")
_KEYWORDS = re.compile(r"[\[【]?\s*关\s*键\s*词\s*[\]】：:]+\s*(.+)$")
LONGEST_TOPIC = 30
SHORTEST_NAME = 8
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HEADINGS = (Kind.HEADING1, Kind.HEADING2)
PARTS_OF_A_KIND = {
    "方案": re.compile(
        r"工作目标|总体目标|目标任务|指导思想|(?:实施|方法|工作|程序)步骤|步骤安排|保障措施|组织领导|重点任务|工作要求|工作原则|基本原则"
    ),
    "报告": re.compile(
        r"工作回顾|主要做法|工作(?:成效|情况|总结)|存在(?:的)?(?:主要)?问题|下一步|工作打算|主要(?:成绩|成效)|(?:今年|明年|年)(?:的)?(?:工作|主要|重点|目标)"
    ),
}
"""Headings that a kind of text is made of; two of them tell the kind."""
_OPENINGS = {
    "方案": re.compile(r"(?:制定|提出)(?:以下|如下|本)?(?:实施)?(?:方案|计划)"),
    "报告": re.compile(r"(?:总结|汇报|报告|情况)如下|工作取得"),
}
_REVIEW = re.compile(
    r"(?:今年|去年|一年|近年)(?:以)?来[，,]|过去(?:的)?一年|(?:\d{4}|[一二〇○零九]{4})年[，,]在.{2,40}(?:领导|指导|支持)下"
)
_ABOUT = re.compile(
    r"(?:为(?:了|进一步|切实|认真|全面|深入)*|围绕)(?P<topic>[\u4e00-\u9fff][\u4e00-\u9fff、]{5,24}?)(?:问题)?(?:开展|，|,|制定|提出|特制)"
)
_OWN_PLACE = re.compile(r"[我本全](?:省|市|县|区|州)")


def keyed(lines: Sequence[Line]) -> dict[str, str]:
    """Fields that 题注 lines name: 发布日期：2025-12-22."""
    out: dict[str, str] = {}
    for line in lines:
        if line.kind is Kind.META and len(line.text) < 200 and (match := _KEYED.match(line.text)):
            key = KEYS.get(re.sub(r"[ \u3000]", "", match[1]))
            if key and match[2].strip() not in ("无", "暂无", "-", "—"):
                out.setdefault(key, match[2].strip())
    return out


def title(given: Mapping[str, str], keyed: Mapping[str, str], lines: Sequence[Line]) -> tuple[str, bool]:
    """The document's title and whether it is still missing (then a descriptive one is made)."""
    if given.get("title"):
        return given["title"].strip(), False
    own = join(lines, 0) or keyed.get("title", "") or join(lines, 1)
    return own, not own


def join(lines: Sequence[Line], part: int) -> str:
    """A part's title in one line. Letter-spaced words (国 家 粮 食) are closed; blanks between words of a line stay.

    Where a title stands twice (on the page and on the document), the longer one that says the other, else the first.
    """
    titles: list[str] = []
    for line in lines:
        if line.kind is Kind.TITLE and line.part == part:
            words = line.text.split()
            spaced = len(words) > 2 and sum(len(w) == 1 for w in words) > len(words) / 2
            text = _SPACED.sub("", line.text) if spaced or _lone_blank(line.text) else line.text
            if titles and line.continues:
                titles[-1] += text
            else:
                titles.append(text)
    first = titles[0] if titles else ""
    return max((t for t in titles if first in t), key=len, default=first)


def _lone_blank(text: str) -> bool:
    """两个字之间的空格: 附  则, 总　则 in a title."""
    return bool(re.search(r"(?:^|[ \u3000])[\u4e00-\u9fff][ \u3000]+[\u4e00-\u9fff](?:$|[ \u3000])", text))


def carries(title: str, lines: Sequence[Line]) -> str | None:
    """The title of the text that a document issues or forwards; several joined by ；."""
    match = _CARRYING.search(re.sub(r"[\s\u3000]+", "", title))
    if not match or genre(title) in TEXTS.values() and genre(title) not in ("意见", "函", "命令", "报告"):
        return None
    quoted = _QUOTED.findall(title)
    below = [join(lines, part) for part in sorted({x.part for x in lines if x.part})]
    if quoted:
        return "；".join(quoted)
    named = match["text"].strip("《》")
    own = next((t for t in below if t and (_core(named) in _core(t) or _core(t) in _core(named))), None)
    return own or named


def _core(title: str) -> str:
    return bare_title(title).replace("的", "")


def genre_of_text(lines: Sequence[Line]) -> str | None:
    """The kind of a text whose title names none, when the text says it (制定本办法) or its parts are those of one kind."""
    if any(x.kind is Kind.META and _KEYWORDS.match(x.text) for x in lines[:12]):
        return "论文"
    for line in lines[:12]:
        if match := _SELF.search(line.text):
            return genre(match["kind"])
    if any(x.kind is Kind.STAGE for x in lines):
        return "方案"
    if any(x.kind is Kind.SALUTATION and x.text.startswith("各位代表") for x in lines[:20]):
        return "报告"
    opening = next((x.text for x in lines if x.kind is Kind.BODY), "")
    headings = [x.heading for x in lines if x.heading and x.kind in _HEADINGS]
    for kind, cues in PARTS_OF_A_KIND.items():
        if sum(bool(cues.search(h)) for h in headings) + bool(_OPENINGS[kind].search(opening[:120])) >= 2:
            return kind
    return "报告" if _REVIEW.match(opening) else None


def descriptive(lines: Sequence[Line], kind: str | None, regions: Sequence[str]) -> str:
    """A title of ours: what the text is about, in its own words, and its kind where it shows."""
    place = regions[0] if regions else ""
    for line in lines[:12]:
        if match := _SELF.search(line.text):
            topic = _PURPOSE.search(line.text)
            return f"{place}{topic['topic'] if topic else ''}{match['kind']}"
        if line.kind is Kind.META and (match := _KEYWORDS.match(line.text)):
            return "、".join(re.split(r"[;；,，\s]+", match[1].strip())[:3]) + "（论文）"
    topic = _topic(lines)
    own = _OWN_PLACE.search(topic)
    if place and own:
        return topic[: own.start()] + place + topic[own.end() :]
    return topic if not place or place.rstrip("省市区县") in topic else place + topic


def file_name(path: str) -> str | None:
    """A title from the name of the file, where that is the name of a document: 2009-02-20__某产品申报指南.docx."""
    stem = re.sub(r"^[\d\W_]+|[\W_]+$", "", PurePath(path).stem) + ("）" if PurePath(path).stem.endswith("）") else "")
    telling = genre_word(stem) and len(_HAN.findall(stem)) >= SHORTEST_NAME and not re.search(r"[?=&%]|_{2}", stem)
    return stem.replace("_", "") if telling else None


def _topic(lines: Sequence[Line]) -> str:
    opening = next((x.text for x in lines if x.kind in (Kind.BODY, Kind.ARTICLE, Kind.PARAGRAPH)), "")
    if match := _ABOUT.search(opening[:200]):
        return match["topic"]
    headings = [x.heading for x in lines if x.heading and x.kind in (*_HEADINGS, Kind.CHAPTER)]
    telling = next((h for h in headings if not any(cues.search(h) for cues in PARTS_OF_A_KIND.values())), None)
    return (telling or re.split(r"[。，,；：:]", opening)[0] or (headings or ["无题"])[0])[:LONGEST_TOPIC]
