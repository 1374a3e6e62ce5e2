"""Sobol indices of emulators whose variance is known in closed form."""

import numpy as np
import pytest

from milkway.inference.emulator import Emulator
from milkway.inference.free import Free
from milkway.inference.indices import sobol_indices

FREE = tuple(Free(name, (name,), "expert", "toy", spread=2.0) for name in "abc")


def emulator(*weights):
    """Results on one, three coordinates, and their squares and products."""
    table, results = np.array(weights, dtype=float).T, len(weights)
    some = np.zeros(results)
    return Emulator(tuple("xyz"[:results]), np.zeros(3), np.ones(3), 3, table, some, some, some, some)


def test_parameters_share_the_variance_of_a_sum_as_their_squares():
    found = sobol_indices(emulator([7, 3, 0, 1, 0, 0, 0, 0, 0, 0]), FREE, ["x"], 1)
    assert [(one.endpoint, one.parameter) for one in found] == [("x", "a"), ("x", "b"), ("x", "c")]
    assert [one.first for one in found] == pytest.approx([0.9, 0.0, 0.1], abs=0.02)  # of 1024 quasi-random sets
    assert [one.total for one in found] == pytest.approx([0.9, 0.0, 0.1], abs=0.02)


def test_a_product_brings_its_variance_with_interactions_only():
    found = sobol_indices(emulator([1, 0, 0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 1, 0, 0, 0, 0]), FREE, ["y"], 1)
    assert [one.first for one in found] == pytest.approx([0.0, 0.0, 0.0], abs=0.06)
    assert [one.total for one in found] == pytest.approx([1.0, 1.0, 0.0], abs=0.06)


def test_a_result_that_nothing_moves_has_no_indices():
    assert sobol_indices(emulator([5, 0, 0, 0, 0, 0, 0, 0, 0, 0]), FREE, ["x"], 1) == ()
