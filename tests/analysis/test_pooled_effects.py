"""Random effects over trials: by hand, and beside statsmodels."""

from math import sqrt

import numpy as np
import pytest
from scipy.stats import t
from statsmodels.stats.meta_analysis import combine_effects

from milkway.analysis.pooled_effects import pooled

EFFECTS, ERRORS = (-0.9, -0.2, 0.3, -1.4, 0.1), (0.3, 0.25, 0.4, 0.5, 0.2)
ITERATED = 1e-7  # how far statsmodels iterates the variance between trials


def test_two_trials_alike_have_no_variance_between_them_and_the_error_of_twice_the_women():
    found = pooled((0.5, 0.5), (0.2, 0.2))
    assert (found.mean, found.tau, found.i2, found.predicted) == (pytest.approx(0.5), 0.0, 0.0, None)
    assert found.high - found.mean == pytest.approx(t.ppf(0.975, 1) * 0.2 / sqrt(2))
    assert found.weights == pytest.approx((0.5, 0.5))


def test_the_variance_between_trials_of_equal_errors_is_that_of_their_effects_less_the_error():
    """Paule and Mandel's equation has this solution where all errors are alike; the factor of Hartung and Knapp is then 1."""
    effects = np.array([-1.0, 0.0, 1.0, 2.0])
    found = pooled(effects, np.full(4, 0.5))
    variance = effects.var(ddof=1)
    assert found.tau**2 == pytest.approx(variance - 0.25, rel=1e-9)
    error = sqrt(variance / 4)
    assert found.low == pytest.approx(0.5 - t.ppf(0.975, 3) * error, rel=1e-9)
    assert found.predicted[1] == pytest.approx(0.5 + t.ppf(0.975, 2) * sqrt(variance - 0.25 + error**2), rel=1e-9)


def test_it_is_what_statsmodels_says_where_the_factor_is_above_one():
    other = combine_effects(np.array(EFFECTS), np.array(ERRORS) ** 2, method_re="iterated", use_t=True)
    found = pooled(EFFECTS, ERRORS)
    assert found.mean == pytest.approx(other.mean_effect_re, abs=ITERATED)
    assert (found.q, found.i2) == (pytest.approx(other.q), pytest.approx(other.i2))
    assert found.weights == pytest.approx(other.weights_rel_re, abs=ITERATED)
    frame = other.conf_int(alpha=0.05, use_t=True)
    hksj = next(one for one in frame if abs(np.mean(one) - other.mean_effect_re) < ITERATED)
    assert found.high - found.low >= (hksj[1] - hksj[0]) * (1 - 1e-6)


def test_trials_that_agree_too_well_have_no_narrower_interval_than_their_errors_give():
    found = pooled((0.1, 0.1001, 0.0999), (1.0, 1.0, 1.0))
    assert found.high - found.mean == pytest.approx(t.ppf(0.975, 2) / sqrt(3), rel=1e-9)
