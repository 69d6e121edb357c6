"""Measure speed and memory and write docs/benchmarks.md: our stages, a peer in the same run, the whole batch, search.

    python scripts/benchmark.py                    on ../shared/corpus/laws when it is there, else on corpus/
    python scripts/benchmark.py --texts FOLDER     on any folder
    python scripts/benchmark.py --db FILE          keep the database that the batch makes

Times are of this machine; read ratios before absolute figures.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import gold
import search_speed

PAGE = gold.ROOT / "docs" / "benchmarks.md"
SAMPLE = 300  # files for the stages that run in this process
PEER_CHARACTERS = 60_000  # the peer is slower by orders of magnitude


def main() -> None:
    from rich.console import Console

    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--texts", type=Path, default=gold.LAWS if gold.LAWS.is_dir() else gold.ROOT / "corpus")
    options.add_argument("--db", type=Path)
    options.add_argument("--grown", type=Path, help="a larger database of scripts/grow_corpus.py, to search in too")
    chosen = options.parse_args()
    talk = Console(stderr=True)
    with tempfile.TemporaryDirectory() as folder, talk.status("测速 measuring …") as status:
        db = chosen.db or Path(folder) / "bench.db"
        rows: list[tuple[str, str, str]] = []
        for name, section in (
            ("逐级 stages", lambda: stages(chosen.texts)),
            ("同行 peer", lambda: peer(chosen.texts)),
            ("同行的数量 peers, amounts", lambda: amounts(chosen.texts)),
            ("整批 batch", lambda: batch(chosen.texts, db)),
            ("检索 search", lambda: search_speed.figures(db, chosen.grown)),
            ("比较 comparing", lambda: comparing(db)),
            ("其他真实文本 other real texts", lambda: others(chosen.texts.parent, Path(folder) / "others.db")),
        ):
            status.update(f"测速 measuring: {name} …")
            rows += [(name, *row) for row in section()]
    text = page(rows, chosen.texts)
    PAGE.write_text(text, "utf-8")
    print(text)


def sample(folder: Path) -> list[Path]:
    files = sorted(p for p in folder.rglob("*") if p.suffix in (".md", ".txt"))
    return random.Random(1).sample(files, min(SAMPLE, len(files)))


def stages(folder: Path) -> Iterable[tuple[str, str]]:
    """Characters a second of each room in one process, on the same sample."""
    from pipeline.batch import settle
    from pipeline.classify import function, functions, theme
    from pipeline.extract import STAGES, Found
    from pipeline.extract.context import context
    from pipeline.read import read
    from pipeline.structure import structure

    settle()  # as the workers of a batch do
    files = sample(folder)
    readings, t = timed(lambda: [read(p) for p in files])
    n = sum(len(r.text) for r in readings)
    yield "read", speed(n, t)
    parts, t = timed(lambda: [s for r in readings for s in structure(r)])
    yield "structure", speed(n, t)
    pairs = [(clause, Found(context(s.document))) for s in parts for clause in s.clauses]
    function(pairs[0][0]), theme("", pairs[0][0].text)  # load the models before the clock runs
    total = 0.0
    for name, stage in STAGES:
        _, t = timed(lambda name=name, stage=stage: [setattr(f, name, stage(c, f)) for c, f in pairs])
        total += t
        yield f"extract {name}", speed(n, t)
    yield "extract, all", speed(n, total)
    found = iter(f for _, f in pairs)
    facts = [[next(found) for _ in s.clauses] for s in parts]
    _, t = timed(
        lambda: [
            functions(s.clauses, [f.norms for f in some], [f.quantities for f in some])
            for s, some in zip(parts, facts, strict=True)
        ]
    )
    yield "classify functions", speed(n, t)
    _, t = timed(lambda: [theme(s.document.title, s.document.text) for s in parts])
    yield "classify themes", speed(n, t)


def peer(folder: Path) -> Iterable[tuple[str, str]]:
    """JioNLP's money and time extraction against ours on the same lines, in turn, three times; the best of each."""
    try:
        import jionlp
    except ImportError:
        yield "JioNLP", "not installed: pip install 'zhengce[bench]'"
        return
    from pipeline.extract import Found, bare, citations, dates, extract, quantities
    from pipeline.read import read

    logging.disable()  # the peer logs every expression that it cannot parse
    lines, n = [], 0
    for line in (line for p in sample(folder) for line in read(p).text.split("\n")):
        lines.append(line)
        n += len(line)
        if n >= PEER_CHARACTERS:
            break

    def amounts(line: str) -> None:
        clause, found = bare(line), Found()
        found.citations = citations.extract(clause, found)
        found.dates = dates.extract(clause, found)
        found.quantities = quantities.extract(clause, found)

    works = {
        f"JioNLP {jionlp.__version__}, money + time": lambda s: (jionlp.ner.extract_money(s), jionlp.ner.extract_time(s)),
        "zhengce, quantities + dates": amounts,
        "zhengce, all facts": lambda s: extract(bare(s)),
    }
    best = dict.fromkeys(works, float("inf"))
    for _ in range(3):  # the first round also loads what each needs
        for name, work in works.items():
            best[name] = min(best[name], timed(lambda work=work: [work(s) for s in lines])[1])
    theirs, *ours = best
    for name in best:
        yield name, speed(n, best[name])
    for name in ours:
        yield f"{name} : {theirs}", f"{best[theirs] / best[name]:.1f} ×"


