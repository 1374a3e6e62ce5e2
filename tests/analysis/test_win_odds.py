"""The win odds count pairs, and their error is that of Brunner and Munzel's test."""

import math

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.stats import binomtest, brunnermunzel
from scipy.stats import t as student

from milkway.analysis.measures.win_odds import win_odds


def test_pairs_are_won_lost_or_halved():
    found = win_odds((np.array([1.0, 3.0]), np.array([2.0, 3.0, 4.0])))
    # of six pairs (1, 2), (1, 3), (1, 4) and (3, 4) are lost, (3, 2) is won, (3, 3) halved
    assert found.estimate == pytest.approx(1.5 / 4.5)


@pytest.mark.parametrize(("first", "second"), [(8, 8), (5, 12)])
def test_the_error_is_brunner_and_munzels(first, second):
    draw = np.random.default_rng(3)
    arms = draw.normal(0.5, 2, first).round(1), draw.normal(0, 1, second).round(1)
    found = win_odds(arms)
    chance, told = found.estimate / (1 + found.estimate), brunnermunzel(*arms)
    freedom = brentq(lambda df: 2 * student.sf(abs(told.statistic), df) - told.pvalue, 1, 100)  # the test's own
    # the wider of two errors counts; here it is the test's own
    error = (chance - 0.5) / -told.statistic / (chance * (1 - chance))  # carried to the logit
    assert math.log(found.high / found.low) / 2 == pytest.approx(student.ppf(0.975, freedom) * error)
    assert found.p == pytest.approx(2 * student.sf(abs(math.log(found.estimate)) / error, freedom))


def test_arms_that_do_not_overlap_are_compared_by_pairs_that_are_independent():
    """Eight pairs of eight women each, all lost: the sign test, and Clopper and Pearson's bound of no success in eight."""
    low, high = np.arange(8.0), np.arange(10.0, 30.0)
    lost, won = win_odds((low, high)), win_odds((high, low))
    share = binomtest(0, 8).proportion_ci(method="exact").high
    assert (lost.estimate, lost.low, won.estimate, won.high) == (0, 0, math.inf, math.inf)
    assert (lost.high, won.low) == (pytest.approx(share / (1 - share)), pytest.approx((1 - share) / share))
    assert lost.p == won.p == pytest.approx(binomtest(0, 8).pvalue)


def test_a_woman_alone_and_women_all_alike_tell_nothing_of_chance():
    assert win_odds((np.array([1.0]), np.array([3.0, 4.0]))).estimate is None
    assert win_odds((np.array([2.0, 2.0]), np.array([2.0, 2.0]))).p is None
