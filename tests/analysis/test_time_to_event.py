"""Times to a first event against Freireich's leukaemia trial, as reprinted in textbooks, and against statsmodels."""

import numpy as np
import pytest
from scipy.stats import norm, ttest_ind
from statsmodels.duration.hazard_regression import PHReg

from milkway.analysis.kaplan_meier import kaplan_meier
from milkway.analysis.measures.hazards import hazard_ratio
from milkway.analysis.measures.logrank import log_rank
from milkway.analysis.measures.restricted_mean import deviations, restricted_mean, restricted_mean_difference

# Freireich 1963: weeks in remission with 6-mercaptopurine, whether it ended, and with placebo, where all of them did.
TREATED = np.array([6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35], dtype=float)
RELAPSED = np.array([1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0], dtype=bool)
PLACEBO = np.array([1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23], dtype=float)
ALL = np.ones(21, dtype=bool)


def test_coxs_model_gives_the_textbook_ratio_of_the_leukaemia_trial():
    """Kleinbaum and Klein, Survival Analysis: coefficient 1.572 with standard error 0.412 (Efron's ties)."""
    found = hazard_ratio((PLACEBO, TREATED), (ALL, RELAPSED))
    assert np.log(found.estimate) == pytest.approx(1.572, abs=5e-4)
    # the score interval of 42 women, by Student's t, is wider than Wald's and lies about the same place
    assert found.low < np.exp(1.572 - 1.96 * 0.412) < np.exp(1.572) < np.exp(1.572 + 1.96 * 0.412) < found.high
    assert np.log(found.high / found.low) / (2 * 2.0211) == pytest.approx(0.412, rel=0.06)


def test_the_log_rank_test_gives_the_textbook_chi_squared():
    """Kleinbaum and Klein: 16.79; Peto's ratio is exp((O - E) / V), so its z squared is the same number."""
    found = log_rank((PLACEBO, TREATED), (ALL, RELAPSED))
    z = np.log(found.estimate) / (np.log(found.high / found.low) / (2 * 1.959964))
    assert z**2 == pytest.approx(16.79, abs=5e-3)


def test_the_restricted_mean_is_that_of_klein_and_moeschberger():
    """Section 4.5: 23.3 weeks to week 35, standard error 2.83."""
    moved = deviations(TREATED, RELAPSED, 35.0)
    assert restricted_mean(TREATED, RELAPSED, 35.0) == pytest.approx(23.29, abs=5e-3)
    # the jackknife's variance is not Greenwood's where women leave
    assert np.sqrt((moved**2).sum()) / 21 == pytest.approx(2.83, rel=0.03)
    assert moved.sum() == pytest.approx(0, abs=1e-9)


def test_without_censoring_the_restricted_mean_is_the_mean_and_its_error_that_of_a_mean():
    assert restricted_mean(PLACEBO, ALL, 23.0) == pytest.approx(182 / 21, rel=1e-12)
    assert deviations(PLACEBO, ALL, 23.0) == pytest.approx(PLACEBO - PLACEBO.mean(), abs=1e-12)


def test_restricted_means_of_women_who_all_stay_are_compared_as_plain_means():
    """Welch's test of the days of each woman up to the horizon."""
    draw = np.random.default_rng(1)
    time = draw.exponential(40, 30).round() + 1, draw.exponential(90, 25).round() + 1
    ends = [np.minimum(arm, 60) for arm in time]
    event = ends[0] < 60, ends[1] < 60
    found, second = restricted_mean_difference((ends[0], ends[1]), event), ttest_ind(*ends, equal_var=False)
    assert "Welch" in found.note
    interval = second.confidence_interval()
    assert (found.p, found.low, found.high) == (
        pytest.approx(second.pvalue),
        pytest.approx(interval.low),
        pytest.approx(interval.high),
    )


