"""Expected values are from the published counts, textbooks and statsmodels."""

import math

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import gmean, kstest, norm, ttest_1samp, ttest_ind
from scipy.stats import t as student
from statsmodels.discrete.discrete_model import NegativeBinomial
from statsmodels.duration.survfunc import SurvfuncRight, survdiff

from milkway.analysis.estimate import average, on_scale
from milkway.analysis.kaplan_meier import kaplan_meier
from milkway.analysis.measure import Estimate
from milkway.analysis.measures.binary import RISK_DIFFERENCE, RISK_RATIO, odds_ratio, risk_difference, risk_ratio
from milkway.analysis.measures.loads import geometric_mean_ratio, log10_difference, mean_difference
from milkway.analysis.measures.logrank import log_rank
from milkway.analysis.measures.rates import rate_ratio, rate_ratio_negative_binomial, rate_ratio_robust

HURTADO = ((16, 30), (139, 152))


def test_the_published_counts_give_the_published_ratios():
    odds, risk = odds_ratio(*HURTADO), risk_ratio(*HURTADO)
    # 0.531 was printed and may be adjusted; arithmetic gives 0.529
    assert odds.estimate == pytest.approx(0.531, abs=0.003)
    assert risk.estimate == pytest.approx(0.583, abs=5e-4)
    # logarithms would give 0.274 to 1.020 (Woolf) and 0.333 to 1.023; of so many women the score interval is nearly the same
    assert (odds.low, odds.high) == (pytest.approx(0.274, rel=0.01), pytest.approx(1.020, rel=0.01))
    assert (risk.low, risk.high) == (pytest.approx(0.333, rel=0.01), pytest.approx(1.023, rel=0.01))


def test_walds_test_comes_nearest_to_the_published_p_of_women():
    odds = odds_ratio(*HURTADO)
    others = [abs(p - 0.058) for name, p in odds.tests.items() if name != "wald"]
    assert abs(odds.tests["wald"] - 0.058) < 0.001 < min(others)


def test_the_naive_comparison_of_episodes_gives_a_smaller_p_than_printed():
    found = rate_ratio((18, 40), (139, 152), (139, 152))
    assert found.p == pytest.approx(0.0105, abs=1e-3)
    assert found.estimate == pytest.approx(0.494, abs=0.003)


def test_the_robust_comparison_can_give_the_printed_p():
    """16 women with 18 episodes, 30 with 40: one split is 14 + 2 twice, and 20 + 10 twice."""
    product = np.concatenate([np.ones(14), np.full(2, 2), np.zeros(123)])
    placebo = np.concatenate([np.ones(20), np.full(10, 2), np.zeros(122)])
    found = rate_ratio_robust((product, placebo), (np.ones(139), np.ones(152)))
    assert 0.012 < found.p < 0.03


def test_no_event_in_either_arm_leaves_no_ratio_and_no_p():
    assert risk_ratio((0, 0), (10, 10)).estimate is None
    assert risk_ratio((0, 0), (10, 10)).p is None
    assert (risk_difference((0, 0), (10, 10)).estimate, risk_difference((0, 0), (10, 10)).p) == (0, None)


def test_swapping_the_arms_flips_the_sign():
    there, back = risk_difference(*HURTADO), risk_difference((30, 16), (152, 139))
    assert (back.estimate, back.low, back.high) == tuple(
        pytest.approx(-one, rel=1e-9) for one in (there.estimate, there.high, there.low)
    )


def test_robust_and_negative_binomial_ratios_agree_with_statsmodels():
    draw = np.random.default_rng(1)
    time = draw.uniform(5, 110, 300)
    arm = np.arange(300) % 2
    counts = draw.poisson(draw.gamma(0.5, 2, 300) * time * np.where(arm == 0, 0.01, 0.02))
    arms = tuple(counts[arm == k] for k in (0, 1)), tuple(time[arm == k] for k in (0, 1))
    design = sm.add_constant((arm == 0).astype(float))
    poisson = sm.GLM(counts, design, family=sm.families.Poisson(), exposure=time).fit(cov_type="HC0")
    robust = rate_ratio_robust(*arms)
    # one is a closed form, the other iterates to 1e-8
    assert np.log(robust.estimate) == pytest.approx(poisson.params[1], abs=1e-6)
    # the score test in place of Wald's with the sandwich
    assert norm.isf(robust.p / 2) == pytest.approx(abs(poisson.tvalues[1]), abs=0.2)
    second = NegativeBinomial(counts, design, exposure=time).fit(disp=False, maxiter=200)
    found = rate_ratio_negative_binomial(*arms)
    # both search a flat optimum of the dispersion; its error (orthogonal) differs from the joint one by a little
    assert np.log(found.estimate) == pytest.approx(second.params[1], abs=1e-3)
    assert norm.isf(found.p / 2) == pytest.approx(abs(second.tvalues[1]), abs=0.2)


