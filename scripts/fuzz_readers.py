"""Read damaged copies of every format: each must end soon, as a reading or with a code. A crash or a hang is written down.

    python scripts/fuzz_readers.py                        1,000 copies of each format
    python scripts/fuzz_readers.py pdf docx --copies 100  of these two
    python scripts/fuzz_readers.py --copies 10000 --jobs 2
    … --write                                             put the table into docs/readers.md

Bytes are changed, cut, doubled and put in; in formats that are packages also inside one part, which is packed again. The copy
with seed N is always the same. Exit status 1 when something went wrong; the bytes that did it are left in --keep FOLDER.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import faulthandler
import io
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from rich.console import Console
from rich.progress import track

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.errors import ReadError  # noqa: E402
from pipeline.read import Member, doc, ocr, read_member  # noqa: E402
from pipeline.read.members import members_of  # noqa: E402
from pipeline.read.pdflines import Page  # noqa: E402

PAGE = ROOT / "docs" / "readers.md"
BLOCK = re.compile(r"(<!-- fuzz -->\n).*?(<!-- end fuzz -->)", re.S)
HANG = 35.0
"""Seconds after which a copy counts as a hang: three slow pages of a PDF (``limits.PAGE_SECONDS``, ``SLOW_PAGES``) and a little."""

STUCK = 600.0
"""Seconds after which a copy that no limit reaches ends its process, with a trace of where it was."""

PART = 500
"""Copies that a process takes at a time."""

OLE = b"\xd0\xcf\x11\xe0"
"""What a compound file begins with: its sectors stand at fixed places."""

SPLICES = (
    b"<",
    b"</p>",
    b"<table><tr><td rowspan=9>",
    b"\0",
    b"**",
    b"|",
    b"[",
    b'{"a":',
    b'"',
    b"\n---\n",
    b"endobj",
    b"/Length 9999",
    b"1 0 R",
    b"\xff\xfe",
    b"(cid:1)",
    b"g 999999 1 ",
)


def damaged(data: bytes, chance: random.Random, ways: range = range(5)) -> bytes:
    """``data`` with a few bytes changed, cut, doubled or put in; ``ways`` has 0 alone where all others must stay in their place."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(out) or 1)
        end = start + chance.randint(1, 200)
        match chance.choice(ways):
            case 0:
                out[start:end] = chance.randbytes(end - start)
            case 1:
                del out[start:end]
            case 2:
                out[start:start] = out[start:end]
            case 3:
                del out[start:]
            case _:
                out[start:start] = chance.choice(SPLICES)
    return bytes(out)


