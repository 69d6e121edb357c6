"""Several documents in one file: told apart by what they are, not by separators. All texts are invented."""

from __future__ import annotations

import pytest
from structured import check, reading

from pipeline.structure import structure
from pipeline.structure.blocks import segment

NOTICE = """云川市人民政府关于加强社区食堂建设的通知
云政发〔2021〕15号
各县（区）人民政府，市直各部门：
为方便老年人就餐，经市政府同意，现就加强社区食堂建设有关事项通知如下：
一、合理布局
每个街道至少设一处社区食堂，优先利用闲置公房改建，步行十五分钟内可以到达。
二、加大补助
对新建食堂给予一次性建设补助二十万元，并按就餐人次给予运营补助。
云川市人民政府
2021年6月8日"""

RULE = """云川市城市绿地管理办法
（2019年3月5日云川市人民政府令第42号公布 自2019年5月1日起施行）
第一章 总则
第一条 为了保护城市绿地，改善人居环境，结合本市实际，制定本办法。
第二条 本办法适用于本市行政区域内绿地的规划、建设、养护和管理。
第二章 养护
第三条 绿地养护单位应当建立巡查制度，及时补植缺株。"""

REPORT = """2022年政府工作报告
——2022年1月12日在青河县第十七届人民代表大会第二次会议上
青河县县长 何远山
各位代表：
现在，我代表县人民政府，向大会报告工作，请予审议。
一、2021年工作回顾
过去一年，全县生产总值增长百分之六点二，新建农村公路八十公里，完成旧房改造一千二百户。
二、2022年主要任务
（一）壮大特色农业。建设高标准农田两万亩，培育家庭农场三十家。"""

SUMMARY = """去年以来，我中心在街道党工委领导下，围绕老旧小区停车难问题开展专项整治，取得了明显成效。现将有关情况总结如下：
一、主要做法
（一）摸清底数。对辖区三十六个小区的停车位、车辆数逐一登记，建立台账，绘制停车资源分布图。
（二）挖潜增效。协调沿街单位错时开放停车场，新增夜间泊位四百余个，改造闲置地块建成临时停车场三处。
二、存在问题
停车收费标准不统一，部分业主对错时停车规则不理解，物业公司管理积极性不高。"""

PLAN = """为加快推进中小学校园足球普及，提高学生体质健康水平，特制定本方案。
一、工作目标
到2025年，建成校园足球特色学校五十所，每校至少组建男女校队各一支，每周开设一节足球课。
二、重点任务
（一）加强师资培训。每年选派二十名体育教师参加足球教练员培训，聘请退役运动员担任兼职教练。"""

BARE_RULE = """第一章 总则
第一条 为规范实验室危险化学品的采购、储存和使用，防止发生安全事故，制定本规定。
第二条 本规定适用于全院各实验室。
第二章 采购
第三条 危险化学品实行统一采购，严禁个人私自购买。"""

PAPER = """[关键词] 农村宅基地;流转;退出机制
[中图分类号]F321 [文献标识码]A
宅基地闲置是城镇化过程中的普遍现象。随着农民进城落户，村庄空心化日益明显，土地利用效率低下。
一、宅基地闲置的原因
产权不清、退出补偿标准偏低、农民恋土情结较重，是宅基地长期闲置的主要原因。
二、完善退出机制的建议
应当明晰产权，建立有偿退出基金，探索跨县域指标交易。"""

ORDERS = [
    (NOTICE, RULE, REPORT),
    (RULE, NOTICE, REPORT),
    (SUMMARY, PLAN, BARE_RULE, PAPER),
    (PAPER, SUMMARY, BARE_RULE, PLAN),
    (BARE_RULE, PAPER, NOTICE, PLAN),
    (REPORT, BARE_RULE, SUMMARY, RULE),
]


@pytest.mark.parametrize("pieces", ORDERS)
def test_documents_are_told_apart(pieces):
    text = "\n".join(pieces)
    found = [one.document.text for one in structure(reading(text))]
    assert found == list(pieces)
    check(reading(text))


def test_titles_of_their_own_and_of_ours():
    documents = [one.document for one in structure(reading("\n".join((RULE, SUMMARY, PAPER))))]
    assert [(d.title, d.title_is_ours) for d in documents] == [
        ("云川市城市绿地管理办法", False),
        ("老旧小区停车难", True),
        ("农村宅基地、流转、退出机制（论文）", True),
    ]
    assert [d.genre for d in documents] == ["办法", "报告", "论文"]


def test_numbered_pieces():
    pieces = [
        f"社区志愿服务工作计划 篇{n}\n围绕助老、助残、环保开展活动，每月至少一次。\n一、目标\n建成品牌项目三个。" for n in "12"
    ]
    assert [one.document.text for one in structure(reading("\n".join(pieces)))] == pieces


def test_preface_of_the_editor_belongs_to_no_document():
    text = "前言：写好公文需要积累，本站小编整理了以下范文，欢迎阅读。\n" + PAPER + "\n" + RULE
    result = segment(reading(text))
    assert [(d["first_line"], d["last_line"]) for d in result["documents"]] == [(2, 8), (9, 15)]
    assert {b["document"] for b in result["blocks"]} == {0, 1}


ONE = {
    "a notice that carries measures": NOTICE.replace("加强社区食堂建设的通知", "印发城市绿地管理办法的通知") + "\n" + RULE,
    "an attachment with a numbering of its own": NOTICE
    + "\n附件\n社区食堂验收标准\n一、场地\n面积不小于八十平方米。\n二、人员\n从业人员应当持有健康证明。",
    "divisions under which 一、 begins anew": (
        "青河县农业发展规划\n第一部分 现状\n一、耕地\n全县耕地面积四十万亩，以水稻、小麦种植为主。\n二、农户\n从事农业生产的农户三万户。\n"
        "第二部分 目标\n一、产量\n到2030年，水稻、小麦总产量稳定在三十万吨。\n二、收入\n农户人均收入年均增长百分之七。"
    ),
    "a list restarted under each heading": "工作要点\n（一）农业\n一、保种植\n二、保供应\n（二）工业\n一、稳增长\n二、促转型\n（三）服务业\n一、扩消费",
    "a contents page before its chapters": "某办法\n目录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 甲。\n第二条 乙。\n第二章 附则\n第三条 丙。",
}


@pytest.mark.parametrize("why", ONE)
def test_one_document_stays_whole(why):
    assert len(structure(reading(ONE[why]))) == 1, why
