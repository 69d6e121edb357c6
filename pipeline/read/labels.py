"""Names of metadata as government pages, catalogues and manifests write them, and our keys for them."""

from __future__ import annotations

import re

from pipeline.chinese.calendar import first

LABELS = {
    "标题": "title",
    "名称": "title",
    "信息名称": "title",
    "文件名称": "title",
    "文件标题": "title",
    "公文名称": "title",
    "发文字号": "doc_number",
    "文号": "doc_number",
    "发文文号": "doc_number",
    "文件编号": "doc_number",
    "文件文号": "doc_number",
    "公文字号": "doc_number",
    "发文机关": "issuers",
    "发文单位": "issuers",
    "发布机构": "issuers",
    "发布机关": "issuers",
    "发布单位": "issuers",
    "制定机关": "issuers",
    "公布机关": "issuers",
    "信息来源单位": "issuers",
    "成文日期": "written",
    "成文时间": "written",
    "签发日期": "written",
    "生成日期": "written",
    "公布日期": "promulgated",
    "颁布日期": "promulgated",
    "发布日期": "published",
    "发布时间": "published",
    "公开日期": "published",
    "施行日期": "effective",
    "实施日期": "effective",
    "生效日期": "effective",
    "失效日期": "expires",
    "废止日期": "expires",
    "有效期至": "expires",
    "有效性": "status",
    "时效性": "status",
    "效力状态": "status",
    "主题分类": "theme",
    "信息分类": "theme",
    "主题词": "keywords",
    "关键词": "keywords",
    "索引号": "index",
    "信息索引号": "index",
    "体裁": "genre",
    "体裁分类": "genre",
    "公文种类": "genre",
    "文种": "genre",
    "地区": "region",
    "行政区划": "region",
    "来源": "origin",
    "信息来源": "origin",
    "原文链接": "url",
    "网址": "url",
    "备注": "note",
}
"""Chinese label → key. ``published`` is the day a page went online, which is not the day a law was promulgated."""

KEYS = frozenset(LABELS.values())
DATES = frozenset({"written", "promulgated", "published", "effective", "expires"})
EMPTY = frozenset({"", "无", "暂无", "-", "--", "—", "——", "/", "null", "None"})
_BLANK = re.compile(r"\s+")
_ISO = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_WEB = re.compile(r"https?://[^\s)\]]+")


def key(label: str) -> str | None:
    """Our key for a label as shown, with the blanks and the colon it is shown with; a key is its own label.

    >>> key("索 引 号："), key("标　　题:"), key("title"), key("第一条")
    ('index', 'title', 'title', None)
    """
    bare = _BLANK.sub("", label).rstrip("：:")
    return LABELS.get(bare) or (bare if bare in KEYS else None)


def value(name: str, shown: str) -> str:
    """A value as we keep it: dates as ISO with their own precision, placeholders as nothing, links as their address.

    >>> value("written", "2018年10月27日"), value("doc_number", "无"), value("title", " 关于 甲 的通知 ")
    ('2018-10-27', '', '关于 甲 的通知')
    """
    shown = _BLANK.sub(" ", shown).strip()
    if shown in EMPTY:
        return ""
    if name in DATES:
        if _ISO.fullmatch(shown):
            return shown
        date = first(shown)
        return date.value if date else ""
    if name == "url":
        web = _WEB.search(shown)
        return web[0] if web else ""
    return shown


def entry(label: str, shown: str) -> tuple[str, str] | None:
    """Key and value of a labelled value, or None for a label that is not ours or a value that is nothing.

    >>> entry("来源：", "https://example.org/1.html"), entry("页码", "3")
    (('url', 'https://example.org/1.html'), None)
    """
    name = key(label)
    if name is None:
        return None
    if name == "origin" and _WEB.match(shown.strip()):
        name = "url"
    kept = value(name, shown)
    return (name, kept) if kept else None
