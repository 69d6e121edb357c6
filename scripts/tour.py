"""What `make run` shows: corpus/ read into a database, one search, one comparison, and what to try next."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STEPS = (
    ("读入样例文件 read the sample documents", "ingest {db} corpus"),
    ("库里有什么 what was found", "stats {db}"),
    ("检索 search", "search {db} 养老服务补贴 --limit 5"),
    (
        "比较：浙江、四川、山东的养老条例 compare: what each of three provinces provides",
        "compare {db} --theme 养老服务 --regions 浙江,四川,山东 --genre 条例 --reference 浙江 --limit 8",
    ),
)
NEXT = (
    ". .venv/bin/activate",
    "zhengce facts {db} --kind quantity --role fine",
    "zhengce compare {db} --theme 养老服务 --regions 浙江,四川,山东 --genre 条例 --xlsx matrix.xlsx",
    "zhengce facts {db} --kind norm --modality prohibition --region 浙江 --xlsx prohibitions.xlsx",
    "zhengce serve {db} --open",
)


def main(db: str) -> int:
    """Run the steps with ``db`` as the database; the first that is fatal ends the tour with its exit status."""
    command = Path(sys.executable).with_name("zhengce")
    for title, step in STEPS:
        line = step.format(db=db)
        print(f"\n── {title}\n$ zhengce {line}", flush=True)
        status = subprocess.run([command, *shlex.split(line)], cwd=ROOT).returncode
        if status > 1:
            print(f"若 {db} 是旧版的 if {db} is of an earlier version: make clean", file=sys.stderr)
            return status
    print("\n── 下一步可试 try next")
    for line in NEXT:
        print(f"$ {line.format(db=db)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "runs/corpus.db"))
