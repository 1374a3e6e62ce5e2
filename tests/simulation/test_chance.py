"""Samplers of small populations against the densities that they claim, with fixed seeds."""

import math

import numpy as np
import pytest
from scipy import stats

from milkway.core.streams import Streams
from milkway.simulation import chance

N = 20_000
# A chi-square test with a fixed seed: below 1e-3 a sampler would be wrong, not unlucky.
DOUBTFUL = 1e-3


def pooled_p(sample, mass):
    """P-value of counts 0, 1, 2, ... against their probabilities, with bins of at least ten expected."""
    expected = np.append(mass, max(0.0, 1 - mass.sum())) * len(sample)
    seen = np.bincount(np.minimum(sample.astype(int), len(mass)), minlength=len(mass) + 1)
    edges, gathered = [0], 0.0
    for i, count in enumerate(expected):
        gathered += count
        if gathered >= 10:
            edges.append(i + 1)
            gathered = 0.0
    edges[-1] = len(expected)
    bins = [slice(a, b) for a, b in zip(edges, edges[1:], strict=False)]
    found = np.array([[seen[b].sum(), expected[b].sum()] for b in bins])
    return stats.chisquare(found[:, 0], found[:, 1] * found[:, 0].sum() / found[:, 1].sum()).pvalue


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
    sample = np.array([chance.gamma(shape, 2, i, 7, 0, 0) for i in range(N)])
    assert stats.kstest(sample, stats.gamma(shape).cdf).pvalue > DOUBTFUL


@pytest.mark.parametrize(("size", "beta"), [(0.5, 0.6), (5.0, 0.9), (20.0, 0.95)])
def test_negative_binomial_numbers_follow_their_density(size, beta):
    sample = np.array([chance.negative_binomial(size, beta, 2, i, 7, 0, 0) for i in range(N)])
    reach = int(stats.nbinom.ppf(1 - 1e-9, size, 1 - beta)) + 1
    assert pooled_p(sample, stats.nbinom.pmf(np.arange(reach), size, 1 - beta)) > DOUBTFUL


def kendall(births, losses, time):
    """The chance that a cell leaves none, and the ratio of the geometric number that it else leaves (Kendall 1948)."""
    if births == losses:
        return births * time / (1 + births * time), births * time / (1 + births * time)
    e = math.exp((births - losses) * time)
    return losses * (e - 1) / (births * e - losses), births * (e - 1) / (births * e - losses)


def descendants(cells, births, losses, arrivals, time, reach=400):
    """The density of the number of cells, by convolution of the density of each cell's line and of the immigrants'."""
    alpha, beta = kendall(births, losses, time)
    counts = np.arange(1, reach)
    line = np.concatenate([[alpha], (1 - alpha) * (1 - beta) * beta ** (counts - 1)])
    mass = np.zeros(reach)
    mass[0] = 1.0
    for _ in range(cells):
        mass = np.convolve(mass, line)[:reach]
    if arrivals and births:
        mass = np.convolve(mass, stats.nbinom.pmf(np.arange(reach), arrivals / births, 1 - beta))[:reach]
    elif arrivals:
        mass = np.convolve(mass, stats.poisson.pmf(np.arange(reach), arrivals * -math.expm1(-losses * time) / losses))[:reach]
    return mass


@pytest.mark.parametrize(
    ("cells", "births", "losses", "arrivals", "time"),
    [
        (3, 2.0, 2.2, 0.0, 0.7),
        (5, 4.0, 1.0, 3.0, 0.5),
        (2, 1.5, 1.5, 2.0, 1.0),
        (0, 1.0, 3.0, 5.0, 1.0),
        (20, 0.0, 2.0, 4.0, 0.3),
    ],
)
def test_a_population_born_dying_and_arriving_follows_kendalls_density(cells, births, losses, arrivals, time):
    rates = (float(cells), births, losses, arrivals, time)
    sample = np.array([chance.birth_death_immigration(*rates, 2, i, 7, 0, 0) for i in range(N)])
    assert pooled_p(sample, descendants(cells, births, losses, arrivals, time)) > DOUBTFUL


def test_no_cells_and_no_arrivals_stay_none():
    assert chance.birth_death_immigration(0.0, 5.0, 1.0, 0.0, 1.0, 2, 3, 7, 0, 0) == 0.0


def test_waiting_for_an_arrival_is_exponential():
    waits = np.array([chance.waiting_threshold(2, i, 7, 0) for i in range(N)])
    assert stats.kstest(waits, "expon").pvalue > DOUBTFUL
