"""Names of WordprocessingML (ECMA-376 part 1) and the two steps that every look into it takes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WHOLE = re.compile(r"-?[0-9]{1,9}")
OFF = frozenset({"0", "false", "off", "none"})


def attribute(element: Element, name: str) -> str | None:
    """The attribute ``w:name``."""
    return element.get(W + name)


def child(element: Element | None, *names: str) -> Element | None:
    """The first child ``w:name``, and of it the first child of the next name, and so on."""
    for name in names:
        if element is None:
            return None
        element = element.find(W + name)
    return element


def value(element: Element | None, *names: str) -> str | None:
    """``w:val`` of the child reached through ``names``."""
    found = child(element, *names)
    return None if found is None else attribute(found, "val")


def switched_on(element: Element | None, name: str) -> bool:
    """Whether the switch ``w:name`` is among the children and not turned off."""
    found = child(element, name)
    return found is not None and (attribute(found, "val") or "1") not in OFF


def whole(text: str | None, default: int = 0) -> int:
    """The whole number that an attribute holds; ``default`` for what is none or beyond any document.

    >>> whole("12"), whole("-1"), whole("1.5", 7), whole(None)
    (12, -1, 7, 0)
    """
    return int(text) if text and _WHOLE.fullmatch(text) else default
