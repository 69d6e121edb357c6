"""Helpers of the structure tests: a reading of plain lines, and what must hold for every result."""

from __future__ import annotations

from pipeline.model import Block, Reading, Source
from pipeline.structure import structure


def reading(text: str, metadata: dict[str, str] | None = None, path: str = "试验.txt") -> Reading:
    """One block per line that is not empty, as the reader of plain text makes them."""
    kept = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    blocks, at = [], 0
    for number, line in kept:
        blocks.append(Block(at, at + len(line), number))
        at += len(line) + 1
    return Reading(Source(path, "", "text/plain"), "\n".join(line for _, line in kept), tuple(blocks), metadata or {})


def check(source: Reading) -> None:
    """The post-conditions of the room, whatever the input."""
    result = structure(source)
    assert result == structure(source), "the same reading gives the same result"
    for one in result:
        text = one.document.text
        assert source.text[one.document.source_start : one.document.source_end] == text
        owners = [0] * len(text)
        seen = {}
        for node in one.nodes:
            assert node.eid not in seen
            assert 0 <= node.start <= node.own_end <= node.end <= len(text)
            if node.parent is not None:
                parent = seen[node.parent]  # parents precede
                assert parent.start <= node.start and node.end <= parent.end
            seen[node.eid] = node
            for k in range(node.start, node.own_end):
                owners[k] += 1
        assert all(count == (character != "\n") for count, character in zip(owners, text, strict=True)), "lossless"
        end = 0
        for clause in one.clauses:
            assert text[clause.start : clause.end] == clause.text
            assert clause.text.strip()
            assert clause.start >= end, "clauses do not overlap"
            end = clause.end
            assert seen[clause.eid].start == clause.start
        assert len({c.eid for c in one.clauses}) == len(one.clauses)
