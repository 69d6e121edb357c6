"""Questions: which words tell, and which of the best hits come first."""

from __future__ import annotations

import pytest

from pipeline.search.query import Word
from pipeline.search.questions import TELLING, rerank, telling


@pytest.mark.parametrize(
    ("question", "counts", "expected", "why"),
    [
        ("怎么申请补贴", {"申请": 5, "补贴": 3}, ["补贴", "申请"], "the rarest first; 怎么 is in no clause"),
        ("申请的补贴", {"申请": 5, "的": 90, "补贴": 3}, ["补贴", "申请"], "a single character tells nothing"),
        ("应当申请", {"应当": 60, "申请": 5}, ["申请"], "a word all over the corpus tells nothing"),
        ("应当如何", {"应当": 60}, ["应当"], "but alone it is all there is"),
        ("没有这些", {}, [], "no word in the corpus"),
    ],
)
def test_telling_words(question, counts, expected, why):
    assert [word.text for word in telling([question], lambda word: counts.get(word.text, 0), 100)] == expected, why


def test_a_pasted_page_asks_for_few_words():
    asked = []
    telling(["养老服务机构申请补贴" + "".join(chr(c) for c in range(0x4E00, 0x5200))], lambda word: asked.append(word) or 1, 100)
    assert len(asked) <= 4 * TELLING


def test_rerank_prefers_the_words_of_the_question_in_short_texts_and_headings():
    texts = ["申请补贴的条件。", "申请补贴的条件。" + "其他规定另行公布。" * 9, "经费由财政承担。", "补助的申领。"]
    scores = rerank("申请补贴有什么条件", [(1.0, "[]", text, False) for text in texts])
    assert scores[0] > scores[1] > max(scores[2:])
    above = rerank("补贴标准", [(1.0, '["第二章 补贴标准"]', "按月发放。", False), (1.0, '["第一章 总则"]', "按月发放。", False)])
    assert above[0] > above[1]


def test_a_statute_goes_before_the_rule_that_repeats_it():
    of_rule, of_statute = rerank("申请补贴", [(1.0, "[]", "可以申请补贴。", False), (1.0, "[]", "可以申请补贴。", True)])
    assert of_statute > of_rule


def test_equal_scores_for_texts_that_share_nothing_with_the_question():
    assert len(set(rerank("养老", [(0.0, "[]", "道路交通。", False), (0.0, "[]", "水利工程。", False)]))) == 1


def test_words_are_words_of_the_query_language():
    assert telling(["补贴"], lambda word: 1, 1) == [Word("补贴")]
