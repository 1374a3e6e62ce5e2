"""Contrasts where none, one, all but one or all women of an arm have the event, in arms allocated 2:1."""

from itertools import product
from math import inf, sqrt

import pytest
from scipy.stats import binom, chi2_contingency
from scipy.stats import t as student

from milkway.analysis.measures.binary import odds_ratio, risk_difference, risk_difference_exact, risk_ratio
from milkway.analysis.measures.rates import rate_ratio

N = (20, 10)
PAIRS = list(product((0, 1, 19, 20), (0, 1, 9, 10)))


def p_of_shares(events):
    """Return Pearson's test of one woman less, by Student's law of all women less two."""
    if sum(events) in (0, 30):
        return None
    pearson = chi2_contingency([[one, n - one] for one, n in zip(events, N, strict=True)], correction=False).statistic
    return 2 * student.sf(sqrt(pearson * 29 / 30), 28)


def quotient(above, below):
    return above / below if below else inf


def agrees(found, null):
    """Return whether p and the interval say the same of no effect, and the interval holds the estimate."""
    return (found.p is not None and found.p < 0.05) == (
        found.low > null or found.high < null
    ) and found.low <= found.estimate <= found.high


@pytest.mark.parametrize("events", PAIRS)
def test_a_difference_of_shares_always_exists(events):
    difference = events[0] / 20 - events[1] / 10
    for found in (risk_difference(events, N), risk_difference_exact(events, N)):
        assert found.estimate == pytest.approx(difference)
        assert -1 <= found.low <= found.high <= 1
        assert agrees(found, 0)
    assert risk_difference(events, N).p == (None if sum(events) in (0, 30) else pytest.approx(p_of_shares(events)))


@pytest.mark.parametrize("events", PAIRS)
def test_a_ratio_of_shares_exists_where_anybody_has_the_event(events):
    found = risk_ratio(events, N)
    if events == (0, 0):
        assert (found.estimate, found.p, found.note) == (None, None, "nobody with the event in either arm")
    else:
        assert found.estimate == pytest.approx(quotient(events[0] / 20, events[1] / 10))
        assert found.p == pytest.approx(p_of_shares(events) or 1)
        assert (found.low == 0, found.high == inf) == (events[0] == 0, events[1] == 0)
        assert agrees(found, 1)


@pytest.mark.parametrize("events", PAIRS)
def test_an_odds_ratio_exists_unless_all_women_are_alike(events):
    found, rest = odds_ratio(events, N), (20 - events[0], 10 - events[1])
    if events in {(0, 0), (20, 10)}:
        assert (found.estimate, found.p) == (None, None)
    else:
        assert found.estimate == pytest.approx(quotient(events[0] * rest[1], events[1] * rest[0]))
        assert found.p == pytest.approx(p_of_shares(events))
        assert agrees(found, 1)
        assert set(found.tests) - {"wald"} == {"fisher", "pearson", "yates", "likelihood_ratio"}
        assert ("wald" in found.tests) == (0 not in events + rest)


@pytest.mark.parametrize("episodes", list(product((0, 1, 2), (0, 1, 2))))
def test_a_ratio_of_rates_exists_where_there_is_any_episode(episodes):
    """Of all episodes four in five fall into the first arm's time by chance."""
    found, total = rate_ratio(episodes, (40.0, 10.0), N), sum(episodes)
    if total == 0:
        assert (found.estimate, found.p) == (None, None)
    else:
        law, half = binom(total, 0.8), binom.pmf(episodes[0], total, 0.8) / 2
        assert found.estimate == pytest.approx(quotient(episodes[0] / 40, episodes[1] / 10))
        assert found.p == pytest.approx(2 * min(law.cdf(episodes[0]) - half, law.sf(episodes[0]) + half))
        assert (found.low == 0, found.high == inf) == (episodes[0] == 0, episodes[1] == 0)
        assert agrees(found, 1)


@pytest.mark.parametrize("n", [(0, 10), (10, 0), (0, 0)])
def test_an_arm_without_women_has_no_contrast_and_a_reason(n):
    nobody = (0, 0)
    found = [one(nobody, n) for one in (risk_difference, risk_difference_exact, risk_ratio, odds_ratio)]
    found.append(rate_ratio(nobody, (float(n[0]), float(n[1])), n))
    assert [one.estimate for one in found] == [None] * 5
    assert all(one.note for one in found)
