"""Whether every numeral of the law corpus is accounted for: part of a fact or a label, or a word or kind of number that counts nothing.

    python scripts/numerals.py          the shares, and what is left, by frequency
    python scripts/numerals.py 200      the 200 most frequent of what is left

Also counts the ranges written with two bounds (五百元以上二千元以下) that are not one quantity with both ends.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import gold

EVERY = 4  # of the law corpus's files one in so many
_HAN = "零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟"
_RUN = re.compile(rf"[0-9０-９]+(?:[.．,，:：][0-9０-９]+)*|[{_HAN}]+")
_WORDS = [
    word
    for line in (Path(__file__).parent / "data" / "numeral_words.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
]

KINDS = {
    "ordinal or label": rf"第[ 　]?[0-9０-９{_HAN}]+|(?:^|\n)[ 　]*[0-9０-９]+(?:[.．][0-9]+)*[、.．]|[（(][0-9０-９{_HAN}]+[)）]|[a-zA-Z][)）]",
    "list of labels": rf"(?<=[条款项目章节编、和或至])[0-9０-９{_HAN}]+(?=[条款项目章节编])|科目[{_HAN}]|附[件表录图][0-9０-９{_HAN}]+|[之表图][0-9０-９{_HAN}]+(?![元人日年])",
    "word": "|".join(map(re.escape, sorted(_WORDS, key=len, reverse=True))),
    "grade or class": rf"(?:[上下同]|[一二三四五六七八九十]、)*[{_HAN}0-9]+(?:星)?[级类等档审期线]|[{_HAN}]+[级类等]|(?:[Ⅰ-Ⅻ]|[A-Za-z])[0-9]|[0-9]+[A-Z]",
    "place in an order": r"[上下前后新首末最同每任某另]+[一两][\u4e00-\u9fff]{1,2}|新一[届轮代]",
    "一 as an article": r"一(?:[个名项种件条款次场方侧端份套类枚把位户支眼对批道边台辆家所本张层段处片人案期地事业]|般|些)",
    "code, standard, telephone, road": r"[A-Za-zＡ-Ｚ/／∶:～-]+[ 　]?[0-9０-９][0-9０-９.．-]*|[0-9０-９][0-9.．]*[ 　]?[A-Za-zＡ-Ｚ/／∶:～-]+|[0-9０-９]{3,5}(?=[”\"、]|热线|市民|服务|国道|省道|号码|电话)",
    "chemical name": r"[0-9，,]+[-－][\u4e00-\u9fff]|[二三四五六七八][氧氯甲乙苯氟硫氢磷氨溴碘][\u4e00-\u9fff]",
    "hour of the day": rf"[{_HAN}0-9]+时(?:[{_HAN}0-9]+分)?|[0-9]{{1,2}}[:：][0-9]{{2}}",
    "lunar date": r"(?:农历|正月|腊月|[正腊冬][{_HAN}]*月)[初廿]?[一二三四五六七八九十]+|初[一二三四五六七八九十]",
    "interval": rf"每[隔]?[{_HAN}0-9]+个?(?:年|月|日|周|小时|天|季度|人|户|套|平方米|公里|米)",
    "name in quotation marks": r"[“\"「][^”\"」\n]{0,12}[”\"」]",
    "number of a canal, district or set": r"[一二三四五六七八九十](?:干渠|支渠|天门|号|栋|单元|楼|环|区|村|中|院|路|街)",
}
"""What a numeral is that counts nothing: name → pattern; a numeral that it overlaps is explained."""

_PATTERNS = {name: re.compile(pattern, re.M) for name, pattern in KINDS.items()}
_BOUND = rf"[0-9０-９.．,，{_HAN}半]+(?:个)?(?:元|倍|年|个?月|日|人|次|%|％|米|公里|吨|亩|平方米|户|周岁|岁)"
_PAIR = re.compile(rf"{_BOUND}以上[、，]?{_BOUND}以下|百分之[{_HAN}]+以上百分之[{_HAN}]+以下")


def texts(every: int = EVERY) -> Iterator[str]:
    """The clauses of one in ``every`` files of the law corpus."""
    from pipeline.read import read
    from pipeline.structure import structure

    for path in sorted(gold.LAWS.rglob("*.md"))[::every]:
        for found in structure(read(path)):
            yield from (clause.text for clause in found.clauses)


def explain(text: str) -> Iterator[tuple[int, int, str | None]]:
    """Every numeral of a clause with what explains it, or None."""
    from pipeline.extract import Found, bare, citations, dates, quantities
    from pipeline.extract.masks import masks

    clause, found = bare(text), Found()
    found.citations = citations.extract(clause, found)
    found.docnos = citations.extract_docnos(clause, found)
    found.dates = dates.extract(clause, found)
    found.quantities = quantities.extract(clause, found)
    facts = {
        "quantity": found.quantities,
        "date": found.dates,
        "title, citation, document number": [*found.citations, *found.docnos],
    }
    spans = [(s.start, s.end, name) for name, some in facts.items() for s in some]
    closed = masks(text, found)
    rest = [m.span() for m in _RUN.finditer(text) if not any(a < m.end() and m.start() < b for a, b, _ in spans)]
    kinds = [(m.start(), m.end(), name) for name, pattern in _PATTERNS.items() for m in pattern.finditer(text)] if rest else []
    for match in _RUN.finditer(text):
        start, end = match.span()
        why = next((name for a, b, name in spans if a < end and start < b), None)
        if why is None and closed.touches(start, end):
            why = "title, citation, document number"
        if why is None:
            why = next((name for a, b, name in kinds if a < end and start < b), None)
        yield start, end, why


def figures(left: Counter[str] | None = None) -> Iterator[tuple[str, float, int]]:
    """(measure, share, number of items); what is not explained is counted in ``left`` with two characters of its surroundings."""
    numerals, ranges, whole = Counter(), 0, 0
    for text in texts():
        for start, end, why in explain(text):
            numerals[why] += 1
            if why is None and left is not None:
                left[text[max(0, start - 2) : end + 2].replace("\n", "⏎")] += 1
        for both in _pairs(text):
            ranges += 1
            whole += both
    of = sum(numerals.values())
    for why, times in numerals.most_common():
        if why:
            yield f"numerals.{why}", times / of, times
    yield "numerals.explained", 1 - numerals[None] / of, of
    yield "ranges with both ends", whole / ranges, ranges


def _pairs(text: str) -> Iterator[bool]:
    """For each range written with two bounds, whether one quantity has both ends."""
    matches = list(_PAIR.finditer(text))
    if not matches:
        return
    from pipeline.extract import bare, extract

    quantities = extract(bare(text)).quantities
    for match in matches:
        inside = [q for q in quantities if q.start < match.end() and match.start() < q.end]
        yield len(inside) == 1 and inside[0].low is not None and inside[0].high is not None


if __name__ == "__main__":
    gold.need()
    left: Counter[str] = Counter()
    for measure, share, of in figures(left):
        print(f"{measure:45} {share:.4f}  {of}")
    for words, times in left.most_common(int(sys.argv[1]) if len(sys.argv) > 1 else 40):
        print(times, words)
