"""Text that was taken over: near copies of clauses across regions and from the national law, in a whole database.

MinHash (library ``rensa``) finds candidates, exact comparison of character runs confirms them. Told is the *earliest known* text
that a clause is a copy of, never an origin: what is not in the database, or is dated wrongly, cannot be known. Boilerplate — a text that
stands in very many documents — is set aside and counted apart.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.chinese.bigrams import fold
from pipeline.errors import ZhengceError
from pipeline.resolve.works import name
from pipeline.search.connection import Database, connected

COVERAGE = 0.6
"""The share of a clause's characters that must stand in runs of the other."""

RUN = 8
"""Characters of the shortest run that counts as taken over."""

SHORTEST = 30
"""Characters; a shorter clause says too little to be a copy."""

BOILERPLATE = 12
"""Documents of different titles in which a clause stands before it counts as boilerplate."""

PERMUTATIONS, BANDS, SHINGLE, SEED = 64, 32, 5, 1
"""MinHash: two rows a band find likenesses (Jaccard) from about 0.2 on."""

LIKENESS = 0.12
"""The estimated likeness (Jaccard) that a candidate must have: a copy inside a clause three times as long has about 0.2."""

MOST = 40
"""Candidates confirmed for one clause, the oldest first."""

COLUMNS = (
    "region",
    "document",
    "clause",
    "coverage",
    "from_region",
    "from_document",
    "from_clause",
    "from_date",
    "kind",
    "copies",
    "text",
    "from_text",
    "clause_id",
    "from_id",
)
DOCUMENT_COLUMNS = (
    "region",
    "document",
    "date",
    "clauses",
    "copied",
    "share",
    "national",
    "elsewhere",
    "boilerplate",
    "most_from",
    "document_id",
)

_WORD = re.compile(r"[^\u3400-\u9fffa-z0-9]+")
_CLAUSES = """
SELECT c.key, c.document, c.eid, c.label, c.text, d.id, d.title, coalesce(d.region, ''), coalesce(d.date, ''), coalesce(d.level, '')
FROM clauses c JOIN documents d ON d.key = c.document WHERE c.kind = 'article' ORDER BY c.key"""


@dataclass(frozen=True, slots=True)
class Text:
    """A clause as it is compared: ``words`` are its characters without punctuation and label."""

    id: str
    document: int
    document_id: str
    label: str
    title: str
    region: str
    date: str
    national: bool
    text: str
    words: str


@dataclass(frozen=True, slots=True)
class Copy:
    """``text`` has ``coverage`` of its characters from ``source``, the earliest known of ``copies`` texts that hold the like."""

    text: Text
    source: Text
    coverage: float
    copies: int

    @property
    def kind(self) -> str:
        """national: from a national law; elsewhere: from another region; same: from a document of the same region."""
        if self.source.national:
            return "national"
        return "same" if self.source.region == self.text.region else "elsewhere"


@dataclass(frozen=True, slots=True)
class Reuse:
    """Copies in the order of the database, the clauses that are boilerplate by document, and how many clauses were compared."""

    copies: tuple[Copy, ...]
    boilerplate: dict[int, int]
    texts: tuple[Text, ...]


def reuse(db: Database) -> Reuse:
    """All near copies of articles in a database. Raises ``ZhengceError`` when the extra ``zhengce[reuse]`` is not installed."""
    with connected(db) as connection:
        texts = list(_texts(connection))
    found = _candidates(texts)
    copies, boiler = [], Counter()
    for k, text in enumerate(texts):
        others = found.get(k, ())
        titles = {name(texts[o].title) for o in others} | {name(text.title)}
        if len(titles) > BOILERPLATE:
            runs = _runs(text.words)
            alike = {name(texts[o].title) for o in others if _covered(text.words, runs, texts[o].words) >= COVERAGE}
            if len(alike) >= BOILERPLATE:
                boiler[text.document] += 1
                continue
        copy = _earliest(text, [texts[o] for o in others])
        if copy:
            copies.append(copy)
    return Reuse(tuple(copies), dict(boiler), tuple(texts))


def rows(found: Reuse) -> Iterator[dict[str, Any]]:
    """One row a copied clause, as ``COLUMNS``."""
    for c in found.copies:
        yield {
            "region": c.text.region or None,
            "document": c.text.title,
            "clause": c.text.label,
            "coverage": round(c.coverage, 3),
            "from_region": c.source.region or None,
            "from_document": c.source.title,
            "from_clause": c.source.label,
            "from_date": c.source.date or None,
            "kind": c.kind,
            "copies": c.copies,
            "text": c.text.text,
            "from_text": c.source.text,
            "clause_id": c.text.id,
            "from_id": c.source.id,
        }


