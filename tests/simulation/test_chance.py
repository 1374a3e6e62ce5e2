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
