"""The coefficients of the stepper against the order conditions of a Rosenbrock method (Hairer 1996, Section IV.7)."""

import numpy as np
import pytest

from milkway.simulation.rodas import COUPLING, DRIFT, MEAN_STATE, NODES, STAGES, STARTS, WEIGHTS

GAMMA = DRIFT[0]  # of the first stage, and the same for all


def untransformed():
    """Return alpha, beta and b of the textbook, from C = I/gamma - inv(Gamma), A = alpha inv(Gamma) and m = b inv(Gamma)."""
    square = np.zeros((STAGES, 1))
    gammas = np.linalg.inv(np.eye(STAGES) / GAMMA - np.hstack([COUPLING, square]))
    alpha = np.hstack([STARTS, square]) @ gammas
    return alpha, alpha + gammas, WEIGHTS @ gammas


def test_the_step_is_of_order_four():
    alpha, beta, b = untransformed()
    a, steps = alpha.sum(axis=1), beta.sum(axis=1)
    found = [b.sum(), b @ steps, b @ a**2, b @ beta @ steps, b @ a**3, b @ (a * (alpha @ steps)), b @ beta @ a**2]
    found.append(b @ beta @ beta @ steps)
    assert found == pytest.approx([1, 1 / 2, 1 / 3, 1 / 6, 1 / 4, 1 / 8, 1 / 12, 1 / 24], abs=1e-10)  # 13 or more printed digits


def test_the_last_stage_is_the_error_against_an_embedded_step_of_order_three():
    alpha, beta, _ = untransformed()
    b, a, steps = beta[4], alpha.sum(axis=1), beta.sum(axis=1)
    found = [b.sum(), b @ steps, b @ a**2, b @ beta @ steps]
    assert found == pytest.approx([1, 1 / 2, 1 / 3, 1 / 6], abs=1e-10)


def test_stages_stand_and_drift_where_their_coefficients_add_up_to():
    alpha, beta, _ = untransformed()
    assert pytest.approx(alpha.sum(axis=1), abs=1e-10) == NODES
    assert pytest.approx((beta - alpha).sum(axis=1), abs=1e-4) == DRIFT  # these are printed with four digits


def test_a_step_is_stiffly_accurate():
    alpha, beta, b = untransformed()
    assert pytest.approx(beta[-1], abs=1e-10) == b
    assert alpha[-1].sum() == pytest.approx(1.0)


@pytest.mark.parametrize("rates", [(-0.1, 0.0), (-6.0, 0.5), (-1000.0, 2.0)])
def test_where_change_is_linear_it_is_what_the_mean_state_makes(rates):
    matrix = np.array([[rates[0], 0.0], [0.3, rates[1]]])
    start, moved = np.array([5.0, 1.0]), np.zeros((STAGES, 2))
    for stage in range(STAGES):
        known = matrix @ (start + STARTS[stage] @ moved[:-1]) + COUPLING[stage] @ moved[:-1]
        moved[stage] = np.linalg.solve(np.eye(2) / GAMMA - matrix, known)
    assert matrix @ (start + MEAN_STATE @ moved) == pytest.approx(WEIGHTS @ moved, rel=1e-9)
