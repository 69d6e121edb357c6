"""HTML: the main text of a page as blocks, its metadata table as metadata, all else as dropped.

Parsed by lxml. The main text stands in a known container of a content system (``webpage.CONTAINERS``); where there is none,
trafilatura says which blocks of the page are text. Furniture lines are dropped everywhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from pipeline.read import labels, webpage
from pipeline.read.draft import Draft
from pipeline.read.markup import Walker, text_of
from pipeline.read.messages import refused

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)", re.I
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_PAGE_BYTES = 8192
TELLING = 12
"""Characters from which a block cannot stand in a text by chance (菜单 such as 政务公开 do)."""

ERROR_PAGE = re.compile(
    r"\s*(?:40\d|50\d)\b|.{0,12}(?:页面|网页).{0,6}(?:不存在|找不到|未找到|已删除)|.*(?:Not Found|Forbidden|Bad Gateway|Access Denied)",
    re.I,
)
ERROR_LENGTH = 500


def declared_charset(data: bytes) -> str | None:
    """The charset that a page declares in its first bytes."""
    match = _CHARSET.search(data[:_PAGE_BYTES])
    return (match[1] or match[2]).decode("ascii", errors="ignore") if match else None


def read(text: str, draft: Draft) -> dict[str, str]:
    """Add the main text of the page to ``draft``; what the page says of the document in meta elements and its metadata table."""
    root = _parse(text)
    if root is None:
        return {}
    _refuse_error_page(root)
    metadata = _meta_elements(root, text)
    container = _container(root)
    attachments = _attachments(root, metadata.get("url"))
    if container is not None:
        metadata = {**metadata, **_take_tables(root, container, draft)}
        title = _title_outside(root, container)
        container.drop_tree()  # keeps the text after it
        if title is not None and _squash(text_of(title)) not in _squash(text_of(container)):
            draft.add(text_of(title), hint="title", level=1, align="center")
            title.drop_tree()
        _add_text(container, draft)
        _drop_rest(root, draft)
    else:
        metadata = {**metadata, **_take_tables(root, None, draft)}
        _add_by_trafilatura(root, draft)
    if attachments:
        metadata["attachments"] = "\n".join(f"{name}\t{address}" for address, name in attachments.items())
        draft.note("attachments", count=len(attachments), names="；".join(attachments.values()))
    return metadata


def _refuse_error_page(root: Element) -> None:
    """Raise for the page that a server sends instead of the document; crawlers store it under the document's name."""
    title = next((text_of(e) for e in root.iter("title")), "")[:200]
    if ERROR_PAGE.match(title) and len(_squash(text_of(root))) < ERROR_LENGTH:
        raise refused("error-page", title=title.strip())


def add_fragment(text: str, draft: Draft, line: int) -> None:
    """Add a piece of HTML that stands inside another format at ``line``."""
    root = _parse(text)
    if root is not None:
        Walker(draft, line=line).walk(root)


def _parse(text: str) -> Element | None:
    from lxml import etree, html

    text = _DECLARATION.sub("", text)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", errors="ignore"), parser=parser)
    except etree.ParserError:  # no element at all
        return None
    return root


def _squash(text: str) -> str:
    return "".join(text.split())


def _meta_elements(root: Element, text: str) -> dict[str, str]:
    metadata: dict[str, str] = {}
    for element in root.iter("meta"):
        label = webpage.META_NAMES.get((element.get("name") or "").lower())
        if label and (found := labels.entry(label, element.get("content") or "")):
            metadata.setdefault(*found)
    for element in root.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and element.get("href", "").startswith("http"):
            metadata.setdefault("url", element.get("href"))
    if saved := webpage.SAVED_FROM.search(text[:_PAGE_BYTES]):
        metadata.setdefault("url", saved[1])
    return metadata


def _container(root: Element) -> Element | None:
    """The element that holds the text by its ``id`` or ``class``: of the surest name that is on the page, the fullest element."""
    named: dict[str, list[Element]] = {}
    for element in root.iter():
        for name in (element.get("id"), *(element.get("class") or "").split()) if isinstance(element.tag, str) else ():
            if name:
                named.setdefault(name, []).append(element)
    for name in webpage.CONTAINERS:
        if name in named:
            best = max(named[name], key=lambda e: len(text_of(e)))
            if len(_squash(text_of(best))) >= webpage.MINIMUM:
                return _around_siblings(best, named[name])
    return None


def _around_siblings(best: Element, same: list[Element]) -> Element:
    """The parent of several equal containers side by side (Word exports a section each), else ``best``."""
    parent = best.getparent()
    if parent is not None and sum(e.getparent() is parent for e in same) > 1:
        return parent
    return best


def _take_tables(root: Element, container: Element | None, draft: Draft) -> dict[str, str]:
    """Metadata of the tables and lists on the page whose cells are ``label：`` and value; they leave the page."""
    metadata: dict[str, str] = {}
    for element in list(root.iter("table", "ul", "dl")):
        if element.find(".//table") is not None or (container is not None and _inside(container, element)):
            continue
        found = dict(_labelled(element))
        if len(found) >= 3 or (len(found) == 1 and "keywords" in found):
            metadata = {**found, **metadata}
        elif not (element.tag == "table" and element.getparent() is not None and _only_labels(element)):
            continue
        draft.drop("metadata", text_of(element))
        element.drop_tree()
    return metadata


