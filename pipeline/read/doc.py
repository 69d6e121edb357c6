"""Old Word documents, through a converter that the user has installed: LibreOffice (keeps numbering and tables) or antiword."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from pipeline.read import docx, text
from pipeline.read.draft import Draft
from pipeline.read.limits import CONVERTER_SECONDS
from pipeline.read.messages import refused

OFFICE = ("soffice", "libreoffice")
ANTIWORD = "antiword"

FIB = b"\xec\xa5"
"""What the information block of a Word document begins with."""

SECTOR = 512
F_ENCRYPTED = 0x0100


def read(data: bytes, draft: Draft) -> dict[str, str]:
    """Add the text of an old Word document to ``draft``.

    Raises ``ReadError``: ``encrypted``, ``doc-needs-converter`` when neither program is installed, ``doc-unreadable`` when it fails.
    """
    if _encrypted(data):
        raise refused("encrypted")
    with tempfile.TemporaryDirectory(prefix="zhengce-") as folder:
        source = Path(folder) / "source.doc"
        source.write_bytes(data)
        if office := next(filter(None, map(shutil.which, OFFICE)), None):
            profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"  # its own, so that two can run at once
            _run([office, profile, "--headless", "--convert-to", "docx", "--outdir", folder, str(source)], folder)
            converted = source.with_suffix(".docx")
            if not converted.is_file():
                raise refused("doc-unreadable", reason="LibreOffice")
            return docx.read(converted.read_bytes(), draft)
        if antiword := shutil.which(ANTIWORD):
            shown = _run([antiword, "-m", "UTF-8.txt", "-w", "0", str(source)], folder)
            return _add_shown(shown.decode("utf-8", errors="replace"), draft)
    raise refused("doc-needs-converter")


def _encrypted(data: bytes) -> bool:
    """Whether the document says that it is encrypted: bit fEncrypted of its FIB ([MS-DOC] 2.5.2), which begins a sector."""
    at = data.find(FIB)
    while at >= 0 and (at % SECTOR or len(data) < at + 12):
        at = data.find(FIB, at + 1)
    return at >= 0 and bool(int.from_bytes(data[at + 10 : at + 12], "little") & F_ENCRYPTED)


def _add_shown(shown: str, draft: Draft) -> dict[str, str]:
    """Add what antiword shows: a line a paragraph, a row of a table between bars."""
    for number, line in enumerate(text.source_lines(shown), 1):
        if line.startswith("|") and line.rstrip().endswith("|"):
            draft.row([cell.strip() for cell in line.strip()[1:-1].split("|")], line=number)
        else:
            draft.add(line, line=number)
    return {}


def _run(command: list[str], folder: str) -> bytes:
    """What a converter writes to its standard output; the document is all it is given."""
    try:
        done = subprocess.run(
            command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=CONVERTER_SECONDS, check=True
        )
    except subprocess.TimeoutExpired as error:
        raise refused("doc-timeout", seconds=CONVERTER_SECONDS) from error
    except (subprocess.CalledProcessError, OSError) as error:
        raise refused("doc-unreadable", reason=error) from error
    return done.stdout
