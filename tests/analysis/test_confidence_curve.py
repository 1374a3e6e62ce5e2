"""Values of a contrast at other distances than the usual interval: normal, Student's, and of tests that are neither."""

import math

import numpy as np
import pytest
from scipy import stats

from milkway.analysis.confidence_curve import value_at, z_of
from milkway.analysis.estimate import absent, from_normal
from milkway.analysis.measure import Estimate
from milkway.analysis.measures.loads import mean_difference
from milkway.analysis.registry import MEASURES

DIFFERENCE, RATIO, CLUSTERED = (MEASURES[name] for name in ("mean_difference", "risk_ratio", "mean_difference_clustered"))
DISTANCES = (-4.9, -2.8, -1.3, 0.7, 2.8, 4.9)


def student(centre, error, freedom, measure=CLUSTERED):
    """Return Student's estimate and interval."""
    reach = stats.t.ppf(0.975, freedom) * error
    p = 2 * stats.t.sf(abs(centre) / error, freedom)
    return Estimate(measure, centre, centre - reach, centre + reach, p, (200, 200))


@pytest.mark.parametrize("centre", [-3.0, -1.0, 0.2, 2.2])
@pytest.mark.parametrize("z", DISTANCES)
def test_a_normal_estimate_has_values_in_steps_of_its_error(centre, z):
    found = from_normal(RATIO, centre, 1.0, (50, 50))
    assert math.log(value_at(found, z)) == pytest.approx(centre - z, abs=1e-9)


@pytest.mark.parametrize("freedom", [2, 5.3, 22, 400])
@pytest.mark.parametrize("centre", [-6.0, -1.0, 0.2, 2.0])
@pytest.mark.parametrize("z", DISTANCES)
def test_a_students_estimate_has_the_values_of_students_quantiles(freedom, centre, z):
    """The bound at which p is that of Z lies so many errors away as Student's quantile at the same chance."""
    away = -stats.t.ppf(stats.norm.cdf(-abs(z)), freedom) * np.sign(z)
    assert value_at(student(centre, 1.0, freedom), z) == pytest.approx(centre - away, rel=1e-4)


def test_welchs_interval_at_a_looks_bound_is_that_of_scipy():
    draw = np.random.default_rng(4)
    arms = draw.normal(1.0, 1.0, 9), draw.normal(0.0, 3.0, 6)
    found = mean_difference(arms)
    level = 1 - 2 * stats.norm.sf(2.963)
    right = stats.ttest_ind(*arms, equal_var=False).confidence_interval(level)
    assert (value_at(found, 2.963), value_at(found, -2.963)) == pytest.approx(tuple(right), rel=1e-5)


@pytest.mark.parametrize(
    "found",
    [
        from_normal(RATIO, 0.25, 0.1, (50, 50)),
        from_normal(RATIO, -0.1, 0.1, (50, 50)),
        student(1.9, 0.7, 6),
        Estimate(RATIO, 0.4, 0.15, 0.93, 0.03, (20, 20)),
        Estimate(RATIO, 0.4, 0.15, 1.04, 0.061, (20, 20)),
        Estimate(RATIO, 0.4, 0.15, 1.04, 0.04, (20, 20)),
        Estimate(DIFFERENCE, 0.4, -0.1, 0.8, 0.03, (20, 20)),
        Estimate(RATIO, 2.4, 0.98, math.inf, 0.07, (20, 20)),
    ],
)
def test_no_effect_lies_at_the_z_of_p_whatever_the_interval(found):
    """So an interval at a look's bound excludes no effect exactly where p says that the bound is reached."""
    neutral, z = (1.0 if found.measure.is_ratio else 0.0), z_of(found)
    assert value_at(found, z) == pytest.approx(neutral, abs=1e-6)
    for more in (0.999, 1.001):
        assert (value_at(found, more * z) < neutral) == (more * z > z)


@pytest.mark.parametrize("low", [0.15, 0.3])
@pytest.mark.parametrize("p", [1e-6, 0.01, 0.049, 0.051, 0.3, 0.9])
def test_values_fall_as_the_distance_grows(low, p):
    found = Estimate(RATIO, 0.5, low, 0.9 if p < 0.05 else 1.2, p, (20, 20))
    values = [value_at(found, z) for z in np.linspace(-6, 6, 49)]
    assert all(later < earlier for earlier, later in zip(values, values[1:], strict=False))


def test_shares_differ_by_no_more_than_all():
    found = Estimate(MEASURES["risk_difference"], 0.6, -0.1, 0.9, 0.09, (4, 4))
    assert value_at(found, -4.9) == 1.0


def test_without_an_interval_there_are_no_other_values():
    assert value_at(absent(RATIO, (9, 9), "no event"), 2.8) is None
    assert value_at(absent(RATIO, (9, 9), "no event in an arm", 0.0), 2.8) is None
