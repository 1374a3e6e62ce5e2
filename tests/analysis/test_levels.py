"""What is estimated of a single arm: against SciPy and hand-made numbers; intervals hold the truth as often as they say."""

import numpy as np
import pytest
from scipy import stats

from milkway.analysis.estimate import OF_LEVELS, average
from milkway.analysis.outcomes import NOBODY, Outcomes
from milkway.analysis.reasons import ALL_BELOW, LONE, NOBODY_ANALYSED, SCORES_ALIKE
from milkway.analysis.registry import LEVELS, MEASURES, SCORES, suited, suited_alone
from milkway.analysis.result import analysed
from milkway.analysis.result_plain import result_plain

TRIALS = 400
LEAST = 0.92  # of 400 intervals of 95 %, fewer hold the truth in fewer than 1 of 100 right analyses (binomial, two-sided margin)


def of(value, time=None, seen=None) -> Outcomes:
    value = np.asarray(value, dtype=float)
    women = len(value)
    there = np.ones(women, dtype=bool) if seen is None else np.asarray(seen)
    return Outcomes(value, np.full(women, 56.0) if time is None else np.asarray(time, dtype=float), there)


def found(name: str, women: Outcomes):
    return LEVELS[name].between(women, NOBODY)


def test_every_score_has_a_level_and_no_name_is_a_contrast_too():
    assert all(suited_alone(score) for score in SCORES)
    assert not set(LEVELS) & set(MEASURES)
    assert all(one.alone for one in LEVELS.values())
    assert not any(one.alone for one in MEASURES.values())
    assert not set(suited("load")) & set(suited_alone("load"))


def test_shares_are_those_of_scipy():
    women = of([1] * 5 + [0] * 35)
    for name, method in (("share_wilson", "wilson"), ("share_exact", "exact")):
        one, known = found(name, women), stats.binomtest(5, 40).proportion_ci(method=method)
        assert (one.estimate, one.low, one.high, one.p, one.n) == (
            0.125,
            pytest.approx(known.low),
            pytest.approx(known.high),
            None,
            (40, 0),
        )


def test_a_mean_has_students_interval():
    value = np.array([1.0, 4.0, 2.0, 7.0])
    one, known = found("mean", of(value)), stats.ttest_1samp(value, 0).confidence_interval()
    assert (one.estimate, one.low, one.high) == (3.5, pytest.approx(known.low), pytest.approx(known.high))


def test_a_rate_is_by_time_and_nobody_ill_leaves_an_upper_bound():
    """Three in ten weeks, and none: exp(-x) is 2.5 % at 3.689, the exact bound of no event."""
    one, none = found("rate", of([1, 2, 0], time=[35, 21, 14])), found("rate", of([0, 0], time=[35, 35]))
    assert one.estimate == pytest.approx(0.3)
    assert (none.estimate, none.low, none.high) == (0, 0, pytest.approx(-np.log(0.025) / 10))


def test_ratings_that_are_missing_count_by_the_mixed_model():
    """One woman misses the last visit whose first rating is high: the mean of those seen would be too low."""
    rated = [[1.0, 1.2], [2.0, 1.9], [3.0, 3.1], [4.0, 4.2], [9.0, np.nan]]
    one, whole = found("mean_last", of(rated)), found("mean_last", of(rated[:4]))
    assert one.estimate > 3.5 > whole.estimate == pytest.approx(2.6)
    assert one.low < one.estimate < one.high
    assert "mixed model" in one.note


def test_loads_below_the_limit_lower_the_mean():
    loads, below = np.array([10.0, 10.0, 100.0, 1000.0, 1e4]), np.array([True, True, False, False, False])
    one, whole = found("mean_log10", of(loads, seen=~below)), found("mean_log10", of(loads))
    assert one.low < one.estimate < whole.estimate
    assert whole.estimate == pytest.approx(2.2)


@pytest.mark.parametrize(
    ("name", "women", "why"),
    [
        ("share_exact", of([]), NOBODY_ANALYSED),
        ("mean", of([3.0]), LONE),
        ("mean", of([3.0, 3.0]), SCORES_ALIKE),
        ("mean_log10", of([10.0, 10.0], seen=[False, False]), ALL_BELOW),
        ("share_free", of([]), NOBODY_ANALYSED),
    ],
)
def test_what_has_no_interval_says_why(name, women, why):
    one = found(name, women)
    assert (one.low, one.high, one.note) == (None, None, why)


def _weeks(draw: np.random.Generator) -> Outcomes:
    time = draw.uniform(14, 84, 60)
    return of(draw.poisson(draw.gamma(1.5, 0.4 / 1.5, 60) * time / 7), time=time)


def _days(draw: np.random.Generator) -> Outcomes:
    """Episodes of women who differ, by day, some of whom leave."""
    begin = (draw.random((60, 70)) < draw.gamma(1.5, 0.02 / 1.5, 60)[:, None]).astype(float)
    begin[np.arange(70) >= draw.integers(30, 120, 60)[:, None]] = np.nan
    return of(begin)


def _loads(draw: np.random.Generator) -> Outcomes:
    true = 10 ** draw.normal(2.0, 1.0, 40)
    return of(np.maximum(true, 30.0), seen=true > 30.0)


def _visits(draw: np.random.Generator) -> Outcomes:
    """Women with a bad first rating are the likelier to miss the second."""
    first = draw.normal(0, 1, 40)
    second = 0.7 * first + draw.normal(0, 0.7, 40)
    return of(np.column_stack([first, np.where(draw.random(40) < 1 / (1 + np.exp(2 - first)), np.nan, second)]))


@pytest.mark.parametrize(
    ("name", "draws", "truth"),
    [
        ("rate", _weeks, 0.4),
        ("mean_cumulative", _days, 1.4),
        ("mean_log10", _loads, 2.0),
        ("mean_last", _visits, 0.0),
        ("share_exact", lambda draw: of(draw.random(40) < 0.1), 0.1),
    ],
)
def test_intervals_hold_the_truth(name, draws, truth):
    draw = np.random.default_rng(5)
    every = [found(name, draws(draw)) for _ in range(TRIALS)]
    assert np.mean([one.low <= truth <= one.high for one in every]) >= LEAST


def test_a_single_arm_has_estimates_and_no_contrast():
    """As JSON says it, and averaged over settings without a word of p."""
    plain = result_plain(analysed("clinical_any", (LEVELS["share_exact"],), {"product": of([1, 0, 0, 0])}, ""))
    assert (plain["contrast"], plain["contrasts"]) == (None, [])
    assert set(plain["estimate"]) == {"arm", "measure", "estimate", "low", "high", "n"}
    two = average([found("share_exact", of([1, 0, 0, 0])), found("share_exact", of([1, 1, 0, 0]))], [0.5, 0.5])
    assert (two.estimate, two.p, two.note) == (0.375, None, OF_LEVELS)
