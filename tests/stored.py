"""A small store of invented texts that cite each other, for the tests of references, versions and audit."""

from __future__ import annotations

from pathlib import Path

from structured import reading

from pipeline.model import Source
from pipeline.resolve import resolve
from pipeline.run import process
from pipeline.store import Store, open_store
from pipeline.store.rows import flatten

LAW = """中华人民共和国水塔法
2010年3月1日 第九届全国人民代表大会常务委员会第三次会议通过
第一章 总则
第一条 为了保护水塔，根据宪法，制定本法。
第二条 水塔归国家所有。
集体修建的水塔归集体所有。
第二章 监督
第三条 有下列情形之一的，应当报告：
（一）水塔倾斜的；
（二）水塔渗漏的。
第四条 违反本法第三条第二项规定的，依照前条处理。
第五条 本法自2010年6月1日起施行。"""

LATER = """中华人民共和国水塔法
2010年3月1日 第九届全国人民代表大会常务委员会第三次会议通过
2020年5月6日 第十三届全国人民代表大会常务委员会第八次会议《关于修改〈中华人民共和国水塔法〉的决定》修正
第一章 总则
第一条 为了保护水塔，根据宪法，制定本法。
第二条 水塔归国家所有。
集体修建的水塔归集体所有。
第二章 监督
第三条 国家建立水塔登记制度，登记不收取任何费用。
第四条 有下列情形之一的，应当在三日内报告：
（一）水塔倾斜的；
（二）水塔渗漏的。
第五条 本法自2010年6月1日起施行。"""

RULES = """青河省水塔管理办法
2015年7月1日 青河省人民政府令第8号公布
第一条 为了加强水塔管理，根据《中华人民共和国水塔法》、《中华人民共和国水库法》，制定本办法。
第二条 除《水塔法》第二条第二款另有规定外，水塔归国家所有。
第三条 水塔渗漏未报告的，依照《水塔法》第三条第（二）项的规定处罚。
前款规定同样适用于本办法第一条和第九条。
第四条 本办法自2015年8月1日起施行。2003年发布的《青河省水塔暂行办法》同时废止。"""

OLD = """青河省水塔暂行办法
2003年7月1日 青河省人民政府令第2号公布
第一条 水塔由村民管理。
第二条 本办法自2003年7月1日起施行。"""

TEXTS = {"law.txt": LAW, "rules.txt": RULES, "old.txt": OLD, "later.txt": LATER}


def save(store: Store, name: str, text: str) -> None:
    given = reading(text, path=name)
    store.save(Source(name, name, "text/plain"), flatten(process(given)))


def filled(path: Path, texts: dict[str, str] | None = None) -> Store:
    store = open_store(path)
    for name, text in (texts or TEXTS).items():
        save(store, name, text)
    resolve(store)
    return store