def damaged_inside(data: bytes, chance: random.Random) -> bytes:
    """A zip package one of whose parts is damaged."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = chance.choice(names)
        for name in names:
            part = old.read(name)
            new.writestr(name, damaged(part, chance) if name == chosen else part)
    return out.getvalue()


def seeds() -> dict[str, bytes]:
    """A sound file of each format, by its name."""
    corpus = {path.suffix: path for path in sorted((ROOT / "corpus").rglob("*")) if path.suffix not in ("", ".csv")}
    text = corpus[".txt"].read_text("utf-8")
    lines = text.split("\n")
    found = {f"a{suffix}": path.read_bytes() for suffix, path in corpus.items()}
    found["gb.txt"] = text.encode("gb18030")
    found["a.md"] = f"---\ntitle: 甲\ntags: [乙, 丙]\n---\n# 甲\n\n| 一 | 二 |\n|---|---|\n| **1** | [2](b) |\n\n{text}".encode()
    rows = [("标题", "正文"), *((line[:10], line) for line in lines)]
    table = io.StringIO()
    csv.writer(table).writerows(rows)
    found["a.csv"] = table.getvalue().encode()
    records = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    found["a.json"] = json.dumps({"data": {"list": records}}, ensure_ascii=False).encode()
    found["a.jsonl"] = "\n".join(json.dumps(record, ensure_ascii=False) for record in records).encode()
    found["a.xlsx"] = _workbook(rows)
    found["a.ofd"] = _ofd(lines)
    found["a.zip"] = _zip({"甲/a.txt": text.encode(), "b.docx": found["a.docx"], "manifest.csv": b"file,title\nb.docx,x\n"})
    found["a.png"] = _picture()
    return found


def _workbook(rows: list[tuple[str, str]]) -> bytes:
    import openpyxl

    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def _ofd(lines: list[str]) -> bytes:
    objects = "".join(
        f'<TextObject Boundary="30 {20 + 8 * n} 160 5" Size="4" CTM="1 0 0 1 0 0"><TextCode X="0" Y="4" DeltaX="g {len(line)} 4">'
        f"{line}</TextCode></TextObject>"
        for n, line in enumerate(lines[:30])
    )
    return _zip(
        {
            "OFD.xml": b"<OFD><DocBody><DocInfo><Title>a</Title></DocInfo><DocRoot>D/Document.xml</DocRoot></DocBody></OFD>",
            "D/Document.xml": b'<Document><Pages><Page ID="1" BaseLoc="P/1.xml"/></Pages></Document>',
            "D/P/1.xml": f"<Page><Content><Layer>{objects}</Layer></Content></Page>".encode(),
        }
    )


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return out.getvalue()


def old_word() -> dict[str, bytes]:
    """An old Word file, where LibreOffice can make one and antiword read it."""
    if not shutil.which("soffice") or not shutil.which(doc.ANTIWORD):
        return {}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "a.txt"
        source.write_bytes(seeds()["a.txt"])
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        words = ["soffice", profile, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", folder, str(source)]
        subprocess.run(words, check=True, capture_output=True)
        return {"a.doc": source.with_suffix(".doc").read_bytes()}


def _picture() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.linear_gradient("L").save(out, "PNG")
    return out.getvalue()


def end_of(data: bytes, name: str) -> str:
    """How reading ends: ``read``, ``partly``, or the code of the first error. Any other exception is a fault of ours."""
    found = []
    for member in members_of(Member(name, data)):
        try:
            reading = read_member(member)
        except ReadError as error:
            found.append(error.code)
        else:
            assert "\n".join(reading.text[b.start : b.end] for b in reading.blocks) == reading.text
            found.append("partly" if reading.issues else "read")
    return next((end for end in ("read", "partly") if end in found), found[0])


@dataclass
class Tally:
    """How copies of one file ended."""

    copies: int = 0
    ends: Counter = field(default_factory=Counter)
    longest: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.copies += other.copies
        self.ends += other.ends
        self.longest = max(self.longest, other.longest)
        self.wrong += other.wrong

    def row(self, name: str) -> str:
        refused = self.copies - len(self.wrong) - self.ends["read"] - self.ends["partly"]
        return (
            f"| {name} | {self.copies:,} | {self.ends['read']:,} | {self.ends['partly']:,} | {refused:,} "
            f"| {len(self.wrong)} | {self.longest:.1f} s |"
        )


def fuzz(name: str, data: bytes, seeds: range, keep: Path | None = None) -> Tally:
    """How the copies of ``data`` with these seeds end, the longest processor time one took, and what went wrong."""
    tally = Tally(len(seeds))
    for seed in seeds:
        chance = random.Random(f"{name} {seed}")
        if seed % 2 and data.startswith(b"PK"):
            copy = damaged_inside(data, chance)
        else:
            copy = damaged(data, chance, range(1) if seed % 2 and data.startswith(OLE) else range(5))
        faulthandler.dump_traceback_later(STUCK, exit=True)  # a loop inside a C library, which no alarm reaches
        started = time.process_time()
        try:
            end = end_of(copy, name)
            fault = None
        except Exception as error:  # what we are here to find
            fault = f"{type(error).__name__}: {error}"
        taken = time.process_time() - started
        faulthandler.cancel_dump_traceback_later()
        tally.longest = max(tally.longest, taken)
        if taken > HANG:
            fault = fault or f"{taken:.0f} s"
        if fault:
            tally.wrong.append(f"{name} seed {seed}: {fault}")
            if keep:
                (keep / f"{seed}-{name}").write_bytes(copy)
        else:
            tally.ends[end] += 1
    return tally


def without_programs() -> contextlib.ExitStack:
    """Neither recognising thousands of pages nor LibreOffice is what is tried here: pages are drawn but not recognised, and an old
    Word file goes through antiword.
    """
    stack = contextlib.ExitStack()
    stack.enter_context(mock.patch.object(ocr, "available", return_value=True))
    stack.enter_context(mock.patch.object(ocr, "recognise", lambda image, number: (Page(number, 595.0, 842.0), 0.0)))
    stack.enter_context(mock.patch.object(doc, "OFFICE", ()))
    return stack


def _part(task: tuple) -> tuple[str, Tally]:
    """One part of the work, in a process of its own."""
    with without_programs():
        return task[0], fuzz(*task)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("formats", nargs="*", help="suffixes without the dot; default: all")
    parser.add_argument("--copies", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--keep", type=Path, help="folder for the bytes that went wrong")
    parser.add_argument("--write", action="store_true", help="write the table into docs/readers.md")
    options = parser.parse_args(arguments)
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    files = {**seeds(), **old_word()}
    chosen = {name: data for name, data in files.items() if not options.formats or Path(name).suffix[1:] in options.formats}
    tasks = [
        (name, data, range(start, min(start + PART, options.copies)), options.keep)
        for name, data in chosen.items()
        for start in range(0, options.copies, PART)
    ]
    tallies = {name: Tally() for name in chosen}
    with ProcessPoolExecutor(options.jobs) as pool:
        done = (part.result() for part in as_completed([pool.submit(_part, task) for task in tasks]))
        for name, tally in track(done, "损坏的副本 damaged copies", total=len(tasks), console=Console(stderr=True)):
            tallies[name].add(tally)
    rows = [
        "| format | copies | read | with an issue | refused with a code | crashes and hangs | longest |",
        "|---|---:|---:|---:|---:|---:|---:|",
        *(tally.row(name) for name, tally in tallies.items()),
    ]
    print(*rows, sep="\n")
    faults = [fault for tally in tallies.values() for fault in tally.wrong]
    print(*faults, sep="\n")
    if options.write:
        made = "\n".join(rows) + "\n"
        PAGE.write_text(BLOCK.sub(lambda m: f"{m[1]}{made}{m[2]}", PAGE.read_text("utf-8")), "utf-8")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
