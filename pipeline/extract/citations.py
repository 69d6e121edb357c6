"""Citations of laws, regulations and policies, with the part they mean; and document numbers.

Reads the text of a clause; writes ``Citation`` spans (label ``law``) and ``Entity`` spans (label ``docno``). Found are
titles in 《》, bare names of statutes (刑法), the text's own name with a part (本条例第五条), backward references (前款) and bare
references (第三十条). ``norm`` is the title without 《》, then ``#art_90__para_2``; the document itself has no ``title``.
"""

from __future__ import annotations

import bisect
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate

from pipeline.chinese.numerals import integer
from pipeline.extract import statutes
from pipeline.extract.article_parts import JOIN, Path, paths, references, step, target
from pipeline.extract.found import Found
from pipeline.model import Citation, Clause, Entity
from pipeline.reference import docnumbers

_TITLE = re.compile(r"《((?:[^《》\n]|《[^《》\n]{0,120}》){1,160})》")
_PAPERS = re.compile(
    r"(?:(?<![白蓝绿])(?<!任务|规划|说明|建议|蓝皮)(?<!议定)书|证|证明|证件|登记手册|户口簿|(?<!的)通报|执照|表|[日晚周早月学]报|时报|周刊|杂志|公报|网|发票|账簿|花名册|笔录|记录|[调公委]\S?函|告知函|联系单|审批单|通关单|催报单|单据|合同)$"
)
"""Ends of titles that are certificates, forms and newspapers, not rules or policies."""

OWN_NAMES = (
    "法|条例|办法|规定|细则|规则|解释|决定|意见|通知|章程|准则|规范|方案|规程|通则|制度|公约|协定|纪要|标准|指引|指南|公告|规划"
)
_OWN = re.compile(rf"(?:本|该|同)(?:实施)?(?:{OWN_NAMES})(?=第|[（(])")
_UNLISTED = re.compile(r"(?:法|法典|条例|办法|规定|细则|规则|章程|通则|解释|公约|协定)$")
_CUE = re.compile(
    r".*(?:依照|按照|根据|依据|违反|适用|符合|属于|参照|遵守|修[正改订]后?的?|认定为|以及|或者|并|及|和|与|将|在|对|除|有|由|经|的|以|按|据|为)(?=.{4})"
)
_KIND = re.compile(r"(?:法|条例|办法|规定|细则|规则|解释|章程|规程|通则)(?=(?:[（(][^（）()]*[）)])?$)")
_JOINED = re.compile(rf"(?:(?:(?:规定|所称|所列)的?)?“[^”\n]{{1,40}}”|[\u4e00-\u9fff]{{2,20}}罪)?{JOIN}?$")
"""Between a reference and the one whose title it shares; what the first one says may stand between: 第五条“甲”和第六条“乙”."""
_SAME_ARTICLE = re.compile(rf"的?规定(?:的[^，。；、]{{0,8}}?)?{JOIN}")
"""Between a paragraph and a further one of the same article: 第二条第一款规定和第二款."""
_HALVES = re.compile(r"(?P<half>总则|分则)(?=第)")
"""The two halves of a code: 总则 is its first 编, 分则 its second (Criminal Law)."""
_ALIAS = re.compile(r"[（(](?:以下|下)(?:统?简称|称)[：:]?[“\"]?(?!本|《)([\u4e00-\u9fff]{2,16})[”\"]?[）)]")
_LONGEST_BRACKET = 60
_LONGEST_OWN = 6  # 本实施细则
_USED = re.compile(r"规定|所列|的|情形|行为|以外|中|内容|、|和|或|及|与|所|处|之|，|。|；|）|\)|修改|改为|作为")
_MARKER = re.compile(r"第[条款项]|的|规定|所列|修改|改为|作为|中的?[“\"规所]|删")
_BACK = re.compile(r"前(?P<count>[一二两三四五]?)(?P<unit>[款条项])")
_NUMBER = re.compile(r"\s*第([一二三四五六七八九十百千零〇\d]{1,9})条(?:之([一二三四五六七八九十]{1,2}))?")
_GUARD = re.compile(r"《|[条款项章节编]|法")


