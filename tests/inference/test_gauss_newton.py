"""The search finds the posterior of a model that it can only simulate, and the prior where nothing was observed."""

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


def test_a_linear_model_has_the_posterior_that_algebra_gives():
    seen = Observations(TRUTH @ SLOPE.T, 0.5 * np.eye(RESULTS))
    found = search(lambda x, luck: _noisy(x, luck, 0.0), seen, NUMBERS, EFFORT, 3)
    precision = SLOPE.T @ SLOPE / 0.5 + np.eye(NUMBERS)
    assert found.best == pytest.approx(np.linalg.solve(precision, SLOPE.T @ seen.value / 0.5), abs=0.02)
    assert found.scale == 1.0
    assert found.root @ found.root.T == pytest.approx(np.linalg.inv(precision), abs=0.02)
    assert found.evaluated == EFFORT.sets


def test_chance_of_the_simulation_teaches_nothing():
    """Nothing is learned of the numbers that no result hangs on, although noisy slopes say that some does."""
    found = search(_noisy, Observations(TRUTH @ SLOPE.T, 0.5 * np.eye(RESULTS)), NUMBERS, EFFORT, 3)
    spread = np.sqrt(np.diag(found.root @ found.root.T))
    assert found.best[:3] == pytest.approx(TRUTH[:3], abs=0.5)
    assert spread[5] > 0.8
    assert spread[0] < 0.2


def test_without_data_the_prior_comes_back():
    found = search(_noisy, Observations(np.zeros(RESULTS), 1e4 * np.eye(RESULTS)), NUMBERS, EFFORT, 5)
    drawn = found.drawn(4000, 1)
    assert found.scale == 1.0
    assert drawn.mean(axis=0) == pytest.approx(np.zeros(NUMBERS), abs=0.05)
    assert drawn.std(axis=0) == pytest.approx(np.ones(NUMBERS), abs=0.05)


def test_a_bent_model_is_searched_to_its_end_and_its_law_is_narrowed():
    """Slopes at the end of an exponential say how much is known there, and no more than the prior elsewhere."""
    seen = Observations(np.full(3, 2.0), 0.01 * np.eye(3))
    found = search(lambda x, _: np.repeat(np.exp(x[:, :1]), 3, axis=1), seen, 2, Effort(8, 60, 1, 40), 7)
    assert found.best[0] == pytest.approx(np.log(2.0), abs=0.05)
    assert found.course[-1] <= found.course[0]
    assert np.sqrt(np.diag(found.root @ found.root.T)) == pytest.approx([0.03, 1.0], rel=0.3)


def test_sets_that_failed_are_left_out():
    def half(x, luck):
        return np.where(x[:, :1] > 0.5, np.nan, _noisy(x, luck, 0.0))

    found = search(half, Observations(-TRUTH @ SLOPE.T, 0.5 * np.eye(RESULTS)), NUMBERS, EFFORT, 3)
    assert found.best[0] < 0
    assert np.isfinite(found.root).all()


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
    assert (first.drawn(5, 1) == second.drawn(5, 1)).all()


def test_of_more_numbers_than_sets_show_chance_teaches_nothing():
    """Two hundred numbers, results that hang on none of them, and luck that all sets of a step share."""

    def nothing(x, luck):
        chance = np.random.default_rng(luck)
        return 0.4 * (chance.standard_normal(29) + np.random.default_rng(luck + 1).standard_normal((len(x), 29)))

    found = search(nothing, Observations(np.zeros(29), 0.1 * np.eye(29)), 200, Effort(4, 120, 2, 8), 1)
    variance = np.linalg.eigvalsh(found.root @ found.root.T / found.scale**2)
    assert variance.min() > 0.8


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
    spread = np.sqrt(np.diag(found.root @ found.root.T)) / found.scale
    assert spread[:3].max() < 0.7
    assert np.median(spread[3:]) > 0.9
