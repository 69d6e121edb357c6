"""Batches: everything accounted for, nothing lost, nothing doubled."""

from __future__ import annotations

import gc
import os
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile

import pytest
from conftest import ROOT, measures

from pipeline import ingest, open_store
from pipeline.store.verify import verify


def contents(db) -> dict[str, list]:
    """What a database holds, without what differs from run to run (times, row ids)."""
    queries = {
        "documents": "SELECT id, title FROM documents ORDER BY id",
        "clauses": "SELECT clause_id, text FROM view_clauses ORDER BY 1",
        "quantities": "SELECT clause_id, start, end, text, low, high, unit FROM view_quantities ORDER BY 1, 2, 3",
        "norms": "SELECT clause_id, start, end, modality, actor, action FROM view_norms ORDER BY 1, 2, 3",
        "sources": "SELECT path, sha256, status FROM sources ORDER BY path",
        "issues": "SELECT path, code FROM view_issues ORDER BY 1, 2",
    }
    with sqlite3.connect(db) as connection:
        return {name: connection.execute(sql).fetchall() for name, sql in queries.items()}


def run(db, *paths, jobs=1):
    with open_store(db) as store:
        return ingest(store, paths, jobs=jobs)


def sound(db) -> bool:
    with open_store(db, create=False, readonly=True) as store:
        return verify(store).ok


def test_every_file_has_a_row_and_a_second_run_changes_nothing(tmp_path, folder):
    db = tmp_path / "a.db"
    first = run(db, folder)
    assert (first.sources, first.new, first.failed, first.documents) == (6, 6, 0, 6)
    before = contents(db)
    assert len(before["sources"]) == 6 and before["quantities"] and before["norms"]
    second = run(db, folder)
    assert (second.unchanged, second.new) == (6, 0)
    assert contents(db) == before
    assert sound(db)


def test_a_batch_that_breaks_off_leaves_the_collector_of_cycles_as_it_was(tmp_path, folder):
    def stop(outcome, known):
        raise KeyboardInterrupt

    before = gc.get_threshold()
    with open_store(tmp_path / "a.db") as store, pytest.raises(KeyboardInterrupt):
        ingest(store, [folder], jobs=1, progress=stop)
    assert gc.get_threshold() == before


def test_one_process_and_several_give_the_same(tmp_path, folder):
    run(tmp_path / "one.db", folder, jobs=1)
    run(tmp_path / "two.db", folder, jobs=2)
    assert contents(tmp_path / "one.db") == contents(tmp_path / "two.db")


def test_a_changed_source_replaces_what_it_held(tmp_path, folder):
    db = tmp_path / "a.db"
    run(db, folder)
    (folder / "1.txt").write_text(measures("临江市", days=99), "utf-8")
    again = run(db, folder)
    assert (again.new, again.unchanged) == (1, 5)
    with sqlite3.connect(db) as connection:
        assert connection.execute("SELECT count(*) FROM documents").fetchone() == (6,)
        assert connection.execute("SELECT count(*) FROM clauses WHERE text LIKE '%99个工作日%'").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM clauses WHERE text LIKE '%之日起5个工作日%'").fetchone() == (0,)
    assert sound(db)


BAD = {
    "empty.txt": (b"", "empty"),
    "binary.txt": (bytes(range(256)) * 40, "binary"),
    "truncated.docx": (b"PK\x03\x04\x14\x00\x06\x00" + b"\x00" * 200, None),
    "truncated.pdf": (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", None),
    "broken.pdf": (b"%PDF-1.4\n" + b"x" * 500 + b"\n%%EOF", None),
}


def test_bad_input_is_told_and_the_batch_goes_on(tmp_path, folder):
    for name, (data, _) in BAD.items():
        (folder / name).write_bytes(data)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "twice.txt").write_bytes((folder / "1.txt").read_bytes())
    db = tmp_path / "a.db"
    summary = run(db, folder)
    assert summary.failed == len(BAD)
    assert summary.sources == 6 + len(BAD) + 1, "a folder that links to itself is walked once"
    with sqlite3.connect(db) as connection:
        told = {
            os.path.basename(path): (status, code, message)
            for path, status, code, message in connection.execute(
                "SELECT s.path, s.status, i.code, i.message FROM sources s JOIN issues i ON i.source = s.key"
            )
        }
        assert connection.execute("SELECT count(*) FROM documents").fetchone() == (6,), "the same text is kept once"
    for name, (_, code) in BAD.items():
        assert told[name][0] == "failed" and told[name][2], name
        assert code is None or told[name][1] == code, name
        assert told[name][1] != "internal-error", name
    assert told["twice.txt"][1] == "duplicate-source"
    assert sound(db)


def test_a_file_name_in_an_old_encoding_stops_nothing(tmp_path, folder):
    (folder / os.fsdecode("办法".encode("gbk") + b".txt")).write_text("没有标题的正文，收费不超过三十元。", "utf-8")
    (folder / "z.jsonl").write_text('{"text": "\\ud800收费不超过四十元。"}\n', "utf-8")
    db = tmp_path / "a.db"
    first = run(db, folder, jobs=2)
    assert first.sources == 8 and first.new + first.failed == 8
    with sqlite3.connect(db) as connection:
        assert connection.execute("SELECT count(*) FROM sources WHERE path LIKE '%\\xb0%'").fetchone() == (1,)
    assert run(db, folder).unchanged >= 7
    assert sound(db)


