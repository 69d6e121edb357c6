"""Reviews as pages see them: what a reader thought of a fact, and the form that came back."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.errors import QueryError
from pipeline.review import FIELDS, Review, Reviews, fact_at
from pipeline.search.lookup import describe
from pipeline.web.ask import Ask, NotHere

COOKIE = "ds_csrftoken"
"""Where Datasette keeps the token that every form must bring back."""
LISTS = ("actor", "action", "condition", "deadline", "exception")
FLAGS = ("low_inclusive", "high_inclusive", "approx")
NUMBERS = ("low", "high")


@dataclass(frozen=True, slots=True)
class Judged:
    verdict: str
    note: str
    corrected: dict[str, Any]


def judged(reviews: list[Review], kind: str, start: int, end: int) -> Judged | None:
    """What was thought of the fact at a place, among the reviews of its clause."""
    found = next((r for r in reviews if r.place == (kind, start, end)), None)
    return Judged(found.verdict, found.note, found.corrected or {}) if found else None


def check(ask: Ask) -> None:
    """Refuse a form that no page of ours has sent. Datasette lets requests without any cookie or with a bearer pass; we let none pass."""
    given, kept = ask.form.get("csrftoken", ""), ask.cookies.get(COOKIE, "")
    if not kept or not secrets.compare_digest(given.encode(), kept.encode()):
        raise QueryError("表单已过期 the form is out of date", hint="reload the page")


def review(ask: Ask) -> Review:
    """The judgement that a form brings. What was extracted is read from the database, never from the form."""
    form = ask.form
    try:
        place = form["kind"], int(form["start"]), int(form["end"])
        identifier = f"{form['document']}#{form['eid']}"
        clause = describe(ask.connection, identifier)
    except (KeyError, ValueError, QueryError) as error:
        raise NotHere("没有这个事实 no such fact", hint="/review") from error
    fact = fact_at(clause, place) if clause["kind"] == "clause" else None
    if fact is None:
        raise NotHere("没有这个事实 no such fact", hint="/review")
    corrected = _corrected(place[0], fact, form) if form.get("verdict") == "corrected" else None
    return Review(
        clause["document_id"],
        clause["eid"],
        *place,
        text=clause["text"][place[1] : place[2]],
        title=clause["document"],
        clause_text=clause["text"],
        fact=fact,
        verdict=form.get("verdict", ""),
        corrected=corrected,
        note=form.get("note", "").strip(),
    )


def reviews(ask: Ask) -> Reviews:
    """The file of reviews. Raises ``NotHere`` when the server was not started with ``--review``."""
    if ask.site.reviews is None:
        raise NotHere("没有打开复核 reviewing is off", hint=f"zhengce serve {ask.site.path.name} --review")
    return Reviews(ask.site.reviews)


def shown(field: str, value: Any) -> str:
    """A field's value as it stands in the form."""
    if field in LISTS:
        return "；".join(value or ())
    if field in FLAGS:
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _corrected(kind: str, fact: dict[str, Any], form: Mapping[str, str]) -> dict[str, Any]:
    """The fields that the form has otherwise than the fact. Raises ``QueryError`` for a number that is none."""
    out = {}
    for name in FIELDS[kind]:
        given = form.get(f"field_{name}")
        if given is not None and given.strip() != shown(name, fact[name]):
            out[name] = _read(name, given.strip())
    if not out:
        raise QueryError("没有改动 nothing was corrected", hint=json.dumps(fact, ensure_ascii=False)[:200])
    return out


def _read(name: str, given: str) -> Any:
    if name in LISTS:
        return [part.strip() for part in given.split("；") if part.strip()]
    if name in FLAGS:
        return given in ("是", "true", "1", "yes")
    if name in NUMBERS and given:
        try:
            return float(given)
        except ValueError:
            raise QueryError(f"不是数 not a number: {given[:40]!r}", hint="5000") from None
    return given or None
