from __future__ import annotations

from pipeline.model import Kind


def metadata(given, path, lines, start, text):
    return {"title": given.get("title") or "".join(x.text for x in lines if x.kind is Kind.TITLE and not x.part)}
