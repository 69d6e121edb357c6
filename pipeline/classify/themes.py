"""The theme of a document after the State Council library's subject classes (主题分类).

Reads a title and the beginning of a text, gives classes with calibrated probabilities. A linear model over three kinds
of evidence: hashed n-grams of the text, hashed n-grams of the title, and subject words in the title and in the opening
(where article 1 or the first paragraph says what the text is about). Trained by ``scripts/train_themes.py``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.classify.arrays import load
from pipeline.classify.features import ngrams, softmax, weighted
from pipeline.classify.words import Hit, subject_hits
from pipeline.model import Topic
from pipeline.reference.topics import CLASSES

if TYPE_CHECKING:
    import numpy as np

TEXT_LENGTH = 4000  # characters read of the text; more did not help
OPENING = 350  # characters in which subject words are looked for
TEXT_BITS, TEXT_SIZES = 16, (1, 2, 3)
TITLE_BITS, TITLE_SIZES = 14, (1, 2, 3)
TITLE_BLOCK = 1 << TEXT_BITS
WORD_BLOCK = TITLE_BLOCK + (1 << TITLE_BITS)
WIDTH = WORD_BLOCK + 2 * len(CLASSES)
TITLE_WEIGHT, TITLE_WORD_WEIGHT, OPENING_WORD_WEIGHT = 0.5, 0.4, 0.5

UNSURE = 0.25  # below it the best class is wrong more often than right
SECOND = 0.10  # further classes are named from this probability on

_FORM = re.compile(r"中华人民共和国|^.{2,25}?关于(?:印发|转发|批转|公布|发布)?|实施|办法|条例|规定|的通知|的意见|《|》")
_LAYOUT = re.compile(r"[\s#*|>`_\-]+")


def subject_of(title: str) -> str:
    """A title without the words that only name its form: what remains says what it is about.

    >>> subject_of("云山市人民政府办公室关于印发《云山市养犬管理办法》的通知")
    '云山市养犬管理'
    """
    return _FORM.sub("", title)


def split_title(text: str) -> tuple[str, str]:
    """The first line as title where it looks like one (short, no full stop), and the rest."""
    first, _, rest = text.lstrip("# \n\t").partition("\n")
    return (first, rest) if rest and len(first) <= 60 and "。" not in first else ("", text)


def readable(text: str) -> str:
    """The part of ``text`` that is read, without blanks and marks of layout."""
    return _LAYOUT.sub("", text[:TEXT_LENGTH])


def text_buckets(text: str) -> list[np.ndarray]:
    """The hashed n-grams of the part of a text that is read."""
    return ngrams(readable(text), TEXT_SIZES, TEXT_BITS)


def features(title: str, text: str, idf: np.ndarray) -> tuple[np.ndarray, np.ndarray, list[Hit]]:
    """Columns and values of the linear model, and the subject words seen (title first)."""
    import numpy as np

    body = readable(text)
    subject = subject_of(title)
    columns, values = weighted(text_buckets(text), idf)
    named, weights = weighted(ngrams(subject, TITLE_SIZES, TITLE_BITS), np.ones(1 << TITLE_BITS, dtype=np.float32))
    in_title, in_opening = subject_hits(subject), subject_hits(body[:OPENING])
    words = np.zeros(2 * len(CLASSES), dtype=np.float32)
    for hit in in_title:
        words[CLASSES.index(hit.theme)] += TITLE_WORD_WEIGHT
    for hit in in_opening:
        words[len(CLASSES) + CLASSES.index(hit.theme)] += 1
    opening = np.log1p(words[len(CLASSES) :])
    if norm := float(np.sqrt(opening @ opening)):
        words[len(CLASSES) :] = OPENING_WORD_WEIGHT * opening / norm
    seen = np.flatnonzero(words)
    return (
        np.concatenate([columns, named + TITLE_BLOCK, seen + WORD_BLOCK]).astype(np.intp),
        np.concatenate([values, TITLE_WEIGHT * weights, words[seen]]).astype(np.float32),
        in_title + in_opening,
    )


def theme(title: str, text: str, path: tuple[str, ...] = ()) -> tuple[Topic, ...]:
    """The classes of a document, best first, each with its calibrated probability and the words that spoke for it.

    ``title`` may be empty: then the first line serves where it looks like a title, else the text decides alone.
    ``path`` are the headings above a clause when a clause is asked about; they count as part of the title. An empty
    result says *unsure*: no class reaches ``UNSURE``, or the text has no Chinese character.
    """
    import numpy as np

    if not title:
        title, text = split_title(text)
    title = "".join((title, *path))
    if not any("\u4e00" <= char <= "\u9fff" for char in title + text[:TEXT_LENGTH]):
        return ()
    model = load("themes")
    columns, values, hits = features(title, text, model["idf"])
    weights = model["weights"]
    scores = values @ weights[columns].astype(np.float32) + model["intercept"]
    probabilities = softmax(scores / model["temperature"])
    order = np.argsort(-probabilities, kind="stable")
    if probabilities[order[0]] < UNSURE:
        return ()
    kept = [c for c in order[:3] if c == order[0] or probabilities[c] >= SECOND]
    names = [str(name) for name in model["classes"]]
    return tuple(Topic(names[c], float(probabilities[c]), _evidence(names[c], hits, text, weights[:, c])) for c in kept)


def _evidence(name: str, hits: list[Hit], text: str, weights: np.ndarray, most: int = 5) -> tuple[str, ...]:
    """Subject words of the class; where there is none, the trigrams of the opening that weigh most for it."""
    import numpy as np

    words = dict.fromkeys(hit.word for hit in hits if hit.theme == name)
    if not words:
        opening = readable(text)[:OPENING]
        weight = weights[ngrams(opening, (3,), TEXT_BITS)[0]]
        best = [i for i in np.argsort(-weight, kind="stable")[:most] if weight[i] > 0]
        words = dict.fromkeys(opening[i : i + 3] for i in best)
    return tuple(words)[:most]
