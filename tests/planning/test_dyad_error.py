"""Errors of a pool by leaving groups out, against derivatives and the jackknife of a mean."""

import math

import numpy as np
import pytest
from scipy import stats

from milkway.planning.dyad_error import DyadError, slope, spread
from milkway.planning.operating_characteristics import binomial_error


def test_leaving_groups_out_of_a_mean_gives_its_standard_error():
    groups = np.array([1.0, 4.0, 2.0, 8.0, 5.0])
    left_out = np.array([np.delete(groups, place).mean() for place in range(5)])
    assert spread(left_out) == pytest.approx(stats.sem(groups))


@pytest.mark.parametrize("power", [0.2, 0.8, 0.97])
def test_power_moves_with_the_signal_as_a_normal_estimate_does(power):
    """Power is Phi(s sqrt(n) - 1.96), whose slope is taken numerically."""
    signal, little = (stats.norm.ppf(power) + 1.959964) / 20, 1e-6
    up, down = (stats.norm.cdf((signal + by) * 20 - 1.959964) for by in (little, -little))
    assert slope(power, 400) == pytest.approx((up - down) / (2 * little), rel=1e-5)
    assert DyadError(0.3, 0.0, 0.0, np.zeros(1)).of_power(power, 400) == pytest.approx(0.3 * slope(power, 400))


def test_a_power_that_is_certain_still_has_an_error():
    assert slope(1.0, 100) == slope(0.9999, 100) > 0
    assert slope(0.0, 100) == slope(1e-4, 100) > 0


@pytest.mark.parametrize("bias", [0.1, -0.4])
def test_coverage_moves_with_the_bias_as_that_of_a_normal_interval_does(bias):
    """Coverage is Phi(1.96 - b / s) - Phi(-1.96 - b / s), whose slope is taken numerically."""

    def coverage(off):
        return stats.norm.cdf(1.959964 - off / 0.5) - stats.norm.cdf(-1.959964 - off / 0.5)

    moved = abs(coverage(bias + 1e-6) - coverage(bias - 1e-6)) / 2e-6
    error = DyadError(0.0, 0.2, 0.0, np.zeros(1))
    assert error.of_coverage(bias, 0.5) == pytest.approx(0.2 * moved, rel=1e-5)
    assert math.isnan(error.of_coverage(bias, 0.0))
    assert math.isnan(error.of_coverage(bias, math.nan))


def test_a_share_of_none_of_a_few_trials_is_not_without_error():
    """Laplace: one more trial of each kind, so that 0 of 8 counts as 1 of 10."""
    assert [binomial_error(share, 8) for share in (0.0, 1.0)] == pytest.approx([math.sqrt(0.1 * 0.9 / 8)] * 2)
    assert binomial_error(0.5, 10_000) == pytest.approx(0.005)
