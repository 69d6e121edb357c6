"""Nodes → citable clauses, what a search returns and facts belong to.

An article is one clause with all its 款 and 项. Elsewhere a heading with the paragraphs under it, down to the next heading, is one;
a heading that holds only further headings is none, it stands in their path. Entries of a list under a colon (（1）…；（2）…) stay with the
sentence that leads in. Paragraphs outside headings are clauses of their own; so are tables, notes and lists of attachments.
Title, 题注, contents, salutation, signature, closing formulas (特此通知。) and page furniture are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.model import Clause, Kind, Node

DIVISIONS = frozenset((Kind.PART, Kind.CHAPTER, Kind.SECTION))
HEADINGS = frozenset((Kind.HEADING1, Kind.HEADING2, Kind.HEADING3, Kind.HEADING4, Kind.HEADING5, Kind.STAGE))
LISTED = frozenset((Kind.HEADING3, Kind.HEADING4, Kind.HEADING5, Kind.ITEM, Kind.SUBITEM))
PROSE = frozenset((Kind.BODY, Kind.POINT, Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM))
RUNS = frozenset((Kind.TABLE, Kind.NOTE, Kind.ATTACHMENT))
LONGEST_RUN = 3000  # characters of a table in one clause
_FORMULA = re.compile(r"\s*(?:特此(?:通知|通告|公告|函告|函复|批复|说明|报告|意见)?|此[复致函令]|专此.{0,4}|敬礼)[。！!]?\s*$")
SHORT = 60
"""Lines of a list of names and the like, up to this length and without a full stop, are joined to one clause."""
_ARTICLE, _BODY, _TITLE = Kind.ARTICLE, Kind.BODY, Kind.TITLE  # bound once: asking the enumeration costs ten times as much


class _Group:
    __slots__ = ("nodes", "start", "end", "eids")

    def __init__(self, node: Node, end: int) -> None:
        self.nodes, self.start, self.end, self.eids = [node], node.start, end, {node.eid}

    def add(self, node: Node, end: int) -> None:
        self.nodes.append(node)
        self.eids.add(node.eid)
        self.end = max(self.end, end)


def clauses(nodes: Sequence[Node], text: str, title: str = "") -> tuple[Clause, ...]:
    """The clauses of one document in the order of its text; ``text[c.start:c.end] == c.text`` for each."""
    by_eid = {n.eid: n for n in nodes}
    titles = _titles(nodes, text)
    naming = _Naming(by_eid, titles)
    return tuple(naming.clause(g, text) for g in _groups(nodes, text) if _says_something(text[g.start : g.end]))


def _says_something(text: str) -> bool:
    return bool(text.strip()) and not (len(text) < 16 and _FORMULA.match(text))


def _groups(nodes: Sequence[Node], text: str) -> Iterable[_Group]:
    group: _Group | None = None
    covered = 0  # nodes that begin before this offset are inside an article
    for node in nodes:
        if node.start < covered:
            continue
        kind = node.kind
        if kind is _ARTICLE:
            if group:
                yield group
            yield _Group(node, node.end)
            group, covered = None, node.end
            continue
        end = _line_end(node, text)
        if kind in HEADINGS or kind in PROSE or kind in RUNS:
            if group and _joins(group, node, text):
                group.add(node, end)
            else:
                if group and not _only_path(group, node, text):
                    yield group
                group = _Group(node, end)
            covered = max(covered, end)
        else:
            if group:
                yield group
            group = None
    if group:
        yield group


def _line_end(node: Node, text: str) -> int:
    """Where the block of a node ends, inline points included."""
    stop = text.find("\n", node.own_end)
    return len(text) if stop < 0 else stop


def _joins(group: _Group, node: Node, text: str) -> bool:
    first, last = group.nodes[0], group.nodes[-1]
    kind = node.kind
    if node.part != first.part:
        return False
    if kind in RUNS:
        return last.kind is kind and group.end - group.start < LONGEST_RUN
    if kind in LISTED and node.heading is None and first.kind not in RUNS:
        lead_in = node.parent in group.eids or (node.parent == last.parent and last.kind is kind and len(group.nodes) > 1)
        return lead_in and (text[group.start : group.end].rstrip()[-1:] in "：:；;，,、" or len(group.nodes) > 1)
    if kind not in PROSE:
        return False
    if first.kind in HEADINGS:
        return node.parent in group.eids
    if node.parent in group.eids:
        return True
    if last.kind is not _BODY or kind is not _BODY or node.parent != last.parent:
        return False
    broken = text[last.start : last.own_end].rstrip()[-1:] not in "。；！？：”）"
    return broken and (node.end - node.start <= SHORT or last.end - last.start > SHORT)


def _only_path(group: _Group, following: Node, text: str) -> bool:
    """A heading right above its own subheading, with no text of its own."""
    first = group.nodes[0]
    if len(group.nodes) > 1 or first.kind not in HEADINGS or following.parent != first.eid or first.heading is None:
        return False
    return len(text[first.start : first.own_end].strip()) <= len(first.label or "") + len(first.heading) + 4


def _titles(nodes: Sequence[Node], text: str) -> dict[int, str]:
    """The title of each carried text by its part."""
    out: dict[int, str] = {}
    for node in nodes:
        if node.kind is _TITLE and node.part:
            out[node.part] = out.get(node.part, "") + text[node.start : node.end].strip()
    return out


class _Naming:
    def __init__(self, by_eid: dict[str, Node], titles: dict[int, str]) -> None:
        self.by_eid, self.titles, self.unlabelled = by_eid, titles, 0
        self.places: dict[tuple[str | None, int], tuple[list[Node], tuple[str, ...]]] = {}

    def _place(self, node: Node) -> tuple[list[Node], tuple[str, ...]]:
        """The nodes above ``node``, outermost first, and its path; worked out once for all that stand side by side."""
        key = node.parent, node.part
        if key not in self.places:
            above, at = [], node
            while at.parent is not None:
                at = self.by_eid[at.parent]
                above.append(at)
            above.reverse()
            path = [self.titles[node.part]] if node.part in self.titles else []
            path += [_named(n) for n in above if n.kind in DIVISIONS or n.kind in HEADINGS]
            self.places[key] = above, tuple(path)
        return self.places[key]

    def _label(self, node: Node, above: list[Node]) -> str:
        if node.kind is _ARTICLE and node.label:
            return node.label
        chain: list[str] = []
        for n in (*above, node):
            if not n.label or n.kind in DIVISIONS or n.kind is _ARTICLE:
                continue
            if chain and n.label[0].isdigit() and n.label.startswith(chain[-1].rstrip(".．")):
                chain[-1] = n.label  # 1.2.1 says 1.2 itself
            else:
                chain.append(n.label)
        if not node.label:
            self.unlabelled += 1
            chain.append(f"¶{self.unlabelled}")
        return "".join(chain)

    def clause(self, group: _Group, text: str) -> Clause:
        node = group.nodes[0]
        above, path = self._place(node)
        words = text[group.start : group.end]
        label = self._label(node, above)
        return Clause(node.eid, label, node.kind, path, group.start, group.end, words, node.number, node.page, node.part)


def _named(node: Node) -> str:
    """第二章 购买主体; 一、总体要求."""
    heading = node.heading or ""
    if not node.label:
        return heading
    return f"{node.label} {heading}".strip() if node.kind in DIVISIONS else node.label + heading
