"""Every page and every file of the served database, in both languages, without a network."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import measures
from stored import TEXTS, filled, save

pytest.importorskip("datasette")

from served import Pages

from pipeline.resolve import resolve
from pipeline.review import STATES, VERDICTS
from pipeline.search.ranking import SORTS
from pipeline.search.tables import VIEWS
from pipeline.web import words
from pipeline.web.words import LANGUAGES, VALUES, WORDS

PAGES = (
    ("/", "政策文本的条款"),
    ("/search?q=水塔", "<mark>水塔</mark>"),
    ("/search?q=水塔&sort=date&page=2", "水塔"),
    ("/search?region=临江市", "临江市"),
    ("/search?q=火星基地", "没有找到"),
    ("/documents", "青河省水塔管理办法"),
    ("/documents?q=暂行", "青河省水塔暂行办法"),
    ("/document/{rules}", "青河省水塔管理办法"),
    ("/document/{rules}/art_3", "处罚"),
    ("/facts/quantities", "元"),
    ("/facts/norms?modality=duty", "应当"),
    ("/facts/penalties?by=region&sort=high&order=desc", "罚款"),
    ("/facts/entities?label=org", "机构"),
    ("/facts/citations", "水塔法"),
    ("/compare", "选择文件"),
    ("/compare?theme=助餐&regions=临江市,清河县", "并排"),
    ("/compare/changes?id={later}", "修改"),
    ("/corpus", "按层级"),
    ("/corpus?status=ok", "rules.txt"),
    ("/corpus/audit", "数据检查"),
    ("/help", "NEAR/10"),
    ("/api", "/api/search"),
    ("/data", "view_norms"),
    ("/data/view_quantities", "view_quantities"),
    ("/data/clauses?_search=水塔渗漏", "水塔渗漏"),
)


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    """Texts that cite each other, and measures of two places to compare."""
    path = tmp_path_factory.mktemp("web") / "texts.db"
    with filled(path, TEXTS) as store:
        for k, region in enumerate(("临江市", "清河县"), 1):
            text = measures(region, days=7 * k, low=300 * k, high=3000 * k)
            save(store, f"{region}.txt", text if k == 1 else text.replace("第五条", "第五条 助餐点应当公示菜单价格。\n第六条"))
        resolve(store)
    return path


@pytest.fixture(scope="module")
def pages(texts):
    return Pages(texts)


@pytest.fixture(scope="module")
def ids(texts):
    from pipeline.search.coverage import latest

    rows, _ = latest(texts, 50)
    by_title = {(row["title"], row["date"][:4] if row["date"] else ""): row["id"] for row in rows}
    return {
        "rules": by_title["青河省水塔管理办法", "2015"],
        "later": next(row["id"] for row in rows if "水塔法" in row["title"]),
    }


class Balance(HTMLParser):
    """Elements that are opened and never closed, or closed and never opened; and what a page refers to."""

    VOID = {"meta", "link", "input", "br", "img", "hr", "rect", "line", "path"}

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        names = dict(attributes)
        self.links += [names[n] for n in ("href", "src", "action") if n in names]
        self.ids += [names["id"]] if "id" in names else []
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_endtag(self, tag):
        if tag in self.VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("path", "said"), PAGES, ids=[path for path, _ in PAGES])
def test_every_page_is_there(pages, ids, path, said, language):
    path = path.format(**ids)
    answer = pages.get(path, headers={"cookie": f"lang={language}"})
    assert answer.status_code == 200
    assert language == "en" or said in answer.text
    if not path.startswith("/data"):
        assert f'<html lang="{"zh-CN" if language == "zh" else "en"}">' in answer.text
        page = Balance(answer.text)
        assert not page.wrong and not page.open
        assert len(page.ids) == len(set(page.ids)), "an id stands twice"
        assert all(link.startswith(("/", "#")) and not link.startswith("//") for link in page.links)


def test_every_link_of_the_pages_leads_somewhere(texts, ids):
    """From every page above to what it names, and on; of each kind of address the first three."""
    pages = Pages(texts)  # one of the links changes the language
    waiting = [path.format(**ids) for path, _ in PAGES if not path.startswith("/data")]
    seen: set[str] = set()
    kinds: dict[str, int] = {}
    while waiting:
        path = waiting.pop(0).partition("#")[0]
        kind = re.sub(r"[0-9a-f]{16}(/\w+)?", lambda m: "_/_" if m[1] else "_", path.partition("?")[0])
        if not path or path in seen or path.startswith("/data") or kinds.get(kind, 0) == 3:
            continue
        seen.add(path)
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = pages.get(path)
        assert answer.status_code in (200, 303) or path.endswith("/original"), path
        if answer.headers["content-type"].startswith("text/html") and answer.status_code == 200:
            waiting += Balance(answer.text).links
    assert {"/document/_/_", "/facts/norms", "/compare/pair", "/search.csv", "/static/", "/api/openapi.json"} <= {
        "/static/" if kind.startswith("/static/") else kind for kind in kinds
    }


def test_the_words_of_both_languages_are_complete():
    for key, pair in {**WORDS, **VALUES}.items():
        assert len(pair) == len(LANGUAGES) and all(pair), key
        assert pair[0].count("{}") == pair[1].count("{}"), key


def test_no_word_of_the_interface_is_idle():
    web = Path(words.__file__).parent
    said = "".join(p.read_text("utf-8") for p in web.rglob("*.*") if p.suffix in (".html", ".py") and p.name != "words.py")
    composed = {*(f"sort_{sort}" for sort in SORTS), *STATES, *VERDICTS, *VIEWS}
    assert [key for key in WORDS if key not in composed and not re.search(f"""["']{key}["']""", said)] == []


def test_the_state_of_a_search_is_its_address(pages):
    page = pages.get("/search?q=助餐&region=临江市").text
    assert 'value="助餐"' in page and "地区 临江市" in page
    assert 'href="/search?q=%E5%8A%A9%E9%A4%90"' in page, "a chip takes its filter away"
    assert "清河县" not in page


def test_hits_of_one_document_stand_together(pages):
    page = pages.get("/search?q=水塔").text
    titles = re.findall(r'<h2><a href="/document/[0-9a-f]{16}">([^<]+)</a>', page)
    assert len(titles) == len(set(titles)) or "中华人民共和国水塔法" in titles


def test_a_document_is_shown_as_in_its_source(pages, ids, texts):
    from pipeline.store.connect import connect
    from pipeline.store.load import load

    class Text(HTMLParser):
        def __init__(self):
            super().__init__()
            self.inside, self.lines = False, []

        def handle_starttag(self, tag, attributes):
            if tag == "article":
                self.inside = True
            elif tag == "p" and self.inside:
                self.lines.append("")

        def handle_endtag(self, tag):
            self.inside = self.inside and tag != "article"

        def handle_data(self, data):
            if self.inside and self.lines:
                self.lines[-1] += data

    found = Text()
    found.feed(pages.get(f"/document/{ids['rules']}").text)
    connection = connect(texts)
    assert "\n".join(line.rstrip("\n ") for line in found.lines) == load(connection, ids["rules"]).document.text
    connection.close()


def test_citations_are_links_both_ways(pages, ids):
    page = pages.get(f"/document/{ids['rules']}").text
    assert re.search(r'<a class="m law[^"]*" href="/document/[0-9a-f]{16}/art_\d+"', page)
    assert "水库法" in page and "库中没有" in page
    law = re.search(r'href="(/document/[0-9a-f]{16})/art_2"', page)[1]
    assert "青河省水塔管理办法" in pages.get(law).text


def test_a_clause_tells_facts_rules_and_citation(pages, ids):
    page = pages.get(f"/document/{ids['rules']}/art_3").text
    assert "规则" in page and "置信度" in page
    assert "《青河省水塔管理办法》（2015年7月1日公布）第3条。" in page
    assert "@misc{" in page and "TY  - LEGAL" in page
    ris = pages.get(f"/document/{ids['rules']}/art_3.ris")
    assert ris.text.startswith("TY  - ") and "attachment" in ris.headers["content-disposition"]


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "jsonl"])
def test_files_hold_what_is_seen(pages, form):
    total = pages.get("/api/search?q=水塔").json()["total"]
    answer = pages.get(f"/search.{form}?q=水塔")
    assert answer.status_code == 200
    if form == "csv":
        assert len(list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))) == total + 1
    elif form == "jsonl":
        assert len(answer.text.splitlines()) == total
    elif form == "xlsx":
        openpyxl = pytest.importorskip("openpyxl")
        assert openpyxl.load_workbook(io.BytesIO(answer.content)).active.max_row == total + 1
    for table in ("quantities", "norms", "penalties"):
        assert pages.get(f"/facts/{table}.{form}").status_code == 200
    assert pages.get(f"/compare.{form}?theme=助餐&regions=临江市,清河县").status_code == 200


