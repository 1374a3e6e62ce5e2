"""Random effects by quadrature, against brute force and formulas of other authors."""

import numpy as np
import pytest
from scipy import stats
from scipy.special import expit

from milkway.skill.links import LOG, LOG_HAZARD, LOG_ODDS, at_most, counted, log_ratio, number
from milkway.skill.random_effects import Observation, half_cauchy_law, half_normal, one_more


def brute_force(laws, offsets, scale, prior, theta_at):
    """Return the distribution function of one more study by a plain grid over mu, tau and every theta."""
    tau = scale * stats.norm.ppf(0.5 + (np.arange(100) + 0.5) / 200)
    mu, theta = np.linspace(-7, 4, 221), np.linspace(-12, 8, 2001)
    log = stats.norm.logpdf(mu, *prior)[:, None] + np.zeros(len(tau))
    for law, offset in zip(laws, offsets, strict=True):
        likelihood = np.exp(law(theta))
        for j, t in enumerate(tau):
            kernel = stats.norm.pdf(theta, mu[:, None] + offset, t)
            log[:, j] += np.log(np.maximum((kernel @ likelihood) * (theta[1] - theta[0]), 1e-300))
    weight = np.exp(log - log.max())
    weight /= weight.sum()
    return np.array([(weight * stats.norm.cdf((x - mu[:, None]) / tau)).sum() for x in theta_at])


COUNTS = ((20, 120), (35, 150), (12, 90))


def test_counts_on_the_log_hazard_are_those_of_brute_force():
    offsets = (0.0, 0.0, -0.4)
    found = one_more(
        [counted(str(i), *one, LOG_HAZARD, x) for i, (one, x) in enumerate(zip(COUNTS, offsets, strict=True))], half_normal(0.5)
    )
    laws = [lambda theta, k=k, n=n: stats.binom.logpmf(k, n, -np.expm1(-np.exp(np.minimum(theta, 30)))) for k, n in COUNTS]
    at = np.array([-2.4, -1.7, -1.0])
    expected = brute_force(laws, offsets, 0.5, (0.0, 10.0), at)
    assert found.below(at) == pytest.approx(expected, abs=0.004)  # the least nodes of tau are narrower than the plain grid


def test_none_of_many_and_a_word_are_followed_as_far_as_they_reach():
    found = one_more(
        [counted("a", 6, 10, LOG_ODDS), counted("b", 0, 47, LOG_ODDS), at_most("c", 0.5, 0.0, LOG_ODDS)],
        half_normal(1.5),
        (0.0, 2.0),
    )
    laws = [
        lambda theta: stats.binom.logpmf(6, 10, expit(theta)),
        lambda theta: stats.binom.logpmf(0, 47, expit(theta)),
        lambda theta: np.where(theta < 0, 0.0, -np.inf),
    ]
    at = np.array([-4.0, -2.0, 0.0])
    assert found.below(at) == pytest.approx(brute_force(laws, (0.0,) * 3, 1.5, (0.0, 2.0), at), abs=0.01)  # edge of the word


def test_with_equal_errors_and_no_heterogeneity_the_mean_is_the_textbooks():
    found = one_more([Observation(str(i), x, 0.2) for i, x in enumerate((1.0, 1.4, 1.9))], half_normal(1e-6))
    mean, precision = np.mean([1.0, 1.4, 1.9]), 3 / 0.04
    assert np.quantile(found.draws(), [0.05, 0.5, 0.95]) == pytest.approx(
        stats.norm.ppf([0.05, 0.5, 0.95], mean, precision**-0.5), abs=2e-3
    )


def test_without_a_study_the_prior_speaks():
    found = one_more([], half_normal(0.3), (0.0, 1.0)).draws()
    tau = np.abs(np.random.default_rng(1).standard_normal(200_000)) * 0.3
    assert found.std() == pytest.approx(np.sqrt(1 + (tau**2).mean()), abs=0.01)
    assert np.median(found) == pytest.approx(0.0, abs=1e-6)


def test_a_wider_prior_between_studies_forecasts_more_widely():
    studies = [Observation(str(i), x, 0.1) for i, x in enumerate((1.0, 1.4))]
    narrow, wide = (
        np.ptp(np.quantile(one_more(studies, prior).draws(), [0.05, 0.95])) for prior in (half_normal(0.1), half_cauchy_law(1.0))
    )
    assert narrow < wide


def test_a_log_ratio_of_odds_is_woolfs():
    found = log_ratio("hurtado2017", (16, 139), (30, 152), LOG_ODDS)
    assert np.exp(found.value) == pytest.approx(0.529, abs=0.001)
    assert found.error == pytest.approx(np.sqrt(1 / 16 + 1 / 123 + 1 / 30 + 1 / 122), rel=1e-4)


def test_a_ratio_with_its_interval_is_a_normal_law_of_its_logarithm():
    assert number("a", 2.0, 0.3, LOG).value == pytest.approx(np.log(2.0))
