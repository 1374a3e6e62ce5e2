"""Where a trial with looks stops, and what it reports then."""

import math

import numpy as np
import pytest
from pydantic import ValidationError

from milkway.analysis.estimate import absent
from milkway.analysis.inverted import inverted
from milkway.analysis.measures.binary import RISK_RATIO
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.registry import MEASURES
from milkway.analysis.tested_values import straight
from milkway.protocol.basis import Basis
from milkway.protocol.interim import Interim
from milkway.trials.stopping import benefit, stopping

BASIS = Basis(kind="placeholder", note="a test")
HALFWAY = Interim(fractions=(0.5,), bounds="obrien_fleming", futility=(0.0,), basis=BASIS)
WOMEN = (100, 200)


def ratio(z, women=50):
    """Return a risk ratio whose logarithm is z standard errors of 0.1 from no effect."""
    return inverted(RISK_RATIO, straight(0.1 * z, 0.1), (women, women))


def at_looks(*z):
    """Return the estimates of two looks, the second at twice the women."""
    return [ratio(one, women) for one, women in zip(z, (50, 100), strict=True)]


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
    found = stopping(HALFWAY, WOMEN, at_looks(*z), "lower")
    assert (found.women, found.looks[-1].decision) == (women, decision)
    assert found.claims == (decision in ("stop: benefit", "stop: harm"))


def test_the_repeated_interval_reaches_no_effect_exactly_where_the_bound_is_met():
    limit = HALFWAY.limits[0]
    found = stopping(HALFWAY, WOMEN, at_looks(-limit, 0.0), "lower")
    assert (math.log(found.repeated.low), found.repeated.high) == pytest.approx((-0.2 * limit, 1.0), abs=1e-9)


def test_after_looks_p_is_below_a_twentieth_exactly_where_the_interval_excludes_no_effect():
    """And the repeated interval exactly where the bound is reached: for trials that stop early or late, for benefit or harm."""
    for z in np.linspace(-3.2, 3.2, 33):
        for path in ((z, z), (1.0, z)):
            found = stopping(HALFWAY.model_copy(update={"futility": ()}), WOMEN, at_looks(*path), "lower")
            within = [one.low <= 1 <= one.high for one in (found.unbiased, found.repeated)]
            assert within == [found.stagewise >= 0.05, not found.claims]


def test_a_trial_that_goes_on_to_its_end_has_an_estimate_nearer_no_effect():
    """What did not cross at the first look might have: of trials with this effect, more than half end lower than this one."""
    found = stopping(HALFWAY, WOMEN, at_looks(-1.0, -3.0), "lower")
    assert found.repeated.estimate < found.unbiased.estimate < 1


def test_women_who_have_no_value_at_the_end_lower_the_last_bound():
    """Two looks by O'Brien and Fleming at 50 and 60 women an arm in place of 100: nearly one look, whose bound is 1.96."""
    found = stopping(HALFWAY, (100, 200), [ratio(-1.0), ratio(-1.97, 60)], "lower")
    assert (found.looks[-1].decision, found.looks[0].limit) == ("stop: benefit", pytest.approx(2.797, abs=1e-3))


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
    found = stopping(Interim(fractions=(0.5,), bounds="obrien_fleming", basis=BASIS), WOMEN, at_looks(z, z), "neither")
    assert (found.looks[-1].decision, found.claims) == ("stop: difference", True)
