"""How fast searches are, side by side in one run with tantivy (the same bigrams) and with LIKE.

python scripts/search_speed.py runs/laws.db
python scripts/search_speed.py runs/laws.db --grown runs/laws10.db      that of scripts/grow_corpus.py too
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import gold

WORDS, FEW = 200, 30
FACTS = (
    "modality:duty",
    "fine:>=10000",
    "deadline:<=20工作日",
    "actor:民政部门",
    "group:老年人",
    "cites:行政处罚法",
    "subsidy:*",
)
COMPARED = ("养老*补贴", "罚款 NEAR/10 责令", "SENTENCE(补贴 老年人)", "PARA(补贴 老年人)", '"责令改正，"', "第?条*处罚")
SCANS = ("的?的", "*的", "PARA(的 是)")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("db", type=Path)
    options.add_argument("--grown", type=Path)
    chosen = options.parse_args()
    for measure, value in figures(chosen.db, chosen.grown):
        print(f"{measure}: {value}", flush=True)


def figures(db: Path, grown: Path | None = None) -> Iterator[tuple[str, str]]:
    """(measure, value) of everything, on a database of the law corpus or of any other texts."""
    from pipeline.search import search

    connection = opened(db)
    words = drawn(connection)
    yield "words of 2–6 characters: 20 best, open connection", latency(lambda w: search(connection, w), words)
    yield "words: 20 best, the database opened each time", latency(lambda w: search(db, w), words)
    yield from peer(connection, words)
    like = "SELECT key FROM clauses WHERE text LIKE '%' || ? || '%'"
    yield "words: LIKE, all hits", latency(lambda w: connection.execute(like, (w,)).fetchall(), words[:FEW])
    yield "words: total, region facet, 20 rows and marks", latency(lambda w: together(connection, w), words)
    asked = questions()
    if asked:
        yield f"{len(asked)} lay questions, ranked", latency(lambda q: search(connection, q), asked)
    yield "one very common character (的)", latency(lambda w: search(connection, w), ["的"] * 5)
    yield "facts alone", each(connection, FACTS)
    yield "compared with the text", each(connection, COMPARED)
    yield "all clauses compared, partial when time is up", each(connection, SCANS)
    yield "zhengce search, from the shell", latency(lambda w: shell(db, w), words[:15])
    if grown is not None:
        large = opened(grown)
        n, m = (one.execute("SELECT count(*) FROM clauses").fetchone()[0] for one in (connection, large))
        yield f"grown to {m / n:.1f} × ({m:,} clauses): words, 20 best", latency(lambda w: search(large, w), words)
        yield "grown: total, region facet, 20 rows and marks", latency(lambda w: together(large, w), words)


def opened(db: Path) -> sqlite3.Connection:
    from pipeline.search.connection import MAPPED

    connection = sqlite3.connect(f"file:{db}?mode=ro", uri=True)
    connection.execute(f"PRAGMA mmap_size = {MAPPED}")
    return connection


def drawn(connection: sqlite3.Connection) -> list[str]:
    """Words of two to six characters cut from random clauses, wherever a word would begin or end."""
    texts = [text for (text,) in connection.execute("SELECT text FROM clauses ORDER BY key LIMIT 200000")]
    chance = random.Random(2)
    words: list[str] = []
    while len(words) < WORDS:
        text = chance.choice(texts)
        k, size = chance.randrange(len(text)), chance.randint(2, 6)
        word = text[k : k + size]
        if len(word) == size and all("\u4e00" <= c <= "\u9fff" for c in word):
            words.append(word)
    return words


def questions() -> list[str]:
    file = gold.GOLD / "search" / "stard_dev.jsonl"
    return [item["query"] for item in gold.lines(file)][::5] if file.exists() else []


def together(connection: sqlite3.Connection, word: str) -> None:
    """What a page of results asks for."""
    from pipeline.search import facets, search

    search(connection, word, limit=20)
    facets(connection, word, names=("region",))


def peer(connection: sqlite3.Connection, words: list[str]) -> Iterator[tuple[str, str]]:
    """tantivy's 20 best for the same phrases of bigrams over the same texts."""
    try:
        import tantivy
    except ImportError:
        yield "tantivy", "not installed: pip install 'zhengce[bench]'"
        return
    from pipeline.chinese.bigrams import fold, phrase, spelled

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="whitespace")
    builder.add_integer_field("key", stored=True)
    schema = builder.build()
    with tempfile.TemporaryDirectory() as folder:
        index = tantivy.Index(schema, path=folder)
        writer = index.writer(128_000_000)
        started = time.perf_counter()
        rows = connection.execute("SELECT key, text FROM clauses")
        while some := rows.fetchmany(5_000):
            for (key, _), terms in zip(some, spelled([text for _, text in some]), strict=True):
                writer.add_document(tantivy.Document(key=key, text=" ".join(terms.split())))
        writer.commit()
        writer.wait_merging_threads()
        yield "tantivy: building its index", f"{time.perf_counter() - started:.0f} s"
        index.reload()
        searcher = index.searcher()

        def ask(word: str) -> int:
            terms, prefix = phrase(fold(word))
            if len(terms) == 1:
                query = tantivy.Query.term_query(schema, "text", terms[0])
            else:
                query = tantivy.Query.phrase_query(schema, "text", list(terms))
            return searcher.search(query, 20).count

        yield "words: tantivy, 20 best and the total", latency(ask, words)


def shell(db: Path, word: str) -> None:
    command = [str(Path(sys.executable).with_name("zhengce")), "search", str(db), word]
    subprocess.run(command, capture_output=True)


def each(connection: sqlite3.Connection, queries: Iterable[str]) -> str:
    """The time of every query by itself, the best of three."""
    from pipeline.search import search

    out = []
    for query in queries:
        times = [timed(lambda q=query: search(connection, q)) for _ in range(3)]
        out.append(f"`{query}` {1000 * min(times):.0f} ms")
    return ", ".join(out).replace("|", "\\|")


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def latency(work: Callable[[str], object], queries: list[str]) -> str:
    work(queries[0])
    ms = sorted(1000 * timed(lambda q=query: work(q)) for query in queries)
    return f"{statistics.median(ms):.1f} ms median, {ms[int(0.95 * (len(ms) - 1))]:.1f} ms p95"


if __name__ == "__main__":
    main()
