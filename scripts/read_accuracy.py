"""How true the PDF and Word readers are to texts that are known: characters and paragraphs, as a Markdown table.

Texts are set as official documents by ``make_samples`` (red head, running head, page numbers; automatic numbers in Word), read
back and compared without white space.

    python scripts/read_accuracy.py                       the texts of scripts/samples that are set so in corpus/
    python scripts/read_accuracy.py FOLDER [--sample 100] besides, a sample of the Markdown laws under FOLDER as PDF
    … --write                                             put the table into docs/readers.md, between its markers
"""

from __future__ import annotations

import argparse
import difflib
import random
import re
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

import make_samples  # noqa: E402

from pipeline.read import read, read_bytes  # noqa: E402

PAGE = ROOT / "docs" / "readers.md"
BLOCK = re.compile(r"(<!-- accuracy -->\n).*?(<!-- end accuracy -->)", re.S)
MAKERS = {".docx": make_samples.make_docx, ".pdf": make_samples.make_pdf}
LONGEST = 20_000
"""Characters of a text above which it is left out: comparing two texts character by character is quadratic."""


@dataclass
class Score:
    """What was compared and what was wrong."""

    documents: int = 0
    characters: int = 0
    wrong: int = 0
    paragraphs: int = 0
    right: int = 0
    seconds: float = 0.0

    def add(self, texts: list[str], suffix: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "source.txt"
            source.write_text("\n".join(texts), "utf-8")
            try:
                data = MAKERS[suffix](source)
            except IndexError:  # no line that looks like a title
                return
        started = time.perf_counter()
        found = [squash(text) for text in read_bytes(data, f"a{suffix}").text.split("\n")]
        self.seconds += time.perf_counter() - started
        known = [squash(text) for text in texts]
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
    for suffix, names in ((".docx", make_samples.DOCX), (".pdf", make_samples.PDF)):
        score = Score()
        for name in names:
            source = ROOT / "scripts" / "samples" / f"{Path(name).stem}.txt"
            score.add([line for line in source.read_text("utf-8").split("\n") if line.strip()], suffix)
        lines.append(score.row(f"`scripts/samples` as {suffix[1:].upper()}"))
    if options.folder:
        paths = sorted(Path(options.folder).rglob("*.md"))
        score = Score()
        for path in random.Random(1).sample(paths, min(options.sample, len(paths))):
            texts = read(path).text.split("\n")
            if sum(map(len, texts)) <= LONGEST:
                score.add(texts, ".pdf")
        lines.append(score.row("laws as PDF"))
    made = "\n".join(lines) + "\n"
    if options.write:
        PAGE.write_text(BLOCK.sub(lambda m: f"{m[1]}{made}{m[2]}", PAGE.read_text("utf-8")), "utf-8")
    else:
        print(made, end="")


if __name__ == "__main__":
    main(sys.argv[1:])
