"""How many results lie inside is judged by clusters, which go together."""

import numpy as np
import pytest

from milkway.inference.checked_worlds import p_of_inside, together


def test_results_by_themselves_are_a_binomial():
    assert p_of_inside([(9, 10)], 0.9, 0.0) == pytest.approx(1.0)
    assert p_of_inside([(1, 1)] * 10, 0.9, 0.0) > 0.5
    assert p_of_inside([(4, 10)], 0.9, 0.0) < 0.001


def test_clusters_that_go_together_make_a_miss_less_surprising():
    alone, together_ = (p_of_inside([(0, 5), (20, 20)], 0.9, correlation) for correlation in (0.0, 0.5))
    assert together_ > alone


def test_how_much_results_go_together_is_found_again():
    chance = np.random.default_rng(1)
    groups = [[bool(chance.random() < p)] * 3 + [bool(chance.random() < p) for _ in range(3)] for p in chance.beta(2, 2, 300)]
    assert 0.2 < together(groups) < 0.7
    assert together([[True, False, True, False]] * 10) == 0.0
