"""Contrasts where none, one, all but one or all women of an arm have the event, in arms allocated 2:1."""

from itertools import product
from math import exp, log, sqrt

import pytest

from milkway.analysis.measures.binary import odds_ratio, risk_difference, risk_difference_exact, risk_ratio
from milkway.analysis.measures.rates import rate_ratio

N = (20, 10)
PAIRS = list(product((0, 1, 19, 20), (0, 1, 9, 10)))
Z = 1.959963984540054


def interval(centre, error):
    return pytest.approx((exp(centre - Z * error), exp(centre + Z * error)))


@pytest.mark.parametrize("events", PAIRS)
def test_a_difference_of_shares_always_exists(events):
    difference = events[0] / 20 - events[1] / 10
    for found in (risk_difference(events, N), risk_difference_exact(events, N)):
        assert found.estimate == pytest.approx(difference)
        assert found.low <= difference <= found.high
    assert (risk_difference(events, N).p is None) == (sum(events) in (0, 30))


@pytest.mark.parametrize("events", PAIRS)
def test_a_ratio_of_shares_has_an_interval_where_both_arms_have_an_event_and_not_all_women_do(events):
    found = risk_ratio(events, N)
    if events == (20, 10):
        assert (found.estimate, found.p) == (1.0, None)
    elif 0 not in events:
        centre, error = log(events[0] / 20 / (events[1] / 10)), sqrt(1 / events[0] - 1 / 20 + 1 / events[1] - 1 / 10)
        assert found.estimate == pytest.approx(exp(centre))
        assert (found.low, found.high) == interval(centre, error)
    else:
        assert (found.estimate, found.low, found.p) == (0.0 if events[1] else None, None, None)


@pytest.mark.parametrize("events", PAIRS)
def test_an_odds_ratio_exists_where_each_arm_has_women_with_the_event_and_without(events):
    found, rest = odds_ratio(events, N), (20 - events[0], 10 - events[1])
    if 0 in events + rest:
        assert (found.estimate, found.p) == (None, None)
    else:
        centre, error = log(events[0] / rest[0] / (events[1] / rest[1])), sqrt(sum(1 / one for one in events + rest))
        assert found.estimate == pytest.approx(exp(centre))
        assert (found.low, found.high) == interval(centre, error)
        assert set(found.tests) == {"fisher", "pearson", "yates", "likelihood_ratio"}


@pytest.mark.parametrize("episodes", list(product((0, 1, 2), (0, 1, 2))))
def test_a_ratio_of_rates_exists_where_both_arms_have_an_episode(episodes):
    found = rate_ratio(episodes, (40.0, 10.0), N)
    if 0 in episodes:
        assert (found.estimate, found.p) == (0.0 if episodes[1] else None, None)
    else:
        centre = log(episodes[0] / 40 / (episodes[1] / 10))
        assert found.estimate == pytest.approx(exp(centre))
        assert (found.low, found.high) == interval(centre, sqrt(1 / episodes[0] + 1 / episodes[1]))


@pytest.mark.parametrize("n", [(0, 10), (10, 0), (0, 0)])
def test_an_arm_without_women_has_no_contrast_and_a_reason(n):
    nobody = (0, 0)
    found = [one(nobody, n) for one in (risk_difference, risk_difference_exact, risk_ratio, odds_ratio)]
    found.append(rate_ratio(nobody, (float(n[0]), float(n[1])), n))
    assert [one.estimate for one in found] == [None] * 5
    assert all(one.note for one in found)
