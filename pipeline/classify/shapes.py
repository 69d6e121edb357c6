"""The shape of a clause: how it opens, who its subject is, which words govern it, what facts it holds.

Few, cheap signs that n-grams cannot add up by themselves. Each sign is there or not, and is one column of the model of
functions; the order of ``SIGNS`` is the order of the columns. The patterns stand in :mod:`pipeline.classify.signs`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from pipeline.classify import signs
from pipeline.model import Modality, Norm, Quantity

HEAD = 240  # characters of a clause in which signs are looked for
SENTENCE = 160  # most characters of its first sentence
SUBJECT = 40  # characters before the first modal, where the subject stands
LENGTHS = (40, 80, 150, 300)
DIMENSIONS = ("money", "percent", "duration", "count")
PARTS = ("condition", "deadline", "exception", "items")


def _steps(kind: str, names: Iterable[str], most: int) -> list[str]:
    return [f"{kind}:{name}≥{n}" for name in names for n in range(1, most + 1)]


SIGNS = (
    *(f"cue:{name}" for name in signs.CUES),
    *(f"rule:{name}" for name in signs.RULES),
    *(f"label:{name}" for name in signs.LABELS),
    *(f"subject:{name}" for name in signs.SUBJECTS),
    *(f"modal:{name}" for name in signs.MODALS),
    *(f"shorter:{length}" for length in LENGTHS),
    *_steps("words", signs.FAMILIES, 3),
    *_steps("norms", (m.value for m in Modality), 2),
    *_steps("quantities", DIMENSIONS, 2),
    *(f"actor:{name}" for name in signs.SUBJECTS),
    *(f"part:{name}" for name in PARTS),
    *(f"heading:{name}" for name in signs.HEADINGS),
)
COLUMN = {name: column for column, name in enumerate(SIGNS)}


def _by_first(words: Iterable[tuple[str, int]]) -> dict[str, list[tuple[str, int]]]:
    """Words by their first character: most are ruled out at once, since a text has few different characters."""
    out: dict[str, list[tuple[str, int]]] = {}
    for word, column in words:
        out.setdefault(word[0], []).append((word, column))
    return out


def _standing(words: dict[str, list[tuple[str, int]]], text: str) -> Iterator[int]:
    """The column of each of the words that stands in the text."""
    return (column for char in set(text) if char in words for word, column in words[char] if word in text)


_CUES = _by_first((word, COLUMN[f"cue:{name}"]) for name, words in signs.CUES.items() for word in words)
_RULES = tuple((rule.word, rule.pattern.match, COLUMN[f"rule:{name}"]) for name, rule in signs.RULES.items())
_LABELS = tuple((pattern.match, COLUMN[f"label:{name}"]) for name, pattern in signs.LABELS.items())
_SUBJECTS = tuple((p.search, COLUMN[f"subject:{n}"], COLUMN[f"actor:{n}"]) for n, p in signs.SUBJECTS.items())
_LENGTHS = tuple((length, COLUMN[f"shorter:{length}"]) for length in LENGTHS)
_MODALS = {name: COLUMN[f"modal:{name}"] for name in signs.MODALS}
_FAMILIES = _by_first((word, COLUMN[f"words:{family}≥1"]) for family, words in signs.FAMILIES.items() for word in words)
_PARTS = tuple((name, COLUMN[f"part:{name}"]) for name in PARTS)


@lru_cache(maxsize=4096)
def heading_kind(heading: str) -> str | None:
    """The kind of a chapter heading, the first that fits: also the weak label of the articles under it.

    >>> heading_kind("第六章　法律责任"), heading_kind("附　则"), heading_kind("水源")
    ('法律责任', '附则', None)
    """
    bare = signs.HEADING_NUMBER.sub("", "".join(heading.split()))
    return next((name for name, pattern in signs.HEADINGS.items() if pattern.search(bare)), None)


def shape(
    label: str, body: str, norms: Sequence[Norm] = (), quantities: Sequence[Quantity] = (), path: Sequence[str] = ()
) -> list[int]:
    """The columns of the signs of a clause: its label as written, its text after the label, its facts, the headings above.

    >>> [SIGNS[column] for column in shape("第二条 ", "本办法适用于本市湖泊的保护和管理活动。")][:3]
    ['cue:适用', 'label:article', 'label:article 2']
    """
    head = body[:HEAD]
    sentence = head.partition("。")[0].partition("\n")[0][:SENTENCE]
    out = sorted(set(_standing(_CUES, sentence)))
    out += [column for word, match, column in _RULES if word in sentence and match(sentence)]
    out += _label_columns(label)
    modal = signs.MODAL.search(head)
    subject = head[max(0, modal.start() - SUBJECT) : modal.start()] if modal else head[:25]
    out += [column for search, column, _ in _SUBJECTS if search(subject)]
    if modal:
        out.append(_MODALS[modal.group()])
    out += [column for length, column in _LENGTHS if len(body) < length]
    _count(out, _standing(_FAMILIES, head), 3)
    if quantities:
        _count(out, (COLUMN[f"quantities:{q.dimension}≥1"] for q in quantities if q.dimension in DIMENSIONS), 2)
    if norms:
        _count(out, (COLUMN[f"norms:{norm.modality.value}≥1"] for norm in norms), 2)
        actors = "".join(span.text for norm in norms for span in norm.actor)
        out += [column for search, _, column in _SUBJECTS if search(actors)]
        out += [column for name, column in _PARTS if any(getattr(norm, name) for norm in norms)]
    if path and (kind := heading_kind(path[-1])):
        out.append(COLUMN[f"heading:{kind}"])
    return out


@lru_cache(maxsize=4096)
def _label_columns(label: str) -> tuple[int, ...]:
    return tuple(column for match, column in _LABELS if match(label))


def _count(out: list[int], first: Iterable[int], most: int) -> None:
    """Add, for a sign seen n times, the columns ≥1 … ≥n, at most ``most`` of them."""
    seen: dict[int, int] = {}
    for column in first:
        n = seen.get(column, 0)
        if n < most:
            out.append(column + n)
            seen[column] = n + 1
