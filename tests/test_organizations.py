"""Organizations as the longest noun phrase that names a body. The sentences are invented."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract import citations, organizations
from pipeline.extract.found import Found, bare
from pipeline.extract.organization_heads import CENTRAL, PARTIAL, WHOLE
from pipeline.extract.organization_words import ADJACENT, KEEPS, LEADING_VERBS, OBJECT_VERBS, STOPS, VERBS
from pipeline.extract.wordlists import words
from tests.marked import found, mark, unmark

CASES = [
    ("由【市人民政府】批准后公布。", "a preposition is outside"),
    ("报【国务院民用航空主管部门】备案。", "the verb 报 is outside"),
    ("各【有关部门】应当配合。", "leading 各 is outside, 有关 inside"),
    ("其他【社会组织】和任何【企业】", "leading 其他, 任何 are outside"),
    ("【各级人民政府】应当加强领导。", "各级 is inside"),
    ("任何单位、组织和个人不得占用。", "bare 单位, 组织 are none"),
    ("各部门要抓好落实。", "bare 部门 is none"),
    ("【企业】、【政府】和【高校】共建。", "企业, 政府, 高校 are whole by themselves"),
    ("【省、自治区、直辖市人民政府】制定办法。", "coordinated levels are one body"),
    ("【乡、镇人民政府】和【市或者区、县园林主管部门】", "levels joined by 或者"),
    ("【市、县（市、区）水行政主管部门】负责。", "levels in brackets"),
    ("【村（居）民委员会】协助。", "a bracket inside a name"),
    ("【省交通厅（局）】发文。", "an alternative head"),
    ("由【公安】、【民政】等部门处理。", "fields of government are bodies of their own"),
    ("【公安】、【民政部门】应当协作。", "the last field takes the head"),
    ("【勘察、设计、施工单位】应当签字。", "kinds of business before one head are one"),
    ("【住房和城乡建设主管部门】会同【工业和信息化部】", "the conjunction inside a name"),
    ("向【负有公园管理职责的部门】举报。", "a 的-modifier of an empty head is inside"),
    ("【县级人民政府负责林地保护的部门】审核", "up to the government that the department is of"),
    ("机动车所在地的【公安机关】", "a 的-modifier of a full head is outside"),
    ("支持【企业】、引导【社会组织】、服务【企业】发展", "verbs before whole heads"),
    ("【物业服务企业】和【药品检验机构】", "the same verbs as modifiers"),
    ("应当检查【有关单位】的台账", "a verb before a name that is whole by itself"),
    ("推进政府采购和政府网站建设", "compounds that name no body"),
    ("严格执行企业标准，缴纳企业所得税", "compounds of 企业"),
    ("（责任单位：【市科委】、【市财政局】、各【区政府】）", "short names of offices"),
    ("【财政部】和【市财政部门】", "财政部|门 is no ministry"),
    ("【党中央】、【国务院】决策部署", "central bodies"),
    ("进一步统一组织实施，加强组织领导", "组织 as a verb"),
    ("【“枢纽型”社会组织】承接服务", "a quoted modifier"),
    ("【青港海山集团公司】与【甲县乙镇农民专业合作社】", "names of firms"),
    ("第十条 【采集野生种子的单位】应当登记", "the article's own label is outside"),
    ("适应城市发展，开好局、起好步", "no body at all"),
    ("应当监督【施工单位】整改", "what follows a modal is the verb"),
    ("不得授权【业主委员会】决定", "the verb before a name whole by itself"),
    ("查阅、复制【用人单位】的台账", "verbs with an object"),
    ("由【市财政部门】商【国务院有关部门】制定", "商 as a verb between two bodies"),
    ("【工商】、【财政】、【历史街区】、【税务】等行政管理部门", "fields, also an unknown one between known ones"),
    ("【勘测、选种、嫁接等单位】应当登记", "kinds of work before 等单位 are one body"),
    ("支持【公园企业】、单位和个人参与", "the verb before bare 单位"),
    ("其他【有关部门】和【县人民政府其他有关部门】", "其他 is outside only at the front"),
    ("所有【旅行社】由【有权机关】检查", "所有 is outside, 有权 inside"),
    ("建设服务型政府，跨部门协同，使用法定计量单位", "modifiers that make no body of it"),
    ("股票、公司、企业债券", "compounds of 公司, also coordinated"),
    ("经【青港科技奖励委员会】审定", "奖励 in a name"),
    ("【广播电视台（站）】备案", "an alternative head of a station"),
    ("以【上级行政机关】为被告", "以 is a preposition here"),
    ("【养老保险经办机构】和【被督导单位】", "经办, 被督导 are words"),
    ("辖区内【学校】开放场地", "the area is no part of the name"),
    ("不得拖欠【中小企业】的货款，调取【证券公司】的档案", "verbs of laws that take a body as their object"),
    ("暂不表决，交【法制委员会】审议，供【有关单位】参考", "one-character verbs at the head"),
    ("由【省、自治区、直辖市的人民政府】规定", "levels with 的 before a government"),
    ("向相关地区的【人民政府】通报", "a place with 的 is outside"),
    ("【市、县（市）、石门区人民政府】划定范围", "a named district after the levels"),
    ("【国务院各部门】和【政府所属各部门】", "各 inside what a government has"),
    ("经各【代表团】和【主席团】同意，【新闻媒体】可以报道", "bodies of an assembly; the press"),
    ("促进进口商品和销售商品流通", "商|品 is no trader"),
    ("【法律、法规授权的组织】参照执行", "what empowers a body, coordinated"),
    ("由【拆违实施部门】和【赔偿义务机关】办理", "实施, 赔偿义务 as modifiers"),
    ("【业主大会】议事规则与协商会议", "商会|议 is no chamber"),
    ("由五分之一以上【业主委员会】成员书面请求", "a share of members is outside"),
    ("农业部分、应急部署、处分行为、养殖场所", "a head that the next character makes another word"),
    ("14.创新【企业】服务模式。建设【企业】服务平台", "the verb that opens a heading or a sentence"),
    ("为健全【省人民代表大会】制度", "健全|省, not 全省"),
    ("报告【拘留所】的【主管公安机关】，每一【业主委员会】", "主管 after 的; 每一 is outside"),
    ("【国务院各有关部门】和【搜救中心各成员单位】", "all departments or members of a body"),
    ("【小型、微型企业】和其他组织机构", "kinds before one head; a bare phrase"),
    ("【发展改革委】会同【市科委】", "委|会同, not 委会"),
    ("由【市科委】会同【市教委】办理，不是科委会员", "委|会同 and 委会|员, also behind short names"),
    ("支持【在沪高校】，【教育部】等五部门印发", "在 with the letter of a province; a number of departments is none"),
    ("各【乡镇（街道）】应当配合【团区委】和【驻村工作队】", "the lowest level as an actor"),
    ("根据专业特点设立联合会，由【街道办事处】受理【业主委员会】备案", "verbs of setting up and of receiving"),
    ("【公安机关】是【门牌管理工作的主管部门】", "是 parts what it equates"),
    ("及时报告【负责燃放监督管理的部门】", "报告 takes its addressee"),
    ("做好抢险救援人员的组织和应急", "组织 as a verbal noun"),
    ("各地区各部门各单位和【主席团】组织的活动", "bare ones in a row; 团|组织"),
    ("请你省【有关部门】研究", "the reader's province is outside"),
    ("（【市委金融办】、【市教委】、【上海金融监管局】、【发展改革委】）", "short names in a list of those responsible"),
]


@pytest.mark.parametrize("marked, why", CASES)
def test_organizations(marked, why):
    text, _ = unmark(marked)
    assert mark(text, found(text, ("organizations", organizations.extract)).organizations) == marked, why


PLACES = "成都市 无锡市 呼和浩特市 内蒙古自治区 内江市 从化区 和静县 于都县 张家口市 即墨区 当阳市 未央区 无为市 将乐县 石家庄市".split()


@pytest.mark.parametrize("place", PLACES)
def test_names_of_places_that_hold_a_preposition_or_a_verb(place):
    text = f"由{place}人民政府负责，{place}民政局配合。"
    names = [span.text for span in found(text, ("organizations", organizations.extract)).organizations]
    assert names == [f"{place}人民政府", f"{place}民政局"]


def test_nothing_inside_a_title():
    facts = found(
        "根据《甲市人民政府关于企业的意见》，企业应当登记",
        ("citations", citations.extract),
        ("organizations", organizations.extract),
    )
    assert [span.start for span in facts.organizations] == [18]


def test_word_lists_do_not_contradict():
    assert not STOPS & VERBS and not STOPS & KEEPS and not VERBS & KEEPS
    assert ADJACENT | OBJECT_VERBS | LEADING_VERBS <= VERBS
    assert all(2 <= len(word) <= 4 for word in STOPS | VERBS | KEEPS)
    assert all(len(head) >= 2 for head in [*WHOLE, *PARTIAL, *CENTRAL])
    assert not words("governing_verbs") & KEEPS


@given(st.text(alphabet="县级以上人民政府主管部门的单位、和或者（市）“”由有关等组织企业\n2次") | st.text())
def test_any_text(text):
    last = 0
    for span in organizations.extract(bare(text), Found()):
        assert text[span.start : span.end] == span.text
        assert last <= span.start < span.end
        last = span.end


@pytest.mark.parametrize(
    "text",
    ["人民政府" * 20_000, "部门、" * 20_000, "县、" * 30_000 + "人民政府", "设计、" * 20_000 + "单位", "甲" * 100_000 + "的单位"],
)
def test_long_runs_end_soon(text):
    begin = time.perf_counter()
    organizations.extract(bare(text), Found())
    assert time.perf_counter() - begin < 5
