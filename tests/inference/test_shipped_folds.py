"""What folds earned reaches forecasts, plans and the page of qualification; without folds nothing is claimed."""

import json

import numpy as np
import pytest

from milkway.cohorts.declared import declared_parameters
from milkway.inference import posterior, shipped_folds
from milkway.inference.coordinates import class_priors
from milkway.planning.regret import MILKWAY, levels_from_folds, regrets
from milkway.published.gut_cohorts import gut_laws
from milkway.skill.skill_lines import NONE, skill_section

LOST = {"estimate": -0.4, "low": -0.6, "high": -0.2, "p_positive": 0.01, "word": "worse", "clusters": {"a": [-0.4, 0.1]}}
TIED = LOST | {"estimate": 0.1, "low": -0.3, "high": 0.5, "word": "cannot tell (1)", "clusters": {"a": [0.1, 0.2]}}
FOLDS = {
    "code": "a0",
    "seed": 1,
    "plan": "full",
    "blocks": [{"name": "incidence and timing", "unit": "gain", "naive": LOST, "hierarchy": TIED, "left": []}],
    "forecasts": {"hurtado2017.women_with_mastitis_placebo": np.linspace(-2.0, -1.0, 41).tolist()},
}


@pytest.fixture
def folds(tmp_path, monkeypatch):
    place = tmp_path / "folds.json"
    place.write_text(json.dumps(FOLDS), encoding="utf-8")
    monkeypatch.setattr(shipped_folds, "shipped", lambda: place)
    monkeypatch.setattr(shipped_folds, "posterior_made", lambda: ("a0", 1, "full"))


def test_what_ships_is_of_the_tables_and_its_folds_are_of_it():
    ships, table = posterior.read_posterior(), declared_parameters()
    assert {*ships.keys, *ships.varied} <= table.rows.keys()
    assert all(row.kind != "off" for key, row in table.rows.items() if key in ships.learned)
    drawn = dict(zip(ships.keys, ships.values[1:].T, strict=True))
    for key in drawn.keys() - ships.learned:  # where another value stands, calibrate again or take it out
        assert drawn[key].min() <= table.rows[key].value <= drawn[key].max(), key
    classes = {
        key: one
        for one in class_priors()
        for key in ships.learned & {*ships.keys}
        if one.of == "value" and key.split("[")[0] in one.parameters
    }
    wide = [np.log(ships.values[1:, ships.keys.index(key)]).std() / np.log(one.high / one.low) for key, one in classes.items()]
    assert 0.03 < np.median(wide) < 0.25  # sd of the log, over the range; .29 of the prior
    found = shipped_folds.shipped_folds()
    assert found is not None
    told = {one["name"]: set(one["naive"]["clusters"]) for one in found["blocks"]}
    assert told == {
        "infant gut": {"shao2019", "jakobsen2025"},
        "incidence and timing": {"melbourne", "glasgow", "michigan", "biosearch"},
        "milk loads": {"milkbank2023", "biosearch"},
        "risk factors": {"michigan", "melbourne", "chinastasis"},
        "treated infants": {"shao2019"},
    }
    earned = shipped_folds.skill_of("infant gut")
    assert earned is not None
    assert earned["low"] < earned["estimate"] < earned["high"]
    assert shipped_folds.skill_of("infant gut", "tables") is None
    assert shipped_folds.skill_of("milk volume") is None
    for guild, known in shipped_folds.infants_known().items():
        for occasion, quantiles in known.items():
            assert guild in gut_laws()[occasion]
            assert (np.diff(quantiles) >= 0).all()


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
def test_folds_of_another_posterior_say_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(shipped_folds, "posterior_made", lambda: ("a0", 1, "smoke"))
    assert shipped_folds.shipped_folds() is None
    monkeypatch.undo()
    monkeypatch.setattr(posterior, "shipped", lambda: tmp_path)
    assert shipped_folds.posterior_made() is None


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
