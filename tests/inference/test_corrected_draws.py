"""Draws of a posterior: those of algebra where a model is linear, of the prior where data say nothing, near it where it bends."""

from dataclasses import replace

import numpy as np
import pytest

from milkway.inference.corrected_draws import corrected
from milkway.inference.gauss_newton import Effort, Observations, search

NUMBERS, RESULTS, MANY = 6, 12, 1500
SLOPE = np.random.default_rng(1).standard_normal((RESULTS, NUMBERS)) * np.array([3.0, 2.0, 1.0, 0.5, 0.2, 0.0])
TRUTH = np.array([1.0, -1.0, 0.5, 0.5, 0.0, 0.0])
SEEN = Observations(TRUTH @ SLOPE.T, 0.5 * np.eye(RESULTS))
EFFORT = Effort(6, 60, 2, 100)
NONE = np.zeros((RESULTS, RESULTS))


def _linear(noise=0.0, slope=SLOPE):
    """Return a model that a search can simulate, and the same with a luck for each draw."""

    def each(x, lucks):
        return x @ slope.T + noise * np.array([np.random.default_rng(one).standard_normal(len(slope)) for one in lucks])

    return lambda x, luck: x @ slope.T + noise * np.random.default_rng(luck).standard_normal((len(x), len(slope))), each


def test_draws_of_a_linear_model_are_the_posterior_that_algebra_gives():
    alike, each = _linear()
    found = corrected(each, SEEN, NONE, search(alike, SEEN, NUMBERS, EFFORT, 3), MANY, 4, 1)
    precision = SLOPE.T @ SLOPE / 0.5 + np.eye(NUMBERS)
    assert found.draws.mean(axis=0) == pytest.approx(np.linalg.solve(precision, SLOPE.T @ SEEN.value / 0.5), abs=0.08)
    assert np.cov(found.draws.T) == pytest.approx(np.linalg.inv(precision), abs=0.1)
    assert found.evaluated == 4 * MANY
    assert np.median(found.misfit) < RESULTS / 2
    wide = SLOPE @ SLOPE.T + 0.5 * np.eye(RESULTS)  # of what the prior says of data
    assert found.course[-1] == pytest.approx(0.5 * (RESULTS + SEEN.value @ np.linalg.solve(wide, SEEN.value)), rel=0.1)


def test_what_slopes_leave_open_moves_no_draw():
    """Slopes that were read off noisy sets say so; draws go where the data are, all the same."""
    alike, each = _linear()
    found = search(alike, SEEN, NUMBERS, EFFORT, 3)
    unsure = replace(found, slopes=replace(found.slopes, unexplained=3 * np.eye(RESULTS)))
    draws = [corrected(each, SEEN, NONE, one, 200, 4, 1).draws for one in (found, unsure)]
    assert draws[0] == pytest.approx(draws[1])


def test_chance_of_the_simulation_widens_draws_once():
    """Its covariance is in the errors, and its chance in every draw: together as wide as algebra has it with both errors."""
    noise = 0.7
    alike, each = _linear(noise)
    chance = noise**2 * np.eye(RESULTS)
    both = Observations(SEEN.value, SEEN.covariance + chance)
    draws = corrected(each, SEEN, chance, search(alike, both, NUMBERS, EFFORT, 3), MANY, 6, 1).draws
    expected = np.linalg.inv(SLOPE.T @ SLOPE / (0.5 + noise**2) + np.eye(NUMBERS))
    assert np.sqrt(np.diag(np.cov(draws.T))) == pytest.approx(np.sqrt(np.diag(expected)), rel=0.1)


def test_without_data_the_prior_comes_back():
    nothing = Observations(np.zeros(RESULTS), 1e4 * np.eye(RESULTS))
    alike, each = _linear(0.3)
    draws = corrected(each, nothing, NONE, search(alike, nothing, NUMBERS, EFFORT, 5), MANY, 3, 1).draws
    assert draws.mean(axis=0) == pytest.approx(np.zeros(NUMBERS), abs=0.1)
    assert draws.std(axis=0) == pytest.approx(np.ones(NUMBERS), abs=0.08)


def test_numbers_on_which_no_result_hangs_stay_as_the_prior_has_them():
    """Three of fifty numbers decide 29 results, as noisy as their errors; slopes of the others are chance."""
    slope = np.zeros((29, 50))
    slope[:, :3] = np.random.default_rng(5).standard_normal((29, 3))
    alike, each = _linear(0.3, slope)
    seen = Observations(slope @ np.concatenate([[1.0, -1.0, 0.5], np.zeros(47)]), 0.1 * np.eye(29))
    draws = corrected(each, seen, 0.09 * np.eye(29), search(alike, seen, 50, Effort(6, 100, 2, 100), 1), 200, 6, 1).draws
    assert draws[:, :3].mean(axis=0) == pytest.approx([1.0, -1.0, 0.5], abs=0.2)
    assert draws[:, :3].std(axis=0).max() < 0.3
    assert np.median(draws[:, 3:].std(axis=0)) == pytest.approx(1.0, abs=0.1)


def test_draws_follow_a_bend_that_slopes_at_the_end_do_not_know():
    """The sum of an exponential and of another number is seen: draws lie on a curve, near to where rejection has them."""
    seen = Observations(np.array([2.0]), np.array([[0.0025]]))

    def bent(x, _):
        return np.exp(x[:, :1]) + x[:, 1:]

    draws = corrected(bent, seen, np.zeros((1, 1)), search(bent, seen, 2, Effort(8, 60, 1, 60), 7), 400, 12, 1).draws
    assert np.abs(bent(draws, None)[:, 0] - 2.0).mean() < 0.1
    prior = np.random.default_rng(3).standard_normal((2_000_000, 2))  # those that hit, by rejection
    kept = prior[np.abs(bent(prior, None)[:, 0] - 2.0) < 0.05]
    assert draws.mean(axis=0) == pytest.approx(kept.mean(axis=0), abs=0.5)  # no more than near
    assert draws.std(axis=0) == pytest.approx(kept.std(axis=0), rel=0.4)


def test_a_draw_that_is_never_simulated_is_left_out_and_one_that_fails_somewhere_is_tried_nearer():
    alike, each = _linear()

    def failing(x, lucks):
        y = each(x, lucks)
        y[0], y[x[:, 0] > 1.2] = np.nan, np.nan
        return y

    found = corrected(failing, SEEN, NONE, search(alike, SEEN, NUMBERS, EFFORT, 3), 60, 8, 1)
    assert 0 not in found.which
    assert len(found.which) >= 57
    assert found.draws[:, 0].max() <= 1.2
    assert np.isfinite(found.misfit).all()


def test_a_draw_that_stops_far_from_the_others_is_left_out():
    alike, each = _linear()

    def stuck(x, lucks):
        y = each(x, lucks)
        y[3] = 100.0  # whatever its numbers are
        return y

    found = corrected(stuck, SEEN, NONE, search(alike, SEEN, NUMBERS, EFFORT, 3), 60, 8, 1)
    assert found.begun == 60
    assert 3 not in found.which
    assert len(found.which) >= 57


def test_a_result_that_nobody_could_be_measured_for_stops_no_draw():
    _, each = _linear()

    def gaps(x, lucks):
        y = each(x, lucks)
        y[::2, 0] = np.nan
        return y

    alike, _ = _linear()
    found = corrected(gaps, SEEN, NONE, search(alike, SEEN, NUMBERS, EFFORT, 3), 20, 4, 1)
    assert len(found.draws) == 20
