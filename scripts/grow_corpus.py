"""A database several times as large as a given one, for measuring how searches grow: mutated copies of its documents.

    python scripts/grow_corpus.py runs/laws.db runs/laws10.db --times 10

Every copy has one Han character in twenty replaced by another of the corpus, so that words stay as frequent as they are and no
two copies are alike. Clauses, their documents and the index are written; facts are not, for they take no part.
"""

from __future__ import annotations

import argparse
import random
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

SHARE = 0.05
"""Of the Han characters of a copy that are replaced."""
_HAN = re.compile("[\u4e00-\u9fff]")


def main() -> None:
    from rich.progress import track

    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("source", type=Path)
    options.add_argument("target", type=Path)
    options.add_argument("--times", type=int, default=10)
    chosen = options.parse_args()
    copies = grow(chosen.source, chosen.target, chosen.times)
    for _ in track(copies, "抄写 copying", total=chosen.times):
        pass


def grow(source: Path, target: Path, times: int) -> Iterator[int]:
    """Write ``target`` with the documents of ``source`` and ``times - 1`` mutated copies of them; yields after each."""
    from pipeline.chinese.bigrams import spelled
    from pipeline.store import open_store

    target.unlink(missing_ok=True)
    given = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
    documents = _rows(given, "SELECT * FROM documents ORDER BY key")
    clauses = _rows(given, "SELECT * FROM clauses ORDER BY key")
    given.close()
    titles = {row["key"]: row["title"] for row in documents}
    chance = random.Random(7)
    pool = "".join(_HAN.findall("".join(row["text"] for row in chance.sample(clauses, min(2_000, len(clauses))))))
    step, step_clause = documents[-1]["key"], clauses[-1]["key"]
    with open_store(target) as store:
        write = store.connection
        for n in range(times):
            write.execute("BEGIN")
            for row in documents:
                _insert(write, "documents", row | {"key": row["key"] + n * step, "id": f"{row['id']}{n:02d}" if n else row["id"]})
            for start in range(0, len(clauses), 5_000):
                some = [
                    row | {"text": _mutated(row["text"], pool, chance) if n else row["text"]}
                    for row in clauses[start : start + 5_000]
                ]
                columns = (
                    spelled([titles[r["document"]] for r in some]),
                    spelled([r["path"] for r in some]),
                    spelled([r["text"] for r in some]),
                )
                for row, *terms in zip(some, *columns, strict=True):
                    key = row["key"] + n * step_clause
                    _insert(write, "clauses", row | {"key": key, "document": row["document"] + n * step})
                    write.execute("INSERT INTO clause_index(rowid, title, heading, text) VALUES (?, ?, ?, ?)", (key, *terms))
            write.execute("COMMIT")
            yield n
        write.execute("INSERT INTO clause_index(clause_index) VALUES ('optimize')")


def _mutated(text: str, pool: str, chance: random.Random) -> str:
    out = list(text)
    for _ in range(int(SHARE * len(out))):
        at = chance.randrange(len(out))
        if "\u4e00" <= out[at] <= "\u9fff":
            out[at] = chance.choice(pool)
    return "".join(out)


def _rows(connection: sqlite3.Connection, sql: str) -> list[dict]:
    cursor = connection.execute(sql)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _insert(connection: sqlite3.Connection, table: str, row: dict) -> None:
    sql = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"
    connection.execute(sql, tuple(row.values()))


if __name__ == "__main__":
    main()
