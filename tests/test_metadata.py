"""What a document says of itself in its frame, and what a catalogue says of it."""

from __future__ import annotations

import pytest
from structured import reading

from pipeline.reference.genres import genre
from pipeline.structure import structure
from pipeline.structure.blocks import segment

NOTICE = """云川市民政局 云川市财政局
关于印发《云川市高龄津贴
发放办法》的通知
云民发[2022] 31 号
各区民政局、财政局，市社会福利中心：
现将《云川市高龄津贴发放办法》印发给你们，请遵照执行。
云川市民政局
云川市财政局
二〇二二年七月一日
云川市高龄津贴发放办法
第一条 年满八十周岁的老年人可以申领津贴。
第二条 本办法自印发之日起施行，有效期5年。"""

LAW = """青河省湿地保护条例
2015年3月26日 青河省第十二届人民代表大会常务委员会第十五次会议通过
2020年9月24日 青河省第十三届人民代表大会常务委员会第二十三次会议修正
第一条 为了保护湿地，制定本条例。
第二条 本条例自2015年6月1日起施行。"""

DECREE = """中华人民共和国国务院令
第999号
《水塔检查条例》已经2019年1月16日国务院第36次常务会议通过，现予公布，自2019年4月1日起施行。
总理 王某某
2019年2月17日
水塔检查条例
第一章 总则
第一条 为了加强水塔检查，制定本条例。
第二条 水塔的检查适用本条例。"""


def document(text: str, **given):
    path = given.pop("path", "试验.txt")
    (one,) = structure(reading(text, given, path))
    return one.document


def test_notice_that_carries_measures():
    d = document(NOTICE)
    assert d.title == "云川市民政局 云川市财政局关于印发《云川市高龄津贴发放办法》的通知"
    assert (d.genre, d.carries, d.doc_number) == ("通知", "云川市高龄津贴发放办法", "云民发〔2022〕31号")
    assert d.issuers == ("云川市民政局", "云川市财政局")
    assert d.addressees == ("各区民政局、财政局", "市社会福利中心")
    assert (str(d.written), str(d.effective), str(d.expires)) == ("2022-07-01", "2022-07-01", "2027-07-01")


def test_evidence_stands_where_it_says():
    d = document(NOTICE)
    for date in (d.written, d.effective, d.expires):
        assert d.text[date.start : date.end] == date.evidence


def test_law_with_amendment():
    d = document(LAW)
    assert (str(d.promulgated), str(d.effective)) == ("2020-09-24", "2015-06-01")
    assert d.issuers == ("青河省人民代表大会常务委员会",)


def test_date_in_the_file_name_decides_between_adoption_and_promulgation():
    assert str(document(LAW, path="青河省湿地保护条例(2020-09-30).md").promulgated) == "2020-09-30"


def test_decree_page_is_one_document_with_the_title_of_the_text():
    d = document(DECREE)
    assert (d.title, d.genre, d.level) == ("水塔检查条例", "条例", "国家")
    assert str(d.effective) == "2019-04-01"
    assert d.doc_number == "中华人民共和国国务院令第999号"


def test_catalogue_wins():
    d = document(NOTICE, title="另一标题的通告", doc_number="云民规〔2022〕2号", effective="2022年8月1日")
    assert (d.title, d.genre, d.doc_number, str(d.effective)) == ("另一标题的通告", "通告", "云民规〔2022〕2号", "2022-08-01")


PLACES = [  # title, path, region, level, why
    ("浙江省养老服务条例", "", "浙江省", "省", "the title begins with it"),
    ("成都市锦江区人民政府关于社区建设的意见", "", "锦江区", "县", "a chain means its last area"),
    ("国务院关于支持海南发展的意见", "", "全国", "国家", "national issuer: the region is only spoken of"),
    ("某条例", "DLC/山东地方法规/山东/某条例.md", "山东省", "省", "the folder"),
    ("中华人民共和国招标法", "", "全国", "国家", "a national law"),
    ("某公司章程", "", None, None, "unknown stays unknown"),
]


@pytest.mark.parametrize(("title", "path", "region", "level", "why"), PLACES)
def test_region_and_level(title, path, region, level, why):
    d = document(f"{title}\n第一条 甲事项依照规定办理。\n第二条 乙事项依照规定办理。", path=path or "试验.txt")
    assert (d.region and d.region.name, d.level) == (region, level), why


def test_regions_spoken_of():
    assert document("国务院关于支持海南发展的意见\n一、目标\n建成体系。").regions == ("海南省",)
    assert document("广州南沙新区企业扶持办法\n第一条 甲。\n第二条 乙。").regions == ("广州南沙新区",)


STATUS = [("现行有效", "现行"), ("已废止", "废止"), ("失效", "失效"), ("尚未生效", "尚未生效"), ("已被修改", "已修改")]


@pytest.mark.parametrize(("said", "status"), STATUS)
def test_status_is_what_the_catalogue_says(said, status):
    d = document(LAW, status=said)
    assert (d.status, d.status_evidence) == (status, said)


def test_status_is_never_guessed():
    assert document(LAW).status is None


