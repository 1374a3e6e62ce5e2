"""Rubin's rules against their definition, and against a normal sample of which a known share is missing."""

import numpy as np
import pytest
from scipy.stats import t as student

from milkway.analysis.missing.imputing import pooled


def test_pooling_follows_rubins_rules():
    """Worked by hand: m = 5, mean 10, within 4, between 2.5: total 4 + 1.2 x 2.5 = 7, freedom 4 (1 + 4/3)^2 = 21.78."""
    found = pooled("mean_difference", [8, 9, 10, 11, 12], [2.0] * 5, (50, 50))
    assert found.estimate == 10
    assert found.high - 10 == pytest.approx(student.ppf(0.975, 4 * (7 / 3) ** 2) * np.sqrt(7), rel=1e-12)
    assert found.p == pytest.approx(2 * student.sf(10 / np.sqrt(7), 4 * (7 / 3) ** 2), rel=1e-9)


def test_the_same_answer_in_every_data_set_has_a_normal_interval():
    found = pooled("mean_difference", [1.0] * 4, [0.5] * 4, (50, 50))
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
        found = pooled("mean_difference", centres, errors, (100, 100))
        covered += found.low < 0 < found.high
    # binomial standard deviation 0.011: three of them around 0.95
    assert covered / 400 == pytest.approx(0.95, abs=0.033)
