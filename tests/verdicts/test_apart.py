"""What tells two hypotheses apart is what differs most relative to its noise, and beyond chance."""

from types import SimpleNamespace

import numpy as np
import pytest

from milkway.verdicts import discrimination
from milkway.verdicts.compared_quantities import Quantity
from milkway.verdicts.discrimination import DOTS, Errors, best, telling
from milkway.verdicts.draws import plan_draws


@pytest.fixture
def told(monkeypatch):
    """Return a function that looks at worlds made of two measurements, a large and a small one."""
    names = ("clinical_mastitis", "s_aureus_day_28")
    made = {name: Quantity(name, "", lambda world, name=name: getattr(world, name)) for name in names}
    monkeypatch.setattr(discrimination, "QUANTITIES", made)
    monkeypatch.setattr(discrimination, "MEASURED", names)

    def tell(errors, **worlds):
        dyads = len(worlds["a"]["clinical_mastitis"])
        return telling({key: SimpleNamespace(**value) for key, value in worlds.items()}, errors, plan_draws(dyads))

    return tell


def world(large, small):
    luck = np.random.default_rng(5).normal(size=(2, 200))
    return {"clinical_mastitis": large + luck[0], "s_aureus_day_28": small + luck[1] * 0.1}


def test_the_measurement_with_the_larger_difference_relative_to_noise_is_best(told):
    found = best(told(Errors(0.0, 0.0), a=world(0.0, 0.0), b=world(0.5, 0.2)), ("a", "b"))
    assert found is not None
    assert found.quantity == "s_aureus_day_28"


def test_an_error_of_the_assay_is_noise(told):
    # With an error of 10 the count is worthless; the other measurement has none.
    found = best(told(Errors(10.0, 0.0), a=world(0.0, 0.0), b=world(0.5, 0.2)), ("a", "b"))
    assert found is not None
    assert found.quantity == "clinical_mastitis"


def test_hypotheses_that_differ_by_chance_alone_are_not_told_apart(told):
    other = {key: np.roll(values, 1) for key, values in world(0.0, 0.0).items()}
    assert best(told(Errors(0.0, 0.0), a=world(0.0, 0.0), b=other), ("a", "b")) is None
    assert best(told(Errors(0.0, 0.0), a=world(0.0, 0.0), b=world(0.0, 0.0)), ("a", "b")) is None


def test_two_women_are_the_fewest_of_whom_a_difference_has_a_noise(told):
    def few(size, by):
        return {"clinical_mastitis": by + np.arange(float(size)), "s_aureus_day_28": np.full(size, np.nan)}

    one, two = (told(Errors(0.0, 0.0), a=few(size, 0.0), b=few(size, 7.0))[0] for size in (1, 2))
    assert (one.difference, one.noise, one.women) == (0.0, 0.0, None)
    assert (two.difference, two.noise) == pytest.approx((7.0, np.sqrt(0.5)))
    assert two.women == 2  # no trial has fewer in an arm


def test_noise_is_how_women_differ_and_the_error_of_the_assay_together(told):
    found = {one.quantity: one for one in told(Errors(3.0, 5.0), a=world(0.0, 0.0), b=world(0.5, 0.2))}
    spreads = [world(0.0, 0.0)[name].std(ddof=1) for name in ("clinical_mastitis", "s_aureus_day_28")]
    assert found["clinical_mastitis"].noise == pytest.approx(spreads[0])
    assert found["s_aureus_day_28"].noise == pytest.approx(np.hypot(spreads[1], 3.0))


def test_a_dot_is_one_woman_in_twenty_and_draws_have_an_interval_once_there_are_ten(told):
    luck = np.arange(200.0)
    worlds = {name: {"clinical_mastitis": by * luck, "s_aureus_day_28": luck} for name, by in (("a", 0.0), ("b", 1.0))}
    found = {one.quantity: one for one in told(Errors(0.0, 0.0), **worlds)}["clinical_mastitis"]
    assert len(found.dots) == DOTS == 20
    assert found.dots == pytest.approx([199 * (0.5 + dot) / 20 for dot in range(20)])
    # Draws of eight women follow the 104 at the medians: their means are 107.5, 115.5, ..., 195.5.
    assert (found.over_draws.low, found.over_draws.high) == pytest.approx((107.5 + 0.025 * 88, 195.5 - 0.025 * 88))


def test_few_women_have_no_interval_over_draws(told):
    found = told(Errors(0.0, 0.0), a=world(0.0, 0.0), b=world(0.5, 0.2))
    assert all(one.over_draws is not None for one in found)
    few = {"clinical_mastitis": np.arange(40.0), "s_aureus_day_28": np.arange(40.0)}
    assert all(one.over_draws is None for one in told(Errors(0.0, 0.0), a=few, b=few))
