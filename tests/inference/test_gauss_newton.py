"""The search finds where a model that it can only simulate is likeliest, and how results follow numbers there."""

import numpy as np
import pytest

from milkway.inference.gauss_newton import Effort, Observations, search

NUMBERS, RESULTS = 6, 12
SLOPE = np.random.default_rng(1).standard_normal((RESULTS, NUMBERS)) * np.array([3.0, 2.0, 1.0, 0.5, 0.2, 0.0])
TRUTH = np.array([1.0, -1.0, 0.5, 0.5, 0.0, 0.0])
EFFORT = Effort(6, 60, 2, 400)


def _noisy(x, luck, noise=0.3):
    chance = np.random.default_rng(luck)
    return x @ SLOPE.T + noise * chance.standard_normal((len(x), RESULTS))


def test_a_linear_model_has_its_slopes_and_the_best_point_that_algebra_gives():
    seen = Observations(TRUTH @ SLOPE.T, 0.5 * np.eye(RESULTS))
    found = search(lambda x, luck: _noisy(x, luck, 0.0), seen, NUMBERS, EFFORT, 3)
    precision = SLOPE.T @ SLOPE / 0.5 + np.eye(NUMBERS)
    assert found.best == pytest.approx(np.linalg.solve(precision, SLOPE.T @ seen.value / 0.5), abs=0.02)
    assert found.slopes.slope == pytest.approx(SLOPE, abs=0.05)
    assert found.slopes.there == pytest.approx(SLOPE @ found.best, abs=0.05)
    assert found.evaluated == EFFORT.sets


def test_a_bent_model_is_searched_to_its_end():
    seen = Observations(np.full(3, 2.0), 0.01 * np.eye(3))
    found = search(lambda x, _: np.repeat(np.exp(x[:, :1]), 3, axis=1), seen, 2, Effort(8, 60, 1, 40), 7)
    assert found.best[0] == pytest.approx(np.log(2.0), abs=0.05)
    assert found.course[-1] <= found.course[0]


def test_sets_that_failed_are_left_out():
    def half(x, luck):
        return np.where(x[:, :1] > 0.5, np.nan, _noisy(x, luck, 0.0))

    found = search(half, Observations(-TRUTH @ SLOPE.T, 0.5 * np.eye(RESULTS)), NUMBERS, EFFORT, 3)
    assert found.best[0] < 0
    assert np.isfinite(found.slopes.slope).all()


def test_a_result_that_is_often_missing_does_not_stop_a_search():
    """Every second set has nobody to measure for the first result."""

    def gaps(x, luck):
        y = _noisy(x, luck, 0.1)
        y[np.random.default_rng(luck).random(len(x)) < 0.5, 0] = np.nan
        return y

    found = search(gaps, Observations(TRUTH @ SLOPE.T, 0.5 * np.eye(RESULTS)), NUMBERS, EFFORT, 3)
    assert found.best[:3] == pytest.approx(TRUTH[:3], abs=0.3)


def test_the_same_seed_searches_the_same_way():
    seen = Observations(TRUTH @ SLOPE.T, np.eye(RESULTS))
    first, second = (search(_noisy, seen, NUMBERS, Effort(2, 20, 1, 4), 7) for _ in range(2))
    assert (first.best == second.best).all()
    assert (first.slopes.slope == second.slopes.slope).all()


def test_of_more_numbers_than_sets_show_what_matters_is_found():
    """Three of two hundred numbers decide 29 results, as noisy as their errors."""
    slope = np.zeros((29, 200))
    slope[:, :3] = np.random.default_rng(5).standard_normal((29, 3))
    truth = np.concatenate([[1.0, -1.0, 0.5], np.zeros(197)])

    def few(x, luck):
        return x @ slope.T + 0.3 * np.random.default_rng(luck).standard_normal((len(x), 29))

    found = search(few, Observations(slope @ truth, 0.1 * np.eye(29)), 200, Effort(6, 120, 2, 8), 1)
    assert found.best[:3] == pytest.approx(truth[:3], abs=0.3)
    assert np.sqrt((found.best[3:] ** 2).mean()) < 0.2
