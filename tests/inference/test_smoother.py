"""The ensemble smoother is Bayes' rule where that is known, and moves nothing by chance."""

import numpy as np
import pytest

from milkway.inference.smoother import MOST_STEPS, Observations, moved, step_size


def _assimilated(z: np.ndarray, model: np.ndarray, seen: Observations, seed: int, may: np.ndarray) -> np.ndarray:
    left, chance = 1.0, np.random.default_rng(seed)
    while left > 1e-9:
        y = z @ model
        share = step_size(y, seen, left)
        z, left = moved(z, y, seen, share, may, chance), left - share
    return z


def test_a_linear_model_with_normal_errors_has_the_posterior_of_bayes_rule():
    model = np.array([[1.0, 0.5, 0.0], [0.0, 1.0, 1.0]])  # (number, result)
    seen = Observations(np.array([1.0, 2.0, -1.0]), np.diag([0.5, 0.2, 1.0]))
    precision = np.eye(2) + model @ np.linalg.inv(seen.covariance) @ model.T
    mean = np.linalg.solve(precision, model @ np.linalg.inv(seen.covariance) @ seen.value)
    z = _assimilated(np.random.default_rng(1).standard_normal((20_000, 2)), model, seen, 2, np.ones((2, 3), bool))
    assert z.mean(axis=0) == pytest.approx(mean, abs=0.02)
    assert np.cov(z, rowvar=False) == pytest.approx(np.linalg.inv(precision), abs=0.02)


def test_correlated_errors_count_once():
    model, value = np.ones((1, 2)), np.array([2.0, 2.0])
    alone = Observations(value, np.eye(2))
    same = Observations(value, np.array([[1.0, 0.99], [0.99, 1.0]]))
    z = np.random.default_rng(3).standard_normal((20_000, 1))
    found = [_assimilated(z, model, seen, 4, np.ones((1, 2), bool)).mean() for seen in (alone, same)]
    assert found == pytest.approx([4 / 3, 2 / 1.995], abs=0.03)


def test_numbers_that_results_do_not_feel_stay_where_they_were():
    chance = np.random.default_rng(5)
    z = chance.standard_normal((128, 200))
    y = z[:, :1] * 3.0
    found = moved(z, y, Observations(np.array([6.0]), np.eye(1)), 1.0, np.ones((200, 1), bool), np.random.default_rng(6))
    off = np.abs(found[:, 1:] - z[:, 1:]).mean(axis=0)
    assert np.mean(off > 0) < 0.02  # correlations of 128 members beyond three standard errors
    assert found[:, 0].mean() == pytest.approx(1.8, abs=0.2)


def test_a_result_that_may_not_move_a_number_does_not():
    z = np.random.default_rng(7).standard_normal((500, 2))
    may = np.array([[True], [False]])
    found = moved(z, z.sum(axis=1, keepdims=True), Observations(np.array([4.0]), np.eye(1)), 1.0, may, np.random.default_rng(8))
    assert (found[:, 1] == z[:, 1]).all()
    assert found[:, 0].mean() > 0.5


def test_steps_are_small_where_the_misfit_is_large_and_take_in_all_of_the_data():
    seen = Observations(np.zeros(4), np.eye(4))
    assert step_size(np.full((10, 4), 50.0), seen, 1.0) == 1 / MOST_STEPS
    assert step_size(np.full((10, 4), 50.0), seen, 0.03) == 0.03
