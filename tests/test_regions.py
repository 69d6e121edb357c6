"""Regions used as places. The sentences are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract import citations, organizations, regions
from pipeline.extract.found import Context, Found, bare
from tests.marked import found, mark, unmark

STAGES = (("citations", citations.extract), ("organizations", organizations.extract), ("regions", regions.extract))

CASES = [
    ("在【四川省成都市锦江区】设立分中心", ["510104"], "a chain is one region"),
    ("【辽宁省】推进试点，【上海】跟进", ["210000", "310000"], "full and short names"),
    ("由浙江省人民政府批准", [], "inside an organization"),
    ("依照《北京市公园条例》办理", [], "inside a title"),
    ("在【深圳经济特区】和【石河子高新区】试行", [None, None], "zones named after areas have no code"),
    ("支持【雄安新区】与【浦东新区】合作", [None, "310115"], "new areas"),
    ("在【中国（上海）自由贸易试验区临港新片区】内", [None], "a pilot zone"),
    ("【左权县辽阳镇】镇长", [None], "a town under its county"),
    ("在【中华人民共和国】境内从事经营", [None], "the country as a place"),
    ("坚持中国特色社会主义", [], "the country as an attribute"),
    ("与【美国】、【日本】的经验比较，美国政府", [None, None], "other countries; their governments are none"),
    ("沿苏州河和中山路向西", [], "rivers and roads"),
    ("我市、本省和全国", [], "no name"),
]


@pytest.mark.parametrize("marked, codes, why", CASES)
def test_regions(marked, codes, why):
    text, _ = unmark(marked)
    spans = found(text, *STAGES).regions
    assert mark(text, spans) == marked, why
    assert [span.norm for span in spans] == codes, why


def test_the_document_tells_which_of_several_areas():
    facts = Found(Context(region="350000"))
    [region] = regions.extract(bare("在鼓楼区试点"), facts)
    assert region.norm == "350102"


@given(st.text(alphabet="浙江省成都市区县镇高新开发自贸试验（中国）境内、在\n") | st.text())
def test_any_text(text):
    last = 0
    for span in regions.extract(bare(text), Found()):
        assert text[span.start : span.end] == span.text
        assert last <= span.start < span.end
        last = span.end
