"""Identifiers of nodes in the Akoma Ntoso manner: ``chp_2__art_9__para_1__item_5``.

Akoma Ntoso Naming Convention 1.0 §5: levels joined by two underscores, each a short name and the number as it stands in the text, so
that an id survives edits elsewhere in the document. Unnumbered nodes are counted under their parent; ids of carried texts begin
with ``doc_1__``. 第十七条之一 is ``art_17_1``.
"""

from __future__ import annotations

from pipeline.model import Kind

NAMES = {
    Kind.PART: "part", Kind.CHAPTER: "chp", Kind.SECTION: "sec", Kind.ARTICLE: "art", Kind.PARAGRAPH: "para", Kind.ITEM: "item", Kind.SUBITEM: "subitem",
    Kind.HEADING1: "h1", Kind.HEADING2: "h2", Kind.HEADING3: "h3", Kind.HEADING4: "h4", Kind.HEADING5: "h5", Kind.STAGE: "stage", Kind.POINT: "point",
    Kind.BODY: "body", Kind.TITLE: "title", Kind.META: "meta", Kind.TOC: "toc", Kind.SIGNATURE: "sig", Kind.ATTACHMENT: "att", Kind.TABLE: "table",
    Kind.SALUTATION: "sal", Kind.NOTE: "note", Kind.NOISE: "noise",
}  # fmt: skip
COUNTED = frozenset((Kind.BODY, Kind.TITLE, Kind.META, Kind.SIGNATURE, Kind.TABLE, Kind.SALUTATION, Kind.NOISE))
"""Kinds that never bear a number of their own."""


class Eids:
    """Gives each node of one document its id; the same walk gives the same ids."""

    def __init__(self) -> None:
        self.used: dict[str, int] = {}
        self.counts: dict[str, int] = {}

    def make(self, kind: Kind, number: int | None, suffix: int | None, parent: str | None, part: int) -> str:
        prefix = parent + "__" if parent else f"doc_{part}__" if part else ""
        name = prefix + NAMES[kind]
        if number is None or kind in COUNTED:
            count = self.counts[name] = self.counts.get(name, 0) + 1
            eid = f"{name}_{count}" if kind in COUNTED else f"{name}_x{count}"  # x: counted by us, not numbered in the text
        else:
            eid = f"{name}_{number}_{suffix}" if suffix else f"{name}_{number}"
        seen = self.used.get(eid, 0) + 1
        self.used[eid] = seen
        return eid if seen == 1 else self.make_again(eid, seen)

    def make_again(self, eid: str, seen: int) -> str:
        """A number that comes twice under one parent (the text restarts its numbering): ``item_1~2`` is the second."""
        while f"{eid}~{seen}" in self.used:
            seen += 1
        again = f"{eid}~{seen}"
        self.used[again] = 1
        return again
