"""Trials of a pool with interim looks: false claims, and the women that early stopping saves."""

import numpy as np
import pytest
from synthetic_pools import shares

from milkway.core.streams import Streams
from milkway.planning.interim_power import looked, stopping_places
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
    futile = LOOKS.model_copy(update={"futility": (0.0,)})
    z = np.array([[2.5, 0.0], [1.0, 2.5], [-1.0, 3.0], [np.nan, 1.0]])
    place, crossed = stopping_places(z, futile)
    assert place.tolist() == [0, 1, 0, 1]
    assert crossed.tolist() == [True, True, False, False]
