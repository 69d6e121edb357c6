"""The pages in a real browser: Debian's Chromium without a window, on a served database of ``corpus/``."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

pytest.importorskip("datasette", reason="needs the extra zhengce[web]")
pytest.importorskip("selenium", reason="needs selenium, which comes with zhengce[dev]")

import _browser  # noqa: E402

pytestmark = [
    pytest.mark.skipif(not (_browser.CHROMIUM and _browser.DRIVER), reason=_browser.MISSING),
    pytest.mark.xdist_group("browser"),
]

TITLE = "浙江省居家社区养老服务条例"
WIDE, NARROW = (1280, 860), (360, 740)


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    from pipeline import ingest, open_store

    path = tmp_path_factory.mktemp("browser") / "corpus.db"
    with open_store(path) as store:
        ingest(store, [str(ROOT / "corpus" / "elderly_care")], jobs=1)
    return path


@pytest.fixture(scope="module")
def address(database):
    from pipeline.review import beside

    with _browser.served(database, reviews=beside(database)) as found:
        yield found


@pytest.fixture(scope="module")
def downloads(tmp_path_factory):
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="module")
def driver(downloads):
    with _browser.browser(*WIDE, downloads=downloads) as found:
        yield found


@pytest.fixture(scope="module")
def plain():
    """A browser without script."""
    with _browser.browser(*WIDE, script=False) as found:
        yield found


@pytest.fixture(scope="module")
def document(database):
    from pipeline.search.coverage import latest

    return latest(database, 1, title=TITLE)[0][0]["id"]


@pytest.fixture(autouse=True)
def clean(driver):
    """After each test: the console has said nothing and no request has left this machine."""
    driver.get_log("browser"), driver.get_log("performance")
    _browser.size(driver, *WIDE)
    yield
    said = [entry["message"] for entry in driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]
    assert not said
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            url = urlsplit(message["params"]["request"]["url"])
            assert url.hostname == "127.0.0.1" or url.scheme in ("blob", "data"), url.geturl()


def one(driver, selector):
    return driver.find_element("css selector", selector)


def some(driver, selector):
    return driver.find_elements("css selector", selector)


def until(condition, seconds=10):
    """What ``condition`` gives once it is true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not happen")


def test_search_facet_and_back(driver, address):
    driver.get(address)
    one(driver, "#q").send_keys("养老服务 补贴\n")
    until(lambda: "/search" in driver.current_url)
    assert {m.text for m in some(driver, "mark")} >= {"养老服务", "补贴"}
    total = int(one(driver, ".found strong").text)
    facet = one(driver, ".facet a")
    value, n = facet.find_element("css selector", "span").text, int(facet.find_element("css selector", ".n").text)
    facet.click()
    until(lambda: some(driver, ".chips a"))
    assert value in one(driver, ".chips").text and int(one(driver, ".found strong").text) == n <= total
    shared = driver.current_url
    one(driver, ".chips a").click()
    until(lambda: not some(driver, ".chips a"))
    driver.get(shared)
    assert value in one(driver, ".chips").text


def test_keyboard(driver, address):
    from selenium.webdriver.common.keys import Keys

    driver.get(f"{address}/search?q={quote('养老')}")
    body = one(driver, "body")
    body.send_keys("j")
    body.send_keys(Keys.ARROW_DOWN)
    hits = some(driver, "[data-hit]")
    assert driver.switch_to.active_element == hits[1] and len(some(driver, ".hit.here")) == 1
    driver.switch_to.active_element.send_keys("k")
    assert driver.switch_to.active_element == hits[0]
    hits[0].send_keys("/")
    assert driver.switch_to.active_element.get_attribute("name") == "q"
    hits[0].send_keys(Keys.ENTER)
    until(lambda: "/document/" in driver.current_url)


def test_suggestions_and_saved_searches(driver, address):
    driver.get(f"{address}/search?q={quote('养老')}")
    box = one(driver, "#q")
    box.clear()
    box.send_keys("养老")
    until(lambda: some(driver, "#suggestions option"))
    one(driver, "[data-save-search]").click()
    driver.get(address)
    assert one(driver, "[data-saved] a").text == "养老"
    one(driver, "[data-saved] a").click()
    until(lambda: "/search" in driver.current_url)
    driver.execute_script("localStorage.clear()")


