"""κ and α: textbook figures, scikit-learn's κ, and what cannot be computed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.classify.agreement import alpha, kappa


def test_krippendorffs_own_example():
    """Content Analysis, 2nd edition, ch. 11: four observers, twelve units, gaps; nominal α 0.743."""
    columns = (
        (1, 1, None, 1),
        (2, 2, 3, 2),
        (3, 3, 3, 3),
        (3, 3, 3, 3),
        (2, 2, 2, 2),
        (1, 2, 3, 4),
        (4, 4, 4, 4),
        (1, 1, 2, 1),
        (2, 2, 2, 2),
        (None, 5, 5, 5),
        (None, None, 1, 1),
        (None, 3, None, None),
    )
    assert alpha([[c for c in unit if c is not None] for unit in columns]) == pytest.approx(0.743, abs=5e-4)


@pytest.fixture(scope="module")
def cohen_kappa_score():
    return pytest.importorskip("sklearn.metrics").cohen_kappa_score


codes = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=40)


@given(pairs=codes)
def test_kappa_is_that_of_scikit_learn(cohen_kappa_score, pairs):
    first, second = zip(*pairs, strict=True)
    ours = kappa(first, second)
    if ours is not None:
        assert ours == pytest.approx(cohen_kappa_score(first, second))


@given(codes)
def test_agreement_never_passes_one_and_is_one_for_equals(pairs):
    for value in (alpha(pairs), kappa(*zip(*pairs, strict=True))):
        assert value is None or value <= 1 + 1e-12
    same = [(a, a) for a, _ in pairs]
    if len({a for a, _ in pairs}) > 1:
        assert alpha(same) == pytest.approx(1)


def test_what_cannot_be_computed():
    assert kappa("aaa", "aaa") is None
    assert alpha([("a",), ("b",)]) is None
    assert alpha([("a", "a")]) is None
    with pytest.raises(ValueError):
        kappa("ab", "a")
