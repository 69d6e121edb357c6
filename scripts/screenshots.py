"""Pictures of every page, made of ``corpus/`` in a real browser at 1280 and 360 pixels.

python scripts/screenshots.py                 all of them → runs/screenshots/
python scripts/screenshots.py --docs          also those that docs and README show → docs/images/
python scripts/screenshots.py --db FILE       of another database
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from _browser import CHROMIUM, DRIVER, MISSING, browser, served, size  # noqa: E402

OUT = ROOT / "runs" / "screenshots"
SHOWN = ROOT / "docs" / "images"
WIDTHS = {"wide": (1280, 860), "narrow": (360, 740)}
TITLE = "浙江省居家社区养老服务条例"
ARTICLE = "第二十"

PAGES = {
    "home": "/",
    "search": "/search?q=" + quote("养老服务 补贴"),
    "nothing": "/search?q=" + quote("养老服务 火星基地"),
    "documents": "/documents",
    "document": "/document/{document}",
    "clause": "/document/{document}/{eid}",
    "penalties": "/facts/penalties",
    "norms": "/facts/norms?modality=prohibition",
    "quantities": "/facts/quantities?role=deadline",
    "compare": "/compare",
    "matrix": "/compare?{pair}",
    "corpus": "/corpus",
    "audit": "/corpus/audit",
    "review": "/review",
    "help": "/help",
    "api": "/api",
    "english": "/search?lang=en&q=" + quote("fine:>=10000"),
}
IN_DOCS = {("search", "wide"), ("document", "wide"), ("clause", "wide"), ("penalties", "wide"), ("matrix", "wide"), ("search", "narrow"), ("document", "narrow")}  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--docs", action="store_true", help="write docs/images too")
    parser.add_argument("--db", type=Path, help="another database than that of corpus/")
    parser.add_argument("--only", help="these pages, names parted by commas")
    given = parser.parse_args()
    if not (CHROMIUM and DRIVER):
        print(MISSING, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        database = given.db or sample(Path(folder))
        names = given.only.split(",") if given.only else list(PAGES)
        with served(database, reviews=Path(folder) / "shown.reviews.db") as address:
            for look, (width, height) in WIDTHS.items():
                with browser(width, height) as driver:
                    for name in names:
                        page = address + PAGES[name].format(**places(database))
                        picture(driver, page, width, height, name, look, given.docs)
    return 0


def sample(folder: Path) -> Path:
    """A fresh database of ``corpus/``."""
    from pipeline import ingest, open_store

    os.chdir(ROOT)
    with open_store(folder / "corpus.db") as store:
        ingest(store, ["corpus"], jobs=1)
    return folder / "corpus.db"


def places(database: Path) -> dict[str, str]:
    """A document, a clause with a fine in it, and documents to compare."""
    from pipeline.search import coverage, search
    from pipeline.store.connect import connect

    connection = connect(database)
    found = coverage.latest(connection, 1, title=TITLE)[0] or coverage.latest(connection, 1)[0]
    hits = search(connection, f'modality:sanction title:"{found[0]["title"]}"', limit=1).hits
    alike = [
        d["id"] for d in coverage.latest(connection, 20, title="养老")[0] if d["genre"] == "条例" and d["id"] != found[0]["id"]
    ]
    connection.close()
    pair = "&".join(f"d={one}" for one in (found[0]["id"], *alike[:3]))
    return {"document": found[0]["id"], "eid": hits[0].eid if hits else "art_1", "pair": pair}


def picture(driver, page: str, width: int, height: int, name: str, look: str, docs: bool) -> None:
    """The whole page as PNG; for the docs its first screen as WebP."""
    driver.get(page)
    tall = driver.execute_script("return document.documentElement.scrollHeight")
    wide = driver.execute_script("return document.documentElement.scrollWidth")
    size(driver, width, min(max(tall, height), 4000))
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / f"{name}-{look}.png").write_bytes(driver.get_screenshot_as_png())
    size(driver, width, height)
    print(f"{name}-{look}.png  {tall} px high" + (f"  TOO WIDE: {wide} px" if wide > width else ""))
    if docs and (name, look) in IN_DOCS:
        from PIL import Image

        SHOWN.mkdir(parents=True, exist_ok=True)
        Image.open(io.BytesIO(driver.get_screenshot_as_png())).convert("RGB").save(
            SHOWN / f"{name}-{look}.webp", quality=80, method=6
        )


if __name__ == "__main__":
    sys.exit(main())
