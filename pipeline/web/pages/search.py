"""The first page and the search: clauses grouped by document, facets with counts, filters in words, files of what is seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus

from markupsafe import Markup

from pipeline.errors import QueryError
from pipeline.search import Hit, Results, absence, coverage, overview, search
from pipeline.search import suggest as terms
from pipeline.search.conditions import SAID
from pipeline.search.matching import window
from pipeline.search.places import counted, places
from pipeline.search.query import FIELDS
from pipeline.search.ranking import SORTS
from pipeline.web.address import FILTERS, Address
from pipeline.web.ask import Answer, Ask, json_answer
from pipeline.web.downloads import download
from pipeline.web.envelope import data
from pipeline.web.envelope import following as next_cursor
from pipeline.web.envelope import window as paged
from pipeline.web.marking import hits as marked
from pipeline.web.render import page

SIZE = 20
"""Clauses on a page."""
MOST = 10_000
"""Clauses in a file."""
FACETED = 20
"""Values of a facet that are counted, the most frequent."""
SHOWN = 8
"""Values of a facet; the rest opens below."""
COLUMNS = ("clause_id", "document", "label", "path", "region", "genre", "date", "function", "snippet", "text", "source")
EXAMPLES = (
    ("养老服务 补贴", "两个词 both words"),
    ("fine:>=100000 未取得许可", "罚款可达十万元 fines that reach 100,000 yuan"),
    ("modality:prohibition actor:企业", "企业不得做什么 what firms must not do"),
    ("deadline:<=20日 region:浙江", "浙江的二十日之内 within twenty days, in Zhejiang"),
    ("SENTENCE(老年人 优先)", "同一句里 in one sentence"),
    ("被辞退了有没有补偿", "一个问题 a question"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    hit: Hit
    snippet: Markup
    href: str


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one document, in the order of the results."""

    hit: Hit
    href: str
    hits: list[Shown]


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    values: list[tuple[str, int, str]]  # value, number, address
    rest: list[tuple[str, int, str]]


def home(ask: Ask) -> Answer:
    """The search form, what the database holds, examples."""
    totals = {row["kind"]: row["count"] for row in ask.site.remember("totals", lambda: overview.totals(ask.connection))}
    recent, _ = ask.site.remember("recent", lambda: coverage.latest(ask.connection, 6))
    return page(ask, "home.html", totals=totals, recent=recent, examples=EXAMPLES, query="")


