"""The cue words of norms with their scope: what may not stand before or after (相应 is not 应, 所有权 not 有权).

Patterns as data: one row a word. ``find`` reads a blanked text and writes ``Cue`` in order; which of them govern a norm is
decided by ``scope``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.norms.lexicon import alternation
from pipeline.model import Modality


@dataclass(frozen=True, slots=True)
class Row:
    """A cue word. ``kind`` says which scope rules it follows; ``before``/``after`` are what makes it another word."""

    word: str
    modality: Modality
    kind: str  # modal | entitle | promote | by | charge | penal | ask
    before: str = ""  # characters that may not precede
    after: tuple[str, ...] = ()  # strings that may not follow


@dataclass(slots=True)
class Cue:
    start: int
    end: int
    modality: Modality
    kind: str
    rule: str


D, P, M, E, S = Modality.DUTY, Modality.PROHIBITION, Modality.PERMISSION, Modality.ENCOURAGEMENT, Modality.SANCTION

ROWS = (
    # duty
    Row("应当", D, "modal", "不"),
    Row("应该", D, "modal", "不"),
    Row(
        "应",
        D,
        "modal",
        "相响适供对反效感照呼顺报内策热因一不回理接",
        tuple(
            "如何 否 征入 征公 征者 征兵 征稿 纳税 纳所 缴税 缴费 缴款 缴未 缴额 尽的 尽义 尽之 尽职 有的 有之 有尽 收款 收账 收未 付款 付账 付未"
            " 急 用 税 届 诉 聘 邀 激 变 力 运 得 援 验 允".split()
        ),
    ),
    Row("必须", D, "modal", "不"),
    Row("须", D, "modal", "必无毋勿", tuple("知要臾弥")),
    Row("需", D, "modal", "所必急供军无内亟不按特刚民", tuple("求要用")),
    Row(
        "要",
        D,
        "modal",
        "主重必需须只纪次摘概首简扼紧提机冲险显不想还是索讨纲政权",
        tuple("求素点件领害么是约价塞隘闻道职案旨义目务挟"),
    ),
    # prohibition
    Row("不得", P, "modal", "", tuple("不已")),
    Row("禁止", P, "modal", "", ("令", "性", "行为", "事项", "类")),
    Row("严禁", P, "modal"),
    Row("不准", P, "modal", "", ("确",)),
    Row("不应", P, "modal", "", ("期", "求")),
    Row("无权", P, "modal", "有", tuple("限益")),
    Row("不许", P, "modal", "", ("可",)),
    Row("不能", P, "modal", "", ("不", "力", "够", "按", "满", "完", "及", "提", "证", "履", "清", "正", "继", "独", "到", "排")),
    Row("不可", P, "modal", "", tuple("抗分逆或少移缺替避预行能知信")),
    Row("只能", P, "modal"),
    Row("不", P, "negate"),
    # permission
    Row("可以", M, "modal", "不许认", tuple("说看")),
    Row(
        "可",
        M,
        "modal",
        "许认不宁尚",
        (
            *"能行靠持再见谓以供燃信控视比操溶降回循观读辨替塑追复溯疑利食贵用接逆望移兑变量感",
            "选的",
            "选项",
            "选配",
            "选件",
            "采区",
            "采期",
            "采储",
            "预见",
            "预期",
            "预测",
            "导致",
            "引起",
            "造成",
        ),
    ),
    Row("方可", M, "modal"),
    Row("有权", M, "modal", "享占国共私具拥没持固只", tuple("限机部益属威")),
    Row("无需", M, "modal"),
    Row("无须", M, "modal"),
    Row("不需", M, "modal", "", ("求",)),
    Row("允许", M, "modal", "不未", tuple("的范")),
    Row("同意", M, "modal", "不未经得取征书", tuple("的后书或和")),
    Row("享有", M, "modal", "不", tuple("的")),
    Row("享受", M, "entitle", "不已可未能所让使会", tuple("的")),
    Row("有", M, "entitle", "享具拥没所只未"),
    *(Row(word, M, "modal", "", ("的",)) for word in ("免征", "减征", "免收")),
    # encouragement
    *(
        Row(
            word, E, "promote", "", ("力度", "政策", "作用", "资金", "基金", "体系", "机制", "措施", "服务体系", "性", "的", "下")
        )
        for word in ("鼓励", "支持", "提倡", "倡导", "引导", "推动", "建议")
    ),
    # bearer cues
    Row("由", D, "by", "自理事案缘经情路", tuple("于此来头衷")),
    Row("负责", D, "charge", "", tuple("人同的部单")),
    Row("承担", D, "charge", "", tuple("的者单")),
    # sanctions
    Row("责令", S, "penal"),
    Row("没收", S, "penal", "", tuple("的")),
    Row("吊销", S, "penal", "被", tuple("的")),
    Row("并处", S, "penal", "", tuple("理于在")),
    Row("处以", S, "penal", "事办务理管0123456789一二三四五六七八九十数多", tuple("及上下内外前后来")),
    Row("处", S, "penal", "并惩查办到某住事务书理", tuple("理置罚分于所方境在级长以处")),
    Row("给予", S, "penal"),
    Row("予以", S, "penal"),
    Row("追究", S, "penal", "", tuple("的")),
    Row("撤销", S, "penal", "被", tuple("的")),
    Row("收缴", S, "penal", "", tuple("的")),
    Row("扣留", S, "penal", "", tuple("的")),
    Row("暂扣", S, "penal", "被", tuple("的")),
    Row("列入", S, "penal"),
    *(Row(f"{word}处罚", S, "penal") for word in ("", "定罪", "从重", "从轻", "减轻", "从严")),
    Row("判处", S, "penal", "被", tuple("的")),
    Row("处理", S, "penal"),
    Row("查处", S, "penal"),
    *(Row(word, S, "penal", "被", tuple("的")) for word in ("收回", "追回", "追缴")),
    Row("取缔", S, "penal"),
    Row("取消", S, "penal", "被", tuple("的")),
    Row("降低", S, "penal"),
    Row("加收", S, "penal"),
    Row("加处", S, "penal"),
    *(Row(word, S, "penal") for word in ("强制拆除", "强制清除", "强制移出", "强制搬离", "代为拆除", "代为清除", "强制报废")),
    # requests
    Row("请", Modality.DIRECTIVE, "ask", "申邀聘提恩报呈函敬", (*"求示假教柬愿", "审议", "审查", "批示", "批准", "批转")),
)

_TABLE: dict[str, Row] = {row.word: row for row in ROWS}
_ENTITLED = r"有(?=[^，。；：、\n有无的]{2,30}的(?:自由|权利|权力)(?:[，。；]|$))"
"""有…的自由: 有 alone is no cue."""
_FORMS = {
    "有权": "有权(?:(?<!所有权)|(?<=[务究易督管]所有权))(?![^，。；]{1,10}的(?:机关|部门|单位|机构|人民|国家))",
    "有": _ENTITLED,
    "不": "不(?=搞|建(?![议立设])|新建|新增|新上|盲目|再(?:新|另|设|批|安排)|另行|突破|占用|收取|改变|层层|简单|留(?:死角|空白|缺口)|实施|安排|设(?!立的|施))",
    "方可": "方(?<![一双对甲乙各我己官]方)可",
}
"""Words with a context; each begins with its own first character, by which the search finds it."""

_WORD = re.compile(alternation(_TABLE, _FORMS))
_SEIZED = re.compile("没收|取缔|收缴|吊销|撤销|扣留|暂扣|处理|查处")
"""Behind 予以 one cue with it: 予以没收."""

_PROMOTE = "(?:鼓励|支持|提倡|倡导|引导|推动)"
_PROMOTE_CHAIN = re.compile(rf"{_PROMOTE}(?:(?:、|和|并|与|或者)?(?:{_PROMOTE}|带动|扶持))*")


def find(masked: str, start: int = 0, end: int | None = None) -> list[Cue]:
    """Every cue word of ``masked`` that its row admits, in order.

    >>> [masked for masked in ("所有权", "相应的", "不得不") if find(masked)]
    []
    >>> [(c.start, c.end, c.rule) for c in find("企业应当申报，可以延期")]
    [(2, 4, '应当'), (7, 9, '可以')]
    """
    out: list[Cue] = []
    last = start
    for match in _WORD.finditer(masked, start, len(masked) if end is None else end):
        a, b = match.span()
        if a < last:
            continue
        word = match[0]
        row = _TABLE[word]
        if (row.before and a > 0 and masked[a - 1] in row.before) or (row.after and masked.startswith(row.after, b)):
            continue
        if word == "予以" and (seized := _SEIZED.match(masked, b)):
            b = seized.end()
            word = masked[a:b]
        if row.kind == "promote":
            b = _PROMOTE_CHAIN.match(masked, a).end() if word != "建议" else b
        last = b
        out.append(Cue(a, b, row.modality, row.kind, word))
    return out
