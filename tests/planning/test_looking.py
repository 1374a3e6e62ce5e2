"""Trials of a pool with interim looks: false claims, and the women that early stopping saves."""

import numpy as np
import pytest
from synthetic_pools import shares

from milkway.analysis.group_sequential import bounds_reached
from milkway.core.streams import Streams
from milkway.planning.interim_power import limits_of, looked, stopping_places
from milkway.planning.operating_characteristics import curve_of
from milkway.protocol.basis import Basis
from milkway.protocol.interim import Interim

LOOKS = Interim(fractions=(0.5,), bounds="pocock_spending", basis=Basis(kind="placeholder", note="a test"))
REPS = 1000


@pytest.fixture(scope="module")
def found():
    """Return four hundred women a trial, of whom 30 % are ill; the product spares half of these, or none."""
    null, effect = looked(shares(2000, 0.3, 0.5, 3), LOOKS, (400,), REPS, Streams(2))
    return {"null": null, "effect": effect}


def test_looks_keep_the_chance_of_a_false_claim(found):
    assert found["null"].either.value <= 0.05 + 3 * 0.0069  # three binomial standard errors


def test_early_stopping_saves_women_where_there_is_an_effect(found):
    early = found["effect"].early.value
    # every trial that stops at the only interim look needs half of the women
    assert found["effect"].women.value == pytest.approx(400 - 200 * early)
    assert early > 0.3
    assert found["null"].women.value > 380


def test_looks_cost_a_little_power(found):
    without = curve_of(shares(2000, 0.3, 0.5, 3), (400,), REPS, Streams(2))[-1]
    # Pocock-like looks at half raise the bound at the end from 1.96 to 2.16
    assert without.power.value - 0.06 < found["effect"].power.value <= without.power.value


def test_a_trial_stops_at_the_first_look_that_crosses_or_is_futile():
    z = np.array([[2.5, 0.0], [1.0, 2.5], [-1.0, 3.0], [np.nan, 1.0]])
    place, crossed = stopping_places(z, np.full((4, 2), 2.2), (0.0,))
    assert place.tolist() == [0, 1, 0, 1]
    assert crossed.tolist() == [True, True, False, False]


def test_bounds_of_a_drawn_trial_are_of_the_women_whom_it_analyses():
    """Half of the women at the only look before the end, as planned; or two thirds, since later ones left."""
    women = np.array([[[50, 50], [100, 100]], [[50, 50], [75, 75]], [[50, 50], [100, 100]]])
    found = limits_of(women, LOOKS)
    assert found[0].tolist() == found[2].tolist() == pytest.approx(LOOKS.limits, abs=1e-9)
    assert found[1].tolist() == pytest.approx(bounds_reached((0.5, 1.0), (2, 3), 0.05, LOOKS.bounds), abs=2e-3)  # rounded share


def test_half_of_the_trials_without_effect_stop_as_futile_below_nothing():
    """At a first look half of all Z are below 0; a twentieth of them or less lies beyond the bound of harm."""
    futile = LOOKS.model_copy(update={"futility": (0.0,)})
    null, _ = looked(shares(2000, 0.3, 0.5, 3), futile, (400,), REPS, Streams(2))
    assert null.futile.value == pytest.approx(0.5 - 0.031 / 2, abs=0.05 + 3 * 0.0158)  # ties of shares, and three errors
    assert null.early.value == pytest.approx(null.futile.value + 0.031, abs=0.02)


def test_looks_without_futility_stop_no_trial_as_futile(found):
    assert found["null"].futile.value == found["effect"].futile.value == 0.0
