"""Fill the output blocks of README and docs by running their commands on corpus/.

A block is ``<!-- output: zhengce search runs/corpus.db 养老服务补贴 -->``, a fenced text and ``<!-- end -->``: what stands
between is what the command prints on stdout, never typed by hand. ``tests/test_documentation.py`` holds it true.

    python scripts/documentation.py          rewrite the blocks
    python scripts/documentation.py --check  exit status 1 when one is not true
"""

from __future__ import annotations

import os
import re
import shlex
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = (ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").glob("*.md")))
DATABASE = "runs/corpus.db"
BLOCK = re.compile(r"(<!-- output: (?P<command>zhengce [^\n]+?) -->\n).*?(<!-- end -->)", re.S)


def filled(page: str, database: Path) -> str:
    """``page`` with every output block made anew; ``database`` stands for ``runs/corpus.db``."""
    return BLOCK.sub(lambda m: f"{m[1]}```text\n{output(m['command'], database)}\n```\n{m[3]}", page)


def output(command: str, database: Path) -> str:
    """What ``command`` prints on stdout, run in the project's root."""
    from click.testing import CliRunner

    from pipeline.cli import zhengce

    words = [str(database) if word == DATABASE else word for word in shlex.split(command)[1:]]
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        result = CliRunner().invoke(zhengce, words, catch_exceptions=False, standalone_mode=False)
    finally:
        os.chdir(before)
    return result.stdout.rstrip().replace(str(database), DATABASE)


def main() -> int:
    from pipeline.batch import ingest
    from pipeline.store import open_store

    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "corpus.db"
        with open_store(database) as store:
            ingest(store, ["corpus"])
        pages = {path: filled(path.read_text("utf-8"), database) for path in PAGES}
    stale = []
    for path, new in pages.items():
        text = path.read_text("utf-8")
        if new != text:
            stale.append(path.relative_to(ROOT))
            if "--check" not in sys.argv:
                path.write_text(new, "utf-8")
    for path in stale:
        print(f"{'不符 stale' if '--check' in sys.argv else '已更新 updated'}: {path}")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
