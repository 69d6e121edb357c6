"""Norms outside the plain article: plans, guidelines, reports, forms, tables; and what looks like one and is none.

All texts are invented. A norm is written ``modality cue actor``; no actor is ``-``.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.extract import Context, bare, extract


def read(text):
    return [f"{n.modality.value} {n.text} {n.actor[0].text if n.actor else '-'}" for n in extract(bare(text)).norms]


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("高质量建设船坞示范区，超前布局水上充电桩。", ["directive 建设 -", "directive 布局 -"], "manner in front of the verb"),
        (
            "推动渡运业转型，打造水上客厅。",
            ["encouragement 推动 -", "directive 打造 -"],
            "who promotes a thing does the rest too",
        ),
        ("鼓励船厂开展改装，提供检修服务。", ["encouragement 鼓励 船厂"], "who is encouraged does the rest"),
        ("县航运局将督促各渡口做好巡查。", ["directive 督促 县航运局"], "将 announces a verb of urging"),
        ("各试点城市要制定船票方案。", ["duty 要 各试点城市"], "各 in front of cities"),
        ("各镇政府要加强巡查。对老旧船舶要重点检修。", ["duty 要 各镇政府", "duty 要 各镇政府"], "understood behind 对…"),
        ("需县政府批准的事项要按程序报批。", ["duty 要 -"], "需…的 is what the modal is about"),
        ("逐步实现由人工售票向自助售票转变。", ["directive 实现 -"], "由…向…: from one state to another"),
        ("3.1申请人应提交船模试验报告。", ["duty 应 申请人"], "a number without a blank"),
        ("原则上不新建船坞，不搞重复投资。", ["prohibition 不 -", "prohibition 不 -"], "what a plan forbids without a modal"),
        ("检验方法应具有可重复性。", ["duty 应 -"], "a verb that is a noun's first half"),
        ("船坞可选择两种充电方式。", ["permission 可 -"], "可选 is a word, 可选择 is not"),
    ],
)
def test_plans_and_guidelines(text, expected, reason):
    assert read(text) == expected, reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("联系人：\n联系电话：\n生产场地：", "labels of a form"),
        ("序号\t主要措施\t完成时限\n1\t完善售票系统。\t三月", "rows of a table"),
        ("一、加强领导，压实责任\n我局成立了巡查组。制定了方案，开展了检查。", "the heading of a report"),
        ("现将船坞建设情况报告如下，请审议。", "asked of those above"),
        ("售票系统还需完善。", "how things stand"),
        ("航线改变，票价不改变的，照旧执行。", "不 inside a condition"),
        ("预计明年可增加客流三万人次。", "what is expected"),
        ("研究显示船漆老化较快。", "what research found"),
        ("县航运局先后检修渡船三次。", "what a body did"),
        ("第七条 赡养船工遗属是船东应当履行的义务。", "a modal inside a noun phrase"),
        ("第七条 船东为救生器材费用的承担主体。", "no charge"),
    ],
)
def test_no_norm(text, reason):
    assert read(text) == [], reason


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("第四条 航运公司新设渡口的，应当备案。", ["duty 应当 航运公司"], "the head of the condition"),
        ("第四条 未获批准的航线，申请人有异议的，可以申请复核。", ["permission 可以 申请人"], "the head of its last part"),
        ("第四条 提前收回航线的，应当补偿。", ["duty 应当 -"], "a verb is no head"),
        ("第四条 渡船公司不得超载。开航前，应当清点人数。", ["prohibition 不得 渡船公司", "duty 应当 渡船公司"], "behind a time"),
        ("第四条 公司解聘船长，应当备案。", ["duty 应当 公司"], "what a body does to another"),
        ("第四条 逮捕走私人员，必须经检察院批准。", ["duty 必须 -"], "whom something is done to"),
        (
            "第四条 渡船公司应当投保，具体办法由县航运局制定。",
            ["duty 应当 渡船公司", "duty 由 县航运局"],
            "a thing that another body decides on",
        ),
        ("第四条 实施细则由县航运局制定。", ["duty 由 县航运局"], "细则 does not end in the adverb 则"),
        ("第四条 在禁航区内禁止下列行为：\n（一）捕捞；", ["prohibition 禁止 -"], "下列行为 is what is forbidden"),
        ("第四条 县会计事务所有权查账。", ["permission 有权 县会计事务所"], "事务所|有权, not 所有权"),
        ("第四条 符合国家和省规定标准的，可以营运。", ["permission 可以 -"], "国家和省规定 names no bearer"),
    ],
)
def test_bearers(text, expected, reason):
    assert read(text) == expected, reason


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("第九条 船东违反规程开航，由海事处责令停航。", ["sanction 责令 海事处"], "a breach without 的"),
        ("第九条 骗取渡运补贴的，由县财政局收回补贴。", ["sanction 收回 县财政局"], "what was granted is taken back"),
        ("第九条 航线期满的，由县政府收回。", ["duty 由 县政府"], "no breach"),
        ("第九条 对投诉，海事处应当调查，分别情况予以处理。", ["duty 应当 海事处"], "a case is dealt with"),
        ("第九条 违章停泊的，依法予以处理。", ["sanction 予以处理 -"], "a breach is answered"),
        ("第九条 有违法所得的，并处没收所得。", ["sanction 没收 -"], "one measure"),
        ("第九条 违反本办法的单位，由县航运局视情节轻重，给予警告。", ["sanction 给予 县航运局"], "weighed by circumstances"),
        ("第九条 应当立案而不立案的，责令改正。", ["sanction 责令 -"], "a duty not met is a case"),
        ("第九条 吊销船证的处罚，由发证机关决定。", ["duty 由 发证机关"], "a penalty only spoken of"),
        ("第九条 渡口办事处以及船检站应当值守。", ["duty 应当 渡口办事处以及船检站"], "办事处|以及, not 处以"),
    ],
)
def test_sanctions(text, expected, reason):
    assert read(text) == expected, reason


@pytest.mark.parametrize(
    ("heading", "title", "expected", "reason"),
    [
        ("一、工作成效", "", 0, "below such a heading things are told"),
        ("二、下一步措施", "", 2, "below this one tasks are set"),
        ("", "县政府对关于渡口的建议的答复", 0, "a reply tells"),
        ("", "渡口整治方案", 2, "a plan sets tasks"),
    ],
)
def test_headings_and_titles_tell_reports_from_plans(heading, title, expected, reason):
    text = "完善渡口台账，加强船员培训。"
    clause = replace(bare(text), path=(heading,) if heading else ())
    assert len(extract(clause, Context(title=title)).norms) == expected, reason


def test_a_police_penalty_is_not_that_of_the_body_before():
    text = "第九条 辱骂船员的，由船检站给予通报批评；扰乱渡口秩序的，给予治安管理处罚。"
    assert [norm.split()[-1] for norm in read(text)] == ["船检站", "-"]


@pytest.mark.parametrize(
    ("sure", "less", "reason"),
    [
        ("第一条 公司应当投保。", "公司要投保。", "a word with other uses"),
        ("第一条 公司应当投保。", "第一条 公司应当投保。应当年检。", "a bearer understood from before"),
        ("第一条 公司应当投保。", "第一条 保险应当足额。", "none where somebody is bound"),
        ("第一条 公司应当投保。", "第一条 县航运局审批航线。", "no cue word"),
    ],
)
def test_what_is_ambiguous_is_less_sure(sure, less, reason):
    one, other = (extract(bare(text)).norms[-1].confidence for text in (sure, less))
    assert one > other, reason