def amounts(folder: Path) -> Iterable[tuple[str, str]]:
    """Tools for Chinese numbers on the same lines of law, one after the other in this process."""
    from benchmark_peers import compare

    from pipeline.read import read

    lines = [line for path in sample(folder) for line in read(path).text.split("\n") if line]
    yield from compare(lines, lines)


def batch(folder: Path, db: Path) -> Iterable[tuple[str, str]]:
    """`zhengce ingest` of the folder from the shell: all in all, with the memory of all its processes together."""
    command = [sys.executable, "-m", "pipeline", "ingest", str(db), str(folder), "--json", "--quiet"]
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL, cwd=gold.ROOT)
        peak = watch(process)
        out.seek(0)
        summary = json.loads(out.read().splitlines()[-1])
    yield "sources / documents / clauses", f"{summary['sources']:,} / {summary['documents']:,} / {summary['clauses']:,}"
    yield "characters", f"{summary['characters']:,}"
    yield "read, extract, classify, store, index", speed(summary["characters"], summary["seconds"])
    yield "peak memory, all processes", f"{peak / 2**20:,.0f} MiB"
    yield "database", f"{db.stat().st_size / 2**20:,.0f} MiB"
    _, t = timed(lambda: subprocess.run(command, capture_output=True, cwd=gold.ROOT))
    yield "run again, nothing changed", f"{t:.1f} s"
    yield "verify: offset mismatches", f"{mismatches(db)}"


def others(folder: Path, db: Path) -> Iterable[tuple[str, str]]:
    """The other real texts beside the laws, folder by folder into one database: every file accounted for."""
    for name in ("govcn", "policies_md", "docx", "doc", "pdf", "compilation.txt"):
        if (folder / name).exists():
            command = [sys.executable, "-m", "pipeline", "ingest", str(db), str(folder / name), "--json", "--quiet"]
            done = subprocess.run(command, capture_output=True, text=True, cwd=gold.ROOT)
            s = json.loads(done.stdout.splitlines()[-1])
            yield (
                f"{name}: sources = read + failed; documents, clauses",
                f"{s['sources']} = {s['new']} + {s['failed']}; {s['documents']}, {s['clauses']:,}",
            )
    if db.exists():
        yield "verify: offset mismatches", f"{mismatches(db)}"


def mismatches(db: Path) -> int:
    from pipeline.store import open_store
    from pipeline.store.verify import verify

    with open_store(db, create=False, readonly=True) as store:
        return verify(store).mismatches


def watch(process: subprocess.Popen) -> int:
    """The largest sum of resident memory over a process and its children, in bytes, until it ends."""
    import psutil

    peak = 0
    root = psutil.Process(process.pid)
    while process.poll() is None:
        total = 0
        for one in (root, *children(root)):
            try:
                total += one.memory_info().rss
            except psutil.NoSuchProcess:
                continue
        peak = max(peak, total)
        time.sleep(0.1)
    return peak


def children(root) -> list:
    import psutil

    try:
        return root.children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def comparing(db: Path) -> Iterable[tuple[str, str]]:
    """In a process of its own: the number of threads of numpy is set before it is loaded."""
    script = Path(__file__).with_name("compare_speed.py")
    out = subprocess.run([sys.executable, script, db], capture_output=True, text=True, check=True).stdout
    return [tuple(line.rsplit("  ", 1)) for line in out.splitlines()]


def timed(work: Callable):
    started = time.perf_counter()
    return work(), time.perf_counter() - started


def speed(characters: int, seconds: float) -> str:
    return f"{characters / seconds:,.0f} characters/s"


def page(rows: list[tuple[str, str, str]], folder: Path) -> str:
    import pipeline

    where = "the law corpus" if folder == gold.LAWS else "the given texts"
    out = [
        "# 测速 Benchmarks",
        "",
        f"Generated by `make bench` on {time.strftime('%Y-%m-%d')}: zhengce {pipeline.__version__}, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores, {platform.machine()}, on {where}. No number on this page is typed by hand.",
        "",
        "| section | measure | value |",
        "|---|---|---:|",
    ]
    return "\n".join(out + [f"| {a} | {b} | {c} |" for a, b, c in rows]) + "\n"


if __name__ == "__main__":
    main()
