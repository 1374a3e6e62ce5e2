"""A pilot trial with few loads above the limit, 40 % of whose women leave: each method has an estimate or a reason."""

import math
from pathlib import Path

import pytest

import milkway

PROTOCOL = Path(__file__).parent / "pilot_limit.toml"


@pytest.fixture(scope="module")
def missing(tmp_path_factory):
    """Return the study of missing data; a warning is an error in tests."""
    found = milkway.trial(PROTOCOL, dyads=20, missing=True, out=tmp_path_factory.mktemp("pilot") / "run")
    return found.summary["missing"]["hypotheses"]


def test_every_method_of_a_pilot_trial_has_an_estimate_or_a_reason(missing):
    cells = [
        one
        for endpoints in missing.values()
        for endpoint in endpoints.values()
        for mechanism in endpoint["mechanisms"].values()
        for one in mechanism["methods"].values()
    ]
    assert len(cells) == 2 * 4 * (5 + 4)
    bounded = [one for one in cells if one["estimate"] is not None and math.isfinite(one["estimate"])]
    assert all(abs(one["estimate"]) < 10 for one in bounded)
    assert all(one.get("note") for one in cells if one not in bounded)  # also where every load of an arm is below the limit


def test_completers_of_a_pilot_trial_are_reported_whatever_the_models_say(missing):
    risks = missing["null"]["risk"]["mechanisms"]
    assert all(one["methods"]["completers"]["estimate"] is not None for one in risks.values())


def test_the_load_says_that_too_few_lie_above_the_limit(missing):
    notes = [one["methods"]["imputation"].get("note", "") for one in missing["null"]["load"]["mechanisms"].values()]
    assert all("loads above the limit" in note for note in notes)
