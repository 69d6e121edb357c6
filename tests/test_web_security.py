"""What a hostile reader, a hostile page elsewhere and a hostile document can do: nothing."""

from __future__ import annotations

import re
import sqlite3
from html.parser import HTMLParser

import pytest
from conftest import measures

pytest.importorskip("datasette")

from served import Pages

HOSTILE_TEXT = """临江市<script>alert(1)</script>社区助餐服务办法
第一章 <img src=x onerror=alert(2)> 总则
第一条 为了<b onmouseover="alert(3)">方便</b>居民"><svg/onload=alert(4)>就近用餐，根据《<i>老年人</i>权益法》，制定本办法。
第二条 {{ 7 * 7 }} {% raw %} 社区助餐点应当自开业之日起十个工作日内向javascript:alert(5)街道办事处备案。
第三条 违反本办法第二条规定的，由<style>*{display:none}</style>市场监督管理部门处五百元以上二千元以下罚款。
"""

QUERIES = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' OR 1=1 --",
    '" OR rowid > 0 --',
    "'; DROP TABLE clauses; --",
    "{{ 7 * 7 }}",
    "${7*7}",
    "../../etc/passwd",
    "%00",
    "\x00",
    "a" * 3000,
    "(" * 200,
    "*" * 50,
    "NEAR(a b)",
    "clause_index MATCH x",
    "title:",
    "fine:>=abc",
    "year:20x8",
    "\ud83d\ude00",
    "\u202e\u202dabc",
    "région:’",
    "-",
    "|",
    '"""',
    "1=1 UNION SELECT * FROM meta",
)

PATHS = (
    "/../../etc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/static/000000000000/../../application.py",
    "/static/000000000000/..%2f..%2fapplication.py",
    "/static/000000000000/app.css%00",
    "/-/settings.json",
    "/-/plugins.json",
    "/-/databases.json",
    "/-/threads.json",
    "/-/metadata.json",
    "/-/permissions",
    "/-/actor.json",
    "/-/allow-debug",
    "/-/static/../app.py",
    "/.json",
    "/_internal",
    "/_memory",
    "/:memory:",
    "/data.db",
    "/data/-/query?sql=select+1",
    "/data?sql=select+*+from+meta",
    "/data.json?sql=select+1",
    "/document/../../etc",
    "/document/zzzzzzzzzzzzzzzz",
    "/document/0000000000000000",
    "/document/0000000000000000/art_1",
    "/document/0000000000000000/original",
    "/facts/sqlite_master",
    "/facts/clauses",
    "/facts/meta.json",
    "/favicon.ico",
    "//evil.example/",
    "/search/../../x",
)

PARAMETERS = (
    "/search?q=助餐&region=" + "x" * 5000,
    "/search?q=助餐&since=2018-99-99",
    "/search?q=助餐&page=-1",
    "/search?q=助餐&page=99999999999999999999",
    "/search?q=助餐&sort=score;DROP",
    "/search.json?q=助餐&cursor=AAAA",
    "/search.json?q=助餐&limit=99999999",
    "/search.json",
    "/facts/quantities?sort=low;DROP TABLE x",
    "/facts/quantities?by=(select 1)",
    "/facts/quantities?least=nan",
    "/facts/quantities?least=1e999",
    "/facts/quantities?least=abc",
    "/facts/norms?modality=' OR 1=1",
    "/documents?q='",
    "/compare?d=0,0",
    "/compare?d=" + ",".join("0" * 16 for _ in range(80)),
    "/compare?theme=<script>",
    "/compare/pair?a=x&b=y",
    "/compare/changes?id=../../x",
    "/corpus?status=' OR 1",
    "/corpus/audit?code=<b>",
    "/api/facts/norms?sort=rowid",
    "/document/0000000000000000?show=<script>",
    "/?lang=<script>alert(1)</script>",
)

