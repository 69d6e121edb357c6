"""Facts as tables: filters, order, pictures, files. The tables are the database's views, those that it has."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from pipeline.export.tables import cell, chinese
from pipeline.search import tables
from pipeline.search.tables import Choice
from pipeline.web.address import Address
from pipeline.web.ask import Answer, Ask, redirect
from pipeline.web.charts import bars, ranges
from pipeline.web.downloads import download
from pipeline.web.envelope import data, following
from pipeline.web.envelope import window as paged
from pipeline.web.render import page
from pipeline.web.words import value, word

SIZE = 50
MOST = 50_000
"""Rows in a file."""
ORDER = ("penalties", "norms", "responsibilities", "quantities", "indicators", "entities", "citations")
CHOSEN = ("modality", "role", "dimension", "label", "relation", "outcome", "unit", "year", "kind", "measure", "step")
"""Columns with few values: each becomes a choice above the table, when the table has it."""
COUNTED = ("region", "genre", "modality", "measure", "role", "label", "relation", "outcome", "unit", "function")
"""What rows can be counted by, in a picture."""
HIDDEN = {
    "clause_id", "clause_text", "start", "end", "path", "region_code", "level", "theme", "genre", "function", "low_inclusive", "high_inclusive",
    "cited_id", "cited_eid", "cited_clause_id", "cited_document", "approx", "per", "items", "rule", "confidence", "date", "document_id", "eid",
}  # fmt: skip
"""Columns that files have and the page has not: it shows documents and clauses as links."""
NAMED = {"measure", "modality", "role", "label", "dimension", "outcome", "relation"}
LONG = 10
"""Characters of a value that make its column wide."""
LEAST_REGIONS = 5
"""Amounts that a region needs to be drawn."""


def first(ask: Ask) -> Answer:
    """The first table there is."""
    held = names(ask)
    return redirect(ask.address.to(f"/facts/{next(iter(held))}"))


def table(ask: Ask) -> Answer:
    """One page of a table."""
    name, held = ask.parts["table"], names(ask)
    columns = held.get(name) or tables.rows(ask.connection, name)  # an unknown table is told what there is
    chosen, asked = choice(ask.address, columns), ask.address
    sort, down = asked.get("sort"), asked.get("order") == "desc"
    at = asked.number("page", 1, 2000)
    number = ask.site.remember(("total", name, _key(asked)), lambda: tables.total(ask.connection, name, chosen))
    found = ask.site.remember(
        ("rows", name, _key(asked), sort, down, at),
        lambda: tables.rows(ask.connection, name, chosen, sort=sort, descending=down, limit=SIZE, offset=SIZE * (at - 1)),
    )
    visible = [c for c in columns if c not in HIDDEN and not c.endswith("_id")]
    long = {c for c in visible if any(isinstance(row[c], str) and len(row[c]) > LONG for row in found)}
    headings = {c: chinese(c, columns) for c in visible} if ask.language == "zh" else {}
    by = asked.get("by") or ("region" if "region" in columns else columns[0])
    return page(
        ask,
        "facts.html",
        table=name,
        tables=list(held),
        columns=[(c, headings.get(c) or c, _sorting(asked, c, sort, down)) for c in visible],
        long=long,
        rows=[_row(row, visible, ask.language) for row in found],
        number=number,
        choices=list(choices(ask, name, columns)),
        amounts="high" in columns,
        pictures=pictures(ask, name, columns, chosen, by),
        by=by,
        counted=[c for c in COUNTED if c in columns],
        at=at,
        pages=min(2000, -(-number // SIZE)),
    )


def as_file(ask: Ask) -> Answer:
    name = ask.parts["table"]
    columns, chosen = _table(ask, name)
    found = tables.rows(
        ask.connection,
        name,
        chosen,
        sort=ask.address.get("sort"),
        descending=ask.address.get("order") == "desc",
        limit=MOST,
    )
    return download(found, columns, ask.parts["form"], name)


def as_json(ask: Ask) -> Answer:
    """Rows in the API's envelope."""
    name = ask.parts["table"]
    _, chosen = _table(ask, name)
    limit, offset = paged(ask.address)
    sort, down = ask.address.get("sort"), ask.address.get("order") == "desc"
    number = ask.site.remember(("total", name, _key(ask.address)), lambda: tables.total(ask.connection, name, chosen))
    found = tables.rows(ask.connection, name, chosen, sort=sort, descending=down, limit=limit, offset=offset)
    return data(found, total=number, following=following(ask.address, number))


