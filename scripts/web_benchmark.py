"""How quick the pages are: each kind of page one after another, then many readers at once. Writes docs/web_speed.md on request.

    python scripts/web_benchmark.py runs/laws.db             print the figures
    python scripts/web_benchmark.py runs/laws.db --write     also docs/web_speed.md

The server is a process of its own, as a reader starts it. Queries are pieces of the corpus's own clauses, two to four characters
long, each asked once, so that nothing is answered from memory. Sizes of the pages' assets are told beside.
"""

from __future__ import annotations

import argparse
import http.client
import os
import platform
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

READERS = 16
SECONDS = 15
REPEATS = 30
SEED = 20240601
GOALS = {
    "search": 150,
    "document": 300,
    "matrix": 1500,
    "matrix again": 100,
}
"""Milliseconds of the median; 100 for every page that is not named."""
COLUMNS = ("page", "median ms", "95 % ms", "largest ms", "processor ms, mean", "kB", "goal ms")
OUT = ROOT / "docs" / "web_speed.md"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("db", type=Path)
    parser.add_argument("--write", action="store_true", help="write docs/web_speed.md")
    given = parser.parse_args()
    with Server(given.db) as server:
        rows = [measured(server, name, paths) for name, paths in pages(given.db).items()]
    crowds = {}
    for workers in (1, 2):
        with Server(given.db, workers) as server:
            for _ in range(8 * workers):  # every process has counted facets once
                Reader(server.address).get("/search?q=" + quote("的"))
            crowds[workers] = readers(server, queries(given.db, 4000, SEED + workers))
    text = report(given.db, rows, crowds)
    print(text)
    if given.write:
        OUT.write_text(text, "utf-8")
    return 0


class Server:
    """``zhengce serve`` as a process."""

    def __init__(self, db: Path, workers: int = 1) -> None:
        self.db, self.workers = db, workers

    def __enter__(self) -> Server:
        command = [sys.executable, "-m", "pipeline", "serve", str(self.db), "--port", "0", "--workers", str(self.workers)]
        self.process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        self.address = re.search(r"http://[\d.:]+", self.process.stderr.readline())[0]
        while True:
            try:
                Reader(self.address).get("/help")
                return self
            except OSError:
                time.sleep(0.1)

    def seconds(self) -> float:
        """Processor time that the server and its children have used."""
        import psutil

        found = psutil.Process(self.process.pid)
        return sum(sum(p.cpu_times()[:2]) for p in (found, *found.children(recursive=True)))

    def __exit__(self, *_) -> None:
        self.process.terminate()
        self.process.wait()


class Reader:
    """One connection, kept open as browsers do."""

    def __init__(self, address: str) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)

    def get(self, path: str) -> tuple[float, int]:
        """Seconds and bytes of an answer. Raises ``RuntimeError`` when it is not a success."""
        started = time.perf_counter()
        self.connection.request("GET", path)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{answer.status} {path}: {body[:200].decode(errors='replace')}")
        return time.perf_counter() - started, len(body)


def queries(db: Path, number: int, seed: int) -> list[str]:
    """Pieces of clauses, none twice."""
    from pipeline.store.connect import connect

    chance, connection = random.Random(seed), connect(db)
    last = connection.execute("SELECT max(key) FROM clauses").fetchone()[0]
    out: dict[str, None] = {}
    while len(out) < number:
        row = connection.execute("SELECT text FROM clauses WHERE key = ?", (chance.randint(1, last),)).fetchone()
        runs = re.findall(r"[\u4e00-\u9fff]{4,}", row[0]) if row else []
        if runs:
            run = chance.choice(runs)
            size = chance.randint(2, 4)
            start = chance.randint(0, len(run) - size)
            out[run[start : start + size]] = None
    connection.close()
    return list(out)


