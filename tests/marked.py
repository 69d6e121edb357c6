"""Sentences with their expected spans marked in 【】, so that a test case reads as a sentence."""

from __future__ import annotations

import re

from pipeline.extract.found import Found, bare


def unmark(marked: str) -> tuple[str, list[str]]:
    """The plain sentence and the marked pieces, in order."""
    return re.sub("[【】]", "", marked), re.findall("【(.*?)】", marked)


def mark(text: str, spans) -> str:
    """``text`` with ``spans`` marked: what a failing test shows."""
    out, last = [], 0
    for span in spans:
        assert text[span.start : span.end] == span.text
        out += [text[last : span.start], "【", span.text, "】"]
        last = span.end
    return "".join([*out, text[last:]])


def found(text: str, *stages: tuple[str, object]) -> Found:
    """What the named extractors find in ``text``, run in order."""
    facts = Found()
    for name, extract in stages:
        setattr(facts, name, extract(bare(text), facts))
    return facts
