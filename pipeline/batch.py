"""Many sources → one store: a pool of workers reads and extracts, this process alone writes, in the order of the sources.

A source is a file, or one text of a collection: a file of an archive, a row of a table (``pipeline.read.members``).
A source that fails becomes a ``sources`` row and an ``issues`` row and the batch goes on. What is stored is skipped when
its bytes and the extractor's version are unchanged, so a batch that was killed is completed by running it again. A transaction
holds whole sources, several of them: a crash takes back at most the last group, whose sources are then read again.
"""

from __future__ import annotations

import gc
import hashlib
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ReadError
from pipeline.model import Issue, Severity, Source, Status

if TYPE_CHECKING:
    from pipeline.read import Member

AHEAD = 8
"""Sources in flight for each worker: enough to keep it busy, few enough to keep memory flat."""


@dataclass(slots=True)
class Summary:
    """What a batch did. ``failed`` counts sources; ``characters`` those of stored documents."""

    sources: int = 0
    new: int = 0
    unchanged: int = 0
    partial: int = 0
    failed: int = 0
    documents: int = 0
    clauses: int = 0
    characters: int = 0
    facts: dict[str, int] = field(default_factory=lambda: {"quantities": 0, "entities": 0, "norms": 0})
    issues: dict[str, int] = field(default_factory=dict)  # by code
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a worker made of one source: rows ready to be written, or the reason why there are none."""

    source: Source
    rows: object | None
    issues: tuple[Issue, ...]
    status: Status
    unchanged: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0


def ingest(
    store,
    paths: Iterable[str | os.PathLike],
    *,
    jobs: int | None = None,
    progress: Callable[[Outcome, int], None] | None = None,
) -> Summary:
    """Read every file under ``paths`` into ``store``; folders are walked, manifests in them are obeyed.

    ``jobs``: worker processes (default: the number of cores; 1 works in this process). ``progress`` is called after each
    source with its outcome and the number of sources known so far. Raises ``ReadError`` only when a given path does not exist.
    """
    from pipeline.read import discover
    from pipeline.resolve import resolve

    started = time.perf_counter()
    before = settle()
    files = list(discover(paths))
    summary = Summary(sources=len(files))
    known, metadata = store.known(), _Manifests()
    tasks = _tasks(files, known, metadata, summary)
    with store.grouped():
        for outcome in map(_storable, _outcomes(tasks, jobs or os.cpu_count() or 1)):
            _save(store, outcome, summary)
            if progress:
                progress(outcome, summary.sources)
        for outcome in metadata.unreadable:
            _save(store, outcome, summary)
    if store.unresolved():
        resolve(store)
    if summary.new:
        store.finish()
    gc.set_threshold(*before)
    summary.seconds = round(time.perf_counter() - started, 3)
    return summary


def _tasks(files: Iterable[Path], known: Mapping[str, tuple], metadata: _Manifests, summary: Summary) -> Iterator[tuple]:
    """What ``work`` needs for each source. ``summary`` learns how many sources the collections among ``files`` hold."""
    from pipeline.read import members

    for path in files:
        given = metadata.of(path)
        for n, member in enumerate(members(path)):
            summary.sources += n > 0  # the file itself is counted
            if member.path != str(path):
                shared = {key: value for key, value in given.items() if key != "title"}  # that is the collection's
                yield member, known.get(_name(member.path)), {**shared, **metadata.of(Path(member.path))}
            else:
                yield member, known.get(_name(member.path)), given


def work(member: Member, known: tuple[str, str, str] | None, metadata: Mapping[str, str]) -> Outcome:
    """One source from bytes to rows, in a worker. Never raises: what goes wrong is in the outcome."""
    from pipeline.read import read_member
    from pipeline.run import process
    from pipeline.store.rows import VERSION, flatten

    started = time.perf_counter()
    blank = Source.unread(member.path)
    try:
        digest, size = member.digest()
        blank = Source(path=member.path, sha256=digest, media_type=blank.media_type, size=size)
        version = _version(VERSION, {**member.metadata, **metadata})
        if known and known[:2] == (digest, version) and known[2] != Status.FAILED:
            return Outcome(blank, None, (), Status.OK, unchanged=True)
        reading = read_member(member, metadata=metadata)
        records = process(reading)
        rows = replace(flatten(records), version=version)
    except ReadError as error:
        return _failed(blank, error)
    except OSError as error:
        message = (
            f"文件无法读取：{error.strerror or error}。The file cannot be read: check that it exists and that you may open it."
        )
        return Outcome(blank, None, (Issue("unreadable", message, Severity.ERROR),), Status.FAILED)
    except Exception as error:  # a fault of ours in one document must not lose the rest of the batch
        message = f"处理时出错 internal error ({type(error).__name__}: {error}); please report this file to the developers."
        return Outcome(blank, None, (Issue("internal-error", message, Severity.ERROR),), Status.FAILED)
    status = Status.PARTIAL if any(r.status is not Status.OK for r in records) else Status.OK
    return Outcome(reading.source, rows, reading.issues, status, counts=_count(records), seconds=time.perf_counter() - started)


def _outcomes(tasks: Iterator[tuple], jobs: int) -> Iterator[Outcome]:
    if jobs == 1:
        for task in tasks:
            yield work(*task)
        return
    while True:
        flying: deque[tuple[tuple, Future | None]] = deque()
        with ProcessPoolExecutor(jobs, initializer=settle) as pool:
            try:
                for task in tasks:
                    flying.append((task, None))  # not lost if the pool breaks while it is handed over
                    flying[-1] = (task, pool.submit(work, *task))
                    if len(flying) >= jobs * AHEAD:
                        yield flying[0][1].result()  # the oldest: what is written does not depend on who is faster
                        flying.popleft()
                while flying:
                    yield flying[0][1].result()
                    flying.popleft()
                return
            except BrokenProcessPool:  # a worker was killed (memory, a fault in a C library)
                suspects = tuple(task for task, _ in flying)
        for task in suspects:
            yield _alone(task)


def settle() -> tuple[int, int, int]:
    """Let the collector of cycles look less often; how often it did before.

    Records and rows form no cycles: it would walk them in vain, again and again.
    """
    before = gc.get_threshold()
    gc.set_threshold(100_000, 20, 100)
    return before


def _alone(task: tuple) -> Outcome:
    """One source in a process of its own, so that only the source that kills its worker fails."""
    with ProcessPoolExecutor(1) as pool:
        try:
            return pool.submit(work, *task).result()
        except BrokenProcessPool:
            message = (
                "处理该文件的进程被终止（可能内存不足）。The worker was killed, perhaps for lack of memory: try the file alone."
            )
            source = Source.unread(task[0].path)
            return Outcome(source, None, (Issue("worker-killed", message, Severity.ERROR),), Status.FAILED)


def _storable(outcome: Outcome) -> Outcome:
    """The outcome with a path that can be written: a name in an old encoding (GBK on Linux) shows its odd bytes as ``\\xd6``."""
    name = _name(outcome.source.path)
    return outcome if name == outcome.source.path else replace(outcome, source=replace(outcome.source, path=name))


def _name(path: str) -> str:
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _save(store, outcome: Outcome, summary: Summary) -> None:
    if outcome.unchanged:
        summary.unchanged += 1
        return
    if outcome.rows is None:
        store.fail(outcome.source, outcome.issues)
        summary.failed += 1
    else:
        store.save(outcome.source, outcome.rows, outcome.issues, status=outcome.status, seconds=outcome.seconds)
        summary.new += 1
        summary.partial += outcome.status is Status.PARTIAL
        for key, n in outcome.counts.items():
            if key in summary.facts:
                summary.facts[key] += n
            else:
                setattr(summary, key, getattr(summary, key) + n)
    for issue in outcome.issues:
        summary.issues[issue.code] = summary.issues.get(issue.code, 0) + 1


def _count(records) -> dict[str, int]:
    return {
        "documents": len(records),
        "clauses": sum(len(r.clauses) for r in records),
        "characters": sum(len(r.document.text) for r in records),
        **{kind: sum(len(getattr(f, kind)) for r in records for f in r.facts) for kind in ("quantities", "entities", "norms")},
    }


def _version(extractor: str, metadata: Mapping[str, str]) -> str:
    """The extractor's version, and a mark of the metadata given: a source is read again when either changes."""
    if not metadata:
        return extractor
    return f"{extractor}+{hashlib.sha256(repr(sorted(metadata.items())).encode()).hexdigest()[:8]}"


def _failed(source: Source, error: ReadError) -> Outcome:
    sentence = f"{error} {error.hint}" if error.hint else str(error)
    return Outcome(source, None, (Issue(error.code, sentence, Severity.ERROR),), Status.FAILED)


class _Manifests:
    """The metadata that manifests give to a file: the nearest manifest above it, each read once."""

    def __init__(self) -> None:
        self.unreadable: list[Outcome] = []
        self._loaded: dict[Path, dict[str, dict[str, str]]] = {}

    def of(self, path: Path) -> dict[str, str]:
        for folder in path.parents:
            entries = self._entries(folder)
            name = path.relative_to(folder).as_posix()
            if name in entries:
                return entries[name]
        return {}

    def _entries(self, folder: Path) -> dict[str, dict[str, str]]:
        from pipeline.read.manifest import load

        if folder not in self._loaded:
            try:
                self._loaded[folder] = load(folder)
            except ReadError as error:
                self._loaded[folder] = {}
                source = Source(path=str(folder / "manifest.csv"), sha256="", media_type="text/csv")
                self.unreadable.append(_failed(source, error))
        return self._loaded[folder]
