"""Change from baseline: against statsmodels and SciPy, where arms do not differ, and what is said of loads below their limit."""

from functools import partial

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats
from verification.edge_arms import changed, changed_ratings

from milkway.analysis.kinds import CHANGE
from milkway.analysis.levels.changes_alone import MEAN_CHANGE
from milkway.analysis.measures.change_contrasts import (
    ANCOVA_DIFFERENCE,
    CHANGE_DIFFERENCE,
    FLAT,
    ancova_difference,
    change_difference,
)
from milkway.analysis.outcomes import NOBODY, Outcomes, whole
from milkway.analysis.power_formula import Planned
from milkway.analysis.reasons import CHANGES_ALIKE, FEW_BOTH

TRIALS = 600


def arm(women: int, seed: int, by: float = 0.0, spread: float = 1.0) -> np.ndarray:
    return changed(np.random.default_rng(seed), women, by, spread, complete=True).value


def outcomes(pairs: np.ndarray, below: int = 0) -> Outcomes:
    women = len(pairs)
    return Outcomes(whole(pairs), np.full(women, 56.0), np.arange(women) >= below)


def test_ancova_is_that_of_least_squares():
    """With Student's error, which is the wider where the larger arm spreads more."""
    arms = arm(30, 1, by=-1.0, spread=1.5), arm(20, 2)
    found, pairs = ancova_difference(arms), np.concatenate(arms)
    design = np.column_stack([np.ones(50), np.repeat([1.0, 0.0], [30, 20]), pairs[:, 0]])
    fitted = sm.OLS(pairs[:, 1], design).fit()
    assert "Student's error" in found.note
    assert (found.estimate, found.p) == pytest.approx((fitted.params[1], fitted.pvalues[1]))
    assert (found.low, found.high) == pytest.approx(tuple(fitted.conf_int()[1]))


def test_a_change_is_tested_as_scipy_does():
    first, second = arm(12, 3, by=-1.0, spread=3.0), arm(30, 4)
    found = change_difference((first, second))
    welch = stats.ttest_ind(np.diff(first)[:, 0], np.diff(second)[:, 0], equal_var=False)
    assert found.p == pytest.approx(welch.pvalue)
    alone, paired = MEAN_CHANGE.between(outcomes(first), NOBODY), stats.ttest_rel(first[:, 1], first[:, 0])
    known = paired.confidence_interval()
    assert (alone.low, alone.high) == pytest.approx((known.low, known.high))
    assert alone.estimate == pytest.approx(np.diff(first).mean())
    assert alone.p is None


def test_a_chance_difference_at_baseline_is_taken_out():
    """The product's women begin one higher; nothing changes but toward the mean, by a half."""
    before = np.array([1.0, 2.0, 3.0, 4.0])
    first, second = (
        np.column_stack([x, 3 + 0.5 * (x - 3) + e]) for x, e in ((before + 1, [0.1, -0.1, -0.1, 0.1]), (before, 0.0))
    )
    assert ancova_difference((first, second)).estimate == pytest.approx(0.0)
    assert change_difference((first, second)).estimate == pytest.approx(-0.5)


def test_adjusting_for_baseline_is_surer_than_the_difference_of_changes():
    arms = arm(200, 5, by=-0.5), arm(200, 6)
    wide = [one.high - one.low for one in (ancova_difference(arms), change_difference(arms))]
    assert wide[0] < wide[1]


@pytest.mark.parametrize("sizes", [(8, 8), (8, 24), (24, 8), (30, 30)])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        (partial(changed, by=0.0), partial(changed, by=0.0)),
        (partial(changed, by=0.0, spread=3.0), partial(changed, by=0.0)),
        (partial(changed_ratings, by=0.0), partial(changed_ratings, by=0.0)),
    ],
    ids=["normal", "spread of 3 against 1", "low whole ratings"],
)
def test_where_arms_do_not_differ_one_trial_in_twenty_claims_it_at_most(first, second, sizes):
    draw = np.random.default_rng(7)
    trials = [(first(draw, sizes[0]), second(draw, sizes[1])) for _ in range(TRIALS)]
    for measure in (ANCOVA_DIFFERENCE, CHANGE_DIFFERENCE):
        found = [measure.between(*arms) for arms in trials]
        # binomial standard deviation of a share of 5 %: three of them
        assert np.mean([one.p is not None and one.p < 0.05 for one in found]) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / TRIALS)


def test_a_woman_without_one_of_the_two_numbers_is_not_analysed():
    pairs = arm(10, 8)
    pairs[0, 0], pairs[1, 1] = np.nan, np.nan
    assert ANCOVA_DIFFERENCE.between(outcomes(pairs), outcomes(arm(10, 9))).n == (8, 10)
    assert CHANGE.arm(outcomes(pairs)).n == 8
    assert CHANGE.arm(outcomes(pairs)).value == pytest.approx(np.diff(pairs[2:]).mean())


def test_loads_below_the_limit_are_told():
    first, second = outcomes(arm(10, 8), below=3), outcomes(arm(10, 9))
    for measure in (ANCOVA_DIFFERENCE, CHANGE_DIFFERENCE):
        assert "3 of 20 women have a load below the limit" in measure.between(first, second).note
    assert "3 of 10" in MEAN_CHANGE.between(first, NOBODY).note
    assert "limit" not in MEAN_CHANGE.between(second, NOBODY).note


def test_what_cannot_be_adjusted_or_judged_says_so():
    flat = [np.column_stack([np.full(6, 2.0), value]) for value in (np.arange(6.0), np.arange(6.0) + 1)]
    one = ancova_difference((flat[0], flat[1]))
    assert (one.estimate, one.p) == pytest.approx((-1.0, stats.ttest_ind(flat[0][:, 1], flat[1][:, 1]).pvalue))
    assert FLAT in one.note
    same = np.column_stack([np.arange(4.0), np.arange(4.0)])
    assert ancova_difference((same, same)).note == change_difference((same, same)).note == CHANGES_ALIKE
    assert ancova_difference((same[:1], same)).note == change_difference((same[:1], same)).note == FEW_BOTH


def test_the_formula_of_power_is_that_of_the_trials():
    """Half a standard deviation with 60 an arm: of 500 trials so many claim it, within three errors."""
    draw, law = np.random.default_rng(10), (partial(changed, by=-0.5), partial(changed, by=0.0))
    many = [one(np.random.default_rng(11), 20_000, complete=True) for one in law]
    for measure in (ANCOVA_DIFFERENCE, CHANGE_DIFFERENCE):
        told = measure.formula.power(Planned(*many, (60, 60)))
        found = np.mean([measure.between(*(one(draw, 60, complete=True) for one in law)).p < 0.05 for _ in range(500)])
        assert found == pytest.approx(told, abs=3 * np.sqrt(told * (1 - told) / 500))
