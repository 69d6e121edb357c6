"""Clauses with the function that people gave them: the gold beside the project, and ours.

Ours hold no text, not even titles, only where it stands: ``data/clause_functions.tsv`` gives the digest of a law file's path and
the article, ``data/paragraph_functions.tsv`` that of a file's path and of a paragraph of a page, plan, report or decision.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from _corpus import articles
from _training import SHARED, law_body, rows, work

DATA = Path(__file__).parent / "data"
_MARKS = re.compile(r"[\s*#]")  # blanks and marks of Markdown are no part of a paragraph's digest


def clauses() -> list[dict]:
    """Every labelled clause: text, function, second (another function that fits, or None), source, label, work, set.

    ``set`` says where the label is from: ``facts`` or ``functions`` of the gold, ``articles`` or ``paragraphs`` of ours. Ours that
    are no longer found, because a reader changed, are left out and counted on standard error.
    """
    out = []
    for kind in ("facts", "functions"):
        for row in rows(SHARED / "gold" / kind / "dev.jsonl"):
            out.append({key: row.get(key) for key in ("text", "function", "second", "source", "label", "genre")} | {"set": kind})
    gold = {digest(row["text"]) for row in out}
    lost = 0
    for kind, found in (("articles", _articles()), ("paragraphs", _paragraphs())):
        for source, label, function, text in found:
            if text is None:
                lost += 1
            elif digest(text) not in gold:
                out.append({"text": text, "function": function, "second": None, "source": source, "label": label, "set": kind})
    if lost:
        print(f"{lost} of our labels name a text that is not found (any more)", file=sys.stderr)
    for clause in out:
        clause["work"] = work(clause["source"])
    return out


def digest(text: str) -> str:
    """Twelve hex digits that tell a paragraph from every other."""
    return _short(_MARKS.sub("", text))


def _short(text: str) -> str:
    return hashlib.sha1(text.encode("utf-8")).hexdigest()[:12]


def _table(name: str, root: Path) -> Iterator[tuple[str, str, str]]:
    """The rows of a table of ours, each with its file below ``root`` in place of the digest, which stays when there is no such file."""
    files = {_short(source): source for source in (path.relative_to(root).as_posix() for path in root.rglob("*"))}
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        source, where, function = line.split("\t")
        yield files.get(source, source), where, function


def _articles() -> Iterator[tuple[str, str, str, str | None]]:
    root = SHARED / "corpus" / "laws"
    for source, label, function in _table("clause_functions.tsv", root):
        held = articles(source) if (root / source).is_file() else []
        yield source, label, function, next((a.text for a in held if a.label == label), None)


def _paragraphs() -> Iterator[tuple[str, str, str, str | None]]:
    root = SHARED / "corpus"
    for source, key, function in _table("paragraph_functions.tsv", root):
        yield source, "", function, _by_digest(source).get(key) if (root / source).is_file() else None


@cache
def _by_digest(source: str) -> dict[str, str]:
    """The paragraphs of a file of ``../shared/corpus`` by their digests."""
    path = SHARED / "corpus" / source
    if source.startswith("laws/"):
        lines = law_body(source.removeprefix("laws/")).split("\n")
    else:
        from pipeline.read import read

        reading = read(path)
        lines = [reading.text[block.start : block.end] for block in reading.blocks]
    return {digest(line): line.replace("**", "").strip() for line in lines if line.strip()}
