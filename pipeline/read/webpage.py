"""What Chinese government web pages look like, as data: where their text stands and what around it is furniture."""

from __future__ import annotations

import re
from collections.abc import Mapping

CONTAINERS = (
    "UCAP-CONTENT",  # State Council
    "pages_content",
    "mainText",
    "TRS_Editor",  # the TRS content system of most provinces and ministries
    "TRS_UEDITOR",
    "trs_editor_view",
    "zoom",  # the element whose font the reader may enlarge
    "Zoom",
    "ZOOM",
    "zoomcon",
    "ozoom",
    "fontzoom",
    "xxgk_content",
    "xxgk-content",
    "zwgk_content",
    "gkcontent",
    "news_content",
    "newscontent",
    "news_cont_d_wrap",
    "article-content",
    "article_content",
    "articleContent",
    "article-con",
    "article_con",
    "artcontent",
    "art_content",
    "arti_content",
    "articlecontent",
    "content-text",
    "conTxt",
    "con_text",
    "vsbcontent_start",
    "v_news_content",
    "wp_articlecontent",
    "j-fontContent",
    "Custom_UnionStyle",
    "view",
    "WordSection1",  # pages exported from Word
    "Section1",
    "Section0",
)
"""``id`` or ``class`` of the element that holds the text, the surest first."""

MINIMUM = 60
"""Characters below which a container is taken for empty and the next is tried."""

SKIP = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "svg",
        "canvas",
        "select",
        "option",
        "button",
        "input",
        "textarea",
        "head",
    }
)
"""Elements without text of the document."""

FURNITURE = tuple(
    re.compile(pattern)
    for pattern in (
        r"[【\[（(]?\s*(?:字体|字号|字体大小)\s*[:：]?(?:[\s【\[（(]*(?:大|中|小|默认|超大|特大|放大|缩小|A\+?-?)[\s】\]）)]*)*[】\]）)]?",
        r"(?:[\s【\[（(|·]*(?:打印|打印本页|打印此页|打印文章|关闭|关闭窗口|关闭本页|收藏|加入收藏|收藏本页|推荐|纠错|我要纠错|返回顶部|返回|保存|保存本页|分享|转发|复制链接|下载|TOP)[\s】\]）)|·]*)+",
        r"(?:【|\[)?(?:我要)?分享(?:[到至].{0,30}|\s*[:：].{0,30})",
        r"(?:微信)?扫一扫.{0,24}|.{0,16}扫(?:描|一扫)?.{0,6}二维码.{0,16}",
        r"(?:您|你)?(?:当前的?|现在的?|所在)?位置\s*(?:是|在)?\s*[:：].{0,80}",
        r"(?:首页|网站首页)\s*[>＞»/›].{0,80}",
        r"(?:上一篇|下一篇|上一条|下一条|上一页|下一页)\s*[:：]?.{0,60}",
        r"(?:阅读|浏览|访问|点击)(?:次数|量|数)?\s*[:：]\s*\d*\s*次?",
        r"(?:版权所有|Copyright|主办单位|承办单位|网站标识码|.{0,6}ICP备|.{0,4}公网安备).{0,80}",
        r"(?:设为首页|加入收藏|网站地图|联系我们|无障碍(?:浏览|阅读)?|繁體|简体|English|登录|注册|用户登录|用户注册|手机版|移动版|智能问答|在线客服)(?:[\s|·]*(?:设为首页|加入收藏|网站地图|联系我们|关于我们|无障碍(?:浏览|阅读)?|繁體|简体|English|登录|注册|用户登录|用户注册|手机版|移动版|智能问答|在线客服))*",
    )
)
"""Lines that belong to the page and not to its text; each must match a whole line."""

FURNITURE_LENGTH = 100

ATTACHMENT = re.compile(r"\.(?:docx?|wps|xlsx?|et|pptx?|pdf|ofd|zip|rar|7z|txt|csv|jpe?g|png|tiff?)(?:[?#].*)?$", re.I)
"""The address of a file that a page offers."""

META_NAMES = {  # names of <meta> in the site standard (政府网站发展指引, 2017, annex 2) → label
    "articletitle": "标题",
    "pubdate": "发布日期",
    "contentsource": "来源",
    "keywords": "关键词",
    "url": "网址",
}

EMBLEM = 100
"""Pixels of a side below which a picture is an emblem of the page."""

_EMBLEM = re.compile(r"icon|logo|qr_?code|ewm|erweima|share|weixin|blank|spacer|\.gif(?:[?#]|$)|/fileico", re.I)
_PIXELS = re.compile(r"\s*(\d{1,5})(?:px)?\s*")

SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")


def furniture(line: str) -> bool:
    """Whether a line is furniture of a web page.

    >>> furniture("【字体：大 中 小】"), furniture("打印 关闭"), furniture("第一条 打印企业应当备案。")
    (True, True, False)
    """
    return len(line) <= FURNITURE_LENGTH and any(pattern.fullmatch(line) for pattern in FURNITURE)


def picture(image: Mapping[str, str]) -> bool:
    """Whether an ``img`` with these attributes can show a text: it is no icon, code or emblem, as far as its size and address say.

    >>> picture({"src": "files/1.jpg"}), picture({"src": "files/2.jpg", "width": "16"}), picture({"src": "qrcode.png"})
    (True, False, False)
    """
    sizes = [int(match[1]) for name in ("width", "height") if (match := _PIXELS.fullmatch(image.get(name) or ""))]
    address = image.get("src") or image.get("data-src") or ""
    return bool(address) and not _EMBLEM.search(address[:500]) and min(sizes, default=EMBLEM) >= EMBLEM