def test_pictures_are_svg_without_style_or_script(pages):
    for path in (
        "/corpus/region_theme.svg",
        "/corpus/timeline.svg",
        "/corpus/strength.svg",
        "/facts/penalties.svg?picture=ranges",
    ):
        answer = pages.get(path)
        assert answer.headers["content-type"] == "image/svg+xml" and answer.text.startswith("<svg xmlns=")
        assert "style=" not in answer.text and "<script" not in answer.text


def test_the_api_has_one_envelope_and_opaque_cursors(pages):
    first = pages.get("/api/search?q=水塔&limit=2").json()
    assert first["ok"] and len(first["data"]) == 2 and first["total"] > 4 and first["next"]
    seen, cursor = [row["clause_id"] for row in first["data"]], first["next"]
    while cursor:
        page = pages.get(f"/api/search?q=水塔&limit=2&cursor={cursor}").json()
        seen += [row["clause_id"] for row in page["data"]]
        cursor = page["next"]
    assert len(seen) == len(set(seen)) == first["total"]
    wrong = pages.get(f"/api/search?q=老人&limit=2&cursor={first['next']}")
    assert wrong.status_code == 400 and wrong.json()["error"]["code"] == "bad-request"


def test_openapi_describes_every_endpoint_and_each_answers(pages, ids):
    described = pages.get("/api/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    filled_in = {"id": ids["rules"], "eid": "art_3", "table": "norms"}
    for path, methods in described["paths"].items():
        assert list(methods) == ["get"]
        query = {"q": "水塔", "theme": "助餐", "regions": "临江市,清河县"} if path in ("/api/search", "/api/compare") else {}
        answer = pages.get(path.format(**filled_in), params=query)
        assert answer.status_code == 200 and answer.json()["ok"] is True, path
    assert {"ok", "error"} == set(pages.get("/api/nothing").json())


def test_search_json_is_the_same_as_the_api(pages):
    assert pages.get("/search.json?q=水塔").json() == pages.get("/api/search?q=水塔").json() | {
        "next": pages.get("/search.json?q=水塔").json()["next"]
    }


def test_suggestions_are_terms_and_titles(pages):
    found = pages.get("/suggest.json?q=青河省水塔暂行").json()
    assert {"text": 'title:"青河省水塔暂行办法"', "about": "青河省水塔暂行办法"} in found
    assert pages.get("/suggest.json?q=塔").json() == []


def test_counts_in_memory_are_those_of_the_search(texts):
    from pipeline.search import Filters, facets
    from pipeline.search.places import counted, places

    held = places(texts)
    for query in ("水塔", "助餐 罚款", "助餐点需要备案吗", "modality:duty", "SENTENCE(水塔 漏)", "火星"):
        for filters in (Filters(), Filters(region="临江市"), Filters(since="2012")):
            assert counted(texts, query, held, filters=filters) == facets(texts, query, filters=filters), query


def test_a_change_of_the_database_is_seen_at_once(tmp_path):
    with filled(tmp_path / "texts.db", TEXTS) as store:
        pages = Pages(tmp_path / "texts.db")
        before = pages.get("/api/search?q=助餐").json()["total"]
        save(store, "new.txt", measures("永和县"))
        resolve(store)
    assert before == 0 and pages.get("/api/search?q=助餐").json()["total"] > 0
    assert "永和县" in pages.get("/search?q=助餐").text


def test_the_original_file_is_handed_out_only_as_it_was_read(tmp_path):
    from pipeline import ingest, open_store

    source = tmp_path / "a.txt"
    source.write_text(measures("临江市"), "utf-8")
    with open_store(tmp_path / "a.db") as store:
        ingest(store, [str(source)], jobs=1)
    pages = Pages(tmp_path / "a.db")
    (row,) = pages.get("/api/documents").json()["data"]
    answer = pages.get(f"/document/{row['id']}/original")
    assert answer.content == source.read_bytes()
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"
    source.write_text("别的内容", "utf-8")
    assert pages.get(f"/document/{row['id']}/original").status_code == 404


def test_the_database_opens_in_a_plain_datasette(texts):
    import asyncio

    from datasette.app import Datasette

    async def ask():
        return await Datasette([str(texts)]).client.get("/texts/view_norms.json?_shape=array&_size=3")

    assert len(asyncio.run(ask()).json()) == 3


def test_a_file_that_is_no_database_is_refused(tmp_path):
    from pipeline.errors import StoreError

    (tmp_path / "x.db").write_text("nothing", "utf-8")
    with pytest.raises(StoreError):
        Pages(tmp_path / "x.db")


def test_json_of_pages_is_plain(pages, ids):
    clause = pages.get(f"/api/clauses/{ids['rules']}/art_3").json()["data"]
    assert clause["label"] == "第三条" and all("rule" in fact for fact in clause["norms"])
    assert json.dumps(clause, ensure_ascii=False)