def results(ask: Ask) -> Answer:
    """A page of hits."""
    query = asked(ask.address)
    if query is None:
        return home(ask)
    at = ask.address.number("page", 1, 500)
    found = find(ask, query, SIZE, SIZE * (at - 1))
    counted = counts(ask, query) if found.total else {}
    return page(
        ask,
        "search.html",
        query=ask.address.get("q", ""),
        found=found,
        groups=groups(found.hits),
        facets=list(facet_links(ask.address, counted)),
        chosen=list(chosen(ask.address)),
        sentences=[] if found.total else absence(ask.connection, query, filters=ask.address.filters()),
        sorts=tuple(SORTS),
        sort=sorting(ask.address),
        at=at,
        pages=min(500, -(-found.total // SIZE)),
        examples=EXAMPLES,
    )


def as_file(ask: Ask) -> Answer:
    """What is seen, as a file: CSV or XLSX of up to ``MOST`` rows."""
    found = find(ask, needed(ask), MOST, 0)
    return download((hit.row() for hit in found.hits), COLUMNS, ask.parts["form"], "search")


def as_json(ask: Ask) -> Answer:
    """The hits in the API's envelope; also ``/search.json``."""
    query = needed(ask)
    limit, offset = paged(ask.address)
    found = find(ask, query, limit, offset)
    counted = {"facets": counts(ask, query)} if ask.address.get("facets") else {}
    return data(
        [hit.row() | {"marks": hit.marks} for hit in found.hits],
        total=found.total,
        following=next_cursor(ask.address, found.total),
        mode=found.mode,
        sentence=found.sentence,
        **counted,
    )


def suggest(ask: Ask) -> Answer:
    """How the last word typed goes on in the corpus, and titles that contain all that was typed: the whole query of each, and what it is."""
    typed = ask.address.get("q", "").strip("《》")
    if len(typed) < 2:
        return json_answer([])
    before, _, last = typed.rpartition(" ")
    grown = [(f"{before} {term}".strip(), f"{n:,}") for term, n in terms(ask.connection, last, limit=5)]
    titles = [(f'title:"{row["title"]}"', row["title"]) for row in coverage.latest(ask.connection, 5, title=typed)[0]]
    return json_answer([{"text": text, "about": about} for text, about in grown + titles])


def asked(address: Address) -> str | None:
    """The query; where only filters are set, the filters as a query; None when nothing is asked."""
    written = [f'{name}:"{address.get(name)}"' for name in FILTERS if address.get(name) and name in FIELDS]
    return address.get("q") or (" ".join(written) or None)


def needed(ask: Ask) -> str:
    """The query. Raises ``QueryError`` when there is none."""
    query = asked(ask.address)
    if query is None:
        raise QueryError("没有查询词 no query", hint=f"{ask.address.path}?q=养老服务")
    return query


def sorting(address: Address) -> str:
    wanted = address.get("sort", "rank")
    return wanted if wanted in SORTS else "rank"


def find(ask: Ask, query: str, limit: int, offset: int) -> Results:
    """The hits, remembered for those who page back and forth."""
    filters, sort = ask.address.filters(), sorting(ask.address)
    if limit > 100:
        return search(ask.connection, query, limit=limit, offset=offset, filters=filters, sort=sort)
    key = ("search", query, limit, offset, filters, sort)
    return ask.site.remember(key, lambda: search(ask.connection, query, limit=limit, offset=offset, filters=filters, sort=sort))


def counts(ask: Ask, query: str) -> dict[str, list[tuple[str, int]]]:
    """The number of hits by region, genre, theme, function and year."""
    filters = ask.address.filters()
    held = ask.site.remember("places", lambda: places(ask.connection))
    return ask.site.remember(
        ("facets", query, filters), lambda: counted(ask.connection, query, held, filters=filters, limit=FACETED)
    )


def groups(found: Sequence[Hit]) -> list[Group]:
    """Hits grouped by document, a document where its best hit stands."""
    out: dict[str, Group] = {}
    for hit in found:
        group = out.setdefault(hit.document_id, Group(hit, f"/document/{hit.document_id}", []))
        start, end = window(hit.text, list(hit.marks))
        if start == 0 and hit.text.startswith(hit.label):
            start = len(hit.label)  # it stands above already
        snippet = marked(hit.text, hit.marks, start, end, cut=start > len(hit.label))
        group.hits.append(Shown(hit, snippet, f"/document/{hit.document_id}/{hit.eid}"))
    return list(out.values())


def facet_links(address: Address, counted: dict[str, list[tuple[str, int]]]) -> Iterator[Facet]:
    """Facets with the address that narrows the search to each value; those already chosen are left out."""
    for name, values in counted.items():
        if any(address.get(n) for n in (("since", "until") if name == "year" else (name,))):
            continue
        ordered = sorted(values, reverse=True) if name == "year" else values
        base = address.to(since=None, until=None) if name == "year" else address.to(**{name: None})
        base += "&" if "?" in base else "?"
        linked = [(v, n, f"{base}since={v}&until={v}" if name == "year" else f"{base}{name}={quote_plus(v)}") for v, n in ordered]
        if linked:
            yield Facet(name, linked[:SHOWN], linked[SHOWN:])


def chosen(address: Address) -> Iterator[tuple[str, str]]:
    """The filters that are set, in words, each with the address without it."""
    for name in FILTERS:
        if value := address.get(name):
            yield SAID[name].format(value), address.to("/search", **{name: None})
