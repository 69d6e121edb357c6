"""Lists of words in ``data/``: one file a list, words separated by blanks or line ends, comments in lines that begin with #."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def words(name: str) -> frozenset[str]:
    """The words of the list ``data/<name>.txt``."""
    text = files("pipeline.extract").joinpath("data", f"{name}.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
