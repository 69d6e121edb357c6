"""Exploring without a scheme: telling words of documents and groups (TF-IDF), and clusters (NMF) with a fixed start.

Words are jieba's; words of form that every policy text has stand in ``data/stop_words.txt`` and are left out, as are single
characters, numbers and what is in no Chinese letters.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from pipeline.chinese.tokens import cut
from pipeline.errors import ZhengceError
from pipeline.topics.train import need

KEYWORD_COLUMNS = ("category", "rank", "word", "score", "count")
CLUSTER_COLUMNS = ("cluster", "rate", "texts", "words", "examples")
_WORD = re.compile("[\u3400-\u9fff]{2,}")
_NUMBER = re.compile("[一二三四五六七八九十百千万亿零〇两第几年月日条款项章节编元个]+")
ITERATIONS = 400


@cache
def stop_words() -> frozenset[str]:
    """Words that tell nothing of the subject of a policy text."""
    table = files("pipeline.topics") / "data" / "stop_words.txt"
    lines = table.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def words(text: str) -> list[str]:
    """The telling words of a text, in order.

    >>> words("第三条 市人民政府应当编制养老服务设施专项规划。")
    ['养老', '服务设施', '专项规划']
    """
    stops = stop_words()
    return [word for word in cut(text) if _WORD.fullmatch(word) and word not in stops and not _NUMBER.fullmatch(word)]


def keywords(groups: Mapping[str, str], most: int = 10) -> list[dict]:
    """The telling words of each group's text: those that stand in it more than in the others, by TF-IDF over the groups.

    With a single group the words that stand most often.
    """
    counts = {name: Counter(words(text)) for name, text in groups.items()}
    spread = Counter(word for counted in counts.values() for word in counted)
    rows = []
    for name, counted in counts.items():
        total = sum(counted.values()) or 1
        scored = {word: n / total * (math.log((1 + len(counts)) / (1 + spread[word])) + 1) for word, n in counted.items()}
        best = sorted(scored, key=lambda word: (-scored[word], word))[:most]
        rows += [
            {"category": name, "rank": rank, "word": word, "score": round(scored[word], 4), "count": counted[word]}
            for rank, word in enumerate(best, start=1)
        ]
    return rows


def clusters(texts: Iterable[tuple[str, str]], count: int, most: int = 8) -> list[dict]:
    """``count`` clusters of (name, text) by non-negative matrix factorisation of TF-IDF; the same input gives the same clusters.

    A row a cluster, biggest first: share of the texts, telling words, the texts nearest to it. Raises ``ZhengceError`` when
    there are fewer texts with telling words than clusters, or scikit-learn is missing.
    """
    need("sklearn.decomposition")
    import numpy as np
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfVectorizer

    named = [(name, told) for name, text in texts if (told := words(text))]
    if len(named) <= count:
        raise ZhengceError(
            f"{len(named)} 篇文本不够分 {count} 类 are too few texts for {count} clusters", hint="fewer --topics, or --by clause"
        )
    table = TfidfVectorizer(analyzer=lambda told: told, min_df=2 if len(named) > 10 else 1, max_df=0.5, sublinear_tf=True)
    matrix = table.fit_transform([told for _, told in named])
    made = NMF(count, init="nndsvda", random_state=0, max_iter=ITERATIONS)
    weight = made.fit_transform(matrix)
    vocabulary = table.get_feature_names_out()
    home = weight.argmax(axis=1)
    rows = []
    for k in range(count):
        best = np.argsort(-made.components_[k], kind="stable")[:most]
        near = np.argsort(-weight[:, k], kind="stable")[:3]
        rows.append(
            {
                "rate": round(float((home == k).mean()), 3),
                "texts": int((home == k).sum()),
                "words": [str(vocabulary[i]) for i in best if made.components_[k, i] > 0],
                "examples": [named[i][0] for i in near if weight[i, k] > 0],
            }
        )
    rows.sort(key=lambda row: -row["texts"])
    return [{"cluster": number} | row for number, row in enumerate(rows, start=1)]
