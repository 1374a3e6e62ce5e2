"""An arm without a single event: a comparison that plainly differs has a p and a bound, by whichever measure."""

import math

import numpy as np
import pytest

from milkway.analysis.outcomes import Outcomes
from milkway.analysis.registry import MEASURES

N, CASES = 200, 15
ILL = np.arange(N) < CASES
DAYS = np.full(N, 112.0)
TIME = np.where(ILL, 7.0 * (1 + np.arange(N)), 112.0)
HISTORY = np.zeros((N, 112))
HISTORY[np.arange(CASES), 7 * np.arange(CASES)] = 1
SHARES = Outcomes(np.zeros(N), DAYS, np.zeros(N, dtype=bool)), Outcomes(ILL.astype(float), DAYS, ILL)
TIMES = Outcomes(DAYS, DAYS, np.zeros(N, dtype=bool)), Outcomes(TIME, TIME, ILL)
EPISODES = Outcomes(np.zeros((N, 112)), DAYS, np.zeros(N, dtype=bool)), Outcomes(HISTORY, DAYS, ILL)
ARMS = {
    **dict.fromkeys(("risk_difference", "risk_difference_exact", "risk_ratio", "odds_ratio"), SHARES),
    **dict.fromkeys(("rate_ratio", "rate_ratio_robust", "rate_ratio_negative_binomial"), SHARES),
    **dict.fromkeys(("hazard_ratio", "subdistribution_hazard_ratio", "log_rank", "restricted_mean_difference"), TIMES),
    **dict.fromkeys(("cumulative_incidence_difference", "cumulative_incidence_ratio"), TIMES),
    **dict.fromkeys(("mean_cumulative_difference", "mean_cumulative_ratio"), EPISODES),
}


@pytest.mark.parametrize("name", ARMS)
def test_no_case_against_fifteen_of_two_hundred_is_a_difference(name):
    """Pearson's p is 8e-5, Fisher's 5e-5, that of the likelihood ratio 4e-6."""
    found, null = MEASURES[name].between(*ARMS[name]), 1.0 if MEASURES[name].is_ratio else 0.0
    harm = name in ("restricted_mean_difference",)
    assert found.p < 0.001
    assert (found.low > null) if harm else (found.high < null)
    if MEASURES[name].is_ratio and name != "log_rank":
        assert (found.estimate, found.low) == (0, 0)
        assert "no e" in found.note


@pytest.mark.parametrize("name", [name for name in ARMS if MEASURES[name].is_ratio and name != "log_rank"])
def test_arms_that_change_places_have_an_unbounded_ratio_and_the_same_p(name):
    there, back = MEASURES[name].between(*ARMS[name]), MEASURES[name].between(*ARMS[name][::-1])
    assert (back.estimate, back.high) == (math.inf, math.inf)
    assert back.low == pytest.approx(1 / there.high, rel=1e-6)
    assert back.p == pytest.approx(there.p, rel=1e-6)


@pytest.mark.parametrize("cases", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("name", ARMS)
def test_a_few_cases_among_eight_and_none_among_twenty_four_are_told_without_a_warning(name, cases):
    """However few women, p and the interval agree."""
    ill = np.arange(8) < cases
    time = np.where(ill, 7.0 * (1 + np.arange(8)), 112.0)
    history = np.zeros((8, 112))
    history[np.arange(cases), 7 * np.arange(cases)] = 1
    kind = {
        id(SHARES): (ill.astype(float), np.zeros(24)),
        id(TIMES): (time, DAYS[:24]),
        id(EPISODES): (history, np.zeros((24, 112))),
    }
    values = kind[id(ARMS[name])]
    days = (time, DAYS[:24]) if ARMS[name] is TIMES else (DAYS[:8], DAYS[:24])
    arms = Outcomes(values[0], days[0], ill), Outcomes(values[1], days[1], np.zeros(24, dtype=bool))
    found, null = MEASURES[name].between(*arms), 1.0 if MEASURES[name].is_ratio else 0.0
    assert (found.p < 0.05) == (found.low > null or found.high < null)
