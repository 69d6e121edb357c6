"""What a web page says of its document outside the text: meta elements, the table of metadata, attached files."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from pipeline.read import labels, webpage
from pipeline.read.draft import Draft
from pipeline.read.markup import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

ENOUGH = 3
"""Labelled values from which a table, list or group of lines is one of metadata."""

LINE = 200
"""Characters up to which a line of a group can be a labelled value."""

PARTS = 16
"""Elements inside a line of a group at most."""

TOP = 8192
"""Characters at the beginning of a page where a browser notes the address it saved the page from."""


def meta_elements(root: Element, text: str) -> dict[str, str]:
    """Metadata in ``<meta>``, the canonical address, and the address a browser saved the page from."""
    metadata: dict[str, str] = {}
    for element in root.iter("meta"):
        label = webpage.META_NAMES.get((element.get("name") or "").lower())
        if label and (found := labels.entry(label, element.get("content") or "")):
            metadata.setdefault(*found)
    for element in root.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and element.get("href", "").startswith("http"):
            metadata.setdefault("url", element.get("href"))
    if saved := webpage.SAVED_FROM.search(text[:TOP]):
        metadata.setdefault("url", saved[1])
    return metadata


def take_groups(root: Element, text: Element | None, draft: Draft) -> dict[str, str]:
    """Metadata of the tables, lists and groups of lines outside ``text`` that hold labels and values; they leave the page."""
    metadata: dict[str, str] = {}
    taken: set[Element] = set()
    for element in list(root.iter("table", "ul", "dl", "div")):
        around = [element, *element.iterancestors()]
        if text in around or taken.intersection(around) or element.find(".//table") is not None:
            continue
        found = dict(_labelled(element))
        if len(found) < ENOUGH and set(found) != {"keywords"} and not _only_labels(element):
            continue
        metadata = {**found, **metadata}
        taken.add(element)
        draft.drop("metadata", "\n".join(_lines(element)))
    for element in taken:
        element.drop_tree()
    return metadata


def _lines(element: Element) -> list[str]:
    """The cells of a table, the items of a list, the short lines directly in a division."""
    if element.tag == "div":
        return [line for child in element if _simple(child) and len(line := text_of(child).strip()) < LINE]
    return [text_of(cell).strip() for cell in element.iter("td", "th", "li", "dt", "dd")]


def _simple(element: Element) -> bool:
    """Whether an element holds so few others that it can be a line."""
    return isinstance(element.tag, str) and next(islice(element.iter(), PARTS, None), None) is None


def _labelled(element: Element) -> Iterator[tuple[str, str]]:
    """Pairs of ``label：`` and the value behind it, or in the next cell."""
    lines = _lines(element)
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        label, _, shown = line.replace(":", "：", 1).partition("：")
        if labels.key(label) is None:
            continue
        value = shown if shown.strip() else following
        if (found := labels.entry(label, value)) and labels.key(value) is None:
            yield found


def _only_labels(element: Element) -> bool:
    """Whether a table holds labels without values (主题词 left empty) and nothing else."""
    filled = [line for line in _lines(element) if line] if element.tag == "table" else []
    return bool(filled) and all(cell[-1] in "：:" and labels.key(cell) for cell in filled)


def attachments(root: Element, base: str | None) -> dict[str, str]:
    """Address → name of every file that the page offers."""
    found: dict[str, str] = {}
    for element in root.iter("a"):
        href = (element.get("href") or "").strip()
        name = " ".join(text_of(element).split())
        offered = webpage.ATTACHMENT.search(href) or webpage.ATTACHMENT.search(name) or name.startswith("附件")
        if name and href and offered and not href.startswith(("#", "javascript:")):
            found.setdefault(urljoin(base, href) if base else href, name)
    return found
