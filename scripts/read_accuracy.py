"""How true the readers are to texts that are known: characters and paragraphs, as a Markdown table.

Texts are set as official documents, read back and compared without white space: by ``make_samples`` (red head, running head, page numbers;
automatic numbers in Word), and by LibreOffice, when it is installed, in one column, in two, as tables with and without rules; drawn
at 200 dpi and recognised, when the extra ``ocr`` is installed.

    python scripts/read_accuracy.py                       the texts of scripts/samples
    python scripts/read_accuracy.py FOLDER [--sample 100] besides, a sample of the Markdown laws under FOLDER
    … --write                                             put the table into docs/readers.md, between its markers
"""

from __future__ import annotations

import argparse
import difflib
import io
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

import make_samples  # noqa: E402

from pipeline.read import ocr, read, read_bytes  # noqa: E402

PAGE = ROOT / "docs" / "readers.md"
BLOCK = re.compile(r"(<!-- accuracy -->\n).*?(<!-- end accuracy -->)", re.S)
LONGEST = 20_000
"""Characters of a text above which it is left out: comparing two texts character by character is quadratic."""

SCANNED = 3
"""Texts that are recognised: a page takes seconds."""

Text = list[str]  # its paragraphs


@dataclass
class Score:
    """What was compared and what was wrong."""

    documents: int = 0
    characters: int = 0
    wrong: int = 0
    paragraphs: int = 0
    right: int = 0

    def add(self, known: Text, data: bytes, suffix: str) -> None:
        """Read ``data``, which shows ``known``, and count."""
        known = [squash(text) for text in known]
        found = [squash(text) for text in read_bytes(data, f"a{suffix}").text.split("\n")]
        whole, back = "".join(known), "".join(found)
        if whole != back:
            matcher = difflib.SequenceMatcher(None, whole, back, autojunk=False)
            self.wrong += sum(max(b - a, d - c) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal")
        self.documents += 1
        self.characters += len(whole)
        self.paragraphs += len(known)
        self.right += sum(text in set(found) for text in known)

    def row(self, name: str) -> str:
        true = 1 - self.wrong / max(1, self.characters)
        whole = self.right / max(1, self.paragraphs)
        return f"| {name} | {self.documents} | {self.characters:,} | {true:.4%} | {self.paragraphs:,} | {whole:.2%} |"


def squash(text: str) -> str:
    return "".join(text.split())


# --- how a text is set ------------------------------------------------------------------------------------------------------


def as_official(make: Callable[[Path], bytes]) -> Callable[[list[Text]], list[bytes | None]]:
    """The layouts of ``make_samples``; None for a text without a line that looks like a title."""

    def set_all(texts: list[Text]) -> list[bytes | None]:
        made: list[bytes | None] = []
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "source.txt"
            for text in texts:
                source.write_text("\n".join(text), "utf-8")
                try:
                    made.append(make(source))
                except IndexError:
                    made.append(None)
        return made

    return set_all


def in_columns(columns: int) -> Callable[[list[Text]], list[bytes]]:
    """LibreOffice's PDF of a Word file in one column or more: titles centred, paragraphs indented by two characters."""

    def fill(document, text: Text) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn
        from docx.shared import Pt

        shape = OxmlElement("w:cols")
        for name, value in (("num", columns), ("space", 600)):
            shape.set(qn(f"w:{name}"), str(value))
        document.sections[0]._sectPr.append(shape)
        size = 16 if columns == 1 else 11
        for n, line in enumerate(text):
            paragraph = document.add_paragraph()
            paragraph.add_run(line).font.size = Pt(size)
            if n:
                paragraph.paragraph_format.first_line_indent = Pt(2 * size)
            else:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        document.sections[0].footer.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        make_samples._page_number(document.sections[0].footer.paragraphs[0])

    return lambda texts: printed(texts, fill)


def in_tables(style: str | None) -> Callable[[list[Text]], list[bytes]]:
    """LibreOffice's PDF of a table of two columns, number and text, with rules (``Table Grid``) or without."""

    def fill(document, text: Text) -> None:
        from docx.shared import Cm

        table = document.add_table(rows=0, cols=2, style=style)
        for number, line in enumerate(text, 1):
            for cell, shown, width in zip(table.add_row().cells, (str(number), line), (Cm(2), Cm(13)), strict=True):
                cell.text, cell.width = shown, width

    return lambda texts: printed(texts, fill)


def printed(texts: list[Text], fill: Callable) -> list[bytes]:
    """The PDFs that LibreOffice makes of Word files filled by ``fill``."""
    from docx import Document

    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{n}.docx" for n in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            document = Document()
            fill(document, text)
            document.save(str(path))
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        words = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *map(str, paths)]
        subprocess.run(words, check=True, capture_output=True)
        return [path.with_suffix(".pdf").read_bytes() for path in paths]


