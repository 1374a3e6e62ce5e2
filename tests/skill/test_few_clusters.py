"""What few clusters say of a mean difference, against Monte Carlo, grids and signs flipped by hand."""

from itertools import product

import numpy as np
import pytest
from scipy import stats

from milkway.skill.few_clusters import Difference, believed, few_clusters, sign_flip

FOUND = [Difference("a", 0.31, 0.05), Difference("b", 0.12, 0.1), Difference("c", 0.55, 0.2), Difference("d", -0.02, 0.08)]
VALUE, ERROR = (np.array([getattr(one, name) for one in FOUND]) for name in ("value", "error"))


def weighted(draws, weight, q):
    order = np.argsort(draws)
    return np.interp(q, np.cumsum(weight[order]) / weight.sum(), draws[order])


def test_the_estimate_is_that_of_monte_carlo():
    chance = np.random.default_rng(3)
    d, tau = 0.5 * chance.standard_normal(400_000), 0.3 * np.abs(chance.standard_normal(400_000))
    weight = stats.norm.pdf(VALUE, d[:, None], np.hypot(ERROR, tau[:, None])).prod(axis=1)
    found = few_clusters(FOUND)
    expected = weighted(d, weight, [0.05, 0.5, 0.95])
    assert [found.low, found.estimate, found.high] == pytest.approx(expected, abs=0.01)  # some 10,000 effective draws
    assert found.p_positive == pytest.approx(weight[d > 0].sum() / weight.sum(), abs=0.01)


@pytest.mark.parametrize("between", [0.1, 1.0])
def test_other_priors_of_the_width_are_those_of_brute_force(between):
    d, tau = np.linspace(-2.5, 2.5, 2001), between * stats.norm.ppf(0.5 + (np.arange(2000) + 0.5) / 4000)
    log = sum(stats.norm.logpdf(v, d[:, None], np.hypot(e, tau)) for v, e in zip(VALUE, ERROR, strict=True))
    density = (np.exp(log) * stats.norm.pdf(d, 0, 0.5)[:, None]).sum(axis=1)
    expected = np.interp(0.5, np.cumsum(density) / density.sum(), d)
    assert believed(FOUND, between).quantile(0.5) == pytest.approx(expected, abs=0.002)  # the grid's step
    told = few_clusters(FOUND)
    assert {0.1: told.narrow, 1.0: told.wide}[between] == pytest.approx(expected, abs=0.002)


def test_the_sign_flip_p_is_the_share_of_all_flips():
    sums = [np.dot(signs, np.abs(VALUE)) for signs in product((-1, 1), repeat=4)]
    assert few_clusters(FOUND).sign_flip == np.mean(np.array(sums) >= VALUE.sum() - 1e-12)
    assert sign_flip(np.ones(6)) == 2**-6


def test_the_range_is_that_of_all_estimates_with_a_cluster_dropped():
    each = [few_clusters(FOUND[:i] + FOUND[i + 1 :]).estimate for i in range(4)]
    assert few_clusters(FOUND).dropped == pytest.approx((min(each), max(each)))


def test_one_cluster_says_little():
    found = few_clusters([Difference("a", 0.4)])
    assert found.dropped is None
    assert found.low < 0 < found.estimate < 0.4


def test_without_skill_better_clusters_are_seldom_sure():
    """Five clusters that differ by chance alone: the lower 90 % bound is above 0 no more often than 5 % and its error."""
    drawn = 0.2 * np.random.default_rng(5).standard_normal((200, 5))
    above = [believed([Difference(str(i), x) for i, x in enumerate(row)]).below(0.0) < 0.05 for row in drawn]
    assert np.mean(above) < 0.05 + 3 * np.sqrt(0.05 * 0.95 / 200)
