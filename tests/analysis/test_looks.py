"""Group-sequential bounds against published tables, and their level and power by simulation."""

import numpy as np
import pytest

from milkway.analysis.after_stopping import stagewise
from milkway.analysis.group_sequential import bounds, crossing

TABLE = 6e-4  # the tables print three decimals


def equal(looks):
    return [(look + 1) / looks for look in range(looks)]


@pytest.mark.parametrize(("looks", "constant"), [(2, 2.178), (3, 2.289), (4, 2.361), (5, 2.413), (10, 2.555), (20, 2.672)])
def test_pococks_constants_are_those_of_jennison_and_turnbull(looks, constant):
    """Jennison and Turnbull 2000, Table 2.1, alpha .05."""
    found = bounds(equal(looks), 0.05, "pocock")
    assert found == pytest.approx([constant] * looks, abs=TABLE)


@pytest.mark.parametrize(("looks", "constant"), [(2, 1.977), (3, 2.004), (4, 2.024), (5, 2.040), (10, 2.087), (20, 2.126)])
def test_obrien_and_flemings_constants_are_those_of_jennison_and_turnbull(looks, constant):
    """Jennison and Turnbull 2000, Table 2.3, alpha .05: the bound at look k of K is C sqrt(K / k)."""
    found = bounds(equal(looks), 0.05, "obrien_fleming")
    assert found[-1] == pytest.approx(constant, abs=TABLE)
    assert found == pytest.approx([found[-1] * np.sqrt(looks / (k + 1)) for k in range(looks)], rel=1e-9)


@pytest.mark.parametrize(
    ("kind", "published"),
    [
        ("obrien_fleming_spending", [4.877, 3.357, 2.680, 2.290, 2.031]),
        ("pocock_spending", [2.438, 2.427, 2.410, 2.397, 2.386]),
    ],
)
def test_spending_bounds_of_five_looks_are_the_published_ones(kind, published):
    """The five-look bounds that programs for group-sequential designs print for these spending functions, alpha .05."""
    assert bounds(equal(5), 0.05, kind) == pytest.approx(published, abs=TABLE)


@pytest.mark.parametrize(
    ("kind", "looks", "inflation"),
    [("pocock", 2, 1.100), ("pocock", 5, 1.207), ("obrien_fleming", 2, 1.007), ("obrien_fleming", 5, 1.026)],
)
def test_power_at_the_published_inflation_of_the_sample_is_nine_tenths(kind, looks, inflation):
    """Jennison and Turnbull 2000, Tables 2.2 and 2.4, power .9: the sample grows by this factor over one look."""
    single = 1.959964 + 1.281552
    found = crossing(equal(looks), bounds(equal(looks), 0.05, kind), single * np.sqrt(inflation))
    assert sum(found) == pytest.approx(0.9, abs=1e-3)  # three decimals of the factor move power by 4e-4


@pytest.mark.parametrize("kind", ["obrien_fleming", "pocock", "obrien_fleming_spending", "pocock_spending"])
def test_looks_at_any_fractions_keep_the_level_in_simulated_trials(kind):
    fractions = np.array([0.3, 0.45, 0.8, 1.0])
    steps = np.random.default_rng(7).normal(size=(100_000, 4)) * np.sqrt(np.diff(fractions, prepend=0.0))
    z = np.cumsum(steps, axis=1) / np.sqrt(fractions)
    false = (np.abs(z) >= bounds(fractions, 0.05, kind)).any(axis=1).mean()
    assert false == pytest.approx(0.05, abs=0.0021)  # three binomial standard deviations


def test_one_look_has_the_usual_bound_and_p():
    assert bounds([1.0], 0.05, "pocock_spending") == pytest.approx([1.959964], abs=1e-6)
    assert stagewise([1.0], [], 1.959964).p == pytest.approx(0.05, abs=1e-7)


def test_a_stagewise_p_at_the_last_bound_is_the_whole_level():
    fractions = [0.4, 0.7, 1.0]
    limits = bounds(fractions, 0.05, "pocock_spending")
    assert stagewise(fractions, limits[:-1], limits[-1]).p == pytest.approx(0.05, abs=1e-9)
