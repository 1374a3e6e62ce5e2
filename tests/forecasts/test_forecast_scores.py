import numpy as np
import pytest
from scipy import stats
from synthetic_women import HURTADO, made

from milkway.forecasts.forecast import forecast, joint_scores, scored_places
from milkway.forecasts.forecast_plain import plain_joint, plain_results
from milkway.forecasts.given_results import stated_contrasts, stated_results

ILL, EPISODES = "clinical_mastitis", "clinical_episodes"
SHORT = HURTADO.model_copy(update={"endpoints": tuple(one for one in HURTADO.endpoints if one.name in (ILL, EPISODES))})
PLACEBO, PRODUCT = (np.tile(np.arange(100) < k, (6, 1)) for k in (20, 14))


@pytest.fixture(scope="module")
def found():
    settings, hypotheses = ("off", "on"), ("null", "immune")
    simulated = made(PLACEBO, PRODUCT, ILL, hypotheses, settings) | made(PLACEBO, PRODUCT, EPISODES, hypotheses, settings)
    return forecast(SHORT, simulated, hypotheses, stated_results(SHORT), stated_contrasts(SHORT), 1)


def test_of_women_and_their_episodes_the_women_count(found):
    assert set(scored_places(found)) == {(ILL, "product"), (ILL, "placebo")}


def test_the_arms_of_a_trial_are_scored_together(found):
    expected = stats.binom.logpmf(30, 152, 0.2) + stats.binom.logpmf(16, 139, 0.14)
    assert joint_scores(found)[0].model == pytest.approx(expected, abs=1e-6)


def test_exactly_the_results_that_enter_the_sum_are_marked(found):
    rows = plain_results(found)
    marked = {(one["name"], one["arm"], one["hypothesis"]) for one in rows if one["scored"]}
    assert marked == {(ILL, "product", "null"), (ILL, "placebo", "null")}
    assert sorted(plain_joint(found)[0]["names"]) == [f"{ILL}, placebo", f"{ILL}, product"]


def test_a_result_has_its_place_its_score_and_that_of_both_rivals(found):
    row = next(one for one in plain_results(found) if one.get("arm") == "placebo" and one["name"] == ILL)
    assert row["log_score"] == pytest.approx(stats.binom.logpmf(30, 152, 0.2), abs=1e-6)
    below = stats.binom.cdf(29, 152, 0.2) + 0.5 * stats.binom.pmf(30, 152, 0.2)
    assert row["place"] == pytest.approx(below, abs=0.02)  # 4,000 trials
    assert row["published"] == {"value": 30 / 152, "count": 30, "n": 152}
    for rival in ("rival", "hierarchy"):
        low, high = row[rival]["interval90"]
        assert low < row[rival]["median"] < high
        assert row[rival]["log_score"] < 0


def test_a_contrast_is_placed_and_never_scored(found):
    rows = [one for one in plain_results(found) if "contrast" in one]
    assert rows
    assert not any(one["scored"] for one in rows)
    assert {"lower", "higher"} == set(rows[0]["significant"])


def test_a_trial_without_published_results_has_no_score():
    settings = ("off", "on")
    simulated = made(PLACEBO, PRODUCT, ILL, ("null",), settings) | made(PLACEBO, PRODUCT, EPISODES, ("null",), settings)
    bare = forecast(SHORT, simulated, ("null",), {}, {}, 1)
    assert joint_scores(bare) == ()
    assert all(one["published"] is None and not one["scored"] for one in plain_results(bare))
    assert next(one for one in bare.endpoints).women == {"product": 312, "placebo": 312}  # of 625 women, all of whom are analysed
