"""A small fixed sample of what ``scripts/fuzz_readers.py`` does: damaged copies of every format end as a reading or with a code."""

from __future__ import annotations

import sys

import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "scripts"))

import fuzz_readers

SEEDS = fuzz_readers.seeds()


@pytest.fixture(autouse=True)
def without_programs():
    """Recognising damaged pages takes minutes."""
    with fuzz_readers.without_programs():
        yield


@pytest.mark.parametrize("name", SEEDS)
def test_damaged_files_end_as_a_reading_or_with_a_code(name):
    tally = fuzz_readers.fuzz(name, SEEDS[name], range(10 if name == "a.pdf" else 30))
    assert tally.wrong == [] and tally.longest < fuzz_readers.HANG and sum(tally.ends.values()) == tally.copies


@pytest.mark.parametrize("name", [name for name in SEEDS if name != "a.png"])
def test_the_seeds_are_sound(name):
    assert fuzz_readers.end_of(SEEDS[name], name) == "read"


def test_a_seed_is_always_the_same_copy():
    import random

    first, second = (fuzz_readers.damaged(SEEDS["a.txt"], random.Random("x")) for _ in range(2))
    assert first == second != SEEDS["a.txt"]
