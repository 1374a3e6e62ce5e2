"""A logistic model with and without a maximum of its likelihood, against closed forms and a second program."""

import numpy as np
import pytest

from milkway.analysis.logistic import logistic
from milkway.analysis.missing.imputing import drawn
from milkway.core.streams import Streams


def test_two_groups_have_the_logarithms_of_their_odds_and_woolfs_error():
    fitted = logistic(np.array([3.0, 10.0]), np.array([20.0, 25.0]), np.array([[1.0, 0.0], [1.0, 1.0]]))
    assert not fitted.penalised
    # Newton's last step is below 1e-9
    assert fitted.coefficients == pytest.approx([np.log(3 / 17), np.log(10 / 15) - np.log(3 / 17)], abs=1e-7)
    assert fitted.covariance[1, 1] == pytest.approx(1 / 3 + 1 / 17 + 1 / 10 + 1 / 15, abs=1e-7)


def separated() -> tuple[np.ndarray, np.ndarray]:
    """Return 24 women, of whom the first eight have a trait and never the event; and what is known of them."""
    trait, age = np.repeat([1.0, 0.0], [8, 16]), np.tile([-1.5, -0.5, 0.5, 1.5], 6)
    happened = np.array([0] * 8 + [0, 1, 0, 1, 1, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 1], dtype=float)
    return happened, np.column_stack([np.ones(24), trait, age])


def test_where_a_column_separates_the_penalised_fit_is_that_of_a_second_program():
    """Leverages of firthmodels 0.8.2; then its rows added with a mean of their own, maximised by SciPy's BFGS."""
    happened, design = separated()
    fitted = logistic(happened, np.ones(24), design)
    assert fitted.penalised
    # leverages are sought to 1e-6 of a log odds
    assert fitted.coefficients == pytest.approx([-0.1065984, -3.2448715, 0.7554171], abs=1e-5)
    assert np.sqrt(np.diag(fitted.covariance)) == pytest.approx([0.5364227, 1.6209783, 0.4638160], abs=1e-5)


def test_a_penalty_leaves_the_mean_chance_as_it_was_seen():
    """Firth's alone would add half an event a column: much where events are rare."""
    happened, design = separated()
    fitted = logistic(happened, np.ones(24), design)
    # both are sums of 24 chances, exact up to the last step of the search
    assert (1 / (1 + np.exp(-design @ fitted.coefficients))).sum() == pytest.approx(happened.sum(), abs=1e-7)


def test_rows_of_many_chances_are_the_same_rows_one_by_one():
    happened, design = separated()
    together = logistic(np.append(happened, 3.0), np.append(np.ones(24), 5.0), np.vstack([design, [1, 1, 0]]))
    apart = logistic(
        np.append(happened, [1.0, 1.0, 1.0, 0.0, 0.0]), np.ones(29), np.vstack([design, np.repeat([[1, 1, 0]], 5, axis=0)])
    )
    assert together.coefficients == pytest.approx(apart.coefficients, abs=1e-7)


@pytest.mark.parametrize("happens", [0.0, 1.0])
def test_what_never_or_always_happened_has_a_finite_chance_near_what_was_seen(happens):
    fitted = logistic(np.full(50, happens), np.ones(50), np.ones((50, 1)))
    chance = 1 / (1 + np.exp(-float(fitted.coefficients[0])))
    # half an event more of 50 or so is the largest that the added rows could do
    assert abs(chance - happens) < 0.5 / 50


def test_of_columns_that_are_alike_each_has_a_part():
    happened = np.array([1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0])
    asked = np.array([0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0, 1.0])
    once = logistic(happened, np.ones(8), np.column_stack([np.ones(8), asked]))
    twice = logistic(happened, np.ones(8), np.column_stack([np.ones(8), asked, asked]))
    assert twice.coefficients[1:].sum() == pytest.approx(once.coefficients[1], abs=1e-7)
    assert np.isfinite(twice.covariance).all()


def test_a_draw_of_a_bounded_model_says_never_of_a_trait_that_nobody_ill_had():
    """The law is that of 200 days without the event under half an event or less of prior: its chance is below 1 in 50."""
    fitted = logistic(np.array([0.0, 20.0]), np.array([200.0, 400.0]), np.array([[1.0, 1.0], [1.0, 0.0]]))
    draws = np.array([drawn(fitted, Streams(1), "trait", number) for number in range(400)])
    chance = 1 / (1 + np.exp(-draws.sum(axis=1)))
    # half an event in 200 days is 0.0025; the mean of a gamma law of shape 1/2 or less is no larger
    assert chance.mean() < 0.0025 * 1.2
    # and women without the trait keep theirs: 0.05, error 0.011
    assert (1 / (1 + np.exp(-draws[:, 0]))).mean() == pytest.approx(0.05, abs=0.003)
