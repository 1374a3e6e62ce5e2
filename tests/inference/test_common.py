"""Common factors of what is not free, against a covariance that is known."""

import numpy as np
import pytest

from milkway.inference.common_factors import common
from milkway.inference.emulator import Emulator, fit

SETS, RESULTS = 400, 12


def _emulator(loading: np.ndarray, line: np.ndarray, own: float = 0.4) -> Emulator:
    """Return the emulator of results that a free parameter, a second one and an unseen factor move."""
    chance = np.random.default_rng(4)
    x, unseen = chance.standard_normal((SETS, 2)), chance.standard_normal((SETS, 1))
    y = x[:, :1] + x[:, 1:] * line + unseen * loading + own * chance.standard_normal((SETS, RESULTS))
    names = tuple(f"r{i}" for i in range(RESULTS))
    return fit(names, x, y, np.zeros_like(y), 1, (np.zeros(2, dtype=bool), ["nothing"] * RESULTS))


def test_what_a_parameter_that_is_not_free_and_an_unseen_one_do_is_found_again():
    loading, line = np.linspace(-0.8, 0.8, RESULTS), np.full(RESULTS, 0.5)
    found, own = common(_emulator(loading, line), 1)
    expected = np.outer(loading, loading) + np.outer(line, line)
    assert found.T @ found == pytest.approx(expected, abs=0.12)  # 400 sets
    assert np.median(own) == pytest.approx(0.4, rel=0.15)


def test_independent_results_have_no_common_factor():
    found, own = common(_emulator(np.zeros(RESULTS), np.zeros(RESULTS)), 1)
    assert np.abs(found).max() == 0.0
    assert own == pytest.approx(0.4, rel=0.15)


def test_the_variance_of_a_result_is_kept():
    found, own = common(_emulator(np.full(RESULTS, 0.6), np.zeros(RESULTS)), 1)
    assert np.sqrt((found**2).sum(axis=0) + own**2) == pytest.approx(np.hypot(0.6, 0.4), rel=0.15)
