"""Draw the pictures of the documentation from corpus/ into docs/pictures/: the same corpus gives the same bytes.

python scripts/draw_pictures.py
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
ASKED = {"theme": "养老服务", "regions": ("浙江", "四川", "山东"), "genre": "条例"}


def main() -> int:
    from pipeline.batch import ingest
    from pipeline.compare import choose, matrix
    from pipeline.export import pictures
    from pipeline.store import open_store

    os.chdir(ROOT)
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "corpus.db"
        with open_store(db) as store:
            ingest(store, ["corpus"])
        found = matrix(choose(db, **ASKED).columns, reference="浙江")
    for name, draw in (
        ("elderly_care", pictures.heat_map),
        ("elderly_care_strength", pictures.strength_profile),
        ("elderly_care_timeline", pictures.timeline),
    ):
        pictures.save(draw(found), FOLDER / f"{name}.svg")
        print(FOLDER / f"{name}.svg", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
