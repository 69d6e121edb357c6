"""Invented regulations of three provinces on one subject, for the tests of comparing."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from stored import filled
from structured import reading

from pipeline.compare.texts import Column, Passage, columns, of_record
from pipeline.run import process
from pipeline.store import Store

ZHEJIANG = """浙江省屋顶花园管理条例
（2021年5月8日浙江省第十三届人民代表大会常务委员会第二十九次会议通过）
第一章 总则
第一条 为了规范屋顶花园的建设和养护，改善城市生态环境，根据有关法律、行政法规，结合本省实际，制定本条例。
第二条 本省行政区域内屋顶花园的建设、养护及其监督管理，适用本条例。
第三条 园林部门负责屋顶花园的监督管理工作。
第二章 建设和养护
第四条 新建公共建筑的屋顶应当建设屋顶花园，花园面积不低于屋顶面积的百分之三十。
第五条 养护单位应当每季度检查屋顶花园的防水层；发现渗漏的，应当在五日内修复。
第六条 禁止在屋顶花园内饲养家禽、堆放易燃物品。
第七条 鼓励学校利用屋顶花园开展植物教学活动。
第三章 法律责任
第八条 违反本条例第六条规定，在屋顶花园内饲养家禽、堆放易燃物品的，由园林部门责令限期改正；逾期不改正的，处六百元以上二千四百元以下罚款；情节严重的，处二千四百元以上九千元以下罚款。
第九条 违反本条例第五条规定，养护单位未按期检查防水层的，由园林部门责令限期改正，处一千二百元以上三千元以下罚款。
第十条 本条例自2021年8月1日起施行。"""

SICHUAN = """四川省屋顶花园管理条例
（2022年6月1日四川省第十三届人民代表大会常务委员会第三十五次会议通过）
第一章 总则
第一条 为了规范屋顶花园建设和养护，改善城市生态，根据有关法律、法规，结合本省实际，制定本条例。
第二条 本省行政区域内屋顶花园的建设、养护和监督管理，适用本条例。
第三条 住房城乡建设部门负责屋顶花园的监督管理工作。
第二章 建设和养护
第四条 新建公共建筑的屋顶可以建设屋顶花园，花园面积不低于屋顶面积的百分之五十。
第五条 养护单位应当每季度检查屋顶花园的防水层；发现渗漏的，应当在三日内修复。
第六条 屋顶花园应当设置雨水收集装置，收集的雨水用于浇灌植物。
第七条 禁止在屋顶花园内饲养家禽、堆放易燃物品、搭建棚屋。
第三章 法律责任
第八条 违反本条例第七条规定，在屋顶花园内饲养家禽、堆放易燃物品、搭建棚屋的，由住房城乡建设部门责令限期改正；逾期不改正的，可以处一千元以上五千元以下罚款。
第九条 本条例自2022年9月1日起施行。"""

QINGHAI = """青海省屋顶花园管理条例
（2023年3月2日青海省第十四届人民代表大会常务委员会第二次会议通过）
第一章 总则
第一条 为了规范屋顶花园的建设和养护，改善城市生态环境，根据有关法律、行政法规，制定本条例。
第二条 本省行政区域内屋顶花园的建设、养护及其监督管理，适用本条例。
第二章 建设和养护
第三条 屋顶花园应当设置雨水收集装置，收集的雨水用于浇灌花园植物。
第四条 鼓励学校、医院利用屋顶花园开展植物教学和康复活动。
第五条 本条例自2023年5月1日起施行。"""

TEXTS = {"zhejiang.txt": ZHEJIANG, "sichuan.txt": SICHUAN, "qinghai.txt": QINGHAI}


@cache
def passages(text: str) -> tuple[Passage, ...]:
    """The passages of one invented text."""
    return tuple(p for record in process(reading(text)) for p in of_record(record)[1])


@cache
def sides(*texts: str) -> tuple[Column, ...]:
    """A column for each text."""
    found = [of_record(record) for text in texts or tuple(TEXTS.values()) for record in process(reading(text))]
    return columns((title.region, [(title, some)]) for title, some in found)


def clause(text: str, number: int) -> Passage:
    """One article."""
    return next(p for p in passages(text) if p.clause.number == number)


def article(text: str) -> Passage:
    """A text of one article, as a passage with its facts."""
    return passages(f"云山市试验条例\n{text}\n")[0]


def store(path: Path) -> Store:
    return filled(path, TEXTS)
