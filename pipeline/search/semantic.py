"""Search by meaning, with a sentence-transformers model that the user has on disk. Off unless asked for; the rest needs none of it.

Vectors of all clauses stand in a file beside the database (``policies.db.vectors.npz``). They are compared one and all: exact, and
for some hundred thousand clauses a matter of milliseconds. What is nearest is fused with what the words find by reciprocal
rank (Cormack, Clarke and Büttcher 2009), so that neither scale of scores needs to be trusted.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import QueryError
from pipeline.search.conditions import ALL, Filters
from pipeline.search.connection import connected
from pipeline.search.engine import page, search
from pipeline.search.results import Results

if TYPE_CHECKING:
    import numpy as np

Encode = Callable[[Sequence[str]], "np.ndarray"]
"""Texts → one row of numbers each."""
BATCH = 256
POOL = 100
"""Of the best by words and of the nearest by meaning, those that are fused."""
_FUSED = 60  # the constant of reciprocal rank fusion


def encoder(folder: str | os.PathLike) -> Encode:
    """The model in ``folder``. Raises ``QueryError`` that says what is missing: the folder, or the package that reads it."""
    folder = Path(folder)
    if not folder.is_dir():
        raise QueryError(
            f"没有模型文件夹 no folder of a model: {folder}", hint="a folder of sentence-transformers on this machine"
        )
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise QueryError("未安装 sentence-transformers is not installed", hint="pip install 'zhengce[semantic]'") from error
    try:
        model = SentenceTransformer(str(folder))
    except (OSError, ValueError) as error:
        raise QueryError(f"不是 sentence-transformers 模型 not a model of sentence-transformers: {folder}: {error}") from error
    return lambda texts: model.encode(list(texts), show_progress_bar=False)


def embed(db: str | os.PathLike, encode: Encode) -> Iterable[tuple[int, int]]:
    """Make the vectors of all clauses; yields (done, all) as it goes on, and writes the file at the end."""
    import numpy as np

    with connected(db) as connection:
        sql = "SELECT d.id || '#' || c.eid, c.text FROM clauses c JOIN documents d ON d.key = c.document ORDER BY c.key"
        rows = connection.execute(sql).fetchall()
    parts = []
    for start in range(0, len(rows), BATCH):
        some = [text for _, text in rows[start : start + BATCH]]
        parts.append(_unit(encode(some)).astype(np.float16))
        yield start + len(some), len(rows)
    if parts:
        file = _file(db)
        new = file.with_name(f"{file.name}.new")
        with new.open("wb") as out:
            np.savez(out, ids=np.array([identifier for identifier, _ in rows]), vectors=np.concatenate(parts))
        new.replace(file)  # all at once: a crash leaves the old file


def nearest(db: str | os.PathLike, query: str, encode: Encode, limit: int = POOL) -> list[tuple[str, float]]:
    """(clause id, cosine) of the clauses nearest to ``query``. Raises ``QueryError`` when the vectors are not there."""
    import numpy as np

    if not _file(db).exists():
        raise QueryError(f"{db} 还没有向量 has no vectors yet", hint=f"zhengce search {db} QUERY --semantic FOLDER --embed")
    with np.load(_file(db)) as stored:
        ids, vectors = stored["ids"], stored["vectors"].astype(np.float32)
    own = _unit(encode([query]))[0]
    if own.shape[0] != vectors.shape[1]:
        raise QueryError("向量来自别的模型 the vectors were made by another model", hint="add --embed to make them anew")
    cosine = vectors @ own.astype(np.float32)
    return [(str(ids[n]), float(cosine[n])) for n in np.argsort(-cosine, kind="stable")[:limit]]


def fused(db: str | os.PathLike, query: str, encode: Encode, *, limit: int = 20, filters: Filters = ALL) -> Results:
    """The answer of ``search`` and the nearest clauses by meaning as one list; ``mode`` is ``semantic``.

    ``total`` is the number of clauses fused. Clauses that were stored after the vectors were made are found by their words only.
    """
    started = time.perf_counter()
    by_words = search(db, query, limit=POOL, filters=filters)
    with connected(db) as connection:
        keys = _keys(connection, [identifier for identifier, _ in nearest(db, query, encode)], filters)
        scores: dict[str, float] = {}
        for ranked in ([hit.clause_id for hit in by_words.hits], list(keys)):
            for rank, identifier in enumerate(ranked, 1):
                scores[identifier] = scores.get(identifier, 0.0) + 1 / (_FUSED + rank)
        keys |= _keys(connection, [hit.clause_id for hit in by_words.hits], filters)
        best = sorted(scores, key=lambda identifier: -scores[identifier])
        hits = tuple(page(connection, [(keys[one], scores[one], ()) for one in best[:limit]], by_words.words))
    said = f"按词语与语义 by words and by meaning：{by_words.sentence}"
    return replace(by_words, hits=hits, total=len(best), mode="semantic", sentence=said, seconds=time.perf_counter() - started)


def _keys(connection, identifiers: Sequence[str], filters: Filters) -> dict[str, int]:
    """Keys of those of the clauses that the filters let through, in the order given."""
    conditions = filters.conditions()
    where = "".join(f" AND {sql}" for sql, _ in conditions)
    sql = f"SELECT c.key FROM clauses c JOIN documents d ON d.key = c.document WHERE d.id = ? AND c.eid = ?{where}"
    parameters = [p for _, some in conditions for p in some]
    found = {one: connection.execute(sql, (*one.split("#", 1), *parameters)).fetchone() for one in identifiers}
    return {one: row[0] for one, row in found.items() if row is not None}


def _unit(rows: np.ndarray) -> np.ndarray:
    import numpy as np

    rows = np.asarray(rows, dtype=np.float32)
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(length == 0, 1, length)


def _file(db: str | os.PathLike) -> Path:
    return Path(f"{os.fspath(db)}.vectors.npz")
