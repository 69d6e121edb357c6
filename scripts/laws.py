"""Figures on the law corpus beside the project: structure without marks, dates, regions, references inside a text.

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
    from pipeline.read import read, read_text
    from pipeline.structure import structure

    marked = path.read_text("utf-8")
    plain = _MARKS.sub("", marked)
    found = structure(read_text(plain))
    nodes = [node for one in found for node in one.nodes]
    headings = [_BLANK.sub("", f"{n.label}{n.heading or ''}") for n in nodes if n.kind.value in _DIVISIONS and n.label]
    yield "laws.divisions", headings == [_BLANK.sub("", h) for h in _HEADING.findall(marked)], 1
    articles = [_BLANK.sub("", n.label or "") for n in nodes if n.kind.value == "article"]
    yield "laws.articles", articles == _ARTICLE.findall(plain), 1
    yield "laws.one document", len(found) == 1, 1
    if len(found) != 1:
        return
    if dated := _DATED.search(path.name):
        (named,) = structure(read(path))[:1]
        promulgated = named.document.promulgated
        yield "laws.promulgated", promulgated is not None and promulgated.value == dated[1], 1
    places = [part.removesuffix("地方法规") for part in path.relative_to(folder).parts if part.endswith("地方法规")]
    if places:
        yield "laws.province", _province(found[0].document.region) == _code(places[0]), 1
    yield ("laws.own references", *_references(found[0]))


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
    tree = Tree(Place(n.eid, n.kind.value, n.number, n.suffix, n.part) for n in one.nodes)
    right = of = 0
    found = Found(context(one.document))
    for clause in one.clauses:
        if _OWN.search(clause.text):
            for citation in citations.extract(clause, found):
                if citation.title is None and _OWN.match(citation.text) and (citation.target or "").startswith("art_"):
                    of += 1
                    right += all(tree.find(steps, clause.part, clause.eid) is not None for steps in expand(citation.target))
    return right, of