def test_women_who_are_counted_once_have_the_risk_ratio_and_its_interval():
    """The dispersion of a yes or no is what Pearson's variance is smaller by than Poisson's."""
    counts = tuple((np.arange(n) < events).astype(float) for events, n in zip(*HURTADO, strict=True))
    found = rate_ratio_robust(counts, tuple(np.ones(len(arm)) for arm in counts))
    risk = risk_ratio(*HURTADO)
    assert (found.estimate, found.low, found.high) == tuple(
        pytest.approx(x, rel=5e-3) for x in (risk.estimate, risk.low, risk.high)
    )


@pytest.mark.parametrize("episodes", [(18, 40), (0, 15), (3, 0), (2, 2)])
def test_the_poisson_ratio_has_the_middle_p_of_the_binomial_law(episodes):
    """Of so many episodes those of the first arm are binomial; half of the count that was seen is taken to lie further out."""
    found, total = rate_ratio(episodes, (139, 152), (139, 152)), sum(episodes)

    def tail(ratio: float, counts: range) -> float:
        share = ratio * 139 / (ratio * 139 + 152)
        chance = [math.comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(total + 1)]
        return sum(chance[k] for k in counts) + chance[episodes[0]] / 2

    below, above = range(episodes[0]), range(episodes[0] + 1, total + 1)
    assert found.p == pytest.approx(2 * min(tail(1, below), tail(1, above)), rel=1e-9)
    assert found.low == 0 or tail(found.low, above) == pytest.approx(0.025, rel=1e-9)
    assert found.high == math.inf or tail(found.high, below) == pytest.approx(0.025, rel=1e-9)
    assert (found.low == 0, found.high == math.inf) == (episodes[0] == 0, episodes[1] == 0)


def test_the_dispersion_of_mites_on_leaves_is_the_published():
    """Bliss and Fisher 1953: red mites on 150 apple leaves have a mean of 1.1467 and, by maximum likelihood, k = 1.02459."""
    leaves = np.repeat(np.arange(8), [70, 38, 17, 10, 9, 3, 2, 1]).astype(float)
    assert (len(leaves), leaves.mean()) == (150, pytest.approx(1.1467, abs=5e-5))
    found = rate_ratio_negative_binomial((leaves, leaves), (np.ones(150), np.ones(150)))
    assert found.note == f"dispersion {1 / 1.02459:.3g}"
    assert found.estimate == pytest.approx(1.0)
    # error of a log mean: (1 / mean + 1 / k) / n, twice; the score interval is a little wider than that of the logarithm
    error = np.log(found.high / found.low) / (2 * 1.967957)
    assert error == pytest.approx(np.sqrt(2 * (1 / 1.1467 + 1 / 1.02459) / 150), rel=5e-3)


def test_log_rank_and_kaplan_meier_agree_with_statsmodels():
    draw = np.random.default_rng(2)
    arm = np.arange(200) % 2
    time = np.ceil(draw.exponential(np.where(arm == 0, 60, 40)))
    event = draw.random(200) < 0.6
    times, events = ((x[arm == 0], x[arm == 1]) for x in (time, event))
    assert log_rank(times, events).p == pytest.approx(survdiff(time, event, arm)[1], rel=1e-9)
    curve, second = kaplan_meier(time, event), SurvfuncRight(time, event)
    known = np.isin(curve.time, second.surv_times)
    assert curve.free[known] == pytest.approx(second.surv_prob, abs=1e-12)
    assert curve.at_risk[known].tolist() == second.n_risk.tolist()


def test_loads_without_censoring_give_the_plain_difference_of_means():
    draw = np.random.default_rng(3)
    loads = 10 ** draw.normal(3, 0.5, 60), 10 ** draw.normal(3.4, 0.5, 70)
    found = log10_difference(loads, tuple(np.zeros(len(x), dtype=bool) for x in loads))
    plain = np.log10(loads[0]).mean() - np.log10(loads[1]).mean()
    # optimiser's tolerance
    assert found.estimate == pytest.approx(plain, abs=1e-5)
    tests = [ttest_ind(*(np.log10(x) for x in loads), equal_var=equal) for equal in (False, True)]
    assert found.p == pytest.approx(max(one.pvalue for one in tests))
    assert found.high == pytest.approx(max(one.confidence_interval().high for one in tests))


