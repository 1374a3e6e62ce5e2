"""Every load of one arm lies below the limit: the strongest evidence there can be is not dropped."""

import math

import numpy as np
import pytest
from scipy.stats import fisher_exact, norm
from scipy.stats import t as student

from milkway.analysis.censored_mean import censored_mean
from milkway.analysis.measures.loads import geometric_mean_ratio, log10_difference
from milkway.analysis.tobit import Values, fit_tobit

LIMIT = 1.0
LOGS = np.random.default_rng(2).normal(3, 1, 20)
LOADS = np.full(20, 10.0), 10 ** np.maximum(LOGS, LIMIT)
BELOW = np.ones(20, dtype=bool), LOGS < LIMIT


def test_an_arm_below_the_limit_has_a_bound_and_a_p_but_no_estimate():
    """Fisher's test of the shares above the limit has 3e-10, Tobit's likelihood ratio 1e-14."""
    found, ratio = log10_difference(LOADS, BELOW), geometric_mean_ratio(LOADS, BELOW)
    above = int((~BELOW[1]).sum())
    assert fisher_exact([[0, 20], [above, 20 - above]]).pvalue < found.p < 1e-4
    assert (found.estimate, found.low) == (-math.inf, -math.inf)
    assert found.high < 0
    assert "every load of the first arm is below it" in found.note
    assert (ratio.estimate, ratio.low, ratio.p) == (0, 0, pytest.approx(found.p))
    assert ratio.high == pytest.approx(10**found.high)


def test_the_bound_is_the_limit_less_the_other_arms_own_bound():
    """All below says that the mean is at most the limit; what remains is the other arm's mean by its own likelihood."""
    other = censored_mean(np.maximum(LOGS, LIMIT), BELOW[1])
    own = np.interp(-norm.ppf(0.975), -other.distance, other.means)  # the lower end of its 95 % interval
    assert log10_difference(LOADS, BELOW).high == pytest.approx(LIMIT - own, abs=2e-3)


def test_the_mean_of_an_arm_is_tobits():
    second = fit_tobit(Values(np.maximum(LOGS, 2.5), LOGS < 2.5, np.ones((20, 1)), np.ones(20)))
    assert censored_mean(np.maximum(LOGS, 2.5), LOGS < 2.5).likeliest == pytest.approx(second.coefficients[0], abs=1e-4)


def test_the_distance_of_a_mean_is_students_read_as_a_normal_number():
    """Wallace's approximation is good to a part in a thousand at seven degrees of freedom."""
    values = LOGS[:8]
    found, error = censored_mean(values, np.zeros(8, dtype=bool)), values.std(ddof=1) / np.sqrt(8)
    for away in (0.5, 1.0, 2.0, 3.0):
        distance = np.interp(values.mean() - away * error, found.means, found.distance)
        assert norm.sf(distance) == pytest.approx(student.sf(away, 7), rel=0.02)


def test_both_arms_below_the_limit_say_nothing():
    found = log10_difference((LOADS[0], LOADS[0]), (BELOW[0], BELOW[0]))
    assert (found.estimate, found.p) == (None, None)
    assert "below the limit" in found.note
