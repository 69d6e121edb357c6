"""Who answers for the tasks of a paragraph, as plans tell at its end: （责任单位：市科委、市财政局）, （市民政局牵头，各区配合）.

Reads the text of a clause, writes ``Responsible`` spans in order: one a body, with its role and the stretch of text whose tasks
it answers for, which reaches back to the mark before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.norms import bearers
from pipeline.model import Span

LEAD, ANSWER, ASSIST = "牵头", "责任", "配合"
"""Roles as plans call them."""

_LABELS = {
    "牵头": LEAD, "主办": LEAD, "责任": ANSWER, "负责": ANSWER, "落实": ANSWER, "实施": ANSWER, "配合": ASSIST, "协办": ASSIST,
    "协同": ASSIST, "参加": ASSIST, "参与": ASSIST,
}  # fmt: skip
_VERBS = {"牵头负责": LEAD, "牵头": LEAD, "负责": ANSWER, "落实": ANSWER, "配合": ASSIST, "参与": ASSIST, "参加": ASSIST}

_MARK = re.compile(
    r"[（(](?P<inside>[^（）()\n]+)[）)]"
    rf"|^[ \t\u3000]*(?P<line>(?:{'|'.join(_LABELS)})(?:单位|部门)[:：][^\n]+)$",
    re.MULTILINE,
)
_ANY_LABEL = re.compile("|".join(_LABELS))
_ONLY = re.compile(r"(?<=。)[（(](?P<inside>[^（）()\n，。；：:]{2,80})[）)](?=\n|$)")
"""Nothing but names behind the last stop of a paragraph: （市科委、市财政局）."""

_LABELLED = re.compile(rf"(?:{'|'.join(_LABELS)})(?:单位|部门|处室|科室)[:：]")
_PART = re.compile(r"[^；;。]+")
_DOES = re.compile(rf"(?P<bodies>.+?)(?:按照?(?:各自)?职责|根据职责)?(?:分工|分别|共同)?(?P<verb>{'|'.join(_VERBS)})$")
_BODY = re.compile(r"[^、，,；;。\s]+")
_LONGEST = 40  # characters of a body's name


@dataclass(frozen=True, slots=True)
class Responsible(Span):
    """A body that answers for the tasks in ``[since, start)`` of its clause. ``role``: 牵头, 责任 or 配合."""

    role: str = ANSWER
    since: int = 0


def find(text: str) -> list[Responsible]:
    """The bodies that answer for the tasks of ``text``.

    >>> [(r.role, r.text) for r in find("加强巡查。（牵头单位：县水务局；配合单位：县公安局、各镇）")]
    [('牵头', '县水务局'), ('配合', '县公安局'), ('配合', '各镇')]
    >>> [(r.role, r.text) for r in find("修缮船坞。（县航运局牵头，县财政局、县水务局配合）")]
    [('牵头', '县航运局'), ('配合', '县财政局'), ('配合', '县水务局')]
    """
    out: list[Responsible] = []
    if "单位" not in text and "部门" not in text and "（" not in text and "(" not in text:
        return out
    since = 0
    marks = sorted((*_MARK.finditer(text), *_ONLY.finditer(text)), key=lambda mark: mark.start())
    for mark in marks:
        start, end = mark.span("line" if mark.re is _MARK and mark["line"] else "inside")
        if mark.re is _ONLY:
            found = list(_named(text, start, end, since))
        elif not _ANY_LABEL.search(text, start, end):
            continue
        elif _LABELLED.search(text, start, end):
            found = list(_labelled(text, start, end, since))
        else:
            found = list(_told(text, start, end, since))
        if found and mark.start() >= since:
            out += found
            since = mark.end()
    return out


def _labelled(text: str, start: int, end: int, since: int) -> Iterator[Responsible]:
    """责任单位：甲、乙；配合单位：丙. What has another label (完成时限：…) is no body."""
    labels = [*_LABELLED.finditer(text, start, end)]
    for label, stop in zip(labels, [*(m.start() for m in labels[1:]), end], strict=True):
        role = _LABELS[label[0][:2]]
        for body in _BODY.finditer(text, label.end(), stop):
            if "：" in body[0] or ":" in body[0] or len(body[0]) > _LONGEST:
                break
            yield Responsible(*body.span(), body[0], "labelled", 1.0, role, since)


def _told(text: str, start: int, end: int, since: int) -> Iterator[Responsible]:
    """甲牵头，乙、丙配合. Each part between commas ends in a verb and names bodies in front of it."""
    for part in _PART.finditer(text, start, end):
        at = part.start()
        for piece in re.split("[，,]", part[0]):
            does = _DOES.fullmatch(text, at, at + len(piece))
            if does is not None:
                bodies = list(_BODY.finditer(text, *does.span("bodies")))
                if all(len(b[0]) <= _LONGEST for b in bodies) and bearers.is_body(text, *does.span("bodies")):
                    for body in bodies:
                        yield Responsible(*body.span(), body[0], "told", 0.9, _VERBS[does["verb"]], since)
            at += len(piece) + 1


def _named(text: str, start: int, end: int, since: int) -> Iterator[Responsible]:
    bodies = list(_BODY.finditer(text, start, end))
    if all(bearers.is_body(text, *body.span()) and len(body[0]) <= _LONGEST for body in bodies):
        for body in bodies:
            yield Responsible(*body.span(), body[0], "named", 0.7, ANSWER, since)