def extract(clause: Clause, found: Found) -> list[Citation]:
    """The citations of ``clause``, in order, not overlapping."""
    text = clause.text
    if not _GUARD.search(text):
        return []
    names = _names(text, found.context.aliases)
    ends, begins = _spans(names)
    meant = _antecedents(names, ends)
    out: list[Citation] = []
    used: set[int] = set()
    article, own = None, ""  # asked for only when there is a reference: most numbers are the marker of the article itself
    for start, end in references(text):
        name = names.get(start)
        if name:
            used.add(start)
            name = (name[0], meant.get(start, name[1]))
        elif not _refers(text, start, end, out) or begins[bisect.bisect(ends, start)] < end:
            continue
        if article is None:
            article, own = _own_article(clause), _own_name(found.context.title)
        if name is None and (title := _bracketed(text, start, names)):
            part = target(paths(text[start:end]))
            out.append(Citation(start, end, text[start:end], "joined", 0.9, "law", f"{title}#{part}", title, part))
        else:
            out.append(_citation(text, start, end, name, out, article, own))
    for end, (start, title) in names.items():
        if end not in used and title is not None and not title.startswith(("本", "该", "同")):
            out.append(Citation(start, end, text[start:end], "title", 1.0, "law", title, title, None))
    return sorted(out, key=lambda citation: citation.start)


def extract_docnos(clause: Clause, found: Found) -> list[Entity]:
    """The document numbers of ``clause`` that stand outside titles."""
    return [
        Entity(start, end, clause.text[start:end], "docno", 1.0, "docno", norm)
        for start, end, norm in docnumbers.find(clause.text)
        if not found.inside(start, end, found.citations)
    ]


def _names(text: str, aliases: Mapping[str, str]) -> dict[int, tuple[int, str | None]]:
    """Names of cited texts by the offset where each ends: ``{end: (start, title)}``; short names have their full title."""
    names: dict[int, tuple[int, str | None]] = {}
    taken: dict[int, int] = {}  # titles in 《》: where each ends and begins, in order
    called: set[str] = set()
    if "《" in text:
        for match in _TITLE.finditer(text):
            taken[match.end()] = match.start()
            if not _PAPERS.search(re.sub(r"[（(][^（）()]*[）)]$", "", match[1])):
                full = aliases.get(match[1], "")  # 《税则》 where the text has said what it calls so
                names[match.end()] = (match.start(), full[1:-1] if full[:1] == "《" else match[1])
                alias = _ALIAS.match(text, match.end())
                if alias and alias[1] not in called:  # the first meaning of a name holds
                    called.add(alias[1])
                    names.update(_called(text, alias.start(1), alias[1], match[1]))
    stops = list(taken)

    def inside(start: int, end: int) -> bool:
        at = bisect.bisect(stops, start)
        return at < len(stops) and taken[stops[at]] < end

    for start, end, name in statutes.find(text):
        if text.startswith(("委员会", "和法律委员会"), end):
            continue  # a body named after it: 宪法和法律委员会, 香港特别行政区基本法委员会
        half = _HALVES.match(text, end)
        end = half.end() if half else end
        if end not in names and not inside(start, end):
            names[end] = (start, aliases.get(name, name).strip("《》"))
    for short, full in aliases.items():
        if full[0] == "《" and len(short) > 2 and _UNLISTED.search(short) and short in text:
            for end, name in _called(text, 0, short, full[1:-1]):
                if not inside(name[0], end):
                    names.setdefault(end, name)
    for match in _OWN.finditer(text):
        names.setdefault(match.end(), (match.start(), match[0]))
    return names


def _called(text: str, begin: int, short: str, title: str) -> Iterator[tuple[int, tuple[int, str]]]:
    """Every place from ``begin`` on where ``title`` is called by its ``short`` name."""
    for match in re.finditer(rf"(?<![本该]){re.escape(short)}(?![律规院定人官])", text[begin:]):
        yield begin + match.end(), (begin + match.start(), title)