def test_document_highlights_tree_and_clause(driver, address, document):
    driver.get(f"{address}/document/{document}")
    colour = "return getComputedStyle(document.querySelector('.text .m.quantity')).backgroundColor"
    shown = driver.execute_script(colour)
    one(driver, "#show-quantity").click()
    assert driver.execute_script(colour) != shown and "show=law%2Ccue" in driver.current_url
    driver.refresh()
    assert not one(driver, "#show-quantity").is_selected()
    article = some(driver, ".tree .articles a")[4]
    article.click()
    until(lambda: "#" in driver.current_url)
    target = one(driver, f"[id='{driver.current_url.partition('#')[2]}']")
    assert until(lambda: 0 <= target.rect["y"] - driver.execute_script("return scrollY") < 300)
    target.find_element("css selector", "a.label").click()
    until(lambda: some(driver, ".clause h1"))
    assert one(driver, "#cite-legal").text.startswith(f"《{TITLE}》")


def test_compare_matrix_and_pair(driver, address):
    driver.get(f"{address}/compare")
    one(driver, "input[name=theme]").send_keys("养老")
    one(driver, "input[name=regions]").send_keys("浙江，山东，四川\n")
    until(lambda: some(driver, ".matrix"))
    assert "无此规定" in one(driver, ".matrix").text
    one(driver, ".matrix thead a[href*=reference]").click()
    until(lambda: some(driver, ".matrix .reference"))
    pinned = one(driver, ".pinned")
    driver.execute_script("arguments[0].scrollLeft = 400; arguments[0].scrollTop = 300", pinned)
    first = one(driver, ".matrix tbody th")
    assert abs(first.rect["x"] - pinned.rect["x"]) < 3, "the first column stays"
    driver.execute_script("arguments[0].scrollLeft = 0; arguments[0].scrollTop = 0", pinned)
    some(driver, ".matrix a[href*='/compare/pair']")[0].click()
    until(lambda: some(driver, ".sides ins, .sides del"))


def test_downloads(driver, address, downloads):
    driver.get(f"{address}/search?q={quote('养老')}")
    for form in ("CSV", "XLSX"):
        driver.find_element("link text", form).click()
    until(lambda: (downloads / "search.csv").exists() and (downloads / "search.xlsx").exists())
    assert "养老" in (downloads / "search.csv").read_text("utf-8-sig")
    assert (downloads / "search.xlsx").read_bytes().startswith(b"PK")
    driver.get(f"{address}/facts/penalties")
    one(driver, "[data-png]").click()
    until(lambda: (downloads / "counts.png").exists())
    assert (downloads / "counts.png").read_bytes().startswith(b"\x89PNG")


def test_facts_are_sorted_and_filtered(driver, address):
    driver.get(f"{address}/facts/quantities?role=fine&sort=high&order=desc")
    highs = [float(cell.text) for cell in some(driver, "td.c-high") if cell.text]
    assert highs == sorted(highs, reverse=True) and len(highs) > 3
    one(driver, "input[name=contains]").send_keys("骗取\n")
    until(lambda: "contains=" in driver.current_url)
    assert 0 < len(some(driver, "tbody tr")) < len(highs)


def test_review(driver, address, document, database):
    from pipeline.review import Reviews, beside

    driver.get(f"{address}/search?q={quote(f'title:{TITLE} modality:sanction')}")
    one(driver, "[data-hit]").click()
    until(lambda: some(driver, ".judge"))
    one(driver, ".judge form:nth-of-type(1) button").click()
    until(lambda: some(driver, ".fact.accepted"))
    assert [r.verdict for r in Reviews(beside(database)).all()] == ["accepted"]
    one(driver, ".fact.accepted .judge form button").click()
    until(lambda: not some(driver, ".fact.accepted"))
    assert Reviews(beside(database)).all() == []


