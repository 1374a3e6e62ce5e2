"""Scores against worked values and brute force, with few truths of many trials as well."""

import numpy as np
import pytest
from scipy import stats

from milkway.published.distances import crps
from milkway.published.distribution import Distribution
from milkway.skill import scores


def test_the_log_score_of_a_count_is_the_mean_probability_over_draws():
    shares = np.array([0.1, 0.3])
    expected = np.log(stats.binom.pmf(4, 20, shares).mean())
    assert scores.log_score_of_counts(np.array([4]), np.array([20]), shares[:, None]) == pytest.approx(expected)


def test_arms_are_scored_together_and_not_one_by_one():
    shares = np.array([[0.1, 0.1], [0.3, 0.3]])
    expected = np.log((stats.binom.pmf(4, 20, [0.1, 0.3]) * stats.binom.pmf(9, 30, [0.1, 0.3])).mean())
    assert scores.log_score_of_counts(np.array([4, 9]), np.array([20, 30]), shares) == pytest.approx(expected)


def test_women_who_are_alike_make_a_count_beta_binomial():
    expected = stats.betabinom.logpmf(4, 20, 0.2 * 9, 0.8 * 9)  # alike .1: a + b = 1 / .1 - 1
    assert scores.log_score_of_counts(np.array([4]), np.array([20]), np.array([[0.2]]), 0.1) == pytest.approx(expected)


def test_draws_of_a_beta_law_give_the_beta_binomial():
    draws = stats.beta.ppf((np.arange(20000) + 0.5) / 20000, 3, 8)
    found = scores.log_score_of_counts(np.array([2]), np.array([10]), draws[:, None])
    assert found == pytest.approx(stats.betabinom.logpmf(2, 10, 3, 8), abs=1e-4)  # 20,000 evenly spaced quantiles


@pytest.mark.parametrize("excess", [1.0, 2.5])
def test_events_are_poisson_or_negative_binomial(excess):
    mean = 0.2 * 150
    expected = stats.poisson.logpmf(40, mean) if excess == 1 else stats.nbinom.logpmf(40, mean / (excess - 1), 1 / excess)
    assert scores.log_score_of_events(40, 150, np.array([0.2]), excess) == pytest.approx(expected)


def test_a_printed_mean_is_normal_around_each_draw():
    means = np.array([1.0, 2.0])
    expected = np.log(stats.norm.pdf(1.5, means, 0.3).mean())
    assert scores.log_score_of_mean(1.5, 0.3, means) == pytest.approx(expected)


def test_the_fair_crps_is_the_brute_force_sum_over_pairs():
    draws, value = np.random.default_rng(1).normal(size=40), 0.7
    pairs = [abs(one - other) for i, one in enumerate(draws) for other in draws[:i]]
    expected = np.abs(draws - value).mean() - np.mean(pairs) / 2
    assert scores.fair_crps(draws, value) == pytest.approx(expected)


def test_trials_of_one_truth_are_no_pairs_of_the_spread():
    chance = np.random.default_rng(2)
    truth, value = np.repeat(np.arange(6), 5), 0.3
    draws = chance.normal(size=6)[truth] + 0.5 * chance.normal(size=30)
    pairs = [abs(draws[i] - draws[j]) for i in range(30) for j in range(i) if truth[i] != truth[j]]
    assert scores.fair_crps(draws, value, truth) == pytest.approx(np.abs(draws - value).mean() - np.mean(pairs) / 2)


def test_the_crps_is_fair_to_a_few_truths_of_many_trials():
    """Three truths of 200 trials each expect the score of the whole law; all pairs would say less spread, and a worse score."""
    chance, value = np.random.default_rng(4), 0.0
    truth = np.repeat(np.arange(3), 200)
    draws = chance.normal(size=(2000, 3))[:, truth] + chance.normal(size=(2000, 600))
    found = np.mean([scores.fair_crps(one, value, truth) for one in draws])
    assert found == pytest.approx(crps(Distribution.normal(0, np.sqrt(2)), value), abs=0.03)  # 2,000 sets of three truths
    assert np.mean([scores.fair_crps(one, value) for one in draws]) > found + 0.05


def test_the_error_of_a_score_is_that_of_truths_and_not_of_their_trials():
    chance = np.random.default_rng(3)
    each = chance.normal(size=20)
    truth = np.repeat(np.arange(20), 200)
    found = scores.jackknife_error(lambda kept: float(each[truth][kept].mean()), truth)
    assert found == pytest.approx(each.std(ddof=1) / np.sqrt(20))
    assert scores.jackknife_error(lambda kept: 0.0, np.zeros(5)) is None


def test_the_fair_crps_of_many_draws_is_that_of_the_distribution():
    draws = stats.norm.ppf((np.arange(4000) + 0.5) / 4000)
    assert scores.fair_crps(draws, 0.5) == pytest.approx(crps(Distribution.normal(0, 1), 0.5), abs=1e-3)


def test_the_interval_score_of_gneiting_and_raftery():
    assert scores.interval_score(1.0, 3.0, 2.0, 0.9) == 2.0
    assert scores.interval_score(1.0, 3.0, 0.5, 0.9) == pytest.approx(2.0 + 20 * 0.5)
    assert scores.interval_score(1.0, 3.0, 4.0, 0.5) == pytest.approx(2.0 + 4 * 1.0)


def test_the_log_score_is_proper_no_other_share_expects_a_better_one():
    n, true = 15, 0.3
    chance = stats.binom.pmf(np.arange(n + 1), n, true)
    expected = {
        p: sum(c * scores.log_score_of_counts(np.array([k]), np.array([n]), np.array([[p]])) for k, c in enumerate(chance))
        for p in (0.2, 0.25, 0.3, 0.35, 0.4)
    }
    assert max(expected, key=expected.__getitem__) == true


def test_half_of_the_draws_equal_to_a_value_are_below_it():
    assert scores.place_of(np.array([0.0, 1.0, 1.0, 2.0]), 1.0) == 0.5
