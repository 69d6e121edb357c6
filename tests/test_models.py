"""The shipped models: arrays without pickles, cards that say where they come from, no training library in use."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from pipeline.classify.arrays import card, find, load
from pipeline.classify.functions import WIDTH as FUNCTION_WIDTH
from pipeline.classify.themes import WIDTH as THEME_WIDTH
from pipeline.errors import ZhengceError
from pipeline.model import Function
from pipeline.reference.topics import CLASSES

MODELS = [("themes", THEME_WIDTH, set(CLASSES)), ("functions", FUNCTION_WIDTH, {f.value for f in Function})]


@pytest.mark.parametrize(("name", "width", "labels"), MODELS)
def test_the_arrays_fit_the_features(name, width, labels):
    model = load(name)
    assert model["weights"].shape == (width, len(model["classes"]))
    assert model["intercept"].shape == model["classes"].shape
    assert set(map(str, model["classes"])) <= labels
    assert model["temperature"] > 0
    assert all(np.isfinite(array).all() for array in model.values() if array.dtype.kind == "f")
    assert not any(array.dtype.hasobject for array in model.values())


@pytest.mark.parametrize("name", ["themes", "functions"])
def test_the_card_says_where_the_model_comes_from(name):
    made = card(name)
    assert {"task", "method", "trained_on", "command", "date", "versions", "cross_validation", "weak_classes"} <= made.keys()
    assert len(made["trained_on"]["fingerprint"]) == 16
    assert len(made["cross_validation"]["baselines"]) == 3
    assert all(made["cross_validation"]["accuracy"] > b["accuracy"] for b in made["cross_validation"]["baselines"].values())
    low, high = made["cross_validation"]["accuracy_interval"]
    assert low <= made["cross_validation"]["accuracy"] <= high


@pytest.mark.parametrize("name", ["themes", "functions"])
def test_the_model_is_small(name):
    assert find(f"{name}.npz").stat().st_size < 6_000_000


def test_a_missing_model_names_the_command_that_makes_it():
    with pytest.raises(ZhengceError) as caught:
        find("nothing.npz")
    assert "train_nothing.py" in caught.value.hint


def test_classifying_imports_no_training_library():
    code = (
        "import sys; from pipeline.classify import function, theme; from pipeline.extract import bare\n"
        "theme('云山市供水条例', '供水'); function(bare('本条例自公布之日起施行。'))\n"
        "sys.exit('sklearn' in sys.modules or 'scipy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
