"""The block view of a reading: one entry per line of the source, what ``zhengce segment --json`` prints."""

from __future__ import annotations

from typing import Any

from pipeline.model import Kind, Reading
from pipeline.structure.build import Built, build
from pipeline.structure.types import Line


def segment(reading: Reading) -> dict[str, Any]:
    """``{"documents": [...], "blocks": [...]}`` as the design fixes it; all values are plain JSON.

    A block's ``line`` and its ``parent`` are 1-based lines of the source (ordinals of blocks where the format has no lines).
    ``document`` is 0 for the document itself and 1.. for the texts it carries; in a compilation it is the document's index,
    and null for what belongs to none of its documents.
    """
    built = build(reading)
    compilation = len(built) > 1
    seen: dict[int, tuple[Line, dict[str, Any]]] = {}
    blocks = []
    for index, one in enumerate(built):
        for line in one.lines:
            if line.number_in_source in seen:
                _join(*seen[line.number_in_source], line)
            elif line.text:
                furniture = line.kind is Kind.NOISE and not compilation
                blocks.append(_block(line, index if compilation else 0 if furniture else line.part))
                seen[line.number_in_source] = line, blocks[-1]
    return {"documents": [_document(one) for one in built], "blocks": blocks}


def _document(one: Built) -> dict[str, Any]:
    d = one.structured.document
    dates = {name: str(value) if (value := getattr(d, name)) else None for name in ("written", "promulgated", "effective")}
    return {
        "title": d.title, "title_is_ours": d.title_is_ours, "doc_number": d.doc_number, "issuers": list(d.issuers), **dates,
        "genre": d.genre, "carries": d.carries, "regions": list(d.regions),
        "start": d.source_start, "end": d.source_end, "first_line": d.first_line, "last_line": d.last_line,
    }  # fmt: skip


def _join(first: Line, block: dict[str, Any], line: Line) -> None:
    """A further mark on the source line of ``first``: a piece inside its block."""
    shift = line.text_start - first.text_start
    piece = {"kind": line.kind.value, "label": line.label, "number": line.number, "start": shift, "end": shift + len(line.text)}
    block["end"] = line.end
    block.setdefault("inner", []).append(piece)


def _block(line: Line, document: int) -> dict[str, Any]:
    block = {
        "line": line.number_in_source, "kind": line.kind.value, "label": line.label, "number": line.number, "heading": line.heading,
        "parent": line.parent.number_in_source if line.parent else None, "document": document,
        "start": line.start, "end": line.end,
    }  # fmt: skip
    if line.suffix:
        block["suffix"] = line.suffix
    if line.continues:
        block["continues"] = True
    if line.inner:
        pieces = [
            {"kind": p.kind.value, "label": p.label, "number": p.number, "start": p.start, "end": p.end} for p in line.inner
        ]
        block["points" if line.inner[0].kind is Kind.POINT else "inner"] = pieces
    return block
