"""The interaction of a contrast with a covariate, against statsmodels with a product term, by hand, and under the null."""

import warnings

import numpy as np
import pytest
import statsmodels.api as sm
from statsmodels.stats.meta_analysis import combine_effects

from milkway.analysis.interaction import interaction
from milkway.analysis.measures.binary import ODDS_RATIO, RISK_DIFFERENCE, odds_ratio, risk_difference
from milkway.analysis.measures.loads import LOG10_DIFFERENCE, MEAN_DIFFERENCE, log10_difference, mean_difference
from milkway.analysis.measures.logrank import LOG_RANK, log_rank
from milkway.analysis.result import Contrast, Result
from milkway.analysis.subgroups import INTERACTION, Levels, adjusted_claims

NAMES = ("no", "yes")


def product_term(x, level, y, family):
    """Return the coefficient of arm times level of a generalised linear model, its interval and its p."""
    design = np.column_stack([np.ones(len(x)), x, level, x * level])
    found = sm.GLM(y, design, family=family).fit()
    return found.params[3], found.conf_int()[3], found.pvalues[3]


def test_an_interaction_of_odds_ratios_is_that_of_a_logistic_regression():
    # 400 women in each cell, so that score and Wald tests agree to about one per cent
    events = {(0, 0): 120, (1, 0): 80, (0, 1): 100, (1, 1): 110}
    women = [(arm, level, i < events[arm, level]) for arm, level in events for i in range(400)]
    x, level, y = (np.array([one[place] for one in women], dtype=float) for place in range(3))
    coefficient, (low, high), p = product_term(x, level, y, sm.families.Binomial())
    levels = [odds_ratio((events[1, one], events[0, one]), (400, 400)) for one in (0, 1)]
    found = interaction(ODDS_RATIO, levels, NAMES)
    assert np.log(found.estimate) == pytest.approx(coefficient, rel=1e-6)
    assert np.log([found.low, found.high]) == pytest.approx([low, high], abs=0.005)
    assert found.p == pytest.approx(p, rel=0.03)


def test_an_interaction_of_means_is_that_of_a_linear_regression():
    luck = np.random.default_rng(5)
    x, level = np.repeat([0, 1], 600), np.tile(np.repeat([0, 1], 300), 2)
    y = luck.normal(2 + 0.3 * x - 0.2 * level - 0.25 * x * level, 1.0)
    coefficient, (low, high), p = product_term(x, level, y, sm.families.Gaussian())
    levels = [mean_difference((y[(x == 1) & (level == one)], y[(x == 0) & (level == one)])) for one in (0, 1)]
    found = interaction(MEAN_DIFFERENCE, levels, NAMES)
    assert found.estimate == pytest.approx(coefficient, rel=1e-6)
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.01)  # each level has a spread of its own here
    assert found.p == pytest.approx(p, rel=0.1)


def times(luck, hazards):
    time = [luck.exponential(1 / hazard, 80) for hazard in hazards]
    return log_rank((np.minimum(time[0], 2), np.minimum(time[1], 2)), (time[0] < 2, time[1] < 2))


@pytest.mark.parametrize("hazards", [[(0.5, 1.0), (1.0, 1.0), (1.5, 1.0)], [(0.5, 1.0), (1.2, 1.0)]])
def test_distances_in_standard_errors_give_cochrans_q(hazards):
    luck = np.random.default_rng(3)
    levels = [times(luck, one) for one in hazards]
    centres, errors = [one.test.centre for one in levels], [one.test.error for one in levels]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = combine_effects(np.array(centres), np.array(errors) ** 2).test_homogeneity().pvalue
    found = interaction(LOG_RANK, levels, [str(one) for one in hazards])
    assert found.p == pytest.approx(expected, rel=1e-4)
    assert (found.estimate is None) == (len(hazards) > 2)
    if len(hazards) == 2:
        apart, error = centres[1] - centres[0], np.hypot(*errors)
        expected = np.exp([apart, apart - 1.959964 * error, apart + 1.959964 * error])
        assert (found.estimate, found.low, found.high) == pytest.approx(expected, rel=1e-4)


def test_levels_that_are_the_same_do_not_differ():
    level = risk_difference((6, 3), (20, 20))
    found = interaction(RISK_DIFFERENCE, [level, level], NAMES)
    assert found.estimate == 0
    assert found.low == pytest.approx(-found.high)
    assert found.p == pytest.approx(1)


def test_a_level_in_which_an_arm_has_no_event_still_counts():
    found = interaction(ODDS_RATIO, [odds_ratio((0, 9), (30, 30)), odds_ratio((9, 9), (30, 30))], NAMES)
    assert found.estimate == np.inf
    assert 1 < found.low < found.high == np.inf
    assert found.p < 0.05


def test_a_level_without_a_test_leaves_no_interaction_and_is_named():
    few = log10_difference((np.array([100.0]), np.array([100.0])), (np.array([False]), np.array([False])))
    many = log10_difference((10 ** np.arange(5.0), 10 ** np.arange(5.0)), (np.zeros(5, bool), np.zeros(5, bool)))
    found = interaction(LOG10_DIFFERENCE, [many, few], NAMES)
    assert (found.estimate, found.p) == (None, None)
    assert "yes: fewer than two loads in an arm" in found.note


def test_where_nothing_differs_hardly_more_than_one_in_twenty_interactions_is_found():
    luck, found = np.random.default_rng(11), []
    for _ in range(400):
        values = luck.normal(size=(3, 2, 10))
        p = interaction(MEAN_DIFFERENCE, [mean_difference((one[0], one[1])) for one in values], ("a", "b", "c")).p
        found.append(p is not None and p < 0.05)
    assert np.mean(found) < 0.05 + 3 * np.sqrt(0.05 * 0.95 / 400)  # three standard errors


def test_claims_of_levels_share_one_level_with_the_endpoints_own():
    def of(estimate):
        return Contrast("product", "placebo", estimate)

    whole, no, yes = odds_ratio((10, 20), (60, 60)), odds_ratio((5, 6), (30, 30)), odds_ratio((5, 14), (30, 30))
    apart = interaction(ODDS_RATIO, [no, yes], NAMES)
    levels = Levels(NAMES, tuple(Result({}, (of(one),)) for one in (no, yes)), (of(apart),))
    found = adjusted_claims(Result({}, (of(whole),)), [levels], [True])
    ps = sorted([whole.p, no.p, yes.p, apart.p])
    expected = np.maximum.accumulate(np.minimum(1, np.array(ps) * [4, 3, 2, 1]))  # Holm by hand
    assert found[0, "yes", "product"] == pytest.approx(expected[ps.index(yes.p)])
    assert found[0, INTERACTION, "product"] == pytest.approx(expected[ps.index(apart.p)])
    assert adjusted_claims(Result({}, (of(whole),)), [levels], [False]) == {}