def pages(db: Path) -> dict[str, list[str]]:
    """Kinds of page → addresses to ask for, in order."""
    from pipeline.store.connect import connect

    connection, chance = connect(db), random.Random(SEED)
    some = connection.execute(
        "SELECT d.id, c.eid FROM clauses c JOIN documents d ON d.key = c.document WHERE c.key % 97 = 5"
    ).fetchall()
    sizes = connection.execute(
        "SELECT d.id, count(*) FROM clauses c JOIN documents d ON d.key = c.document WHERE c.kind = 'article' GROUP BY d.key"
    ).fetchall()
    alike = [
        row[0]
        for row in connection.execute(
            "SELECT id FROM documents WHERE genre = '条例' AND title LIKE '%物业管理条例' GROUP BY region ORDER BY date DESC LIMIT 4"
        )
    ]
    connection.close()
    chosen = chance.sample(some, min(REPEATS, len(some)))
    large = [one for one, n in sorted(sizes, key=lambda row: abs(row[1] - 500))[:5]]
    typical = [one for one, n in chance.sample(sizes, min(REPEATS, len(sizes)))]
    pair = "&".join(f"d={one}" for one in alike)
    found = {
        "home": ["/"] * REPEATS,
        "search": [f"/search?q={quote(q)}" for q in queries(db, 100, SEED)],
        "document": [f"/document/{one}" for one in large * (REPEATS // max(1, len(large)))],
        "typical document": [f"/document/{one}" for one in typical],
        "clause": [f"/document/{one}/{eid}" for one, eid in chosen],
        "facts": [f"/facts/{t}?page={n}" for t in ("quantities", "norms", "penalties") for n in range(1, REPEATS // 3 + 1)],
        "documents": [f"/documents?page={n}" for n in range(1, REPEATS + 1)],
        "corpus": ["/corpus"] * REPEATS,
        "audit": ["/corpus/audit"] * REPEATS,
        "help": ["/help"] * REPEATS,
    }
    if len(alike) > 1:
        found |= {"matrix": [f"/compare?{pair}"], "matrix again": [f"/compare?{pair}"] * REPEATS}
    return found


def measured(server: Server, name: str, paths: list[str]) -> tuple[str, ...]:
    reader, before = Reader(server.address), server.seconds()
    answers = [reader.get(path) for path in paths]
    spent = (server.seconds() - before) / len(paths)
    seconds = sorted(s for s, _ in answers)
    high = seconds[min(len(seconds) - 1, int(len(seconds) * 0.95))]
    median, size = statistics.median(seconds), statistics.median(b for _, b in answers)
    print(f"{name}: {median * 1000:.0f} ms", file=sys.stderr)
    times = (f"{1000 * t:.0f}" for t in (median, high, seconds[-1], spent))
    return name, *times, f"{size / 1000:.0f}", str(GOALS.get(name, 100))


def readers(server: Server, asked: list[str]) -> tuple[float, float, float, float, int]:
    """Search pages a second that ``READERS`` get together; median and 99 % of their waiting; processor seconds a page; errors."""
    seconds: list[float] = []
    errors = [0]
    until = time.perf_counter() + SECONDS

    def reads(mine: list[str]) -> None:
        reader = Reader(server.address)
        for query in mine:
            if time.perf_counter() > until:
                return
            try:
                seconds.append(reader.get(f"/search?q={quote(query)}")[0])
            except (OSError, RuntimeError):
                errors[0] += 1

    started, used = time.perf_counter(), server.seconds()
    threads = [threading.Thread(target=reads, args=(asked[n::READERS],)) for n in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.perf_counter() - started
    ordered = sorted(seconds)
    used = (server.seconds() - used) / len(ordered)
    return len(ordered) / spent, statistics.median(ordered), ordered[int(len(ordered) * 0.99)], used, errors[0]


def assets() -> tuple[int, int]:
    """Bytes of style and script, and of all assets together."""
    sizes = {p.name: p.stat().st_size for p in (ROOT / "pipeline" / "web" / "static").iterdir()}
    return sizes["app.css"] + sizes["app.js"], sum(sizes.values())


def report(db: Path, rows: list[tuple[str, ...]], crowds: dict[int, tuple]) -> str:
    from pipeline.search import overview

    totals = {row["kind"]: row["count"] for row in overview.totals(db)}
    busy = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    lines = [
        "# Speed of the pages",
        "",
        f"Made by `python scripts/web_benchmark.py DB --write` on {date.today()}: {totals['documents']:,} documents, {totals['clauses']:,} clauses, "
        f"{totals['norms']:,} norms; Python {platform.python_version()}, Datasette {version('datasette')}, {platform.machine()}.",
        "",
        "| " + " | ".join(COLUMNS) + " |",
        "|---|" + "---|" * (len(COLUMNS) - 1),
        *("| " + " | ".join(row) + " |" for row in rows),
        "",
        f"{READERS} readers at once, every search page with facets and none asked twice (goal 150 pages/s on two cores, 99 % within 500 ms):",
        "",
        "| processes | pages/s | median ms | 99 % ms | processor ms a page | errors |",
        "|---|---|---|---|---|---|",
        *(
            f"| {n} | {rate:.0f} | {median * 1000:.0f} | {high * 1000:.0f} | {used * 1000:.1f} | {errors} |"
            for n, (rate, median, high, used, errors) in crowds.items()
        ),
        "",
        f"Load average of the machine ({os.cpu_count()} cores) at the end: {busy:.1f}. Where others compute beside, waiting says little and processor time more.",
        "",
        f"Style and script {assets()[0] / 1000:.0f} kB, all assets {assets()[1] / 1000:.0f} kB (goal 250).",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
