"""Which documents are compared: by name, or by subject and region. Says what was taken and what is missing."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.compare.texts import Column, columns, of_store
from pipeline.errors import QueryError
from pipeline.reference.areas import contains, find
from pipeline.resolve.works import name
from pipeline.search.connection import Database, connected

MOST = 60
"""Documents in one comparison."""

ABOUT = 0.25
"""Share of the clauses with the subject's word in them that makes a document one about it, though its title does not say so."""

_AMENDS = re.compile(r"(?:关于|的)?(?:修改|废止|修订|批准)")
_DOCUMENTS = "SELECT id, title, region, region_code, date, theme, genre, key FROM documents"


@dataclass(frozen=True, slots=True)
class Choice:
    """The columns to compare; ``said`` tells a person what was taken and why, ``missing`` the regions without a document."""

    columns: tuple[Column, ...]
    said: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Held:
    id: str
    title: str
    region: str | None
    code: str | None
    date: str | None
    theme: str | None
    genre: str | None
    key: int


def choose(
    db: Database,
    *,
    documents: Sequence[str] = (),
    theme: str | None = None,
    regions: Sequence[str] = (),
    genre: str | None = None,
) -> Choice:
    """The columns of a comparison.

    ``documents``: ids, titles or parts of titles, one column each. ``theme``: a word of the title (养老服务) or one of the subject
    categories; with ``regions`` (names or codes) one column a region, a document of which only places inside it have counts for
    the region. Of the versions of one work the latest is taken. Raises ``QueryError`` when nothing, or fewer than two columns fit.
    """
    if not documents and not theme:
        raise QueryError(
            "要比较什么 what shall be compared?",
            hint="--documents TITLE --documents TITLE, or --theme 养老服务 --regions 浙江,山东",
        )
    with connected(db) as connection:
        held = [_Held(*row) for row in connection.execute(_DOCUMENTS)]
        if genre:
            held = [h for h in held if h.genre == genre]
        if documents:
            sides, said, missing = _named(held, documents)
        else:
            sides, said, missing = _about(connection, held, theme, regions)
        if len(sides) < 2:
            _too_few(sides, theme, genre, missing)
        if sum(len(some) for _, some in sides) > MOST:
            raise QueryError(f"文件太多 more than {MOST} documents", hint="--regions 浙江,山东 or --documents narrows the choice")
        said += _mixed(sides)
        found = columns((region, [of_store(connection, h.id) for h in some]) for region, some in sides)
    return Choice(found, tuple(said), tuple(missing))


_Sides = list[tuple[str | None, list[_Held]]]


def _named(held: list[_Held], wanted: Sequence[str]) -> tuple[_Sides, list[str], list[str]]:
    sides: _Sides = []
    for word in wanted:
        fit = (
            [h for h in held if h.id == word]
            or [h for h in held if name(h.title) == name(word)]
            or [h for h in held if name(word) in name(h.title)]
        )
        works = _latest(fit)
        if not works:
            raise QueryError(
                f"没有这份文件 no document is called {word!r}", hint="zhengce search DB WORD --facets; zhengce versions DB TITLE"
            )
        if len(works) > 1:
            names = "\n".join(f"{h.id}  {h.title}  {h.region or ''}  {h.date or ''}" for h in works[:8])
            raise QueryError(f"{len(works)} 份文件符合 documents fit {word!r}:\n{names}", hint="give the id or the whole title")
        if works[0].id not in {h.id for _, some in sides for h in some}:
            sides.append((works[0].region, works))
    return sides, [f"{some[0].title}（{some[0].region or '—'}，{some[0].date or '—'}）" for _, some in sides], []


