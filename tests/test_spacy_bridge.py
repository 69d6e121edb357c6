"""The bridge's spans are the core's."""

from __future__ import annotations

import pytest
from conftest import measures

spacy = pytest.importorskip("spacy", reason="the extra zhengce[spacy] is not installed")

from pipeline.run import annotate  # noqa: E402
from pipeline.spacy_bridge import GROUPS, facts_of, language, page, scores, training  # noqa: E402

TEXT = measures("临江市")


@pytest.fixture(scope="module")
def doc():
    nlp = spacy.blank("zh")
    nlp.add_pipe("zhengce")
    return nlp(TEXT)


@pytest.mark.parametrize("group", GROUPS)
def test_spans_equal_the_core_s(doc, group):
    core = getattr(annotate(TEXT)[0], group)
    assert core
    assert [(s.start_char, s.end_char, s.text) for s in doc.spans[group]] == [(f.start, f.end, f.text) for f in core]
    assert [fact for _, fact in facts_of(doc, group)] == list(core)
    assert doc.user_data["zhengce_widened"] == 0


def test_spans_inside_a_longer_token_are_widened_and_counted():
    nlp = spacy.blank("zh")
    words = ["处五百元", "以上二千元", "以下罚款", "。"]
    doc = spacy.tokens.Doc(nlp.vocab, words, spaces=[False] * 4)
    component = nlp.add_pipe("zhengce")
    (span,) = component(doc).spans["quantities"]
    assert span.text == "处五百元以上二千元以下罚款"
    assert facts_of(doc, "quantities")[0][1].text == "五百元以上二千元以下"
    assert doc.user_data["zhengce_widened"] >= 1


def test_span_groups_travel_in_a_docbin(doc):
    from spacy.tokens import DocBin

    (back,) = DocBin(store_user_data=False).from_bytes(DocBin(docs=[doc], store_user_data=False).to_bytes()).get_docs(doc.vocab)
    assert [s.text for s in back.spans["norms"]] == [s.text for s in doc.spans["norms"]]


def test_words_on_wish_lose_no_character_and_no_span():
    nlp = language(words=True)
    doc = nlp(TEXT)
    assert doc.text == TEXT and len(doc) < len(TEXT)
    facts, _ = annotate(TEXT)
    for group in GROUPS:
        spans = list(doc.spans[group])
        assert len(spans) == len(getattr(facts, group))
        assert all(s.start_char <= f.start and f.end <= s.end_char for s, f in facts_of(doc, group))


def test_training_data_is_written_and_read(tmp_path):
    from spacy.tokens import DocBin

    training([TEXT, "由市民政局在三日内答复。"]).to_disk(tmp_path / "train.spacy")
    vocab = spacy.blank("zh").vocab
    long, short = DocBin().from_disk(tmp_path / "train.spacy").get_docs(vocab)
    assert long.text == TEXT
    assert [(s.text, s.label_) for s in short.spans["entities"]] == [("市民政局", "org")]
    assert [(s.text, s.label_) for s in short.spans["quantities"]] == [("三日内", "duration")]


def test_a_page_of_displacy_shows_the_labels(doc):
    html = page(doc, "norms")
    assert html.startswith("<!DOCTYPE html>") and "duty" in html


def test_scores_per_label():
    text = "由市民政局在三日内答复。"
    right = {
        "text": text,
        "entities": [{"start": 1, "end": 5, "label": "org"}],
        "quantities": [{"start": 6, "end": 9, "dimension": "duration"}],
    }
    wrong = right | {"entities": [{"start": 1, "end": 5, "label": "org"}, {"start": 9, "end": 11, "label": "group"}]}
    assert scores([right])["entities.org"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    found = scores([right, wrong])
    assert found["quantities"]["f1"] == 1.0
    assert found["entities"]["recall"] == pytest.approx(2 / 3)
    assert found["entities.group"]["f1"] == 0.0
