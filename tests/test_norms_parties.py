"""Who is encouraged: the parties named behind 鼓励, 支持, 引导."""

from __future__ import annotations

import pytest

from pipeline.extract import bare, extract

ROWS = [
    ("鼓励高校和科研院所面向应用开展研究。", "高校和科研院所", "a preposition follows"),
    ("支持企业、社会团体和个人捐助乡村图书角。", "企业、社会团体和个人", "the last of a list is no entity"),
    ("引导科技企业、高校等单位联合建设中试线。", "科技企业、高校等单位", "等 and what sums the list up"),
    ("引导物业服务企业，通过自助查询终端公开账目。", "物业服务企业", "a comma follows"),
    ("支持中小企业发展。", "", "a thing is supported: the growth"),
    ("支持医院的改革。", "", "what belongs to the body is supported"),
    ("推动医院信息互通共享。", "", "推动 moves the thing"),
]


@pytest.mark.parametrize(("text", "party", "reason"), ROWS)
def test_the_party_that_is_encouraged(text, party, reason):
    clause = bare(text)
    (norm, *_) = extract(clause).norms
    assert "".join(span.text for span in norm.actor) == party, reason
