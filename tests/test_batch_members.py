"""Batches over collections: every text of an archive or a table has its own row, its own metadata and its own fate."""

from __future__ import annotations

import sqlite3

import pytest
from conftest import measures
from test_read_members import table, write, zipped

from pipeline import ingest, open_store


@pytest.mark.parametrize("jobs", (1, 2))
def test_a_batch_knows_every_member(tmp_path, jobs):
    folder = tmp_path / "in"
    folder.mkdir()
    laws = {"a.txt": measures("临江市").encode(), "b.txt": measures("安宁市").encode(), "c.txt": b""}
    write(folder, "laws.zip", zipped(laws))
    write(folder, "more.csv", table([["标题", "正文"], ["甲办法", measures("长安市")]]))
    write(folder, "manifest.csv", "file,region,note\nlaws.zip,浙江省,一\nlaws.zip!/a.txt,湖北省,\n")
    counts = []

    def run(db=tmp_path / "a.db"):
        with open_store(db) as store:
            return ingest(store, [folder], jobs=jobs, progress=lambda outcome, total: counts.append(total))

    first = run()
    assert (first.sources, first.new, first.failed, first.documents, counts[-1]) == (4, 3, 1, 3, 4)
    second = run()
    assert (second.sources, second.new, second.unchanged, second.failed) == (4, 0, 3, 1)
    with sqlite3.connect(tmp_path / "a.db") as connection:
        paths = connection.execute("SELECT path, status FROM sources ORDER BY path").fetchall()
        regions = dict(connection.execute("SELECT source, region FROM view_documents"))
    assert [(path.removeprefix(str(folder)), status) for path, status in paths] == [
        ("/laws.zip!/a.txt", "ok"),
        ("/laws.zip!/b.txt", "ok"),
        ("/laws.zip!/c.txt", "failed"),
        ("/more.csv!/2", "ok"),
    ]
    assert [regions[f"{folder}/laws.zip!/{name}"] for name in ("a.txt", "b.txt")] == ["湖北省", "浙江省"]
    write(folder, "laws.zip", zipped({**laws, "a.txt": measures("临江市", days=99).encode()}))
    third = run()
    assert (third.new, third.unchanged, third.failed) == (1, 2, 1)
