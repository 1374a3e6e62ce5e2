from math import isnan, sqrt

import numpy as np
import pytest

from milkway.published.reading import mean, median, odds_ratio, rate, rate_ratio, share


def yes(count, n):
    return np.arange(n) < count


def test_an_odds_ratio_is_that_of_the_two_by_two_table():
    exposed = yes(100, 200)
    ill = np.concatenate([yes(40, 100), yes(20, 100)])
    assert odds_ratio(exposed, ill).value == pytest.approx(40.5 * 80.5 / (60.5 * 20.5))


def test_none_of_few_is_not_certain():
    assert share(yes(0, 10)).value == 0
    assert share(yes(0, 10)).error == pytest.approx(sqrt(1 / 12 * 11 / 12 / 12))


def test_nobody_has_no_value():
    assert all(isnan(one.value) for one in (share(yes(0, 0)), mean(np.zeros(0)), median(np.zeros(2))))


def test_a_mean_knows_its_error_and_the_spread_of_women():
    found = mean(np.array([1.0, 2.0, 3.0, 4.0]))
    assert (found.value, found.spread, found.error) == pytest.approx((2.5, 1.29099, 0.645497), rel=1e-5)


def test_episodes_that_cluster_make_a_rate_less_certain():
    alone, clustered = np.repeat([1, 0], [20, 80]), np.repeat([4, 0], [5, 95])
    assert rate(clustered, np.ones(100)).value == rate(alone, np.ones(100)).value
    assert rate(clustered, np.ones(100)).error > 1.5 * rate(alone, np.ones(100)).error


def test_a_rate_ratio_exists_without_any_episode():
    assert rate_ratio(yes(50, 100), np.zeros(100), np.ones(100)).value == pytest.approx(1.0)


def test_no_event_at_all_is_not_certain_either():
    assert rate(np.zeros(40), np.ones(40)).error == pytest.approx(1 / 40)


def test_the_error_of_an_odds_ratio_is_woolfs():
    exposed = yes(100, 200)
    ill = np.concatenate([yes(40, 100), yes(20, 100)])
    found = odds_ratio(exposed, ill)
    assert found.error / found.value == pytest.approx(sqrt(1 / 40.5 + 1 / 60.5 + 1 / 20.5 + 1 / 80.5))


def test_a_rate_ratio_is_of_first_episodes_per_time_at_risk():
    exposed, ill = yes(40, 120), np.concatenate([yes(10, 40), yes(40, 80)])
    at_risk = np.where(ill, 20.0, 50.0)  # days: who falls ill is at risk no longer
    found = rate_ratio(exposed, ill, at_risk)
    rates = 10.5 / (10 * 20 + 30 * 50), 40.5 / (40 * 20 + 40 * 50)
    assert found.value == pytest.approx(rates[0] / rates[1])
    assert found.error / found.value == pytest.approx(sqrt(1 / 10.5 + 1 / 40.5))


def test_a_median_has_the_error_of_its_order_statistics():
    found = median(np.arange(101.0))
    assert (found.value, found.n) == (50.0, 101)
    assert found.error == pytest.approx(100 * 0.5 / sqrt(101))  # quantiles half a standard error of a share away


def test_the_fewest_from_whom_a_number_can_be_read():
    """A spread needs two, the order statistics of a median four."""
    assert mean(np.array([1.0, 3.0])).value == 2.0
    assert median(np.arange(4.0)).value == 1.5
    assert rate(np.array([1, 0]), np.array([2.0, 2.0])).value == 0.25
    assert rate_ratio(yes(2, 4), np.array([1, 1, 0, 0]), np.array([1.0, 1.0, 3.0, 3.0])).value == pytest.approx(
        2.5 / 2 / (0.5 / 6)
    )
    short = mean(np.ones(1)), median(np.arange(3.0)), rate(np.ones(1), np.ones(1)), rate_ratio(yes(1, 3), np.ones(3), np.ones(3))
    assert all(isnan(one.value) and one.n == 0 for one in short)
    assert isnan(rate(np.zeros(3), np.zeros(3)).value)  # nobody was followed


def test_a_rate_of_women_who_differ_has_the_error_of_a_ratio_of_means():
    """The residual of each woman over the mean exposure, as in a survey; here above Poisson's."""
    events, weeks = np.array([0, 9, 0, 1]), np.array([4.0, 4.0, 1.0, 1.0])
    off = (events - weeks) / 2.5
    found = rate(events, weeks)
    assert found.value == 1.0
    assert found.error == pytest.approx(np.std(off, ddof=1) / 2)


def test_a_median_tells_how_much_women_differ():
    assert median(np.array([1.0, 2.0, 3.0, 4.0])).spread == pytest.approx(sqrt(5 / 3))
