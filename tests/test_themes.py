"""Themes: the scheme, the subject words, and documents of our own about one subject each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.classify import theme
from pipeline.classify.themes import UNSURE, split_title, subject_of
from pipeline.classify.words import subject_hits, subject_words
from pipeline.reference.topics import CLASSES, SUBCLASSES, split_label


def test_the_scheme_has_22_classes():
    assert len(CLASSES) == 22
    assert SUBCLASSES["其他"] == ()
    assert "体育" in SUBCLASSES["卫生、体育"]


def test_every_subject_word_belongs_to_a_class_of_the_scheme():
    for word, (name, sub) in subject_words().items():
        assert split_label(f"{name}\\{sub}" if sub else name), word


@pytest.mark.parametrize(
    ("text", "word", "reason"),
    [
        ("云山市政务服务条例", "政务服务", "市政 is not cut out of 市|政务"),
        ("云山市道路交通安全条例", "道路交通安全", "the longer word wins over 公路 and 交通 business"),
        ("云山市养犬管理办法", "养犬管理", "the word of the police over the word of the town"),
    ],
)
def test_longer_words_win(text, word, reason):
    assert [hit.word for hit in subject_hits(text)] == [word], reason


@given(st.text(alphabet="道路交通安全政务服务市水资源保护a，", max_size=30))
def test_subject_words_never_overlap_and_stand_where_they_say(text):
    hits = subject_hits(text)
    assert all(text[h.start : h.start + len(h.word)] == h.word for h in hits)
    assert all(a.start + len(a.word) <= b.start for a, b in zip(hits, hits[1:], strict=False))


@pytest.mark.parametrize(
    ("title", "opening", "expected"),
    [
        ("云山市居家养老服务条例", "第一条 为了发展居家养老服务，保障老年人的权益，制定本条例。", "民政、扶贫、救灾"),
        ("青禾省水库大坝管理办法", "第一条 为了加强水库大坝的安全管理，制定本办法。", "农业、林业、水利"),
        ("云山市餐厨垃圾管理办法", "第一条 为了防止餐厨垃圾污染环境，制定本办法。", "城乡建设、环境保护"),
        ("青禾省税收征管保障办法", "第一条 为了保障税收收入，维护纳税人的权益，制定本办法。", "财政、金融、审计"),
        ("云山市人民政府办公室关于进一步促进就业工作的通知", "为做好高校毕业生就业，现就有关事项通知如下：", "劳动、人事、监察"),
        ("青禾省全民健身条例", "第一条 为了促进全民健身，增强公民体质，制定本条例。", "卫生、体育"),
    ],
)
def test_a_document_about_one_subject(title, opening, expected):
    best, *others = theme(title, opening)
    assert best.label == expected
    assert UNSURE <= best.probability <= 1
    assert best.evidence
    assert all(other.probability <= best.probability for other in others)


def test_the_title_is_taken_from_the_first_line_of_a_bare_text():
    text = "# 云山市殡葬管理办法\n第一条 为了加强管理，推进移风易俗，制定本办法。"
    assert theme("", text)[0].label == "民政、扶贫、救灾"
    assert split_title(text)[0] == "云山市殡葬管理办法"
    assert split_title("为了加强管理，制定本办法。\n第二条") == ("", "为了加强管理，制定本办法。\n第二条")


def test_headings_above_a_clause_count():
    clause = "推进项目建设，完善各项措施，提高服务水平。"
    assert theme("工作要点", clause, ("三、加强水土保持和河道治理",))[0].label == "农业、林业、水利"


@pytest.mark.parametrize("text", ["", " \n", "No Chinese at all 123", "🙂"])
def test_nothing_to_judge_is_unsure(text):
    assert theme("", text) == ()


@given(st.text(max_size=80), st.text(max_size=200))
def test_any_text_gets_an_answer_in_order(title, text):
    topics = theme(title, text)
    assert [t.probability for t in topics] == sorted((t.probability for t in topics), reverse=True)
    assert all(t.label in CLASSES for t in topics)


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("青禾省实施《中华人民共和国水法》办法", "青禾省水法"),
        ("国务院办公厅关于转发某部春耕备耕意见的通知", "某部春耕备耕意见"),
    ],
)
def test_the_subject_of_a_title(title, subject):
    assert subject_of(title) == subject