def picture(ask: Ask) -> Answer:
    """One picture of a table as a file of its own."""
    name = ask.parts["table"]
    columns, chosen = _table(ask, name)
    drawn = pictures(ask, name, columns, chosen, ask.address.get("by") or "region")
    wanted = ask.address.get("picture") or "counts"
    return Answer(str(next((svg for key, _, svg in drawn if key == wanted), drawn[0][2])), "image/svg+xml")


def names(ask: Ask) -> dict[str, tuple[str, ...]]:
    held = ask.site.remember("tables", lambda: tables.held(ask.connection))
    return {name: held[name] for name in ORDER if name in held}


def choice(asked: Address, columns: tuple[str, ...]) -> Choice:
    """What the address asks of a table."""
    equal = {name: v for name in CHOSEN if name in columns and (v := asked.get(name))}
    return Choice(asked.filters(), equal, asked.get("contains"), asked.amount("least"), asked.amount("most"))


def choices(ask: Ask, name: str, columns: tuple[str, ...]) -> Iterator[tuple[str, list[tuple[str, str, int]]]]:
    """The columns to choose by, with their values: value, name, number."""
    wanted = [column for column in CHOSEN if column in columns]
    if not wanted:
        return
    counted = ask.site.remember(("choices", name), lambda: tables.counts(ask.connection, name, wanted))
    for column in wanted:
        yield column, [(v, value(v, ask.language), n) for v, n in counted[column]]


def pictures(ask: Ask, name: str, columns: tuple[str, ...], chosen: Choice, by: str) -> list[tuple[str, str, Markup]]:
    """The pictures of a table: key, heading, drawing."""
    key = (name, _key(ask.address), ask.language)
    out = []
    if by in columns:
        counted = ask.site.remember(("by", by, *key), lambda: tables.counts(ask.connection, name, [by], chosen)[by])
        heading = f"{word('counts_of', ask.language)} · {value(by, ask.language)}"
        out.append(("counts", heading, bars([(value(v, ask.language), n) for v, n in counted], heading)))
    if {"high", "low", "unit", "region"} <= set(columns):
        heading = word("range_of", ask.language)
        drawn = ask.site.remember(("ranges", *key), lambda: _ranges(ask, name, chosen, heading))
        if drawn:
            out.append(("ranges", heading, drawn))
    return out


def _ranges(ask: Ask, name: str, chosen: Choice, heading: str) -> Markup:
    """Amounts of the most frequent unit, by region."""
    found = tables.values(ask.connection, name, ("region", "low", "high", "unit"), chosen)
    units: dict[str, int] = {}
    for _, low, high, unit in found:
        if unit and (low or high):
            units[unit] = units.get(unit, 0) + 1
    if not units:
        return Markup("")
    unit = max(units, key=units.__getitem__)
    regions: dict[str, list[float]] = {}
    for region, low, high, other in found:
        if other == unit and region and (high or low):
            regions.setdefault(region, []).append(high or low)
    drawn = sorted(((r, v) for r, v in regions.items() if len(v) >= LEAST_REGIONS), key=lambda item: -len(item[1]))[:20]
    drawn = drawn or sorted(regions.items(), key=lambda item: -len(item[1]))[:20]
    return ranges(drawn, heading, unit)


def _table(ask: Ask, name: str) -> tuple[tuple[str, ...], Choice]:
    columns = names(ask).get(name)
    if columns is None:
        tables.rows(ask.connection, name)  # raises what there is
    return columns, choice(ask.address, columns)


def _row(row: Mapping[str, Any], visible: list[str], language: str) -> dict[str, Any]:
    document, _, eid = (row.get("clause_id") or "").partition("#")
    values = [(c, value(row[c], language) if c in NAMED else _cell(row[c])) for c in visible]
    return {"href": f"/document/{document}/{eid}", "document_href": f"/document/{document}", "values": values}


def _cell(given: Any) -> str:
    if isinstance(given, str) and given.startswith("["):
        try:
            return cell(json.loads(given))
        except ValueError:
            return given
    return cell(given)


def _sorting(asked: Address, column: str, sort: str | None, down: bool) -> tuple[str, str]:
    """The address that sorts by a column, and whether it does so now."""
    if sort != column:
        return asked.to(sort=column, order=None), ""
    return asked.to(sort=column, order=None if down else "desc"), "descending" if down else "ascending"


def _key(asked: Address) -> tuple:
    """What of an address chooses rows."""
    return tuple(
        sorted((k, v) for k, v in asked.parameters.items() if k not in ("page", "sort", "order", "by", "lang", "limit", "cursor"))
    )
