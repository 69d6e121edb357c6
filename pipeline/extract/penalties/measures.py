"""What a sanction does to whom it hits: the kinds of measures, and where each begins in a sanction's predicate.

The kinds of administrative penalty are those of 行政处罚法 (2021) art. 9; around them stand what is no penalty in that sense:
orders to correct (art. 28), discipline (政务处分法 art. 7), police and criminal law, surcharges and substitute performance
(行政强制法 art. 12), entries in lists, and money taken back. Patterns as data, the first that fits decides.
"""

from __future__ import annotations

import re

CORRECTION, PENALTY, DISCIPLINE, CRIMINAL, OTHER = "责令改正", "行政处罚", "处分", "刑事", "其他"
"""Classes of kinds, in Chinese as the statutes call them."""

KINDS: tuple[tuple[str, str, str], ...] = (
    ("刑事责任", CRIMINAL, r"刑事责任|罚金|徒刑|拘役|死刑|管制(?!刀)|定罪|剥夺政治权利"),
    ("治安管理处罚", PENALTY, r"治安管理处罚"),
    ("处分", DISCIPLINE, r"处分|记大?过|降级|撤职|开除|撤销[^，。；]{0,8}职务|免职|辞退|解聘"),
    ("加处罚款", OTHER, r"滞纳金|加处[^，。；]{0,12}罚款"),
    ("罚款", PENALTY, r"罚款"),
    ("没收", PENALTY, r"没收|收缴"),
    ("行政拘留", PENALTY, r"拘留"),
    ("吊销许可证件", PENALTY, r"吊销|撤销[^，。；]{0,16}(?:登记|证|许可|资格|批准|备案)|注销[^，。；]{0,12}(?:登记|证)"),
    ("暂扣许可证件", PENALTY, r"暂扣[^，。；]{0,12}(?:证|执照)"),
    ("降低资质等级", PENALTY, r"降低[^，。；]{0,8}等级"),
    ("责令停产停业", PENALTY, r"(?:停产|停业|停止(?:生产|经营|营业|执业|运营|使用|施工|建设|作业|销售|招生|办学|活动)|停工)"),
    ("责令关闭", PENALTY, r"(?:责令|予以|依法)[^，。；]{0,6}(?:关闭|取缔)|^取缔"),
    ("限制从业", PENALTY, r"(?:不得|禁止)[^，。；]{0,16}(?:从事|担任|参加|申请|申报)|取消[^，。；]{0,20}(?:资格|称号|荣誉)"),
    ("通报批评", PENALTY, r"通报批评|予以通报|给予通报"),
    ("警告", PENALTY, r"警告"),
    ("批评教育", OTHER, r"批评教育|训诫|谈话|约谈"),
    ("失信惩戒", OTHER, r"名单|清单|名录|失信|信用|诚信|不良(?:记录|行为)"),
    ("代履行", OTHER, r"强制(?:拆除|清除|移出|搬离|报废)|代为|代履行"),
    ("扣押", OTHER, r"扣留|扣押|查封|暂扣"),
    ("追回资金", OTHER, r"(?:退回|退还|退赔|追回|收回|追缴|返还|补缴|追偿)"),
    ("责令改正", CORRECTION, r"责令"),
    ("追究责任", OTHER, r"责任|问责"),
    ("行政处罚", PENALTY, r"处罚|惩处|查处"),
)
"""Kind, class, and what its words are; the first row that is found in the words of a measure decides."""

CLASSES = {kind: klass for kind, klass, _ in KINDS} | {"其他": OTHER}
_KINDS = [(kind, re.compile(pattern)) for kind, _, pattern in KINDS]
_FINE = r"[\d一二三四五六七八九十百千万]+[^，。；、]{0,24}(?:罚款|拘留)"
_ADVERBS = "(?:可以?|应当|依法|同时){0,4}"
_JOINT = re.compile(
    rf"(?:[，,；、]|或者|或|并且|并|和|以及|及|直至){{1,8}}{_ADVERBS}(?:由[^，。；、]{{2,16}}?)?{_ADVERBS}"
    rf"(?=责令|没收|收缴|吊销|撤销|暂扣|降低|取消|警告|通报批评|处以|处(?=[\d一二三四五六七八九十])|加处|给予|予以|并处|取缔|列入|[记纳][^，。；]{{1,12}}(?:信用|诚信)|{_FINE})"
)
"""Between two measures of one predicate: 责令停业整顿、吊销许可证; 处…拘留或者…罚款."""
_BARE = frozenset({"并处", "处", "处以", "并", "并且", "同时", "给予", "予以"})
"""A verb whose measure stands behind the joint: 并处没收违法所得."""
_TAIL = ("或者", "或", "并", "和", "、")

Piece = tuple[int, int, str]


def kind(words: str) -> str:
    """The kind of measure that ``words`` describe.

    >>> kind("责令限期改正"), kind("处一万元以上三万元以下罚款"), kind("责令停业整顿"), kind("给予警告处分")
    ('责令改正', '罚款', '责令停产停业', '处分')
    """
    return next((name for name, pattern in _KINDS if pattern.search(words)), OTHER)


def split(text: str, start: int, end: int) -> list[Piece]:
    """The measures in the predicate ``text[start:end]`` of one sanction, with their kinds.

    >>> text = "责令停业整顿、吊销许可证"
    >>> [(text[a:b], what) for a, b, what in split(text, 0, len(text))]
    [('责令停业整顿', '责令停产停业'), ('吊销许可证', '吊销许可证件')]
    """
    whole = kind(text[start:end])
    if CLASSES[whole] in (CRIMINAL, DISCIPLINE):  # 给予警告、记过或者记大过处分: one measure with its grades
        return [(start, end, whole)]
    bounds = [start, *(edge for joint in _JOINT.finditer(text, start, end) for edge in joint.span()), end]
    pieces = [(a, _trimmed(text, a, b)) for a, b in zip(bounds[::2], bounds[1::2], strict=True)]
    return [(a, b, kind(text[a:b])) for a, b in pieces if b > a and text[a:b] not in _BARE]


def _trimmed(text: str, start: int, end: int) -> int:
    """The end without a conjunction that leads to what is another norm's: 撤销登记或者|吊销执照."""
    while end > start and (tail := next((word for word in _TAIL if text.endswith(word, start, end)), "")):
        end -= len(tail)
    return end
