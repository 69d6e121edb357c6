"""Shapes of lines that carry no numbering: what a title, a date line, a signature or page furniture looks like.

All patterns are matched against a line without the blanks at its ends. Sources: layout elements of GB/T 9704-2012 (发文字号, 标题,
主送机关, 附件说明, 署名, 成文日期, 附注) and the furniture of government web pages.
"""

from __future__ import annotations

import re

from pipeline.chinese.characters import HAN

CLOSING = "。；！？：，、;!?:,"
"""A title or heading never ends with one of these."""

_D = "0-9０-９"
_Y = rf"(?:[{_D}]{{4}}|[一二三四五六七八九〇○零OＯ]{{4}})"
_MD = rf"(?:[{_D}]{{1,2}}|[一二三四五六七八九十]{{1,3}})"
FULL_DATE = rf"{_Y}\s*年\s*{_MD}\s*月\s*{_MD}\s*[日号]"
DATE_LINE = re.compile(rf"[（(]?\s*(?:{FULL_DATE}|{_Y}\s*年\s*{_MD}\s*月|(?:19|20)\d\d[-./]\d{{1,2}}[-./]\d{{1,2}})\s*[）)]?")

_ACTS = "通过|公布|发布|施行|实施|修正|修订|批准|颁布|印发|废止|失效|生效|公告|备案|第.{1,4}次会议|主席令|国务院令|部令|署令|会议"
DOC_NUMBER_LINE = re.compile(
    rf"[（(]?[\u4e00-\u9fffA-Za-z、]{{0,16}}\s*[〔［\[【（(﹝〈]\s*(?:19|20)[{_D}]{{2}}\s*[〕］\]】）)﹞〉]\s*第?\s*[{_D}]{{1,5}}\s*号[）)]?"
    rf"|[（(]?(?:19|20)[{_D}]{{2}}\s*年\s*第?\s*[{_D}]{{1,5}}\s*号[）)]?"
    rf"|[（(]?(?:[\u4e00-\u9fff]{{2,20}}令\s*)?第?\s*[{_D}一二三四五六七八九十百〇零]{{1,6}}\s*号[）)]?"
)
_KEYED = (
    "索引号|索 引 号|主题分类|主题词|发文机关|发文单位|发布机构|发布单位|发布机关|制定机关|成文日期|发布日期|公布日期|施行日期|生效日期|实施日期|发布时间|"
    "发文日期|印发日期|签发日期|时间|日期|来源|信息来源|发文字号|文号|文件编号|文件名称|文件类型|文档类型|标题|名称|分类|体裁分类|有效性|效力级别|时效性|"
    "法规类别|关键词|关键字|摘要|作者|作者单位|中图分类号|文献标识码|文章编号|收稿日期|基金项目|公开方式|公开范围|统一登记号|登记号|"
    "发布部门|批准机关|题注|内容概述|服务对象|生成日期|信息索引|有效期|所属类别|语种"
)
META = re.compile(
    rf"(?:{_KEYED})\s*[：:]|[\u4e00-\u9fff]{{2,8}}编号\s*[：:]\s*\S{{0,40}}$|[\[【](?:{_KEYED}|本刊网址|摘\s*要|关\s*键\s*词)[\]】]|doi\s*[:：]|DOI\s*[:：]"
    rf"|[（(].{{0,200}}(?:{_ACTS}).{{0,200}}[）)]$|[（(]{FULL_DATE}(?:[ \u3000].{{0,100}})?[）)]$|[（(]{FULL_DATE}在.{{4,80}}[）)]$"
    rf"|(?:{FULL_DATE}|{_Y}\s*年)[，,]?\s*.{{0,400}}(?:{_ACTS})[^。]{{0,400}}$"
    rf"|{FULL_DATE}[ \u3000].{{0,400}}(?:{_ACTS})"
    rf"|[\u4e00-\u9fff、 \u3000]{{2,40}}(?:发布|公布|颁布)(?:之日)?(?:施行|实施)?$|根据.{{0,400}}(?:修正|修订)[）)]?$"
    rf"|(?:自\s*)?{FULL_DATE}\s*(?:起)?(?:施行|实施|生效)$"
    rf"|(?:—{{2}}|―{{2}}|─{{2}}|--).{{0,20}}年.{{0,60}}(?:会议|大会|全会)(?:上|$)"
    r"|新华社.{1,12}电$|[（(]?此件(?:主动)?公开发布[）)]?|[（(]?(?:本文|此件)有删减[）)]?|[（(]?(?:此件|信息)?(?:依申请|不予|主动)公开[）)]?$|[（(]?发至.{1,20}）$"
)
EMPTY_KEY = re.compile(rf"(?:{_KEYED})\s*[：:]$")
"""A catalogue's label without a value: 发布机构："""
_NOISE_WORDS = (
    "在线客服|用户登录|用户注册|您现在的位置|您的位置|当前位置|网站地图|联系我们|关于我们|关于本网|网站声明|版权所有|网站版权|粤?ICP备|公网安备|"
    "责任编辑|打印本页|关闭窗口|【打印|【关闭|【字体|字号[：:]|字体[：:]|【原文下载】|原文下载|【相关附件】|上一篇|下一篇|扫一扫|分享到|分享至|收藏本|浏览次数|点击量|阅读次数|"
    "阅读量|原文链接|检索时间|检索关键词|抓取时间|采集时间|相关报道|相关链接|相关阅读|相关解读|相关文档|附件下载|回到顶部|返回顶部|技术支持[：:]|更新时间|点击下载|主办单位[：:]|"
    "承办单位[：:]|网站标识码|政府网站找错|建议使用.{0,12}分辨率|本站小编|下载次数"
)
NOISE = re.compile(
    rf"(?:.{{0,20}}(?:{_NOISE_WORDS})|文档\s*[：:]|(?:基本信息|政策全文|政策原文|文件全文|全文|正文|信息内容|政策内容)[：:]?$|https?://|.{{1,80}}\.(?:pdf|docx?|xlsx?|wps|ofd|zip|rar|md)(?:\s*[（(][^（）()]{{1,12}}[）)])?$|[-—_=*·•\s]{{3,}}$"
    r"|[—\-－]\s*\d{1,4}\s*[—\-－]$|第\s*\d+\s*页(?:\s*共\s*\d+\s*页)?$)"
)
CAPTION = re.compile(r".{2,150}[ \u3000]\S{2,8}[ \u3000]?摄[。）)]?$")
"""Under a photograph: …  记者 某某 摄."""
SALUTATION = re.compile(
    r"(?:各位|尊敬的|亲爱的)[^。]{2,40}[：:！!]$"
    r"|[^。；！？“”]{0,400}(?:省|市|区|县|州|盟|旗|部|委|局|厅|院|署|办|室|会|行|社|司|处|科|所|站|队|校|兵团|主席|书记|先生|女士|教授|院士|政府|机构|机关|单位|部门|公司|企业|集团|同志|代表|委员|中心|组织|部队|学院|大学)"
    r"(?:[（(][^（）()。]{1,30}[）)])?[：:]$"
)
_NOT_SALUTATION = re.compile(
    r"如下|下列|以下|应当|可以|包括|负责|附件|要求|规定|^[（(一二三1-9]|注[：:]|为[：:]$|单位[：:]$(?<=牵头单位[：:])"
)