def test_what_a_woman_moves_the_restricted_mean_by_is_what_a_little_more_of_her_moves_it_by():
    """The slope in her weight, of the leukaemia trial with one week's women counted 1001 times against 1000."""
    thousand = np.repeat(np.arange(21), 1000)
    plain = restricted_mean(TREATED[thousand], RELAPSED[thousand], 35.0)
    for woman in (0, 4, 5, 13, 20):
        more = np.append(thousand, woman)
        slope = (restricted_mean(TREATED[more], RELAPSED[more], 35.0) - plain) * len(more)
        assert slope == pytest.approx(deviations(TREATED, RELAPSED, 35.0)[woman], abs=0.02)


def test_the_restricted_mean_stops_at_the_horizon():
    assert restricted_mean(PLACEBO, ALL, 10.0) == pytest.approx(np.minimum(PLACEBO, 10).mean(), rel=1e-12)


def test_women_who_all_keep_free_of_the_event_have_no_comparison_and_a_reason():
    quiet = np.full(10, 50.0), np.full(10, 50.0)
    never = np.zeros(10, dtype=bool), np.zeros(10, dtype=bool)
    for analysis in (log_rank, hazard_ratio, restricted_mean_difference):
        found = analysis(quiet, never)
        assert (found.p, bool(found.note)) == (None, True)


def test_an_event_of_everybody_on_one_day_in_one_arm_only_has_an_unbounded_hazard_ratio_and_a_p():
    """Five of five against none of five: Fisher's p is 1 / 126."""
    found = hazard_ratio((np.full(5, 1.0), np.full(5, 9.0)), (np.ones(5, dtype=bool), np.zeros(5, dtype=bool)))
    assert (found.estimate, found.high) == (np.inf, np.inf)
    assert found.low > 1
    assert found.p < 0.05


@pytest.mark.parametrize("seed", range(4))
def test_the_hazard_ratio_agrees_with_statsmodels(seed):
    draw = np.random.default_rng(seed)
    arm = np.arange(240) % 2
    time = np.ceil(draw.exponential(np.where(arm == 0, 60, 40)))
    event = draw.random(240) < 0.6
    second = PHReg(time, (arm == 0).astype(float)[:, None], status=event.astype(int), ties="efron").fit(disp=0)
    found = hazard_ratio((time[arm == 0], time[arm == 1]), (event[arm == 0], event[arm == 1]))
    # both iterate, statsmodels to about 1e-8
    assert np.log(found.estimate) == pytest.approx(second.params[0], abs=1e-6)
    # the score test in place of Wald's: of 240 women nearly the same distance
    assert norm.isf(found.p / 2) == pytest.approx(abs(second.tvalues[0]), abs=0.12)


def test_exponential_times_have_the_hazard_ratio_and_the_area_that_were_put_in():
    draw = np.random.default_rng(4)
    time = draw.exponential(50, 6000), draw.exponential(100, 6000)
    event = tuple(arm < 100 for arm in time)
    times = tuple(np.minimum(arm, 100) for arm in time)
    # standard errors 0.03 of the logarithm and 0.6 days: three of each
    assert np.log(hazard_ratio(times, event).estimate) == pytest.approx(np.log(2), abs=0.09)
    area = 50 * (1 - np.exp(-2)) - 100 * (1 - np.exp(-1))
    assert restricted_mean_difference(times, event).estimate == pytest.approx(area, abs=1.8)


def test_the_curve_of_the_leukaemia_trial_is_the_textbooks():
    """Kleinbaum and Klein, table 2.3: 0.8571 at 6, 0.8067 at 7, 0.7529 at 10, 0.4482 at 23 weeks."""
    curve = kaplan_meier(TREATED, RELAPSED)
    found = {week: free for week, free in zip(curve.time, curve.free, strict=True) if week in (6, 7, 10, 23)}
    assert found == {6: pytest.approx(0.8571, abs=5e-5), 7: pytest.approx(0.8067, abs=5e-5)} | {
        10: pytest.approx(0.7529, abs=5e-5),
        23: pytest.approx(0.4482, abs=5e-5),
    }
