"""Whatever the text, extraction ends, never raises, and every span is a piece of the clause."""

from __future__ import annotations

import time
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract import norms
from pipeline.extract.found import Found, bare
from pipeline.extract.norms import cues, layout
from pipeline.model import Norm

SOUP = st.lists(
    st.sampled_from(
        [row.word for row in cues.ROWS]
        + "第三条 （一） 一、 ，，。；：\n 《》“”（）() 的， 时， 后， 除 外， 的除外 县水务局 船员 自受理之日起 三十日内 一百元以上 罚款 处分 责任".split(
            " "
        )
        + "加强 推进 将 对 在 进一步 渡口 费用 违反 下列 之一 是 了 已 为了 制定本办法 适用 所称 是指 到2030年 〓 〇 \u3000 1 x".split(
            " "
        )
    ),
    max_size=40,
).map("".join)


def check(text: str) -> None:
    for norm in norms.extract(bare(text), Found()):
        assert isinstance(norm, Norm)
        for span in (norm, *norm.actor, *norm.action, *norm.condition, *norm.deadline, *norm.exception):
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end] == span.text
        assert 0.0 < norm.confidence <= 1.0


@given(SOUP)
@settings(max_examples=300, deadline=None)
def test_soup_of_cues_and_markers(text):
    check(text)


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_unicode(text):
    check(text)


@given(st.text(max_size=60), SOUP)
@settings(max_examples=100, deadline=None)
def test_same_text_same_norms(noise, soup):
    text = soup + noise + soup
    assert norms.extract(bare(text), Found()) == norms.extract(bare(text), Found())


@given(SOUP)
@settings(max_examples=100, deadline=None)
def test_blanking_keeps_the_length(text):
    assert len(layout.blank_brackets(layout.blank(text))) == len(text)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "应当",
        "（",
        "“",
        "《",
        "由部门",
        "自",
        "在",
        "，",
        "加强、",
        "除",
        "的，",
        "负责",
        "要",
        "（应当）",
        "责令改正，",
        "应当建立，",
        "有下列",
    ],
)
def test_time_grows_with_length_only(piece):
    check(piece * 10)
    begun = time.process_time()
    check(piece * (100_000 // len(piece)))
    assert time.process_time() - begun < 8


def test_word_lists_hold_each_word_once():
    for name in "task_verbs task_adverbs act_verbs nominal_verbs programme_verbs body_heads body_things event_words".split():
        text = files("pipeline.extract").joinpath("data", f"{name}.txt").read_text("utf-8")
        words = [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]
        assert sorted(words) == sorted(set(words)), name
