"""Recurrent episodes against Nelson's worked example and closed forms."""

import numpy as np
import pytest
from scipy import optimize, stats

from milkway.analysis.mean_cumulative import deviations, exposure, mean_cumulative
from milkway.analysis.measures.loads import mean_difference
from milkway.analysis.measures.rates import rate_ratio_robust
from milkway.analysis.measures.recurrent import mean_cumulative_difference, mean_cumulative_ratio

# Nelson 1988, as printed in the SAS/QC guide, Recurrence Data from Repairable Systems: month and cost of repairs, last month.
REPAIRS = (
    ({19: 2, 39: 2}, 42),
    ({8: 2, 14: 1, 26: 1}, 33),
    ({18: 3}, 29),
    ({2: 1, 8: 1, 16: 2}, 20),
    ({}, 16),
    ({5: 3, 12: 1}, 12),
)


def history(until: int) -> np.ndarray:
    found = np.full((len(REPAIRS), until + 1), np.nan)
    for unit, (repairs, last) in enumerate(REPAIRS):
        found[unit, : last + 1] = 0
        for month, cost in repairs.items():
            if month <= until:
                found[unit, month] = cost
    return found


def test_the_mean_cumulative_cost_is_that_of_nelsons_example():
    """Each month's costs over the units still in service, added up."""
    at = {2: 1 / 6, 5: 3 / 6, 8: 3 / 6, 12: 1 / 6, 14: 1 / 5, 16: 2 / 5, 18: 3 / 4, 19: 2 / 4, 26: 1 / 3, 39: 2 / 1}
    total = 0.0
    for month, share in at.items():
        total += share
        assert mean_cumulative(history(month)) == pytest.approx(total, rel=1e-12)


def test_women_followed_alike_have_the_mean_count_and_its_error():
    counts = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 1], [1, 1, 1]], dtype=float)
    own = counts.sum(axis=1)
    assert mean_cumulative(counts) == pytest.approx(own.mean())
    assert deviations(counts) == pytest.approx(own - own.mean())
    assert exposure(counts) == pytest.approx(5)


def test_two_women_deviate_from_each_other_alike():
    pair = np.array([[0.0, 0.0, 1.0], [1.0, 1.0, 1.0]])
    assert deviations(pair) == pytest.approx([-1.0, 1.0])


def test_a_day_on_which_one_woman_is_left_says_nothing_of_how_women_differ():
    found = deviations(np.array([[0.0, 5.0], [1.0, np.nan], [2.0, np.nan]]))
    assert found == pytest.approx([-1.0, 0.0, 1.0])
    assert mean_cumulative(np.array([[0.0, 5.0], [1.0, np.nan], [2.0, np.nan]])) == 6.0


def test_without_an_episode_a_mean_rests_on_the_women_followed():
    assert exposure(np.array([[0.0, 0.0], [0.0, np.nan], [0.0, np.nan], [0.0, 0.0]])) == 3.0  # four on a day and two on the other


def test_where_all_are_followed_means_and_their_ratio_are_compared_as_counts():
    draw = np.random.default_rng(2)
    begin = tuple((draw.random((n, 60)) < rate).astype(float) for n, rate in ((20, 0.01), (30, 0.03)))
    counts = begin[0].sum(axis=1), begin[1].sum(axis=1)
    ratio, rates = mean_cumulative_ratio(begin), rate_ratio_robust(counts, (np.ones(20), np.ones(30)))
    assert (ratio.estimate, ratio.low, ratio.high, ratio.p) == tuple(
        pytest.approx(one) for one in (rates.estimate, rates.low, rates.high, rates.p)
    )
    difference, plain = mean_cumulative_difference(begin), mean_difference(counts)
    assert (difference.estimate, difference.p) == (pytest.approx(plain.estimate), pytest.approx(ratio.p))


@pytest.mark.parametrize("side", ["low", "high"])
def test_at_a_bound_of_a_difference_of_counts_the_statistic_is_students_quantile(side):
    draw = np.random.default_rng(4)
    begin = tuple(
        (draw.random((n, 60)) < rate[:, None]).astype(float)
        for n, rate in ((9, draw.exponential(0.02, 9)), (25, draw.exponential(0.01, 25)))
    )
    counts, bound = [arm.sum(axis=1) for arm in begin], getattr(mean_cumulative_difference(begin), side)

    def unlikely(other):
        return -sum(stats.poisson.logpmf(own, rate).sum() for own, rate in zip(counts, (other + bound, other), strict=True))

    other = optimize.minimize_scalar(
        unlikely, (max(0.0, -bound) + 1e-9, 5), bounds=(max(0.0, -bound) + 1e-9, 5), options={"xatol": 1e-10}
    ).x
    rates, n = (other + bound, other), (9, 25)
    pearson = sum(((own - rate) ** 2).sum() for own, rate in zip(counts, rates, strict=True)) / 33
    pooled = pearson * 34 / (9 * rates[0] + 25 * rates[1]) * (rates[0] / 9 + rates[1] / 25)
    own = sum(arm.var(ddof=1) / arm.mean() * rate / size for arm, rate, size in zip(counts, rates, n, strict=True))
    away = counts[0].mean() - counts[1].mean() - bound
    assert abs(away) / max(pooled, own) ** 0.5 == pytest.approx(stats.t.ppf(0.975, 32), rel=1e-5)  # of the search


def test_the_ratio_is_that_of_mean_counts_where_all_are_followed():
    first, second = np.eye(10)[:4], np.ones((4, 10))
    alike = mean_cumulative_ratio((first, second))
    assert (alike.estimate, alike.p) == (pytest.approx(1 / 10), None)  # every woman alike: no error
    second[0] = 0
    assert mean_cumulative_difference((first, second)).estimate == pytest.approx(1 - 30 / 4)


def test_episodes_that_cluster_in_women_widen_the_interval():
    spread_out = np.zeros((100, 10))
    spread_out[np.arange(50), 3] = 1
    clustered = np.zeros((100, 10))
    clustered[:10, 2:7] = 1
    same = spread_out.copy()
    wide, narrow = (mean_cumulative_difference((arm, same)) for arm in (clustered, spread_out))
    assert wide.estimate == pytest.approx(narrow.estimate)
    assert wide.high - wide.low > 1.5 * (narrow.high - narrow.low)


def test_days_that_a_few_women_reach_do_not_count():
    long = np.full((40, 100), np.nan)
    long[:, :50] = 0.0
    long[0] = 1.0
    assert "by day 50" in mean_cumulative_difference((long, long)).note


def test_a_constant_rate_is_recovered_where_women_leave():
    draw = np.random.default_rng(1)
    begin = (draw.random((5000, 100)) < 0.02).astype(float)
    begin[np.arange(100) >= draw.integers(10, 150, 5000)[:, None]] = np.nan
    # two episodes expected by day 100; standard error near 0.024, three of them
    assert mean_cumulative(begin) == pytest.approx(2.0, abs=0.072)
