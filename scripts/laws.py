"""Figures on the law corpus beside the project: structure without marks, dates, regions, references inside a text.

    python scripts/laws.py        lists every disagreement: measure, file, what was said, what was found

The corpus marks chapters with ``##`` and begins articles with 第N条 and a space; its file names bear dates and its folders
provinces. The marks are taken away, the plain text is read, and what is found is compared with what they said.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import gold

_MARKS = re.compile(r"<!--.*?-->|^[ \t\u3000]*#{1,6}[ \t]*|\*\*", re.M | re.S)
_HEADING = re.compile(r"^\s*#{1,6}\s*(第[一二三四五六七八九十百零〇\d\s\u3000]+(?:分编|编|章|节).*)$", re.M)
_ARTICLE = re.compile(
    r"(?:^[\s\u3000]*|(?<=[。；”]) +)(第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十]+)?)(?=[ \t\u3000])", re.M
)
_BLANK = re.compile(r"[\s\u3000]")
_DATED = re.compile(r"[（(]((?:19|20)\d\d-\d\d-\d\d)[）)]\.md$")
_D = r"(\d{4})年(\d{1,2})月(\d{1,2})日"
_HEADER_EFFECTIVE = re.compile(rf"^{_D}[ \u3000]*施行$", re.M)
_HEADER_PROMULGATED = re.compile(rf"^{_D}[ \u3000][^\n]{{0,60}}(?:公布|发布)$", re.M)
_HEADER_ACT = re.compile(rf"^{_D}[ \u3000][^\n]{{0,160}}(?:公布|发布|通过|批准|修正|修订)", re.M)
_SENTENCE_EFFECTIVE = re.compile(rf"本[\u4e00-\u9fff]{{1,8}}自{_D}起(?:施行|实施)")
_OWN = re.compile(r"本[\u4e00-\u9fff]{1,4}第")
_DIVISIONS = ("part", "chapter", "section")


def figures(folder: Path = gold.LAWS) -> Iterator[tuple[str, float, int]]:
    """(measure, share that is right, number of items) for every measure."""
    right: dict[str, int] = {}
    total: dict[str, int] = {}
    paths = sorted(folder.rglob("*.md"))
    for n, path in enumerate(paths):
        if n % 500 == 0:
            print(f"法律语料 law corpus {n}/{len(paths)}", file=sys.stderr)
        for measure, count, of in _judge(path, folder):
            right[measure] = right.get(measure, 0) + count
            total[measure] = total.get(measure, 0) + of
    for measure, of in total.items():
        yield measure, right[measure] / of, of


def _judge(path: Path, folder: Path) -> Iterator[tuple[str, int, int]]:
    """(measure, right, of) of one file."""
    from pipeline.read import read_text
    from pipeline.structure import structure

    marked = path.read_text("utf-8")
    plain = _MARKS.sub("", marked)
    found = structure(read_text(plain))
    nodes = [node for one in found for node in one.nodes]
    headings = [_BLANK.sub("", f"{n.label}{n.heading or ''}") for n in nodes if n.kind.value in _DIVISIONS and n.label]
    yield "laws.divisions", headings == [_BLANK.sub("", h) for h in _HEADING.findall(marked)], 1
    articles = [_BLANK.sub("", n.label or "") for n in nodes if n.kind.value == "article"]
    yield "laws.articles", _same_articles(articles, _ARTICLE.findall(plain)), 1
    yield "laws.one document", len(found) == 1, 1
    if len(found) != 1:
        return
    yield from _dates(path, marked, plain, found[0].document)
    places = [part.removesuffix("地方法规") for part in path.relative_to(folder).parts if part.endswith("地方法规")]
    if places:
        yield "laws.province", _province(found[0].document.region) == _code(places[0]), 1
    yield ("laws.own references", *_references(found[0]))


def _same_articles(found: list[str], marked: list[str]) -> bool:
    """Whether all marked articles are found in order, and nothing else but articles that lost their line: the next by number."""
    from pipeline.chinese.numerals import integer

    rest, last = iter([*marked, None]), 0
    wanted = next(rest)
    for label in found:
        number = integer(label[1:].partition("条")[0]) or 0
        if label == wanted:
            wanted = next(rest)
        elif number != last + 1:
            return False
        last = number
    return wanted is None


def _dates(path: Path, marked: str, plain: str, document) -> Iterator[tuple[str, int, int]]:
    """The dates of one file against those of its name, of the lines above its text, of the last sentence that names one.

    Against its header the file's name is not told to the program.
    """
    from pipeline.read import read
    from pipeline.structure import structure

    if dated := _DATED.search(path.name):
        (named,) = structure(read(path))[:1]
        yield "laws.promulgated (file name)", _is(named.document.promulgated, dated[1]), 1
    head = marked.partition("<!-- INFO END -->")[0]
    published = _days(_HEADER_PROMULGATED, head)
    if published and published[-1] == max(_days(_HEADER_ACT, head)):  # else the version at hand is a later one
        yield "laws.promulgated (header)", _is(document.promulgated, published[-1]), 1
    if begun := _days(_HEADER_EFFECTIVE, head):
        yield "laws.effective (header)", _is(document.effective, begun[-1]), 1
    elif said := _days(_SENTENCE_EFFECTIVE, plain):
        yield "laws.effective (text)", _is(document.effective, said[-1]), 1


def _days(pattern: re.Pattern[str], text: str) -> list[str]:
    return [f"{int(y):04}-{int(m):02}-{int(d):02}" for y, m, d in pattern.findall(text)]


def _is(found, wanted: str) -> bool:
    return found is not None and found.value == wanted


def _province(region) -> str | None:
    return region.code[:2] if region else None


def _code(place: str) -> str | None:
    from pipeline.reference.areas import find

    area = find(place)
    return area.code[:2] if area else None


def _references(one) -> tuple[int, int]:
    """How many of 本法第X条 lead to an article of the text, and how many there are."""
    from pipeline.extract import citations
    from pipeline.extract.context import context
    from pipeline.extract.found import Found
    from pipeline.resolve.trees import Place, Tree, expand

    if not any(_OWN.search(clause.text) for clause in one.clauses):
        return 0, 0
    places = (Place(n.eid, n.kind.value, n.number, n.suffix, n.part, n.label) for n in one.nodes)
    tree = Tree(places, {n.eid: n.start for n in one.nodes})
    right = of = 0
    found = Found(context(one.document))
    for clause in one.clauses:
        if _OWN.search(clause.text):
            for citation in citations.extract(clause, found):
                if citation.title is None and _OWN.match(citation.text) and (citation.target or "").startswith("art_"):
                    of += 1
                    right += all(tree.find(steps, clause.part, clause.eid) is not None for steps in expand(citation.target))
    return right, of


def main() -> int:
    folder = gold.LAWS
    for path in sorted(folder.rglob("*.md")):
        for measure, right, of in _judge(path, folder):
            if right < of:
                print(measure, path.relative_to(folder), f"{of - int(right)}/{of}", sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main())
