"""Articles of the law corpus: unlabelled text from which the function classifier learns what words go together.

Chapter headings serve as weak labels: what stands under 法律责任 speaks of liability, what stands first under 总则 of purpose.
"""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import NamedTuple

import numpy as np
from _training import SEED, SHARED, law_body, work

from pipeline.classify.features import ngrams
from pipeline.classify.functions import START_WEIGHT, TEXT_BITS, WIDTH, joined, split_label, zones
from pipeline.classify.shapes import heading_kind
from pipeline.classify.signs import HEADINGS

CUES = Path(__file__).parent / "data" / "function_cues.tsv"

DIRECTIONS = 200  # of the latent semantic analysis
RARE = 5  # a bucket in fewer articles than this says nothing

_ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百千]+条")
_CHAPTER = re.compile(r"第[〇零一二三四五六七八九十百]+[编章节]")


class Article(NamedTuple):
    """An article of a law file: its label, the chapter heading above it, its place (0 the first) and their number."""

    source: str
    label: str
    heading: str
    text: str
    place: int
    of: int


def articles(source: str) -> list[Article]:
    """The articles of a law file, each with the heading it stands under."""
    heading, found = "", []
    for line in map(str.strip, law_body(source).splitlines()):
        if _CHAPTER.match(line):
            heading = line
        elif label := _ARTICLE.match(line):
            found.append((label.group(), heading, [line]))
        elif found and line:
            found[-1][2].append(line)
    return [Article(source, label, above, "\n".join(lines), i, len(found)) for i, (label, above, lines) in enumerate(found)]


def sample(count: int, without: set[str]) -> list[Article]:
    """``count`` articles drawn from the corpus, none of a work in ``without``."""
    root = SHARED / "corpus" / "laws"
    sources = sorted(path.relative_to(root).as_posix() for path in root.rglob("*.md"))
    every = [article for source in sources if work(source) not in without for article in articles(source)]
    return random.Random(SEED).sample(every, min(count, len(every)))


def counts(texts: list[str]):
    """The n-grams of each text as the pipeline adds them up: a sparse matrix, text × row of the model."""
    from scipy.sparse import csr_matrix, vstack

    parts = []
    for begin in range(0, len(texts), 1000):
        batch = joined([body or label for label, body in map(split_label, texts[begin : begin + 1000])])
        rows = zones(batch)
        text = np.split(rows.text, batch.starts[1:])
        made = [(_known(grams), _known(first)) for grams, first in zip(text, rows.first, strict=True)]
        columns = np.concatenate([part for both in made for part in both])
        values = np.concatenate(
            [
                np.full(len(part), w / max(len(part), 1) ** 0.5)
                for both in made
                for part, w in zip(both, (1, START_WEIGHT), strict=True)
            ]
        )
        ends = np.cumsum([0, *(len(grams) + len(first) for grams, first in made)])
        parts.append(csr_matrix((values, columns, ends), shape=(len(made), WIDTH), dtype=np.float32))
    whole = vstack(parts).tocsr()
    whole.sum_duplicates()
    return whole


def _known(rows: np.ndarray) -> np.ndarray:
    return rows[rows < WIDTH]


def directions(drawn: list[Article]) -> np.ndarray:
    """What each n-gram says, learnt without function labels: row of the model × direction.

    Three kinds: latent semantic analysis of the articles; log-odds of the n-gram under each kind of heading and place;
    families of cues that we wrote. Each column is scaled so that it has unit deviation over the articles.
    """
    from scipy.sparse import diags
    from sklearn.utils.extmath import randomized_svd

    grams = counts([article.text for article in drawn])
    frequency = np.asarray((grams > 0).sum(axis=0)).ravel()
    weight = np.where(frequency >= RARE, np.log((1 + len(drawn)) / (1 + frequency)) + 1, 0).astype(np.float32)
    _, strength, latent = randomized_svd(grams @ diags(weight), DIRECTIONS, n_iter=2, random_state=SEED % 2**31)
    made = np.hstack([weight[:, None] * latent.T / strength, _odds(grams, drawn) * (frequency >= RARE)[:, None], _cues()])
    seen = grams @ made
    return (made / (seen.std(axis=0) + 1e-6)).astype(np.float32)


def _odds(grams, drawn: list[Article]) -> np.ndarray:
    """Log-odds of each n-gram under the kinds of heading, and for the first, second, third and last article."""
    kinds = [*HEADINGS, "0", "1", "2", "last", "none"]
    weak = [_weak_label(article) for article in drawn]
    one_hot = np.zeros((len(drawn), len(kinds)), dtype=np.float32)
    one_hot[np.arange(len(drawn)), [kinds.index(kind) for kind in weak]] = 1
    share = ((grams > 0).astype(np.float32).T @ one_hot + 0.5) / (one_hot.sum(axis=0) + 1)
    return np.log(share) - np.log(share.mean(axis=1, keepdims=True))


def _weak_label(article: Article) -> str:
    if article.place == article.of - 1:
        return "last"
    return str(article.place) if article.place < 3 else heading_kind(article.heading) or "none"


def _cues() -> np.ndarray:
    """1 where an n-gram begins a cue of a family."""
    lines = CUES.read_text(encoding="utf-8").splitlines()
    families = [line.split("\t")[1].split(" ") for line in lines]
    made = np.zeros((WIDTH, len(families)), dtype=np.float32)
    for column, family in enumerate(families):
        for cue in (cue[:3] for cue in family):
            made[ngrams(cue, (len(cue),), TEXT_BITS)[0], column] = 1
    return made