_OFFICE = "总理|主席|省长|市长|部长|主任|局长|县长|区长|州长|盟长|旗长|署长|行长|会长|书记|院长|厅长|司长|秘书长|委员长|检察长|总督|镇长|乡长|理事长|代市长|代省长|代区长|代县长"
BYLINE = re.compile(
    rf"(?!关于)[\u4e00-\u9fff（）()、\s\u3000]{{0,30}}(?:{_OFFICE})[\s\u3000]*(?:(?:[\u4e00-\u9fff][\s\u3000]?){{2,4}}|[\u4e00-\u9fff]{{1,6}}·[\u4e00-\u9fff·]{{1,10}})$"
)
_ORG = (
    "国务院|中央军委|全国人大|政府|委员会|委|部|厅|局|署|院|办公室|办公厅|办|协会|学会|联合会|工会|总会|大会|银行|处|中心|公司|社|集团|法院|检察院|常委会|领导小组|"
    "指挥部|联席会议|党组|秘书处|军委|学校|大学|支队|总队|站|所|街道|管委会|党委|团委|妇联|残联|工商联|文联|科协"
)
ORG_LINE = re.compile(
    rf"[\u4e00-\u9fff（）()、·\s\u3000]{{1,60}}(?:{_ORG})(?:[（(](?:代章|印章|盖章|章|公章)[）)])?$|中共中央(?:[\s\u3000]*国务院)?$"
)
SIGNATURE_WITH_DATE = re.compile(rf"[\u4e00-\u9fff（）()·\s\u3000]{{3,80}}[\s\u3000]{FULL_DATE}$")

