"""How exact search is against a look through every clause, and how well it ranks, on a database of the law corpus."""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import gold

DATABASE = gold.ROOT / "runs" / "laws.db"
FIRST = 10  # hits that are looked at
NEAR_COPY = 0.8  # Jaccard similarity of character bigrams
HAN = re.compile("[\u4e00-\u9fff]+")
PATIENCE = 60.0  # seconds for a query that is compared with the texts
WORDS, PAIRS, PROXIMITY, RARE = 300, 100, 100, 50
_NUMBER = re.compile("^第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十]+)?\\s*")

Query = tuple[str, Callable[[tuple[str, str, str]], bool]]
"""A query and what it means for a clause: (title, headings, text), folded."""


def database() -> Path:
    """The database of the law corpus, made when it is not there."""
    if not DATABASE.exists():
        from pipeline.batch import ingest
        from pipeline.store import open_store

        DATABASE.parent.mkdir(exist_ok=True)
        with open_store(DATABASE) as store:
            ingest(store, [str(gold.LAWS)])
    return DATABASE


def exactness(connection: sqlite3.Connection) -> dict[str, tuple[float, int]]:
    """Share of queries of each kind whose number of hits is that of a plain look through all clauses, and how many there are."""
    from pipeline.chinese.bigrams import fold
    from pipeline.search import search

    sql = "SELECT d.title, c.path, c.text FROM clauses c JOIN documents d ON d.key = c.document"
    clauses = [tuple(map(fold, row)) for row in connection.execute(sql)]
    out = {}
    for kind, queries in _queries(clauses).items():
        right = sum(
            search(connection, query, limit=1, seconds=PATIENCE).total == sum(map(means, clauses)) for query, means in queries
        )
        out[kind] = right / len(queries), len(queries)
    return out


def _queries(clauses: list[tuple[str, str, str]]) -> dict[str, list[Query]]:
    chance = random.Random(8)

    def piece(text: str, low: int, high: int) -> str:
        runs = [run for run in HAN.findall(text) if len(run) >= low]
        if not runs:
            return piece(chance.choice(clauses)[2], low, high)
        run, size = chance.choice(runs), chance.randint(low, high)
        start = chance.randrange(max(1, len(run) - size + 1))
        return run[start : start + size]

    def text() -> str:
        return chance.choice(clauses)[2]

    rare = [piece(text(), 9, 20) for _ in range(RARE)]
    return {
        "words": [_word(piece(text(), 1, 8)) for _ in range(WORDS)],
        "pairs": [_pair(piece(t, 2, 4), piece(t, 2, 4)) for t in (text() for _ in range(PAIRS))],
        "near, sentence, para": [
            _together(n % 3, piece(t, 2, 3), piece(t, 2, 3)) for n, t in enumerate(text() for _ in range(PROXIMITY))
        ],
        "rare": [_word(word) for word in rare],
    }


def _word(word: str) -> Query:
    return f'"{word}"', lambda clause: word in clause[2]


def _pair(a: str, b: str) -> Query:
    def means(clause: tuple[str, str, str]) -> bool:
        return (a in clause[2] or b in clause[2]) and all(any(w in part for part in clause) for w in (a, b))

    return f'"{a}" "{b}"', means


def _together(kind: int, a: str, b: str) -> Query:
    if kind == 0:
        near = re.compile(f"{a}.{{0,10}}{b}|{b}.{{0,10}}{a}", re.DOTALL)
        return f'"{a}" NEAR/10 "{b}"', lambda clause: a in clause[2] and b in clause[2] and bool(near.search(clause[2]))
    unit, ends = ("SENTENCE", "[。!?;\n]") if kind == 1 else ("PARA", "\n")

    def means(clause: tuple[str, str, str]) -> bool:
        text = clause[2]
        return a in text and b in text and any(a in part and b in part for part in re.split(ends, text))

    return f'{unit}("{a}" "{b}")', means


FACTS: dict[str, tuple[str, Callable[..., bool]]] = {
    "fine:>=10000": (
        "SELECT clause, role, unit, low, high, high_inclusive FROM quantities",
        lambda role, unit, low, high, closed: (
            role == "fine"
            and unit == "元"
            and (low is not None or high is not None)
            and (high is None or high > 10000 or (high == 10000 and closed))
        ),
    ),
    "deadline:<=20工作日": (
        "SELECT clause, role, unit, low, high, low_inclusive FROM quantities",
        lambda role, unit, low, high, closed: (
            role == "deadline"
            and unit == "工作日"
            and (low is not None or high is not None)
            and (low is None or low < 20 or (low == 20 and closed))
        ),
    ),
    "modality:prohibition": ("SELECT clause, modality FROM norms", lambda modality: modality == "prohibition"),
    "actor:民政部门": ("SELECT clause, role, text FROM norm_spans", lambda role, text: role == "actor" and "民政部门" in text),
    "group:老年人": ("SELECT clause, label, text FROM entities", lambda label, text: label == "group" and "老年人" in text),
    "cites:《行政处罚法》": (
        "SELECT clause, label, title, text FROM entities",
        lambda label, title, text: label == "law" and "行政处罚法" in (text if title is None else title),
    ),
}
"""Fact operators, each with the whole table that it asks of and what it means for a row of it."""


