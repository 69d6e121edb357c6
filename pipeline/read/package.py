"""Zip packages of XML (DOCX): opened with limits, parsed without entities, network or unbounded trees."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from pipeline.errors import ReadError
from pipeline.read.limits import MAX_PART_BYTES, MAX_RATIO, MEGABYTE, RATIO_FLOOR
from pipeline.read.messages import refused

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_STRICT = (  # namespaces of ISO 29500 Strict and the Transitional ones that Word writes
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)
_CHUNK = 1 << 16

DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError, ValueError)
"""What ``zipfile`` raises on a package that is damaged."""


def unpacked(package: zipfile.ZipFile, info: zipfile.ZipInfo, kind: str) -> bytes:
    """The unpacked bytes of a member, counted while they unpack: the size that a zip states may lie.

    Raises ``ReadError``: ``encrypted``, ``zip-bomb``, ``{kind}-truncated``.
    """
    if info.flag_bits & 1:
        raise refused("encrypted")
    allowed = min(MAX_PART_BYTES, max(info.compress_size * MAX_RATIO, RATIO_FLOOR))
    chunks, size = [], 0
    try:
        with package.open(info) as part:
            while chunk := part.read(_CHUNK):
                size += len(chunk)
                if size > allowed:
                    raise refused("zip-bomb", part=info.filename, limit=allowed // MEGABYTE)
                chunks.append(chunk)
    except (KeyError, RuntimeError, *DAMAGED) as error:
        raise refused(f"{kind}-truncated", reason=error) from error
    return b"".join(chunks)


class Package:
    """The parts of a package. Every error on the way is a ``ReadError`` whose code begins with ``kind``."""

    def __init__(self, data: bytes, kind: str) -> None:
        self.kind = kind
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except DAMAGED as error:
            raise self._truncated(error) from error
        self.names = frozenset(self._zip.namelist())

    def _truncated(self, error: object) -> ReadError:
        return refused(f"{self.kind}-truncated", reason=error)

    def bytes(self, name: str) -> bytes:
        """The unpacked bytes of a part."""
        try:
            info = self._zip.getinfo(name)
        except KeyError as error:
            raise self._truncated(error) from error
        return unpacked(self._zip, info, self.kind)

    def without_entities(self, name: str) -> bytes:
        """The bytes of an XML part that defines no entities."""
        data = self.bytes(name)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:  # no office program writes one
            raise refused("xml-entities", part=name)
        return data

    def xml(self, name: str) -> Element:
        """The root element of an XML part."""
        from lxml import etree

        data = self.without_entities(name)
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise self._truncated(error) from error

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Relations of a part: id → (last word of the type, name of the target part). Targets outside the package are left out."""
        folder, base = posixpath.split(name)
        relations = posixpath.join(folder, "_rels", base + ".rels")
        found = {}
        if relations in self.names:
            for relation in self.xml(relations):
                if isinstance(relation.tag, str) and relation.get("TargetMode") != "External":
                    target = posixpath.normpath(posixpath.join("/" + folder, relation.get("Target", ""))).lstrip("/")
                    found[relation.get("Id", "")] = (relation.get("Type", "").rsplit("/", 1)[-1], target)
        return found
