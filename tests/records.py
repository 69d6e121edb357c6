"""Records made by hand, for tests of the store and of search. All texts are invented."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from pipeline.model import (
    Citation,
    Clause,
    Date,
    Document,
    Entity,
    Facts,
    Issue,
    Kind,
    Modality,
    Node,
    Norm,
    Quantity,
    Record,
    Region,
    Source,
    Span,
    Topic,
)
from pipeline.store import open_store
from pipeline.store.rows import flatten

XISHAN = Region("330199", "西山市", "市")
NATION = Region("000000", "全国", "国家")

CARE = (
    "第一条 为了发展养老服务，保障老年人权益，制定本办法。",
    "第二条 民政部门应当自收到申请之日起十五日内作出决定；符合条件的，每人每月补贴300元。",
    "第三条 违反本办法的，由民政部门责令改正，处五千元以上二万元以下罚款。",
    "第四条 本办法自2021年3月1日起施行。",
)
MARKET = (
    "第一条 市场主体可以申请GB/T 3512标准认证，费用不超过50%。",
    "第二条 任何单位不得强制服务，依照《西山市养老服务办法》第三条处理。",
)


def source(path: str, content: str = "") -> Source:
    data = (content or path).encode()
    return Source(path, sha256(data).hexdigest(), "text/plain", "utf-8", len(data))


def record(title: str = "西山市养老服务办法", articles: tuple[str, ...] = CARE, *, path: str = "a.txt", **known) -> Record:
    """A document of ``articles`` under one chapter, with the facts that simple patterns find in them."""
    text = "\n".join((title, "第一章 总则", *articles))
    nodes = [Node("title", Kind.TITLE, 0, len(title), len(title), 1)]
    chapter = len(title) + 1
    nodes.append(Node("chp_1", Kind.CHAPTER, chapter, len(text), chapter + 6, 2, "第一章", 1, heading="总则"))
    clauses, at = [], chapter + 7
    for n, article in enumerate(articles, 1):
        eid, label = f"chp_1__art_{n}", article.split(" ")[0]
        nodes.append(Node(eid, Kind.ARTICLE, at, at + len(article), at + len(article), n + 2, label, n, parent="chp_1"))
        clauses.append(Clause(eid, label, Kind.ARTICLE, ("第一章 总则",), at, at + len(article), article, n))
        at += len(article) + 1
    document = Document(
        id=sha256(text.encode()).hexdigest()[:16],
        text=text,
        title=title,
        source_end=len(text),
        last_line=len(articles) + 2,
        **{
            "genre": "办法",
            "region": XISHAN,
            "level": "市",
            "promulgated": Date("2021-02", "2021年2月", 3, 7),
            "issuers": ("西山市人民政府",),
        }
        | known,
    )
    return Record(
        source=source(path, text),
        document=document,
        nodes=tuple(nodes),
        clauses=tuple(clauses),
        facts=tuple(map(_facts, clauses)),
        themes=(Topic("民政", 0.8, ("养老",)), Topic("卫生", 0.1)),
        issues=(Issue("invented", "这是测试。", start=0, end=2),),
    )


def _facts(clause: Clause) -> Facts:
    text = clause.text
    money = [
        Quantity(
            m.start(),
            m.end(),
            m[0],
            "money",
            0.9,
            low=300.0,
            high=300.0,
            low_inclusive=True,
            high_inclusive=True,
            unit="元",
            per=("人", "月"),
            dimension="money",
            role="subsidy",
        )
        for m in re.finditer("300元", text)
    ] + [
        Quantity(
            m.start(),
            m.end(),
            m[0],
            "range",
            1.0,
            low=5000.0,
            high=20000.0,
            low_inclusive=True,
            high_inclusive=True,
            unit="元",
            dimension="money",
            of="罚款",
            role="fine",
        )
        for m in re.finditer("五千元以上二万元以下", text)
    ]
    entities = [Entity(m.start(), m.end(), m[0], "org", label="org") for m in re.finditer("民政部门", text)] + [
        Citation(
            m.start(),
            m.end(),
            m[0],
            "title",
            label="law",
            norm="西山市养老服务办法#art_3",
            title="西山市养老服务办法",
            target="art_3",
        )
        for m in re.finditer("《西山市养老服务办法》第三条", text)
    ]
    norms = []
    if m := re.search("(民政部门)应当(.+?决定)", text):
        norms.append(_norm(text, "应当", Modality.DUTY, actor=m.span(1), action=m.span(2)))
    if m := re.search("处(五千元.+?罚款)", text):
        norms.append(_norm(text, "处五", Modality.SANCTION, action=m.span(0), condition=(4, 10)))
    return Facts(tuple(money), tuple(entities), tuple(norms), Topic("liability" if "罚款" in text else "measure", 0.7, ("罚款",)))


def _norm(text: str, cue: str, modality: Modality, **roles: tuple[int, int]) -> Norm:
    start = text.index(cue)
    spans = {role: (Span(a, b, text[a:b], "test"),) for role, (a, b) in roles.items()}
    return Norm(start, start + len(cue), cue, "test", modality=modality, **spans)


def database(path: Path, documents: Iterable[Record]) -> Path:
    """A database at ``path`` of these documents, each from a source of its own."""
    with open_store(path) as store:
        for n, document in enumerate(documents):
            store.save(source(f"{n}.txt"), flatten([document]))
        store.finish()
    return path
