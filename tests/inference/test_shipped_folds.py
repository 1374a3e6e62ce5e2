"""What folds earned reaches forecasts, plans and the page of qualification; without folds nothing is claimed."""

import json

import numpy as np
import pytest

from milkway.inference import shipped_folds
from milkway.planning.regret import MILKWAY, levels_from_folds, regrets
from milkway.skill.skill_lines import NONE, skill_section

LOST = {"estimate": -0.4, "low": -0.6, "high": -0.2, "p_positive": 0.01, "word": "worse", "clusters": {"a": [-0.4, 0.1]}}
TIED = LOST | {"estimate": 0.1, "low": -0.3, "high": 0.5, "word": "cannot tell (1)", "clusters": {"a": [0.1, 0.2]}}
FOLDS = {
    "code": "a0",
    "seed": 1,
    "blocks": [{"name": "incidence and timing", "unit": "gain", "naive": LOST, "hierarchy": TIED, "left": []}],
    "forecasts": {"hurtado2017.women_with_mastitis_placebo": np.linspace(-2.0, -1.0, 41).tolist()},
}


@pytest.fixture
def folds(tmp_path, monkeypatch):
    place = tmp_path / "folds.json"
    place.write_text(json.dumps(FOLDS), encoding="utf-8")
    monkeypatch.setattr(shipped_folds, "shipped", lambda: place)
    monkeypatch.setattr(shipped_folds, "posterior_made", lambda: ("a0", 1))


def test_without_folds_nothing_is_claimed(tmp_path, monkeypatch):
    monkeypatch.setattr(shipped_folds, "shipped", lambda: tmp_path / "folds.json")
    assert shipped_folds.skill_of("mastitis") is None
    assert levels_from_folds() == {}
    assert skill_section(shipped_folds.shipped_folds()) == NONE


@pytest.mark.usefixtures("folds")
def test_the_skill_of_the_mechanism_leads_with_its_clusters_and_its_word():
    found = shipped_folds.skill_of("mastitis")
    assert found == {
        "estimate": 0.1,
        "low": -0.3,
        "high": 0.5,
        "p_positive": 0.01,
        "word": "cannot tell (1)",
        "clusters": 1,
        "against": "hierarchy",
        "against_naive": "worse",
    }
    assert shipped_folds.skill_of("product") is None


@pytest.mark.usefixtures("folds")
def test_folds_of_another_posterior_say_nothing(monkeypatch):
    monkeypatch.setattr(shipped_folds, "posterior_made", lambda: ("b1", 1))
    assert shipped_folds.shipped_folds() is None
    monkeypatch.undo()
    assert shipped_folds.posterior_made() is None  # none ships


@pytest.mark.usefixtures("folds")
def test_the_page_begins_with_the_loss():
    text = skill_section(shipped_folds.shipped_folds())
    assert text.startswith("**Worse than N in incidence and timing. Nowhere better.**")
    assert text.count("| incidence and timing |") == 2


@pytest.mark.usefixtures("folds")
def test_a_trial_is_planned_from_the_fold_that_does_not_know_it():
    plan = next(one for one in regrets(levels_from_folds()) if one.planner == MILKWAY and one.study == "hurtado2017")
    assert plan.level == pytest.approx(1 / (1 + np.exp(1.5)), rel=1e-3)
    assert not plan.why_not
