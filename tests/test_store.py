"""The store: what is saved is there, once, whatever happens in between."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from records import CARE, MARKET, record, source

from pipeline.errors import StoreError
from pipeline.model import Issue, Quantity, Severity, Status
from pipeline.resolve import resolve
from pipeline.store import open_store, schema
from pipeline.store.connect import connect
from pipeline.store.extractor import extractor
from pipeline.store.load import load
from pipeline.store.rows import Rows, flatten
from pipeline.store.verify import verify


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "t.db") as store:
        yield store


def save(store, *records, path="a.txt", **more):
    store.save(source(path, "".join(r.document.text for r in records)), flatten(records), **more)


def dump(store) -> list[str]:
    """All rows but the times at which sources were stored, keys included."""
    times = {f"'{row[0]}'" for row in store.connection.execute("SELECT stored_at FROM sources")}
    lines = [
        line for line in store.connection.iterdump() if not line.startswith(('INSERT INTO "clause_index', "PRAGMA", "CREATE"))
    ]
    for time in times:
        lines = [line.replace(time, "'now'") for line in lines]
    return lines


def test_saved_and_loaded_again_is_the_same_record(store):
    given = record(title_is_ours=True, status="现行", status_evidence="现行有效", carries="某办法")
    store.save(given.source, flatten([given]))
    assert load(store.connection, given.document.id) == given


def test_the_same_twice_changes_nothing(store):
    save(store, record())
    before = dump(store)
    save(store, record())
    assert dump(store) == before
    assert verify(store).ok


def test_a_changed_source_takes_the_place_of_the_old_one(store):
    save(store, record(), record("东江县市场管理办法", MARKET))
    save(store, record("东江县市场管理办法", MARKET[:1]))
    assert store.summary()["documents"] == 1
    assert store.summary()["clauses"] == 1
    assert hits(store, "养老服务") == 0
    assert verify(store).ok


def test_the_same_text_under_two_paths_is_kept_once(store):
    save(store, record(), path="a.txt")
    save(store, record(), path="copy/a.txt")
    assert store.summary() | {"issues": 0} == store.summary() | {"issues": 0, "sources": 2, "documents": 1, "clauses": len(CARE)}
    assert ("duplicate-source", "copy/a.txt") in store.connection.execute("SELECT code, path FROM view_issues").fetchall()
    save(store, record("东江县市场管理办法", MARKET), path="a.txt")
    assert store.summary()["documents"] == 2, "the second source still holds it"
    save(store, record("东江县市场管理办法", MARKET), path="copy/a.txt")
    assert store.summary()["documents"] == 1
    assert verify(store).ok


def test_a_newer_extractor_replaces_the_facts_for_all_sources(store, monkeypatch):
    save(store, record(), path="a.txt")
    save(store, record(), path="b.txt")
    newer = flatten([record("西山市养老服务办法", CARE)])
    documents = [*newer.documents]
    documents[0].document = (*documents[0].document[:-1], "9.9")
    documents[0].quantities.clear()
    store.save(source("a.txt"), Rows(tuple(documents), version="9.9"))
    assert store.summary()["quantities"] == 0
    assert store.connection.execute("SELECT count(*) FROM source_documents").fetchone()[0] == 2
    assert verify(store).ok


def test_a_clause_number_used_twice_can_still_be_cited(store):
    given = record()
    save(store, replace(given, clauses=(given.clauses[0],) * 2, facts=given.facts[:2]))
    assert [row[0] for row in store.connection.execute("SELECT eid FROM clauses")] == ["chp_1__art_1", "chp_1__art_1~2"]
    assert "repeated-number" in [row[0] for row in store.connection.execute("SELECT code FROM issues")]


def test_failure_is_a_row_and_loses_nothing(store):
    save(store, record())
    store.fail("b.pdf", Issue("pdf-truncated", "文件不完整。", Severity.ERROR))
    store.fail(source("a.txt"), [Issue("unreadable", "文件无法读取。", Severity.ERROR)])
    assert store.known()["b.pdf"] == ("", extractor(), "failed")
    assert store.known()["a.txt"][::2] == ("", "failed"), "no known content, so that the next run reads it again"
    assert store.summary()["documents"] == 1
    save(store, record())
    assert store.known()["a.txt"][2] == "ok"
    assert [row[0] for row in store.connection.execute("SELECT code FROM view_issues WHERE path = 'a.txt'")] == ["invented"]


def test_issues_of_a_source_that_its_document_repeats_are_told_once(store):
    given = record()
    store.save(given.source, flatten([given]), [*given.issues, Issue("of-the-file", "文件的问题。")], status=Status.PARTIAL)
    assert sorted(row[0] for row in store.connection.execute("SELECT code FROM issues")) == ["invented", "of-the-file"]
    store.save(given.source, flatten([given, record("东江县市场管理办法", MARKET)]), given.issues)
    assert store.connection.execute("SELECT code, document FROM issues").fetchall() == [("invented", None)]


def test_a_group_is_committed_at_its_end(store, tmp_path):
    with store.grouped():
        save(store, record())
        assert open_store(tmp_path / "t.db", readonly=True).summary()["documents"] == 0
    assert open_store(tmp_path / "t.db", readonly=True).summary()["documents"] == 1


def test_an_error_takes_back_the_whole_source(store):
    save(store, record())
    broken = flatten([record("东江县市场管理办法", MARKET)])
    broken.documents[0].norms.append((0, 0, 0, 0, "", "no modality", 0, "", 1.0))
    before = dump(store)
    with pytest.raises(StoreError, match="could not be written"):
        store.save(source("b.txt"), broken)
    assert dump(store) == before


def test_a_file_that_is_not_ours_is_refused_and_left_alone(tmp_path):
    text, other = tmp_path / "a.txt", tmp_path / "other.db"
    text.write_text("第一条 这不是数据库，只是一段文字而已。" * 100)
    sqlite3.connect(other).execute("CREATE TABLE t (x)").connection.commit()
    for path in (text, other):
        before = path.read_bytes()
        with pytest.raises(StoreError, match="not a database of zhengce"):
            open_store(path)
        assert path.read_bytes() == before
    with pytest.raises(StoreError, match="folder"):
        open_store(tmp_path)


def test_a_newer_database_is_refused_with_the_version_to_install(tmp_path):
    with open_store(tmp_path / "t.db") as store:
        store.connection.execute("UPDATE meta SET value = '7.1' WHERE key = 'written_by'")
        store.connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    with pytest.raises(StoreError, match="7.1") as refused:
        open_store(tmp_path / "t.db")
    assert "zhengce>=7.1" in refused.value.hint


@pytest.mark.parametrize("readonly", [True, False])
def test_a_database_from_before_the_first_release_is_refused_with_the_way_on(tmp_path, readonly):
    with open_store(tmp_path / "t.db") as store:
        store.connection.execute("PRAGMA user_version = 1")
    with pytest.raises(StoreError, match="before the first release") as refused:
        open_store(tmp_path / "t.db", create=not readonly, readonly=readonly)
    assert "t.new.db" in refused.value.hint


def test_a_missing_database_is_named_with_the_command_that_makes_one(tmp_path):
    with pytest.raises(StoreError, match="no database") as refused:
        open_store(tmp_path / "none.db", create=False)
    assert "zhengce ingest" in refused.value.hint
    assert not (tmp_path / "none.db").exists()


def test_reading_never_writes(tmp_path):
    with open_store(tmp_path / "t.db") as store:
        save(store, record())
    with open_store(tmp_path / "t.db", readonly=True) as store, pytest.raises(StoreError):
        save(store, record("东江县市场管理办法", MARKET), path="b.txt")


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE clauses SET text = '改动' WHERE key = 1",
        "UPDATE clauses SET start = start + 1, end = end + 1 WHERE key = 2",
        "UPDATE quantities SET start = start + 1, end = end + 1",
        "UPDATE nodes SET own_end = own_end - 1 WHERE n = 2",
        "UPDATE texts SET text = text || '多'",
        "DELETE FROM clauses WHERE key = 3",
        "INSERT INTO clause_index(clause_index) VALUES ('delete-all')",
    ],
)
def test_verify_sees_what_is_wrong(tmp_path, harm):
    with open_store(tmp_path / "t.db") as store:
        save(store, record())
        assert verify(store).ok
        store.connection.execute(harm)
        assert not verify(store).ok
    with open_store(tmp_path / "t.db", readonly=True) as store:
        assert not verify(store).ok


def _plan():
    """A plan with one target told twice and one result."""
    plan = record("东江县养老规划", ("第一条 到2030年养老床位达到9000张。", "第二条 2030年养老床位9000张，2027年已有60张。"))
    made = {
        0: [Quantity(17, 22, "9000张", low=9000.0, high=9000.0, unit="张", of="养老床位", period="2030", kind="target")],
        1: [
            Quantity(13, 18, "9000张", low=9000.0, high=9000.0, unit="张", of="养老床位", period="2030", kind="target"),
            Quantity(26, 29, "60张", low=60.0, high=60.0, unit="张", of="养老床位", period="2027", kind="result"),
        ],
    }
    return replace(plan, facts=tuple(replace(f, quantities=tuple(made[n])) for n, f in enumerate(plan.facts)))


def test_an_indicator_has_one_row_for_a_period(store):
    save(store, _plan())
    ask = "SELECT indicator, period, kind, low, unit, told, clause FROM indicators"
    assert store.connection.execute(ask).fetchall() == [
        ("养老床位", "2027", "result", 60.0, "张", 1, "第二条"),
        ("养老床位", "2030", "target", 9000.0, "张", 2, "第一条"),
    ]


def test_views_answer_a_short_question(store):
    save(store, record(), record("东江县市场管理办法", MARKET), _plan())
    resolve(store)
    ask = "SELECT region, clause, body, breach, low, high FROM penalties WHERE measure = '罚款'"
    assert store.connection.execute(ask).fetchall() == [("西山市", "第三条", None, "违反本办法的", 5000.0, 20000.0)]
    for view in schema.VIEWS:
        assert store.connection.execute(f"SELECT * FROM {view}").fetchall(), view


def test_the_page_about_the_schema_is_up_to_date():
    from pipeline.store.page import page

    assert (Path(__file__).parent.parent / "docs" / "schema.md").read_text("utf-8") == page(), (
        "python -m pipeline.store.page > docs/schema.md"
    )


KILLED = """
import itertools, sys
sys.path[:0] = sys.argv[2:]
from records import record, source
from pipeline.store import open_store
from pipeline.store.rows import flatten
store = open_store(sys.argv[1])
for n in itertools.count():
    store.save(source(f"{n}.txt"), flatten([record(f"第{n}号养老服务办法")]))
    print(n, flush=True)
"""


def test_killed_at_any_moment_the_database_is_sound(tmp_path):
    path = tmp_path / "t.db"
    here = Path(__file__).parent
    for stop in (3, 7):
        child = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(path), str(here), str(here.parent)],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONUTF8": "1"},
        )
        for line in child.stdout:
            if int(line) >= stop:
                break
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        with open_store(path) as store:
            assert store.summary()["documents"] > stop
            assert verify(store).ok


def hits(store, word: str) -> int:
    from pipeline.search import search

    results = search(store.connection, word)
    return results.total if results.mode == "exact" else 0


def test_plain_connections_need_no_sqlite_utils():
    code = "import sys; import pipeline.store.connect, pipeline.search; assert 'sqlite_utils' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parent.parent)


def test_connect_refuses_a_database_without_our_mark(tmp_path):
    sqlite3.connect(tmp_path / "e.db").execute("CREATE TABLE t (x)").connection.commit()
    with pytest.raises(StoreError):
        connect(tmp_path / "e.db")
