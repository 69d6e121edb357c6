"""Templates → HTML. Everything that a template shows is escaped unless it was made as markup by ``marking`` or ``charts``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache, partial
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline import __version__
from pipeline.web.ask import Answer, Ask
from pipeline.web.words import value, word

ASSETS = {"app.css": "text/css; charset=utf-8", "app.js": "text/javascript; charset=utf-8", "icon.svg": "image/svg+xml"}
"""The files that pages load, with their type; nothing else is served from the package."""


def page(ask: Ask, template: str, http: int = 200, **shown: Any) -> Answer:
    """The template ``template`` filled with ``shown``; ``http`` is the status."""
    context = {
        "t": partial(word, language=ask.language),
        "v": partial(value, language=ask.language),
        "lang": ask.language,
        "other": ask.address.to(lang="zh" if ask.language == "en" else "en"),
        "address": ask.address,
        "reviewing": ask.site.reviews is not None,
        "csrf": ask.csrf,
        "version": __version__,
    }
    return Answer(_environment().get_template(template).render(context | shown), status=http)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("pipeline.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals["asset"] = asset_path
    made.filters["thousands"] = lambda number: f"{number:,}"
    return made


def asset_path(name: str) -> str:
    """The address of an asset; it names the content, so that a browser may keep it for ever."""
    return f"/static/{_assets()[name][1]}/{name}"


def asset(name: str) -> bytes | None:
    """The content of an asset, None when there is none of that name."""
    return _assets()[name][0] if name in ASSETS else None


@lru_cache(maxsize=1)
def _assets() -> Mapping[str, tuple[bytes, str]]:
    found = {name: files("pipeline.web").joinpath("static", name).read_bytes() for name in ASSETS}
    return {name: (content, sha256(content).hexdigest()[:12]) for name, content in found.items()}
