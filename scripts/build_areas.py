"""Make ``pipeline/reference/data/areas.tsv`` from the table of administrative division codes since 1981.

Source: ``areacodes.csv`` of github.com/yescallop/areacodes (CC0), which follows GB/T 2260 and the yearly notices of the
Ministry of Civil Affairs. Usage: ``python scripts/build_areas.py areacodes.csv``.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "pipeline" / "reference" / "data" / "areas.tsv"
STATE = {"在用": "", "弃用": "-", "变更": "~"}  # in use, abolished, a former name of a code still in use
HEADER = "# code, name, state (- abolished, ~ former name). Source: github.com/yescallop/areacodes (CC0), after GB/T 2260\n"


def main(source: str) -> None:
    lines = set()
    with open(source, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            lines.add("\t".join((row["代码"], row["名称"], STATE[row["状态"]])).rstrip())
    TARGET.write_text(HEADER + "\n".join(sorted(lines)) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {len(lines)} areas", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
