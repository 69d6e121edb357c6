"""Zip archives, member by member: nothing is written to disk, names are repaired, sizes counted while they unpack."""

from __future__ import annotations

import io
import posixpath
import re
import stat
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from pipeline.errors import ReadError
from pipeline.read import manifest
from pipeline.read.discover import MANIFESTS, passed_over
from pipeline.read.limits import MAX_ARCHIVE_BYTES, MAX_MEMBERS, MEGABYTE
from pipeline.read.member import INSIDE, Member
from pipeline.read.messages import refused
from pipeline.read.package import DAMAGED, unpacked

UTF8 = 0x800
"""Flag of a name in UTF-8 (APPNOTE.TXT 4.4.4, bit 11)."""

_DRIVE = re.compile(r"[A-Za-z]:")


def members(data: bytes, path: str) -> Iterator[Member]:
    """The files of the archive ``data`` at ``path``, in the order of names, with what a manifest inside says of them.

    Raises ``ReadError``: ``zip-truncated``, ``too-large`` for more members or bytes than an archive may hold.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGED as error:
        raise refused("zip-truncated", reason=error) from error
    entries = ((name_of(info), info) for info in package.infolist())
    files = sorted((entry for entry in entries if not entry[0].endswith("/")), key=lambda entry: entry[0])
    if len(files) > MAX_MEMBERS:
        raise refused("too-many-members", count=len(files), limit=MAX_MEMBERS)
    described, complaints = _manifests(package, files)
    yield from (Member(f"{path}{INSIDE}{name}", error=error) for name, error in complaints)
    total, seen = 0, set()
    for name, info in files:
        if not escapes(name) and any(passed_over(part) for part in name.split("/")):
            continue
        shown, times = name, 1
        while shown in seen:  # a zip may hold two files of one name
            times += 1
            shown = f"{name} ({times})"
        seen.add(shown)
        place = f"{path}{INSIDE}{shown}"
        try:
            if escapes(name):
                raise refused("path-escape", name=name)
            if stat.S_ISLNK(info.external_attr >> 16):
                raise refused("not-a-file", path=place)
            content = unpacked(package, info, "zip")
        except ReadError as error:
            yield Member(place, error=error)
            continue
        total += len(content)
        if total > MAX_ARCHIVE_BYTES:
            raise refused("zip-bomb", part=name, limit=MAX_ARCHIVE_BYTES // MEGABYTE)
        yield Member(place, content, described.get(name, {}))


def name_of(info: zipfile.ZipInfo) -> str:
    """The name of a member. Without the UTF-8 flag it is in the code page of the machine that packed it: UTF-8, or GBK in China."""
    name = info.filename
    if not info.flag_bits & UTF8:
        raw = name.encode("cp437", errors="ignore")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")


def escapes(name: str) -> bool:
    """Whether a name leads out of the folder that an archive is unpacked in.

    >>> escapes("../a.txt"), escapes("/etc/a"), escapes("C:/a"), escapes("a/../b.txt"), escapes("a..txt")
    (True, True, True, True, False)
    """
    return name.startswith("/") or ".." in name.split("/") or _DRIVE.match(name) is not None or "\0" in name


def _manifests(
    package: zipfile.ZipFile, files: list[tuple[str, zipfile.ZipInfo]]
) -> tuple[dict[str, dict[str, str]], list[tuple[str, ReadError]]]:
    """What the manifests inside say, by name of member; and those that are none."""
    described: dict[str, dict[str, str]] = {}
    complaints = []
    for name, info in files:
        if PurePosixPath(name).name.lower() in MANIFESTS:
            try:
                rows = manifest.parse(unpacked(package, info, "zip"), name)
            except ReadError as error:
                complaints.append((name, error))
            else:
                folder = posixpath.dirname(name)
                described.update({posixpath.join(folder, file): said for file, said in rows.items()})
    return described, complaints
