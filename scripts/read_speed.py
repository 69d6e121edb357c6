"""How fast each reader is and how much memory it takes, as a Markdown table. Every row is measured in a process of its own.

    python scripts/read_speed.py           print the table
    python scripts/read_speed.py FOLDER    besides, the web pages under FOLDER
    … --write                              put the table into docs/readers.md, between its markers

The files are made of the texts of scripts/samples and corpus/, whose web pages are small: what a page costs whatever its length counts
for more there than in real ones. A page of Word or text is 22 lines of 28 characters (GB/T 9704-2012).
Speed is in seconds of one processor, the best of five, so that a busy machine counts little; memory is the most that the process
held. Exit status 1 when a mark is not reached.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import re
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import track

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

import make_samples  # noqa: E402

from pipeline.read import ocr, read_bytes  # noqa: E402

DOCUMENT = ROOT / "docs" / "readers.md"
BLOCK = re.compile(r"(<!-- speed -->\n).*?(<!-- end speed -->)", re.S)
PAGE = 22 * 28
"""Characters of a page."""

TEXT = 4_000_000
"""Characters of a long text."""

LONG = 1_000
"""Pages of a long PDF."""

ROUNDS = 5


@dataclass(frozen=True)
class Work:
    """Files to be read, how much that is in ``unit``, and the marks: speed at least, megabytes at most."""

    files: list[tuple[bytes, str]]
    amount: int
    unit: str
    least: float | None = None
    most: float | None = None
    rounds: int = ROUNDS


def texts() -> list[list[str]]:
    paths = sorted((ROOT / "scripts" / "samples").glob("*.txt"))
    return [[line for line in path.read_text("utf-8").split("\n") if line.strip()] for path in paths]


def long_text() -> str:
    once = "\n".join(line for text in texts() for line in text) + "\n"
    return once * (TEXT // len(once))


def plain() -> Work:
    text = long_text()
    return Work([(text.encode(), "a.txt")], len(text), "characters", 5e6)


def gb18030() -> Work:
    text = long_text()
    return Work([(text.encode("gb18030"), "a.txt")], len(text), "characters", 5e6)


def markdown() -> Work:
    text = re.sub(r"^(第\S+章)", r"## \1", long_text(), flags=re.M)  # as law collections write it
    return Work([(text.encode(), "a.md")], len(text), "characters", 5e6)


def html() -> Work:
    pages = [path.read_bytes() for path in sorted((ROOT / "corpus").rglob("*.html"))]
    return Work([(page, "a.html") for page in pages] * 50, sum(len(page.decode()) for page in pages) * 50, "characters")


def real_html(folder: Path) -> Work:
    pages = [path.read_bytes() for path in sorted(folder.rglob("*.html"))]
    return Work(
        [(page, "a.html") for page in pages], sum(len(page.decode("utf-8", "replace")) for page in pages), "characters", 5e6
    )


def docx() -> Work:
    files = [(path.read_bytes(), "a.docx") for path in sorted((ROOT / "corpus").rglob("*.docx"))]
    characters = sum(len(read_bytes(*file).text) for file in files)
    return Work(files * 5, 5 * characters // PAGE, "pages", 50)


def pages_of_pdf(count: int) -> bytes:
    """A PDF of ``count`` pages with running head and page numbers."""
    lines = [line for text in texts() for line in text]
    sheet = make_samples.Sheet("临江市规章汇编")
    n = 0
    while sheet.page < count:
        sheet.put(lines[n % len(lines)], "body", indent=2 * make_samples.SIZE)
        n += 1
    sheet.finish_page()
    sheet.canvas.save()
    return sheet.buffer.getvalue()


def pdf() -> Work:
    return Work([(pages_of_pdf(20), "a.pdf")], 20, "pages", 8)


def long_pdf() -> Work:
    return Work([(pages_of_pdf(LONG), "a.pdf")], LONG, "pages", 8, 600, rounds=1)


def scan() -> Work:
    import pypdfium2

    page = pypdfium2.PdfDocument(pages_of_pdf(2))[0].render(scale=ocr.DPI / 72).to_pil().convert("L")
    out = io.BytesIO()
    page.save(out, "PDF", resolution=ocr.DPI)
    return Work([(out.getvalue(), "a.pdf")], 1, "pages", rounds=2)


WORKS: dict[str, Callable[[], Work]] = {
    "text, UTF-8": plain,
    "text, GB18030": gb18030,
    "Markdown": markdown,
    "HTML, small pages (characters of the file)": html,
    "DOCX": docx,
    "PDF": pdf,
    f"PDF of {LONG:,} pages": long_pdf,
    "scan at 200 dpi, recognised": scan,
}


def measure(name: str, folder: Path | None = None) -> tuple[int, str, float, float, float | None, float | None]:
    """Amount, unit, amount a second, megabytes, and the marks, of one work."""
    work = real_html(folder) if folder else WORKS[name]()
    read_bytes(*work.files[0]) if len(work.files) > 1 else None  # imports, models
    best = float("inf")
    for _ in range(work.rounds):
        started = time.process_time()
        for data, path in work.files:
            read_bytes(data, path)
        best = min(best, time.process_time() - started)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return work.amount, work.unit, work.amount / best, memory, work.least, work.most


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="real web pages")
    parser.add_argument("--write", action="store_true", help="write the table into docs/readers.md")
    options = parser.parse_args(arguments)
    lines = ["| what | amount | a second of one core | mark | memory |", "|---|---:|---:|---:|---:|"]
    missed = 0
    tasks = [(name, None) for name in WORKS if WORKS[name] is not scan or ocr.available()]
    if options.folder:
        tasks.insert(4, ("HTML, real pages (characters of the file)", options.folder))
    for name, folder in track(tasks, "读取速度 reading speed", console=Console(stderr=True)):
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            amount, unit, speed, memory, least, most = pool.apply(measure, (name, folder))
        marks = []
        if least is not None:
            marks.append(f"≥ {least:,.0f}")
            missed += speed < least
        if most is not None:
            marks.append(f"≤ {most:,.0f} MB")
            missed += memory > most
        shown = f"{speed:,.0f}" if speed >= 10 else f"{speed:.1f}"
        lines.append(f"| {name} | {amount:,} {unit} | {shown} {unit} | {', '.join(marks) or '–'} | {memory:,.0f} MB |")
    made = "\n".join(lines) + "\n"
    print(made, end="")
    if options.write:
        DOCUMENT.write_text(BLOCK.sub(lambda m: f"{m[1]}{made}{m[2]}", DOCUMENT.read_text("utf-8")), "utf-8")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
