"""Corners of measures that users of other programs met: an arm of one, alike women, no follow-up, visits that share no woman.

Sources and what was tried are in docs/edges.md.
"""

import math

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats

from milkway.analysis.measures.clustered import RISK_RATIO_CLUSTERED
from milkway.analysis.measures.rates import ALONE, rate_ratio_negative_binomial, rate_ratio_robust
from milkway.analysis.measures.repeated import FELL_BACK, OF_FEW, mixed_difference_last
from milkway.analysis.measures.restricted_mean import RESTRICTED_MEAN_DIFFERENCE
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.reasons import FEWER_THAN_TWO
from milkway.analysis.registry import MEASURES

NAN = math.nan


def test_rates_of_women_followed_very_unalike_have_the_score_test_of_a_second_program():
    counts = np.zeros(5), np.array([0, 3, 3, 3, 2, 0, 1, 2, 0, 1, 0, 7.0])
    times = np.array([10, 1, 112, 1, 10.0]), np.array([112, 10, 1, 112, 1, 112, 1, 1, 1, 1, 7, 10.0])
    found = rate_ratio_negative_binomial(counts, times)
    dispersion = float(found.note.removeprefix("dispersion ").split(";")[0])
    model = sm.GLM(
        np.concatenate(counts),
        np.ones(17),
        offset=np.log(np.concatenate(times)),
        family=sm.families.NegativeBinomial(alpha=dispersion),
    )
    free = model.fit().params
    square = model.score_test(free, exog_extra=np.repeat([[1.0], [0.0]], [5, 12], axis=0), observed=False)[0]
    # The dispersion is printed to three digits.
    assert found.p == pytest.approx(2 * stats.t.sf(math.sqrt(float(np.squeeze(square))), 15), rel=0.01)
    assert (found.estimate, found.low) == (0.0, 0.0)
    assert (found.high < 1) == (found.p < 0.05)


@pytest.mark.parametrize("alike", [1.0, 3.0])
def test_an_interval_excludes_no_effect_where_p_says_so_also_where_all_women_with_episodes_are_alike(alike):
    counts, times = (np.zeros(8), np.full(2, alike)), (np.array([10, 1, 7, 1, 1, 10, 112, 10.0]), np.full(2, 112.0))
    found = rate_ratio_robust(counts, times)
    assert (found.high < 1) == (found.p < 0.05)


def test_one_woman_alone_does_not_tell_how_women_differ():
    """Who of ten has all three episodes is chance: no p below 0.1 can be had of them."""
    found = rate_ratio_robust((np.zeros(9), np.array([3.0])), (np.full(9, 7.0), np.array([1.0])))
    assert (found.p, found.low, found.note) == (None, None, ALONE)


def test_an_arm_that_nobody_followed_leaves_no_restricted_mean_and_says_so():
    arms = [Outcomes(np.array(days), np.array(days), np.array(days) > 7) for days in ([8.0, 2.0, 3.0], [0.0, 0.0])]
    found = RESTRICTED_MEAN_DIFFERENCE.between(*arms)
    assert found.p is None
    assert "beyond day 0" in found.note


def test_two_visits_that_no_woman_had_both_of_leave_the_means_of_women_seen():
    first = np.array([[4, 5.5, NAN], [5, 2.5, NAN], [4, 6, NAN], [NAN, 6, 5], [NAN, 5, 7.5], [NAN, 7.5, 3]])
    second = np.array([[5, 6, NAN], [5.5, 5, NAN], [3, 6.5, NAN], [NAN, 3, 3], [NAN, 3, 6], [NAN, 4, 4.5]])
    found, welch = mixed_difference_last((first, second)), stats.ttest_ind(first[3:, 2], second[3:, 2], equal_var=False)
    assert found.note == FELL_BACK + OF_FEW
    assert (found.p, found.estimate) == pytest.approx((welch.pvalue, welch.statistic * found.estimate / welch.statistic))


def test_centres_with_all_and_centres_with_none_are_told_alike_whichever_arm_comes_first():
    women = [Outcomes(np.full(4, share), np.ones(4), np.full(4, share > 0), np.array([0, 0, 1, 1])) for share in (1.0, 0.0)]
    assert RISK_RATIO_CLUSTERED.between(*women).estimate == math.inf
    assert RISK_RATIO_CLUSTERED.between(*reversed(women)).estimate == 0.0


def drawn(measure, draw):
    """Outcomes of few women, with ties, women missing, and women whom nobody followed."""
    women, visits = int(draw.choice([0, 1, 2, 3, 8])), 3
    value = draw.choice([0, 0, 1, 2, 5], women).astype(float)
    time, seen = draw.choice([0, 7, 112], women).astype(float), draw.random(women) < 0.5
    match measure.kind.words:
        case "whether something is so":
            value = np.minimum(value, 1)
        case "how often something happens":
            value = np.where(time > 0, value, 0.0)
        case "days to a first event":
            value = time
        case "a load that may be below a limit":
            value = np.where(seen, 10 ** (1 + value), 10.0)
        case "a number at each of several visits" | "events by the day on which they happen":
            value = draw.choice([0, 0, 1, 2], (women, visits)).astype(float)
            value[np.arange(visits) >= draw.integers(0, visits + 1, women)[:, None]] = NAN
        case "a number at baseline and at a visit":
            value = np.column_stack([value, draw.choice([0, 0, 1, 2, 5], women)]).astype(float)
            value[draw.random(women) < 0.1] = NAN
        case _:
            pass
    if value.ndim == 1:
        value[draw.random(women) < 0.1] = NAN
    return Outcomes(value, time, seen, draw.integers(0, 3, women))


@pytest.mark.parametrize("name", MEASURES)
def test_no_measure_minds_the_order_of_women_or_which_arm_is_called_the_first(name):
    measure, draw = MEASURES[name], np.random.default_rng(20)
    for _ in range(40):
        arms = drawn(measure, draw), drawn(measure, draw)
        found, swapped = measure.between(*arms), measure.between(*reversed(arms))
        shuffled = measure.between(*(one.taking(draw.permutation(len(one.value))) for one in arms))
        for other in (shuffled, swapped):
            assert (other.p is None) == (found.p is None)
            # Searches stop at 1e-5 of a dispersion.
            assert found.p is None or other.p == pytest.approx(found.p, rel=1e-4, abs=1e-12)
        assert found.p is None or 0 <= found.p <= 1
        assert (found.p is not None and found.estimate is not None) or found.note
        if found.p is not None and found.low is not None and abs(found.p - 0.05) > 1e-6:
            neutral = 1.0 if measure.is_ratio else 0.0
            assert (found.p < 0.05) == (not found.low <= neutral <= found.high)


@pytest.mark.parametrize("name", ["mean_cumulative_difference", "mean_cumulative_ratio"])
def test_an_arm_of_one_woman_has_no_mean_number_of_episodes_to_compare(name):
    one, many = (Outcomes(np.eye(women, 30), np.full(women, 30.0), np.full(women, True)) for women in (1, 6))
    for arms in ((one, many), (many, one)):
        found = MEASURES[name].between(*arms)
        assert (found.p, found.note) == (None, FEWER_THAN_TWO)
