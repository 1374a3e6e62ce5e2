"""The laws of cells that divide, die, leave and come over a step, against their densities and against single steps of a chain."""

import math

import numpy as np
import pytest
from scipy import stats
from scipy.linalg import expm

from densities import DOUBTFUL, N, pooled_p
from milkway.simulation import lineages


def key(i):
    return 2, i, 7, 0, 0


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
    there = np.array([lineages.residents(float(cells), births, losses, 0.0, time, key(i))[0] for i in range(N)])
    come = np.array([lineages.after_immigration(arrivals, births, losses, time, key(i)) for i in range(N)])
    settled = np.array([lineages.settled(float(cells), births, losses, arrivals, time, key(i)) for i in range(N)])
    for sample in (there + come, settled[:, 0]):
        assert pooled_p(sample, descendants(cells, births, losses, arrivals, time)) > DOUBTFUL
    assert not arrivals or pooled_p(settled[:, 1], descendants(0, births, losses, arrivals, time)) > DOUBTFUL


def test_no_cells_and_no_arrivals_stay_none():
    assert lineages.residents(0.0, 5.0, 1.0, 0.5, 1.0, key(3)) == (0.0, 0.0)
    assert lineages.newcomers(0.0, 5.0, 1.0, 0.5, 1.0, key(3)) == (0.0, 0.0)
    assert lineages.after_immigration(0.0, 5.0, 1.0, 1.0, key(3)) == 0.0


@pytest.mark.parametrize("arrivals", [0.6, 5.0])
def test_a_poisson_number_of_newcomers_is_the_same_as_immigration(arrivals):
    births, losses, time = 2.0, 1.2, 0.8
    came = stats.poisson(arrivals * time).rvs(N, random_state=3)
    sample = np.array([lineages.newcomers(float(n), births, losses, 0.0, time, key(i))[0] for i, n in enumerate(came)])
    assert pooled_p(sample, descendants(0, births, losses, arrivals, time)) > DOUBTFUL


def stayed_and_left(births, deaths, leaving, time, reach=30, came=False):
    """The joint density (stayed, left) of one cell's line, by the matrix exponential of its chain, cut at `reach`."""
    size, edge = reach * reach, reach - 1
    chain = np.zeros((size, size))
    for n in range(reach):
        for m in range(reach):
            here = n * reach + m
            for rate, to in ((births * n, (n + 1, m)), (deaths * n, (n - 1, m)), (leaving * n, (n - 1, m + 1))):
                if rate:
                    chain[here, min(to[0], edge) * reach + min(to[1], edge)] += rate
                    chain[here, here] -= rate
    moments, weights = np.polynomial.legendre.leggauss(8) if came else (np.ones(1), np.full(1, 2.0))  # smooth: exact to 1e-9
    found = sum(
        weight / 2 * expm(chain * (1 + moment) / 2 * time)[reach] for moment, weight in zip(moments, weights, strict=True)
    )
    return found.reshape(reach, reach)


RATES = [(0.0, 0.4, 1.5, 0.9), (0.0, 0.0, 3.0, 0.5), (1.0, 0.5, 1.0, 0.4), (1.5, 0.2, 0.3, 0.7)]


@pytest.mark.parametrize("came", [False, True])
@pytest.mark.parametrize(("births", "deaths", "leaving", "time"), RATES)
def test_the_mean_of_those_that_stay_and_of_those_that_leave_is_exact(births, deaths, leaving, time, came):
    law = lineages.newcomers if came else lineages.residents
    exact = stayed_and_left(births, deaths, leaving, time, reach=18, came=came)
    counts = np.arange(18)
    drawn = np.array([law(4.0, births, deaths + leaving, leaving, time, key(i)) for i in range(N)])
    for column, marginal in enumerate((exact.sum(axis=1), exact.sum(axis=0))):
        mean = marginal @ counts
        error = math.sqrt(4 * (marginal @ counts**2 - mean**2) / N)
        assert drawn[:, column].mean() == pytest.approx(4 * mean, abs=4 * error + 2e-3)


@pytest.mark.parametrize("came", [False, True])
@pytest.mark.parametrize(("births", "deaths", "leaving", "time"), RATES[:2])
def test_without_births_cells_stay_leave_or_die_with_their_exact_chances(births, deaths, leaving, time, came):
    law = lineages.newcomers if came else lineages.residents
    exact = stayed_and_left(births, deaths, leaving, time, reach=4, came=came)
    drawn = [law(1.0, births, deaths + leaving, leaving, time, key(i)) for i in range(N)]
    for ends in ((1, 0), (0, 1), (0, 0)):
        share = drawn.count((float(ends[0]), float(ends[1]))) / N
        assert share == pytest.approx(exact[ends], abs=4 * math.sqrt(exact[ends] / N) + 1e-3)


def test_where_births_equal_deaths_the_law_is_its_limit():
    assert lineages.gone_and_more(2.0, 2.0, 0.25, 0.0) == pytest.approx(kendall(2.0, 2.0, 0.25), rel=1e-12)
    assert lineages.gone_and_more(0.0, 2.0, 1e-9, -2e-9) == pytest.approx((2e-9, 0.0), rel=1e-6)
