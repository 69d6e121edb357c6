"""The heading on a marker's line: the whole rest (一、总则), or its first sentence run in (（一）医疗质量。提供高质量的…)."""

from __future__ import annotations

import re

from pipeline.structure import shapes

LONGEST_RUN_IN = 32
LONGEST_SENTENCE = 26
"""A sentence alone on its line is a heading only up to this length."""

_NO_HEADING = re.compile(
    r"(?<![反供适相响对效感])应(?![用急对届])|必须|不得|可以|可凭|是指|包括|由.{1,12}负责|有下列|以下|如下|按照|的[，,]|[：:；;]|收悉|特此|现将|尚未|仍存在"
    r"|(?<![重需主必摘概简])要(?![求点素闻目领件])|^(?:但|尽管|虽然|因此|如果)"
)
"""A sentence with one of these says something; it names nothing."""


def whole(rest: str, longest: int = 60) -> str | None:
    """The rest of a line when it is nothing but a heading; a question may be one (二、怎样申请？)."""
    return rest if rest and shapes.phrase(rest.rstrip("？?"), longest) else None


def run_in(rest: str) -> str | None:
    """The first sentence when it names what follows on the same line."""
    stop = rest.find("。", 0, LONGEST_RUN_IN + 1)
    if stop <= 0 or stop == len(rest) - 1:
        return None
    if rest[stop + 1] in "（(" and rest.rstrip("。")[-1] in "）)":
        return None  # a sentence with its source or the bodies in charge in brackets
    head = rest[:stop]
    return None if _NO_HEADING.search(head) else head


def sentence(text: str, longest: int = LONGEST_SENTENCE) -> str | None:
    """A single short sentence that can stand as a heading when its text follows on the next line."""
    if len(text) > longest + 1 or text[-1:] != "。" or text.find("。") < len(text) - 1:
        return None
    return None if _NO_HEADING.search(text) else text[:-1]