def test_language_switch(driver, address):
    driver.get(address)
    driver.find_element("link text", "English").click()
    until(lambda: one(driver, "html").get_attribute("lang") == "en")
    driver.get(f"{address}/documents")
    assert one(driver, "h1").text == "Documents"
    driver.find_element("link text", "中文").click()
    until(lambda: one(driver, "html").get_attribute("lang") == "zh-CN")


PATHS = (
    "/", "/search?q=养老服务", "/search?q=没有这个词啊", "/documents", "/document/{}", "/document/{}/chp_1__art_1", "/facts/quantities", "/facts/penalties",
    "/compare", "/compare?theme=养老&regions=浙江,山东", "/corpus", "/corpus/audit", "/review", "/help", "/api", "/nowhere",
)  # fmt: skip

# Contrast of every text that is seen with what is behind it (WCAG 2.2, success criterion 1.4.3), as a browser paints them.
CONTRAST = r"""
const rgb = (c) => { const n = c.match(/[\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
const light = ([r, g, b]) => { const f = (v) => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; return .2126 * f(r) + .7152 * f(g) + .0722 * f(b); };
const over = (top, under) => top.slice(0, 3).map((v, i) => v * top[3] + under[i] * (1 - top[3]));
const behind = (e) => { const layers = []; for (; e; e = e.parentElement) layers.push(rgb(getComputedStyle(e).backgroundColor)); return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]); };
const bad = [];
for (const e of document.querySelectorAll("body *")) {
  if (e.closest("svg") || !e.checkVisibility() || ![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())) continue;
  const style = getComputedStyle(e), ground = behind(e), ink = over(rgb(style.color), ground);
  const [a, b] = [light(ink), light(ground)].sort((x, y) => y - x), size = parseFloat(style.fontSize);
  const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
  if ((a + .05) / (b + .05) < (large ? 3 : 4.5)) bad.push(`${e.tagName}.${e.className} ${style.color} on ${ground.map(Math.round)}: ${((a + .05) / (b + .05)).toFixed(2)} ${e.textContent.trim().slice(0, 20)}`);
}
return [...new Set(bad)];
"""

NAMELESS = r"""
const named = (e) => e.textContent.trim() || e.getAttribute("aria-label") || e.title || e.labels?.length || e.type === "hidden" || e.querySelector?.("[aria-label], img[alt]");
return [...document.querySelectorAll("a, button, input, select")].filter((e) => !named(e)).map((e) => e.outerHTML.slice(0, 120));
"""


@pytest.mark.parametrize("path", PATHS)
def test_narrow_pages_fit_and_every_text_can_be_read(driver, address, document, path):
    url = address + path.format(document)
    driver.get(url)
    assert driver.execute_script(CONTRAST) == []
    assert driver.execute_script(NAMELESS) == []
    _browser.size(driver, *NARROW)
    driver.get(url)
    assert driver.execute_script("return document.documentElement.scrollWidth") <= NARROW[0]
    assert driver.execute_script(CONTRAST) == []
    if path == "/nowhere":
        driver.get_log("browser")  # the console tells of the 404 that was asked for


def test_reading_and_searching_without_script(plain, address, document):
    plain.get(address)
    one(plain, "#q").send_keys("养老服务 补贴\n")
    until(lambda: some(plain, "mark"))
    assert not [e for e in some(plain, ".needs-js") if e.is_displayed()]
    one(plain, ".facet a").click()
    until(lambda: some(plain, ".chips a"))
    one(plain, "[data-hit]").click()
    until(lambda: some(plain, ".clause h1"))
    plain.get(f"{address}/document/{document}")
    before = one(plain, ".text .m.quantity").value_of_css_property("background-color")
    one(plain, "#show-quantity").click()
    assert one(plain, ".text .m.quantity").value_of_css_property("background-color") != before


def test_print_leaves_the_text(driver, address, document):
    driver.get(f"{address}/document/{document}")
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert not one(driver, ".top").is_displayed() and one(driver, ".text").is_displayed()
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
