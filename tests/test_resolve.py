"""Citations lead to what they name: in the document, in the store, or nowhere that is held."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stored import LAW, RULES, TEXTS, filled, save

from pipeline.resolve import resolve
from pipeline.resolve.relations import RELATIONS, relations
from pipeline.resolve.trees import Place, Tree, expand
from pipeline.resolve.works import Works, name
from pipeline.store.verify import verify

ASK = """SELECT e.text, f.relation, f.outcome, t.title, f.eid, g.label, f.younger FROM citations f
JOIN entities e ON e.clause = f.clause AND e.n = f.n JOIN clauses c ON c.key = f.clause JOIN documents d ON d.key = c.document
LEFT JOIN documents t ON t.key = f.document LEFT JOIN clauses g ON g.key = f.target
WHERE d.title = ? AND c.label = ? ORDER BY f.clause, f.n, f.k"""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with filled(tmp_path_factory.mktemp("resolve") / "t.db") as store:
        yield store


CASES = [  # title, clause, its citations, why
    (
        "青河省水塔管理办法",
        "第一条",
        [("《中华人民共和国水塔法》", "依据", "found", None), ("《中华人民共和国水库法》", "依据", "not held", None)],
        "a row of titles shares its relation; one is held",
    ),
    (
        "青河省水塔管理办法",
        "第二条",
        [("《水塔法》第二条第二款", "除外", "found", "chp_1__art_2__para_2")],
        "without the country's name",
    ),
    (
        "青河省水塔管理办法",
        "第四条",
        [("《青河省水塔暂行办法》", "废止", "found", None)],
        "repealed",
    ),
    (
        "中华人民共和国水塔法",
        "第四条",
        [
            ("本法第三条第二项", "违反", "found", "chp_2__art_3__para_1__item_2"),
            ("前条", "依照", "found", "chp_2__art_3"),
        ],
        "its own articles stand under chapters",
    ),
]


@pytest.mark.parametrize(("title", "clause", "cited", "why"), CASES)
def test_citations_lead_to(store, title, clause, cited, why):
    rows = store.connection.execute(ASK, (title, clause)).fetchall()
    assert [(row[0], row[1], row[2], row[4]) for row in rows] == cited, why


def test_the_version_at_the_time_of_the_citing_text_is_meant(store):
    (row,) = [r for r in store.connection.execute(ASK, ("青河省水塔管理办法", "第二条"))]
    dates = store.connection.execute(
        "SELECT d.date FROM citations f JOIN documents d ON d.key = f.document WHERE f.title = '水塔法'"
    ).fetchall()
    assert row[-1] == 0
    assert set(dates) == {("2010-03-01",)}, "not that of 2020"


def test_where_only_a_younger_version_is_held_it_is_said(tmp_path):
    texts = {"rules.txt": RULES.replace("2015年", "2009年"), "law.txt": LAW}
    with filled(tmp_path / "t.db", texts) as store:
        assert store.connection.execute("SELECT DISTINCT younger FROM citations WHERE title = '水塔法'").fetchall() == [(1,)]


def test_a_part_that_is_not_there_is_missing(store):
    ask = "SELECT part, outcome, eid FROM citations WHERE outcome = 'missing'"
    assert store.connection.execute(ask).fetchall() == [("art_9", "missing", None)]


def dump(store) -> list[tuple]:
    ask = (
        "SELECT d.title, d.date, c.eid, f.n, f.k, f.relation, f.outcome, f.title, f.part, t.id, f.eid, g.eid, f.younger FROM citations f "
        "JOIN clauses c ON c.key = f.clause JOIN documents d ON d.key = c.document LEFT JOIN documents t ON t.key = f.document "
        "LEFT JOIN clauses g ON g.key = f.target ORDER BY 1, 2, 3, 4, 5"
    )
    return store.connection.execute(ask).fetchall()


def test_a_second_pass_writes_nothing(store):
    before = store.connection.total_changes
    assert resolve(store).written == 0
    assert store.connection.total_changes == before
    assert not store.unresolved()


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_sources_changes_nothing(store, tmp_path, seed):
    names = list(TEXTS)
    random.Random(seed).shuffle(names)
    with filled(tmp_path / "t.db", {n: TEXTS[n] for n in names}) as other:
        assert dump(other) == dump(store)


def test_a_text_that_comes_later_is_found_and_one_that_goes_is_missed(tmp_path):
    with filled(tmp_path / "t.db", {"rules.txt": RULES}) as store:
        ask = "SELECT DISTINCT outcome FROM citations WHERE title = '水塔法'"
        assert store.connection.execute(ask).fetchall() == [("not held",)]
        save(store, "law.txt", LAW)
        assert store.unresolved()
        assert resolve(store).written == 2, "the rules and the law itself"
        assert store.connection.execute(ask).fetchall() == [("found",)]
        save(store, "law.txt", TEXTS["old.txt"])
        resolve(store)
        assert store.connection.execute(ask).fetchall() == [("not held",)]
        assert verify(store).ok


def test_amending_decisions_mean_the_amended_text(tmp_path):
    decision = "全国人民代表大会常务委员会关于修改《中华人民共和国水塔法》的决定\n2012年5月6日 通过\n一、将第三条修改为：“水塔应当登记。”\n二、删去第四条。"
    with filled(tmp_path / "t.db", {"law.txt": LAW, "decision.txt": decision}) as store:
        ask = "SELECT part, outcome, relation FROM citations WHERE title = '水塔法' ORDER BY clause"
        assert store.connection.execute(ask).fetchall() == [("art_3", "found", "修改"), ("art_4", "found", "修改")]


def test_new_wording_speaks_of_the_amended_text(tmp_path):
    decision = "全国人民代表大会常务委员会关于修改《中华人民共和国水塔法》的决定\n2012年5月6日 通过\n一、将第二条修改为：“水塔依照本法第三条登记，本条第二款除外。”同时删去第二款。"
    with filled(tmp_path / "t.db", {"law.txt": LAW, "decision.txt": decision}) as store:
        ask = "SELECT f.part, f.outcome FROM citations f JOIN clauses c ON c.key = f.clause WHERE f.title = '水塔法' AND f.part IS NOT NULL ORDER BY f.clause, n"
        assert store.connection.execute(ask).fetchall() == [
            ("art_2", "found"), ("art_3", "found"), ("art_2__para_2", "found"), ("art_2__para_2", "found"),
        ]  # fmt: skip


def test_the_entries_of_a_text_without_articles_are_cited_as_articles(tmp_path):
    texts = {
        "bill.txt": "中华人民共和国水塔法修正案（二）\n2012年5月6日 通过\n一、将第二条修改为：“水塔归集体所有。”\n二、将第三条修改为：“水塔应当登记。”\n三、本修正案自公布之日起施行。",
        "rules.txt": "某市水塔规定\n2013年1月1日 公布\n第一条 依照《水塔法修正案（二）》第二条办理。\n第二条 乙。",
    }
    with filled(tmp_path / "t.db", texts) as store:
        ask = "SELECT part, outcome, eid FROM citations WHERE title LIKE '水塔法修正案%'"
        assert store.connection.execute(ask).fetchall() == [("art_2", "found", "h1_2")]


def test_an_article_that_the_text_lacks_is_one_of_the_law_it_applies(tmp_path):
    rules = "某院关于适用《中华人民共和国水塔法》若干问题的解释\n2013年1月1日 公布\n第一条 水塔倾斜（第三条第一项）的，应当拆除。\n第二条 违反第九条的，从重。"
    with filled(tmp_path / "t.db", {"law.txt": LAW, "rules.txt": rules}) as store:
        ask = "SELECT f.title, f.part, f.outcome FROM citations f JOIN clauses c ON c.key = f.clause JOIN documents d ON d.key = c.document WHERE d.title LIKE '某院%' ORDER BY c.key"
        assert store.connection.execute(ask).fetchall() == [
            ("水塔法", "art_3__item_1", "found"),
            (None, "art_9", "missing"),
        ]


def test_a_paragraph_that_the_article_lacks_is_one_of_the_article_named_before(tmp_path):
    rules = "某市水塔规定\n第一条 甲。\n乙。\n第二条 违反本规定第一条第一款规定的，警告；有前条行为的，加重；违反第二款规定的，罚款。\n第三条 犯刑法第九条的罪或者第十条的罪的，从重。"
    with filled(tmp_path / "t.db", {"rules.txt": rules, "law.txt": "中华人民共和国刑法\n第九条 甲。\n第十条 乙。"}) as store:
        ask = "SELECT title, part, outcome FROM citations ORDER BY clause, n"
        assert store.connection.execute(ask).fetchall() == [
            (None, "art_1__para_1", "found"), (None, "art_1", "found"), (None, "art_1__para_2", "found"),
            ("刑法", "art_9", "found"), ("刑法", "art_10", "found"),
        ]  # fmt: skip


def test_paragraphs_before_are_counted_in_the_tree(tmp_path):
    rules = (
        "某市水塔规定\n第一条 甲。\n有下列情形的：\n（一）乙。\n乙的说明：\n1.丙；\n（二）丁。\n依照前款规定办理。\n第二条 戊。"
    )
    with filled(tmp_path / "t.db", {"rules.txt": rules}) as store:
        assert store.connection.execute("SELECT part, outcome FROM citations").fetchall() == [("art_1__para_2", "found")]


def test_a_code_published_in_books_is_one_text(tmp_path):
    books = {
        "one.txt": "中华人民共和国水法典\n第一条 水应当节约使用，依照本法第三条计价。\n第二条 水应当保护。",
        "two.txt": "中华人民共和国水法典\n第三条 水价由政府规定。\n第四条 水价应当公开。",
        "three.txt": "中华人民共和国水法典\n第一章 处罚\n第五条 不公开水价的，依照本法第二编处罚，本法第九编除外。",
    }
    with filled(tmp_path / "t.db", books) as store:
        ask = "SELECT c.outcome, c.eid, substr(t.text, 12, 3) FROM citations c LEFT JOIN texts t ON t.document = c.document ORDER BY clause, n"
        assert store.connection.execute(ask).fetchall() == [
            ("found", "art_3", "第三条"), ("found", None, "第三条"), ("missing", None, "第一章"),
        ]  # fmt: skip


RELATIONS_CASES = [  # text with ⟦citations⟧, relations, why
    ("根据⟦《甲法》⟧和⟦《乙条例》⟧，制定本办法。", ["依据", "依据"], "a row"),
    ("为贯彻落实⟦《甲意见》⟧精神，现通知如下。", ["贯彻落实"], ""),
    ("违反⟦本法第三条⟧规定的，由公安机关依照⟦《甲法》⟧的规定处罚。", ["违反", "处罚"], "two of one sentence"),
    ("除⟦第三条⟧另有规定外，不得收费。", ["除外"], ""),
    ("⟦《甲办法》⟧同时废止。", ["废止"], ""),
    ("对⟦《甲条例》⟧作如下修改：", ["修改"], ""),
    ("将⟦第三条第二款⟧修改为：", ["修改"], ""),
    ("外国人参照⟦本办法⟧执行。", ["参照"], ""),
    ("实施⟦甲法第五条⟧规定的行为的，从重论处。", [None], "committing an act is no carrying out of the law"),
    ("根据国务院⟦《甲条例》⟧，制定本办法。", ["依据"], "whose text it is stands between"),
    ("依照⟦《甲法》⟧（以下简称甲法）的规定办理。", ["依照"], "brackets behind the title"),
    ("⟦《甲法》⟧是基本法律。", [None], "a mention"),
    ("根据有关法律和国务院⟦《甲条例》⟧，制定本办法。", ["依据"], "other bases stand between"),
    ("应当执行⟦《甲条例》⟧规定的程序。", ["依照"], "carried out"),
    ("本法以⟦宪法⟧为根据制定。", ["依据"], "the word stands behind"),
    ("为了实施⟦《甲法》⟧，制定本办法。", ["贯彻落实"], "a purpose"),
    ("外国人参照适用⟦本法第三条⟧。", ["参照"], "not simply applied"),
    ("根据⟦《甲法》⟧（以下简称⟦甲法⟧）、⟦《乙法》⟧的规定，解释如下", ["依据"] * 3, "short names stand in the row"),
    (
        "甲市人民政府2001年5月1日公布的⟦《甲办法》⟧、乙局2003年12月31日第十二次局务会议通过并公布施行的⟦《乙办法》⟧同时废止。",
        ["废止", "废止"],
        "one word repeals a whole row",
    ),
]


@pytest.mark.parametrize(("marked", "wanted", "why"), RELATIONS_CASES)
def test_relation(marked, wanted, why):
    text, spans = "", []
    for piece in marked.replace("⟧", "⟦").split("⟦"):
        spans.append((len(text), len(text) + len(piece)))
        text += piece
    assert relations(text, spans[1::2]) == wanted, why


@given(st.text("除根据违反本法第三条、和《》（）的规定处罚，废止修改为另有外。", max_size=60), st.data())
def test_relations_of_any_text(text, data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    found = relations(text, spans)
    assert len(found) == len(spans)
    assert set(found) <= {None, *RELATIONS}
    assert found == relations(text, spans)


STEPS = st.builds("{}_{}".format, st.sampled_from(["art", "para", "item", "subitem"]), st.integers(1, 5))


@given(st.lists(STEPS, min_size=1, max_size=5))
def test_a_target_of_any_shape_is_a_list_of_paths(steps):
    for text in ("__".join(steps), ",".join(steps)):
        paths = expand(text)
        assert len(paths) == text.count(",") + 1
        assert [path[-1] for path in paths] == [part.split("__")[-1] for part in text.split(",")]


def planted(places) -> Tree:
    """A tree of nodes that stand one character apart."""
    places = list(places)
    return Tree(places, {place.eid: n for n, place in enumerate(places)})


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 9)), unique=True), st.integers(1, 9))
def test_an_article_is_found_wherever_it_stands(placed, number):
    tree = planted(Place(f"chp_{c}__art_{n}", "article", n, None, 0) for c, n in placed)
    found = tree.find((f"art_{number}",))
    assert (found is not None) == any(n == number for _, n in placed)
    assert found is None or found[0].endswith(f"art_{number}") and found[1]
    assert tree.find((f"art_{number}",), part=1) is None


TREE = planted(
    Place(eid, kind, number, suffix, 0)
    for eid, kind, number, suffix in [
        ("chp_1", "chapter", 1, None),
        ("chp_1__sec_1", "section", 1, None),
        ("chp_1__sec_1__art_1", "article", 1, None),
        ("chp_1__sec_1__art_1__para_1", "paragraph", 1, None),
        ("chp_1__sec_1__art_1__para_2", "paragraph", 2, None),
        ("chp_1__sec_1__art_1__para_2__item_1", "item", 1, None),
        ("chp_2", "chapter", 2, None),
        ("chp_2__sec_1", "section", 1, None),
        ("chp_2__sec_1__art_2", "article", 2, None),
        ("chp_2__sec_1__art_2_1", "article", 2, 1),
    ]
)
NUMBERED = planted(
    Place(eid, kind, number, None, 0, label)
    for eid, kind, number, label in [
        ("part_2", "part", 2, "第二分编"),
        ("h1_1", "heading1", 1, "一、"),
        ("h1_1__h3_1", "heading3", 1, "1."),
        ("h1_2", "heading1", 2, "二、"),
        ("h1_2__h3_2", "heading3", 2, "2."),
    ]
)


@pytest.mark.parametrize(
    ("steps", "here", "found", "why"),
    [
        (("art_2",), "", ("h1_2__h3_2", True), "2. runs on through the headings: it is cited as an article"),
        (("item_1",), "h1_2__h3_2", ("h1_1__h3_1", True), "an entry of the list that the words stand in"),
        (("item_1",), "", None, "an item of nothing"),
        (("part_2",), "", None, "第二分编 is not 第二编"),
    ],
)
def test_finding_a_part_of_a_text_without_articles(steps, here, found, why):
    assert NUMBERED.find(steps, here=here) == found, why


FINDS = [  # steps, node the citation stands in, what is found, why
    (("art_1", "item_1"), "", ("chp_1__sec_1__art_1__para_2__item_1", True), "the paragraph is left out"),
    (("art_1", "para_3"), "", ("chp_1__sec_1__art_1", False), "no such paragraph: the article"),
    (("art_2", "para_1"), "", ("chp_2__sec_1__art_2", True), "an article of one paragraph"),
    (("art_2_1",), "", ("chp_2__sec_1__art_2_1", True), "第二条之一"),
    (("chp_2", "sec_1"), "", ("chp_2__sec_1", True), ""),
    (("sec_1",), "chp_2__sec_1__art_2", ("chp_2__sec_1", True), "the section of one's own chapter"),
    (("art_9",), "", None, "no such article"),
    (("para_1",), "", None, "a paragraph of nothing"),
]


@pytest.mark.parametrize(("steps", "here", "found", "why"), FINDS)
def test_finding_a_part(steps, here, found, why):
    assert TREE.find(steps, here=here) == found, why


def test_a_notice_stands_for_the_text_it_carries_unless_that_is_held_itself():
    works = Works([(1, "关于印发《甲办法》的通知", "甲办法", "2020"), (2, "乙办法", None, "2021"), (3, "通知", "乙办法", "2021")])
    assert [(held.document, held.part) for held in works.meant("《甲办法》", "2022")[0]] == [(1, 1)]
    assert [held.document for held in works.meant("乙办法", None)[0]] == [2]


@given(st.text("《》〈〉（）() 　\n中华人民共和国水法甲办Ａa", max_size=30).map("甲{}".format))
def test_names_are_stable(title):
    assert name(f"《{title}》") == name(title)
    assert name(title) == name(title.replace("（", "(").replace(" ", ""))
