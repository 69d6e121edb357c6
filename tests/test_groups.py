"""Groups of the population. The sentences are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract import citations, groups, organizations, regions
from pipeline.extract.found import Found, bare
from tests.marked import found, mark, unmark

STAGES = (
    ("citations", citations.extract),
    ("organizations", organizations.extract),
    ("regions", regions.extract),
    ("groups", groups.extract),
)

CASES = [
    ("为【老年人】、【残疾人】提供便利", "groups by themselves"),
    ("帮助【被征地农民】和【城镇失业人员】就业", "modifiers belong to the group"),
    ("【居家高龄、失能老年人】的照料", "coordinated modifiers are one group"),
    ("对【城镇零就业家庭】给予补贴", "a family with what makes it a group"),
    ("家庭成员应当互相关爱", "a family by itself is none"),
    ("引进【农村实用人才】", "the governing verb is outside"),
    ("加强人才工作", "bare 人才 is none"),
    ("保护【消费者】和【劳动者】的权益", "the verb is outside"),
    ("公民、群众和公众有权监督", "everybody is no group"),
    ("申请人、经营者、当事人应当到场", "roles are none"),
    ("工作人员、执法人员和管理人员", "officials are none"),
    ("居民委员会办理居民身份证", "inside an organization; a compound"),
    ("无居民海岛和非居民用水", "无|居民, 非|居民"),
    ("预防【未成年人】犯罪", "未成年人|犯罪, not 人犯"),
    ("在场人员疏散", "在场 is no group"),
    ("【女职工】的特殊保护", "sex as a modifier"),
    ("【外国人】和【流动人口】的登记", "by nationality and movement"),
    ("【法官】、【优秀辅警】和【专职网格员】", "by occupation"),
    ("【海军、空军军官】的晋升", "coordinated branches are one group"),
    ("帮工人、选矿工艺、人民警察证", "words that only look like occupations"),
    ("帮助【困难群众】和群众", "群众 by what makes it a group"),
    ("【青年科技工作者】向李某院士学习", "workers of a field; a title behind a name is none"),
    ("保护【农村妇女儿童】", "women and children in one word"),
    ("安排管护人员", "a duty is no group"),
    ("救治【听觉障碍患者】和【患者】", "a patient by the illness"),
    ("【退休、离休人员】的待遇", "coordinated states are one group"),
    ("不得克扣、扣压、虐待【受助人员】", "verbs of laws are outside"),
    ("乡村民宿和旅游客运", "乡|村民|宿, 旅|游客|运"),
    ("【专任教师】、【辩护律师】和【体育教师】", "kinds of an occupation"),
    ("【香港同胞】、【澳门同胞】和【外籍人士】", "compatriots, also coordinated"),
]


@pytest.mark.parametrize("marked, why", CASES)
def test_groups(marked, why):
    text, _ = unmark(marked)
    assert mark(text, found(text, *STAGES).groups) == marked, why


@given(st.text(alphabet="农村失能老年人、被征地民职工人才员家庭的高龄残疾\n") | st.text())
def test_any_text(text):
    last = 0
    for span in groups.extract(bare(text), Found()):
        assert text[span.start : span.end] == span.text
        assert last <= span.start < span.end
        last = span.end
