"""How much one source may weigh, as one table. Beyond a limit a source is refused with a code, never half read."""

from __future__ import annotations

MEGABYTE = 1 << 20

MAX_BYTES = {
    "text": 200 * MEGABYTE,
    "markdown": 200 * MEGABYTE,
    "html": 50 * MEGABYTE,
    "docx": 200 * MEGABYTE,
    "doc": 100 * MEGABYTE,
    "pdf": 500 * MEGABYTE,
    "ofd": 200 * MEGABYTE,
    "image": 100 * MEGABYTE,
    "zip": 500 * MEGABYTE,
    "csv": 200 * MEGABYTE,
    "json": 200 * MEGABYTE,
    "xlsx": 100 * MEGABYTE,
}
"""Bytes of a file by format. A 1,000-page law collection is 6 MB of text."""

MAX_ANY_BYTES = max(MAX_BYTES.values())

MAX_PART_BYTES = 200 * MEGABYTE
"""Unpacked bytes of one XML part of a zip package."""

MAX_STREAM_BYTES = 64 * MEGABYTE
"""Unpacked bytes of one stream of a PDF. A page of maps has a few."""

MAX_RATIO = 200
"""Unpacked to packed size of one part. The real parts of Word files stay below 60; a zip bomb is above 1,000."""

RATIO_FLOOR = 8 * MEGABYTE
"""Small parts may compress better than ``MAX_RATIO``: they do no harm."""

MAX_PIXELS = 200_000_000
"""Pixels of a picture: A0 at 200 dpi has 62 million."""

MAX_IMAGE_SIDE = 2_600
"""Pixels of a side to which a larger picture is reduced: A4 at 200 dpi is 2,339 high."""

MAX_PICTURES = 200
"""Pictures of one document that are recognised."""

MAX_MEMBERS = 100_000
"""Files of an archive."""

MAX_ARCHIVE_BYTES = 4_000 * MEGABYTE
"""Unpacked bytes of all files of an archive."""

MAX_CELLS = 1_000
"""Columns of a table: a colspan beyond it is a slip or an attack."""

LONG_BLOCK = 200_000
"""Characters of one block above which a person should look (a file that lost its line feeds)."""

CONVERTER_SECONDS = 120
"""How long an external converter may work on one file."""

PAGE_SECONDS = 10
"""How long opening a PDF, or one page of it, may take, in processor time. A dense page takes 0.1 s; a damaged font can keep pdfminer for hours."""

RECOGNITION_SECONDS = 60
"""How long recognising one page may take, in processor time. A dense page takes 3 s."""

SLOW_PAGES = 2
"""Pages beyond ``PAGE_SECONDS`` after which the file is given up: the rest will have the same fonts."""
