"""HTML: the main text of a page as blocks, its metadata table as metadata, all else as dropped.

Parsed by lxml. The main text stands in a known container of a content system (``webpage.CONTAINERS``); where there is none,
trafilatura says which blocks of the page are text. Furniture lines are dropped everywhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.read import webpage
from pipeline.read.draft import Draft
from pipeline.read.maintext import container, found_by_trafilatura, named_holder, squash, title_outside
from pipeline.read.markup import Walker, text_of
from pipeline.read.messages import refused
from pipeline.read.webmetadata import attachments, meta_elements, take_groups

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)", re.I
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:0*(?:1[124-9]|2\d|3[01]|[0-8])(?!\d)|x0*(?:1[0-9a-f]|[0-8bcef])(?![0-9a-f]));?", re.I
)
"""A control character, also by its number: a tree of lxml that holds one cannot be changed."""

TOP = 8192
"""Bytes in which a page declares its charset; browsers look at fewer."""

ERROR_PAGE = re.compile(
    r"\s*(?:40\d|50\d)\b|.{0,12}(?:页面|网页).{0,6}(?:不存在|找不到|未找到|已删除)|.*(?:Not Found|Forbidden|Bad Gateway|Access Denied)",
    re.I,
)
ERROR_LENGTH = 500


def declared_charset(data: bytes) -> str | None:
    """The charset that a page declares in its first bytes."""
    match = _CHARSET.search(data[:TOP])
    return (match[1] or match[2]).decode("ascii", errors="ignore") if match else None


def read(text: str, draft: Draft) -> dict[str, str]:
    """Add the main text of the page to ``draft``; what the page says of the document in meta elements and its metadata table."""
    root = _parse(text, draft)
    if root is None:
        return {}
    _refuse_error_page(root)
    metadata = meta_elements(root, text)
    main = container(root)
    offered = attachments(root, metadata.get("url"))
    metadata = {**metadata, **take_groups(root, main, draft)}
    holder = main if main is not None else named_holder(root)
    pictures = sum(webpage.picture(e.attrib) for e in holder.iter("img")) if holder is not None else 0
    if main is None:
        _add_found(root, draft)
    else:
        _add_container(root, main, draft)
    if pictures and main is None and not draft.blocks:
        raise refused("text-in-pictures", count=pictures)
    if pictures:
        draft.note("pictures" if main is not None else "text-in-pictures", count=pictures)
    if offered:
        metadata["attachments"] = "\n".join(f"{name}\t{address}" for address, name in offered.items())
        draft.note("attachments", count=len(offered), names="；".join(offered.values()))
    return metadata


def _refuse_error_page(root: Element) -> None:
    """Raise for the page that a server sends instead of the document; crawlers store it under the document's name."""
    title = next((text_of(e) for e in root.iter("title")), "")[:200]
    if ERROR_PAGE.match(title) and len(squash(text_of(root))) < ERROR_LENGTH:
        raise refused("error-page", title=title.strip())


def add_fragment(text: str, draft: Draft, line: int) -> None:
    """Add a piece of HTML that stands inside another format at ``line``."""
    root = _parse(text, draft)
    if root is not None:
        Walker(draft, line=line).walk(root)


def _parse(text: str, draft: Draft) -> Element | None:
    from lxml import etree, html

    text, count = _CONTROL.subn("", _DECLARATION.sub("", text))
    draft.invisible += count
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", errors="ignore"), parser=parser)
    except etree.ParserError:  # no element at all
        return None
    return root


def _add_container(root: Element, main: Element, draft: Draft) -> None:
    """Add the blocks of the container ``main``, the page's headline before them, and drop the rest of the page."""
    title = title_outside(root, main)
    main.drop_tree()  # keeps the text after it
    if title is not None and squash(text_of(title)) not in squash(text_of(main)):
        draft.add(text_of(title), hint="title", level=1, align="center")
        title.drop_tree()
    Walker(draft, keep=lambda line: not webpage.furniture(line)).walk(main)
    rest = Draft()
    Walker(rest).walk(root)
    for line in rest.texts:
        draft.drop("furniture" if webpage.furniture(line) else "outside the main text", line)


def _add_found(root: Element, draft: Draft) -> None:
    """Add the blocks of a page of an unknown system that count to its main text, and drop the others."""
    page = Draft()
    Walker(page).walk(root)
    draft.invisible += page.invisible
    draft.dropped.extend(page.dropped)
    for text, block, found in zip(page.texts, page.blocks, found_by_trafilatura(page, root), strict=True):
        if found and not webpage.furniture(text):
            draft.append(text, hint=block.hint, level=block.level, align=block.align, cells=block.cells, label=block.label)
        else:
            draft.drop("furniture" if found else "outside the main text", text)
