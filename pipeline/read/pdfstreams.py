"""A limit on what one stream of a PDF unpacks to: pdfminer knows none, and a few kilobytes can hold gigabytes of zeros."""

from __future__ import annotations

import zlib

from pipeline.read.limits import MAX_STREAM_BYTES, MEGABYTE
from pipeline.read.messages import refused


class Bounded:
    """``zlib`` as pdfminer uses it, whose ``decompress`` raises ``ReadError`` with code ``zip-bomb`` beyond the limit."""

    error = zlib.error
    decompressobj = staticmethod(zlib.decompressobj)

    @staticmethod
    def decompress(data: bytes) -> bytes:
        unpacker = zlib.decompressobj()
        unpacked = unpacker.decompress(data, MAX_STREAM_BYTES)
        if unpacker.unconsumed_tail:
            raise refused("zip-bomb", part="stream", limit=MAX_STREAM_BYTES // MEGABYTE)
        if not unpacker.eof:
            raise zlib.error("incomplete stream")
        return unpacked


def bound() -> None:
    """Let pdfminer unpack within the limit from now on."""
    from pdfminer import pdftypes

    pdftypes.zlib = Bounded