ATTACHMENT = re.compile(
    rf"(?P<label>附[\s\u3000]*(?P<word>件|表|录|图)?[\s\u3000]*(?P<n>[{_D}]{{1,3}}|[一二三四五六七八九十]{{1,3}}|[A-ZⅠⅡⅢⅣⅤ]|)(?:[\s\u3000]*[.．](?!\d\.))?)"
    r"(?P<sep>[\s\u3000]*[：:、][\s\u3000]*|[\s\u3000]+|)(?P<title>.*)$"
)
TOC_WORD = re.compile(r"目[\s\u3000]*[录次]$")
NOTE_HEAD = re.compile(
    r"(?P<label>(?:备注|附注|说明|注|注释|名词解释|有关名词解释|名词注释|相关名词解释)[\s\u3000]*(?P<colon>[：:]|$)[\s\u3000]*)(?P<rest>.*)$"
)
_PREAMBLE = re.compile(
    r"(?:序[\s\u3000]*言|前[\s\u3000]*言|引[\s\u3000]*言|导[\s\u3000]*言|总[\s\u3000]*则|附[\s\u3000]*则|结[\s\u3000]*语|结束语)$"
)
_SUFFIX_OF_TITLE = re.compile(
    rf"[（(](?:[{_D}]{{4}}\s*年?\s*[—\-－–~～至]+\s*[{_D}]{{2,4}}\s*年?|[{_D}]{{4}}年?(?:版|本|修订)?|试行|暂行|草案|修订|修正|修订版|试行版|征求意见稿|送审稿|节选|摘要|摘录)[^（）()]{{0,8}}[）)]$"
)


def phrase(text: str, longest: int = 60) -> bool:
    """Whether a line can be a title or heading: short, no sentence in it, no closing punctuation."""
    return 0 < len(text) <= longest and text[-1] not in CLOSING and "。" not in text and "\t" not in text


def title_suffix(text: str) -> bool:
    """A line of its own that still belongs to the title: （2021—2023年）, （试行）."""
    return bool(_SUFFIX_OF_TITLE.match(text))


def salutation(text: str) -> bool:
    """主送机关: the bodies or persons addressed, closed by a colon."""
    if text[-1:] not in "：:！!" or len(text) > 450:
        return False
    return bool(SALUTATION.match(text)) and not _NOT_SALUTATION.search(text)


def preamble(text: str) -> bool:
    """序言, 前言, 附则 … alone on a line."""
    return len(text) <= 8 and bool(_PREAMBLE.match(text))


DATED = re.compile(rf"{FULL_DATE}[ \u3000]")
BOOK = re.compile(r"[\u4e00-\u9fff]{2,8}编|总[ \u3000]*则|附[ \u3000]*则")
"""The name of a book of a code that was published book by book."""
UNIT_LINE = re.compile(r"[（(]?(?:计量|金额|货币)?单位\s*[：:]\s*[\u4e00-\u9fff、/]{1,8}[）)]?")
"""Above a table: 单位：万元."""


def organisation(text: str) -> bool:
    return len(text) <= 60 and bool(ORG_LINE.match(text) or BYLINE.match(text))


def attachment(text: str) -> re.Match[str] | None:
    """附件1.…, 附：…, 附表 …: the match with groups label, n, sep, title; None when 附 opens prose (附近, 附则, 附件材料齐全的)."""
    if text[:1] != "附":
        return None
    match = ATTACHMENT.match(text)
    if not match:
        return None
    title = match["title"]
    if match["word"] is None and not match["sep"].strip() and not (match["n"] and not title):
        return None
    if title and not (match["sep"] or match["n"] or match["label"][-1] in ".．"):
        return None
    return None if len(title) > 120 or "。" in title else match


_HAN_LINE = re.compile(f"[{HAN}]")


def has_han(text: str) -> bool:
    return bool(_HAN_LINE.search(text))
