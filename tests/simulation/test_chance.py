"""Samplers of small populations against the densities that they claim, with fixed seeds."""

import math

import numpy as np
import pytest
from scipy import stats

from densities import DOUBTFUL, N, pooled_p
from milkway.core.streams import Streams
from milkway.simulation import chance


def uniforms(event):
    return Streams(2).uniform(event, np.arange(N))


def test_every_part_of_a_key_makes_another_number_and_those_that_follow_are_draws_of_it():
    key = (2, 100, 7, 5, 1024)
    others = [tuple(part + (place == moved) for place, part in enumerate(key)) for moved in range(5)]
    assert len({chance.uniform(one, 0) for one in (key, *others)}) == 6
    assert chance.uniform(key, 3) == chance.uniform((2, 100, 7, 5, 1027), 0)


def test_the_normal_quantile_is_accurate():
    at = np.concatenate([np.geomspace(1e-15, 0.1, 50), np.linspace(0.1, 0.9, 50), 1 - np.geomspace(1e-12, 0.1, 50)])
    found = np.array([chance.normal_quantile(u) for u in at])
    # The relative error that its author states is 1.15e-9.
    assert found == pytest.approx(stats.norm.ppf(at), rel=2e-9, abs=1e-9)


@pytest.mark.parametrize(("n", "p"), [(3, 0.2), (40, 0.7), (500, 0.04)])
def test_binomial_numbers_follow_their_density(n, p):
    sample = np.array([chance.binomial(float(n), p, u) for u in uniforms("binomial")])
    assert pooled_p(sample, stats.binom.pmf(np.arange(n + 1), n, p)) > DOUBTFUL


@pytest.mark.parametrize("mean", [0.3, 7.0, 60.0, 200.0])
def test_poisson_numbers_follow_their_density(mean):
    sample = chance.poisson_numbers(np.full(N, mean), uniforms("poisson"))
    assert pooled_p(sample, stats.poisson.pmf(np.arange(int(mean + 12 * math.sqrt(mean) + 10)), mean)) > DOUBTFUL


EVENLY = (np.arange(200) + 0.37) / 200


@pytest.mark.parametrize(("n", "p"), [(1, 0.5), (3, 0.2), (40, 0.7), (500, 0.04), (500, 0.96)])
def test_a_binomial_number_is_the_quantile_at_its_uniform_number(n, p):
    assert [chance.binomial(float(n), p, u) for u in EVENLY] == stats.binom.ppf(EVENLY, n, p).tolist()


@pytest.mark.parametrize("p", [0.4, 0.7])
def test_a_binomial_number_whose_chance_of_none_cannot_be_held_is_within_one_of_its_quantile(p):
    found = np.array([chance.binomial(2000.0, p, u) for u in EVENLY])
    assert np.abs(found - stats.binom.ppf(EVENLY, 2000, p)).max() <= 1
    assert found.mean() == pytest.approx(stats.binom.ppf(EVENLY, 2000, p).mean(), abs=0.1)


def test_of_binomial_chances_beyond_nought_and_one_come_none_and_all():
    assert [chance.binomial(7.0, p, 0.5) for p in (-0.1, 0.0, 1.0, 1.1)] == [0.0, 0.0, 7.0, 7.0]
    assert [chance.binomial(7.0, 0.3, u) for u in (1e-12, 1 - 1e-16)] == [0.0, 7.0]
    assert [chance.binomial(5000.0, 0.3, u) for u in (1e-300, 1 - 1e-16)] == pytest.approx(
        [1500 - 37 * 32, 1500 + 8 * 32], abs=40
    )


@pytest.mark.parametrize("mean", [0.3, 7.0, 60.0, 80.0])
def test_a_poisson_number_is_the_quantile_at_its_uniform_number(mean):
    assert [chance.poisson(mean, u) for u in EVENLY] == stats.poisson.ppf(EVENLY, mean).tolist()


@pytest.mark.parametrize("mean", [100.0, 200.0, 5000.0])
def test_a_poisson_number_of_a_large_mean_is_within_one_of_its_quantile(mean):
    found = np.array([chance.poisson(mean, u) for u in EVENLY])
    assert np.abs(found - stats.poisson.ppf(EVENLY, mean)).max() <= 1
    assert found.mean() == pytest.approx(stats.poisson.ppf(EVENLY, mean).mean(), abs=0.2)


def test_no_poisson_number_is_drawn_of_no_mean_and_none_is_below_nought():
    assert [chance.poisson(mean, 0.999) for mean in (-1.0, 0.0)] == [0.0, 0.0]
    assert chance.poisson(81.0, 1e-300) == 0.0


@pytest.mark.parametrize(("size", "beta"), [(0.5, 0.6), (3.0, 0.2), (5.0, 0.9), (8.0, 0.9), (2.5, 0.7)])
def test_a_negative_binomial_number_is_the_quantile_at_its_first_uniform_number(size, beta):
    keys = [(2, i, 7, 0, 0) for i in range(300)]
    first = np.array([chance.uniform(key, 3) for key in keys])
    found = [chance.negative_binomial(size, beta, key, 3) for key in keys]
    assert found == stats.nbinom.ppf(first, size, 1 - beta).tolist()


def test_a_uniform_number_at_the_very_chance_of_none_leaves_none():
    assert [chance.binomial(2.0, 0.5, u) for u in (0.25, np.nextafter(0.25, 1))] == [0.0, 1.0]
    none = math.exp(-1.5)
    assert [chance.poisson(1.5, u) for u in (none, np.nextafter(none, 1))] == [0.0, 1.0]


def test_no_lines_or_no_births_leave_no_negative_binomial_number():
    assert [chance.negative_binomial(*one, (2, 1, 7, 0, 0), 0) for one in ((0.0, 0.9), (5.0, 0.0), (-1.0, 0.5))] == [0.0] * 3


@pytest.mark.parametrize("shape", [0.4, 1.0, 30.0])
def test_gamma_numbers_follow_their_distribution(shape):
    sample = np.array([chance.gamma(shape, (2, i, 7, 0, 0), 0) for i in range(N)])
    assert stats.kstest(sample, stats.gamma(shape).cdf).pvalue > DOUBTFUL


@pytest.mark.parametrize(("size", "beta"), [(0.5, 0.6), (5.0, 0.9), (20.0, 0.95)])
def test_negative_binomial_numbers_follow_their_density(size, beta):
    sample = np.array([chance.negative_binomial(size, beta, (2, i, 7, 0, 0), 0) for i in range(N)])
    reach = int(stats.nbinom.ppf(1 - 1e-9, size, 1 - beta)) + 1
    assert pooled_p(sample, stats.nbinom.pmf(np.arange(reach), size, 1 - beta)) > DOUBTFUL


@pytest.mark.parametrize("beta", [0.3, 0.9])
def test_sums_of_logarithmic_numbers_have_their_density_or_when_many_their_moments(beta):
    sample = np.array([chance.logarithmic_sum(1.0, beta, math.log1p(-beta), (2, i, 7, 0, 0), 0) for i in range(N)])
    reach = int(stats.logser.ppf(1 - 1e-9, beta)) + 1
    assert pooled_p(sample, np.concatenate([[0.0], stats.logser.pmf(np.arange(1, reach), beta)])) > DOUBTFUL
    many = np.array([chance.logarithmic_sum(80.0, beta, math.log1p(-beta), (2, i, 8, 0, 0), 0) for i in range(N)])
    mean, variance = stats.logser.stats(beta)
    assert many.mean() == pytest.approx(80 * mean, abs=4 * math.sqrt(80 * variance / N))
    assert many.var() == pytest.approx(80 * variance, rel=0.05)
