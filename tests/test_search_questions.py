"""Questions: which words tell, and which of the best hits come first."""

from __future__ import annotations

import pytest

from pipeline.search.query import Word
from pipeline.search.questions import TELLING, driving, rerank, telling


@pytest.mark.parametrize(
    ("question", "counts", "expected", "why"),
    [
        ("怎么申请补贴", {"申请": 5, "补贴": 3}, ["补贴", "申请"], "the rarest first; 怎么 is in no clause"),
        ("申请的补贴", {"申请": 5, "的": 90, "补贴": 3}, ["补贴", "申请"], "a single character tells nothing"),
        ("机关申请", {"机关": 60, "申请": 5}, ["申请"], "a word all over the corpus tells nothing"),
        ("机关如何", {"机关": 60}, ["机关"], "but alone it is all there is"),
        ("没有这些", {}, [], "no word in the corpus"),
        ("什么补贴", {"什么": 1, "补贴": 3}, ["补贴"], "a word of asking tells nothing, rare as it is in rules"),
        ("什么", {"什么": 1}, ["什么"], "but alone it is all there is"),
    ],
)
def test_telling_words(question, counts, expected, why):
    assert [word.text for word in telling([question], lambda word: 1_000 * counts.get(word.text, 0), 100_000)] == expected, why


def test_everyday_words_are_looked_for_as_those_of_the_rules():
    found = telling(["老板的押金"], lambda word: 3, 100, {"老板": ("用人单位",), "老": ("年长",)})
    assert Word("用人单位") in found and Word("押金") in found and Word("年长") not in found


@pytest.mark.parametrize(
    ("numbers", "expected", "why"),
    [
        ([10, 20, 30, 40], 4, "rare words are all looked for"),
        ([10, 7_000, 7_500, 7_900], 3, "some words at least"),
        ([9_000], 1, "however common"),
        ([100] * 79 + [1_000], 79, "until there are enough places"),
    ],
)
def test_the_rarest_words_drive(numbers, expected, why):
    assert len(driving({Word(str(n)): places for n, places in enumerate(numbers)})) == expected, why


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
    assert list(telling(["补贴"], lambda word: 1, 1)) == [Word("补贴")]
