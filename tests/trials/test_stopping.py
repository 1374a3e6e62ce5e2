"""Where a trial with looks stops, and what it reports then."""

import math

import numpy as np
import pytest
from pydantic import ValidationError

from milkway.analysis.estimate import absent, from_normal
from milkway.analysis.measures.binary import RISK_RATIO
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.registry import MEASURES
from milkway.protocol.basis import Basis
from milkway.protocol.interim import Interim
from milkway.trials.stopping import benefit, stopping

BASIS = Basis(kind="placeholder", note="a test")
HALFWAY = Interim(fractions=(0.5,), bounds="obrien_fleming", futility=(0.0,), basis=BASIS)
WOMEN = (100, 200)


def ratio(z):
    """Return a risk ratio whose logarithm is z standard errors of 0.1 from no effect."""
    return from_normal(RISK_RATIO, 0.1 * z, 0.1, (50, 50))


def test_z_of_an_estimate_is_the_number_that_its_p_came_from_with_the_sign_of_benefit():
    assert benefit(ratio(-2.5), "lower") == pytest.approx(2.5, abs=1e-9)
    assert benefit(ratio(-2.5), "higher") == pytest.approx(-2.5, abs=1e-9)
    assert benefit(ratio(0.0), "lower") == 0.0


@pytest.mark.parametrize(
    ("z", "women", "decision"),
    [
        ((-2.9, -2.9), 100, "stop: benefit"),
        ((2.9, 2.9), 100, "stop: harm"),
        ((0.5, -2.5), 100, "stop: futile"),
        ((-2.5, -2.5), 200, "stop: benefit"),
        ((-2.5, -1.9), 200, "end: no difference"),
    ],
)
def test_a_trial_stops_at_the_first_look_beyond_its_bound(z, women, decision):
    """Two equal looks of O'Brien and Fleming: 2.80 and 1.98 (1.977 sqrt(2) and 1.977)."""
    found = stopping(HALFWAY, WOMEN, [ratio(one) for one in z], "lower")
    assert (found.women, found.looks[-1].decision) == (women, decision)
    assert found.claims == (decision in ("stop: benefit", "stop: harm"))


def test_the_repeated_interval_reaches_no_effect_exactly_where_the_bound_is_met():
    limit = HALFWAY.limits[0]
    found = stopping(HALFWAY, WOMEN, [ratio(-limit), ratio(0.0)], "lower")
    assert found.low is not None
    assert (math.log(found.low), found.high) == pytest.approx((-0.2 * limit, 1.0), abs=1e-9)


def test_arms_without_any_event_decide_nothing():
    none = Outcomes(np.zeros(10), np.full(10, 84.0), np.zeros(10, dtype=bool))
    assert benefit(MEASURES["risk_difference"].between(none, none), "lower") is None


def test_a_look_whose_analysis_gives_no_p_decides_nothing():
    found = stopping(HALFWAY, WOMEN, [absent(RISK_RATIO, (0, 0), "no women"), ratio(-2.5)], "lower")
    assert [look.decision for look in found.looks] == ["go on", "stop: benefit"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"fractions": (0.5, 0.5)}, "fractions that rise"),
        ({"fractions": (0.5, 1.0)}, "less than 1"),
        ({"fractions": ()}, "at least 1"),
        ({"futility": (0.0, 0.0)}, "1 numbers in futility"),
    ],
)
def test_looks_that_cannot_be_are_refused(change, message):
    with pytest.raises(ValidationError, match=message):
        Interim.model_validate({"fractions": (0.5,), "basis": BASIS.model_dump(), **change})


@pytest.mark.parametrize("z", [2.9, -2.9])
def test_where_neither_way_is_good_a_look_stops_for_a_difference_and_for_no_side(z):
    found = stopping(Interim(fractions=(0.5,), bounds="obrien_fleming", basis=BASIS), WOMEN, [ratio(z), ratio(z)], "neither")
    assert (found.looks[-1].decision, found.claims) == ("stop: difference", True)
