"""Pages without data of their own: help, assets, and the answer to an address that is none."""

from __future__ import annotations

from pipeline.search.fact_conditions import AMOUNTS
from pipeline.web.ask import Answer, Ask, NotHere
from pipeline.web.render import ASSETS, asset, page

# Operators of the query language: example, what it finds (Chinese, English). The whole of it is in docs/search.md.
LANGUAGE = (
    ("养老 补贴", "两个词都有；词可在标题、章节或正文", "both words, in title, headings or text"),
    ("敬老院|养老院 补贴", "其中之一，加上另一个词", "one of the two, and the other word"),
    ("补贴 -贷款", "没有这个词", "without this word"),
    ('"处二万元以下、"', "一字不差，连标点", "exactly so, punctuation included"),
    ("养老*补贴", "* 同一句内至多二十字，? 一个字", "* up to 20 characters of the sentence, ? one"),
    ("补贴 NEAR/10 老年人", "相隔不过十字；THEN/10 按此先后", "at most 10 characters apart; THEN/10 in this order"),
    ("SENTENCE(补贴 老年人)", "同一句；PARA(…) 同一款", "in one sentence; PARA(…) in one paragraph"),
    ("(甲 乙)|丙", "括号分组", "parentheses group"),
    ("title:养老 补贴", "标题里；heading: 章节，text: 正文", "in the title; heading: and text: too"),
    ("region:浙江 year:>=2018", "地区（含下级）、年份", "region, the areas inside included; year"),
    (
        "genre:条例 level:省",
        "文种、层级；也有 theme: function: status: issuer: docno:",
        "genre, level; also theme: function: status: issuer: docno:",
    ),
    ("fine:>=10000", "罚款可达一万元", "a fine that can be 10,000 yuan or more"),
    ("deadline:<=20工作日", "期限不超过二十个工作日", "a deadline of at most 20 working days"),
    ("modality:prohibition actor:企业", "禁止性规定，主体含“企业”", "a prohibition and an actor that contains 企业"),
    ("cites:《行政处罚法》", "引用这部法律", "cites this law"),
    ("group:老年人", "写到这一人群", "names this group of persons"),
)
KEYS = (
    ("/", "检索框", "search box"),
    ("j k ↓ ↑", "下一条、上一条", "next, previous result"),
    ("Enter", "打开", "open"),
    ("?", "帮助", "help"),
)


def about(ask: Ask) -> Answer:
    return page(ask, "help.html", language=LANGUAGE, amounts=sorted(AMOUNTS), keys=KEYS)


def static(ask: Ask) -> Answer:
    """An asset, by its name alone: no path is made of what was asked."""
    name = ask.parts["name"]
    content = asset(name)
    if content is None:
        raise NotHere("没有这个文件 no such file")
    return Answer(content, ASSETS[name], headers={"cache-control": "public, max-age=31536000, immutable"})


def nowhere(ask: Ask) -> Answer:
    raise NotHere("没有这一页 no such page", hint="/")
