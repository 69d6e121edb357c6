"""The shape of a clause: how it opens, who its subject is, which phrases govern it, what facts it holds.

Few signs that n-grams cannot add up by themselves. Each is there or not and is one column of the model of functions, in the
order of ``SIGNS``. The words of all clauses of a batch are found in one pass (:mod:`pipeline.classify.lookup`); phrases are data
(:mod:`pipeline.classify.phrases`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pipeline.classify import phrases, signs
from pipeline.classify.features import Joined
from pipeline.classify.lookup import Lookup
from pipeline.model import Modality, Norm, Quantity

if TYPE_CHECKING:
    import numpy as np

SUBJECT = 40  # characters before the first modal, where the subject stands
NO_MODAL = 25  # characters of a clause without one, where it stands
LENGTHS = (25, 40, 60, 80, 115, 150, 220, 299)
DIMENSIONS = ("money", "percent", "duration", "count")
PARTS = ("condition", "deadline", "exception", "items")
STEPS = (2, 4)  # how often a counted phrase must stand for a further sign


def _phrase_signs() -> list[str]:
    return [
        f"phrase:{name}{part}"
        for name, phrase in phrases.PHRASES.items()
        for part in ("", " first", *(f"≥{n}" for n in STEPS if phrase.counted))
    ]


WORDS = (
    *_phrase_signs(),
    *(f"cue:{name}" for name in phrases.CUES),
    *(f"subject:{name}" for name in phrases.SUBJECTS),
    *(f"modal:{name}" for name in phrases.MODALS),
    *(f"shorter:{length}" for length in LENGTHS),
)
"""The signs that the words of a clause show."""
KNOWN = (
    *(f"label:{name}" for name in signs.LABELS),
    *(f"norms:{m.value}≥{n}" for m in Modality for n in (1, 2)),
    *(f"quantities:{name}≥{n}" for name in DIMENSIONS for n in (1, 2)),
    *(f"actor:{name}" for name in signs.SUBJECTS),
    *(f"part:{name}" for name in PARTS),
    *(f"heading:{name}" for name in signs.HEADINGS),
)
"""The signs of what is known beside its words: label, facts, heading."""
SIGNS = WORDS + KNOWN
COLUMN = {name: column for column, name in enumerate(SIGNS)}

_LABELS = tuple((pattern.match, COLUMN[f"label:{name}"]) for name, pattern in signs.LABELS.items())
_ACTORS = tuple((pattern.search, COLUMN[f"actor:{name}"]) for name, pattern in signs.SUBJECTS.items())
_PARTS = tuple((name, COLUMN[f"part:{name}"]) for name in PARTS)


@lru_cache(maxsize=4096)
def heading_kind(heading: str) -> str | None:
    """The kind of a chapter heading, the first that fits: also the weak label of the articles under it.

    >>> heading_kind("第六章　法律责任"), heading_kind("附　则"), heading_kind("水源")
    ('法律责任', '附则', None)
    """
    bare = signs.HEADING_NUMBER.sub("", "".join(heading.split()))
    return next((name for name, pattern in signs.HEADINGS.items() if pattern.search(bare)), None)


def known(label: str, norms: Sequence[Norm] = (), quantities: Sequence[Quantity] = (), path: Sequence[str] = ()) -> list[int]:
    """The columns of what is known of a clause beside its words: its label as written, its facts, the headings above it.

    >>> [SIGNS[column] for column in known("第二条 ", path=("第一章 总则",))]
    ['label:article', 'label:article 2', 'heading:总则']
    """
    out = list(_label_columns(label))
    if quantities:
        _count(out, (COLUMN[f"quantities:{q.dimension}≥1"] for q in quantities if q.dimension in DIMENSIONS))
    if norms:
        _count(out, (COLUMN[f"norms:{norm.modality.value}≥1"] for norm in norms))
        actors = "".join(span.text for norm in norms for span in norm.actor)
        out += [column for search, column in _ACTORS if search(actors)]
        out += [column for name, column in _PARTS if any(getattr(norm, name) for norm in norms)]
    if path and (kind := heading_kind(path[-1])):
        out.append(COLUMN[f"heading:{kind}"])
    return out


@lru_cache(maxsize=4096)
def _label_columns(label: str) -> tuple[int, ...]:
    return tuple(column for match, column in _LABELS if match(label))


def _count(out: list[int], first: Iterable[int]) -> None:
    """Add, for a sign seen once or more, the column ≥1, and for one seen twice or more the column ≥2 beside it."""
    seen: dict[int, int] = {}
    for column in first:
        n = seen.get(column, 0)
        if n < 2:
            out.append(column + n)
            seen[column] = n + 1


class _Plan(NamedTuple):
    """What each group of words means: arrays by the number of the group, -1 where it has no such part."""

    lookup: Lookup
    opener: np.ndarray  # number of the phrase that the words of the group begin
    follower: np.ndarray  # number of the phrase that they complete
    cue: np.ndarray  # column
    subject: np.ndarray  # column
    modal: np.ndarray  # column
    column: np.ndarray  # of each phrase
    within: np.ndarray  # of each phrase; -1 where nothing must follow
    opening: np.ndarray  # of each phrase: how far from the beginning it may begin
    counted: np.ndarray  # numbers of phrases
    anywhere: np.ndarray  # numbers of phrases that begin with the clause whatever its first word


@cache
def _plan() -> _Plan:
    import numpy as np

    groups: list[list[str]] = []
    parts: dict[str, dict[int, int]] = {name: {} for name in ("opener", "follower", "cue", "subject", "modal")}

    def group(words: str, part: str, value: int) -> None:
        parts[part][len(groups)] = value
        groups.append([word for word in words.replace("^", "").split(" ") if word])

    for number, phrase in enumerate(phrases.PHRASES.values()):
        group(phrase.words, "opener", number)
        if phrase.then:
            group(phrase.then, "follower", number)
    for part, table in (("cue", phrases.CUES), ("subject", phrases.SUBJECTS), ("modal", {m: m for m in phrases.MODALS})):
        for name, listed in table.items():
            group(listed, part, COLUMN[f"{part}:{name}"])
    every = list(phrases.PHRASES.values())
    return _Plan(
        Lookup(groups),
        *(np.array([parts[part].get(number, -1) for number in range(len(groups))]) for part in parts),
        column=np.array([COLUMN[f"phrase:{name}"] for name in phrases.PHRASES]),
        within=np.array([phrase.within if phrase.then else -1 for phrase in every]),
        opening=np.array([0 if phrase.words.startswith("^") else phrase.opening or 1 << 30 for phrase in every]),
        counted=np.array([number for number, phrase in enumerate(every) if phrase.counted]),
        anywhere=np.array([number for number, phrase in enumerate(every) if phrase.words == "^"]),
    )


def words(texts: Joined) -> np.ndarray:
    """The signs that the words of each clause show: clause × sign of ``WORDS``, 1 where it is there. No text may be empty.

    >>> from pipeline.classify.features import join
    >>> shown = words(join(["本办法适用于本市湖泊的保护和管理活动。"]))[0]
    >>> [WORDS[column] for column in shown.nonzero()[0]][:3]
    ['phrase:援引', 'phrase:援引 first', 'cue:适用']
    """
    import numpy as np

    plan = _plan()
    codes, lengths, begins = texts
    stops = begins + lengths
    owner = np.repeat(np.arange(len(lengths)), lengths)
    full = np.flatnonzero((codes == ord("。")) | (codes == ord("\n")))
    first = stops.copy()  # where the first sentence of each clause ends
    np.minimum.at(first, owner[full], full + 1)
    start, end, group = plan.lookup.find(codes)
    mine = owner[start]
    inside = end <= stops[mine]
    start, end, group, mine = start[inside], end[inside], group[inside], mine[inside]

    out = np.zeros((len(lengths), len(WORDS)), dtype=np.float32)
    _phrases(plan, out, begins, first, start, end, group, mine)
    cue = plan.cue[group]
    fits = (cue >= 0) & (end <= first[mine])
    out[mine[fits], cue[fits]] = 1
    modal = plan.modal[group]
    fits = modal >= 0
    at = stops.copy()  # where the first modal word of each clause begins
    np.minimum.at(at, mine[fits], start[fits])
    fits &= start == at[mine]
    out[mine[fits], modal[fits]] = 1
    subject = plan.subject[group]
    low = np.where(at < stops, np.maximum(begins, at - SUBJECT), begins)
    high = np.where(at < stops, at, np.minimum(stops, begins + NO_MODAL))
    fits = (subject >= 0) & (start >= low[mine]) & (end <= high[mine])
    out[mine[fits], subject[fits]] = 1
    out[:, COLUMN[f"shorter:{LENGTHS[0]}"] :] = lengths[:, None] < np.array(LENGTHS)
    return out


def _phrases(
    plan: _Plan,
    out: np.ndarray,
    begins: np.ndarray,
    first: np.ndarray,
    start: np.ndarray,
    end: np.ndarray,
    group: np.ndarray,
    mine: np.ndarray,
) -> None:
    """Set the columns of the phrases. Hits are words with their clause, in order of the text."""
    import numpy as np

    number = plan.opener[group]
    at = np.flatnonzero(number >= 0)
    clause = np.arange(len(begins))
    who = np.concatenate([mine[at], np.tile(clause, len(plan.anywhere))])
    begin = np.concatenate([start[at], np.tile(begins, len(plan.anywhere))])
    stop = np.concatenate([end[at], np.tile(begins, len(plan.anywhere))])
    number = np.concatenate([number[at], np.repeat(plan.anywhere, len(begins))])
    early = begin - begins[who] <= plan.opening[number]
    who, stop, number = who[early], stop[early], number[early]

    # what must follow: the next completing word of the same phrase, all phrases side by side on one line of keys
    second = plan.follower[group]
    after = np.flatnonzero(second >= 0)
    after = after[np.argsort(second[after], kind="stable")]
    span = int(first.max(initial=0) + end.max(initial=0) + (1 << 12))
    keys = second[after] * span + start[after]
    place = np.minimum(np.searchsorted(keys, number * span + stop), max(len(keys) - 1, 0))
    alone = plan.within[number] < 0
    fits, last = alone.copy(), stop.copy()
    if len(keys):
        near = after[place]
        gap = keys[place] - (number * span + stop)
        followed = ~alone & (gap >= 0) & (gap <= plan.within[number]) & (mine[near] == who)
        fits |= followed
        last[followed] = end[near[followed]]
    who, stop, number = who[fits], last[fits], number[fits]

    out[who, plan.column[number]] = 1
    early = stop <= first[who]
    out[who[early], plan.column[number[early]] + 1] = 1
    times = np.bincount(who * len(plan.column) + number, minlength=len(begins) * len(plan.column)).reshape(len(begins), -1)
    for more, least in enumerate(STEPS, start=2):
        out[:, plan.column[plan.counted] + more] = times[:, plan.counted] >= least
