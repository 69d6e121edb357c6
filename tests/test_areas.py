"""Names and codes of administrative areas, and where a text mentions them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reference import areas

FIND = [
    ("浙江", None, "330000", "short form of a province"),
    ("浙江省", None, "330000", "full form"),
    ("浙", None, "330000", "one letter, as in document numbers"),
    ("广西", None, "450000", "the people's name goes with the ending"),
    ("恩施", None, "422800", "prefecture before county of one short name"),
    ("吉林", None, "220000", "province before prefecture"),
    ("成都市锦江区", None, "510104", "a chain of full names"),
    ("四川成都锦江", None, "510104", "a chain of short names"),
    ("贵州省黔南布依族苗族自治州长顺县", None, "522729", "three levels"),
    ("鼓楼区", None, None, "four cities have one: no guess"),
    ("鼓楼区", "350000", "350102", "the province tells which"),
    ("鼓楼区", "320105", "320106", "a neighbour tells which"),
    ("朝阳区", "110000", "110105", "municipality"),
    ("济源市", None, "419001", "county right under its province"),
    ("枝城市", None, "420581", "a former name of a code still in use"),
    ("莱芜市", None, "371200", "abolished, but nothing else bears the name"),
    ("莱芜", None, "370116", "in use before abolished"),
    ("无此市", None, None, "unknown"),
    ("", None, None, "nothing"),
]


@pytest.mark.parametrize("name, within, code, why", FIND)
def test_find(name, within, code, why):
    area = areas.find(name, within)
    assert (area and area.code) == code, why


MENTIONS = [
    ("安徽省和县人民政府", [("安徽省和县", "340523")], "beside its province it is a place"),
    ("由市和县级以上人民政府负责", [], "市|和|县级"),
    ("应当与相应城市规划衔接", [], "相应|城市"),
    ("举办重大庆典活动", [], "重大|庆典"),
    ("区域内江河湖泊", [], "区域内|江河"),
    ("有关日照、消防和通风的规定", [], "sunshine"),
    ("山东日照和青岛", [("山东日照", "371100"), ("青岛", "370200")], "the city beside its province"),
    ("太湖南岸与黄河北岸", [], "south shore, north shore"),
    ("城区、矿区和新区建设", [], "plain words"),
    ("企业之间开展合作", [], "cooperation"),
    ("上海杨浦、徐汇两区", [("上海杨浦", "310110")], "a county's short name right after its city"),
    ("在福州市台江区、鼓楼区试点", [("福州市台江区", "350103"), ("鼓楼区", "350102")], "the neighbour tells which"),
    ("鼓楼区居民", [("鼓楼区", "")], "nothing tells which: a mention without a code"),
    ("广州、佛山同城", [("广州", "440100"), ("佛山", "440600")], "short names of prefectures"),
]


@pytest.mark.parametrize("text, expected, why", MENTIONS)
def test_mentions(text, expected, why):
    assert [(text[a:b], area.code) for a, b, area in areas.mentions(text)] == expected, why


def test_levels_and_parents():
    assert areas.by_code("330102").level == "县"
    assert areas.parent("330102") == "330100"
    assert areas.parent("419001") == "410000"
    assert areas.parent("410000") is None
    assert areas.by_code("999999") is None


def test_every_present_name_is_found_in_its_province():
    tables = areas._tables()
    lost = [code for code, name in tables.present.items() if code not in tables.abolished and not areas.find(name, code)]
    assert lost == []


def test_the_table_loads_quickly():
    areas._tables.cache_clear()
    begin = time.process_time()
    areas.by_code("330000")
    assert time.process_time() - begin < 0.5  # 0.02 s on a quiet machine


@given(st.text(alphabet="市县区和浙江省成都鼓楼、合作\n城海 A9𠀀") | st.text())
def test_any_text(text):
    last = 0
    for start, end, area in areas.mentions(text):
        assert last <= start < end <= len(text)
        assert area.name
        last = end


@pytest.mark.parametrize("name", ["全国", "国家", "中国"])
def test_the_country_as_a_whole(name):
    assert areas.find(name) == areas.by_code("000000") == areas.NATION
    assert not any(region == areas.NATION for _, _, region in areas.mentions(f"在{name}范围内实施"))
