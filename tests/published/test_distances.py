"""Distances between distributions, against formulas of other authors and integrals on a grid."""

import numpy as np
import pytest
from scipy import stats

from milkway.published.distances import crps, fair_iqd, iqd, log_share, mean_crps, noise, spread
from milkway.published.distribution import Distribution, effective, quantile_table

CHANCE = np.random.default_rng(11)
A, B = CHANCE.normal(0.0, 1.0, 37), np.round(CHANCE.normal(0.5, 1.5, 53), 1)  # the second with ties


def sample(values, weights=None):
    return Distribution.of_sample(np.asarray(values, dtype=float), weights)


def zero_or_some(n, shift=0.0):
    """Shares of a guild that a third of infants lack."""
    return log_share(np.where(CHANCE.random(n) < 1 / 3, 0.0, np.exp(CHANCE.normal(-3.0 + shift, 1.5, n)).clip(max=1.0)), 1e-3)


def test_the_squared_difference_is_half_the_squared_energy_distance():
    assert iqd(sample(A), sample(B)) == pytest.approx(stats.energy_distance(A, B) ** 2 / 2)
    assert iqd(sample(A), sample(A)) == 0


def test_a_weight_of_two_is_two_individuals():
    assert iqd(sample(A, np.r_[2.0, np.ones(36)]), sample(B)) == pytest.approx(iqd(sample(np.r_[A[:1], A]), sample(B)))
    assert effective(np.array([3.0, 1.0])) == pytest.approx(1.6)


def test_a_table_is_linear_between_its_quantiles():
    x = np.linspace(-5, 5, 200_001)
    table, probabilities = np.quantile(A, np.linspace(0, 1, 41)), np.linspace(0, 1, 41)
    drawn = np.interp(x, table, probabilities, left=0.0, right=1.0)
    exact = ((drawn - stats.ecdf(B).cdf.evaluate(x)) ** 2).sum() * (x[1] - x[0])
    assert iqd(Distribution.of_quantiles(table, 37.0), sample(B)) == pytest.approx(exact, abs=1e-4)  # steps of the grid


def test_two_samples_of_one_law_are_no_way_apart_on_average():
    found = [fair_iqd(sample(zero_or_some(20)), sample(zero_or_some(35))) for _ in range(1500)]
    assert abs(np.mean(found)) < 4 * np.std(found) / np.sqrt(len(found))
    assert np.mean([iqd(sample(zero_or_some(20)), sample(zero_or_some(35))) for _ in range(100)]) > 5 * abs(np.mean(found))


def test_the_noise_is_the_variance_of_the_distribution_function():
    x = np.linspace(-4, 4, 801)
    drawn = np.array([stats.ecdf(CHANCE.normal(size=20)).cdf.evaluate(x) for _ in range(800)])
    expected = drawn.var(axis=0).sum() * 0.01
    assert np.mean([noise(sample(CHANCE.normal(size=20))) for _ in range(400)]) == pytest.approx(expected, rel=0.03)  # 800 draws


@pytest.mark.parametrize("sizes", [(90, 200), (179, 200)])
def test_tables_of_41_quantiles_tell_what_the_samples_tell(sizes):
    for _ in range(30):
        one, other = (zero_or_some(n, shift) for n, shift in zip(sizes, (0.0, 0.8), strict=True))
        told = fair_iqd(Distribution.of_quantiles(quantile_table(one), len(one)), sample(other))
        # a quantile is off by half a fortieth at most, and that with both signs; against distances of .05
        assert told == pytest.approx(fair_iqd(sample(one), sample(other)), abs=0.003)


def test_half_of_infants_stand_below_the_middle_of_a_table():
    assert quantile_table(A)[20] == pytest.approx(np.median(A))
    assert quantile_table(A) == pytest.approx(np.quantile(A, np.linspace(0, 1, 41), method="hazen"))
    doubled = quantile_table(A, np.full(len(A), 0.3))
    assert doubled == pytest.approx(quantile_table(A))


def test_a_mixture_is_the_weighted_sum_of_its_functions():
    found = Distribution.mixture([(0.25, sample([1.0])), (0.75, Distribution.normal(2.0, 0.5))])
    x = np.array([-1.0, 0.999, 1.0, 1.7, 2.5, 9.0])
    expected = 0.25 * (x >= 1) + 0.75 * stats.norm.cdf(x, 2.0, 0.5)
    assert found.after(x) == pytest.approx(expected, abs=3e-4)  # 2000 points of the normal law
    assert found.after(np.array([1.0]))[0] - found.before(np.array([1.0]))[0] == pytest.approx(0.25, abs=1e-9)


@pytest.mark.parametrize("value", [-7.0, -0.3, A[4], 9.0])
def test_the_crps_is_the_mean_distance_less_half_the_mean_difference(value):
    expected = np.abs(A - value).mean() - np.abs(A[:, None] - A).mean() / 2  # Gneiting 2007, Eq. 21
    assert crps(sample(A), value) == pytest.approx(expected)


def test_the_crps_of_a_normal_law_has_its_closed_form():
    z = (0.7 - 0.2) / 1.5
    exact = 1.5 * (z * (2 * stats.norm.cdf(z) - 1) + 2 * stats.norm.pdf(z) - 1 / np.sqrt(np.pi))  # Gneiting 2005, Eq. 5
    assert crps(Distribution.normal(0.2, 1.5), 0.7) == pytest.approx(exact, abs=1e-3)


def test_the_expected_crps_of_one_normal_law_against_another_has_its_closed_form():
    sd = np.hypot(1.0, 2.0)  # of the difference of two individuals, whose mean is 1.5
    between = sd * np.sqrt(2 / np.pi) * np.exp(-(1.5**2) / (2 * sd**2)) + 1.5 * (2 * stats.norm.cdf(1.5 / sd) - 1)
    found = mean_crps(Distribution.normal(8.0, 1.0), Distribution.normal(9.5, 2.0))
    assert found == pytest.approx(between - 1 / np.sqrt(np.pi), abs=2e-3)
    assert spread(Distribution.normal(0.0, 2.0)) == pytest.approx(2 / np.sqrt(np.pi), abs=2e-3)


def test_the_expected_crps_of_a_small_sample_is_that_of_its_law():
    truth = Distribution.normal(0.0, 1.0)
    found = [mean_crps(sample(CHANCE.normal(size=12)), truth) for _ in range(800)]
    assert np.mean(found) == pytest.approx(1 / np.sqrt(np.pi), abs=4 * np.std(found) / np.sqrt(800) + 1e-3)
