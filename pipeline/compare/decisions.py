"""What a person decided about the rows of a matrix: which are one provision, which are not, what a provision is called.

A decision names clauses, not rows, so that it holds in every later run over any documents that have these clauses. Decisions are
lines of JSON in a file beside the database (``policies.db.rows.jsonl``): the database stays as extraction made it, and the file can
be read, shared and kept under version control.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.errors import ZhengceError

KINDS = ("merge", "split", "rename")


@dataclass(frozen=True, slots=True)
class Decision:
    """``merge``: the clauses are one provision. ``split``: the first clause belongs with none of the others. ``rename``: the row
    that holds most of the clauses is called ``name``."""

    kind: str
    clauses: tuple[str, ...]
    name: str = ""


def beside(db: str | os.PathLike) -> Path:
    """Where the decisions about a database are kept."""
    return Path(f"{os.fspath(db)}.rows.jsonl")


def read(path: str | os.PathLike) -> tuple[Decision, ...]:
    """The decisions kept at ``path``, oldest first; none when there is no file. Raises ``ZhengceError`` for a line that is none."""
    if not Path(path).exists():
        return ()
    out = []
    for n, line in enumerate(Path(path).read_text("utf-8").splitlines(), 1):
        if line.strip():
            out.append(_decision(line, n, path))
    return tuple(out)


def keep(path: str | os.PathLike, decisions: Iterable[Decision]) -> None:
    """Add decisions at the end of the file at ``path``."""
    with open(path, "a", encoding="utf-8") as out:
        out.writelines(json.dumps(asdict(d), ensure_ascii=False) + "\n" for d in decisions)


def pairs(decisions: Sequence[Decision], places: dict[str, int]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Pairs of passages that must be in one row, and pairs that must not; ``places``: clause id → passage. A later decision on
    the same pair takes the place of an earlier one."""
    said: dict[frozenset[int], bool] = {}
    for d in decisions:
        known = [places[c] for c in d.clauses if c in places]
        if d.kind != "rename" and known and d.clauses[0] in places:
            for other in known[1:]:
                said[frozenset((known[0], other))] = d.kind == "merge"
    two = {tuple(sorted(pair)): joined for pair, joined in said.items() if len(pair) == 2}
    return [pair for pair, joined in two.items() if joined], [pair for pair, joined in two.items() if not joined]


def given_name(decisions: Sequence[Decision], clauses: Sequence[str]) -> str | None:
    """The name last given to a row with ``clauses``: a renaming counts when most of the clauses it named are in the row."""
    held = set(clauses)
    for d in reversed(decisions):
        if d.kind == "rename" and 2 * len(held & set(d.clauses)) > len(d.clauses):
            return d.name
    return None


def _decision(line: str, n: int, path: str | os.PathLike) -> Decision:
    try:
        row = json.loads(line)
        found = Decision(row["kind"], tuple(map(str, row["clauses"])), str(row.get("name", "")))
    except (ValueError, KeyError, TypeError):
        found = None
    if found is None or found.kind not in KINDS or not found.clauses:
        raise ZhengceError(
            f"第 {n} 行不是决定 line {n} of {path} is no decision", hint="delete the line, or the file, to start anew"
        )
    return found
