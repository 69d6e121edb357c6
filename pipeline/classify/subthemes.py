"""The second level of a theme (二级主题) where the evidence carries it: subject words of the class in title and opening."""

from __future__ import annotations

from collections import Counter

from pipeline.classify.themes import OPENING, readable, split_title, subject_of
from pipeline.classify.words import subject_hits
from pipeline.model import Topic

TITLE, BODY = 3.0, 1.0  # what a word counts in the title and in the opening
CLEAR = 0.6  # share of the weight that the first subclass must have
LEAST = 2.0  # weight it must have


def subtheme(title: str, text: str, theme: str) -> Topic | None:
    """The subclass of a document (or clause) whose class is ``theme``, or ``None``: *unsure*.

    ``probability`` is the share of the evidence that speaks for it.

    >>> subtheme("云山市居家养老服务条例", "为了发展养老服务，保障老年人的权益，制定本条例。", "民政、扶贫、救灾").label
    '社会福利'
    """
    if not title:
        title, text = split_title(text)
    weight: Counter[str] = Counter()
    words: dict[str, list[str]] = {}
    for count, part in ((TITLE, subject_of(title)), (BODY, readable(text)[:OPENING])):
        for hit in subject_hits(part):
            if hit.theme == theme and hit.sub:
                weight[hit.sub] += count
                words.setdefault(hit.sub, []).append(hit.word)
    if not weight:
        return None
    (best, most), total = weight.most_common(1)[0], weight.total()
    if most < LEAST or most < CLEAR * total:
        return None
    return Topic(best, most / total, tuple(dict.fromkeys(words[best])))
