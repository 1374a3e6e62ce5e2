"""Values of a contrast at other distances than the usual interval: normal, Student's, and of every measure's own test."""

import math

import numpy as np
import pytest
from scipy import stats
from verification.edge_laws import LAWS

from milkway.analysis.confidence_curve import value_at, z_of
from milkway.analysis.estimate import absent, on_scale
from milkway.analysis.inverted import inverted
from milkway.analysis.measures.binary import risk_difference, risk_difference_exact, risk_ratio
from milkway.analysis.measures.loads import mean_difference
from milkway.analysis.registry import MEASURES
from milkway.analysis.tested_values import straight

RATIO, CLUSTERED = MEASURES["risk_ratio"], MEASURES["mean_difference_clustered"]
DISTANCES = (-4.9, -2.8, -1.3, 0.7, 2.8, 4.9)


def drawn(name: str, seed: int):
    """Return a measure of two arms of 12 and 15 women, or 3 and 4 centres, drawn from a law of its kind."""
    measure, draw = MEASURES[name], np.random.default_rng(seed)
    law = LAWS[measure.kind, measure.by_centre][-1]
    sizes = (3, 4) if measure.by_centre else (12, 15)
    return measure.between(law.first(draw, sizes[0]), law.reference(draw, sizes[1]))


@pytest.mark.parametrize("centre", [-3.0, -1.0, 0.2, 2.2])
@pytest.mark.parametrize("z", DISTANCES)
def test_a_normal_estimate_has_values_in_steps_of_its_error(centre, z):
    found = inverted(RATIO, straight(centre, 1.0), (50, 50))
    assert math.log(value_at(found, z)) == pytest.approx(centre - z, abs=1e-9)


@pytest.mark.parametrize("freedom", [2, 5.3, 22, 400])
@pytest.mark.parametrize("z", DISTANCES)
def test_a_students_estimate_has_the_values_of_students_quantiles(freedom, z):
    """The bound at which p is that of Z lies so many errors away as Student's quantile at the same chance."""
    away = -stats.t.ppf(stats.norm.cdf(-abs(z)), freedom) * np.sign(z)
    found = inverted(CLUSTERED, straight(-1.0, 1.0, freedom), (200, 200))
    assert value_at(found, z) == pytest.approx(-1.0 - away, rel=1e-9)


def test_welchs_interval_at_a_looks_bound_is_that_of_scipy():
    draw = np.random.default_rng(4)
    arms = draw.normal(1.0, 1.0, 9), draw.normal(0.0, 3.0, 6)
    found = mean_difference(arms)
    level = 1 - 2 * stats.norm.sf(2.963)
    right = stats.ttest_ind(*arms, equal_var=False).confidence_interval(level)
    assert (value_at(found, 2.963), value_at(found, -2.963)) == pytest.approx(tuple(right), rel=1e-9)


def test_the_score_interval_of_a_ratio_at_another_level_holds_what_its_test_keeps():
    found = risk_ratio((3, 9), (20, 20))
    for z in (2.8, -2.8):
        value = math.log(value_at(found, z))
        assert found.test.p(value) == pytest.approx(2 * stats.norm.sf(2.8), rel=1e-6)


@pytest.mark.parametrize("name", MEASURES)
def test_of_every_measure_p_interval_and_other_values_are_of_one_test(name):
    """So an interval at a look's bound excludes no effect exactly where p says that the bound is reached."""
    found = [one for one in (drawn(name, seed) for seed in range(12)) if one.p is not None]
    assert len(found) >= 8
    for one in found:
        centre, low, high = on_scale(one)
        if not math.isfinite(centre):
            assert value_at(one, 2.8) is None
            continue
        values = [value_at(one, z) for z in (4, 2.8, 1.5, -1.5, -2.8, -4)]
        assert values == sorted(values)
        if not MEASURES[name].of_no_effect:
            assert [value_at(one, z) for z in (1.959963984540054, -1.959963984540054)] == pytest.approx(
                [one.low, one.high], rel=1e-6, abs=1e-9
            )
        z = z_of(one)
        for more in (0.999, 1.001):
            if z and not (one.measure.points and abs(low * high) == 1):
                at, neutral = value_at(one, more * z), one.measure.shown(0.0)
                assert (at < neutral) == (more * z > z) or (one.measure.of_no_effect and at == neutral)


def test_an_exact_test_keeps_no_effect_as_far_as_fishers_p_does():
    """3 of 12 against 9 of 13: the score test is surer than Fisher's, and between the two lies no effect."""
    found = risk_difference_exact((3, 9), (12, 13))
    fisher, score = z_of(found), z_of(risk_difference((3, 9), (12, 13)))
    assert score < fisher < 0
    assert value_at(found, fisher * 0.99) < 0
    assert value_at(found, (fisher + score) / 2) == pytest.approx(0, abs=1e-9)


def test_shares_differ_by_no_more_than_all():
    found = inverted(MEASURES["risk_difference"], straight(0.6, 0.36), (4, 4))
    assert value_at(found, -4.9) == 1.0


def test_without_an_interval_there_are_no_other_values():
    assert value_at(absent(RATIO, (9, 9), "no event"), 2.8) is None
    assert value_at(absent(RATIO, (9, 9), "no event in an arm", 0.0), 2.8) is None
