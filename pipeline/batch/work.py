"""One source from bytes to rows, in a worker process."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.errors import ReadError
from pipeline.model import Issue, Record, Severity, Source, Status

if TYPE_CHECKING:
    from pipeline.read import Member


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


def work(member: Member, known: tuple[str, str, str] | None, metadata: Mapping[str, str]) -> Outcome:
    """The rows of ``member``, unless what is ``known`` of it (sha256, version, status) still holds. Never raises: what goes
    wrong is in the outcome.
    """
    from pipeline.read import read_member
    from pipeline.run import process
    from pipeline.store.extractor import extractor
    from pipeline.store.rows import flatten

    started = time.perf_counter()
    blank = Source.unread(member.path)
    try:
        digest, size = member.digest()
        blank = Source(path=member.path, sha256=digest, media_type=blank.media_type, size=size)
        version = _version(extractor(), {**member.metadata, **metadata})
        if known and known[:2] == (digest, version) and known[2] != Status.FAILED:
            return Outcome(blank, None, (), Status.OK, unchanged=True)
        reading = read_member(member, metadata=metadata)
        records = process(reading)
        rows = replace(flatten(records), version=version)
    except ReadError as error:
        return failed(blank, error)
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


def failed(source: Source, error: ReadError) -> Outcome:
    """The outcome of a source that could not be read."""
    sentence = f"{error} {error.hint}" if error.hint else str(error)
    return Outcome(source, None, (Issue(error.code, sentence, Severity.ERROR),), Status.FAILED)


def _count(records: list[Record]) -> dict[str, int]:
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
