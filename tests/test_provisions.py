"""Names of provisions from ids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.chinese.numerals import integer, written
from pipeline.reference.provisions import provision


@pytest.mark.parametrize(
    ("eid", "said", "reason"),
    [
        ("part_2__chp_1__art_463", "第四百六十三条", "divisions are not named where an article is"),
        ("art_17_1__para_2__item_3__subitem_1", "第十七条之一第二款第三项第一目", "every level below the article"),
        ("doc_1__chp_2__sec_3", "第二章第三节", "a division of a carried text"),
        ("h1_x1__art_16", "第十六条", "a heading that we counted is not named"),
        ("art_3__para_2__item_1~2", "第三条第二款第一项", "a number that comes twice"),
        ("h1_3__h2_1__body_2", "三、（一）¶2", "marks of documents without articles"),
        ("h1_1__h5_3", "一、③", "the sign below （1）"),
        ("h5_21", "（21）", "there is no such sign above 20"),
        ("effective", "effective", "no id of a node"),
        ("", "", "nothing"),
    ],
)
def test_provisions(eid, said, reason):
    assert provision(eid) == said, reason


@given(st.integers(0, 9999))
def test_written_numbers_are_read_again(number):
    assert integer(written(number)) == number
