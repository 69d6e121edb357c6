"""Bigrams: a phrase of index terms is a substring, whatever the script."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.chinese.bigrams import RUN, fold, phrase, spelled, terms
from pipeline.chinese.variants import simplified

TEXT = st.text(st.sampled_from("养老服务人A9.5%，、。（ \n　Ａ９％é①"), max_size=30)


def found(word: str, text: str) -> bool:
    """What FTS5 does with a phrase: terms at consecutive positions, the last perhaps a prefix."""
    wanted, prefix = phrase(fold(word))
    have = terms(text)
    for at in range(len(have) - len(wanted) + 1):
        *head, last = have[at : at + len(wanted)]
        if head == wanted[:-1] and (last.startswith(wanted[-1]) if prefix else last == wanted[-1]):
            return True
    return False


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("养老服务", ["养老", "老服", "服务", "务"], "a run ends with its last character alone"),
        ("养老、服务", ["养老", "老", "服务", "务"], "punctuation ends a run"),
        ("５０％", ["50", "0%", "%"], "full width is folded"),
        ("GB/T", ["gb", "b", "t"], "a slash is punctuation, case is folded"),
        ("3.5倍", ["3.", ".5", "5倍", "倍"], "a decimal point is part of the number; scripts join"),
        ("，。 \n", [], "nothing to find"),
    ],
)
def test_terms(text, expected, why):
    assert terms(text) == expected, why


@given(TEXT, st.data())
def test_a_run_of_word_characters_is_found_exactly_where_it_stands(text, data):
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded)))
    word = folded[start : data.draw(st.integers(start, len(folded)))]
    if RUN.fullmatch(word):
        assert found(word, text)


@given(TEXT, st.text(st.sampled_from("养老服务人a95.%"), min_size=1, max_size=6))
def test_what_is_found_is_a_substring(text, word):
    assert found(word, text) == (fold(word) in fold(text))


@given(TEXT, st.text(st.sampled_from("养老，、 服a"), min_size=1, max_size=6))
def test_a_string_with_punctuation_is_never_missed(text, word):
    if phrase(fold(word))[0] and fold(word) in fold(text):
        assert found(word, text)


@given(st.text())
def test_fold_is_compatibility_form_in_lower_case_and_simplified(text):
    assert fold(text) == simplified(unicodedata.normalize("NFKC", text).lower())


@settings(deadline=None)  # the first call loads numpy
@given(
    st.lists(st.text(st.sampled_from("养老服务，。 \n5A%.ＡＢ㎡𠀀😀é\0") | st.characters(codec="utf-8"), max_size=12), max_size=5)
)
def test_the_terms_of_many_texts_are_those_of_each(texts):
    assert [[term for term in text.split(" ") if term] for text in spelled(texts)] == [terms(text) for text in texts]