def scanned(texts: list[Text]) -> list[bytes]:
    """A PDF of pictures at 200 dpi of what LibreOffice prints in one column."""
    import pypdfium2

    made = []
    for data in in_columns(1)(texts):
        pages = [page.render(scale=200 / 72).to_pil().convert("L") for page in pypdfium2.PdfDocument(data)]
        out = io.BytesIO()
        pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=200)
        made.append(out.getvalue())
    return made


# --- the table --------------------------------------------------------------------------------------------------------------

LAYOUTS = (  # name, suffix, how it is set, whether a row of the text is a numbered row of a table
    ("DOCX, automatic numbers", ".docx", as_official(make_samples.make_docx), False),
    ("PDF, red head", ".pdf", as_official(make_samples.make_pdf), False),
    ("PDF of LibreOffice, one column", ".pdf", in_columns(1), False),
    ("PDF of LibreOffice, two columns", ".pdf", in_columns(2), False),
    ("PDF, table with rules", ".pdf", in_tables("Table Grid"), True),
    ("PDF, table without rules", ".pdf", in_tables(None), True),
    ("scan at 200 dpi, recognised", ".pdf", scanned, False),
)


def possible(made: Callable) -> bool:
    """Whether this machine has what a layout needs."""
    if made is scanned and not ocr.available():
        return False
    return made.__qualname__.startswith("as_official") or shutil.which("soffice") is not None


def rows(name: str, texts: list[Text], layouts=LAYOUTS) -> list[str]:
    """A row of the table for each layout that is possible here."""
    shown = []
    for layout, suffix, made, tabular in layouts:
        if not possible(made):
            continue
        score = Score()
        chosen = texts[:SCANNED] if made is scanned else texts
        for text, data in zip(chosen, made(chosen), strict=True):
            if data is not None:
                score.add([f"{n}{line}" for n, line in enumerate(text, 1)] if tabular else text, data, suffix)
        shown.append(score.row(f"{name}: {layout}"))
        print(shown[-1], file=sys.stderr, flush=True)
    return shown


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--write", action="store_true", help="write the table into docs/readers.md")
    options = parser.parse_args(arguments)
    lines = [
        "| set as | documents | characters | characters right | paragraphs | paragraphs right |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    samples = {
        path.stem: [line for line in path.read_text("utf-8").split("\n") if line.strip()]
        for path in sorted((ROOT / "scripts" / "samples").glob("*.txt"))
    }
    counted = [samples[Path(name).stem] for name in make_samples.DOCX]  # whose typed numbers are those that Word counts
    lines += rows("samples", counted, LAYOUTS[:1]) + rows("samples", list(samples.values()), LAYOUTS[1:])
    if options.folder:
        paths = sorted(Path(options.folder).rglob("*.md"))
        texts = [read(path).text.split("\n") for path in random.Random(1).sample(paths, min(options.sample, len(paths)))]
        lines += rows("laws", [text for text in texts if sum(map(len, text)) <= LONGEST], LAYOUTS[1:4])
    made = "\n".join(lines) + "\n"
    if options.write:
        PAGE.write_text(BLOCK.sub(lambda m: f"{m[1]}{made}{m[2]}", PAGE.read_text("utf-8")), "utf-8")
    else:
        print(made, end="")


if __name__ == "__main__":
    main(sys.argv[1:])
