"""The likelihood against SciPy's distributions and quadrature."""

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import expit
from scipy.stats import binom, norm, poisson
from toy_worlds import FREE, priors

from milkway.calibration.free import coordinates
from milkway.calibration.likelihood import coordinates_of, log_likelihoods
from milkway.calibration.observed import BELOW, BINOMIAL, NORMAL, POISSON, Datum, observed

WIDE = 0.4


def _one(family: int, value: float, n: float, error: float, mean: float, wide: float = WIDE) -> float:
    """Return the log probability of one result."""
    seen, _ = observed([Datum("x", "x", "x", "plain", family, value, n, error)])
    return float(log_likelihoods(seen, np.array([mean]), np.array([wide]), 2.0)[0])


def test_a_count_is_binomial_around_a_normal_error_of_the_log_odds():
    def integrand(t: float) -> float:
        return binom.pmf(16, 139, expit(-1.5 + WIDE * t)) * norm.pdf(t)

    expected = np.log(quad(integrand, -8, 8)[0])
    assert _one(BINOMIAL, 16, 139, np.nan, -1.5) == pytest.approx(expected, abs=1e-2)  # eleven nodes, single precision


def test_events_are_poisson_around_a_normal_error_of_the_log_rate():
    def integrand(t: float) -> float:
        return poisson.pmf(18, 139 * np.exp(-2 + WIDE * t)) * norm.pdf(t)

    expected = np.log(quad(integrand, -8, 8)[0])
    assert _one(POISSON, 18, 139, np.nan, -2.0) == pytest.approx(expected, abs=2e-2)  # eleven nodes, single precision


def test_a_mean_adds_its_error_and_that_of_the_model():
    assert _one(NORMAL, 3.0, 10, 0.3, 2.5) == pytest.approx(norm.logpdf(3.0, 2.5, 0.5), abs=1e-5)  # single precision


def test_a_mean_without_dispersion_has_the_spread_of_women():
    assert _one(NORMAL, 3.0, 100, np.nan, 2.5, 0.0) == pytest.approx(norm.logpdf(3.0, 2.5, 0.2), abs=1e-4)  # single precision


def test_a_load_below_its_bound_is_left_censored():
    assert _one(BELOW, 3.0, 1, 0.0, 3.4) == pytest.approx(norm.logcdf(-1.0), abs=1e-5)  # single precision


def test_coordinates_are_those_of_the_free_parameters():
    z = np.random.default_rng(0).standard_normal((50, 3))
    assert np.asarray(coordinates_of(z, priors())) == pytest.approx(coordinates(FREE, z), abs=1e-5)  # single precision