GENRES = [
    ("某市人民政府关于印发《某市养犬管理办法》的通知", "通知"),
    ("某省实施《水法》办法（试行）", "办法"),
    ("某区三年行动计划（2021—2023年）", "方案"),
    ("某法", "法律"),
    ("中共某市委 某市人民政府关于乡村振兴的实施意见", "意见"),
    ("关于某建议的复函", "函"),
    ("2022年政府工作报告", "报告"),
    ("一座城市的变迁", None),
]


@pytest.mark.parametrize(("title", "kind"), GENRES)
def test_genre_of_a_title(title, kind):
    assert genre(title) == kind


def test_the_making_of_a_text_is_told_step_by_step():
    d = document(
        "青河省湿地保护条例\n2015年3月26日 青河省第十二届人民代表大会常务委员会第十五次会议通过\n"
        "2018年5月31日 青河省第十三届人民代表大会常务委员会第四次会议《关于修改〈青河省湿地保护条例〉的决定》第一次修正\n"
        "2020年9月24日 青河省第十三届人民代表大会常务委员会第二十三次会议修订\n第一条 为了保护湿地，制定本条例。\n第二条 甲。"
    )
    assert [(act.kind, act.date.value) for act in d.acts] == [
        ("通过", "2015-03-26"),
        ("修正", "2018-05-31"),
        ("修订", "2020-09-24"),
    ]
    for act in d.acts:
        assert d.text[act.date.start : act.date.end] == act.date.evidence


@pytest.mark.parametrize(
    ("said", "value"),
    [("2023-05", "2023-05"), ("2023", "2023"), ("20230516", "2023-05-16"), ("2023年5月", "2023-05"), ("不详", None)],
)
def test_a_catalogue_date_is_as_precise_as_it_says(said, value):
    d = document("某区水塔规定\n第一条 甲。\n第二条 乙。", written=said)
    assert (d.written.value if d.written else None) == value


@pytest.mark.parametrize(
    ("text", "path", "title", "ours", "why"),
    [
        (
            "《水塔检查条例\n（征求意见稿）》意见反馈表\n单位名称：　　联系人：",
            "",
            "《水塔检查条例（征求意见稿）》意见反馈表",
            False,
            "an open 《",
        ),
        ("水塔检查指导原则\n修改建议表\n单位名称：　　联系人：", "", "水塔检查指导原则修改建议表", False, "a sheet about it"),
        ("规则编号：〇〇〇\n水塔检查指导原则\n一、总则\n水塔应当检查。", "", "水塔检查指导原则", False, "its number is no part"),
        (
            "水塔应当每年检查。\n水塔应当登记。",
            "2019-02-20__水塔定期检查技术指导原则.docx",
            "水塔定期检查技术指导原则",
            True,
            "the file's name",
        ),
        ("水塔应当每年检查。\n水塔应当登记。", "扫描件3.docx", "水塔应当每年检查", True, "a file's name that names nothing"),
    ],
)
def test_titles(text, path, title, ours, why):
    d = document(text, path=path or "试验.txt")
    assert (d.title, d.title_is_ours) == (title, ours), why


def test_a_subtitle_names_no_kind():
    assert document("水塔检查指南——铁制水塔的检查\n一、总则\n水塔应当检查。").genre == "指南"


def test_lines_of_adoption_below_the_name_of_a_book_and_broken_ones():
    d = document(
        "中华人民共和国水法典\n水塔编\n2020年5月28日 第十三届全国人民代表大会第三次会议通过\n2021年1月1日 施行\n第八条 水塔应当登记。\n第九条 水塔应当检查。"
    )
    assert (d.title, str(d.promulgated), str(d.effective)) == ("中华人民共和国水法典", "2020-05-28", "2021-01-01")
    d = document(
        "水塔检查规则\n1958年3月17日 国务院批准\n1958年4月19日 甲部\n乙部发布\n1958年7月1日 施行\n第一条 水塔应当检查。\n第二条 水塔应当登记。"
    )
    assert (str(d.promulgated), str(d.effective)) == ("1958-04-19", "1958-07-01")


def test_the_coming_into_force_of_another_text_is_not_ones_own():
    d = document(
        "水塔检查规则\n第一条 水塔应当检查。\n第二条 本规则自2031年6月3日起施行。自2017年4月9日起施行的《水塔规定》同时废止。"
    )
    assert str(d.effective) == "2031-06-03"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("青河市水务局公告\n2023年第3号\n现将水塔名单公告如下。\n青河市水务局\n2023年3月1日", "2023年第3号"),
        ("青河市专题会议纪要\n〔2023〕第12号\n会议议定以下事项。", "〔2023〕第12号"),
        ("青河市专题会议纪要\n会议议定2023年第3号水塔的事项。", None),
    ],
)
def test_numbers_without_a_code(text, number):
    assert document(text).doc_number == number


def test_questions_are_headings():
    found = segment(reading("《青河市水塔办法》解读\n一、为什么检查？\n水塔是重要的设施。\n二、怎样登记？\n向水务局登记。"))[
        "blocks"
    ]
    assert [(b["kind"], b["heading"]) for b in found if b["heading"]] == [
        ("heading1", "为什么检查？"),
        ("heading1", "怎样登记？"),
    ]