def _labelled(element: Element) -> list[tuple[str, str]]:
    """Pairs of ``label：`` and the value in the next cell, or after the colon in the same."""
    cells = [text_of(cell).strip() for cell in element.iter("td", "th", "li", "dt", "dd")]
    pairs = []
    for cell, following in zip(cells, [*cells[1:], ""], strict=False):
        label, colon, shown = cell.replace(":", "：", 1).partition("：")
        if labels.key(label) is None:
            continue
        found = labels.entry(label, shown if shown.strip() else following)
        if found and (colon or found) and labels.key(found[1]) is None:
            pairs.append(found)
    return pairs


def _only_labels(element: Element) -> bool:
    """Whether a table holds labels without values (主题词 left empty) and nothing else."""
    cells = [text_of(cell).strip() for cell in element.iter("td", "th")]
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(cell[-1] in "：:" and labels.key(cell) for cell in filled)


def _inside(container: Element, element: Element) -> bool:
    return element is container or any(a is container for a in element.iterancestors())


def _title_outside(root: Element, container: Element) -> Element | None:
    """The page's headline when it stands before the container."""
    for element in root.iter("h1"):
        if not _inside(container, element) and not _inside(element, container) and len(_squash(text_of(element))) >= 5:
            return element
    return None


def _attachments(root: Element, base: str | None) -> dict[str, str]:
    """Address → name of every file that the page offers."""
    found: dict[str, str] = {}
    for element in root.iter("a"):
        href = (element.get("href") or "").strip()
        name = " ".join(text_of(element).split())
        offered = webpage.ATTACHMENT.search(href) or webpage.ATTACHMENT.search(name) or name.startswith("附件")
        if name and href and offered and not href.startswith(("#", "javascript:")):
            found.setdefault(urljoin(base, href) if base else href, name)
    return found


def _add_text(element: Element, draft: Draft) -> None:
    """Add the blocks of ``element`` but furniture."""
    Walker(draft, keep=lambda line: not webpage.furniture(line)).walk(element)


def _drop_rest(root: Element, draft: Draft) -> None:
    rest = Draft()
    Walker(rest).walk(root)
    for line in rest.texts:
        draft.drop("furniture" if webpage.furniture(line) else "outside the main text", line)


def _add_by_trafilatura(root: Element, draft: Draft) -> None:
    """Add the blocks that trafilatura counts to the main text; all blocks of a page it finds nothing in."""
    from copy import deepcopy

    from trafilatura import extract

    page = Draft()
    Walker(page).walk(root)
    shown = extract(deepcopy(root), output_format="txt", include_tables=True, include_comments=False, favor_recall=True) or ""
    found = _found(page, shown)
    if sum(len(text) for text, at in zip(page.texts, found, strict=True) if at) < webpage.MINIMUM:
        found = [True] * len(found)
    draft.invisible += page.invisible
    draft.dropped.extend(page.dropped)
    for text, block, at in zip(page.texts, page.blocks, found, strict=True):
        if at and not webpage.furniture(text):
            draft.append(text, hint=block.hint, level=block.level, align=block.align, cells=block.cells, label=block.label)
        else:
            draft.drop("furniture" if at else "outside the main text", text)


def _found(page: Draft, shown: str) -> list[bool]:
    """For every block, whether it stands in the text ``shown``.

    A long block may stand anywhere, a row of a table cell by cell; a short block must be a line of its own or follow what
    was found last.
    """
    lines = {_squash(line) for line in shown.split("\n")}
    whole = _squash(shown.replace("|", ""))
    position = 0
    found = []
    for text, block in zip(page.texts, page.blocks, strict=True):
        own = _squash(text)
        long = len(own) >= TELLING
        at = whole.find(own, position)
        if long and at < 0:
            at = whole.find(own)
        near = 0 <= at <= position + TELLING
        row = bool(block.cells) and all(_squash(cell) in whole for cell in block.cells[0])
        found.append(near or own in lines or row or (long and at >= 0))
        if found[-1] and at >= position and (near or long):
            position = at + len(own)
    return _with_headline(page, _whole_tables(page, found))


def _with_headline(page: Draft, found: list[bool]) -> list[bool]:
    """``found`` with the last first-level heading before it: trafilatura counts the headline to the metadata."""
    first = found.index(True) if True in found else 0
    headline = max((n for n in range(first) if page.blocks[n].level == 1), default=None)
    if headline is not None:
        found[headline] = True
    return found


def _whole_tables(page: Draft, found: list[bool]) -> list[bool]:
    """``found`` with every table whole, of which a row was found."""
    start = 0
    for end in range(len(found) + 1):
        if end == len(found) or not page.blocks[end].cells:
            if any(found[start:end]):
                found[start:end] = [True] * (end - start)
            start = end + 1
    return found
