"""The bridge's spans are the core's."""

from __future__ import annotations

import pytest
from conftest import measures

spacy = pytest.importorskip("spacy", reason="the extra zhengce[spacy] is not installed")

from pipeline.run import annotate  # noqa: E402
from pipeline.spacy_bridge import GROUPS, facts_of  # noqa: E402

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
