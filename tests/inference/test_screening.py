"""Screening keeps what results depend on."""

import numpy as np

from milkway.inference.free import Free
from milkway.inference.screening import screen

CANDIDATES = (
    Free("idle", ("a",), "expert", "", spread=2.0),
    Free("busy", ("b",), "expert", "", spread=2.0),
    Free("effect", ("c",), "expert", "", spike=0.5, slab="uniform", most=1.0),
)


def test_a_candidate_that_moves_a_result_is_kept_before_one_that_moves_none():
    chance = np.random.default_rng(2)
    x = chance.standard_normal((80, 3))
    y = x[:, 1:2] + 0.1 * chance.standard_normal((80, 1))
    found = screen(CANDIDATES, ("y",), ["effects"], x, y, np.full_like(y, 0.1), np.array([0.3]), 2)
    assert [(one.name, one.free) for one in found] == [("busy", True), ("effect", True), ("idle", False)]


def test_a_parameter_with_a_spike_is_free_whatever_the_data_say():
    x = np.random.default_rng(2).standard_normal((80, 3))
    found = screen(CANDIDATES, ("y",), ["effects"], x, x[:, :1], np.zeros((80, 1)), np.array([0.3]), 1)
    assert [one.name for one in found if one.free] == ["effect"]
