"""What stands around an amount: the base of a rate (每年…一次), what is counted, the part it plays. Plain rules only."""

from __future__ import annotations

import re

from pipeline.extract.quantity_units import PER_WORD, Unit

_SEGMENT = re.compile(r"[，。；：、！？\n,;（）()]")
_PER = re.compile(rf"每(?P<per>{PER_WORD})")
_BY = re.compile(r"按(?P<per>[日月年季周])(?=[加计收缴支付])|(?P<yearly>年)(?:产|设计)|(?P<mean>人均|户均)")
_MEAN = {"人均": "人", "户均": "户"}
_REACH = 30


def per_of(text: str, start: int) -> tuple[str, ...]:
    """The base of a rate named earlier in the same comma clause: 每年至少召开一次, 按日加收千分之二, 年产130台."""
    window = text[max(0, start - _REACH) : start]
    if "每" not in window and "按" not in window and "年" not in window and "均" not in window:
        return ()
    segment = _SEGMENT.split(window)[-1]
    words = [match["per"] for match in _PER.finditer(segment)]
    if not words and (match := _BY.search(segment)):
        words = [match["per"] or match["yearly"] or _MEAN[match["mean"]]]
    return tuple(words)


_FINE = re.compile(r"的?(?:罚款|罚金|罚锾)")
_SUBSIDY_AFTER = re.compile(r"的?(?:一次性)?(?:[\u4e00-\u9fff]{0,4})(?:补贴|补助|奖励|资助|奖金|贴息|支持|扶持)")
_SUBSIDY_BEFORE = re.compile(r"(?:补贴|补助|奖励|资助|奖金|贴息)(?:资金|标准|金额|经费)?(?:为|最高|标准为)?$")
_RESULT = re.compile(r"(?:已|已经|完成|实现|新增|累计|共|增长|下降|提高|减少|增加)[了]?(?:达|达到|到)?$")
_TARGET = re.compile(r"(?:达到|提高到|提升到|提高至|增加到|控制在|降到|降至|建成|力争|超过|保持在)$")
_TERM = re.compile(r"(?:有效期|期限|任期|保管期限|保存期|聘期|试用期|服务期|刑期|有期徒刑|拘役)(?:限)?(?:为|是|届满|一般)?$")
_TERM_AFTER = re.compile(r"的?(?:有期徒刑|拘役|管制|任期|期限|有效期|过渡期)")
_QUOTA = re.compile(r"(?:名额|编制|人数|数量|总数|限额|配额|指标)(?:为|是|一般)?$")
_PRICE = re.compile(r"(?:价格|单价|收费标准|费用|租金|价|费|基价)(?:为|是|按|标准为)?$")
_RATE = re.compile(r"(?:率|税率|利率|费率|比例|比重|占比)(?:为|是|达|达到|按)?$")
_CONDITION = re.compile(r"的?(?:[，、]|[\u4e00-\u9fff]{0,8}的[，；。]|的(?![罚奖补]))")

_HEADS = "率|额|量|数|规模|比例|比重|占比|价格|价值|价款|费|费用|期限|时间|时限|期|面积|总值|投资|收入|资金|金额|资本|产值|增加值|机构|组织|平台|企业|项目|床位|距离|间距|高度|宽度|长度|罚款|补贴|补助|违约金|滞纳金|保证金|税率|人员|代表|委员"
_COUNTED_BEFORE = re.compile(
    rf"(?P<of>[\u4e00-\u9fff]{{0,14}}(?:{_HEADS}))(?:一般|原则上|应当|应|总额|合计|共|已|已经|累计)?(?:为|是|达到|达|发展到|提高到|增长|下降|提高)?$"
)
_CUT = re.compile(r".*(?:[的和及与或将对在按以其使由给并处且]|全省|全国|全市|应当|可以|不得|力争|确保|实现|完成|投入)")
_COUNTED_AFTER = re.compile(
    r"的?(?P<of>罚款|罚金|违约金|滞纳金|补贴|补助|奖励|奖金|贴息|资助|有期徒刑|拘役|管制|保证金|赔偿金|补偿)"
)
_NOUN_AFTER = re.compile(r"(?P<of>[\u4e00-\u9fff]{2,6})(?=[，。；、,;：）)\n]|$)")


def role_and_counted(
    text: str, start: int, end: int, unit: Unit, side: str | bool | None, rule: str
) -> tuple[str | None, str | None]:
    """The part an amount plays (fine, deadline …) and the noun it measures; None where no plain rule says so."""
    before, after = _SEGMENT.split(text[max(0, start - 24) : start])[-1], text[end : end + 16]
    return _role(before, after, unit, side, text[start:end]), _counted(before, after, unit)


def _role(before: str, after: str, unit: Unit, side: str | bool | None, words: str) -> str | None:
    dimension = unit.dimension
    if dimension in ("money", "percent", "ratio"):
        if _FINE.match(after):
            return "fine"
        if dimension == "money" and (_SUBSIDY_AFTER.match(after) or _SUBSIDY_BEFORE.search(before)):
            return "subsidy"
        if dimension == "money" and _PRICE.search(before):
            return "price"
    if dimension == "age":
        return "age"
    if dimension == "duration":
        if _TERM.search(before) or _TERM_AFTER.match(after):
            return "term"
        if words.endswith(("内", "前")) or "提前" in words:
            return "deadline"
    if dimension == "percent" and _RATE.search(before):
        return "rate"
    if _RESULT.search(before):
        return "result"
    if _TARGET.search(before):
        return "target"
    if dimension == "count" and side == "high" and _QUOTA.search(before):
        return "quota"
    if side and _CONDITION.match(after):
        return "threshold"
    return None


def _counted(before: str, after: str, unit: Unit) -> str | None:
    if match := _COUNTED_AFTER.match(after):
        return match["of"]
    if match := _COUNTED_BEFORE.search(before):
        return _CUT.sub("", match["of"]) or None
    if unit.dimension == "count" and (match := _NOUN_AFTER.match(after)):
        return match["of"]
    return None
