"""Rubin's rules against their definition, and against a normal sample of which a known share is missing."""

import numpy as np
import pytest
from scipy.stats import t as student

from milkway.analysis.missing.imputing import barnard_rubin, pooled
from milkway.analysis.registry import MEASURES

MEAN = MEASURES["mean_difference"]


def test_pooling_follows_rubins_rules():
    """Worked by hand: m = 5, mean 10, within 4, between 2.5: total 4 + 1.2 x 2.5 = 7, freedom 4 (1 + 4/3)^2 = 21.78."""
    found = pooled(MEAN, [8, 9, 10, 11, 12], [2.0] * 5, (50, 50))
    assert found.estimate == 10
    assert found.high - 10 == pytest.approx(student.ppf(0.975, 4 * (7 / 3) ** 2) * np.sqrt(7), rel=1e-12)
    assert found.p == pytest.approx(2 * student.sf(10 / np.sqrt(7), 4 * (7 / 3) ** 2), rel=1e-9)


def test_the_same_answer_in_every_data_set_has_a_normal_interval():
    found = pooled(MEAN, [1.0] * 4, [0.5] * 4, (50, 50))
    assert (found.low, found.high) == (pytest.approx(1 - 0.979982, abs=1e-6), pytest.approx(1 + 0.979982, abs=1e-6))


def test_intervals_of_proper_imputations_cover_the_truth_as_often_as_they_say():
    """Normal values with a known mean of zero, 40 % missing at random, imputed from the posterior of mean and variance."""
    draw = np.random.default_rng(8)
    covered = 0
    for _ in range(400):
        seen = draw.normal(size=60)
        centres, errors = [], []
        for _ in range(20):
            spread = np.sqrt(59 * seen.var(ddof=1) / draw.chisquare(59))
            mean = seen.mean() + spread / np.sqrt(60) * draw.normal()
            full = np.concatenate([seen, mean + spread * draw.normal(size=40)])
            centres.append(full.mean())
            errors.append(full.std(ddof=1) / 10)
        found = pooled(MEAN, centres, errors, (100, 100))
        covered += found.low < 0 < found.high
    # binomial standard deviation 0.011: three of them around 0.95
    assert covered / 400 == pytest.approx(0.95, abs=0.033)


def test_degrees_of_freedom_are_barnard_and_rubins():
    """By hand from Barnard and Rubin 1999, eq. 3 to 5: m = 5, of a variance of 7 three by sets, 98 had nothing been missing.

    4 (7 / 3)^2 = 21.78 from the sets; 98 x 99 / 101 x 4 / 7 = 54.89 from the women; 1 / (1 / 21.78 + 1 / 54.89) = 15.59.
    """
    assert barnard_rubin(5, 3 / 7, 98) == pytest.approx(15.592, abs=0.001)
    found = pooled(MEAN, [8, 9, 10, 11, 12], [2.0] * 5, (50, 50), complete=98)
    assert found.high - 10 == pytest.approx(student.ppf(0.975, 15.5923) * np.sqrt(7), rel=1e-5)


def test_where_nothing_varies_between_sets_the_women_alone_give_the_degrees_of_freedom():
    assert barnard_rubin(20, 0.0, 18) == pytest.approx(18 * 19 / 21)


def test_where_imputation_is_all_that_varies_the_sets_alone_give_them():
    assert barnard_rubin(20, 1.0, 18) == 19


@pytest.mark.parametrize("sets", [1, 0])
def test_a_single_completed_set_has_no_interval_and_says_why(sets):
    found = pooled(MEAN, [1.0] * sets, [0.5] * sets, (50, 50), complete=98)
    assert found.p is None
    assert "single" in found.note


def test_two_completed_sets_have_a_wide_interval():
    """One degree of freedom between: 1 / (1 / f + 1 / g) is below 1 / (share of imputation)^2."""
    found = pooled(MEAN, [0.0, 1.0], [0.1, 0.1], (50, 50), complete=98)
    assert found.high - found.low > 2 * student.ppf(0.975, 2) * np.sqrt(0.01 + 1.5 * 0.5)
