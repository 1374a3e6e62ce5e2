"""The share of variance that rests on placeholders, on numbers whose variance is known."""

import numpy as np
import pytest
from verification.placeholder_variance import jackknife, readings, share_of_placeholders, table_of, variance

from milkway.cohorts.declared import declared_parameters

DRAWS = 4000
RANDOM = np.random.default_rng(1)
RESTS, PLACEHOLDERS = RANDOM.normal(size=(2, DRAWS, 1))
SEEN = 2.0 * RANDOM.normal(size=(2, DRAWS, 2))  # what chance adds to each half of the women


def test_what_chance_adds_to_either_half_is_not_counted():
    assert variance(RESTS + SEEN[0]) == pytest.approx(1.0, abs=4 * 5.1 / DRAWS**0.5)  # 5.1: deviation of a product of two halves
    assert np.var((RESTS + SEEN[0]).mean(axis=1)) == pytest.approx(3.0, rel=0.1)  # the variance of means does count it


def test_half_of_the_variance_of_a_sum_of_two_alike_comes_from_the_one_that_is_held():
    drawn, held = RESTS + PLACEHOLDERS + SEEN[0], RESTS + SEEN[1]
    found = share_of_placeholders(drawn, held)
    error = jackknife(share_of_placeholders, drawn[:400], held[:400]) * (400 / DRAWS) ** 0.5
    assert found == pytest.approx(0.5, abs=4 * error)


def test_draws_that_do_not_differ_have_no_share():
    assert "nan" in table_of({"a result": np.ones((4, 2))}, {"a result": np.ones((4, 2))})


def test_the_same_parameters_give_the_same_women_with_the_same_luck():
    found = readings(declared_parameters(), [{}, {}], women=16)
    assert len(found) == 6
    for values in found.values():
        assert values.shape == (2, 2)
        np.testing.assert_array_equal(values[0], values[1])
