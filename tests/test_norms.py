"""Norms: cues with their scope, the six modalities, and what is no norm. Every sentence is invented."""

from __future__ import annotations

import pytest

from pipeline.extract import norms
from pipeline.extract.found import Found, bare


def cues(text: str) -> list[tuple[str, str]]:
    return [(norm.text, norm.modality.value) for norm in norms.extract(bare(text), Found())]


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("承办单位应当建立台账。", [("应当", "duty")], "the plain modal"),
        ("用户须凭回执领取。", [("须", "duty")], "须 alone"),
        ("各镇要把名册核对清楚。", [("要", "duty")], "要 behind a body"),
        ("任何单位和个人不得冒领补助。", [("不得", "prohibition")], "the plain prohibition"),
        ("严禁在河堤上堆放秸秆。", [("严禁", "prohibition")], "at the head of the sentence"),
        ("每户只能登记一处摊位。", [("只能", "prohibition")], "只能 forbids the rest"),
        ("申请人可以补充材料。", [("可以", "permission")], "the plain permission"),
        ("经复核合格后方可开业。", [("方可", "permission")], "方可 permits behind a condition"),
        ("住户有权查阅账目。", [("有权", "permission")], "a right"),
        ("鼓励和支持商户参加联保。", [("鼓励和支持", "encouragement")], "a chain is one cue"),
        (
            "逾期不交的，由区水务局责令改正，处二百元罚款。",
            [("责令", "sanction"), ("处", "sanction")],
            "each penal verb is a norm",
        ),
        ("加强渠道养护，完善轮灌制度。", [("加强", "directive"), ("完善", "directive")], "one directive a task verb"),
        ("进一步健全轮值机制。", [("健全", "directive")], "adverbs in front"),
        ("将巡查费用纳入年度预算。", [("纳入", "directive")], "behind 将"),
        ("请各科室于周五前反馈意见。", [("请", "directive")], "a request"),
        ("（甲县农业局、甲县水务局负责）", [("负责", "duty")], "who answers, in brackets"),
        ("名册由镇财政所保管。", [("由", "duty")], "由 with a body and a verb"),
        ("第三条 区渔政局主管本区水面养殖工作。", [("主管", "duty")], "a rule in the indicative"),
        (
            "第一千零二条 船员依法享受带薪休假待遇。",
            [("享受", "permission")],
            "what somebody is entitled to; an article's number above 1000",
        ),
        ("第五条 渔户有选择承运人的自由。", [("有", "permission")], "有…的自由"),
        ("其他任何单位无权收取停泊费。", [("无权", "prohibition")], "无权 denies a power"),
        (
            "第四条 区航道局根据检查需要，可以暂扣船牌。",
            [("可以", "permission")],
            "a power of enforcement where no breach is named",
        ),
        ("第九条 违反前款规定的，可以暂扣船牌。", [("暂扣", "sanction")], "behind a breach the same words punish"),
        ("第三条 构成犯罪的，以走私罪定罪处罚。", [("定罪处罚", "sanction")], "a criminal sanction"),
        ("第三条 船队犯前款罪的，对船队判处罚金。", [("判处", "sanction")], "a criminal sanction with its measure"),
        ("第六条 渡口所需经费列入镇财政预算。", [("列入", "duty")], "the means are provided for"),
        ("第六条 渡口管理站设副站长二人，由站长领导。", [("设", "duty"), ("由", "duty")], "how a body is made up"),
        (
            "第三条 提供虚假材料的，三年内取消其申报资格。",
            [("取消", "sanction")],
            "behind a breach, taking away a standing punishes",
        ),
        (
            "将第八条修改为：“船员不得饮酒。”\n“乘客应当凭票上船。”",
            [("不得", "prohibition"), ("应当", "duty")],
            "the sentences that an amendment sets are its norms",
        ),
        ("（二）增加一条，作为第九条：“渡口可以设候船棚。”", [("可以", "permission")], "the order to amend is none"),
        ("健全值守机制，确保各项目标如期实现。", [("健全", "directive")], "an aim in time is no report"),
        ("第二条 本市对渡船实行编号管理。", [("实行", "directive")], "the whole community's programme is no body's duty"),
        ("第八条 船主会成立值班组，组员不得少于三人。", [("不得", "prohibition")], "a count is forbidden to fall short"),
    ],
)
def test_cue_and_modality(text, expected, reason):
    assert cues(text) == expected, reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("房屋所有权的登记簿另册保存。", "所有权 is not 有权"),
        ("样本附有相应的证明材料。", "相应 is not 应"),
        ("水文站因故不得不停测。", "不得不 is not 不得"),
        ("这可以说是本镇的特色。", "可以说 states"),
        ("应急预案的附件见后。", "应急 is not 应"),
        ("主要问题与重要环节。", "主要, 重要 are not 要"),
        ("依据《关于禁止乱倒渣土的规定》。", "a cited title is no cue"),
        ("墙上写着“不得入内”的字样。", "a quotation is no cue"),
        ("本办法自印发之日起施行。", "effect"),
        ("本规定适用于全镇的渡口。", "scope"),
        ("为了加强渡口管理，保障乘客安全，制定本办法。", "purpose"),
        ("本条例所称摊区，是指集中设摊的场地。", "definition"),
        ("去年全镇建立了台账，完善了制度。", "a report of past work"),
        ("目前，渠系建设已经完成八成。", "how things stand"),
        ("防洪能力明显提升。", "a state"),
        ("贯彻上级部署，落实护河措施，对全镇发展具有重要意义。", "what everything before is good for"),
        ("你镇请求，对列入规划的渡口给予补助。", "somebody else's request"),
        ("第七条 渡口协会开展培训业务，按照国家有关规定执行。", "a reference rule"),
        ("修复渡口12处，惠及渔户三千户。建设候船棚30个。", "figures of what was reached"),
        ("负责渡口管理的部门名单见附件。", "负责 modifies a noun"),
        ("指导思想。", "a noun that begins with a verb"),
        ("主管领导自由裁量的理由。", "自由, 理由 are not 由"),
    ],
)
def test_no_norm(text, reason):
    assert cues(text) == [], reason


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("依法应当报批的，不予登记。", [], "应当 inside a condition"),
        ("除应当公示的外，档案室应当封存原件。", [("应当", "duty")], "应当 inside an exception"),
        ("船员应当穿救生衣，并应当每日点名。", [("应当", "duty"), ("应当", "duty")], "each modal opens a norm"),
        ("渡口管理站应当制定方案，完善标志，配备船具。", [("应当", "duty")], "a modal governs the bare verbs that follow"),
        ("可以并处一千元罚款。", [("并处", "sanction")], "可以 in front of a penal verb is none of its own"),
        ("确保乘客可以安全上岸。", [("确保", "directive")], "a modal inside an aim"),
        (
            "鼓励渔户购买保险，加快更换旧船。",
            [("鼓励", "encouragement"), ("加快", "directive")],
            "a task behind an encouragement",
        ),
        ("第七条 鼓励渔户改造旧船，降低能耗。", [("鼓励", "encouragement")], "in rules the encouragement governs on"),
        ("第九条 编制轮灌计划，应当听取用水户意见。", [("应当", "duty")], "a verb that leads to a bare modal is its condition"),
        ("会议指出，各村要重视防火。", [], "reported speech"),
        ("整治河道环境，要先摸清底数。", [("要", "duty")], "a verb that leads to a bare 要 is its condition"),
        ("一方逾期不修的，另一方可以代修。", [("可以", "permission")], "一方 and 可以, not 方可"),
        ("办好渡口，便利出行，关键在管护。", [], "what something depends on"),
        ("开放融合。", [], "a principle of two bare verbs"),
        ("牵头单位制定加快更新旧船的计划。", [("制定", "directive")], "a plan's title begins behind its verb"),
        ("第五条 对违章停泊给予处罚的规定必须公布。", [("必须", "duty")], "a penalty that is only named"),
        ("第五条 县海事处给予行政处罚，应当制作决定书。", [("应当", "duty")], "a penalty that is the case of a duty"),
        ("第六条 渡口协会将材料移送有权审查的机关处理。", [], "another one shall handle it"),
        ("但", [], "a link alone"),
        ("违法捕捞的，渔具予以没收。", [("予以没收", "sanction")], "one cue"),
        ("第四条 应当备案的渡口的范围，由县海事处规定。", [("由", "duty")], "应当 inside a thing's name"),
        (
            "制定统一标准，建立覆盖全镇的网络。",
            [("制定", "directive"), ("建立", "directive")],
            "the second verb belongs to the noun",
        ),
        ("民办渡口发展不快。", [], "how things stand"),
        ("参与竞标的船队应具备资质。", [("应", "duty")], "a bearer with a verb in its modifier"),
        ("对商户可另收费的摊位，加快办理登记。", [("加快办理", "directive")], "a modal inside a modifier"),
        ("接到举报后，区水务局应当依法进行调查处理。", [("应当", "duty")], "调查处理 is no penalty"),
        ("系统谋划，超前布局。", [("谋划", "directive"), ("布局", "directive")], "parallel pieces without an object"),
        ("开放合作、安全有序。", [], "a principle in pieces of four characters"),
        (
            "建强用好巡护队伍，层层压实责任。",
            [("建强用好", "directive"), ("压实", "directive")],
            "verbs with a result are formed freely",
        ),
        (
            "健全完善轮值制度，引导带动渔户。",
            [("健全完善", "directive"), ("引导带动", "encouragement")],
            "a pair of verbs is one cue",
        ),
        ("区农业局将继续改善渡口环境。", [("改善", "directive")], "将 announces"),
        ("支持渔户通过联保方式，拓展销路。", [("支持", "encouragement")], "by what means the encouraged act"),
        ("严格经费管理，密切村际联系。", [("严格", "directive"), ("密切", "directive")], "an adverb that is the verb here"),
        ("通过培训引导渔户改造旧船。", [("引导", "encouragement")], "a task verb that binds nobody"),
        ("今年初，渡口正式开通，开展试航活动。", [], "a report of this year's work"),
        ("采取逐户走访的方式，核实名册。", [("核实", "directive")], "how it is done is no task"),
    ],
)
def test_scope(text, expected, reason):
    assert cues(text) == expected, reason


def test_items_of_a_list_set_no_tasks_of_their_own():
    text = "第五条 渡口管理站应当履行下列职责：\n（一）建立船舶名册；\n（二）组织安全演练；有条件的，可以设立救生点。"
    assert cues(text) == [("应当", "duty"), ("可以", "permission")]


def test_lead_in_points_to_its_list():
    text = "第六条 有下列行为之一的，由县海事处责令停航：\n（一）超载的；\n（二）夜航无灯的。"
    (norm,) = norms.extract(bare(text), Found())
    assert norm.items and norm.condition[0].text == "有下列行为之一的"


def test_empty_text():
    assert norms.extract(bare(""), Found()) == []
