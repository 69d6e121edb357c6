"""A document, a clause or a tree as text for people to read in a terminal, Chinese first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.export.tables import cell, label
from pipeline.model import MODALITY_NAMES
from pipeline.reference.provisions import provision

_ROLES = {"actor": "主体", "action": "行为", "condition": "条件", "deadline": "期限", "exception": "例外"}
_ENTITIES = {"org": "机构", "region": "地区", "law": "引用", "docno": "文号", "date": "日期", "group": "人群"}
_OUTCOMES = {
    "found": "", "partly": "　！没有这一款或者项 no such part", "missing": "　！没有这一条 no such article", "not held": "　库中没有 not held",
}  # fmt: skip
_KNOWN = (
    "genre",
    "carries",
    "doc_number",
    "issuers",
    "region",
    "level",
    "written",
    "promulgated",
    "effective",
    "expires",
    "status",
)


def described(shown: dict[str, Any]) -> str:
    """What ``search.lookup.describe`` found, as text."""
    return "\n".join(_clause(shown) if shown["kind"] == "clause" else _document(shown))


def outline(segmented: dict[str, Any]) -> str:
    """What ``run.segment`` found: the documents and the tree of labelled blocks, indented by depth."""
    return "\n".join(_outline(segmented))


def bounds(q: dict[str, Any]) -> str:
    """A quantity's interval in the signs of mathematics.

    >>> bounds({"low": 500, "high": 2000, "low_inclusive": True, "high_inclusive": True, "unit": "元", "approx": False, "per": []})
    '500 ≤ x ≤ 2000 元'
    >>> bounds({"low": None, "high": 30, "low_inclusive": False, "high_inclusive": True, "unit": "日", "approx": False, "per": []})
    'x ≤ 30 日'
    """
    low, high = cell(q["low"]), cell(q["high"])
    if not low and not high:  # a damaged number has no value
        return "—"
    if low == high:
        value = f"{'≈ ' if q['approx'] else ''}{low}"
    else:
        left = f"{low} {'≤' if q['low_inclusive'] else '<'} " if low else ""
        right = f" {'≤' if q['high_inclusive'] else '<'} {high}" if high else ""
        value = f"{left}x{right}"
    return f"{value} {q['unit']}".rstrip() + "".join(f"/{p}" for p in q["per"])


def _clause(c: dict[str, Any]) -> Iterator[str]:
    yield f"{c['document']}　{c['label']}"
    yield " › ".join((*filter(None, (c["region"], c["genre"], c["date"])), *c["path"]))
    yield f"{label('function')}: {c['function'] or '—'}"
    yield ""
    yield c["text"]
    if c["quantities"]:
        yield "\n数量 quantities"
        for q in c["quantities"]:
            about = " ".join(filter(None, (q["of"], q["role"])))
            yield f"  {q['text']} → {bounds(q)}" + (f"　({about})" if about else "")
    if c["norms"]:
        yield "\n规范 norms"
        for n in c["norms"]:
            parts = "；".join(f"{_ROLES[s['role']]} {s['text']}" for s in n["spans"])
            yield f"  [{MODALITY_NAMES[n['modality']]} {n['modality']}] {n['cue']}: {parts}".replace("\n", " ")
    if c["entities"]:
        yield "\n实体 entities"
        for e in c["entities"]:
            yield f"  [{_ENTITIES.get(e['label'], '')} {e['label']}] {e['text']}" + (f" → {e['norm']}" if e["norm"] else "")
    if c["citations"]:
        yield "\n引用 citations"
        for cited in c["citations"]:
            yield "  " + _cited(cited)
    if c["cited_by"]:
        yield f"\n被引用 cited by: {c['cited_by']} 处　zhengce cites DB '{c['clause_id']}'"
    yield f"\n{c['clause_id']}  [{c['start']}:{c['end']}]"


def _cited(c: dict[str, Any]) -> str:
    """[依照] 《甲法》第三条 → 《中华人民共和国甲法》第三条  id of the clause."""
    relation = f"[{c['relation']}] " if c["relation"] else ""
    where = (f"《{c['cited']}》" if c["cited"] else "") + provision(c["part"] or "")
    later = "　（库中版本晚于引用者 the version held is younger）" if c["younger"] and c["outcome"] != "not held" else ""
    return f"{relation}{c['text']} → {where}{_OUTCOMES[c['outcome']]}{later}" + (
        f"  {c['cited_clause_id']}" if c["cited_clause_id"] else ""
    )


def _document(d: dict[str, Any]) -> Iterator[str]:
    yield d["title"] + ("（题目为本软件所拟 title given by us）" if d["title_is_ours"] else "")
    for key in _KNOWN:
        if d[key]:
            evidence = d["evidence"].get(key)
            yield f"  {label(key)}: {cell(d[key])}" + (f"　「{evidence}」" if evidence and evidence != d[key] else "")
    if d["acts"]:
        yield "  沿革 acts: " + "；".join(f"{a['date']} {a['kind']}" for a in d["acts"])
    if d["themes"]:
        yield f"  {label('theme')}: " + "；".join(f"{t['label']} {t['probability']:.2f}" for t in d["themes"][:2])
    yield f"  {label('source')}: {'；'.join(d['sources'])}"
    yield "  事实 facts: " + ", ".join(f"{n} {kind}" for kind, n in d["facts"].items())
    for issue in d["issues"]:
        yield f"  ! [{issue['code']}] {issue['message']}"
    above: list[str] = []
    for c in d["clauses"]:
        if c["path"] != above:
            above = c["path"]
            yield f"\n{' › '.join(above)}"
        yield f"  {c['label']}　{_gist(c['text'].removeprefix(c['label']).strip())}　({c['function'] or '—'})  {c['clause_id']}"


def _outline(segmented: dict[str, Any]) -> Iterator[str]:
    documents, blocks = segmented["documents"], segmented["blocks"]
    depth: dict[int | None, int] = {None: 0}
    for d in documents:
        known = "；".join(str(d[k]) for k in ("genre", "doc_number", "written", "effective") if d[k])
        yield f"■ {d['title']}　第 {d['first_line']}–{d['last_line']} 行 lines　{known}"
        for b in blocks:
            if d["first_line"] <= b["line"] <= d["last_line"]:
                depth[b["line"]] = depth.get(b["parent"], 0) + 1
                if b["label"] or b["heading"]:
                    yield f"{'  ' * depth[b['line']]}{b['label'] or ''} {b['heading'] or ''}  ({b['kind']})".rstrip()


def _gist(text: str) -> str:
    line = text.replace("\n", " ")
    return line if len(line) <= 40 else line[:39] + "…"
