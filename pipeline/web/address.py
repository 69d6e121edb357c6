"""The state of a page is its address: what is asked, kept in the query string, so that a link can be shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from urllib.parse import urlencode

from pipeline.errors import QueryError
from pipeline.search import Filters

FILTERS = tuple(f.name for f in fields(Filters))
LONGEST = 4000
"""Characters of one value: more is no state but a load."""


@dataclass(frozen=True, slots=True)
class Address:
    """A path with its parameters, in order. Values are stripped; empty ones are not there."""

    path: str
    parameters: Mapping[str, str]

    def check(self) -> None:
        """Raise ``QueryError`` for a value that is too long to be one."""
        if any(len(value) > LONGEST for value in self.parameters.values()):
            raise QueryError(f"参数太长 a value is longer than {LONGEST} characters", hint="paste a sentence of it")

    def get(self, name: str, default: str | None = None) -> str | None:
        return self.parameters.get(name, default)

    def number(self, name: str, default: int, most: int) -> int:
        """A whole number from 1 to ``most``; anything else is ``default``."""
        value = self.parameters.get(name, "")
        return min(int(value), most) if value.isascii() and value.isdigit() and 0 < len(value) < 10 and int(value) else default

    def amount(self, name: str) -> float | None:
        """A number, or None when the parameter is not there. Raises ``QueryError`` for what is no number."""
        value = self.parameters.get(name)
        if value is None:
            return None
        try:
            number = float(value)
        except ValueError:
            number = float("nan")
        if number - number != 0:  # neither infinity nor "not a number" compares
            raise QueryError(f"不是数 not a number: {value[:40]!r}", hint=f"{name}=10000")
        return number

    def to(self, path: str | None = None, **changes: object) -> str:
        """The address with some parameters changed (None takes one away). Unless it is what changes, ``page`` is left out."""
        kept = {k: v for k, v in self.parameters.items() if k not in ("page", "lang") and k not in changes}
        kept |= {k: str(v) for k, v in changes.items() if v not in (None, "")}
        query = urlencode(kept)
        return f"{path or self.path}?{query}" if query else path or self.path

    def filters(self) -> Filters:
        """What the parameters named as ``Filters``' fields limit a search to."""
        return Filters(**{name: self.get(name) for name in FILTERS})


def address(path: str, arguments: Mapping[str, str]) -> Address:
    """The address of a request, always one of ours (``//elsewhere`` is none)."""
    kept = {k: v.replace("\0", "").strip() for k, v in arguments.items()}
    return Address("/" + path.lstrip("/"), {k: v for k, v in kept.items() if v})
