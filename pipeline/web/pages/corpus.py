"""What was read, what failed and why, what is odd, and what the database covers."""

from __future__ import annotations

import json

from markupsafe import Markup

from pipeline.model import Modality
from pipeline.reference.areas import by_code, short
from pipeline.search import coverage, overview
from pipeline.search.audit import audit
from pipeline.search.tables import Choice, counts
from pipeline.web import charts
from pipeline.web.address import Address
from pipeline.web.ask import Answer, Ask
from pipeline.web.render import page
from pipeline.web.words import value, word

LISTED = 30
LEVELS = ("国家", "省", "市", "县", "乡", None)
MODALITIES = tuple(m.value for m in Modality)


def corpus(ask: Ask) -> Answer:
    """Numbers, files with their outcome, pictures of what is covered."""
    at, status = ask.address.number("page", 1, 100_000), ask.address.get("status")
    status = status if status in ("ok", "partial", "failed") else None
    found, number = coverage.sources(ask.connection, status, LISTED, LISTED * (at - 1))
    for row in found:
        row["documents"], row["issues"] = json.loads(row["documents"]), json.loads(row["issues"])
    return page(
        ask,
        "corpus.html",
        totals={r["kind"]: r["count"] for r in ask.site.remember("totals", lambda: overview.totals(ask.connection))},
        outcomes=ask.site.remember("outcomes", lambda: overview.counts(ask.connection, "status")),
        sources=found,
        number=number,
        status=status,
        at=at,
        pages=-(-number // LISTED),
        pictures=ask.site.remember(("pictures", ask.language), lambda: pictures(ask)),
    )


def audited(ask: Ask) -> Answer:
    """What is odd in the data, by code, with the place of each finding."""
    found = ask.site.remember("audit", lambda: audit(ask.connection))
    codes: dict[str, int] = {}
    for row in found:
        codes[row["code"]] = codes.get(row["code"], 0) + 1
    code = ask.address.get("code") or next(iter(codes), None)
    at = ask.address.number("page", 1, 100_000)
    rows = [row for row in found if row["code"] == code]
    return page(
        ask,
        "audit.html",
        codes=codes,
        code=code,
        rows=rows[LISTED * (at - 1) : LISTED * at],
        at=at,
        pages=-(-len(rows) // LISTED),
    )


def picture(ask: Ask) -> Answer:
    """One of the pictures as a file of its own."""
    drawn = ask.site.remember(("pictures", ask.language), lambda: pictures(ask))
    return Answer(str(next(svg for key, _, svg in drawn if key == ask.parts["picture"])), "image/svg+xml")


def pictures(ask: Ask) -> list[tuple[str, str, Markup]]:
    """Key, heading and drawing of each picture of what the database covers."""
    language = ask.language
    years = [(y, n) for y, n in coverage.documents(ask.connection, "year") if y and y.isdigit()]
    genres = sorted(
        ((g or value(None, language), n) for g, n in coverage.documents(ask.connection, "genre")), key=lambda r: -r[1]
    )
    known = dict(coverage.documents(ask.connection, "level"))
    levels = [(value(level, language), known[level]) for level in LEVELS if level in known]
    return [
        (key, word(key, language), drawn)
        for key, drawn in (
            ("region_theme", _heat(ask)),
            ("timeline", charts.columns(_filled(years), word("timeline", language))),
            ("by_level", charts.bars(levels, word("by_level", language))),
            ("by_genre", charts.bars(genres[:16], word("by_genre", language))),
            ("strength", _strength(ask)),
        )
    ]


def province(code: str | None) -> str:
    """The short name of the province that the first two digits of an area's code name; a dash without a code."""
    area = by_code(f"{code}0000") if code else None
    return short(area.name) if area else value(None, "zh")


def _heat(ask: Ask) -> Markup:
    numbers: dict[tuple[str, str], int] = {}
    regions: dict[str, int] = {}
    themes: dict[str, int] = {}
    for code, theme, n in coverage.documents(ask.connection, "province", "theme"):
        if theme:
            key = province(code), theme
            numbers[key] = numbers.get(key, 0) + n
            regions[key[0]] = regions.get(key[0], 0) + n
            themes[theme] = themes.get(theme, 0) + n
    names, across = (sorted(d, key=lambda k: -d[k]) for d in (regions, themes))
    links = {(r, theme): _search(r, theme) for r, theme in numbers}
    return charts.heat(names, across, numbers, word("region_theme", ask.language), links)


def _search(region: str, theme: str) -> str:
    return Address("/search", {"region": region, "theme": theme}).to()


def _strength(ask: Ask) -> Markup:
    """Shares of the kinds of norm in the genres that have most of them."""
    by_genre: dict[str, dict[str, int]] = {}
    for modality in MODALITIES:
        for genre, n in counts(ask.connection, "norms", ["genre"], Choice(equal={"modality": modality}), limit=40)["genre"]:
            by_genre.setdefault(genre, {})[modality] = n
    rows = sorted(by_genre.items(), key=lambda item: -sum(item[1].values()))[:12]
    kinds = [(m, value(m, ask.language)) for m in MODALITIES]
    return charts.shares(rows, kinds, word("strength", ask.language))


def _filled(years: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Every year from the first to the last, at most a hundred."""
    if not years:
        return []
    known = {int(y): n for y, n in years}
    return [(str(y), known.get(y, 0)) for y in range(max(min(known), max(known) - 99), max(known) + 1)]
