"""The likelihood against SciPy's distributions and quadrature."""

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import expit, logsumexp
from scipy.stats import binom, halfcauchy, norm, poisson
from toy_worlds import FREE, priors

from milkway.inference.free import coordinates
from milkway.inference.likelihood import (
    Unreported,
    by_width,
    chance_of_report,
    coordinates_of,
    half_cauchy,
    log_likelihoods,
    of_topics,
)
from milkway.inference.observed import BELOW, BINOMIAL, NORMAL, POISSON, Datum, observed

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


@pytest.mark.parametrize("wide", [0.1, 0.4, 1.5, 4.0])
@pytest.mark.parametrize("mean", np.linspace(-3.0, 1.0, 9))
def test_a_count_of_many_women_is_narrower_than_any_error_of_the_model(mean, wide):
    peak = np.log(206 / 987)
    low, high, points = min(peak, mean) - 1.5, max(peak, mean) + 1.5, sorted({peak, mean, (peak + mean) / 2})

    def binomial(eta: float) -> float:
        return binom.pmf(206, 1193, expit(eta)) * norm.pdf(eta, mean, wide)

    def events(eta: float) -> float:
        return poisson.pmf(206, 1193 * np.exp(eta)) * norm.pdf(eta, mean, wide)

    for family, law in ((BINOMIAL, binomial), (POISSON, events)):
        expected = np.log(quad(law, low, high, points=points, epsabs=0, limit=400)[0])
        assert _one(family, 206, 1193, np.nan, mean, wide) == pytest.approx(expected, abs=0.05, rel=1e-3)  # single precision


def test_a_mean_adds_its_error_and_that_of_the_model():
    assert _one(NORMAL, 3.0, 10, 0.3, 2.5) == pytest.approx(norm.logpdf(3.0, 2.5, 0.5), abs=1e-5)  # single precision


def test_a_mean_without_dispersion_has_the_spread_of_women():
    assert _one(NORMAL, 3.0, 100, np.nan, 2.5, 0.0) == pytest.approx(norm.logpdf(3.0, 2.5, 0.2), abs=1e-4)  # single precision


def test_a_load_below_its_bound_is_left_censored():
    assert _one(BELOW, 3.0, 1, 0.0, 3.4) == pytest.approx(norm.logcdf(-1.0), abs=1e-5)  # single precision


def test_coordinates_are_those_of_the_free_parameters():
    z = np.random.default_rng(0).standard_normal((50, 3))
    assert np.asarray(coordinates_of(z, priors())) == pytest.approx(coordinates(FREE, z), abs=1e-5)  # single precision


def test_results_of_a_topic_share_a_discrepancy_that_is_summed_over_its_half_cauchy_prior():
    data = [Datum("a", "x", "x", "plain", NORMAL, 1.0, 10, 0.3), Datum("b", "x", "x", "plain", NORMAL, -0.5, 10, 0.2)]
    seen, _ = observed(data)
    each = by_width(seen, np.zeros(2), np.array([0.1, 0.2]), np.array([0.3]), 1.0)

    def integrand(width: float) -> float:
        first, second = (
            norm.pdf(1.0, 0, np.hypot(np.hypot(0.1, 0.3), width)),
            norm.pdf(-0.5, 0, np.hypot(np.hypot(0.2, 0.2), width)),
        )
        return first * second * halfcauchy.pdf(width, scale=0.3)

    expected = np.log(quad(integrand, 0, np.inf)[0])
    assert float(logsumexp(np.asarray(of_topics(seen, each, 1)))) == pytest.approx(expected, abs=1e-2)  # sixteen nodes


def test_a_result_that_is_left_out_leaves_the_prior_of_its_discrepancy():
    seen, _ = observed([Datum("a", "x", "x", "plain", NORMAL, 9.0, 10, 0.3)])
    out = seen._replace(weight=np.zeros(1))
    log_weight = np.asarray(of_topics(out, by_width(out, np.zeros(1), np.zeros(1), np.ones(1), 1.0), 1))[:, 0]
    width, _ = half_cauchy()
    assert np.exp(log_weight[width < 2]).sum() == pytest.approx(halfcauchy.cdf(2), abs=0.05)  # a node weighs up to 0.1


def test_no_count_is_more_than_certain_however_wide_the_discrepancy():
    assert _one(BINOMIAL, 16, 139, np.nan, 0.0, 36.0) < 0
    assert _one(POISSON, 18, 139, np.nan, 0.0, 36.0) < 0


@pytest.mark.parametrize(
    ("log_odds", "effect", "reporting"), [(-1.5, -0.8, 0.3), (-1.5, 0.8, 0.3), (0.4, -2.5, 0.1), (-2.0, 0.0, 0.6)]
)
def test_a_trial_is_reported_for_certain_if_it_differs_and_else_by_its_chance(log_odds, effect, reporting):
    """By hand: 90 and 60 women, two-sided at 5 %, the difference of shares normal about what the arms differ by."""
    trial = Unreported(np.array([90.0]), np.array([60.0]), np.array([1]), np.array([0]), np.array([1.0]))
    shares = expit(log_odds + effect), expit(log_odds)
    error = np.sqrt(shares[0] * (1 - shares[0]) / 90 + shares[1] * (1 - shares[1]) / 60)
    away = (shares[0] - shares[1]) / error
    differs = norm.cdf(-1.959964 - away) + norm.sf(1.959964 - away)
    found = chance_of_report(np.array([log_odds, effect]), trial, np.array([reporting]))
    assert np.asarray(found) == pytest.approx((1 - 1e-3) * (differs + (1 - differs) * reporting), abs=1e-5)
