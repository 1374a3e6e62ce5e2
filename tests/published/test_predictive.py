from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import norm

from milkway.published.catalogue import Result
from milkway.published.modelled import Measured
from milkway.published.predictive import predict, with_doubt, without_noise
from milkway.published.qualification import Coverage, Qualification
from milkway.published.sampling_laws import Below, Count, Mean, Ratio

SETS = 400
CHANCE = np.random.default_rng(5)


def result(law, study="a"):
    return Result(f"{study}.x", study, "milk", "x", "mL", law, "check", "general", "", "")


def measured(values, errors):
    return [Measured("a.x", value, 50, error, 1.0) for value, error in zip(values, errors, strict=True)]


def test_the_noise_of_a_small_simulation_is_taken_out():
    truth = CHANCE.normal(3.0, 1.0, SETS)
    seen = truth + CHANCE.normal(0.0, 2.0, SETS)
    found = without_noise(seen, np.full(SETS, 2.0))
    assert found.std() == pytest.approx(1.0, abs=0.25)  # the variance of 400 noisy values is known to about a tenth
    assert found.mean() == pytest.approx(seen.mean())


def test_a_prediction_has_the_studys_own_sampling_error():
    found = predict(result(Mean(5.0, se=2.0)), measured(np.full(SETS, 5.0), np.zeros(SETS)), "")
    assert found.quantiles == pytest.approx((1.71, 3.65, 5.0, 6.35, 8.29), abs=0.05)  # a normal law, known to one of 199 places
    assert found.place == pytest.approx(0.5, abs=0.01)


def test_published_values_of_a_true_model_are_covered_as_often_as_the_interval_says():
    sets = CHANCE.normal(0.0, 1.0, SETS)
    inside = []
    for truth in CHANCE.normal(0.0, 1.0, 300):
        law = Mean(float(truth + CHANCE.normal(0.0, 0.5)), se=0.5)
        one = predict(result(law), measured(sets, np.zeros(SETS)), "")
        inside.append((one.within(0.5), one.within(0.9)))
    assert np.mean(inside, axis=0).tolist() == pytest.approx([0.5, 0.9], abs=0.07)  # two standard errors of 300 hits


def test_a_bound_is_covered_while_enough_predictions_lie_below_it():
    values, errors = np.linspace(0.0, 10.0, SETS), np.zeros(SETS)
    low, middle, high = (predict(result(Below(bound)), measured(values, errors), "") for bound in (0.1, 1.0, 5.0))
    assert (low.within(0.9), middle.within(0.9), middle.within(0.5), high.within(0.5)) == (False, True, False, True)


def test_what_nobody_could_be_measured_for_has_no_prediction():
    assert predict(result(Count(1, 2)), measured([np.nan] * 3, [np.nan] * 3), "") is None


def test_coverage_counts_fitted_studies_apart():
    hit = predict(result(Mean(5.0, se=1.0)), measured(np.full(9, 5.0), np.zeros(9)), "")
    miss = predict(result(Mean(50.0, se=1.0), "b"), measured(np.full(9, 5.0), np.zeros(9)), "")
    found = Qualification((hit, miss), "null", frozenset({"a"}), "", 9, 1.0, 1).coverage()
    assert found == {"all": Coverage(2, (1, 1)), "fitted": Coverage(1, (1, 1)), "not fitted": Coverage(1, (0, 0))}


def test_doubt_about_the_model_widens_a_prediction_as_errors_add_up():
    known, logs = measured(np.full(SETS, 5.0), np.zeros(SETS)), replace(result(Mean(8.29, se=2.0)), unit="log10 cell/mL")
    sure, unsure = (predict(logs, known, "", doubt) for doubt in (None, 3.0))
    assert sure.doubted is None
    assert unsure.place == sure.place
    assert unsure.doubted == pytest.approx(norm.cdf(3.29, scale=np.hypot(2.0, 3.0)), abs=0.02)  # 19 places of doubt


def test_doubt_keeps_a_share_a_share_and_its_middle():
    moved = with_doubt("log odds", np.array([0.9]), 2.0)
    assert (moved > 0).all()
    assert (moved < 1).all()
    assert np.median(moved) == pytest.approx(0.9)


def test_a_spread_between_women_that_nobody_could_tell_is_none():
    unknown = [replace(one, spread=np.nan) for one in measured(np.full(9, 5.0), np.zeros(9))]
    assert set(predict(result(Mean(5.0, n=4)), unknown, "").quantiles) == {5.0}


def test_a_ratio_of_which_nothing_was_seen_is_half_of_its_error():
    found = predict(result(Ratio(0.1, 0.05, 0.2)), measured(np.zeros(9), np.full(9, 0.2)), "")
    assert found.quantiles[2] == pytest.approx(0.1)
    assert found.place == pytest.approx(0.5, abs=0.01)


def test_two_sets_are_enough_and_one_is_not():
    assert predict(result(Mean(5.0, se=1.0)), measured([5.0, 5.0, np.nan], [0.0, 0.0, 0.0]), "").sets == 2
    assert predict(result(Mean(5.0, se=1.0)), measured([5.0, 5.0], [0.0, np.nan]), "") is None