def document_rows(found: Reuse) -> Iterator[dict[str, Any]]:
    """One row a document with the share of its characters in copied clauses, boilerplate left out, as ``DOCUMENT_COLUMNS``."""
    texts: dict[int, list[Text]] = defaultdict(list)
    copies: dict[int, list[Copy]] = defaultdict(list)
    for t in found.texts:
        texts[t.document].append(t)
    for c in found.copies:
        copies[c.text.document].append(c)
    for document, some in texts.items():
        mine = copies[document]
        size = sum(len(t.words) for t in some)
        share = Counter()
        for c in mine:
            share[c.kind] += c.coverage * len(c.text.words) / size
        most = Counter(c.source.title for c in mine).most_common(1)
        yield {
            "region": some[0].region or None,
            "document": some[0].title,
            "date": some[0].date or None,
            "clauses": len(some),
            "copied": len(mine),
            "share": round(sum(share.values()), 3),
            "national": round(share["national"], 3),
            "elsewhere": round(share["elsewhere"], 3),
            "boilerplate": found.boilerplate.get(document, 0),
            "most_from": most[0][0] if most else None,
            "document_id": some[0].document_id,
        }


def coverage(text: str, other: str) -> float:
    """The share of the characters of ``text`` that stand in runs of ``RUN`` or more characters of ``other``.

    >>> coverage("甲乙丙丁戊己庚辛壬癸", "子甲乙丙丁戊己庚辛丑")
    0.8
    """
    return _covered(text, _runs(text), other)


def _texts(connection: sqlite3.Connection) -> Iterator[Text]:
    for _, document, eid, label, text, document_id, title, region, date, level in connection.execute(_CLAUSES):
        words = _WORD.sub("", fold(text.removeprefix(label)))
        if len(words) >= SHORTEST:
            yield Text(f"{document_id}#{eid}", document, document_id, label, title, region, date, level == "国家", text, words)


def _candidates(texts: Sequence[Text]) -> dict[int, list[int]]:
    """For each text the others that share a band of MinHash values, oldest first."""
    try:
        from rensa import RMinHash
    except ImportError as error:
        raise ZhengceError(
            "查找近似文本需要 rensa finding near copies needs rensa", hint="pip install 'zhengce[reuse]'"
        ) from error
    import numpy as np

    digests = np.array(
        [RMinHash.digests_from_token_sets([_shingles(t.words)], PERMUTATIONS, SEED)[0] for t in texts], dtype=np.uint64
    ).reshape(len(texts), PERMUTATIONS)
    found: dict[int, set[int]] = defaultdict(set)
    width = PERMUTATIONS // BANDS
    order = sorted(range(len(texts)), key=lambda k: (texts[k].date or "9", not texts[k].national, k))
    for band in range(BANDS):
        key = np.ascontiguousarray(digests[order, band * width : (band + 1) * width]).view(f"V{8 * width}").ravel()
        _, inverse = np.unique(key, return_inverse=True)
        buckets = np.argsort(inverse, kind="stable")
        ends = np.flatnonzero(np.diff(inverse[buckets])) + 1
        for bucket in np.split(buckets, ends):
            if len(bucket) > 1:
                members = [order[b] for b in bucket]
                for k in members:
                    found[k].update(members[:MOST])
    rank = {k: n for n, k in enumerate(order)}
    out = {}
    for k, some in found.items():
        others = np.array(sorted(some - {k}, key=rank.__getitem__), dtype=np.intp)
        near = (digests[others] == digests[k]).sum(axis=1) >= LIKENESS * PERMUTATIONS
        out[k] = others[near][: 2 * MOST].tolist()
    return out


def _shingles(words: str) -> list[str]:
    return [words[k : k + SHINGLE] for k in range(max(1, len(words) - SHINGLE + 1))]


def _earliest(text: Text, others: Iterable[Text]) -> Copy | None:
    """The earliest of the older texts of other works that ``text`` is a copy of, a national law before all."""
    runs, alike = _runs(text.words), []
    for other in others:
        if (
            not _older(other, text)
            or other.document == text.document
            or (name(other.title) == name(text.title) and other.region == text.region)
        ):
            continue
        share = _covered(text.words, runs, other.words)
        if share >= COVERAGE:
            alike.append((not other.national, other.date, other.id, share, other))
    if not alike:
        return None
    first = min(alike, key=lambda found: found[:3])
    return Copy(text, first[4], first[3], len(alike))


def _older(other: Text, text: Text) -> bool:
    """Whether ``text`` may be a copy of ``other``: a national law before any local text (the date of a file is that of its latest
    version), else by date; a national law is no copy of a local text."""
    if other.national != text.national:
        return other.national
    return bool(other.date and text.date and other.date < text.date)


def _runs(words: str) -> list[str]:
    return [words[k : k + RUN] for k in range(len(words) - RUN + 1)]


def _covered(words: str, runs: Sequence[str], other: str) -> float:
    covered, end = 0, 0
    for k, run in enumerate(runs):
        if run in other:
            covered += k + RUN - max(end, k)
            end = k + RUN
    return covered / len(words) if words else 0.0