def test_what_is_written_does_not_depend_on_who_is_faster(tmp_path, folder):
    (folder / "0.txt").write_text(measures("长安市") * 40, "utf-8")  # slow, and first
    (folder / "9.txt").write_bytes((folder / "1.txt").read_bytes())
    databases = [tmp_path / "one.db", tmp_path / "two.db"]
    for jobs, db in enumerate(databases, 1):
        run(db, folder, jobs=jobs)
    orders = []
    for db in databases:
        with sqlite3.connect(db) as connection:
            orders.append(connection.execute("SELECT key, path FROM sources ORDER BY key").fetchall())
    assert orders[0] == orders[1]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_told(tmp_path, folder):
    (folder / "1.txt").chmod(0)
    assert run(tmp_path / "a.db", folder).failed == 1


def test_a_fault_of_ours_loses_one_document_not_the_batch(tmp_path, folder, monkeypatch):
    import pipeline.run

    honest = pipeline.run.process

    def faulty(reading):
        if "安宁市" in reading.text:
            raise ZeroDivisionError("provoked")
        return honest(reading)

    monkeypatch.setattr(pipeline.run, "process", faulty)
    summary = run(tmp_path / "a.db", folder)
    assert summary.failed == 1 and summary.new == 5 and summary.issues["internal-error"] == 1


def test_a_killed_worker_costs_its_source_alone(tmp_path, folder, monkeypatch):
    import pipeline.run

    honest, parent = pipeline.run.process, os.getpid()

    def deadly(reading):
        if "安宁市" in reading.text and os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return honest(reading)

    monkeypatch.setattr(pipeline.run, "process", deadly)
    summary = run(tmp_path / "a.db", folder, jobs=2)
    assert summary.issues["worker-killed"] == 1 and summary.new == 5
    assert sound(tmp_path / "a.db")


SLOWLY = "import pipeline.store.store as s; s.GROUP_SECONDS = 0.0; from pipeline.cli import main; main()"
"""The command line with a commit after each source, so that a test can see how far it is."""


def stored(db) -> int:
    """How many sources a database that another process writes holds at this moment."""
    try:
        with sqlite3.connect(f"file:{db}?mode=ro", uri=True, timeout=5) as connection:
            return connection.execute("SELECT count(*) FROM sources").fetchone()[0]
    except sqlite3.OperationalError:  # not there yet, or without its tables
        return 0


@pytest.mark.parametrize("sources", [0, 1, 12, 40])
def test_killed_at_any_moment_the_database_is_sound_and_a_rerun_completes(tmp_path, folder, sources):
    for k in range(60):
        (folder / f"more{k}.txt").write_text(measures("长安市", days=k + 1, money=k + 7) * 3, "utf-8")
    db = tmp_path / "a.db"
    command = [sys.executable, "-c", SLOWLY, "ingest", str(db), str(folder), "--quiet"]
    process = subprocess.Popen(command, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and not (db.exists() and stored(db) >= sources):
        time.sleep(0.002)
    assert process.poll() is None, "it was to be killed before its end"
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    with sqlite3.connect(db) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    held = stored(db)
    assert held >= sources
    assert run(db, folder).unchanged == held, "what was committed is not read again"
    clean = tmp_path / "clean.db"
    run(clean, folder)
    assert contents(db) == contents(clean)
    assert sound(db)


def test_what_is_gone_stays_until_it_is_pruned(tmp_path, folder):
    with zipfile.ZipFile(folder / "more.zip", "w") as pack:
        pack.writestr("a.txt", measures("长安市", days=41))
        pack.writestr("b.txt", measures("长安市", days=42))
    db = tmp_path / "a.db"
    assert run(db, folder).gone == 0
    (folder / "1.txt").unlink()
    with zipfile.ZipFile(folder / "more.zip", "w") as pack:
        pack.writestr("a.txt", measures("长安市", days=41))
    before = contents(db)
    assert run(db, folder).gone == 2 and contents(db) == before
    assert run(db, folder / "2.txt").gone == 0, "only what lies under the given paths is looked for"
    with open_store(db) as store:
        assert ingest(store, [folder], jobs=1, prune=True).gone == 2
    after = contents(db)
    assert len(after["documents"]) == len(before["documents"]) - 2
    assert [row for row in before["sources"] if row not in after["sources"]] == [
        row for row in before["sources"] if row[0].endswith(("1.txt", "b.txt"))
    ]
    assert run(db, folder).gone == 0 and sound(db)


def test_a_collection_that_cannot_be_opened_keeps_its_members(tmp_path, folder):
    pack = folder / "more.zip"
    with zipfile.ZipFile(pack, "w") as written:
        written.writestr("a.txt", measures("长安市", days=41))
    whole, db = pack.read_bytes(), tmp_path / "a.db"
    run(db, folder)
    documents = contents(db)["documents"]
    pack.write_bytes(whole[: len(whole) // 2])
    with open_store(db) as store:
        broken = ingest(store, [folder], jobs=1, prune=True)
    assert (broken.failed, broken.gone) == (1, 0) and contents(db)["documents"] == documents
    pack.write_bytes(whole)
    assert run(db, folder).failed == 0
    assert not [row for row in contents(db)["sources"] if row[2] == "failed"], "that it once failed is over"


def test_a_path_written_differently_is_the_same_source(tmp_path, folder, monkeypatch):
    db = tmp_path / "a.db"
    run(db, folder)
    before = contents(db)
    monkeypatch.chdir(folder.parent)
    again = run(db, f"./{folder.name}/../{folder.name}")
    assert (again.unchanged, again.new) == (6, 0) and contents(db) == before


def test_another_extractor_reads_everything_again(tmp_path, folder, monkeypatch):
    db = tmp_path / "a.db"
    run(db, folder)
    monkeypatch.setattr("pipeline.store.extractor.extractor", lambda: "0.0.0+00000000")
    monkeypatch.setattr("pipeline.store.rows.extractor", lambda: "0.0.0+00000000")
    assert run(db, folder).new == 6
    assert run(db, folder).unchanged == 6
