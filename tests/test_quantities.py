"""Amounts in policy sentences. Brackets 【】 mark the spans; a row's reason says what it guards."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract import dates, quantities, workdays
from pipeline.extract.found import Context, Found, bare
from pipeline.extract.inclusion import stated
from pipeline.model import Clause, Kind
from tests.marked import unmark

INF = None


def extract(text, context=None):
    found = Found(context or Context())
    clause = bare(text)
    found.dates = dates.extract(clause, found)
    return quantities.extract(clause, found)


def side(number, inclusive):
    return number if number is None or inclusive else f"<{number}"


def values(found):
    """Each quantity as (low, high, unit); an excluded bound is written as a string with <."""
    return [(side(q.low, q.low_inclusive), side(q.high, q.high_inclusive), q.unit) for q in found]


ROWS = [
    # bounds
    ("对单位处【二千元以上三万元以下】罚款", [(2000, 30000, "元")], "one range, one quantity"),
    ("处【五百以上二千元以下】罚款", [(500, 2000, "元")], "the unit stands at the second number only"),
    ("处【20万元以上、50万元以下】罚款", [(200000, 500000, "元")], "a comma between the ends"),
    ("参会代表【不得少于七人】", [(7, INF, "人")], "negated comparison includes"),
    ("公示【不低于五个工作日】", [(5, INF, "工作日")], "working days are a unit of their own"),
    ("间距【超过三十米】的", [("<30", INF, "米")], "超过 excludes"),
    ("用工【不满四个月】的", [(INF, "<4", "月")], "不满 excludes"),
    ("货值【五千元以上不满一万元】的", [(5000, "<10000", "元")], "closed and open end"),
    ("【年满十六周岁不满十八周岁】的", [(16, "<18", "岁")], "ages"),
    ("自受理之日起【十五日内】答复", [(INF, 15, "日")], "以内 includes"),
    ("应当【提前三十日】告知", [(30, INF, "日")], "at least thirty days before"),
    ("会议举行的【七日前】", [(7, INF, "日")], "the same behind the number"),
    ("入院【48小时后】", [(48, INF, "小时")], "以后 is open"),
    ("建筑红线【五十米以外】", [("<50", INF, "米")], "以外 excludes"),
    ("给予【最高80万元】资助", [(INF, 800000, "元")], "a ceiling"),
    ("贷款期限【最长不超过3年】", [(INF, 3, "年")], "two bound words are one"),
    ("每户每年最高补助【6000元】", [(INF, 6000, "元")], "a ceiling before its verb"),
    ("年营业额【3000万元（含）至8000万元（不含）】的", [(30000000, "<80000000", "元")], "included and not included in brackets"),
    ("有【三名以上（含三名）】执业医师", [(3, INF, "人")], "the bracket belongs to the bound"),
    ("【百分之二十以上等值以下】的罚款", [(20, 100, "%")], "up to the value itself"),
    ("处【百分之二十以上二倍以下】罚金", [(20, 200, "%")], "percent and multiple share a unit"),
    ("处【六个月以上三年以下】有期徒刑", [(6, 36, "月")], "years are months exactly"),
    ("处【五日以上】【三个月以下】拘押", [(5, INF, "日"), (INF, 3, "月")], "months are never days"),
    ("可能判处【三年】有期徒刑以下刑罚", [(INF, 3, "年")], "the bound word follows the noun"),
    # a bound word apart from its number sets the value, not the span
    ("持股不得低于注册资本的【百分之五十一】", [(51, INF, "%")], "over a noun"),
    ("给予不超过实际投入【30%】的补助", [(INF, 30, "%")], "over a noun without 的"),
    ("在公开媒体上至少公告【3次】", [(3, INF, "次")], "over a verb"),
    ("超过标准用量【百分之四十】的", [(40, 40, "%")], "a difference is no lower bound of the share"),
    ("按照最低工资标准的【百分之七十】支付", [(70, 70, "%")], "最低 is an adjective here"),
    # ranges
    ("用【三到五年】建成", [(3, 5, "年")], "Chinese numerals"),
    ("新增床位【600-800张】", [(600, 800, "张")], "digits"),
    ("降低【百分之十至百分之十五】", [(10, 15, "%")], "percent in words"),
    ("奖励【10—20万元】", [(100000, 200000, "元")], "the scale is shared"),
    ("储存温度【2～8℃】", [(2, 8, "℃")], "physical unit"),
    ("设副主任【一至二名】", [(1, 2, "人")], "small numbers"),
    ("组织切片【不少于3至5例】", [(3, 5, "例")], "a bound word before a range"),
    ("【超过5万元至10万元】的部分", [("<50000", 100000, "元")], "超过 excludes the lower end"),
    ("储存于【-5～5℃】", [(-5, 5, "℃")], "a minus before a range"),
    ("冷藏【-18℃至-15℃】", [(-18, -15, "℃")], "and before both ends"),
    ("深度【1.6m-3.9m】", [(1.6, 3.9, "米")], "a dash is no minus"),
    ("奖励【两到三千元】", [(2000, 3000, "元")], "the thousand is shared"),
    ("投资【一百二十到一百五十万元】", [(1200000, 1500000, "元")], "a smaller scale inside does not hinder"),
    ("租期【二至三十日】", [(2, 30, "日")], "but a ten is not"),
    ("养护【三五年】", [(3, 5, "年")], "neighbouring digits"),
    ("系数在【1.2和1.5】之间", [(1.2, 1.5, "")], "no unit, but bounded on both sides"),
    # forms of number
    ("从业人员【653.2万人】", [(6532000, 6532000, "人")], "multiplier applied"),
    ("投资【２.５亿元】", [(250000000, 250000000, "元")], "full width"),
    ("赔偿【壹万贰仟元整】", [(12000, 12000, "元")], "capital numerals"),
    ("单价【五元三角】", [(5.3, 5.3, "元")], "yuan and jiao"),
    ("期限【一年六个月】", [(18, 18, "月")], "year and month"),
    ("试用【三个半月】", [(3.5, 3.5, "月")], "half"),
    ("须经【三分之二以上】业主同意", [(2 / 3, INF, "")], "fraction"),
    ("经全体委员【过半数】通过", [("<0.5", INF, "")], "more than half"),
    ("加收【千分之五】", [(5, 5, "‰")], "permille"),
    ("同意率【2/3以上】", [(2 / 3, INF, "")], "fraction in digits"),
    ("比例为【1∶1】", [(1, 1, "")], "proportion"),
    ("降幅【三成】", [(30, 30, "%")], "tenths"),
    ("按【七五折】优惠，按【八折】结算", [(75, 75, "%"), (80, 80, "%")], "discounts"),
    ("处违法所得【l倍以上3倍以下】罚款", [(1, 3, "倍")], "a misread 1"),
    ("气温降到【零下5℃】", [(-5, -5, "℃")], "negative"),
    ("大麻脂【十千克】", [(10, 10, "千克")], "千 belongs to the unit"),
    ("装机【30万千瓦】", [(300000, 300000, "千瓦")], "and after 万"),
    ("相距【一千米】", [(1000, 1000, "米")], "but a thousand metres are metres"),
    ("【港币三千元】", [(3000, 3000, "港元")], "currency before the number"),
    ("【人民币五十万元】", [(500000, 500000, "元")], "our own currency"),
    ("数量【三百张（枚）以上不满四千张（枚）】", [(300, "<4000", "张")], "a second unit in brackets"),
    ("容积率【不低于1.5】，绿地率【不低于35%】", [(1.5, INF, ""), (35, INF, "%")], "a coefficient is bounded only"),
    # one
    ("确定【一名】联络员", [(1, 1, "人")], "a normative count"),
    ("一个申请人只能申报【一个】项目", [(1, 1, "个")], "counted by 只能"),
    ("培育一批企业，形成一种机制", [], "a mere article"),
    ("上一年度，每一次，同一项目", [], "not a count"),
    ("应当一次性告知", [], "a word"),
    # what is no amount
    ("依照第十二条第二款第三项", [], "articles"),
    ("由于第一、二、五项规定的情形", [], "a list of items"),
    ("县级以上、三级甲等", [], "grades"),
    ("三个代表、八项规定、九年义务教育", [], "names"),
    ("执行《二十项措施》", [], "titles"),
    ("云政办〔2031〕18号", [], "document numbers"),
    ("一、【三年】规划\n（二）【2个】工作组", [(3, 3, "年"), (2, 2, "个")], "list markers"),
    ("2031年5月1日起【30件】", [(30, 30, "件")], "dates are dates"),
    ("9.4 本产品\n5.1.2套管", [], "decimal headings"),
    ("三轮车、三人民法院、五台山、大陆台资企业、零件", [], "unit characters inside words"),
    ("三件式产品，检查批间差，设施四周，Ti6Al4V锻件", [], "words and formulas"),
    ("分别提升【31.1个】和【26.3个百分点】", [(31.1, 31.1, "百分点"), (26.3, 26.3, "百分点")], "the unit of the last"),
    ("北纬31°30′、东经一百二十度五分", [], "coordinates"),
    ("总数【百分之五】", [(5, 5, "%")], "数 belongs to 总数"),
    ("每十五户设【一个】小组", [(1, 1, "个")], "the base of a rate"),
    ("半年开展【一次】检查", [(1, 1, "次")], "also without 每"),
]


@pytest.mark.parametrize(("marked", "expected", "reason"), ROWS, ids=[row[2] + " " + row[0][:12] for row in ROWS])
def test_rows(marked, expected, reason):
    text, spans = unmark(marked)
    found = extract(text)
    assert [(pytest.approx(a) if isinstance(a, float) else a, b, u) for a, b, u in expected] == values(found), reason
    assert [text[q.start : q.end] for q in found] == spans, reason


@pytest.mark.parametrize(
    ("text", "span", "per"),
    [
        ("补助标准为每人每月600元。", "每人每月600元", ("人", "月")),
        ("按照20万元/家给予奖励", "20万元/家", ("家",)),
        ("研发投入1亿元/年", "1亿元/年", ("年",)),
        ("每平方米三十元", "每平方米三十元", ("平方米",)),
        ("每年至少组织两次演练", "两次", ("年",)),
        ("每5年修订1次", "1次", ("5年",)),
        ("按日加收千分之二", "千分之二", ("日",)),
        ("年产130台", "130台", ("年",)),
        ("半年评查一次", "一次", ("半年",)),
    ],
)
def test_per(text, span, per):
    (quantity,) = extract(text)
    assert (quantity.text, quantity.per) == (span, per)


@pytest.mark.parametrize(
    ("text", "number", "span"),
    [
        ("建成400多项", 400, "400多项"),
        ("招募近百名", 100, "近百名"),
        ("约30余家", 30, "约30余家"),
        ("十几个", 10, "十几个"),
        ("数百户", 100, "数百户"),
        ("投入4亿多元", 4 * 10**8, "4亿多元"),
        ("高出8个多百分点", 8, "8个多百分点"),
        ("50人左右", 50, "50人左右"),
    ],
)
def test_approximate(text, number, span):
    (quantity,) = extract(text)
    assert (quantity.low, quantity.high, quantity.approx, quantity.text) == (number, number, True, span)


def test_near_years_are_exact():
    (quantity,) = extract("近三年财务报告")
    assert (quantity.text, quantity.approx) == ("三年", False)


def test_the_documents_own_rule_wins():
    (quantity,) = extract("处五千元以上一万元以下罚款", Context(bounds={"以上": True, "以下": False}))
    assert quantity.low_inclusive and not quantity.high_inclusive
    (quantity,) = extract("公示十日以内", Context(bounds={"以下": False}))
    assert quantity.high_inclusive  # the rule is about 以下


def test_a_clauses_own_rule_wins_for_the_clause():
    text = "采购预算五十万元以上四百万元以下的，由主管部门审批。本条所称“以上”含本数，“以下”不含本数。"
    (quantity,) = extract(text, Context(bounds={"以下": True}))
    assert quantity.low_inclusive and not quantity.high_inclusive


@pytest.mark.parametrize(
    ("text", "here", "rules"),
    [
        ("本规定所称“以上”、“以下”，除另有注明的外，包括本数在内。", False, {"以上": True, "以下": True}),
        ("所称“不足”、“超过”，不包括本数；“以上”，包括本数。", False, {"不足": False, "超过": False, "以上": True}),
        ("本条所称以上含本数。", False, {}),  # said for one article
        ("本条所称以上含本数。", True, {"以上": True}),
        ("面积三百平方米以下（不含本数）的，免于备案。", False, {}),  # a remark on one amount
    ],
)
def test_what_a_text_says_of_its_bound_words(text, here, rules):
    assert stated(text, here=here) == rules


@pytest.mark.parametrize(
    ("text", "role", "of"),
    [
        ("处五千元以下罚款", "fine", "罚款"),
        ("处以罚款五百元以上一千元以下", "fine", "罚款"),
        ("罚款数额为五千元", "fine", "罚款"),
        ("罚款五百元以上的，应当集体讨论", "fine", "罚款"),
        ("给予每户三千元补贴", "subsidy", "补贴"),
        ("应当在十日内办结", "deadline", None),
        ("许可证有效期为五年", "term", "许可证有效期"),
        ("年满十八周岁", "age", None),
        ("登记失业率为3.5%", "rate", "登记失业率"),
        ("城市污水处理率达到95%", "rate", "城市污水处理率"),
        ("研发经费占生产总值的比重达到3%", "rate", "研发经费占生产总值的比重"),
        ("参与服务的机构120家", None, "参与服务的机构"),
        ("新增“小巨人”企业7家", None, "新增“小巨人”企业"),
        ("总投资三千万元以上的，由市审批", "threshold", "总投资"),
    ],
)
def test_role_and_what_is_counted(text, role, of):
    (quantity,) = extract(text)
    assert (quantity.role, quantity.of) == (role, of)


@pytest.mark.parametrize("text", ["不少于12\ue01050元", "小于2\ue0105厘米", "百分之3\ue0115", "\ue010500元"])
def test_a_lost_sign_gives_no_number(text):
    (quantity,) = extract(text)
    assert (quantity.low, quantity.high, quantity.confidence, quantity.rule) == (None, None, 0.0, "damaged")


SOUP = st.text(
    st.sampled_from(
        "0123１２一二十百万亿半两几数余多年月日个元角分%‰以上下内外前后至到—-不超过低于满约近每/·.，、。（含）《》第条项号季度底初今\ue010\ud800 \nl之间和∶度℃负零"
    )
    | st.characters(),
    max_size=60,
)


@given(SOUP)
def test_any_text(text):
    found = extract(text)
    for q in found:
        assert text[q.start : q.end] == q.text
        assert q.low is not None or not q.low_inclusive
        assert q.high is not None or not q.high_inclusive
        assert q.low is None or q.high is None or q.low <= q.high
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))


@pytest.mark.parametrize(
    "piece", ["9", "1,000", "至少", "3至", "百分之", "三个月以上", "每人", "2031年", "（含", "《", "第一、", "l"]
)
def test_linear_time(piece):
    text = piece * (20_000 // len(piece)) + "5元"
    began = time.process_time()
    extract(text)
    assert time.process_time() - began < 5


def periods(text, context=None, path=()):
    found = Found(context or Context())
    clause = Clause("", "", Kind.BODY, path, 0, len(text), text)
    found.dates = dates.extract(clause, found)
    return [(q.text, q.of, q.period, q.kind) for q in quantities.extract(clause, found)]


PLAN = Context(genre="规划", date="2026-03-01", title="青港市养老服务发展规划（2026—2030年）")
REPORT = Context(genre="报告", date="2026-01-20", title="青港市政府工作报告")


@pytest.mark.parametrize(
    ("text", "context", "path", "expected", "reason"),
    [
        ("到2030年，养老床位达到6万张。", PLAN, (), [("6万张", "养老床位", "2030", "target")], "the date before it"),
        ("2025年底，养老床位3万张。", PLAN, (), [("3万张", "养老床位", "2025", "result")], "a year gone by"),
        ("去年实现税收收入20亿元。", REPORT, (), [("20亿元", "税收收入", "2025", "result")], "去年 by the document's date"),
        ("今年力争税收收入22亿元。", REPORT, (), [("22亿元", "税收收入", "2026", "target")], "今年 with a word of aiming"),
        ("税收收入增长5%。", REPORT, ("二、2026年工作安排",), [("5%", "税收收入", "2026", "target")], "the heading above"),
        ("力争护理型床位占比达到60%。", PLAN, (), [("60%", "护理型床位占比", "2030", "target")], "the title's last year"),
        ("2025年税收收入20亿元，比2024年增长5%。", REPORT, (), [("20亿元", "税收收入", "2025", "result"), ("5%", None, "2025", "result")], "a year only compared with"),
        ("处五千元以下罚款。2030年起施行。", Context(), (), [("五千元以下", "罚款", None, None)], "a fine has no period"),
        ("每年9月检查2次。", Context(), (), [("2次", None, None, None)], "a recurring date is no period"),
    ],
)  # fmt: skip
def test_period_and_kind(text, context, path, expected, reason):
    assert periods(text, context, path) == expected, reason


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("应当自收到投诉之日起十二个工作日内答复", "收到投诉"),
        ("应当在接到投诉后七日内处理", "接到投诉"),
        ("于工程竣工后三个月内移交", "工程竣工"),
        ("应当在三日内处理", None),
        ("有效期为五年", None),
    ],
)
def test_what_a_time_limit_runs_from(text, anchor):
    (quantity,) = extract(text)
    assert quantity.anchor == anchor


@pytest.mark.parametrize(
    ("rule", "days", "working"),
    [
        ("本办法所称日，是指工作日。", 30, True),
        ("本条例规定的时限以工作日计算。", 30, True),
        ("本规定所称“三日”、“五日”，是指工作日。", 5, True),
        ("本规定所称“三日”、“五日”，是指工作日。", 30, False),
        ("本法中十日以内的期限是指工作日。", 11, False),
        ("本条例规定的审批期限以工作日计算。", 30, False),  # of one kind of time limit only
    ],
)
def test_the_documents_own_working_days(rule, days, working):
    context = Context(working_days=workdays.stated(rule))
    (quantity,) = extract(f"应当在{days}日内答复", context)
    assert quantity.unit == ("工作日" if working else "日")
    (detention,) = extract("处五日拘留", context)
    assert detention.unit == "日"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("人口在五十万以上不满一百万的", [(500_000, "<1000000", "")]),
        ("处十万以上二十万以下的罚款", [(100_000, 200_000, "")]),
        ("并处一万元以上十万以下的罚款", [(10_000, 100_000, "元")]),
        ("树龄在百年以上的", [(100, None, "年")]),
        ("三级以上、五以上", []),
    ],
)
def test_bounds_without_a_unit(text, expected):
    assert values(extract(text)) == expected


@pytest.mark.parametrize(
    "text",
    ["9" * 1_000_000 + "元", "一" * 200_000 + "元以上", "(" * 50_000 + "3元" + ")" * 50_000, "1元以上" * 30_000, "１2３" * 50_000 + "元", "5\ue010" * 30_000 + "元"],
    ids=["a million digits", "Chinese digits", "brackets", "nested ranges", "mixed widths", "lost signs"],
)  # fmt: skip
def test_bad_numbers_end_soon_and_make_no_wrong_number(text):
    began = time.process_time()
    found = extract(text)
    assert time.process_time() - began < 10
    assert all(q.text == text[q.start : q.end] for q in found)
    if text.startswith(("9", "一", "１")):
        assert found == []  # no numeral is so long


@pytest.mark.parametrize(("text", "numbers"), [("三元以上五元以上八元以下", [(3, None), (5, 8)]), ("１２元至3０元", [(12, 30)])])
def test_nested_and_mixed_ranges(text, numbers):
    assert [(q.low, q.high) for q in extract(text)] == numbers