def fact_operators(connection: sqlite3.Connection) -> tuple[float, int]:
    """Share of the fact operators that find exactly the clauses of a plain look through the fact tables, and how many there are."""
    from pipeline.search.engine import identifiers

    right = 0
    for query, (sql, means) in FACTS.items():
        scanned = {clause for clause, *row in connection.execute(sql) if means(*row)}
        right += set(identifiers(connection, query).values()) == scanned
    return right / len(FACTS), len(FACTS)


def lay_questions(ask: Callable[[str], list[tuple[str, str, str]]]) -> dict[str, float]:
    """MRR and recall in the first ten for lay questions; an article of any version of the law counts."""
    items = list(gold.lines(gold.GOLD / "search" / "stard_dev.jsonl"))
    reciprocal = recall = 0.0
    for item in items:
        wanted = {(one["title"], one["article"]) for one in item["relevant"]}
        found = [(_law(title), label) for title, label, _ in ask(item["query"])]
        reciprocal += next((1 / n for n, one in enumerate(found, 1) if one in wanted), 0.0)
        recall += len(wanted.intersection(found)) / len(wanted)
    return {"mrr": reciprocal / len(items), "recall": recall / len(items), "n": len(items)}


def known_items(ask: Callable[[str], list[tuple[str, str, str]]], field: str) -> dict[str, float]:
    """MRR in the first ten for one clause sought by its ``keywords`` or a paraphrased ``question``; near copies count."""
    items = list(gold.lines(gold.GOLD / "search" / "knownitem.jsonl"))
    reciprocal = 0.0
    for item in items:
        wanted = _bigrams(item["text"])
        near = (_alike(wanted, _bigrams(text)) >= NEAR_COPY for _, _, text in ask(item[field]))
        reciprocal += next((1 / n for n, yes in enumerate(near, 1) if yes), 0.0)
    return {"mrr": reciprocal / len(items), "n": len(items)}


def ours(connection: sqlite3.Connection) -> Callable[[str], list[tuple[str, str, str]]]:
    """(title, label, text) of our best hits."""
    from pipeline.search import search

    return lambda query: [(h.document, h.label, h.text) for h in search(connection, query, limit=FIRST).hits]


def naive(connection: sqlite3.Connection) -> Callable[[str], list[tuple[str, str, str]]]:
    """The same of a naive search: any word that jieba cuts, BM25 of the text alone."""
    from pipeline.chinese.bigrams import RUN, fold
    from pipeline.chinese.tokens import cut
    from pipeline.search.query import Word
    from pipeline.search.sql import any_word

    def ask(query: str) -> list[tuple[str, str, str]]:
        words = [Word(word) for word in dict.fromkeys(cut(fold(query))) if len(word) > 1 and RUN.fullmatch(word)]
        if not words:
            return []
        source, parameters = any_word(words).source(joined=True)
        sql = f"SELECT d.title, c.label, c.text {source} ORDER BY bm25(clause_index, 0, 0, 1) LIMIT {FIRST}"
        return connection.execute(sql, parameters).fetchall()

    return ask


def figures() -> Iterator[tuple[str, float, float | None, int]]:
    """(measure, value, naive, items) of everything above."""
    connection = sqlite3.connect(f"{database().as_uri()}?mode=ro", uri=True)
    try:
        for kind, (share, n) in exactness(connection).items():
            yield f"search.exact: {kind}", share, None, n
        share, n = fact_operators(connection)
        yield "search.exact: facts", share, None, n
        mine, theirs = ours(connection), naive(connection)
        for field in ("keywords", "question"):
            a, b = known_items(mine, field), known_items(theirs, field)
            yield f"search.known {field} MRR@10", a["mrr"], b["mrr"], a["n"]
        a, b = lay_questions(mine), lay_questions(theirs)
        yield "search.lay questions MRR@10", a["mrr"], b["mrr"], a["n"]
        yield "search.lay questions recall@10", a["recall"], b["recall"], a["n"]
    finally:
        connection.close()


def _law(title: str) -> str:
    return re.sub("[（(][^（(]*[)）]$", "", title).strip("《》 ").removeprefix("中华人民共和国")


def _bigrams(text: str) -> set[str]:
    text = re.sub(r"\s", "", _NUMBER.sub("", text))
    return {text[n : n + 2] for n in range(len(text) - 1)}


def _alike(a: set[str], b: set[str]) -> float:
    return len(a & b) / len(a | b) if a or b else 0.0