def _spans(names: Mapping[int, tuple[int, str | None]]) -> tuple[list[int], list[float]]:
    """Where the names end, in order; and for each end, and behind the last, where the first of the names from there on begins."""
    if not names:
        return [], [math.inf]
    ends = sorted(names)
    begins = [*accumulate((names[end][0] for end in reversed(ends)), min, initial=math.inf)]
    return ends, begins[::-1]


def _antecedents(names: Mapping[int, tuple[int, str | None]], ends: Sequence[int]) -> dict[int, str]:
    """For each 该法, by its end, the title named last before it."""
    out: dict[int, str] = {}
    last = None
    for end in ends:
        title = names[end][1]
        if not title:
            continue
        if title[0] not in "本该同":
            last = title
        elif last and title[0] != "本" and len(title) <= _LONGEST_OWN:
            out[end] = last
    return out


def _bracketed(text: str, end: int, names: Mapping[int, tuple[int, str | None]]) -> str | None:
    """The title before a bracket that ends at ``end``: 《…》（国发〔2009〕12号）|第三条, 《…》（以下简称水法）|第三条."""
    if text[end - 1 : end] not in ("）", ")"):
        return None
    begin = max(text.rfind(sign, max(0, end - _LONGEST_BRACKET), end) for sign in "（(")
    called = names.get(end - 1) or (names.get(begin) if begin > 0 else None)
    return called[1] if called and called[1] and called[1][0] not in "本该同" else None


def _own_name(title: str) -> str:
    """What a text of this ``title`` calls itself: 本条例."""
    kind = _KIND.search(title)
    return f"本{kind[0]}" if kind else ""


def _refers(text: str, start: int, end: int, before: list[Citation]) -> bool:
    """Whether a reference without a title is a mention and not the marker that begins an article, heading or item."""
    reference = text[start:end]
    if reference[0] == "前" and _BACK.match(reference)["unit"] == "项":
        return _item_before(text, start) is not None  # 对前三项污染物征收 counts, it does not refer
    if reference[0] in "前本":
        return True
    line = text.rfind("\n", 0, start) + 1
    if not text[line:start].strip("# \u3000*"):
        return bool(_MARKER.match(text, end)) and reference[0] == "第"
    if "条" in reference:
        return True
    return bool(_USED.match(text, end))


def _citation(text: str, start: int, end: int, name, before: list[Citation], article: Path, own: str) -> Citation:
    """The citation of the reference at ``[start, end)`` under ``name``, or under what stands before it, or the text's ``own``."""
    reference = text[start:end]
    if name:
        begin, title = name
        shown = title
        if title[0] in "本该同" and len(title) <= _LONGEST_OWN:
            title = None
        part = target(paths(reference, _half(text, start, reference)))
        return Citation(begin, end, text[begin:end], "title+part", 1.0, "law", f"{shown}#{part}", title, part)
    last = before[-1] if before else None
    shown, title, known, rule = "", None, (), "bare"
    if reference[0] == "前":
        part, rule = _backward(text, start, reference, article), "backward"
    elif reference[0] == "本":
        known, rule = article, "here"
        part = target(paths(reference[2:], known))
    elif reference[0] in "第（(" and "条" in reference:
        begin = _unlisted(text, start)
        if begin is not None:
            title = text[begin:start]
            part = target(paths(reference))
            return Citation(begin, end, text[begin:end], "unlisted", 0.8, "law", f"{title}#{part}", title, part)
        part = target(paths(reference))
        shown = own
        if last and last.end <= start and _JOINED.fullmatch(text, last.end, start):
            shown, title, rule = (last.norm or "").split("#")[0], last.title, "joined"
    else:
        if last and last.target and _same_article(text, last.end, start, reference):
            shown, title, rule = (last.norm or "").split("#")[0], last.title, "joined"
            known = _article_of(last.target)
        elif article and "章" not in reference and "编" not in reference:
            known = article
        part = target(paths(reference, known))
    return Citation(start, end, reference, rule, 0.9, "law", f"{shown}#{part}", title, part)


def _half(text: str, start: int, reference: str) -> Path:
    """The 编 that 刑法|分则|第三章 names; articles are numbered through both halves and need none."""
    half = text[max(0, start - 2) : start]
    if half not in ("总则", "分则") or "条" in reference:
        return ()
    return (step("编", 1 if half == "总则" else 2),)


