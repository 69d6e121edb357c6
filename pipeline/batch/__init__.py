"""Many sources → one store: a pool of workers reads and extracts, this process alone writes, in the order of the sources.

A source is a file, or one text of a collection: a file of an archive, a row of a table (``pipeline.read.members``).
A source that fails becomes a ``sources`` row and an ``issues`` row and the batch goes on. What is stored is skipped when
its bytes and the extractor are unchanged, so a batch that was killed is completed by running it again. A transaction
holds whole sources, several of them: a crash takes back at most the last group, whose sources are then read again.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.batch.manifests import Manifests
from pipeline.batch.names import Names
from pipeline.batch.pool import outcomes, settle, settled
from pipeline.batch.work import Outcome
from pipeline.model import Status

__all__ = ["Outcome", "Summary", "ingest", "settle"]


@dataclass(slots=True)
class Summary:
    """What a batch did. ``failed`` counts sources; ``characters`` those of stored documents."""

    sources: int = 0
    new: int = 0
    unchanged: int = 0
    partial: int = 0
    failed: int = 0
    gone: int = 0  # stored sources under the given paths that are no longer there
    documents: int = 0
    clauses: int = 0
    characters: int = 0
    facts: dict[str, int] = field(default_factory=lambda: {"quantities": 0, "entities": 0, "norms": 0})
    issues: dict[str, int] = field(default_factory=dict)  # by code
    seconds: float = 0.0

    def add(self, outcome: Outcome) -> None:
        """Count one source."""
        if outcome.unchanged:
            self.unchanged += 1
            return
        if outcome.rows is None:
            self.failed += 1
        else:
            self.new += 1
            self.partial += outcome.status is Status.PARTIAL
            self.documents += outcome.counts["documents"]
            self.clauses += outcome.counts["clauses"]
            self.characters += outcome.counts["characters"]
            for kind in self.facts:
                self.facts[kind] += outcome.counts[kind]
        for issue in outcome.issues:
            self.issues[issue.code] = self.issues.get(issue.code, 0) + 1


def ingest(
    store,
    paths: Iterable[str | os.PathLike],
    *,
    jobs: int | None = None,
    prune: bool = False,
    progress: Callable[[Outcome, int], None] | None = None,
) -> Summary:
    """Read every file under ``paths`` into ``store``; folders are walked, manifests in them are obeyed.

    ``jobs``: worker processes (default: the number of cores; 1 works in this process). ``prune``: what ``store`` holds of files
    and members under ``paths`` that are no longer there is dropped; else it stays and is counted (``Summary.gone``).
    ``progress`` is called after each source with its outcome and the number of sources known so far. Raises ``ReadError`` only
    when a given path does not exist.
    """
    from pipeline.read import discover
    from pipeline.resolve import resolve

    started = time.perf_counter()
    paths = list(map(os.fspath, paths))
    names, manifests = Names(store.known()), Manifests()
    files = list(discover(paths))
    summary = Summary(sources=len(files))
    with settled():
        with store.grouped():
            for outcome in map(names.stored, outcomes(_tasks(files, names, manifests, summary), jobs or os.cpu_count() or 1)):
                _save(store, outcome)
                summary.add(outcome)
                if progress:
                    progress(outcome, summary.sources)
            for outcome in manifests.unreadable:
                _save(store, outcome)
                summary.add(outcome)
            gone = names.gone(paths)
            summary.gone = len(gone)
            store.forget(names.superseded() + (gone if prune else []))
        if store.unresolved():
            resolve(store)
        if summary.new or prune and gone:
            store.finish()
    summary.seconds = round(time.perf_counter() - started, 3)
    return summary


def _tasks(files: Iterable, names: Names, manifests: Manifests, summary: Summary) -> Iterator[tuple]:
    """What ``work`` needs for each source. ``summary`` learns how many sources the collections among ``files`` hold."""
    from pipeline.read import members

    for path in files:
        for n, member in enumerate(members(path)):
            summary.sources += n > 0  # the file itself is counted
            yield member, names.known(member), manifests.of(path, member)


def _save(store, outcome: Outcome) -> None:
    if outcome.unchanged:
        return
    if outcome.rows is None:
        store.fail(outcome.source, outcome.issues)
    else:
        store.save(outcome.source, outcome.rows, outcome.issues, status=outcome.status, seconds=outcome.seconds)
