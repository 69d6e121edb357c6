"""Read every file of a folder and show, as a Markdown table, how each ended: the table of ``docs/readers.md``.

python scripts/read_corpus.py FOLDER…           print the table
python scripts/read_corpus.py FOLDER… --write   put it into docs/readers.md, between its markers
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter, defaultdict
from contextlib import nullcontext
from pathlib import Path
from unittest import mock

from rich.console import Console
from rich.progress import track

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.errors import ReadError  # noqa: E402
from pipeline.read import discover, members, ocr, read_member  # noqa: E402

PAGE = ROOT / "docs" / "readers.md"
BLOCK = re.compile(r"(<!-- corpus -->\n).*?(<!-- end corpus -->)", re.S)


def table(folders: list[str]) -> str:
    """One row per folder and suffix: files, read, refused by code, issues, characters, characters a second."""
    rows: dict[tuple[str, str], Counter] = defaultdict(Counter)
    for folder in map(Path, folders):
        for path in track(list(discover([folder])), f"读 reading {folder.name}", console=Console(stderr=True)):
            row = rows[path.relative_to(folder).parts[0], path.suffix.lower()]
            row["files"] += 1
            for member in members(path):
                row["texts"] += 1
                started = time.perf_counter()
                try:
                    reading = read_member(member)
                except ReadError as error:
                    row[f"refused: {error.code}"] += 1
                else:
                    row["read"] += 1
                    row["characters"] += len(reading.text)
                    row["seconds"] += time.perf_counter() - started
                    row.update({f"issue: {code}" for code in {issue.code for issue in reading.issues}})
    lines = [
        "| folder | files | texts | read | refused | with an issue | characters | characters/s |",
        "|---|---:|---:|---:|---|---|---:|---:|",
    ]
    for (place, suffix), row in rows.items():
        speed = f"{row['characters'] / row['seconds']:,.0f}" if row["seconds"] else "–"
        lines.append(
            f"| {place} ({suffix}) | {row['files']:,} | {row['texts']:,} | {row['read']:,} | {_listed(row, 'refused: ')} | {_listed(row, 'issue: ')} "
            f"| {row['characters']:,} | {speed} |"
        )
    return "\n".join(lines) + "\n"


def _listed(row: Counter, prefix: str) -> str:
    found = [f"{count} `{name.removeprefix(prefix)}`" for name, count in sorted(row.items()) if name.startswith(prefix)]
    return ", ".join(found) or "–"


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--write", action="store_true", help="write the table into docs/readers.md")
    parser.add_argument("--no-ocr", action="store_true", help="as without the extra ocr: scans are refused")
    options = parser.parse_args(arguments)
    with mock.patch.object(ocr, "available", return_value=False) if options.no_ocr else nullcontext():
        made = table(options.folders)
    if options.write:
        PAGE.write_text(BLOCK.sub(lambda m: f"{m[1]}{made}{m[2]}", PAGE.read_text("utf-8")), "utf-8")
    else:
        print(made, end="")


if __name__ == "__main__":
    main(sys.argv[1:])
