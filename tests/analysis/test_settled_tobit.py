"""Loads of which a column is all below the limit, too few, or all alike: a bounded fit, or the reason why there is none."""

import numpy as np
import pytest
from scipy.stats import norm

from milkway.analysis.settled_tobit import settled_tobit
from milkway.analysis.tobit import Values, fit_tobit


def loads(size: int, limit: float, low: float, *more: str) -> Values:
    """Return loads around 3 with spread 1, those of a quarter lower by so much, and columns that are alike or empty."""
    draw = np.random.default_rng(4)
    trait = np.arange(size) % 4 == 0
    value = 3 + draw.normal(size=size) - low * trait
    columns = {"alike": trait, "empty": np.zeros(size)}
    design = np.column_stack([np.ones(size), draw.normal(size=size), trait, *(columns[name] for name in more)])
    return Values(np.maximum(value, limit), value < limit, design, np.ones(size))


def test_an_ordinary_fit_is_left_as_it_is():
    data = loads(120, 2.0, 0.5)
    found = settled_tobit(data)
    assert not found.bounded
    assert found.fit.coefficients.tolist() == fit_tobit(data).coefficients.tolist()


@pytest.mark.parametrize("more", [(), ("alike",), ("empty",)])
def test_a_trait_of_which_all_loads_are_below_the_limit_is_bounded_and_stays_low(more):
    found = settled_tobit(loads(120, 2.0, 20.0, *more))
    assert found.bounded
    trait = np.array([1.0, 0.0, 1.0, 1.0, 0.0])[: 3 + len(more)]
    mean, error = trait @ found.fit.coefficients, np.sqrt(trait @ found.fit.covariance[:-1, :-1] @ trait)
    # of 30 women like her nobody was above the limit of 2: 1 in 32 by a uniform law, three times that for a normal one
    above = norm.sf(2.0, mean, np.hypot(error, found.fit.spread))
    assert above < 0.1
    # and the others stay where they were drawn: error of a mean of 90 with the spread 1
    assert found.fit.coefficients[0] == pytest.approx(3.0, abs=0.35)
    assert found.fit.spread == pytest.approx(1.0, abs=0.25)


@pytest.mark.parametrize("limit", [50.0, 5.0])
def test_fewer_loads_above_the_limit_than_columns_have_a_reason(limit):
    found = settled_tobit(loads(24, limit, 0.0))
    assert found.fit is None
    assert found.why_not == "fewer loads above the limit than the model has columns"


def test_loads_that_are_all_alike_have_a_reason():
    found = settled_tobit(Values(np.full(9, 3.0), np.zeros(9, dtype=bool), np.ones((9, 1)), np.ones(9)))
    assert found.fit is None
    assert found.why_not


def test_nothing_below_the_limit_is_least_squares():
    data = loads(60, -50.0, 0.5)
    found = settled_tobit(data)
    expected = np.linalg.lstsq(data.design, data.value, rcond=None)[0]
    # the search ends at a slope of 1e-5
    assert found.fit.coefficients == pytest.approx(expected, abs=1e-4)


def test_a_trait_told_the_other_way_round_has_the_opposite_coefficient():
    """A bounded fit leans to neither side of a column."""
    data = loads(120, 2.0, 20.0)
    turned = data.design * [1.0, 1.0, -1.0]
    plain, other = (settled_tobit(Values(data.value, data.below, design, data.weight)) for design in (data.design, turned))
    assert plain.bounded
    assert other.bounded
    # the search ends at a slope of 1e-5
    assert other.fit.coefficients == pytest.approx(plain.fit.coefficients * [1.0, 1.0, -1.0], abs=1e-3)
    assert other.fit.spread == pytest.approx(plain.fit.spread, abs=1e-3)
