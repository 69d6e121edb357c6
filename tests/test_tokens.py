"""rjieba gives the tokens of jieba, the reference."""

from __future__ import annotations

import re

from conftest import ROOT

from pipeline import read
from pipeline.chinese import tokens
from pipeline.chinese.characters import HAN


def han(words: list[str]) -> list[str]:
    """The words of Chinese characters; numbers with points or hyphens inside (2.2.1) rjieba keeps whole and jieba does not."""
    return [word for word in words if re.fullmatch(f"[{HAN}]+", word)]


def test_the_fast_tokeniser_equals_the_reference_on_the_sample_texts():
    reference = tokens.reference()
    lines = [line for path in sorted((ROOT / "corpus").rglob("*.txt")) for line in read(path).text.split("\n")]
    assert len(lines) > 300
    for line in lines:
        assert han(tokens.cut(line)) == han(reference(line))
        assert "".join(tokens.cut(line)) == line


def test_words_have_offsets():
    text = "县级以上人民政府应当加强养老服务设施建设。"
    assert all(text[start:end] == word for start, end, word in tokens.spans(text))