def test_loads_below_the_limit_do_not_bias_the_difference():
    draw = np.random.default_rng(4)
    truth = draw.normal(1.0, 1.0, 4000), draw.normal(1.5, 1.0, 4000)
    limit = 1.0
    loads = tuple(10 ** np.maximum(x, limit) for x in truth)
    found = log10_difference(loads, tuple(x < limit for x in truth))
    # true difference -0.5 with a standard error near 0.03: four of them
    assert found.estimate == pytest.approx(-0.5, abs=0.12)


def test_loads_without_censoring_give_the_plain_ratio_of_geometric_means():
    draw = np.random.default_rng(3)
    loads = 10 ** draw.normal(3, 0.5, 60), 10 ** draw.normal(3.4, 0.5, 70)
    found = geometric_mean_ratio(loads, tuple(np.zeros(len(x), dtype=bool) for x in loads))
    # optimiser's tolerance
    assert found.estimate == pytest.approx(gmean(loads[0]) / gmean(loads[1]), rel=1e-4)


def test_a_ratio_of_geometric_means_is_ten_to_the_difference_of_log10_loads_with_its_bounds():
    draw = np.random.default_rng(4)
    truth = draw.normal(1.0, 1.0, 80), draw.normal(1.5, 1.0, 160)
    loads, below = tuple(10 ** np.maximum(x, 1.0) for x in truth), tuple(x < 1.0 for x in truth)
    ratio, difference = geometric_mean_ratio(loads, below), log10_difference(loads, below)
    for one, other in zip((ratio.estimate, ratio.low, ratio.high), on_scale(difference), strict=True):
        assert one == pytest.approx(10**other, rel=1e-9)
    assert ratio.p == pytest.approx(difference.p, rel=1e-9)
    assert ratio.direction == difference.direction == "lower"


def test_a_limit_above_every_load_leaves_no_difference_and_no_ratio():
    assert geometric_mean_ratio((np.full(5, 10.0),) * 2, (np.ones(5, dtype=bool),) * 2).estimate is None
    assert log10_difference((np.full(5, 10.0),) * 2, (np.ones(5, dtype=bool),) * 2).estimate is None


def test_p_values_of_loads_are_uniform_under_the_null():
    draw = np.random.default_rng(5)
    ps = []
    for _ in range(120):
        truth = draw.normal(1.0, 1.0, (2, 80))
        loads = tuple(10 ** np.maximum(truth, 0.5))
        ps.append(log10_difference(loads, tuple(truth < 0.5)).p)
    # one fixed seed; 0.01 is the chance of failing if the law held
    assert kstest(ps, "uniform").pvalue > 0.01


def test_averaging_over_settings_that_agree_changes_nothing():
    one = Estimate(RISK_RATIO, 0.5, 0.25, 1.0, 0.05, (10, 10))
    both = average([one, one], [0.5, 0.5])
    assert (both.estimate, both.low, both.high) == tuple(pytest.approx(x, rel=1e-6) for x in (0.5, 0.25, 1.0))
    assert both.p == 0.05


def test_averaging_over_settings_that_differ_widens_the_interval():
    low, high = (Estimate(RISK_DIFFERENCE, x, x - 0.1, x + 0.1, 0.2, (10, 10)) for x in (-0.2, 0.2))
    both = average([low, high], [0.5, 0.5])
    assert both.estimate == pytest.approx(0)
    # each setting then holds half of a tail of 2.5 %, so 5 % of its own distribution lies beyond the bound
    assert both.high == pytest.approx(0.2 + 0.1 / 1.959964 * norm.ppf(0.95), abs=1e-3)


def test_an_arm_whose_women_score_alike_warns_of_nothing_and_leaves_the_other_arms_spread():
    """One sample against a constant: Student's t of the other arm, or of one spread in both where that is wider."""
    scores = np.array([1.0, 2.0, 4.0, 7.0])
    found = mean_difference((scores, np.full(5, 3.0)))
    together = 0.5 / np.sqrt(((scores - 3.5) ** 2).sum() / 7 * (1 / 4 + 1 / 5))
    # the wider of two intervals counts
    assert found.p == pytest.approx(max(ttest_1samp(scores, 3.0).pvalue, 2 * student.sf(together, 7)))
    assert mean_difference((np.array([3.0, 3.0 + 1e-15]), np.full(5, 2.0))).p is None
