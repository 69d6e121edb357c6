"""What an amount measures (``of``) and the part it plays (``role``), where a plain rule says so; otherwise None."""

from __future__ import annotations

import re

from pipeline.extract.quantity_units import Unit

_SEGMENT = re.compile(r"[，。；：、！？\n,;（）()]")
_REACH, _AHEAD = 24, 16

_FINE = re.compile(r"的?(?:标准)?(?:处以?)?(?:罚款|罚金|罚锾)")
_FINE_BEFORE = re.compile(r"(?:罚款|罚金|罚锾)(?:数额|金额|幅度|标准|额)?(?:为|是|按照?|不得)?$")
_SUBSIDY_AFTER = re.compile(r"的?(?:一次性)?(?:[\u4e00-\u9fff]{0,4})(?:补贴|补助|奖励|资助|奖金|贴息|支持|扶持)")
_SUBSIDY_BEFORE = re.compile(r"(?:补贴|补助|奖励|资助|奖金|贴息)(?:资金|标准|金额|经费)?(?:为|最高|标准为)?$")
_PRICE = re.compile(r"(?:价格|单价|收费标准|费用|租金|价|费|基价)(?:为|是|按|标准为)?$")
_RATE = re.compile(r"(?:率|比例|比重|占比)(?:为|是|达|达到|按)?$")
_TERM_BEFORE = re.compile(
    r"(?:有效期|期限|任期|保管期限|保存期|聘期|试用期|服务期|刑期|有期徒刑|拘役)(?:限)?(?:为|是|届满|一般)?$"
)
_TERM_AFTER = re.compile(r"的?(?:有期徒刑|拘役|管制|任期|期限|有效期|过渡期)")
_RESULT = re.compile(r"(?:已|已经|完成|实现|新增|累计|共|增长|下降|提高|减少|增加)[了]?(?:达|达到|到)?$")
_TARGET = re.compile(r"(?:达到|提高到|提升到|提高至|增加到|控制在|降到|降至|建成|力争|超过|保持在)$")
_QUOTA = re.compile(r"(?:名额|编制|人数|数量|总数|限额|配额|指标)(?:为|是|一般)?$")
_CONDITION = re.compile(r"的?(?:[，、]|[\u4e00-\u9fff]{0,8}的[，；。]|的(?![罚奖补]))")

_AFTER = re.compile(r"的?(?P<of>罚款|罚金|违约金|滞纳金|补贴|补助|奖励|奖金|贴息|资助|有期徒刑|拘役|管制|保证金|赔偿金|补偿)")
_HEADS = (
    "率|额|量|数|规模|比例|比重|占比|价格|价值|价款|费|费用|期限|时间|时限|期|面积|总值|投资|收入|资金|金额|资本|产值|增加值|"
    "机构|组织|平台|企业|项目|床位|距离|间距|高度|宽度|长度|罚款|补贴|补助|违约金|滞纳金|保证金|人员|代表|委员"
)
_BEFORE = re.compile(
    rf"(?P<of>[\u4e00-\u9fff“”]{{0,16}}(?:{_HEADS}))(?:一般|原则上|应当|应|总额|合计|共|已|已经|累计)?"
    r"(?:为|是|达到|达|发展到|提高到|增长|下降|提高)?$"
)
_CUT = re.compile(
    r".*(?:按照|[的和或者将使由给予并且]|(?<![参])与|(?<![普涉遍])及|在(?![线校建职岗册读])|处(?![理置方分])|对(?![口外])|按(?!揭|摩|期|时)|每(?![千万百])|其中|以[上下]|全省|全国|全市|应当|可以|不得|力争|确保|实现|完成|投入)"
)
_SHARE = re.compile(
    r"(?P<of>[\u4e00-\u9fffA-Z]{2,16}占[\u4e00-\u9fffA-Z]{2,12}?的?(?:比重|比例|份额))(?:为|是|达到|达|提高到|提升到|控制在)?$"
)
_CUT_SHARE = re.compile(r"^(?:其中|全省|全国|全市|全社会|力争|确保|实现|年底?(?=[\u4e00-\u9fff]{4}))")
_BARE = frozenset("企业 机构 组织 平台 项目 比例 比重 占比 率 数 量 额 规模 费用 资金 金额 人员".split())
"""Nouns that say nothing without what stands before 的: 参与服务的机构."""
_CUT_BARE = re.compile(
    r".*(?:其中|全省|全国|全市|应当|可以|力争|确保|实现|完成|[或者并且由]|(?<![参])与|(?<![普涉遍])及|在(?![线校建职岗册读]))"
)
_OF_YEAR = re.compile("年?[底末初]?前?")  # 2025年底|养老床位
_NOUN = re.compile(r"(?P<of>(?:(?![的了和及与或者内外为是有在未取不同其])[\u4e00-\u9fff]){2,6})(?=[，。；、,;：）)\n]|$)")


def role_and_counted(
    text: str, start: int, end: int, unit: Unit, low: float | None, high: float | None
) -> tuple[str | None, str | None]:
    """Role (fine subsidy deadline quota target result threshold term price rate age) and noun of ``text[start:end]``."""
    before = _SEGMENT.split(text[max(0, start - _REACH) : start])[-1]
    after = text[end : end + _AHEAD]
    return _role(before, after, unit, low, high, text[start:end]), _counted(before, after, unit)


def _role(before: str, after: str, unit: Unit, low: float | None, high: float | None, words: str) -> str | None:
    dimension = unit.dimension
    if dimension == "age":
        return "age"
    if dimension == "duration":
        return _time_role(before, after, words)
    if dimension in ("money", "percent", "ratio") and (_FINE.match(after) or _FINE_BEFORE.search(before)):
        return "fine"
    if dimension == "money":
        if _SUBSIDY_AFTER.match(after) or _SUBSIDY_BEFORE.search(before):
            return "subsidy"
        if _PRICE.search(before):
            return "price"
    if dimension == "percent" and _RATE.search(before):
        return "rate"
    if _RESULT.search(before):
        return "result"
    if _TARGET.search(before):
        return "target"
    if dimension == "count" and low is None and _QUOTA.search(before):
        return "quota"
    return "threshold" if (low is None or high is None) and _CONDITION.match(after) else None


def _time_role(before: str, after: str, words: str) -> str | None:
    if words.endswith("前") or "提前" in words:
        return "deadline"
    if _TERM_BEFORE.search(before) or _TERM_AFTER.match(after):
        return "term"
    return "deadline" if words.endswith("内") else None


def _counted(before: str, after: str, unit: Unit) -> str | None:
    if match := _AFTER.match(after):
        return match["of"]
    if unit.dimension in ("money", "percent", "ratio") and (match := _FINE_BEFORE.search(before)):
        return match[0][:2]
    if match := _SHARE.search(before):
        return _CUT_SHARE.sub("", match["of"])
    if match := _BEFORE.search(before):
        counted = _CUT.sub("", match["of"])
        if counted in _BARE:
            counted = _CUT_BARE.sub("", match["of"])
        dated = match.start("of") and before[match.start("of") - 1].isdigit() and _OF_YEAR.match(counted)
        return (counted[dated.end() :] if dated else counted) or None
    if unit.dimension == "count" and (match := _NOUN.match(after)):
        return match["of"]
    return None
