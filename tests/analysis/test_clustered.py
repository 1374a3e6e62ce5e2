"""Whole centres: a centre's mean counts once, as in SciPy's t test of means and statsmodels' estimating equations."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import t as student
from scipy.stats import ttest_ind

from milkway.analysis.measures.binary import risk_difference
from milkway.analysis.measures.clustered import RISK_DIFFERENCE_CLUSTERED, RISK_RATIO_CLUSTERED, difference, ratio
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.registry import MEASURES


def clusters(seed: int, sizes: tuple[int, int] = (8, 8), women: int = 20):
    draw = np.random.default_rng(seed)
    centre = np.repeat(np.arange(sizes[0]), women), np.repeat(np.arange(sizes[0], sum(sizes)), women)
    chance = np.clip(draw.normal(0.3, 0.12, sum(sizes)), 0.02, 0.98)
    return tuple((draw.random(len(of)) < chance[of]).astype(float) for of in centre), centre


def means(value, centre):
    return [np.array([arm[of == one].mean() for one in np.unique(of)]) for arm, of in zip(value, centre, strict=True)]


def test_a_difference_of_shares_is_a_t_test_of_the_means_of_centres():
    """Of as many centres in each arm Welch's and Student's errors are one; Welch's interval is the wider."""
    value, centre = clusters(1)
    found, second = difference(RISK_DIFFERENCE_CLUSTERED, value, centre), ttest_ind(*means(value, centre), equal_var=False)
    assert found.p == pytest.approx(second.pvalue, rel=1e-9)
    interval = second.confidence_interval()
    assert (found.low, found.high) == (pytest.approx(interval.low), pytest.approx(interval.high))


def test_estimating_equations_with_centres_of_one_size_give_the_same_difference_and_ratio():
    value, centre = clusters(2)
    arm = np.repeat([1.0, 0.0], [len(value[0]), len(value[1])])
    design, groups, events = sm.add_constant(arm), np.concatenate(centre), np.concatenate(value)
    for found, family in (
        (difference(RISK_DIFFERENCE_CLUSTERED, value, centre).estimate, sm.families.Gaussian()),
        (np.log(ratio(RISK_RATIO_CLUSTERED, value, (np.ones(160), np.ones(160)), centre).estimate), sm.families.Poisson()),
    ):
        second = sm.GEE(events, design, groups=groups, family=family, cov_struct=sm.cov_struct.Exchangeable()).fit()
        assert found == pytest.approx(second.params[1], abs=1e-6)


def test_women_of_one_centre_who_are_all_alike_are_worth_one_woman():
    """Ten women for each of six centres an arm: the interval is that of twelve observations, not of 120."""
    once = (np.array([0.0, 1, 0, 0, 1, 0]), np.array([1.0, 1, 0, 1, 1, 0]))
    value = tuple(np.repeat(arm, 10) for arm in once)
    centre = np.repeat(np.arange(6), 10), np.repeat(np.arange(6, 12), 10)
    assert difference(RISK_DIFFERENCE_CLUSTERED, value, centre).p == pytest.approx(ttest_ind(*once, equal_var=False).pvalue)
    assert risk_difference((20, 40), (60, 60)).p < 0.001 < difference(RISK_DIFFERENCE_CLUSTERED, value, centre).p


def test_a_small_arm_without_spread_is_judged_by_the_other_arms():
    """Three centres all at 0.2 against eight that differ: Student's error, which supposes one spread."""
    value = np.tile(np.arange(10) < 2, 3).astype(float), clusters(5, (1, 8), 10)[0][1]
    centre = np.repeat(np.arange(3), 10), np.repeat(np.arange(8), 10)
    other = means(value, centre)[1]
    error = np.sqrt(((other - other.mean()) ** 2).sum() / 9 * (1 / 3 + 1 / 8))
    expected = 2 * student.sf(abs(0.2 - other.mean()) / error, 9)
    assert difference(RISK_DIFFERENCE_CLUSTERED, value, centre).p == pytest.approx(expected)


def test_centres_of_one_arm_without_a_single_event_leave_a_bound_and_a_p():
    value = np.zeros(80), clusters(6, (8, 8), 10)[0][1]
    centre = np.repeat(np.arange(8), 10), np.repeat(np.arange(8), 10)
    found = ratio(RISK_RATIO_CLUSTERED, value, (np.ones(80), np.ones(80)), centre)
    assert (found.estimate, found.low) == (0, 0)
    assert found.p < 0.01
    assert 0 < found.high < 1


def test_one_centre_in_an_arm_has_no_comparison():
    value, centre = clusters(3, (1, 4))
    assert difference(RISK_DIFFERENCE_CLUSTERED, value, centre).p is None
    assert ratio(RISK_RATIO_CLUSTERED, value, tuple(np.ones(len(arm)) for arm in value), centre).p is None


def test_a_contrast_reads_the_centres_of_the_women_whose_value_exists():
    value, centre = clusters(4)
    missing = np.where(np.arange(160) % 7 == 0, np.nan, value[0])
    first = Outcomes(missing, np.ones(160), missing > 0, centre[0])
    second = Outcomes(value[1], np.ones(160), value[1] > 0, centre[1])
    kept = np.isfinite(missing)
    expected = ttest_ind(*means((missing[kept], value[1]), (centre[0][kept], centre[1])), equal_var=False).pvalue
    assert MEASURES["risk_difference_clustered"].between(first, second).p == pytest.approx(expected)


@pytest.mark.parametrize(("first", "second"), [(1, 3), (1, 1)])
def test_centres_that_are_all_alike_are_no_evidence_however_their_shares_round(first, second):
    """Three centres with 1 of 10 ill and three with 3 of 10: a spread of 1e-17 is one of rounding, not of centres."""
    arms = [np.tile(np.arange(10) < ill, 3).astype(float) for ill in (first, second)]
    scores = [Outcomes(arm, np.ones(30), arm > 0, np.repeat(np.arange(3) + 3 * place, 10)) for place, arm in enumerate(arms)]
    for measure in ("risk_difference_clustered", "risk_ratio_clustered"):
        found = MEASURES[measure].between(*scores)
        assert (found.low, found.high, found.p) == (None, None, None)
