"""Common factors of what is not free, against a covariance that is known."""

import numpy as np
import pytest

from milkway.inference.common_factors import common, factors
from milkway.inference.emulator import Emulator, fit

SETS, RESULTS = 400, 12


def _emulator(loading: np.ndarray, line: np.ndarray, own: float = 0.4, wide: float = 1.0) -> Emulator:
    """Return the emulator of results that a free parameter, a second one, tried so widely, and an unseen factor move."""
    chance = np.random.default_rng(4)
    x, unseen = chance.standard_normal((SETS, 2)) * np.array([1.0, wide]), chance.standard_normal((SETS, 1))
    y = x[:, :1] + x[:, 1:] * line + unseen * loading + own * chance.standard_normal((SETS, RESULTS))
    names = tuple(f"r{i}" for i in range(RESULTS))
    return fit(names, x, y, np.zeros_like(y), 1, (np.zeros(2, dtype=bool), ["nothing"] * RESULTS))


def test_what_a_parameter_that_is_not_free_and_an_unseen_one_do_is_found_again():
    loading, line = np.linspace(-0.8, 0.8, RESULTS), np.full(RESULTS, 0.5)
    found, own = common(_emulator(loading, line), 1)
    expected = np.outer(loading, loading) + np.outer(line, line)
    assert found.T @ found == pytest.approx(expected, abs=0.12)  # 400 sets
    assert np.median(own) == pytest.approx(0.4, rel=0.15)


@pytest.mark.parametrize("wide", [0.5, 2.0])
def test_how_widely_a_parameter_was_tried_changes_nothing_of_what_its_prior_does(wide):
    line = np.full(RESULTS, 0.5)
    found, _ = common(_emulator(np.zeros(RESULTS), line, wide=wide), 1)
    assert found.T @ found == pytest.approx(np.outer(line, line), abs=0.12)


def test_scores_of_the_sets_follow_what_moved_their_results_together():
    made, others = _emulator(np.full(RESULTS, 0.8), np.zeros(RESULTS)), np.zeros((SETS, 1))
    told, noise = np.random.default_rng(4), np.zeros((SETS, RESULTS))
    told.standard_normal((SETS, 2))
    unseen = told.standard_normal(SETS)
    scores = factors(made, 1, others, noise)
    assert abs(np.corrcoef(scores[:, 0], unseen)[0, 1]) > 0.98
    # one factor among twelve results: Thomson's scores have the share of its variance that the results tell
    assert scores[:, 0].var() == pytest.approx(1 / (1 + 0.16 / (RESULTS * 0.64)), rel=0.15)
    doubtful = factors(made, 1, others, np.full((SETS, RESULTS), 10.0))
    assert np.abs(doubtful).max() < 0.5


def test_independent_results_have_no_common_factor():
    found, own = common(_emulator(np.zeros(RESULTS), np.zeros(RESULTS)), 1)
    assert np.abs(found).max() == 0.0
    assert own == pytest.approx(0.4, rel=0.15)


def test_the_variance_of_a_result_is_kept():
    found, own = common(_emulator(np.full(RESULTS, 0.6), np.zeros(RESULTS)), 1)
    assert np.sqrt((found**2).sum(axis=0) + own**2) == pytest.approx(np.hypot(0.6, 0.4), rel=0.15)