HEADERS = {
    "content-security-policy": "default-src 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    from pipeline import ingest, open_store

    folder = tmp_path_factory.mktemp("hostile")
    (folder / "evil.txt").write_text(HOSTILE_TEXT, "utf-8")
    (folder / "good.txt").write_text(measures("清河县"), "utf-8")
    with open_store(folder / "texts.db") as store:
        ingest(store, [str(folder / "evil.txt"), str(folder / "good.txt")], jobs=1)
    return folder / "texts.db"


@pytest.fixture(scope="module")
def pages(texts):
    return Pages(texts)


class Elements(HTMLParser):
    """Every element of a page with its attributes, as a browser would make them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict]] = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def harmless(html: str) -> bool:
    """No element, attribute or address of a page is what a hostile text wrote: only its words are there."""
    for tag, attributes in Elements(html).found:
        if tag == "script" and not re.fullmatch(r"/static/[0-9a-f]{12}/app\.js", attributes.get("src", "")):
            return False
        if tag in {"img", "style", "iframe", "object", "embed", "base", "b"} or "style" in attributes or "alert(4)" in attributes:
            return False
        if any(name.startswith("on") or "<" in name for name in attributes):
            return False
        if any(
            str(attributes.get(name, "/")).strip().lower().startswith(("javascript:", "//", "data:"))
            for name in ("href", "src", "action")
        ):
            return False
    return True


def test_a_document_of_script_shows_as_text(pages):
    ids = [row["id"] for row in pages.get("/api/documents").json()["data"]]
    paths = [
        "/",
        "/documents",
        "/corpus",
        "/corpus/audit",
        "/compare",
        "/search?q=助餐",
        "/search?q=script",
        "/facts/norms",
        "/facts/penalties",
    ]
    paths += [f"/document/{one}" for one in ids] + [
        f"/document/{one}/{eid}" for one in ids for eid in ("chp_1__art_1", "chp_1__art_2")
    ]
    paths += [f"/compare?d={','.join(ids)}"]
    shown = ""
    for path in paths:
        answer = pages.get(path)
        assert harmless(answer.text), path
        shown += answer.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown and "&lt;svg/onload=alert(4)&gt;" in shown
    assert "{{ 7 * 7 }}" in shown and "49" not in re.sub(r"\d{3,}", "", pages.get("/search?q=alert").text)


def test_a_picture_of_hostile_names_is_harmless(pages):
    for path in ("/corpus/region_theme.svg", "/facts/entities.svg?by=region"):
        assert "<script" not in pages.get(path).text


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_hostile_queries_are_answered_as_queries(pages, query):
    for path in ("/search", "/search.json", "/suggest.json", "/documents", "/facts/norms"):
        answer = pages.get(path, params={"q": query.encode("utf-8", "replace").decode(), "contains": "助餐"})
        assert answer.status_code in (200, 400), path
        assert answer.headers["content-type"].startswith("application/json") or harmless(answer.text)


@pytest.mark.parametrize("path", PATHS)
def test_no_path_opens_a_file_or_a_hidden_page(pages, path):
    answer = pages.raw(path)
    assert answer.status_code in (303, 400, 403, 404)
    assert "root:" not in answer.text and "def application" not in answer.text and "SQLite" not in answer.text


@pytest.mark.parametrize("path", PARAMETERS)
def test_hostile_parameters_are_refused_or_ignored_in_words(pages, path):
    answer = pages.get(path)
    assert answer.status_code in (200, 400, 404)
    assert answer.headers["content-type"].startswith("application/json") or harmless(answer.text)
    assert "Traceback" not in answer.text and "sqlite3" not in answer.text


@pytest.mark.parametrize(
    "path",
    ["/", "/search?q=助餐", "/nowhere", "/search?q=title:", "/data", "/data/view_norms", "/api/corpus", "/facts/norms.csv"],
)
def test_every_answer_bears_the_headers(pages, path):
    headers = pages.get(path).headers
    for name, value in HEADERS.items():
        assert headers[name].startswith(value), name
    policy = headers["content-security-policy"]
    assert "script-src 'self';" in policy and "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy
    assert "http" not in policy and ("unsafe" in policy) == path.startswith("/data")
    assert "set-cookie" not in headers, "reading needs no cookie"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_but_reading(pages, method):
    for path in ("/", "/review", "/compare", "/data/clauses", "/api/search?q=助餐"):
        assert pages._ask(method, path).status_code == 405


def test_the_connection_cannot_write(texts):
    from pipeline.store.connect import connect

    connection = connect(texts)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM clauses")
    connection.close()


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8001", "localhost.evil.example", "127.0.0.1.nip.example", "", "[::2]", "[x"]
)
def test_another_name_is_not_answered(pages, host):
    answer = pages.get("/search?q=助餐", headers={"host": host})
    assert answer.status_code == 421 and "助餐" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "localhost:8001", "127.0.0.1:9", "[::1]:8001"])
def test_its_own_names_are(pages, host):
    assert pages.get("/help", headers={"host": host}).status_code == 200


def test_served_to_others_only_with_the_token(texts):
    pages = Pages(texts, token="geheim-口令", hosts=None)
    for path in ("/", "/search?q=助餐", "/api/corpus", "/data", "/static/000000000000/app.css", "/?token=wrong", "/?token="):
        answer = pages.get(path)
        assert answer.status_code == 401 and "助餐" not in answer.text
    for wrong in ("Bearer ", "Bearer x", "geheim", "Basic Z2VoZWlt"):
        assert pages.get("/", headers={"authorization": wrong}).status_code == 401
    assert pages.get("/", headers={"cookie": 'zhengce_token=x; a="b'}).status_code == 401
    plain = Pages(texts, token="geheim", hosts=None)
    assert plain.get("/", headers={"authorization": "Bearer geheim"}).status_code == 200
    entered = plain.get("/search?q=助餐&token=geheim")
    assert entered.status_code == 303 and "token" not in entered.headers["location"]
    cookie = entered.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
    assert plain.get("/search?q=助餐").status_code == 200


def test_the_token_leads_nowhere_else(texts):
    pages = Pages(texts, token="geheim", hosts=None)
    assert pages.raw("//evil.example/?token=geheim").headers["location"] == "/evil.example/"


def test_the_other_language_of_a_strange_path_is_no_way_out(pages):
    page = pages.raw("//evil.example/x").text
    assert 'href="//' not in page and "evil.example" in page


def test_a_large_form_is_not_read(texts, tmp_path):
    pages = Pages(texts, reviews=tmp_path / "r.db")
    assert pages.post("/review", {"note": "x" * 100_000}).status_code == 413
    assert not (tmp_path / "r.db").exists()


def test_a_slow_question_ends(texts, monkeypatch):
    from pipeline.web import application

    monkeypatch.setitem(application.SETTINGS, "sql_time_limit_ms", 1)
    pages = Pages(texts)
    import pipeline.web.pages.search as searching

    def slow(connection, *_args, **_kwargs):
        connection.execute("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n").fetchone()

    monkeypatch.setattr(searching, "search", slow)
    answer = pages.get("/search?q=助餐")
    assert answer.status_code == 503 and "超过" in answer.text
    assert pages.get("/search.json?q=助餐").json()["error"]["code"] == "too-slow"


def test_an_error_of_ours_tells_no_secrets(texts, monkeypatch):
    import pipeline.web.pages.search as searching

    def broken(*_args, **_kwargs):
        raise RuntimeError("secret path /home/someone")

    monkeypatch.setattr(searching, "search", broken)
    answer = Pages(texts).get("/search?q=助餐")
    assert answer.status_code == 500 and "secret" not in answer.text and "Traceback" not in answer.text


def test_cells_of_files_cannot_start_a_formula(pages):
    for path in ("/search.csv?q=助餐", "/facts/norms.csv"):
        for line in pages.get(path).text.splitlines():
            assert not re.search(r'(^|,)"?[=+@]', line)
