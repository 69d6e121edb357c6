"""The YAML front matter of a Markdown file, ``---`` to ``---``, as metadata: strings and lists of strings."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.read import manifest

MOST_LINES = 200
"""Lines from the top in which a front matter must end."""


def end_of(lines: Sequence[str]) -> int:
    """The number of lines that the front matter takes with its marks; 0 for a file without one.

    >>> end_of(["---", "title: 办法", "tags:", "  - 养老", "---", "第一条"]), end_of(["---", "第一条　为了规范服务。", "---"])
    (5, 0)
    """
    if not lines or lines[0].strip() != "---":
        return 0
    for number, line in enumerate(lines[1:MOST_LINES], 1):
        if line.strip() in ("---", "..."):
            return number + 1
        if line.strip() and not _looks_like_yaml(line):
            return 0
    return 0


def _looks_like_yaml(line: str) -> bool:
    return ":" in line or line[0] in " \t" or line.startswith(("-", "#", "]", "}"))


def metadata(lines: Sequence[str]) -> dict[str, str] | None:
    """What the lines between the marks say, by our keys as a manifest's columns are read; a list is joined by ``、``, as Chinese
    lists are. None for what is no YAML mapping, or uses anchors, which can grow beyond all measure.
    """
    import yaml

    text = "\n".join(lines)
    try:
        if any(isinstance(token, (yaml.AnchorToken, yaml.AliasToken)) for token in yaml.scan(text)):
            return None
        found = yaml.load(text, yaml.BaseLoader)  # every scalar as it is written: a date stays 2023-01, a number keeps its zeros
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    if not isinstance(found, dict):
        return None
    return manifest.metadata_of({key: _flat(value) for key, value in found.items() if isinstance(key, str)})


def _flat(value: object) -> str | None:
    """A scalar, or a list of scalars joined; None for anything deeper."""
    if isinstance(value, list):
        return "、".join(item.strip() for item in value if isinstance(item, str) and item.strip())
    return " ".join(value.split()) if isinstance(value, str) else None