def _about(
    connection: sqlite3.Connection, held: list[_Held], theme: str, regions: Sequence[str]
) -> tuple[_Sides, list[str], list[str]]:
    said: list[str] = []
    held = [h for h in held if not _AMENDS.search(h.title)]
    on = [h for h in held if theme in h.title]
    if not on:
        on = [h for h in held if h.theme and theme in h.theme]
        if on:
            said.append(
                f"没有标题含“{theme}”的文件，取主题为 {on[0].theme} 的 no title has it; documents of that subject category"
            )
    if not regions:
        works = sorted(_latest(on), key=lambda h: (h.code or "", h.title))
        sides = [(region, list(some)) for region, some in groupby(works, key=lambda h: h.region)]
        return sides, said + [_told(region, some) for region, some in sides], []
    sides, missing = [], []
    for wanted in regions:
        some, how = _of_region(on, wanted), ""
        if not some:
            some = _latest(_telling(connection, [h for h in held if _exact(h, wanted)], theme))
            how = f"，标题无“{theme}”而条款多有 by its clauses" if some else ""
        if some and some in (held for _, held in sides):
            continue  # the same region, called otherwise
        if some:
            area = find(wanted) if not wanted.isdigit() else None
            sides.append((area.name if area else some[0].region, some))
            said.append(_told(*sides[-1]) + how)
        else:
            missing.append(wanted)
    return sides, said + [f"{m}：没有关于“{theme}”的文件 no document held on it" for m in missing], missing


def _told(region: str | None, some: Sequence[_Held]) -> str:
    return f"{region or '全国'}：" + "、".join(f"{h.title}（{h.date or '—'}）" for h in some)


def _code(wanted: str) -> str | None:
    """The code of a region given by code or name; None for a name that GB/T 2260 does not know."""
    area = None if wanted.isdigit() else find(wanted)
    return wanted if wanted.isdigit() else area.code if area else None


def _exact(held: _Held, wanted: str) -> bool:
    """Whether the document is of the region itself, not of a place inside it."""
    code = _code(wanted)
    return held.code == code if code else bool(held.region and wanted in held.region)


def _of_region(held: Sequence[_Held], wanted: str) -> list[_Held]:
    """The region's own documents, else those of the places inside it."""
    own = [h for h in held if _exact(h, wanted)]
    if not own:
        code = _code(wanted)
        own = [h for h in held if code and h.code and contains(code, h.code)]
    return _latest(own)


def _telling(connection: sqlite3.Connection, held: Sequence[_Held], theme: str) -> list[_Held]:
    """The documents in which the word stands in ``ABOUT`` of the clauses."""
    keys = ", ".join(str(h.key) for h in held)
    sql = (
        f"SELECT document, avg(instr(text, ?) > 0) FROM clauses WHERE document IN ({keys}) AND kind = 'article' GROUP BY document"
    )
    share = dict(connection.execute(sql, (theme,)))
    return [h for h in held if share.get(h.key, 0.0) >= ABOUT]


def _latest(held: Sequence[_Held]) -> list[_Held]:
    """The latest version of each work."""
    newest: dict[tuple[str, str | None], _Held] = {}
    for h in sorted(held, key=lambda h: (h.date or "", h.id)):
        newest[name(h.title), h.code] = h
    return list(newest.values())


def _mixed(sides: _Sides) -> list[str]:
    """A sentence when rules are compared with notices or plans: there articles meet headings, and little corresponds."""
    genres = [{h.genre or "未知" for h in some} for _, some in sides]
    if set.intersection(*genres):
        return []
    told = "、".join(dict.fromkeys(g for some in genres for g in sorted(some)))
    return [
        f"文种不同，可对应者少 different genres, few clauses will correspond: {told}；--genre 条例 比较同类 compares like with like"
    ]


def _too_few(sides: _Sides, theme: str | None, genre: str | None, missing: Sequence[str]) -> None:
    lacking = (f"，文种 genre {genre}" if genre else "") + (f"，地区 regions {'、'.join(missing)}" if missing else "")
    if not sides:
        raise QueryError(
            f"没有关于“{theme}”的文件 no document is about {theme!r}{lacking}",
            hint="zhengce search DB WORD --facets; zhengce stats DB",
        )
    only = "、".join(h.title for h in sides[0][1])
    raise QueryError(
        f"只有一方，无可比较 only one side, nothing to compare it with: {only}"
        + (f"；没有 none: {lacking[1:]}" if lacking else ""),
        hint="add --documents TITLE, or more --regions",
    )