def _same_article(text: str, end: int, start: int, reference: str) -> bool:
    """Whether a paragraph or item at ``start`` belongs to the article of the reference that ends at ``end``.

    有第（二）项行为的, after 本条例第十四条第（一）项, does; 第二款 does only when it is coordinated with it. In a list of
    items, an item that is named in a later line and stands above it is one of the list itself.
    """
    if "款" in reference:
        return bool(_SAME_ARTICLE.fullmatch(text, end, start))
    if "\n" not in text[end:start]:
        return True
    here = _item_before(text, start)
    named = [number for path in paths(reference) for unit, name in path if unit == "项" and (number := int(name[5:]))]
    return not (here and named and max(named) < here)


def _article_of(part: str) -> Path:
    match = re.match(r"art_(\d+)(?:_(\d+))?", part)
    return (step("条", int(match[1]), int(match[2]) if match[2] else None),) if match else ()


def _backward(text: str, start: int, reference: str, own: Path) -> str:
    """前款, 前两款, 前条: counted back from where they stand; the paragraph is the line of the clause's text."""
    match = _BACK.match(reference)
    if match is None:
        return ""
    count = integer(match["count"]) or 1
    if match["unit"] == "条":
        bases: list[Path] = _articles_before(own, count)
    elif match["unit"] == "款":
        here = bisect.bisect(_paragraphs(text), start)
        bases = [(*own, step("款", n)) for n in range(max(1, here - count), max(2, here))]
    else:
        here = _item_before(text, start) or 1
        bases = [(*own, step("项", n)) for n in range(max(1, here - count), max(2, here))]
    below = reference[match.end() :]
    return target([path for base in bases for path in paths(below, base)])


@lru_cache(maxsize=8)
def _paragraphs(text: str) -> list[int]:
    """The offsets at which the paragraphs of an article begin; its items are lines but no paragraphs."""
    return [match.start() for match in re.finditer(r"^(?![^\S\n]*(?:[（(]|$))", text, re.M)]


@lru_cache(maxsize=8)
def _items(text: str) -> list[tuple[int, int]]:
    """The offsets and numbers of the items of an article."""
    found = re.finditer(r"^[^\S\n]*[（(]([一二三四五六七八九十]{1,3})[）)]", text, re.M)
    return [(match.start(), integer(match[1]) or 1) for match in found]


def _item_before(text: str, at: int) -> int | None:
    """The number of the item that begins last before the offset."""
    items = _items(text)
    before = bisect.bisect_left(items, (at,))
    return items[before - 1][1] if before else None


def _unlisted(text: str, end: int) -> int | None:
    """Where the bare name of a regulation that ends at ``end`` begins (依照|医疗器械监督管理条例|第十条), if one does."""
    window = re.search(r"[\u4e00-\u9fff]{4,30}$", text[max(0, end - 30) : end])
    if not window or not _UNLISTED.search(window[0]) or re.search(r"[本该][\u4e00-\u9fff]{1,3}$", window[0]):
        return None
    cue = _CUE.match(window[0])
    begin = end - len(window[0]) + (cue.end() if cue else 0)
    return begin if cue or begin == 0 or not "\u4e00" <= text[begin - 1] <= "\u9fff" else None


def _articles_before(own: Path, count: int) -> list[Path]:
    """The ``count`` articles before ``own``; before 第十七条之二 stand 第十七条 and 第十七条之一."""
    match = re.match(r"art_(\d+)(?:_(\d+))?", own[0][1]) if own else None
    if match is None:
        return []
    number, branch = int(match[1]), int(match[2] or 0)
    branches = [(number, k or None) for k in range(branch)]
    return [(step("条", *one),) for one in ([(n, None) for n in range(max(1, number - count), number)] + branches)[-count:]]


def _own_article(clause: Clause) -> Path:
    """The article that the clause is, as the beginning of a path; empty when it is none."""
    match = _NUMBER.match(clause.label) or _NUMBER.match(clause.text)
    number = integer(match[1]) if match else None
    return (step("条", number, integer(match[2] or "")),) if number else ()
