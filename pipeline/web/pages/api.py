"""The read-only API: what every page shows, as JSON in one envelope; its description is made from the same table as its routes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from pipeline import __version__
from pipeline.compare import versions
from pipeline.errors import QueryError
from pipeline.search import coverage, overview
from pipeline.search.audit import audit as audited
from pipeline.search.cites import cites
from pipeline.search.lookup import describe
from pipeline.web.ask import Answer, Ask, NotHere, json_answer
from pipeline.web.envelope import data, following, window
from pipeline.web.pages import compare, facts, search
from pipeline.web.render import page

ID = "(?P<id>[0-9a-f]{16})"
EID = "(?P<eid>[A-Za-z0-9_.-]{1,200})"

Handler = Callable[[Ask], Answer]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """``path`` as OpenAPI writes it, ``pattern`` as the router does, ``parameters`` of the query string by name with what they mean."""

    path: str
    pattern: str
    handler: Handler
    summary: str
    parameters: tuple[str, ...] = ()


PARAMETERS = {
    "q": "查询，语言见 /help the query, see /help",
    "region": "地区名或代码 a region by name or GB/T 2260 code",
    "theme": "主题 theme",
    "function": "条款功能 function of the clause",
    "genre": "文种 genre",
    "since": "不早于 not before (2018 or 2018-06-01)",
    "until": "不晚于 not after",
    "sort": "排序 order: rank date level document; of a table: a column",
    "order": "desc 为降序 for descending",
    "facets": "1：同时给出各属性的条数 also the counts by property",
    "contains": "条款含有此文 a text in the clause",
    "least": "上限不低于 amounts that can reach this",
    "most": "下限不高于 amounts that can be as low as this",
    "modality": "规范模态 modality",
    "role": "数量角色 role of quantities",
    "label": "实体类别 label of entities",
    "status": "ok | partial | failed",
    "code": "检查代码 code of the check",
    "title": "标题 title, whole or a part",
    "d": "文件编号，可多次给出 ids of documents, may be given several times",
    "regions": "地区，逗号分隔 regions, comma between them",
    "reference": "参照的地区或文件 the side that rows follow",
    "limit": "每页行数，至多 500 rows a page, at most 500",
    "cursor": "上一页给出的 next the next of the page before",
}
_FILTERS = ("region", "theme", "function", "genre", "since", "until")
_PAGED = ("limit", "cursor")


def documents(ask: Ask) -> Answer:
    limit, offset = window(ask.address)
    found, number = coverage.latest(ask.connection, limit, offset, ask.address.get("title"))
    return data(found, total=number, following=following(ask.address, number))


def document(ask: Ask) -> Answer:
    return data(_described(ask, ask.parts["id"]))


def clause(ask: Ask) -> Answer:
    return data(_described(ask, f"{ask.parts['id']}#{ask.parts['eid']}"))


def citations(ask: Ask) -> Answer:
    eid = ask.parts.get("eid")
    identifier = f"{ask.parts['id']}#{eid}" if eid else ask.parts["id"]
    _described(ask, identifier)
    return _paged(ask, cites(ask.connection, identifier))


def versions_of(ask: Ask) -> Answer:
    works = versions.works(ask.connection, ask.address.get("title"))
    return _paged(ask, [[asdict(v) for v in work] for work in works])


def corpus(ask: Ask) -> Answer:
    totals = {row["kind"]: row["count"] for row in overview.totals(ask.connection)}
    return data({"totals": totals, **{axis: coverage.documents(ask.connection, axis) for axis in coverage.AXES}})


def sources(ask: Ask) -> Answer:
    limit, offset = window(ask.address)
    found, number = coverage.sources(ask.connection, ask.address.get("status"), limit, offset)
    return data(found, total=number, following=following(ask.address, number))


def audit(ask: Ask) -> Answer:
    found = ask.site.remember("audit", lambda: audited(ask.connection))
    return _paged(ask, [row for row in found if ask.address.get("code") in (None, row["code"])])


ENDPOINTS = (
    Endpoint(
        "/api/search", "/api/search", search.as_json, "检索条款 search the clauses", ("q", *_FILTERS, "sort", "facets", *_PAGED)
    ),
    Endpoint("/api/documents", "/api/documents", documents, "文件 the documents", ("title", *_PAGED)),
    Endpoint("/api/documents/{id}", f"/api/documents/{ID}", document, "一份文件 one document with its clauses"),
    Endpoint("/api/clauses/{id}/{eid}", f"/api/clauses/{ID}/{EID}", clause, "一个条款及其事实 one clause with its facts"),
    Endpoint(
        "/api/citations/{id}",
        f"/api/citations/{ID}",
        citations,
        "文件的引用与被引用 what a document cites, what cites it",
        _PAGED,
    ),
    Endpoint(
        "/api/citations/{id}/{eid}", f"/api/citations/{ID}/{EID}", citations, "条款的引用与被引用 the same of a clause", _PAGED
    ),
    Endpoint(
        "/api/facts/{table}",
        "/api/facts/(?P<table>[a-z_]{1,40})",
        facts.as_json,
        "事实表：quantities norms penalties entities citations … tables of facts",
        (*_FILTERS, "contains", "least", "most", "modality", "role", "label", "sort", "order", *_PAGED),
    ),
    Endpoint(
        "/api/compare",
        "/api/compare",
        compare.as_json,
        "跨地区比较 the matrix of provisions",
        ("d", "theme", "regions", "genre", "reference"),
    ),
    Endpoint("/api/versions", "/api/versions", versions_of, "各文件的版本 works with their versions", ("title", *_PAGED)),
    Endpoint("/api/corpus", "/api/corpus", corpus, "库中有什么 what the database holds"),
    Endpoint("/api/sources", "/api/sources", sources, "读入的文件与结果 the files read, with their outcome", ("status", *_PAGED)),
    Endpoint("/api/audit", "/api/audit", audit, "数据检查 what is odd in the data", ("code", *_PAGED)),
)


def description(ask: Ask) -> Answer:
    """The OpenAPI 3.1 document."""
    return json_answer(openapi())


def about(ask: Ask) -> Answer:
    """The same for people."""
    return page(ask, "api.html", endpoints=ENDPOINTS, parameters=PARAMETERS)


def unknown(ask: Ask) -> Answer:
    raise NotHere("没有这个接口 no such endpoint", hint="/api/openapi.json")


def openapi() -> dict[str, Any]:
    answers = {
        "200": {
            "description": "成功 success",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Success"}}},
        },
        "default": {
            "description": "出错 error",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
        },
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "zhengce", "version": __version__, "description": "只读 read-only"},
        "paths": {
            e.path: {"get": {"summary": e.summary, "parameters": [*_in_path(e), *_in_query(e)], "responses": answers}}
            for e in ENDPOINTS
        },
        "components": {"schemas": _SCHEMAS},
    }


_TEXT = {"type": "string"}
_SCHEMAS = {
    "Success": {
        "type": "object",
        "required": ["ok", "data"],
        "properties": {
            "ok": {"const": True},
            "data": {"description": "一行或多行 one row or several"},
            "total": {"type": "integer"},
            "next": {"type": ["string", "null"], "description": "下一页的 cursor of the next page"},
        },
    },
    "Error": {
        "type": "object",
        "required": ["ok", "error"],
        "properties": {
            "ok": {"const": False},
            "error": {
                "type": "object",
                "required": ["code", "message", "hint"],
                "properties": {"code": _TEXT, "message": _TEXT, "hint": {"type": ["string", "null"]}},
            },
        },
    },
}


def _in_path(e: Endpoint) -> list[dict[str, Any]]:
    names = [part[1:-1] for part in e.path.split("/") if part.startswith("{")]
    return [{"name": name, "in": "path", "required": True, "schema": _TEXT} for name in names]


def _in_query(e: Endpoint) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "query", "required": name == "q", "description": PARAMETERS[name], "schema": _TEXT}
        for name in e.parameters
    ]


def _described(ask: Ask, identifier: str) -> dict[str, Any]:
    try:
        found = describe(ask.connection, identifier)
    except QueryError as error:
        raise NotHere(str(error), hint="/api/documents") from error
    if ("#" in identifier) != (found["kind"] == "clause"):
        raise NotHere("没有这份文件或条款 no such document or clause", hint="/api/documents")
    return found


def _paged(ask: Ask, rows: list) -> Answer:
    limit, offset = window(ask.address)
    return data(rows[offset : offset + limit], total=len(rows), following=following(ask.address, len(rows)))
