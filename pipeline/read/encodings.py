"""From bytes to text: byte order marks, UTF-8, what the page declares, GB18030 and Big5 told apart by their text."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from pipeline.read.messages import refused
from pipeline.read.plausible import everyday_share

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

WIDER = {  # a declared charset stands for the superset that browsers read it with (WHATWG Encoding Standard)
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "hz-gb-2312": "hz",
    "big5": "big5hkscs",
    "utf8": "utf-8",
    "iso-8859-1": "cp1252",
}

CHINESE = ("gb18030", "big5hkscs")
SAMPLE = 1 << 16
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MULTIBYTE = re.compile("[\u0800-\U0010ffff]")
_FAMILIAR = re.compile("[\x21-\x7e\u3001-\u30ff\u4e00-\u9fff\uff01-\uff5e]")
_KNOWN = 0.5  # share of Latin, Chinese and Japanese characters below which a guess is a table that decodes anything
_PROSE = 0.15  # everyday characters among the Han characters: real texts have 0.35 to 0.65, wrong tables below 0.05
_STRAY = 0.001  # zero bytes in a text that something went wrong with; a program has a third of them
_SURVIVABLE = 0.1  # share of damaged characters up to which a text is still worth reading


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding that gave it, and whether bytes were damaged."""

    text: str
    encoding: str
    damaged: int = 0
    guessed: bool = False


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """``data`` as text. ``declared`` (of an HTML page) is believed only where the bytes allow it.

    Raises ``ReadError`` with code ``binary`` for bytes that are no text and ``unknown-encoding`` for text in no known encoding.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    if b"\0" in data:
        if encoding := _utf16_without_mark(data):
            return _lenient(data, encoding)
        if data.count(b"\0") > _STRAY * len(data):
            raise refused("binary")
    if _controls(data):
        raise refused("binary")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data, declared)
    if not text.isascii() and not _MULTIBYTE.search(text[:SAMPLE]) and (chinese := _best_chinese(data)):
        return chinese  # two-byte sequences that happen to be UTF-8 as well (the 联通 case)
    return Decoded(text, "utf-8")


def _legacy(data: bytes, declared: str | None) -> Decoded:
    """Text that is not UTF-8: sound Chinese, damaged Chinese, what the page declares, and a guess, in this order.

    A declared single-byte charset comes after damaged Chinese, because it decodes anything.
    """
    if best := _best_chinese(data):
        return best
    damaged = [_lenient(data, encoding) for encoding in ("utf-8", *CHINESE)]
    survivors = [d for d in damaged if d.damaged <= _SURVIVABLE * len(d.text)]
    prose = max(survivors, key=_share, default=None)
    if prose is not None and _share(prose) > _PROSE:
        return prose
    name = known(declared)
    if name and name != "utf-8":
        return _lenient(data, name)
    return _guessed(data)


def _share(decoded: Decoded) -> float:
    return everyday_share(decoded.text[:SAMPLE])[0]


def _best_chinese(data: bytes) -> Decoded | None:
    """The Chinese encoding whose text reads most like prose, if one reads at all."""
    best: Decoded | None = None
    score = 0.0
    for encoding in CHINESE:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        share, _ = everyday_share(text[:SAMPLE])
        if share > max(score, _PROSE):
            best, score = Decoded(text, encoding), share
    return best


def _guessed(data: bytes) -> Decoded:
    from charset_normalizer import from_bytes

    match = from_bytes(data[:SAMPLE]).best()
    if match is None:
        raise refused("unknown-encoding")
    decoded = _lenient(data, match.encoding)
    solid = "".join(decoded.text[:SAMPLE].split())
    if len(_FAMILIAR.findall(solid)) < _KNOWN * len(solid):
        raise refused("unknown-encoding")
    return replace(decoded, guessed=True)


def _lenient(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    return Decoded(text, encoding, text.count("\ufffd"))


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 without a mark shows in the high bytes: line feeds and digits have a zero there, always on the same side."""
    sample = data[:SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = sample[: len(sample) & ~1].decode(encoding, errors="replace")
    share, han = everyday_share(text)
    ascii_share = sum(c < "\x7f" for c in text) / max(1, len(text))
    return encoding if (han and share > _PROSE) or ascii_share > 0.7 else None


def _controls(data: bytes) -> bool:
    sample = data[:SAMPLE]
    return len(_CONTROL.findall(sample)) > 0.02 * len(sample)


def known(name: str | None) -> str | None:
    """The Python codec for a charset name as pages write it, or None.

    >>> known("GB2312"), known("UTF8"), known("x-unknown")
    ('gb18030', 'utf-8', None)
    """
    if not name:
        return None
    name = name.strip().strip("\"'").lower()
    name = WIDER.get(name, name)
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None
