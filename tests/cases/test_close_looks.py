"""Looks that are close together or very early: the bounds still spend the level and nothing else."""

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import multivariate_normal, norm

from milkway.analysis.group_sequential import bounds, crossing

KINDS = ("obrien_fleming", "pocock", "obrien_fleming_spending", "pocock_spending")
TWO = ("obrien_fleming", "pocock_spending")  # where the other program takes seconds


def level(looks, limits):
    """Return the chance that |Z| crosses a bound, by SciPy's multivariate normal integral, which is good to 1e-5."""
    looks, limits = np.array(looks), np.array(limits)
    alike = np.sqrt(np.minimum.outer(looks, looks) / np.maximum.outer(looks, looks))
    return 1 - multivariate_normal.cdf(limits, cov=alike, lower_limit=-limits, abseps=2e-6, maxpts=400_000, rng=1)


def level_of_three(looks, limits):
    """Return the same of three looks by adaptive integration over the score of the first and the step to the second."""
    edges = np.array(limits) * np.sqrt(looks)
    spread = np.sqrt(np.diff(looks, prepend=0.0))

    def last(score):
        return norm.cdf((edges[2] - score) / spread[2]) - norm.cdf((-edges[2] - score) / spread[2])

    def second(score):
        ends = np.clip((np.array([-edges[1], edges[1]]) - score) / spread[1], -9, 9)
        return quad(lambda step: norm.pdf(step) * last(score + spread[1] * step), *ends, epsabs=1e-10)[0]

    reach = min(edges[0], 9 * spread[0])
    near = [one for one in (edges[1] - 4 * spread[1], edges[1]) if 0 < one < reach]
    found = quad(lambda score: norm.pdf(score / spread[0]) / spread[0] * second(score), 0, reach, points=near, epsabs=1e-9)[0]
    return 1 - 2 * found


def test_two_looks_one_woman_apart_leave_the_last_bound_where_one_of_them_would():
    """The published bounds of looks at one half and the end are 2.963 and 1.969; the look between spends next to nothing."""
    assert bounds((0.5, 0.5001, 1.0), 0.05, "obrien_fleming_spending")[-1] == pytest.approx(1.969, abs=6e-4)


@pytest.mark.parametrize("kind", TWO)
@pytest.mark.parametrize(
    "looks",
    [
        (0.5, 0.5001, 1.0),
        (1e-4, 2e-4, 1.0),
        (0.5, 0.9999, 1.0),
    ],
)
def test_close_and_early_looks_spend_the_level_to_a_millionth_by_another_program(kind, looks):
    assert level_of_three(looks, bounds(looks, 0.05, kind)) == pytest.approx(0.05, abs=1e-6)


@pytest.mark.parametrize("kind", TWO)
@pytest.mark.parametrize(
    "looks",
    [
        (0.5, 0.500001, 0.500002, 1.0),
        (1e-4, 0.5, 0.9999, 1.0),
        (0.2, 0.21, 0.22, 0.23, 0.24, 1.0),
    ],
)
def test_many_close_looks_spend_the_level_by_another_program(kind, looks):
    assert level(looks, bounds(looks, 0.05, kind)) == pytest.approx(0.05, abs=1e-5)


@pytest.mark.parametrize("kind", TWO)
@pytest.mark.parametrize("alpha", [0.001, 0.025, 0.05, 0.2])
def test_any_level_is_spent_whole_at_close_looks(kind, alpha):
    looks = (0.3, 0.3001, 0.7, 0.7001, 1.0)
    assert level(looks, bounds(looks, alpha, kind)) == pytest.approx(alpha, abs=1e-5)


def test_a_look_that_comes_ever_closer_to_another_adds_nothing_in_the_end():
    """As the step goes to 0 the crossings of two looks become those of one, at a rate of its square root."""
    limits = [2.4, 2.4, 2.2]
    single = sum(crossing([0.5, 1.0], limits[1:]))
    more = [sum(crossing([0.5, 0.5 + step, 1.0], limits)) - single for step in (1e-4, 1e-6, 1e-8)]
    assert more[0] > more[1] > more[2] > 0
    assert more[1] / more[0] == pytest.approx(0.1, rel=0.05)
    assert more[2] / more[1] == pytest.approx(0.1, rel=0.05)


@pytest.mark.parametrize("kind", KINDS)
def test_twenty_looks_spend_the_level_in_simulated_trials(kind):
    looks = np.sort(np.concatenate([np.linspace(0.05, 1.0, 10), np.linspace(0.05, 0.95, 10) + 1e-4]))
    steps = np.random.default_rng(5).normal(size=(100_000, 20)) * np.sqrt(np.diff(looks, prepend=0.0))
    crossed = (np.abs(np.cumsum(steps, axis=1)) / np.sqrt(looks) >= bounds(looks, 0.05, kind)).any(axis=1)
    assert crossed.mean() == pytest.approx(0.05, abs=0.0021)  # three binomial standard deviations
